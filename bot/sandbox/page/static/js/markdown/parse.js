/**
 * Discord's Markdown as a tree. It is not CommonMark: a list of rules is tried at each character, the first that
 * matches takes its text, and what is inside is read the same way. Nothing here knows the page or the document.
 *
 * Time is bounded: a level of nesting is read once from left to right, what cannot close is remembered
 * (`scan.misses`), and nesting ends at {@link DEEPEST}, beyond which text stays as it was written.
 */

import {codeBlock, heading, list, quote, subtext} from "./blocks.js";
import {hasEmoji, splitEmoji} from "./emoji.js";
import {angle, everyone} from "./entities.js";
import {code, emphasis, escape, spoiler, strike} from "./inline.js";
import {bareUrl, maskedLink} from "./links.js";

/** How deep styles, quotes and lists may stand in each other. */
const DEEPEST = 32;

/**
 * @typedef {object} Node a part of the text; which fields there are depends on `type`
 * @property {string} type
 * @property {Node[]} [children]
 *
 * @typedef {object} Place what is around a text that is read
 * @property {"line" | "space" | "text"} start what stands before it on its line: nothing, spaces only, or text
 * @property {boolean} quote whether it is inside a quote
 * @property {number} list how many lists are around it
 * @property {number} depth how many nodes are around it
 * @property {boolean} blocks whether headings, lists, quotes and code blocks are meant at all
 * @property {boolean} links whether links are
 * @property {boolean} mentions whether mentions are
 *
 * @typedef {object} Scan a text that is being read
 * @property {string} text
 * @property {Place} place
 * @property {Set<string>} misses what is known not to close before the end
 * @property {Map<number, any>} [runs] where runs of backticks begin
 * @property {number} [lastTarget] behind which no link begins
 *
 * @typedef {object} Found what a rule took
 * @property {number} end where the text goes on
 * @property {Node} node
 * @property {string | string[]} [inside] what its children (or items) are read from
 * @property {Partial<Place>} [around] what is different inside
 * @property {(children: Node[]) => boolean} [accept] whether it may stand with these children; otherwise it is text
 *
 * @typedef {(scan: Scan, at: number) => Place["start"]} LineStart
 * @typedef {(scan: Scan, at: number, lineStart: LineStart) => Found | null} Rule
 */

/** The rules by the character that they begin with, in the order in which they are tried. */
const RULES = new Map(
  Object.entries({
    "\\": [escape],
    "*": [emphasis, list],
    "_": [emphasis],
    "~": [strike],
    "|": [spoiler],
    "`": [codeBlock, code],
    "<": [angle],
    "[": [maskedLink],
    "@": [everyone],
    "h": [bareUrl],
    "#": [heading],
    ">": [quote],
    "-": [subtext, list],
    ...Object.fromEntries([..."0123456789"].map((digit) => [digit, [list]])),
  }),
);

const BLOCKS = new Set(["heading", "subtext", "quote", "list", "codeBlock"]);

/**
 * Read a text.
 *
 * @param {string} text
 * @param {{blocks?: boolean, links?: boolean, mentions?: boolean}} [options] which kinds of rules apply, all by default
 * @returns {Node[]}
 */
export function parse(text, {blocks = true, links = true, mentions = true} = {}) {
  return read(text, {start: "line", quote: false, list: 0, depth: 0, blocks, links, mentions});
}

/** @returns {Node[]} */
function read(text, place) {
  if (place.depth > DEEPEST) return [{type: "text", text}];
  const scan = {text, place, misses: new Set()};
  const output = new Output();
  let at = 0;
  while (at < text.length) {
    const found = match(scan, at);
    if (found) output.push(nodeOf(scan, at, found));
    else output.write(text[at]);
    at = found ? found.end : at + 1;
  }
  return output.end();
}

/** @returns {Found | null} */
function match(scan, at) {
  for (const rule of RULES.get(scan.text[at]) ?? []) {
    const found = rule(scan, at, lineStart);
    if (found) return found;
  }
  return null;
}

/** @returns {Node} */
function nodeOf(scan, at, {node, inside, around, accept, end}) {
  if (inside === undefined) return node;
  const place = {...scan.place, start: lineStart(scan, at), ...around, depth: scan.place.depth + 1};
  if (Array.isArray(inside)) return {...node, items: inside.map((item) => read(item, place))};
  const children = read(inside, place);
  return accept && !accept(children) ? {type: "text", text: scan.text.slice(at, end)} : {...node, children};
}

/**
 * What stands before a character on its line.
 *
 * @param {Scan} scan
 * @param {number} at
 * @returns {"line" | "space" | "text"}
 */
function lineStart(scan, at) {
  let from = at;
  while (from > 0 && scan.text[from - 1] === " ") from -= 1;
  if (from > 0 && scan.text[from - 1] !== "\n") return "text";
  if (from === 0 && scan.place.start !== "line") return scan.place.start;
  return from < at ? "space" : "line";
}

/** The nodes of a level, neighbouring text as one. */
class Output {
  #nodes = [];
  #text = "";

  /** Add a character; spaces at the end of a line are not shown. */
  write(character) {
    if (character === "\n") this.#trim();
    this.#text += character;
  }

  /** Add a node; spaces that indent a block are not shown. */
  push(node) {
    if (node.type === "text" && !hasEmoji(node.text)) {
      this.#text += node.text;
      return;
    }
    if (BLOCKS.has(node.type)) this.#trim();
    this.end().push(node);
  }

  /** @returns {Node[]} all that was added */
  end() {
    if (this.#text) this.#nodes.push(...splitEmoji(this.#text));
    this.#text = "";
    return this.#nodes;
  }

  #trim() {
    let end = this.#text.length;
    while (end > 0 && this.#text[end - 1] === " ") end -= 1;
    this.#text = this.#text.slice(0, end);
  }
}
