/**
 * The field itself: a text area for plain text, or a command's pills.
 */

import {h, replace} from "../dom.js";
import {createPills} from "./pills.js";
import {MOST_CHARACTERS} from "./place.js";

/** From so many characters before the limit on, what is left is counted down. */
const COUNTED = 200;
const COUNTER = "composer-counter";

/**
 * @typedef {import("./pills.js").Heard & {text: (text: string) => void, send: () => void}} LineHeard
 *
 * @param {LineHeard} on
 * @param {{listId: string, headId: string}} popup
 */
export function createLine(on, popup) {
  const area = drawArea(on, popup);
  const grow = h("span", {class: "grow composer-grow"}, area);
  const pills = createPills(on, popup);
  const counter = h("span", {class: "composer-counter", id: COUNTER, hidden: true});
  const send = h("button", {class: "composer-send", type: "button", onclick: on.send}, "Send");
  const element = h("div", {class: "composer-field"}, grow, pills.element, counter, send);
  // A press beside the words goes into the line, as in any text field.
  element.addEventListener("mousedown", (event) => {
    if (event.target !== element && event.target !== pills.element) return;
    event.preventDefault();
    focus(pills.element.hidden ? area : pills.control(null), "end");
  });

  function show(draft, place) {
    grow.hidden = draft.form !== null;
    pills.element.hidden = draft.form === null;
    if (draft.form) pills.show(draft.form);
    if (area.value !== draft.text) area.value = draft.text;
    grow.dataset.value = draft.text || place.placeholder;
    area.placeholder = place.placeholder;
    area.setAttribute("aria-label", place.placeholder);
    area.disabled = place.disabled;
    send.hidden = draft.form === null && draft.text.trim() === "";
    count(counter, draft.text);
  }

  const control = (draft) => (draft.form ? pills.control(draft.active) : area);

  return {element, show, control, focus};
}

function drawArea(on, popup) {
  const area = h("textarea", {
    class: "composer-text",
    rows: "1",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": popup.listId,
    "aria-describedby": COUNTER,
    oninput: () => on.text(area.value),
  });
  return area;
}

function count(counter, text) {
  const left = MOST_CHARACTERS - [...text].length;
  counter.hidden = left > COUNTED;
  replace(counter, String(left), h("span", {class: "composer-said"}, " characters left"));
  counter.classList.toggle("is-over", left < 0);
}

/**
 * Put the focus into a control, and its caret where it belongs.
 *
 * @param {HTMLElement} control
 * @param {"start" | "end" | number} caret
 */
export function focus(control, caret) {
  control.focus();
  if (!("setSelectionRange" in control)) return;
  const at = {start: 0, end: control.value.length}[caret] ?? caret;
  control.setSelectionRange(at, at);
}

/**
 * Where the caret of a control stands. A button has no caret: it is at both its ends.
 *
 * @param {HTMLElement} control
 * @returns {{empty: boolean, atStart: boolean, atEnd: boolean}}
 */
export function caretOf(control) {
  if (!("setSelectionRange" in control)) return {empty: true, atStart: true, atEnd: true};
  const {selectionStart: start, selectionEnd: end, value} = control;
  return {empty: value === "", atStart: start === 0 && end === 0, atEnd: start === end && end === value.length};
}
