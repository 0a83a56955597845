/**
 * The accounts, channels and roles that an option offers in a channel.
 */

import {Kind} from "./kinds.js";

/** Discord's channel types by the kinds of the store's channels: https://discord.com/developers/docs/resources/channel */
const CHANNEL_TYPES = Object.freeze({
  text: [0],
  dm: [1],
  voice: [2],
  group: [3],
  category: [4],
  announcement: [5],
  thread: [10, 11, 12],
  forum: [15],
});

const signed = (sign, name) => (name.startsWith(sign) ? name : sign + name);

const byName = (one, other) => one.name.localeCompare(other.name, "en", {sensitivity: "base"});

/**
 * List what an option of type user, channel, role or mentionable takes.
 *
 * @param {import("../store.js").Store} store
 * @param {any} channel the one in which the command is typed
 * @param {import("./kinds.js").Option} option
 * @returns {import("./kinds.js").Choice[]}
 */
export function entitiesFor(store, channel, option) {
  if (option.type === Kind.CHANNEL) return channelsFor(store, channel, option.channel_types);
  const people = option.type === Kind.ROLE ? [] : peopleIn(store, channel);
  const roles = option.type === Kind.USER ? [] : rolesIn(store, channel);
  return [...people, ...roles];
}

function peopleIn(store, channel) {
  const all = store.all("person:");
  const here = all.filter((person) => isInConversation(store, channel, person));
  const named = (person) => ({name: signed("@", person.name), value: person.id, description: person.bot ? "App" : ""});
  return here.map(named).sort(byName);
}

function isInConversation(store, channel, person) {
  if (channel.server !== null) return person.servers.includes(channel.server);
  return channel.people.includes(person.id) || person.id === store.get("me").id;
}

function rolesIn(store, channel) {
  const roles = store.all("role:").filter((role) => role.server === channel.server);
  return roles.map((role) => ({name: signed("@", role.name), value: role.id, description: "Role"})).sort(byName);
}

function channelsFor(store, here, types) {
  const wanted = (channel) => !types?.length || CHANNEL_TYPES[channel.kind].some((type) => types.includes(type));
  const channels = store.all("channel:").filter((one) => here.server !== null && one.server === here.server);
  return channels.filter(wanted).map((one) => ({
    name: signed("#", one.name),
    value: one.id,
    description: placeOf(store, one),
  })).sort(byName);
}

/** A thread is told by the channel that it hangs on; parents of other channels are categories. */
function placeOf(store, channel) {
  const parent = channel.parent === null ? undefined : store.get(`channel:${channel.parent}`);
  if (!parent) return "";
  return channel.kind === "thread" ? `in #${parent.name}` : parent.name;
}
