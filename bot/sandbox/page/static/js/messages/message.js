/** One message: a line of the list, with everything that Discord shows of it. */

import {renderComponents} from "../components/components.js";
import {h} from "../dom.js";
import {renderMarkdown} from "../markdown/render.js";
import {renderAttachments} from "./attachments.js";
import {renderEmbed} from "./embeds.js";
import {COMPONENTS_V2, SUPPRESS_EMBEDS, has, isSpoken} from "./flags.js";
import {dismissal, onlyYou, pingLine} from "./footer.js";
import {heading, linesAbove} from "./header.js";
import {avatar, nameOf} from "./people.js";
import {renderPoll} from "./polls.js";
import {renderReactions} from "./reactions.js";
import {systemLine} from "./system.js";
import {threadMarker, threadOf} from "./thread.js";
import {fullTime, timeElement} from "./times.js";
import {toolbar} from "./toolbar.js";

/**
 * Articles are gone through by arrows, and what is in one is read out with its name; the focus finds the next version of
 * one by `data-focus`.
 */
const focusable = (body) => ({tabindex: "-1", dataset: {focus: "message"}, "aria-describedby": body});

/**
 * A message.
 *
 * @param {Object<string, any>} message a message of the page (`message:<id>`)
 * @param {import("../context.js").Context} ctx
 * @param {{compact?: boolean, quoted?: boolean}} [how] `compact`: the one above is by the same author, so it has no
 *   head; `quoted`: it is shown away from its place (a thread's first message), so it shows no thread and has no tools
 * @returns {HTMLLIElement}
 */
export function renderMessage(message, ctx, {compact = false, quoted = false} = {}) {
  const spoken = isSpoken(message);
  const name = nameOf(message.author.id, ctx, message.author);
  const body = quoted ? null : `message-${message.id}`;
  const article = h(
    "article",
    {"aria-label": `${name}, ${fullTime(new Date(message.timestamp))}`, ...(quoted ? null : focusable(body))},
    spoken ? spokenParts(message, name, compact, ctx) : h("div", {id: body}, systemLine(message, ctx)),
    spoken && h("div", {class: "message-body", id: body}, bodyParts(message, quoted, ctx)),
    !quoted && toolbar(message, ctx),
  );
  return h("li", {class: classes(message, {compact, spoken}), dataset: {message: message.id}}, article);
}

function classes(message, {compact, spoken}) {
  const named = {
    compact,
    system: !spoken,
    ephemeral: message.ephemeral,
    pinged: message.pings_me,
    thinking: message.thinking,
  };
  return ["message", ...Object.keys(named).filter((name) => named[name])].join(" ");
}

function spokenParts(message, name, compact, ctx) {
  if (compact) return timeElement(message.timestamp, "clock", ctx);
  return [...linesAbove(message, ctx), avatar(message.author.id, name), heading(message, ctx)];
}

function bodyParts(message, quoted, ctx) {
  const thread = quoted ? undefined : threadOf(message.id, ctx);
  return [
    message.thinking ? thinking(message, ctx) : contentParts(message, ctx),
    message.reactions?.length > 0 && renderReactions(message, ctx),
    thread && threadMarker(thread, ctx),
    message.ephemeral && onlyYou((event) => event.currentTarget.dispatchEvent(dismissal(message.id))),
    message.pings?.length > 0 && pingLine(message.pings),
  ];
}

function contentParts(message, ctx) {
  const components = message.components?.length > 0 && renderComponents(message, ctx);
  if (has(message, COMPONENTS_V2)) return [components, edited(message)];
  const embeds = has(message, SUPPRESS_EMBEDS) ? [] : (message.embeds ?? []);
  return [
    content(message, ctx),
    message.poll && renderPoll(message, ctx),
    message.attachments?.length > 0 && renderAttachments(message, ctx),
    embeds.map((embed) => renderEmbed(embed, message, ctx)),
    components,
  ];
}

function content(message, ctx) {
  const mark = edited(message);
  if (!message.content && !mark) return null;
  return h("div", {class: "message-content"}, renderMarkdown(message.content ?? "", ctx, {kind: "message"}), mark);
}

function edited(message) {
  if (!message.edited_timestamp) return null;
  const title = fullTime(new Date(message.edited_timestamp));
  const alone = message.content ? "" : " edited-alone";
  return h("time", {class: `edited${alone}`, datetime: message.edited_timestamp, title}, "(edited)");
}

function thinking(message, ctx) {
  const name = nameOf(message.author.id, ctx, message.author);
  const words = h("span", null, h("strong", null, name), " is thinking...");
  return h("div", {class: "message-content under-way"}, dots(), words);
}

/** Three dots that wait. */
export function dots() {
  return h("span", {class: "dots", "aria-hidden": "true"}, h("i"), h("i"), h("i"));
}
