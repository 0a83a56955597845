/**
 * What the bot asked Discord for, the newest first, and what was refused.
 */

import {h} from "../dom.js";
import {arrows, stopAt} from "../shell/arrows.js";
import {createKeyed} from "../shell/keyed.js";
import {createDetail} from "./detail.js";

/**
 * Whether a request failed: refused by the rules, or broken on the way.
 *
 * @param {{outcome: string}} request
 * @returns {boolean}
 */
export const failed = ({outcome}) => outcome === "refused" || outcome === "broken";

/**
 * How a request is meant to catch the eye.
 *
 * @param {{outcome: string, warnings: string[]}} request
 * @returns {"bad" | "odd" | "plain"}
 */
export function toneOf(request) {
  if (failed(request)) return "bad";
  return request.outcome === "limited" || request.warnings.length > 0 ? "odd" : "plain";
}

/**
 * Make the list.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLElement, showProblems: () => void}} `showProblems` leaves out all others, and goes to the first
 *   that was refused
 */
export function createRequests(ctx) {
  const detail = createDetail();
  const list = h("ol", {class: "requests"});
  const none = h("p", {class: "bar-none"});
  const only = h("input", {type: "checkbox", onchange: () => draw()});
  const shown = createKeyed(list, {key: ({n}) => String(n), make: (one) => drawRequest(one, () => detail.open(one.n))});

  function draw() {
    const all = ctx.store.all("request:").sort((one, other) => other.n - one.n);
    const wanted = only.checked ? all.filter((one) => toneOf(one) !== "plain") : all;
    shown(wanted);
    stopAt(list, ".request");
    none.textContent = wanted.length > 0 ? "" : emptiness(all.length > 0);
  }

  function showProblems() {
    only.checked = true;
    draw();
    list.querySelector(".tone-bad .request")?.focus();
  }

  arrows(list, ".request");
  ctx.store.watch("request:", draw);
  draw();
  const filter = h("label", {class: "bar-check"}, only, "only problems");
  const head = h("div", {class: "bar-row"}, h("h3", {id: "bar-requests"}, "Requests"), filter);
  const frame = h("div", {class: "requests-frame"}, list);
  const parts = [head, none, frame, detail.element];
  return {element: h("section", {class: "bar-section", "aria-labelledby": "bar-requests"}, parts), showProblems};
}

const emptiness = (some) => (some ? "Nothing went wrong." : "The bot has not asked for anything yet.");

function drawRequest(request, open) {
  const [told, ...fields] = request.told.split("\n");
  const head = [
    h("span", {class: "request-method"}, request.method),
    h("span", {class: "request-route", title: request.path}, shortened(request.route || request.path)),
    h("span", {class: "request-status"}, statusOf(request)),
  ];
  const lines = [
    told && h("span", {class: "request-told"}, told),
    fields.map((field) => h("span", {class: "request-field"}, field)),
    request.warnings.map((warning) => h("span", {class: "request-warning"}, warning)),
  ];
  const properties = {class: "request", type: "button", dataset: {focus: String(request.n)}, onclick: open};
  const button = h("button", properties, h("span", {class: "request-head"}, head), lines);
  return h("li", {class: `request-item tone-${toneOf(request)}`}, button);
}

/** Which channel it was says the path; the route says what was wanted. */
const shortened = (route) => route.replaceAll(/\{\w+\}/g, "…");

function statusOf({status, outcome}) {
  if (status !== null) return status;
  return outcome === "open" ? "…" : "cut";
}
