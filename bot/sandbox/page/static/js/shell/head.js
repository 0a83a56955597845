/**
 * The head of the open channel: its icon, name and topic; of a thread, where it hangs and whether it is closed.
 */

import {h, replace} from "../dom.js";
import {face} from "./avatar.js";
import {nameOf} from "./channels.js";
import {icon, kindWord} from "./icons.js";

/**
 * Make the head.
 *
 * @param {import("../context.js").Context} ctx
 * @param {{openDrawer: HTMLElement, after: HTMLElement[]}} controls what opens the list of channels, and what stands at
 *   the end
 * @returns {{element: HTMLElement, show: (channel: any | undefined) => void}}
 */
export function createHead(ctx, {openDrawer, after}) {
  const title = h("div", {class: "head-title"});
  const element = h("header", {class: "head"}, openDrawer, title, h("div", {class: "head-end"}, after));
  return {
    element,
    show: (channel) => void replace(title, channel === undefined ? nothing() : drawTitle(ctx, channel)),
  };
}

const nothing = () => h("h1", {class: "head-name"}, "No channel");

function drawTitle(ctx, channel) {
  const heading = h("h1", {class: "head-name"}, nameOf(ctx.store, channel));
  const words = h("div", {class: "head-words"}, parentOf(ctx, channel), heading);
  // A forum's topic stands above its posts.
  return [sign(ctx, channel), words, states(channel).map(drawState), channel.kind !== "forum" && topic(channel)];
}

function sign(ctx, channel) {
  const person = channel.kind === "dm" && ctx.store.get(`person:${channel.people[0]}`);
  const picture = person ? face(person) : icon(channel.kind);
  return h("span", {class: "head-sign", role: "img", "aria-label": kindWord(channel.kind)}, picture);
}

function parentOf(ctx, channel) {
  const parent = channel.kind === "thread" && ctx.store.get(`channel:${channel.parent}`);
  if (!parent) return null;
  const link = h("a", {class: "head-parent", href: ctx.link(parent.id)}, icon(parent.kind), h("span", null, parent.name));
  return [link, h("span", {class: "head-step", "aria-hidden": "true"}, "›")];
}

function states({locked, archived}) {
  return [locked && ["lock", "Locked"], archived && ["archive", "Archived"]].filter(Boolean);
}

function drawState([name, word]) {
  return h("span", {class: "head-state", title: word}, icon(name), h("span", null, word));
}

function topic(channel) {
  return channel.topic && h("p", {class: "head-topic", title: channel.topic}, channel.topic);
}
