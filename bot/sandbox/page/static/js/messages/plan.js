/** What stands in the list and in which order, as plain data: messages, the lines between them, commands under way. */

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
 * Lay out the messages of a channel.
 *
 * @param {Object<string, any>[]} messages of that channel, oldest first
 * @param {{readUpTo: string | null, pending: import("./pending.js").Pending[]}} more the id of the last message that
 *   was read (null: there is no line "new"), and the commands under way
 * @returns {Line[]}
 */
export function plan(messages, {readUpTo, pending}) {
  const firstNew = readUpTo === null ? null : messages.find((one) => byId(one.id, readUpTo) > 0)?.id;
  const lines = [];
  let above;
  for (const message of messages) {
    const between = dividers(above, message, message.id === firstNew);
    const compact = between.length === 0 && joins(above, message);
    lines.push(...between, {kind: "message", key: `message:${message.id}`, message, compact});
    above = message;
  }
  return [...lines, ...pending.map((one) => ({kind: "pending", key: `pending:${one.id}`, pending: one}))];
}

function dividers(above, message, unread) {
  const day = dayOf(new Date(message.timestamp));
  if (above && day === dayOf(new Date(above.timestamp))) return unread ? [{kind: "unread", key: "unread"}] : [];
  return [{kind: "day", key: `day:${day}`, at: message.timestamp, unread}];
}
