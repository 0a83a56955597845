/**
 * Discord's Markdown as elements. The tree comes from {@link parse}; text only ever becomes text nodes.
 */

import {h} from "../dom.js";
import {codeBlock, externalLink, moment, spoiler} from "./elements.js";
import {onlyEmoji} from "./emoji.js";
import {channelMention, commandMention, guideMention, roleMention, userMention} from "./mentions.js";
import {parse} from "./parse.js";

export {plainText} from "./plain.js";

/** What each kind of text may hold: in titles and names of fields neither links nor mentions, nor what takes a line. */
const KINDS = {
  message: {},
  embed: {},
  display: {},
  inline: {blocks: false, links: false, mentions: false},
};

/**
 * Make elements of a text.
 *
 * @param {string} text as it was sent
 * @param {import("../context.js").Context} ctx
 * @param {{kind?: "message" | "embed" | "display" | "inline"}} [options] where it stands: the text of a message, a
 *   description or a field's value, a text component, or a title or a field's name
 * @returns {DocumentFragment}
 */
export function renderMarkdown(text, ctx, {kind = "message"} = {}) {
  const nodes = parse(text, KINDS[kind]);
  const large = kind === "message" && onlyEmoji(nodes);
  const fragment = document.createDocumentFragment();
  fragment.append(...elements(nodes, {ctx, large}));
  return fragment;
}

/** @type {Object<string, (node: any, env: {ctx: any, large: boolean}, inner: () => Node[]) => Node>} */
const RENDERERS = {
  text: ({text}) => document.createTextNode(text),
  strong: (node, env, inner) => h("strong", null, inner()),
  em: (node, env, inner) => h("em", null, inner()),
  underline: (node, env, inner) => h("u", null, inner()),
  strike: (node, env, inner) => h("s", null, inner()),
  spoiler: (node, env, inner) => spoiler(inner()),
  code: ({text}) => h("code", {class: "md-code"}, text),
  codeBlock: ({text, language}, {ctx}) => codeBlock(text, language, ctx),
  heading: ({level}, env, inner) => h(`h${level}`, {class: "md-heading"}, inner()),
  subtext: (node, env, inner) => h("small", {class: "subtext"}, inner()),
  quote: (node, env, inner) => h("blockquote", {class: "md-quote"}, inner()),
  list: (node, env) => list(node, env),
  link: ({url, title}, env, inner) => externalLink(url, title, inner()),
  url: ({url, text}) => externalLink(url, "", text),
  unicode: ({text}, {large}) => h("span", {class: large ? "emoji large" : "emoji"}, text),
  emoji: ({name}, {large}) => h("span", {class: large ? "custom-emoji large" : "custom-emoji"}, `:${name}:`),
  moment: ({seconds, style}, {ctx}) => moment(seconds, style, ctx),
  user: ({id}, {ctx}) => userMention(id, ctx),
  role: ({id}, {ctx}) => roleMention(id, ctx),
  channel: ({id}, {ctx}) => channelMention(id, ctx),
  command: ({name}) => commandMention(name),
  guide: ({name}) => guideMention(name),
  everyone: ({text}) => h("span", {class: "mention"}, text),
};

function elements(nodes, env) {
  return nodes.map((node) => RENDERERS[node.type](node, env, () => elements(node.children, env)));
}

function list({start, items}, env) {
  const lines = items.map((item) => h("li", null, elements(item, env)));
  if (start === null) return h("ul", {class: "md-list"}, lines);
  const digits = String(start + items.length - 1).length;
  return h("ol", {class: "md-list", start: String(start), style: {"--digits": String(digits)}}, lines);
}
