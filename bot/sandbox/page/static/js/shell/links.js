/**
 * Links to Discord's own channels and messages: they mean this page, not the real Discord.
 */

import {openable} from "./channels.js";

const SHAPE = /^https:\/\/(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?\/?$/;

/**
 * Where a link leads within Discord.
 *
 * @param {string} url
 * @returns {{channel: string, message: string | null} | null} null where it leads elsewhere
 */
export function target(url) {
  const [, channel, message = null] = SHAPE.exec(url) ?? [];
  return channel === undefined ? null : {channel, message};
}

/**
 * Follow such links within the page. Like Discord's client, it does not leave for those that the viewer cannot see.
 *
 * @param {import("../context.js").Context} ctx
 * @param {HTMLElement} list hears `jump-to-message` once the message's channel is open
 */
export function followLinks(ctx, list) {
  document.addEventListener("click", (event) => {
    const meant = target(event.target.closest?.("a[href]")?.href ?? "");
    if (meant === null) return;
    event.preventDefault();
    if (!openable(ctx.store.get(`channel:${meant.channel}`))) {
      ctx.toast(`${ctx.me().name} does not have access to this link.`, "odd");
      return;
    }
    ctx.go(meant.channel);
    if (meant.message !== null) list.dispatchEvent(new CustomEvent("jump-to-message", {detail: {id: meant.message}}));
  });
}
