/** How a command looks between Enter and the bot's answer, and when there is none. */

import {h} from "../dom.js";
import {onlyYou} from "./footer.js";
import {usedLine} from "./header.js";
import {dots} from "./message.js";
import {appBadge, avatar, nameOf} from "./people.js";
import {timeElement} from "./times.js";

/**
 * A command under way, or what went wrong with it.
 *
 * @param {import("./pending.js").Pending} pending
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLLIElement}
 */
export function renderPending(pending, ctx) {
  const app = ctx.store.get("app").user;
  const name = nameOf(app, ctx);
  const failed = pending.error !== null;
  const article = h(
    "article",
    {"aria-label": failed ? `${name}, /${pending.command} failed` : `/${pending.command} is being sent`, tabindex: "-1"},
    usedLine(pending, ctx),
    avatar(app, name),
    h("h3", {class: "message-head"}, h("span", {class: "message-author"}, name), appBadge(), timeElement(pending.at, "head", ctx)),
    h(
      "div",
      {class: "message-body"},
      failed
        ? h("div", {class: "message-content message-error"}, pending.error)
        : h("div", {class: "message-content under-way"}, dots(), h("span", null, "Sending command...")),
      failed && onlyYou(() => ctx.pending.dismiss(pending.id)),
    ),
  );
  return h("li", {class: `message pending${failed ? " ephemeral failed" : ""}`}, article);
}
