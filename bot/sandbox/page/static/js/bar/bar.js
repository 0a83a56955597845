/**
 * The bar at the right, which is not Discord: what the sandbox has to say about what happens behind the page.
 */

import {h, replace} from "../dom.js";
import {icon} from "../shell/icons.js";
import {counted} from "../shell/words.js";
import {tick} from "./entry.js";
import {createLog} from "./log.js";
import {createPanel} from "./panel.js";
import {createRequests, failed} from "./requests.js";
import {drawThemes} from "./themes.js";

const KEY = "bar";
const WIDE = "(min-width: 1180px)";
const SECOND = 1000;

/**
 * Make the bar.
 *
 * @param {import("../context.js").Context} ctx
 * @param {ReturnType<typeof import("../theme.js").createTheme>} theme
 * @param {Storage} [storage]
 * @returns {{element: HTMLElement, button: HTMLElement, open: () => void, close: () => boolean}} `button` opens and closes
 *   it; `close` is for the Escape key: it closes what covers the page, and tells whether it did
 */
export function createBar(ctx, theme, storage = localStorage) {
  const wide = matchMedia(WIDE);
  const besideIt = () => wide.matches && storage.getItem(KEY) !== "closed";
  const state = {open: besideIt(), seen: new Set()};
  const turned = () => turn(!state.open);
  const button = h("button", {class: "bar-toggle", type: "button", "aria-controls": "bar", onclick: turned});
  /** Whoever asks for a channel in the bar wants to see it. */
  const go = (channel) => {
    close();
    ctx.go(channel);
  };
  const parts = createParts({...ctx, go}, theme, turned);
  const {element} = parts;
  const drawMarks = () => drawCounts(ctx, {state, button, count: parts.count});

  function show() {
    element.inert = !state.open;
    element.classList.toggle("open", state.open);
    button.setAttribute("aria-expanded", String(state.open));
    drawMarks();
  }

  function turn(open) {
    const focused = element.contains(document.activeElement);
    state.open = open;
    if (wide.matches) storage.setItem(KEY, open ? "open" : "closed");
    show();
    if (open) element.focus({preventScroll: true});
    else if (focused) button.focus();
  }

  function close() {
    const over = state.open && !wide.matches;
    if (over) turn(false);
    return over;
  }

  /** A window that was made narrow, or was zoomed into, is not covered by what stood beside its conversation. */
  function fit() {
    state.open = besideIt() || (state.open && element.contains(document.activeElement));
    show();
  }

  for (const prefix of ["request:", "panel:"]) ctx.store.watch(prefix, drawMarks);
  wide.addEventListener("change", fit);
  setInterval(() => tick(element, ctx.now()), SECOND);
  show();
  return {element, button, open: () => turn(true), close};
}

/** While the bar is closed, its button counts what is refused, and marks that something in a section is wrong. */
function drawCounts(ctx, {state, button, count}) {
  // A sandbox that is started again counts from one, and a request may be answered after a later one.
  const bad = ctx.store.all("request:").filter(failed).map(({n, at}) => `${n} ${at}`);
  if (state.open) state.seen = new Set(bad);
  const unseen = bad.filter((one) => !state.seen.has(one)).length;
  count.hidden = bad.length === 0;
  count.textContent = bad.length > 0 ? `${bad.length} refused` : "";
  const wrong = !state.open && ctx.store.all("panel:").some(({entries}) => entries.some(({tone}) => tone === "bad"));
  const told = ["Sandbox", unseen > 0 && refusals(unseen), wrong && "something is wrong"].filter(Boolean);
  const mark = unseen > 0 ? unseen : wrong && "!";
  button.setAttribute("aria-label", told.join(", "));
  replace(button, h("span", {class: "bar-toggle-word"}, "SANDBOX"), mark && h("span", {class: "bar-unseen"}, mark));
}

const refusals = (count) => counted(count, "request was refused", "requests were refused");

function createParts(ctx, theme, turn) {
  const close = h("button", {class: "bar-icon", type: "button", "aria-label": "Close the bar", onclick: turn}, icon("collapse"));
  const requests = createRequests(ctx);
  const count = h("button", {class: "bar-count", type: "button", title: "Show them", onclick: requests.showProblems});
  const head = h(
    "header",
    {class: "bar-head"},
    h("div", {class: "bar-row"}, h("h2", {class: "bar-title", id: "bar-title"}, "SANDBOX"), count, close),
    h("p", {class: "bar-explained"}, "Not a part of Discord: this is what happens behind the page, on this machine only."),
    createStatus(ctx),
  );
  const body = h("div", {class: "bar-body"}, createPanel(ctx), requests.element, createLog(ctx), drawThemes(theme));
  return {element: h("aside", {class: "bar", id: "bar", "aria-labelledby": "bar-title", tabindex: "-1"}, head, body), count};
}

function createStatus(ctx) {
  const status = h("p");
  const draw = () => {
    const {name, online} = ctx.store.get("app");
    status.className = online ? "bar-status tone-good" : "bar-status tone-bad";
    status.textContent = online ? `${name} is online` : `${name} is offline`;
  };
  ctx.store.watch("app", draw);
  draw();
  return status;
}
