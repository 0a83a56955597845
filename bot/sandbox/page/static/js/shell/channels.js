/**
 * Which channels stand where in the list: pure functions over the store.
 */

import {byId} from "../snowflake.js";

/** @typedef {import("../store.js").Store} Store */
/** @typedef {{channel: any, children: any[]}} Branch a channel with the threads that are shown under it */
/** @typedef {{category: any | null, branches: Branch[]}} Group */

const OPENABLE = new Set(["text", "announcement", "forum", "thread", "dm", "group"]);
const POSTS_SHOWN = 5;

/**
 * Whether a channel can be opened here.
 *
 * @param {any} channel undefined where there is none
 * @returns {boolean}
 */
export const openable = (channel) => channel !== undefined && OPENABLE.has(channel.kind);

const byOrder = (one, other) => one.order - other.order || byId(one.id, other.id);

/**
 * The channels of a server as its list shows them: those without a category first, then each category with its own.
 *
 * @param {Store} store
 * @param {string} server
 * @param {(channel: any) => boolean} keep whether a thread must be shown though it is archived or old
 * @returns {Group[]}
 */
export function groupsOf(store, server, keep = () => false) {
  const all = store.all("channel:").filter((channel) => channel.server === server);
  const channels = all.filter((channel) => channel.kind !== "thread" && channel.kind !== "category").sort(byOrder);
  const categories = all.filter((channel) => channel.kind === "category").sort(byOrder);
  const branch = (channel) => ({channel, children: threadsOf(all, channel, keep)});
  const under = (category) => channels.filter((channel) => channel.parent === category.id).map(branch);
  const known = new Set(categories.map((category) => category.id));
  const loose = channels.filter((channel) => !known.has(channel.parent)).map(branch);
  const groups = categories.map((category) => ({category, branches: under(category)}));
  return loose.length > 0 ? [{category: null, branches: loose}, ...groups] : groups;
}

/** Discord lists the posts that somebody follows; here nobody follows any, so the newest few stand for them. */
function threadsOf(all, channel, keep) {
  const own = all.filter((one) => one.kind === "thread" && one.parent === channel.id).sort(byOrder);
  const active = own.filter((one) => !one.archived);
  const shown = new Set(channel.kind === "forum" ? active.slice(-POSTS_SHOWN) : active);
  return own.filter((one) => shown.has(one) || keep(one));
}

/**
 * The direct messages and groups of the viewer.
 *
 * @param {Store} store
 * @returns {any[]}
 */
export function conversations(store) {
  return store.all("channel:").filter((channel) => channel.kind === "dm" || channel.kind === "group").sort(byOrder);
}

/**
 * The channels of a server that can be opened, in the order of its list; of no server, the conversations.
 *
 * @param {Store} store
 * @param {string | null} server
 * @param {(channel: any) => boolean} [keep]
 * @returns {any[]}
 */
export function listed(store, server, keep) {
  if (server === null) return conversations(store);
  const branches = groupsOf(store, server, keep).flatMap((group) => group.branches);
  return branches.flatMap(({channel, children}) => [channel, ...children]).filter(openable);
}

/**
 * Where somebody stands who opened nothing yet: the first channel of the first server that has one.
 *
 * @param {Store} store
 * @returns {any} undefined where there is nothing to see
 */
export function firstChannel(store) {
  const places = [...store.all("server:").map((server) => server.id), null];
  return places.flatMap((server) => listed(store, server)).at(0);
}

/**
 * What a channel is called: a direct message by the other's name.
 *
 * @param {Store} store
 * @param {any} channel
 * @returns {string}
 */
export function nameOf(store, channel) {
  if (channel.kind !== "dm" && channel.kind !== "group") return channel.name;
  const names = channel.people.map((id) => store.get(`person:${id}`)?.name ?? "unknown-user");
  return names.join(", ") || channel.name;
}

/**
 * The name as it is written in a sentence: `#papers`, `@Paperboy`, a thread's as it is.
 *
 * @param {Store} store
 * @param {any} channel
 * @returns {string}
 */
export function writtenName(store, channel) {
  const name = nameOf(store, channel);
  if (channel.kind === "dm") return `@${name}`;
  return channel.kind === "thread" || channel.kind === "group" ? name : `#${name}`;
}
