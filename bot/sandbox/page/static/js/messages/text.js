/** All the words of a message in the order of reading, for previews, for copying and for those who cannot see it. */

import {COMPONENTS_V2, SUPPRESS_EMBEDS, has} from "./flags.js";

const TEXT_DISPLAY = 10;

/**
 * Everything a reader reads, in Discord's Markdown, but for the labels of buttons and lists.
 *
 * @param {Object<string, any>} message
 * @returns {string} a line or more for each part; empty where there are no words
 */
export function textOf(message) {
  if (has(message, COMPONENTS_V2)) return joined(textsOf(message.components));
  const embeds = has(message, SUPPRESS_EMBEDS) ? [] : (message.embeds ?? []);
  return joined([message.content, ...embeds.flatMap(embedLines), message.poll?.question.text]);
}

/**
 * What stands for a message without words.
 *
 * @param {Object<string, any>} message
 * @returns {string} empty where there is nothing to say
 */
export function substitute(message) {
  if (message.thinking) return "is thinking…";
  if (message.attachments?.length) return "Click to see attachment";
  return message.components?.length || message.embeds?.length ? "Click to see message" : "";
}

function textsOf(components) {
  return (components ?? []).flatMap((one) => (one.type === TEXT_DISPLAY ? [one.content] : textsOf(one.components)));
}

function embedLines({author, title, description, fields, footer}) {
  return [author?.name, title, description, ...(fields ?? []).flatMap((one) => [one.name, one.value]), footer?.text];
}

function joined(lines) {
  return lines.filter(Boolean).join("\n");
}
