/**
 * Rules for links: bare addresses, and `[words](address "title")`.
 *
 * Words that pretend to be another address, or that mention somebody, do not become a link: the whole stays as it was
 * written.
 */

const BARE = /https?:\/\/[^\s<]+/y;
const MAY_NOT_END = new Set([..."<.,:;\"'\]"]);
const PRETENDS = /https?:\/\/|discord\.gg\/|discord(?:app)?\.com\/invite\//i;
const INVISIBLE = /\p{Cf}/gu;
const NOT_IN_WORDS = new Set(["url", "link", "user", "role", "channel", "command", "guide", "everyone", "codeBlock"]);
const UNESCAPED = /\\([^A-Za-z0-9\s])/g;

/**
 * The address that a text names, in its full form; null where it is none, or not one of the web.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function address(text) {
  const url = URL.parse(text);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

/**
 * An address in the text. Punctuation at its end does not belong to it, nor does a bracket that it did not open.
 *
 * @type {import("./parse.js").Rule}
 */
export function bareUrl({text, place}, at) {
  if (!place.links) return null;
  BARE.lastIndex = at;
  let found = BARE.exec(text)?.[0] ?? "";
  while (MAY_NOT_END.has(found.at(-1))) found = found.slice(0, -1);
  const closing = found.length - found.replace(/\)+$/, "").length;
  if (closing > found.split("(").length - 1) found = found.slice(0, -1);
  const url = address(found);
  return url ? {end: at + found.length, node: {type: "url", url, text: found}} : null;
}

/**
 * `[words](address "title")`; the address may stand in angle brackets.
 *
 * @type {import("./parse.js").Rule}
 */
export function maskedLink(scan, at) {
  const {text, place} = scan;
  if (!place.links) return null;
  scan.lastTarget ??= Math.min(text.lastIndexOf("]("), text.lastIndexOf(")"));
  if (at >= scan.lastTarget) return null;
  const close = wordsEnd(text, at);
  const target = close === -1 ? null : targetAt(text, close + 2);
  if (!target) return null;
  const words = text.slice(at + 1, close);
  const url = pretends(words) || pretends(target.title) ? null : address(target.url.replaceAll(UNESCAPED, "$1"));
  if (!url) return {end: target.end, node: {type: "text", text: text.slice(at, target.end)}};
  const node = {type: "link", url, title: target.title};
  return {end: target.end, node, inside: words, around: {blocks: false}, accept: (children) => inWords(children)};
}

/** Where the words end: at the first `](` that is not in brackets of their own. */
function wordsEnd(text, at) {
  let to = at + 1;
  while (to < text.length) {
    if (text[to] === "\\") to += 1;
    else if (text[to] === "[") to = text.indexOf("]", to);
    else if (text.startsWith("](", to)) return to;
    if (to === -1) return -1;
    to += 1;
  }
  return -1;
}

function targetAt(text, from) {
  let to = afterSpace(text, from);
  const angle = text[to] === "<";
  if (angle) to += 1;
  const start = to;
  to = urlEnd(text, to);
  const end = angle && text[to - 1] === ">" ? to - 1 : to;
  const {title, after} = titleAt(text, to);
  const close = afterSpace(text, after);
  return end > start && text[close] === ")" ? {url: text.slice(start, end), title, end: close + 1} : null;
}

function urlEnd(text, from) {
  let to = from;
  while (to < text.length && !/[\s)]/.test(text[to])) {
    const closing = text[to] === "(" ? text.indexOf(")", to) : -1;
    if (closing !== -1) to = closing;
    else if (text[to] === "\\") to += 1;
    to += 1;
  }
  return Math.min(to, text.length);
}

/** A title stands in quotes after a space, and nothing but the bracket follows it. */
function titleAt(text, at) {
  const from = afterSpace(text, at);
  const quote = text[from];
  const none = {title: "", after: at};
  if (from === at || (quote !== '"' && quote !== "'")) return none;
  for (let to = text.indexOf(quote, from + 1); to !== -1; to = text.indexOf(quote, to + 1)) {
    if (text[afterSpace(text, to + 1)] === ")") return {title: text.slice(from + 1, to), after: to + 1};
  }
  return none;
}

function afterSpace(text, at) {
  let to = at;
  while (to < text.length && /\s/.test(text[to])) to += 1;
  return to;
}

/** Whether a text reads as an address, letters that look like others and letters that cannot be seen included. */
function pretends(text) {
  return PRETENDS.test(text.replaceAll(INVISIBLE, "").replaceAll("\\", "").normalize("NFKC"));
}

/** Whether these nodes may be the words of a link: styled text that shows something. */
function inWords(nodes) {
  return nodes.some(shows) && everyNode(nodes, (node) => !NOT_IN_WORDS.has(node.type));
}

function shows(node) {
  if (node.children) return node.children.some(shows);
  return node.type !== "text" || node.text.trim() !== "";
}

function everyNode(nodes, test) {
  return nodes.every((node) => test(node) && everyNode(node.children ?? [], test));
}
