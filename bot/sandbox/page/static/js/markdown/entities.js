/**
 * What stands in angle brackets (mentions, moments, emoji, addresses) and the two mentions that do not.
 */

import {address} from "./links.js";

const ACCOUNT = /<@!?(\d+)>/y;
const ROLE = /<@&(\d+)>/y;
const CHANNEL = /<#(\d+)>/y;
const COMMAND = /<\/([-_'\p{L}\p{N}]+(?: [-_'\p{L}\p{N}]+){0,2}):(\d+)>/uy;
const GUIDE = /<id:(customize|browse|guide|linked-roles)(?::\d+)?>/y;
const MOMENT = /<t:(-?\d+)(?::([tTdDfFsSR]))?>/y;
const EMOJI = /<a?:(\w+):(\d+)>/y;
const BARE = /<(https?:\/\/[^ >\n]+)>/y;
const EVERYONE = /@(?:everyone|here)/y;

/** The furthest second that a date can hold. */
const LAST_SECOND = 8_640_000_000_000;

/**
 * What matches, whether it mentions, and its node.
 *
 * @type {[RegExp, boolean, (match: RegExpExecArray, place: any) => any][]}
 */
const KINDS = [
  [ACCOUNT, true, ([, id]) => ({type: "user", id})],
  [ROLE, true, ([, id]) => ({type: "role", id})],
  [CHANNEL, true, ([, id]) => ({type: "channel", id})],
  [COMMAND, true, ([, name, id]) => ({type: "command", name, id})],
  [GUIDE, true, ([, name]) => ({type: "guide", name})],
  [EMOJI, false, ([, name, id]) => ({type: "emoji", name, id})],
  [MOMENT, false, ([, seconds, style]) => moment(Number(seconds), style)],
  [BARE, false, ([, text], {links}) => (links ? bare(text) : null)],
];

/**
 * Whatever begins with `<`.
 *
 * @type {import("./parse.js").Rule}
 */
export function angle({text, place}, at) {
  for (const [pattern, mentions, make] of KINDS) {
    pattern.lastIndex = at;
    const match = mentions && !place.mentions ? null : pattern.exec(text);
    const node = match && make(match, place);
    if (node) return {end: at + match[0].length, node};
  }
  return null;
}

/**
 * `@everyone` and `@here`, wherever they stand.
 *
 * @type {import("./parse.js").Rule}
 */
export function everyone({text, place}, at) {
  EVERYONE.lastIndex = at;
  const match = place.mentions && EVERYONE.exec(text);
  return match ? {end: at + match[0].length, node: {type: "everyone", text: match[0]}} : null;
}

function bare(text) {
  const url = address(text);
  return url && {type: "url", url, text};
}

function moment(seconds, style = "f") {
  return Math.abs(seconds) <= LAST_SECOND ? {type: "moment", seconds, style} : null;
}
