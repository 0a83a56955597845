/** What stands above a message: who used which command, what it replies to, its author and time. */

import {h} from "../dom.js";
import {plainText} from "../markdown/render.js";
import {CROSSPOSTED, SILENT, has, isReply} from "./flags.js";
import {icon} from "./icons.js";
import {appBadge, avatar, nameOf} from "./people.js";
import {substitute, textOf} from "./text.js";
import {timeElement} from "./times.js";

const PREVIEW = 200;
const RINGS_NOT = "This was sent as a @silent message: nobody's device rings";
const SILENTLY = {class: "message-sign", role: "img", title: RINGS_NOT, "aria-label": RINGS_NOT};
const PUBLISHED = {class: "published", title: "Servers that follow this channel have it too"};

/**
 * The line "Ada used /week".
 *
 * @param {{user: string, command: string}} invoked
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function usedLine({user, command}, ctx) {
  const name = nameOf(user, ctx);
  const words = [h("span", {class: "above-name"}, name), " used ", h("span", {class: "used-command"}, `/${command}`)];
  return aboveLine("used-line", avatar(user, name, {small: true}), h("span", {class: "above-text"}, words));
}

/**
 * The line above a reply, with the first words of what it answers; a press jumps there.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
function replyLine(message, ctx) {
  const {message_id: id} = message.message_reference;
  const answered = ctx.store.get(`message:${id}`);
  if (!answered) {
    const gone = h("span", {class: "above-text above-gone"}, "Original message was deleted");
    return aboveLine("reply-line", h("span", {class: "reply-icon"}, icon("reply")), gone);
  }
  const name = nameOf(answered.author.id, ctx, answered.author);
  const jump = (event) => event.currentTarget.dispatchEvent(jumpTo(id));
  const words = plainText(textOf(answered), ctx).slice(0, PREVIEW) || h("em", null, substitute(answered));
  const label = `Jump to what ${name} said`;
  return aboveLine(
    "reply-line",
    avatar(answered.author.id, name, {small: true}),
    answered.author.bot && appBadge(),
    h("span", {class: "above-name"}, name),
    h("button", {type: "button", class: "above-text", onclick: jump, "aria-label": label}, words),
  );
}

/**
 * The event that asks the list to show a message; it bubbles.
 *
 * @param {string} id
 * @returns {CustomEvent<{id: string}>}
 */
function jumpTo(id) {
  return new CustomEvent("jump-to-message", {bubbles: true, detail: {id}});
}

function aboveLine(kind, ...children) {
  return h("div", {class: `above-line ${kind}`}, children);
}

/**
 * The lines above a message that has a head of its own.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement[]}
 */
export function linesAbove(message, ctx) {
  const lines = message.invoked ? [usedLine(message.invoked, ctx)] : [];
  return isReply(message) ? [...lines, replyLine(message, ctx)] : lines;
}

/**
 * Author, badges and time.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function heading(message, ctx) {
  const {author} = message;
  return h(
    "h3",
    {class: "message-head"},
    h("span", {class: "message-author"}, nameOf(author.id, ctx, author)),
    author.bot && appBadge(),
    timeElement(message.timestamp, "head", ctx),
    has(message, SILENT) && h("span", SILENTLY, icon("silent")),
    has(message, CROSSPOSTED) && h("span", PUBLISHED, icon("check"), "Published"),
  );
}
