/** What a select offers and what it opens with: pure functions over a component and the store. */

import {CHANNEL_SELECT, MENTIONABLE_SELECT, ROLE_SELECT, STRING_SELECT, USER_SELECT} from "./types.js";

/**
 * @typedef {object} Choice
 * @property {string} value
 * @property {string} label
 * @property {string} [description]
 * @property {{id?: string | null, name?: string | null}} [emoji]
 * @property {{kind: "person" | "role" | "channel", of: any}} [thing] the account, role or channel that it names
 */

/** The names of Discord's channel types: https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
const KINDS = {
  0: "text",
  1: "dm",
  2: "voice",
  3: "group",
  4: "category",
  5: "announcement",
  10: "thread",
  11: "thread",
  12: "thread",
  15: "forum",
};
const WHAT = {[USER_SELECT]: "user", [ROLE_SELECT]: "role", [MENTIONABLE_SELECT]: "user or role", [CHANNEL_SELECT]: "channel"};

/**
 * What can be chosen in a select, in the order in which it is shown.
 *
 * @param {any} select
 * @param {any} channel where the select stands, undefined where that is unknown
 * @param {any} store
 * @returns {Choice[]}
 */
export function choicesOf(select, channel, store) {
  if (select.type === STRING_SELECT) return select.options;
  const server = channel?.server ?? null;
  const people = [USER_SELECT, MENTIONABLE_SELECT].includes(select.type) ? peopleOf(channel, store) : [];
  const roles = [ROLE_SELECT, MENTIONABLE_SELECT].includes(select.type) ? rolesOf(server, store) : [];
  const channels = select.type === CHANNEL_SELECT ? channelsOf(select.channel_types, server, store) : [];
  return [...people, ...roles, ...channels];
}

/**
 * What is chosen before anybody chose: the options that are marked so, or the default values.
 *
 * @param {any} select
 * @returns {string[]}
 */
export function defaultsOf(select) {
  if (select.type === STRING_SELECT) return select.options.filter((one) => one.default).map((one) => one.value);
  return (select.default_values ?? []).map((one) => String(one.id));
}

/**
 * How few and how many may be chosen.
 *
 * @param {any} select
 * @returns {{least: number, most: number}}
 */
export function boundsOf(select) {
  return {least: select.min_values ?? 1, most: select.max_values ?? 1};
}

/**
 * The words in an empty select.
 *
 * @param {any} select
 * @returns {string}
 */
export function placeholderOf(select) {
  if (select.placeholder) return select.placeholder;
  const {least, most} = boundsOf(select);
  if (most > 1) return least === most ? `Select ${most}` : `Select ${least} to ${most}`;
  return WHAT[select.type] ? `Select a ${WHAT[select.type]}` : "Make a selection";
}

function peopleOf(channel, store) {
  const members = store.all("person:").filter((one) => isIn(channel, one, store));
  return byLabel(members.map((one) => ({value: one.id, label: one.name, thing: {kind: "person", of: one}})));
}

/** In a direct message there are the viewer and the others in it. */
function isIn(channel, person, store) {
  if (channel?.server) return person.servers.includes(channel.server);
  return person.id === store.get("me").id || (channel?.people ?? []).includes(person.id);
}

function rolesOf(server, store) {
  const roles = store.all("role:").filter((one) => one.server === server);
  return byLabel(roles.map((one) => ({value: one.id, label: one.name, thing: {kind: "role", of: one}})));
}

function channelsOf(types, server, store) {
  const kinds = types?.length ? new Set(types.map((type) => KINDS[type])) : null;
  return store
    .all("channel:")
    .filter((one) => server !== null && one.server === server && (!kinds || kinds.has(one.kind)))
    .toSorted((one, other) => isThread(one) - isThread(other) || one.order - other.order)
    .map((one) => ({value: one.id, label: one.name, description: parentName(one, store), thing: {kind: "channel", of: one}}));
}

const isThread = ({kind}) => Number(kind === "thread");

function parentName(channel, store) {
  return store.get(`channel:${channel.parent}`)?.name;
}

function byLabel(choices) {
  return choices.toSorted((one, other) => one.label.localeCompare(other.label));
}
