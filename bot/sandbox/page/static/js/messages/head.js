/** What stands above the first message of a channel. */

import {h} from "../dom.js";
import {icon} from "./icons.js";
import {renderMessage} from "./message.js";
import {avatar, nameOf} from "./people.js";
import {tagList} from "./tags.js";

/**
 * "Welcome to #papers!", or what a thread or a direct message has in its place.
 *
 * @param {Object<string, any>} channel a channel of the page
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function channelHead(channel, ctx) {
  if (channel.kind === "dm" || channel.kind === "group") return directHead(channel, ctx);
  return channel.kind === "thread" ? threadHead(channel, ctx) : welcome(channel);
}

function welcome(channel) {
  return head(
    icon(channel.kind),
    `Welcome to #${channel.name}!`,
    h("p", null, `This is the start of the #${channel.name} channel.${channel.topic ? ` ${channel.topic}` : ""}`),
  );
}

function directHead(channel, ctx) {
  const people = channel.people.map((id) => nameOf(id, ctx));
  const name = people.join(", ") || channel.name;
  const words = ["This is the beginning of your direct message history with ", h("strong", null, name), "."];
  return head(avatar(channel.people[0] ?? channel.id, name), name, h("p", null, words));
}

function threadHead(thread, ctx) {
  const starter = thread.starter && ctx.store.get(`message:${thread.starter}`);
  const by = starter && h("p", null, "Started by ", h("strong", null, nameOf(starter.author.id, ctx, starter.author)));
  const about = {class: "thread-starter", "aria-label": "The message this thread is about"};
  const quoted = starter && h("ul", about, renderMessage(starter, ctx, {quoted: true}));
  return head(icon("thread"), thread.name, tagList(thread.tags), by, quoted);
}

function head(picture, title, ...more) {
  const frame = h("div", {class: "channel-picture"}, picture);
  return h("header", {class: "channel-head"}, frame, h("h2", null, title), more);
}
