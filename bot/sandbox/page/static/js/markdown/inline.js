/**
 * Rules for styles within a line: bold, italic, underline, strikethrough, spoiler, code, and the backslash.
 *
 * A style takes the shortest text up to its closing marks. Italics end at the first single mark, where they close or
 * fail; pairs of marks before it belong to what is inside.
 */

const SPACE = /\s/;
const WORD = /\w/;
const ESCAPABLE = /[^A-Za-z0-9\s]/;
const SHRUG = "\\_(ツ)_/¯";
const PAIRS = {"*": "strong", "_": "underline"};

/**
 * A backslash makes the mark after it text.
 *
 * @type {import("./parse.js").Rule}
 */
export function escape({text}, at) {
  if (text[at - 1] === "¯" && text.startsWith(SHRUG, at)) {
    return {end: at + SHRUG.length, node: {type: "text", text: SHRUG}};
  }
  const next = text.codePointAt(at + 1);
  if (next === undefined) return null;
  const mark = String.fromCodePoint(next);
  return ESCAPABLE.test(mark) ? {end: at + 1 + mark.length, node: {type: "text", text: mark}} : null;
}

/**
 * Italic, bold or underlined: where both a pair and a single mark could be meant, the longer text wins.
 *
 * @type {import("./parse.js").Rule}
 */
export function emphasis(scan, at) {
  const single = italic(scan, at);
  const pair = scan.text[at + 1] === scan.text[at] ? paired(scan, at) : null;
  if (single && pair) return pair.end > single.end ? pair : single;
  return single ?? pair;
}

function italic(scan, at) {
  const {text, misses} = scan;
  const mark = text[at];
  if (mark === "*" && (at + 1 >= text.length || SPACE.test(text[at + 1]))) return null;
  const alone = text[at + 1] !== mark;
  if (alone && misses.has(mark)) return null;
  let to = at + 1;
  while (to < text.length) {
    if (text[to] === "\\") to += 2;
    else if (text[to] !== mark) to += 1;
    else if (to > at + 1 && closesItalic(text, at, to)) return italicFrom(text, at, to);
    else if (text[to + 1] === mark) to += 2;
    else return null;
  }
  if (alone) misses.add(mark);
  return null;
}

/** After a closing asterisk stands none, and before it at most two spaces; after a closing underscore no word begins. */
function closesItalic(text, at, to) {
  if (text[to] === "_") return to + 1 >= text.length || !WORD.test(text[to + 1]);
  const end = withoutTwoSpaces(text, to);
  return text[to + 1] !== "*" && end > at + 1 && !SPACE.test(text[end - 1]);
}

function withoutTwoSpaces(text, to) {
  let end = to;
  while (end > to - 2 && text[end - 1] === " ") end -= 1;
  return end;
}

function italicFrom(text, at, to) {
  const end = text[to] === "*" ? withoutTwoSpaces(text, to) : to;
  return {end: to + 1, node: {type: "em"}, inside: text.slice(at + 1, end)};
}

function paired({text, misses}, at) {
  const mark = text[at];
  const pair = mark + mark;
  if (misses.has(pair)) return null;
  let to = at + 2;
  while (to < text.length) {
    if (to > at + 2 && text.startsWith(pair, to) && text[to + 2] !== mark) {
      return {end: to + 2, node: {type: PAIRS[mark]}, inside: text.slice(at + 2, to)};
    }
    to += text[to] === "\\" ? 2 : 1;
  }
  misses.add(pair);
  return null;
}

/**
 * Struck through. A backslash does not help inside.
 *
 * @type {import("./parse.js").Rule}
 */
export function strike(scan, at) {
  return between(scan, at, "~~", "strike", (to) => scan.text[to + 2] !== "_");
}

/**
 * Hidden until somebody asks for it.
 *
 * @type {import("./parse.js").Rule}
 */
export function spoiler(scan, at) {
  return between(scan, at, "||", "spoiler", () => true);
}

function between({text, misses}, at, marks, type, closes) {
  if (!text.startsWith(marks, at) || misses.has(marks)) return null;
  let to = text.indexOf(marks, at + 3);
  while (to !== -1 && !closes(to)) to = text.indexOf(marks, to + 1);
  if (to === -1) {
    misses.add(marks);
    return null;
  }
  return {end: to + 2, node: {type}, inside: text.slice(at + 2, to)};
}

/**
 * Code within a line: from some backticks to as many again. Where none follow, fewer of the first ones count.
 *
 * @type {import("./parse.js").Rule}
 */
export function code(scan, at) {
  const {text} = scan;
  scan.runs ??= backticks(text);
  let count = 1;
  while (text[at + count] === "`") count += 1;
  for (let fence = count; fence > 0; fence -= 1) {
    const to = nextRun(scan.runs.get(fence), at + count);
    if (to !== undefined) return {end: to + fence, node: {type: "code", text: unpadded(text.slice(at + fence, to))}};
  }
  return {end: at + count, node: {type: "text", text: text.slice(at, at + count)}};
}

/** Where runs of backticks begin, by their length. */
function backticks(text) {
  const runs = new Map();
  for (const run of text.matchAll(/`+/g)) {
    const places = runs.get(run[0].length) ?? {at: 0, list: []};
    places.list.push(run.index);
    runs.set(run[0].length, places);
  }
  return runs;
}

/** The text is read from left to right, so what lies behind is never asked for again. */
function nextRun(places, from) {
  if (!places) return undefined;
  while (places.at < places.list.length && places.list[places.at] < from) places.at += 1;
  return places.list[places.at];
}

/** A space that keeps a backtick of the code apart from the fence is not part of the code. */
function unpadded(inside) {
  const bare = inside.replaceAll(/^ +| +$/g, "");
  const start = bare.startsWith("`") && inside.startsWith(" ") ? 1 : 0;
  const end = bare.endsWith("`") && inside.endsWith(" ") ? 1 : 0;
  return inside.slice(start, inside.length - end);
}
