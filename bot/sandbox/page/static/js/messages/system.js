/** Discord's own lines: somebody joined, pinned something, opened a thread. */

import {h} from "../dom.js";
import {icon} from "./icons.js";
import {nameOf} from "./people.js";
import {timeElement} from "./times.js";

const bold = (text) => h("strong", null, text);

const FOLLOWED = " to this channel. Its most important updates will show up here.";
const LINES = {
  1: (who, message) => [who, " added ", bold(message.mentions?.[0]?.global_name ?? "somebody"), " to the group."],
  2: (who, message) => [who, " removed ", bold(message.mentions?.[0]?.global_name ?? "somebody"), " from the group."],
  4: (who, message) => [who, " changed the channel name: ", bold(message.content)],
  6: (who) => [who, " pinned ", bold("a message"), " to this channel."],
  7: (who) => [who, " joined the server."],
  8: (who) => [who, " just boosted the server!"],
  12: (who, message) => [who, " has added ", bold(message.content), FOLLOWED],
  18: (who, message) => [who, " started a thread: ", bold(message.content), "."],
  46: (who) => [who, "'s poll has closed."],
};
const ICONS = {6: "pin", 18: "thread"};

/**
 * The inside of a line of Discord's own.
 *
 * @param {Object<string, any>} message one whose `type` nobody says
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function systemLine(message, ctx) {
  const who = bold(nameOf(message.author.id, ctx, message.author));
  const other = [who, ": ", message.content || "did something that has no words here."];
  const words = LINES[message.type]?.(who, message) ?? other;
  return h(
    "div",
    {class: "system-line"},
    h("span", {class: "system-icon"}, icon(ICONS[message.type] ?? "arrow")),
    h("span", {class: "system-words"}, words, " ", timeElement(message.timestamp, "head", ctx)),
  );
}
