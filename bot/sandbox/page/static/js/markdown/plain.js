/**
 * Text without its Markdown, for previews and for what is read aloud.
 */

import {channelName, guideName, roleName, userName} from "./mentions.js";
import {relative, written} from "./moment.js";
import {parse} from "./parse.js";

/** What stands for hidden text. */
const HIDDEN = "▇▇▇▇";

const LINES = new Set(["heading", "subtext", "quote", "list", "codeBlock"]);

/**
 * What somebody reads of a text, styles left out and spoilers hidden.
 *
 * @param {string} text as it was sent
 * @param {import("../context.js").Context} ctx
 * @returns {string}
 */
export function plainText(text, ctx) {
  return lines(parse(text), ctx).replaceAll(/\n{2,}/g, "\n").trim();
}

function lines(nodes, ctx) {
  return nodes.map((node) => (LINES.has(node.type) ? `\n${words(node, ctx)}\n` : words(node, ctx))).join("");
}

/** @type {Object<string, (node: any, ctx: any) => string>} what is not simply the text of a node, or of its children */
const WORDS = {
  spoiler: () => HIDDEN,
  list: ({start, items}, ctx) => items.map((item, at) => bullet(start, at) + lines(item, ctx)).join("\n"),
  emoji: ({name}) => `:${name}:`,
  moment: ({seconds, style}, ctx) => (style === "R" ? relative(seconds, ctx.now()) : written(seconds, style)),
  user: ({id}, ctx) => userName(id, ctx),
  role: ({id}, ctx) => roleName(id, ctx),
  channel: ({id}, ctx) => channelName(id, ctx),
  command: ({name}) => `/${name}`,
  guide: ({name}) => guideName(name),
};

function words(node, ctx) {
  const own = WORDS[node.type];
  if (own) return own(node, ctx);
  return node.children ? lines(node.children, ctx) : node.text;
}

const bullet = (start, at) => (start === null ? "• " : `${start + at}. `);
