/**
 * Mentions: of people, roles, channels and commands. What the page does not know is called unknown, as at Discord.
 */

import {h} from "../dom.js";

/** What Discord calls the places that `<id:...>` leads to. */
const GUIDES = {
  customize: "Channels & Roles",
  browse: "Browse Channels",
  guide: "Server Guide",
  "linked-roles": "Linked Roles",
};

/** @returns {string} what a mention of an account reads */
export const userName = (id, ctx) => `@${ctx.store.get(`person:${id}`)?.name ?? "unknown-user"}`;

/** @returns {string} what a mention of a role reads */
export function roleName(id, ctx) {
  const name = ctx.store.get(`role:${id}`)?.name ?? "unknown-role";
  return name.startsWith("@") ? name : `@${name}`;
}

/** @returns {string} what a mention of a channel reads */
export function channelName(id, ctx) {
  const channel = ctx.store.get(`channel:${id}`);
  return channel ? `#${channel.name}` : "#unknown";
}

/** @returns {string} what a link into the server's own pages reads */
export const guideName = (name) => GUIDES[name];

/** @returns {HTMLElement} */
export const userMention = (id, ctx) => h("span", {class: "mention"}, userName(id, ctx));

/** @returns {HTMLElement} */
export const roleMention = (id, ctx) => h("span", {class: "mention"}, roleName(id, ctx));

/** @returns {HTMLElement} */
export const guideMention = (name) => h("span", {class: "mention"}, guideName(name));

/** @returns {HTMLElement} a button that opens the channel, or text where the viewer sees no such channel */
export function channelMention(id, ctx) {
  const known = ctx.store.get(`channel:${id}`) !== undefined;
  if (!known) return h("span", {class: "mention unknown"}, channelName(id, ctx));
  return h("button", {type: "button", class: "mention", onclick: () => ctx.go(id)}, channelName(id, ctx));
}

/** @returns {HTMLElement} a button that asks for the command to be put into the message box (`insert-command`) */
export function commandMention(name) {
  const insert = (event) =>
    event.currentTarget.dispatchEvent(new CustomEvent("insert-command", {bubbles: true, detail: {name}}));
  return h("button", {type: "button", class: "mention", onclick: insert}, `/${name}`);
}
