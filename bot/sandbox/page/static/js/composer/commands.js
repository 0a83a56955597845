/**
 * The commands that a channel offers, and what a typed line says of them. Knows no document.
 */

import {Kind} from "./kinds.js";
import {matching} from "./match.js";

/**
 * @typedef {object} Leaf a command that can be sent: a command without subcommands, or one of its subcommands
 * @property {string} name with its way: `digest preview`
 * @property {string} description
 * @property {import("./kinds.js").Option[]} options required ones first
 */

/**
 * List what can be sent in a channel, by name.
 *
 * @param {any[]} commands as the store has them
 * @param {string} channel its id
 * @returns {Leaf[]}
 */
export function leavesIn(commands, channel) {
  const offered = commands.filter((command) => command.channels.includes(channel));
  return offered.flatMap((command) => leavesOf(command, "")).sort((one, other) => (one.name < other.name ? -1 : 1));
}

function leavesOf(node, way) {
  const name = `${way}${node.name}`;
  const options = node.options ?? [];
  const inner = options.filter((option) => option.type === Kind.SUBCOMMAND || option.type === Kind.GROUP);
  if (inner.length > 0) return inner.flatMap((one) => leavesOf(one, `${name} `));
  const required = options.filter((option) => option.required);
  return [{name, description: node.description, options: [...required, ...options.filter((one) => !one.required)]}];
}

/**
 * Those that a line means which is still being typed, best first; none where it does not begin with a slash.
 *
 * @param {Leaf[]} leaves
 * @param {string} line
 * @returns {Leaf[]}
 */
export function offeredFor(leaves, line) {
  if (!line.startsWith("/") || line.includes("\n")) return [];
  const typed = line.slice(1);
  const found = matching(leaves, typed.trimStart(), (leaf) => leaf.name, (leaf) => leaf.description);
  // After a space only the way counts: "/digest p" is a subcommand, not a word of a description.
  return typed.includes(" ") ? found.filter((leaf) => leaf.name.startsWith(typed.toLowerCase())) : found;
}

/**
 * @typedef {{values: Object<string, string>, rest: string}} Read texts by the options' names, and what no option took
 */

/**
 * Read a line that names a command and goes on: `/week latest`, `/search query: graphs category: cs.LG`.
 *
 * @param {string} line
 * @param {Leaf[]} leaves
 * @returns {({leaf: Leaf} & Read) | null} null where no command is named in full
 */
export function readLine(line, leaves) {
  if (!line.startsWith("/") || line.includes("\n")) return null;
  const typed = line.slice(1);
  const named = leaves.filter((leaf) => startsWithWords(typed, leaf.name));
  const leaf = named.sort((one, other) => other.name.length - one.name.length)[0];
  return leaf ? {leaf, ...readValues(typed.slice(leaf.name.length), leaf.options)} : null;
}

const startsWithWords = (typed, name) =>
  typed.slice(0, name.length).toLowerCase() === name && /^\s/.test(typed.slice(name.length));

/**
 * Read values in the form `name: value`; what stands before the first name is the value of the first option that is not
 * named and that can be typed.
 *
 * @param {string} text
 * @param {import("./kinds.js").Option[]} options
 * @returns {Read}
 */
export function readValues(text, options) {
  const marks = marksIn(text, new Set(options.map((option) => option.name)));
  const named = marks.map((mark, place) => [mark.name, text.slice(mark.end, marks[place + 1]?.start).trim()]);
  const values = Object.fromEntries(named);
  const loose = text.slice(0, marks[0]?.start).trim();
  const taker = options.find((option) => option.type !== Kind.ATTACHMENT && !Object.hasOwn(values, option.name));
  return loose && taker ? {values: {[taker.name]: loose, ...values}, rest: ""} : {values, rest: loose};
}

function marksIn(text, names) {
  const found = [...text.matchAll(/(?<=^|\s)([^\s:]+):/gu)];
  const marks = found.map((one) => ({name: one[1].toLowerCase(), start: one.index, end: one.index + one[0].length}));
  const seen = new Set();
  return marks.filter((mark) => names.has(mark.name) && !seen.has(mark.name) && seen.add(mark.name));
}
