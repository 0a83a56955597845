/**
 * The sections that whoever started the sandbox put into the bar.
 */

import {h} from "../dom.js";
import {createKeyed} from "../shell/keyed.js";
import {drawEntry} from "./entry.js";

const byOrder = (one, other) => one.order - other.order;

/**
 * Make the sections.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function createPanel(ctx) {
  const element = h("div", {class: "bar-sections"});
  const lists = new Map();
  const shown = createKeyed(element, {
    key: (section) => section.key,
    sign: (section) => section.title,
    make: (section) => drawSection(section, ctx, lists),
  });

  function draw() {
    const sections = ctx.store.all("panel:").sort(byOrder);
    shown(sections);
    for (const section of sections) lists.get(section.key)(section.entries);
  }

  ctx.store.watch("panel:", draw);
  draw();
  return element;
}

function drawSection(section, ctx, lists) {
  const id = `bar-section-${section.key}`;
  const entries = h("div", {class: "bar-entries"});
  lists.set(section.key, createEntries(entries, section.key, ctx));
  return h("section", {class: "bar-section", "aria-labelledby": id}, h("h3", {id}, section.title), entries);
}

/**
 * What pressing an entry's button led to must outlive the change of the entry that it caused, so it is kept beside it. Why it
 * failed may no longer hold when the entry has changed.
 */
function createEntries(element, section, ctx) {
  const runs = new Map();
  let entries = [];
  const shown = createKeyed(element, {
    key: ({entry}) => entry.key,
    make: ({entry, run}) => drawEntry(entry, {run, press: (action) => press(entry, action), ctx}),
  });

  function draw() {
    shown(entries.map((entry) => ({entry, run: runs.get(entry.key) ?? {busy: null, told: "", tone: "plain"}})));
  }

  function show(fresh) {
    const before = new Map(entries.map((entry) => [entry.key, JSON.stringify(entry)]));
    const changed = (entry) => before.has(entry.key) && before.get(entry.key) !== JSON.stringify(entry);
    forget(fresh, changed);
    entries = fresh;
    draw();
    fresh.forEach((entry, index) => changed(entry) && element.children[index].classList.add("flash"));
  }

  function forget(fresh, changed) {
    const there = new Map(fresh.map((entry) => [entry.key, entry]));
    for (const [key, {tone}] of runs) {
      if (!there.has(key) || (tone === "bad" && changed(there.get(key)))) runs.delete(key);
    }
  }

  function note(entry, run) {
    runs.set(entry.key, run);
    draw();
  }

  async function press(entry, action) {
    if (runs.get(entry.key)?.busy) return;
    note(entry, {busy: action.key, told: "", tone: "plain"});
    try {
      const done = await ctx.act({do: "panel", section, entry: entry.key, action: action.key});
      note(entry, {busy: null, told: done.told ?? "", tone: done.tone ?? "good"});
      if (done.channel) ctx.go(done.channel);
    } catch (error) {
      note(entry, {busy: null, told: error.message, tone: "bad"});
    }
  }

  return show;
}
