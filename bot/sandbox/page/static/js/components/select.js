/** A select of any kind, in a message as in a form: the box that shows what is chosen, and its list. */

import {h, replace} from "../dom.js";
import {boundsOf, placeholderOf} from "./choices.js";
import {renderFace} from "./faces.js";
import {busyDots, glyph} from "./glyphs.js";
import {createListbox} from "./listbox.js";

const GAP = 4;
const ROOM = 340;

/**
 * @typedef {object} SelectParts
 * @property {any} select the component
 * @property {() => import("./choices.js").Choice[]} choices asked for whenever the list opens
 * @property {string[]} chosen
 * @property {(values: string[]) => void} choose told when the list closes with something else chosen
 * @property {string} id an element id of its own
 * @property {string} [label] what it is called, by default its placeholder
 * @property {number} [least] how few may be chosen, by default what the component says
 */

/**
 * Make a select.
 *
 * @param {SelectParts} parts
 * @returns {HTMLElement}
 */
export function createSelect(parts) {
  const {select, id} = parts;
  const {least, most} = boundsOf(select);
  const label = parts.label ?? placeholderOf(select);
  const own = {...parts, label, most, least: parts.least ?? least, values: parts.chosen, list: null, search: "", ticked: null};
  const trigger = h("button", {
    type: "button",
    id,
    class: "select-box",
    disabled: select.disabled,
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
  });
  const popup = h("div", {class: "listbox", popover: "auto"});
  trigger.popoverTargetElement = popup;
  const root = h("div", {class: "select", dataset: {customId: select.custom_id, component: select.id}}, trigger, popup);
  listen(own, {root, trigger, popup});
  showChosen(own, {trigger});
  return root;
}

function listen(own, {root, trigger, popup}) {
  popup.addEventListener("beforetoggle", ({newState}) => {
    if (newState === "open") open(own, {trigger, popup});
    else close(own, {trigger, popup});
  });
  popup.addEventListener("toggle", ({newState}) => newState === "open" && own.list?.reveal());
  trigger.addEventListener("click", (event) => root.hasAttribute("data-busy") && event.preventDefault());
  trigger.addEventListener("keydown", (event) => typeAhead(event, own, {root, popup}));
  popup.addEventListener("carry", ({detail}) => Object.assign(detail, {ticked: own.list?.values(), search: own.list?.search()}));
  popup.addEventListener("resume", ({detail}) => {
    Object.assign(own, detail);
    if (!trigger.disabled) popup.showPopover();
  });
}

/** Arrows open the list, and a letter opens it with what was typed. */
function typeAhead(event, own, {root, popup}) {
  if (root.hasAttribute("data-busy") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const letter = event.key.length === 1 && event.key !== " ";
  if (!letter && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  event.stopPropagation();
  own.search = letter ? event.key : "";
  popup.showPopover();
}

function open(own, {trigger, popup}) {
  const {label, least, most, id, search} = own;
  const close = () => popup.hidePopover();
  const chosen = own.ticked ?? own.values;
  own.list = createListbox({choices: own.choices(), chosen, least, most, id: `${id}-list`, label, search, close});
  own.search = "";
  own.ticked = null;
  replace(popup, own.list.parts);
  trigger.setAttribute("aria-expanded", "true");
  own.moving = new AbortController();
  const follow = () => (popup.isConnected ? place(trigger, popup) : own.moving.abort());
  window.addEventListener("scroll", follow, {capture: true, passive: true, signal: own.moving.signal});
  window.addEventListener("resize", follow, {passive: true, signal: own.moving.signal});
  place(trigger, popup);
}

/** Below the box, or above it where there is more room. */
function place(trigger, popup) {
  const {top, bottom, left, width} = trigger.getBoundingClientRect();
  const below = window.innerHeight - bottom;
  const up = below < ROOM && top > below;
  popup.classList.toggle("above", up);
  const sizes = {left, width, top: bottom + GAP, bottom: window.innerHeight - top + GAP, room: (up ? top : below) - 2 * GAP};
  for (const [name, size] of Object.entries(sizes)) popup.style.setProperty(`--${name}`, `${size}px`);
}

function close(own, {trigger, popup}) {
  const values = own.list.values();
  own.moving.abort();
  trigger.setAttribute("aria-expanded", "false");
  const focused = popup.contains(document.activeElement);
  replace(popup);
  if (focused) trigger.focus({preventScroll: true});
  own.list = null;
  if (values.length < own.least || same(values, own.values)) return;
  own.values = values;
  showChosen(own, {trigger});
  own.choose(values);
}

function same(one, other) {
  return one.length === other.length && one.every((value) => other.includes(value));
}

function showChosen(own, {trigger}) {
  const chosen = own.choices().filter((one) => own.values.includes(one.value));
  const words = chosen.length ? chosen.map(face) : h("span", {class: "select-placeholder"}, placeholderOf(own.select));
  const kind = own.most > 1 ? "select-chosen several" : "select-chosen";
  replace(trigger, h("span", {class: kind}, words), busyDots(), glyph("chevron"));
  const told = chosen.map((one) => one.label).join(", ");
  trigger.setAttribute("aria-label", told ? `${own.label}: ${told}` : own.label);
}

function face(choice) {
  return h("span", {class: "select-face"}, renderFace(choice), h("span", {class: "choice-label"}, choice.label));
}
