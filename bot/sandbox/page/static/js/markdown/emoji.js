/**
 * Emoji in text: Discord shows them larger than letters, and much larger where a message has nothing else.
 */

const EMOJI = /\p{RGI_Emoji}/v;
const EVERY_EMOJI = /\p{RGI_Emoji}/gv;

/** What Unicode calls emoji and Discord shows as letters. */
const LETTERS = /^[©®™]\ufe0f?$/;

/** More emoji than these are shown at the usual size. */
const MOST_LARGE = 30;

/** @type {(text: string) => boolean} */
export const hasEmoji = (text) => EMOJI.test(text);

/**
 * Cut a text at its emoji.
 *
 * @param {string} text
 * @returns {{type: "text" | "unicode", text: string}[]} nodes of which no two that follow each other are text
 */
export function splitEmoji(text) {
  if (!hasEmoji(text)) return [{type: "text", text}];
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(EVERY_EMOJI)) {
    if (LETTERS.test(match[0])) continue;
    if (match.index > from) nodes.push({type: "text", text: text.slice(from, match.index)});
    nodes.push({type: "unicode", text: match[0]});
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push({type: "text", text: text.slice(from)});
  return nodes;
}

/**
 * Whether a message is nothing but a few emoji, which are then shown large.
 *
 * @param {import("./parse.js").Node[]} nodes
 * @returns {boolean}
 */
export function onlyEmoji(nodes) {
  const words = nodes.filter((node) => node.type !== "text" || node.text.trim() !== "");
  const emoji = words.every((node) => node.type === "unicode" || node.type === "emoji");
  return emoji && words.length > 0 && words.length <= MOST_LARGE;
}
