/** A post as its forum shows it. */

import {h} from "../dom.js";
import {plainText} from "../markdown/render.js";
import {icon} from "./icons.js";
import {appBadge, avatar, nameOf} from "./people.js";
import {tagList} from "./tags.js";
import {substitute, textOf} from "./text.js";
import {messageCount} from "./thread.js";
import {timeElement} from "./times.js";

const PREVIEW = 280;

/**
 * A card: the post's tags, title and first words, how much was answered and when last. A press anywhere on it opens the
 * post; its title is the button that a keyboard reaches.
 *
 * @param {import("./posts.js").Post} post
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLLIElement}
 */
export function postCard(post, ctx) {
  const {channel} = post;
  const open = {type: "button", class: "post-open", dataset: {focus: post.id}, onclick: () => ctx.go(post.id)};
  const locked = channel.locked && h("span", {class: "post-locked", role: "img", "aria-label": "Locked"}, icon("lock"));
  const title = h("h3", {class: "post-title"}, h("button", open, channel.name), locked);
  const parts = [tagList(channel.tags), title, firstWords(post, ctx), foot(post, ctx)];
  return h("li", {class: "post"}, h("article", null, parts));
}

function foot({last, answers}, ctx) {
  const words = messageCount(answers);
  const count = {class: "post-count", role: "img", "aria-label": words, title: words};
  const when = last && h("span", {class: "post-when"}, "• ", timeElement(last.timestamp, "ago", ctx));
  return h("p", {class: "post-foot"}, h("span", count, icon("dm"), String(answers)), when);
}

function firstWords({first}, ctx) {
  if (!first) return h("p", {class: "post-words"}, h("em", null, "Original message was deleted"));
  const name = nameOf(first.author.id, ctx, first.author);
  const words = plainText(textOf(first), ctx).slice(0, PREVIEW) || substitute(first);
  return h(
    "p",
    {class: "post-words"},
    avatar(first.author.id, name, {small: true}),
    h("span", {class: "above-name"}, name),
    first.author.bot && appBadge(),
    h("span", {class: "post-preview"}, words),
  );
}
