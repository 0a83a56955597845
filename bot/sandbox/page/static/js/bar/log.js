/**
 * The end of the bot's log, which follows what is written.
 */

import {h} from "../dom.js";

const NEAR = 24;
const LOUD = [[/\b(ERROR|CRITICAL)\b/, "log-bad"], [/\bWARNING\b/, "log-odd"]];

/**
 * How the lines of before became those of now: how many fell away at the front, and which came.
 *
 * @param {string[]} before
 * @param {string[]} now
 * @returns {{gone: number, come: string[]}}
 */
export function difference(before, now) {
  const continues = (gone) => before.length - gone <= now.length && before.slice(gone).every((line, at) => line === now[at]);
  const gone = [...before.keys(), before.length].find(continues);
  return {gone, come: now.slice(before.length - gone)};
}

/**
 * Make the log.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function createLog(ctx) {
  const lines = h("pre", {class: "log-lines", tabindex: "0", "aria-label": "The end of the bot's log"});
  const none = h("p", {class: "bar-none"});
  const element = h("details", {class: "bar-section log"}, h("summary", null, h("h3", null, "Log")), none, lines);
  let shown = [];

  function draw() {
    const now = ctx.store.get("log")?.lines ?? [];
    const following = lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR;
    const {gone, come} = difference(shown, now);
    [...lines.children].slice(0, gone).forEach((line) => line.remove());
    lines.append(...come.map(drawLine));
    shown = now;
    none.textContent = now.length > 0 ? "" : "The bot has not written anything yet.";
    if (following) lines.scrollTop = lines.scrollHeight;
  }

  element.addEventListener("toggle", () => void (lines.scrollTop = lines.scrollHeight));
  ctx.store.watch("log", draw);
  draw();
  return element;
}

function drawLine(line) {
  const [, loud = null] = LOUD.find(([pattern]) => pattern.test(line)) ?? [];
  return h("span", {class: loud}, `${line}\n`);
}
