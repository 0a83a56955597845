/** A forum: its posts as cards, to be narrowed down by tags. */

import {h, replace} from "../dom.js";
import {createKeyed} from "../shell/keyed.js";
import {postCard} from "./postcard.js";
import {postsOf, tagged} from "./posts.js";
import {refreshTimes} from "./times.js";

const TIMES_EVERY = 20_000;
const DRAWN_FROM = ["message:", "person:", "channel:"];

/**
 * Make the list of posts; one serves all forums.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLElement, show: (channelId: string) => void}}
 */
export function createForum(ctx) {
  const parts = build();
  const state = {forum: null, tags: new Set()};
  const cards = {key: (post) => post.id, make: (post) => postCard(post, ctx), sign: (post) => signOf(post, ctx)};
  const [drawOpen, drawOlder] = [createKeyed(parts.open, cards), createKeyed(parts.older, cards)];
  const drawChips = createKeyed(parts.chips, {key: (one) => one.tag.id, make: (one) => chip(one, toggle)});

  function toggle(tag) {
    if (!state.tags.delete(tag)) state.tags.add(tag);
    draw();
  }

  function draw() {
    const forum = state.forum && ctx.store.get(`channel:${state.forum}`);
    if (!forum) return;
    const all = postsOf(forum.id, ctx);
    const posts = tagged(all, state.tags);
    parts.element.setAttribute("aria-label", `Posts in ${forum.name}`);
    replace(parts.topic, forum.topic);
    drawChips(forum.tags.map((tag) => chipOf(tag, state.tags, all)));
    drawOpen(posts.filter((post) => !post.channel.archived));
    drawOlder(posts.filter((post) => post.channel.archived));
    parts.olderHead.hidden = parts.older.children.length === 0;
    parts.chips.hidden = forum.tags.length === 0;
    drawEmpty(parts, all.length, posts.length);
  }

  function show(channelId) {
    if (channelId !== state.forum) Object.assign(state, {forum: channelId, tags: new Set()});
    draw();
  }

  for (const prefix of DRAWN_FROM) ctx.store.watch(prefix, draw);
  setInterval(() => refreshTimes(parts.element, ctx.now()), TIMES_EVERY);
  return {element: parts.element, show};
}

function build() {
  const topic = h("p", {class: "forum-topic"});
  const chips = h("ul", {class: "forum-tags", "aria-label": "Show only posts with these tags"});
  const empty = h("p", {class: "forum-empty", role: "status"});
  const open = h("ul", {class: "posts", "aria-label": "Posts"});
  const olderHead = h("h2", {class: "posts-older"}, "Older posts");
  const older = h("ul", {class: "posts", "aria-label": "Older posts"});
  const inner = h("div", {class: "forum-inner"}, topic, chips, open, empty, olderHead, older);
  const element = h("section", {class: "forum", "aria-label": "Posts", tabindex: "0"}, inner);
  return {element, topic, chips, empty, open, olderHead, older};
}

/** Names change without the post: whoever wrote first or last is a part of how its card looks. */
function signOf(post, ctx) {
  return [post, ctx.store.get(`person:${post.first?.author.id}`) ?? null];
}

function chipOf(tag, chosen, posts) {
  return {tag, chosen: chosen.has(tag.id), count: tagged(posts, new Set([tag.id])).length};
}

function chip({tag, chosen, count}, toggle) {
  const button = h(
    "button",
    {
      type: "button",
      class: "forum-tag",
      "aria-pressed": String(chosen),
      dataset: {focus: `tag ${tag.id}`},
      onclick: () => toggle(tag.id),
    },
    tag.name,
    h("span", {class: "forum-tag-count"}, String(count)),
  );
  return h("li", null, button);
}

function drawEmpty({empty}, all, shown) {
  empty.hidden = shown > 0;
  const nothing = "There are no posts here yet. Those that the bot makes appear here.";
  replace(empty, all === 0 ? nothing : "No post has these tags.");
}
