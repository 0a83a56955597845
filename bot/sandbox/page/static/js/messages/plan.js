/** What stands in the list and in which order, as plain data: messages, the lines between them, commands without an answer. */

import {CROSSPOSTED, SILENT, has, isReply, isSpoken} from "./flags.js";
import {byId} from "../snowflake.js";
import {dayOf} from "./times.js";

/** A later message of the same author joins the one above within so many minutes. */
const GROUPED_MINUTES = 7;

/**
 * A line of the list.
 *
 * @typedef {{kind: "message", key: string, message: Object<string, any>, compact: boolean}
 *   | {kind: "day", key: string, at: string, unread: boolean}
 *   | {kind: "unread", key: string}
 *   | {kind: "pending", key: string, pending: import("./pending.js").Pending}} Line
 */

/**
 * The messages of one channel that are to be seen, oldest first.
 *
 * @param {Object<string, any>[]} messages of any channel
 * @param {string} channel
 * @param {Set<string>} dismissed ids
 * @returns {Object<string, any>[]}
 */
export function messagesOf(messages, channel, dismissed) {
  const here = messages.filter((one) => one.channel_id === channel && !dismissed.has(one.id));
  return here.sort((a, b) => byId(a.id, b.id));
}

/**
 * Whether a message stands below the previous one without a head of its own.
 *
 * @param {Object<string, any> | undefined} previous
 * @param {Object<string, any>} message
 * @returns {boolean}
 */
export function joins(previous, message) {
  if (!previous || !isSpoken(previous) || !isSpoken(message)) return false;
  if (previous.author.id !== message.author.id || previous.ephemeral !== message.ephemeral) return false;
  // What a message has of its own in its head must not be lost with the head.
  if (message.invoked || isReply(message) || has(message, SILENT | CROSSPOSTED)) return false;
  return new Date(message.timestamp) - new Date(previous.timestamp) < GROUPED_MINUTES * 60_000;
}

/**
 * Lay out the messages of a channel. A command that failed stays where it was sent; those under way stand last, since
 * their answers do.
 *
 * @param {Object<string, any>[]} messages of that channel, oldest first
 * @param {{readUpTo: string | null, pending: import("./pending.js").Pending[]}} more the id of the last message that
 *   was read (null: there is no line "new"), and the commands without an answer, oldest first
 * @returns {Line[]}
 */
export function plan(messages, {readUpTo, pending}) {
  const firstNew = readUpTo === null ? null : messages.find((one) => byId(one.id, readUpTo) > 0)?.id;
  const lines = [];
  let above;
  for (const entry of inTime(messages, pending.filter((one) => one.error !== null))) {
    const between = dividers(above?.at, entry.at, entry.message !== undefined && entry.message.id === firstNew);
    lines.push(...between, between.length === 0 ? line(entry, above) : line(entry));
    above = entry;
  }
  return [...lines, ...pending.filter((one) => one.error === null).map((one) => line({pending: one}))];
}

/** Messages keep their order, which is that of their ids; each failed command stands before the first that came later. */
function inTime(messages, failed) {
  const entries = [];
  let next = 0;
  for (const message of messages) {
    const before = (one) => new Date(one.at) < new Date(message.timestamp);
    while (next < failed.length && before(failed[next])) entries.push(entryOf(failed[next++]));
    entries.push({at: message.timestamp, message});
  }
  return [...entries, ...failed.slice(next).map(entryOf)];
}

const entryOf = (pending) => ({at: pending.at, pending});

function line({message, pending}, above) {
  if (pending) return {kind: "pending", key: `pending:${pending.id}`, pending};
  return {kind: "message", key: `message:${message.id}`, message, compact: joins(above?.message, message)};
}

function dividers(above, at, unread) {
  const day = dayOf(new Date(at));
  if (above && day === dayOf(new Date(above))) return unread ? [{kind: "unread", key: "unread"}] : [];
  return [{kind: "day", key: `day:${day}`, at, unread}];
}
