/** A post as its forum shows it. */

import {h} from "../dom.js";
import {plainText} from "../markdown/render.js";
import {icon} from "./icons.js";
import {appBadge, avatar, nameOf} from "./people.js";
import {substitute, textOf} from "./text.js";
import {counted} from "./thread.js";
import {timeElement} from "./times.js";

const PREVIEW = 280;

/**
 * A card: the post's tags, title and first words, how much was answered and when last. A press anywhere on it opens the post;
 * its title is the button that a keyboard reaches.
 *
 * @param {import("./posts.js").Post} post
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLLIElement}
 */
export function postCard(post, ctx) {
  const {channel, last, answers} = post;
  const open = h("button", {type: "button", class: "post-open", dataset: {focus: post.id}, onclick: () => ctx.go(post.id)}, channel.name);
  return h(
    "li",
    {class: "post"},
    h(
      "article",
      null,
      channel.tags.length > 0 && h("ul", {class: "tags", "aria-label": "Tags"}, channel.tags.map((tag) => h("li", {class: "tag"}, tag.name))),
      h("h3", {class: "post-title"}, open, channel.locked && h("span", {class: "post-locked", role: "img", "aria-label": "Locked"}, icon("lock"))),
      firstWords(post, ctx),
      h(
        "p",
        {class: "post-foot"},
        h("span", {class: "post-count", role: "img", "aria-label": counted(answers), title: counted(answers)}, icon("dm"), String(answers)),
        last && h("span", {class: "post-when"}, "• ", timeElement(last.timestamp, "ago", ctx)),
      ),
    ),
  );
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
