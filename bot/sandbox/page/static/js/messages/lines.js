/** The elements of a plan's lines. */

import {keepFocus} from "../components/focus.js";
import {h} from "../dom.js";
import {createKeyed} from "../shell/keyed.js";
import {renderMessage} from "./message.js";
import {saidIn, threadOf} from "./thread.js";
import {timeElement} from "./times.js";
import {renderPending} from "./underway.js";

/**
 * Keep a list's elements as a plan says; what did not change keeps its element.
 *
 * @param {HTMLElement} rows the list
 * @param {import("./revisions.js").Revisions} revisions
 * @param {import("../context.js").Context} ctx
 * @returns {(lines: import("./plan.js").Line[]) => void}
 */
export function createLines(rows, revisions, ctx) {
  return createKeyed(rows, {
    key: (line) => line.key,
    make: (line) => inPlace(rows, line.key, MAKERS[line.kind](line, ctx)),
    sign: (line) => SIGNS[line.kind](line, revisions, ctx),
  });
}

const MAKERS = {
  message: ({message, compact}, ctx) => renderMessage(message, ctx, {compact}),
  pending: ({pending}, ctx) => renderPending(pending, ctx),
  day: ({at, unread}, ctx) => divider(timeElement(at, "day", ctx), unread),
  unread: () => divider(null, true),
};

const SIGNS = {
  message: ({message, compact}, revisions, ctx) => {
    const thread = threadOf(message.id, ctx);
    return [revisions.of(message), compact, revisions.around(message.id), thread && threadSign(thread, revisions, ctx)];
  },
  pending: ({pending}, revisions) => revisions.of(pending),
  day: ({unread}) => unread,
  unread: () => null,
};

/** What the box of a thread depends on. */
function threadSign(thread, revisions, ctx) {
  const said = saidIn(thread.id, ctx);
  return [revisions.of(thread), said.length, said.length > 0 && revisions.of(said.at(-1))];
}

/** The next version of a line takes the place of the one before, its focus and its open list of choices too. */
function inPlace(rows, key, element) {
  element.dataset.key = key;
  const old = rows.querySelector(`:scope > [data-key="${CSS.escape(key)}"]`);
  if (!old) return element;
  return keepFocus(old, () => {
    old.replaceWith(element);
    return element;
  });
}

function divider(words, unread) {
  const mark = unread && h("span", {class: "divider-new"}, "New");
  const said = words && h("span", {class: "divider-words"}, words);
  return h("li", {class: unread ? "divider divider-unread" : "divider"}, said, mark);
}
