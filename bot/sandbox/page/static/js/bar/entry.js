/**
 * One line of a section of the bar.
 */

import {h} from "../dom.js";
import {nameOf} from "../shell/channels.js";
import {icon} from "../shell/icons.js";
import {countdown, localDate} from "./countdown.js";

/** @typedef {{busy: string | null, told: string, tone: string}} Run what a press of the entry's buttons led to */

/**
 * Draw an entry.
 *
 * @param {any} entry as in shapes.PanelEntryView
 * @param {{run: Run, press: (action: any) => void, ctx: import("../context.js").Context}} how
 * @returns {HTMLElement}
 */
export function drawEntry(entry, {run, press, ctx}) {
  const head = h("div", {class: "entry-head"}, h("h4", null, entry.title), entry.due && drawDue(entry.due, ctx.now()));
  const actions = entry.actions.map((action) => drawAction(entry, action, {run, press}));
  return h(
    "article",
    {class: `entry tone-${entry.tone}`, "aria-label": entry.title},
    head,
    entry.text && h("p", {class: "entry-text"}, entry.text),
    entry.code && drawCode(entry),
    drawFoot([drawLink(entry, ctx), ...actions]),
    h("p", {class: `entry-told tone-${run.tone}`, role: "status"}, run.told),
  );
}

function drawCode({title, code, from_end: fromEnd}) {
  const properties = {class: fromEnd ? "entry-code from-end" : "entry-code", tabindex: "0"};
  return h("pre", {...properties, "aria-label": `${title}, word for word`}, code);
}

function drawFoot(parts) {
  const there = parts.filter(Boolean);
  return there.length > 0 && h("div", {class: "entry-foot"}, there);
}

function drawDue(due, now) {
  const date = new Date(due);
  const properties = {class: "due", datetime: due, title: localDate(date), dataset: {due}};
  return h("time", properties, countdown(date, now));
}

function drawAction(entry, action, {run, press}) {
  const busy = run.busy === action.key;
  const properties = {
    class: busy ? "bar-button busy" : "bar-button",
    type: "button",
    "aria-disabled": run.busy === null ? null : "true",
    "aria-busy": busy ? "true" : null,
    dataset: {focus: `${entry.key}/${action.key}`},
    onclick: () => press(action),
  };
  return h("button", properties, action.label);
}

/** A channel that the viewer does not see is not linked. */
function drawLink(entry, ctx) {
  const channel = entry.channel === null ? undefined : ctx.store.get(`channel:${entry.channel}`);
  if (channel === undefined) return null;
  const properties = {class: "bar-link", type: "button", dataset: {focus: `${entry.key}/channel`}};
  return h("button", {...properties, onclick: () => ctx.go(channel.id)}, icon(channel.kind), nameOf(ctx.store, channel));
}

/**
 * Bring the countdowns within an element up to date.
 *
 * @param {HTMLElement} element
 * @param {Date} now
 */
export function tick(element, now) {
  for (const time of element.querySelectorAll("time[data-due]")) {
    const text = countdown(new Date(time.dataset.due), now);
    if (time.textContent !== text) time.textContent = text;
  }
}
