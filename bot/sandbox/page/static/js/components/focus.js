/** Keeping the focus where it was when what holds it is drawn anew. */

const MARKS = ["customId", "focus", "component"];
const FOCUSABLE = "button:not(:disabled), a[href], input:not(:disabled), summary, [tabindex]";

/**
 * Draw something anew without taking the keyboard's place away: the focus returns to the control of the same custom id (or
 * `data-focus`), else to the one in the same place (a button's custom id may hold a state that changed), else to the next
 * best of the same row. A list that was open for choosing stays open with what was ticked.
 *
 * @param {Element} element what may hold the focus
 * @param {() => Element | void} rerender draws it anew; returns the new element where the old one was replaced
 * @returns {Element} the element that is there now
 */
export function keepFocus(element, rerender) {
  const place = placeIn(element, document.activeElement);
  const list = openList(element);
  const now = rerender() ?? element;
  if (list) resume(now, list);
  else if (place) restore(now, place);
  return now;
}

function placeIn(element, active) {
  if (!active || active === element || !element.contains(active)) return null;
  const marked = active.closest("[data-custom-id], [data-focus], [data-component]");
  return {active, marks: marked && element.contains(marked) ? {...marked.dataset} : {}, row: rowOf(active)};
}

function rowOf(active) {
  return active.closest("[data-row]")?.dataset.row;
}

function restore(element, {active, marks, row}) {
  if (active.isConnected) return;
  for (const target of targets(element, marks, row)) {
    const control = target.matches(FOCUSABLE) ? target : target.querySelector(FOCUSABLE);
    control?.focus({preventScroll: true});
    if (control && document.activeElement === control) return;
  }
}

function* targets(element, marks, row) {
  for (const mark of MARKS) {
    if (marks[mark] !== undefined) yield* element.querySelectorAll(selector(mark, marks[mark]));
  }
  if (row !== undefined) yield* element.querySelectorAll(selector("row", row));
  yield element;
}

function selector(mark, value) {
  const attribute = mark.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `[data-${attribute}="${CSS.escape(value)}"]`;
}

function openList(element) {
  const list = element.querySelector(".listbox:popover-open");
  if (!list) return null;
  const carried = {};
  list.dispatchEvent(new CustomEvent("carry", {detail: carried}));
  return {id: list.closest("[data-custom-id]").dataset.customId, carried};
}

function resume(element, {id, carried}) {
  const select = element.querySelector(`.select${selector("customId", id)}`);
  select?.querySelector(".listbox").dispatchEvent(new CustomEvent("resume", {detail: carried}));
}
