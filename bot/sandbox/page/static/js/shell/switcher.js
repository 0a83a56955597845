/**
 * The quick switcher (Ctrl+K): a channel by a few letters of its name.
 */

import {h, replace} from "../dom.js";
import {step} from "./arrows.js";
import {listed, nameOf} from "./channels.js";
import {icon, kindWord} from "./icons.js";
import {ranked} from "./rank.js";

const SHOWN = 12;

/**
 * Make the switcher.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLDialogElement, open: () => void}}
 */
export function createSwitcher(ctx) {
  const state = {found: [], index: 0};
  const options = h("ul", {class: "switcher-list", id: "switcher-list", role: "listbox", "aria-label": "Channels"});
  const input = drawInput();
  const none = h("p", {class: "switcher-none", role: "status"});
  const dialog = h("dialog", {class: "switcher", "aria-label": "Quick switcher"}, input, options, none, drawHint());

  function choose(channel) {
    dialog.close();
    ctx.go(channel.id);
  }

  function draw() {
    replace(options, state.found.map((channel, index) => drawOption(ctx, channel, index === state.index, choose)));
    none.textContent = state.found.length === 0 ? "No channel of yours is called like that." : "";
    const chosen = options.querySelector("[aria-selected='true']");
    input.setAttribute("aria-activedescendant", chosen?.id ?? "");
    chosen?.scrollIntoView({block: "nearest"});
  }

  function search() {
    Object.assign(state, {found: ranked(everywhere(ctx), input.value).slice(0, SHOWN), index: 0});
    draw();
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => press(event, {state, choose, draw}));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return {
    element: dialog,
    open() {
      if (dialog.open) return;
      input.value = "";
      search();
      dialog.showModal();
    },
  };
}

function press(event, {state, choose, draw}) {
  if (event.key === "Enter" && state.found.length > 0) choose(state.found[state.index]);
  const next = ["ArrowUp", "ArrowDown"].includes(event.key) ? step(event.key, state.index, state.found.length) : null;
  if (next === null) return;
  event.preventDefault();
  state.index = next;
  draw();
}

function drawInput() {
  return h("input", {
    class: "switcher-input",
    type: "text",
    role: "combobox",
    placeholder: "Where would you like to go?",
    "aria-label": "Name of a channel",
    "aria-expanded": "true",
    "aria-controls": "switcher-list",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    autofocus: true,
  });
}

function drawHint() {
  const keys = [h("kbd", null, "↑"), h("kbd", null, "↓"), " to choose, ", h("kbd", null, "Enter"), " to go, "];
  return h("p", {class: "switcher-hint"}, keys, h("kbd", null, "Esc"), " to stay here");
}

/** All that the viewer may open, archived threads too, each with its name and where it is. */
function everywhere(ctx) {
  const servers = ctx.store.all("server:");
  const all = [...servers.map((server) => server.id), null].flatMap((server) => listed(ctx.store, server, () => true));
  return all.map((channel) => ({...channel, name: nameOf(ctx.store, channel), where: where(ctx.store, channel)}));
}

function where(store, channel) {
  const parent = channel.kind === "thread" ? store.get(`channel:${channel.parent}`)?.name : undefined;
  return [parent, store.get(`server:${channel.server}`)?.name].filter(Boolean).join(" · ") || kindWord(channel.kind);
}

function drawOption(ctx, channel, selected, choose) {
  const properties = {
    class: "switcher-option",
    id: `switcher-${channel.id}`,
    role: "option",
    "aria-selected": String(selected),
    onclick: () => choose(channel),
  };
  const words = [h("span", {class: "switcher-name"}, channel.name), h("span", {class: "switcher-where"}, channel.where)];
  return h("li", properties, icon(channel.kind), words);
}
