/** The list of a select while it is open: searched by typing, walked by arrows, ticked by Enter or a click. */

import {h, replace} from "../dom.js";
import {renderFace} from "./faces.js";
import {glyph} from "./glyphs.js";

const PAGE = 8;
const SHORT = 8;
const STEPS = {ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE};

/**
 * @typedef {import("./choices.js").Choice} Choice
 * @typedef {object} ListboxParts
 * @property {Choice[]} choices
 * @property {string[]} chosen
 * @property {number} least
 * @property {number} most
 * @property {string} id an element id of its own
 * @property {string} label what the list is called
 * @property {string} [search] what was typed already
 * @property {() => void} close asks to be closed; what is chosen then counts
 *
 * @typedef {object} Listbox
 * @property {Element[]} parts what to show
 * @property {() => string[]} values what is chosen now, in the order of the list
 * @property {() => string} search what was typed
 * @property {() => void} reveal scroll to the row that is meant
 */

/**
 * Make the inside of an open list.
 *
 * @param {ListboxParts} parts
 * @returns {Listbox}
 */
export function createListbox(parts) {
  const state = {chosen: new Set(parts.chosen), shown: [], active: -1, rows: []};
  const rows = h("ul", {id: parts.id, class: "listbox-rows", role: "listbox", "aria-label": parts.label});
  if (parts.most > 1) rows.setAttribute("aria-multiselectable", "true");
  const input = searchField(parts);
  const hint = h("p", {class: "listbox-hint", role: "status"});

  const pick = (index) => {
    const more = toggle(state, parts, index);
    mark(state, parts, {input, hint});
    if (!more) parts.close();
  };
  const draw = () => {
    fill(state, parts, rows, input.value, pick);
    mark(state, parts, {input, hint});
  };
  const move = (index) => {
    state.active = index;
    mark(state, parts, {input, hint});
    state.rows[index]?.scrollIntoView({block: "nearest"});
  };

  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => press(event, state, {move, pick, close: parts.close}));
  draw();
  const done = h("button", {type: "button", class: "component-button primary listbox-done", onclick: parts.close}, "Done");
  return {
    parts: [input, rows, parts.most > 1 && h("div", {class: "listbox-foot"}, hint, done)].filter(Boolean),
    values: () => parts.choices.map((one) => one.value).filter((value) => state.chosen.has(value)),
    search: () => input.value,
    reveal: () => state.rows[state.active]?.scrollIntoView({block: "nearest"}),
  };
}

/** A short list hides it until something is typed, by its style. */
function searchField({id, label, search, choices}) {
  const input = h("input", {
    class: choices.length > SHORT ? "listbox-search" : "listbox-search short",
    type: "text",
    // The browser gives it the focus as it shows the list, before another key can come.
    autofocus: true,
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Search",
    "aria-label": label,
    "aria-expanded": "true",
    "aria-controls": id,
    "aria-autocomplete": "list",
  });
  input.value = search ?? "";
  return input;
}

/** Choose or leave a choice; false where that ends the choosing. */
function toggle({chosen, shown}, {least, most}, index) {
  const {value} = shown[index];
  if (most > 1) {
    if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    return true;
  }
  const leaves = chosen.has(value) && least === 0;
  chosen.clear();
  if (!leaves) chosen.add(value);
  return false;
}

function fill(state, {choices, id, most}, rows, typed, pick) {
  const wanted = typed.trim().toLowerCase();
  state.shown = choices.filter(({label, description}) => `${label}\n${description ?? ""}`.toLowerCase().includes(wanted));
  const first = state.shown.findIndex((one) => state.chosen.has(one.value));
  state.active = wanted || first < 0 ? Math.min(0, state.shown.length - 1) : first;
  state.rows = state.shown.map((choice, index) => row(choice, `${id}-${index}`, most > 1, () => pick(index)));
  const nothing = h("li", {class: "listbox-nothing", role: "presentation"}, "Nope, nothing found.");
  replace(rows, state.rows.length ? state.rows : nothing);
}

function row(choice, id, several, pick) {
  const words = [h("span", {class: "choice-label"}, choice.label)];
  if (choice.description) words.push(h("span", {class: "choice-description"}, choice.description));
  // The focus stays in the search field: a press of the mouse must not take it away.
  const stay = (event) => event.preventDefault();
  return h(
    "li",
    {id, role: "option", class: "listbox-row", onmousedown: stay, onclick: pick},
    renderFace(choice),
    h("span", {class: "choice-words"}, words),
    h("span", {class: several ? "tick box" : "tick", "aria-hidden": "true"}, glyph("check")),
  );
}

function mark({chosen, shown, active, rows}, {choices, least, most}, {input, hint}) {
  const full = most > 1 && chosen.size >= most;
  rows.forEach((element, index) => {
    const on = chosen.has(shown[index].value);
    element.setAttribute("aria-selected", String(on));
    element.setAttribute("aria-disabled", String(full && !on));
    element.classList.toggle("active", index === active);
  });
  if (rows[active]) input.setAttribute("aria-activedescendant", rows[active].id);
  else input.removeAttribute("aria-activedescendant");
  replace(hint, chosen.size < least ? `Choose at least ${least}` : `${chosen.size} of ${Math.min(most, choices.length)} chosen`);
}

function press(event, {shown, active}, {move, pick, close}) {
  const last = shown.length - 1;
  if (event.isComposing) return;
  if (event.key in STEPS && last >= 0) move(stepped(active, STEPS[event.key], last));
  else if (event.key === "Enter") {
    if (active >= 0) pick(active);
  } else if (event.key === "Escape") close();
  else if (event.key === "Tab") {
    close();
    return;
  } else return;
  // Neither the form's Enter nor the dialog's Escape.
  event.preventDefault();
  event.stopPropagation();
}

/** One step goes around the ends, a page stops there. */
function stepped(active, step, last) {
  const next = active + step;
  if (Math.abs(step) === 1) return (next + last + 1) % (last + 1);
  return Math.max(0, Math.min(last, next));
}
