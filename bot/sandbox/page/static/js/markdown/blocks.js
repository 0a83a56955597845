/**
 * Rules for what takes whole lines: headings, subtext, quotes, lists and code blocks.
 *
 * Headings and subtext begin where a line does, or behind the spaces that a text begins with; quotes and lists may be
 * indented. A code block may begin anywhere. What begins a line begins one within styles, too: `**1. a**` is a list in
 * bold, since Discord's client asks what stood before the outermost style.
 */

const HEADING = /(#{1,3})\s+(?!#)([^\n]+)(?:\s*\n)?/y;
const SUBTEXT = /-# +(?!-#)([^\n]+)\n?/y;
const QUOTED_LINE = / *> ([^\n]*)(?:\n|$)/y;
const BULLET = /(?:[*-]|\d+\.) +/y;
const LANGUAGE = /[\w+\-.#]*\n/y;

/** Lists stand in each other no deeper. */
const DEEPEST_LIST = 11;

/** The largest number that a list begins with. */
const LAST_NUMBER = 1_000_000_000;

/**
 * `# A heading`, up to three marks. Empty lines below it are not shown.
 *
 * @type {import("./parse.js").Rule}
 */
export function heading(scan, at, lineStart) {
  if (!scan.place.blocks || scan.place.list > 0 || !ownLine(scan, at, lineStart)) return null;
  const match = matchAt(HEADING, scan.text, at);
  const inside = match?.[2].trimEnd().replace(/#+$/, "").trim();
  return inside ? {end: at + match[0].length, node: {type: "heading", level: match[1].length}, inside} : null;
}

/**
 * `-# Small print`.
 *
 * @type {import("./parse.js").Rule}
 */
export function subtext(scan, at, lineStart) {
  if (!scan.place.blocks || !ownLine(scan, at, lineStart)) return null;
  const match = matchAt(SUBTEXT, scan.text, at);
  return match && {end: at + match[0].length, node: {type: "subtext"}, inside: match[1]};
}

function ownLine(scan, at, lineStart) {
  const start = lineStart(scan, at);
  return start === "line" || (start === "space" && scan.place.start === "line" && indentOf(scan.text, at) > 0);
}

/**
 * `> A line` and the lines like it below, or `>>> ` and everything that follows. Quotes do not stand in quotes.
 *
 * @type {import("./parse.js").Rule}
 */
export function quote(scan, at, lineStart) {
  const {text, place} = scan;
  if (!place.blocks || place.quote || lineStart(scan, at) === "text") return null;
  const found = {node: {type: "quote"}, around: {quote: true}};
  if (text.startsWith(">>> ", at)) return {...found, end: text.length, inside: text.slice(at + 4)};
  const lines = [];
  let end = at;
  for (let line = matchAt(QUOTED_LINE, text, end); line; line = matchAt(QUOTED_LINE, text, end)) {
    lines.push(line[1]);
    end += line[0].length;
  }
  return lines.length > 0 ? {...found, end, inside: lines.join("\n")} : null;
}

/**
 * `- items` or `1. items`. A line that begins with a space belongs to the item above it, where it can begin a list
 * again; with a bullet and no more than one space further in than the first item's it is an item itself. The first item
 * decides whether the list is numbered, and from which number on.
 *
 * @type {import("./parse.js").Rule}
 */
export function list(scan, at, lineStart) {
  const {text, place} = scan;
  if (!place.blocks || place.list >= DEEPEST_LIST || lineStart(scan, at) === "text") return null;
  const bullet = matchAt(BULLET, text, at)?.[0];
  if (!bullet || at + bullet.length >= text.length || text[at + bullet.length] === "\n") return null;
  const indent = indentOf(text, at);
  let end = lineEnd(text, at);
  while (text[end + 1] === " " || (indent === 0 && matchAt(BULLET, text, end + 1))) end = lineEnd(text, end + 1);
  const number = Number.parseInt(bullet, 10);
  const start = Number.isNaN(number) ? null : Math.min(Math.max(number, 1), LAST_NUMBER);
  const inside = itemsOf(text.slice(at + bullet.length, end), indent, bullet.length);
  return {end: Math.min(end + 1, text.length), node: {type: "list", start}, inside, around: {list: place.list + 1}};
}

/** Only spaces at the very beginning of a text indent a list; before others they belong to the text above. */
const indentOf = (text, at) => (text.slice(0, at).trim() === "" && !text.slice(0, at).includes("\n") ? at : 0);

/** What each item holds, without its bullet and without the spaces that put lines below it. */
function itemsOf(text, indent, width) {
  const begins = new RegExp(`^ {${indent},${indent + 1}}${BULLET.source}`);
  const below = new RegExp(`^ {1,${indent + width}}`);
  const [first, ...lines] = text.split("\n");
  const items = [[first]];
  for (const line of lines) {
    if (begins.test(line)) items.push([line.replace(begins, "")]);
    else items.at(-1).push(line.replace(below, ""));
  }
  return items.map((item) => item.join("\n"));
}

const lineEnd = (text, at) => (text.indexOf("\n", at) + 1 || text.length + 1) - 1;

/**
 * Three backticks, the language's name on the same line, and the code up to three backticks more.
 *
 * @type {import("./parse.js").Rule}
 */
export function codeBlock(scan, at) {
  if (!scan.place.blocks || !scan.text.startsWith("```", at)) return null;
  const language = matchAt(LANGUAGE, scan.text, at + 3)?.[0];
  const named = language === undefined ? null : fenced(scan, at + 3 + language.length);
  const found = named ?? fenced(scan, at + 3);
  if (!found) return null;
  const node = {type: "codeBlock", language: named ? language.trim() : "", text: found.code};
  return {end: found.end, node};
}

/** The code from here to the fence, which stands behind at least one character that is not a line's end. */
function fenced({text}, from) {
  let first = from;
  while (text[first] === "\n") first += 1;
  const fence = text.indexOf("```", first + 1);
  if (fence === -1) return null;
  const end = fence + 3;
  return {code: text.slice(first, fence).replace(/\n+$/, ""), end: text[end] === "\n" ? end + 1 : end};
}

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
