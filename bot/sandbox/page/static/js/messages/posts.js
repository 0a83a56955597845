/** The posts of a forum as plain data. */

import {byId} from "../snowflake.js";
import {saidIn} from "./thread.js";

/**
 * @typedef {Object} Post
 * @property {string} id
 * @property {Object<string, any>} channel the post itself, a channel of the page
 * @property {Object<string, any> | null} first its first message, null where that was deleted
 * @property {Object<string, any> | null} last
 * @property {number} answers how many messages came after the first
 */

/**
 * The posts of a forum, the newest first.
 *
 * @param {string} forumId
 * @param {import("../context.js").Context} ctx
 * @returns {Post[]}
 */
export function postsOf(forumId, ctx) {
  const posts = ctx.store.all("channel:").filter((one) => one.kind === "thread" && one.parent === forumId);
  return posts.sort((a, b) => byId(b.id, a.id)).map((channel) => post(channel, ctx));
}

/** The first message of a post has the post's own id. */
function post(channel, ctx) {
  const said = saidIn(channel.id, ctx);
  const first = said.find((one) => one.id === channel.id) ?? said[0] ?? null;
  const answers = said.filter((one) => one !== first).length;
  return {id: channel.id, channel, first, last: said.at(-1) ?? null, answers};
}

/**
 * Those that have one of the tags; all of them where none was chosen.
 *
 * @param {Post[]} posts
 * @param {Set<string>} tags ids
 * @returns {Post[]}
 */
export function tagged(posts, tags) {
  return tags.size === 0 ? posts : posts.filter((post) => post.channel.tags.some((tag) => tags.has(tag.id)));
}
