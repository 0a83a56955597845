/** Threads as their parent shows them: a box below the message they were opened from. */

import {h} from "../dom.js";
import {plainText} from "../markdown/render.js";
import {counted} from "../shell/words.js";
import {avatar, nameOf} from "./people.js";
import {byId} from "../snowflake.js";
import {substitute, textOf} from "./text.js";
import {timeElement} from "./times.js";

const PREVIEW = 120;

/**
 * The thread that was opened from a message.
 *
 * @param {string} messageId
 * @param {import("../context.js").Context} ctx
 * @returns {Object<string, any> | undefined} a channel of the page
 */
export function threadOf(messageId, ctx) {
  return ctx.store.all("channel:").find((one) => one.starter === messageId);
}

/**
 * What was said in a thread or post, oldest first.
 *
 * @param {string} channelId
 * @param {import("../context.js").Context} ctx
 * @returns {Object<string, any>[]}
 */
export function saidIn(channelId, ctx) {
  const said = ctx.store.all("message:").filter((one) => one.channel_id === channelId);
  return said.sort((a, b) => byId(a.id, b.id));
}

/** @returns {string} `No messages`, `1 message`, `12 messages` */
export function messageCount(count) {
  return count === 0 ? "No messages" : counted(count, "message");
}

/**
 * The box of a thread: its name, how much was said, and the last of it; a press opens it.
 *
 * @param {Object<string, any>} thread a channel of the page
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function threadMarker(thread, ctx) {
  const said = saidIn(thread.id, ctx);
  const last = said.at(-1);
  return h(
    "button",
    {type: "button", class: "thread-marker", onclick: () => ctx.go(thread.id)},
    h(
      "span",
      {class: "thread-top"},
      h("span", {class: "thread-name"}, thread.name),
      h("span", {class: "thread-count"}, `${messageCount(said.length)} ›`),
    ),
    last ? lastSaid(last, ctx) : h("span", {class: "thread-last"}, "There are no recent messages in this thread."),
    thread.archived && h("span", {class: "thread-state"}, thread.locked ? "Closed and locked" : "Archived"),
  );
}

function lastSaid(message, ctx) {
  const name = nameOf(message.author.id, ctx, message.author);
  const words = plainText(textOf(message), ctx).slice(0, PREVIEW) || substitute(message);
  return h(
    "span",
    {class: "thread-last"},
    avatar(message.author.id, name, {small: true}),
    h("span", {class: "above-name"}, name),
    h("span", {class: "thread-words"}, words),
    timeElement(message.timestamp, "ago", ctx),
  );
}
