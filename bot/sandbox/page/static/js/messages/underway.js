/** How a command looks between Enter and the bot's answer, and when there is none. */

import {h} from "../dom.js";
import {onlyYou} from "./footer.js";
import {heading, usedLine} from "./header.js";
import {dots} from "./message.js";
import {avatar, nameOf} from "./people.js";

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
  const label = failed ? `${name}, /${pending.command} failed` : `/${pending.command} is being sent`;
  const article = h(
    "article",
    {"aria-label": label, tabindex: "-1", dataset: {focus: "message"}},
    usedLine(pending, ctx),
    avatar(app, name),
    heading({author: {id: app, bot: true}, timestamp: pending.at}, ctx),
    h("div", {class: "message-body"}, failed ? failure(pending, ctx) : sending()),
  );
  return h("li", {class: `message pending${failed ? " ephemeral failed" : ""}`}, article);
}

function sending() {
  return h("div", {class: "message-content under-way"}, dots(), h("span", null, "Sending command..."));
}

function failure({id, error}, ctx) {
  return [h("div", {class: "message-content message-error"}, error), onlyYou(() => ctx.pending.dismiss(id))];
}
