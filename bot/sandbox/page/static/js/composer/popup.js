/**
 * The popup above the field. It never takes the focus: the field keeps it and points at a row.
 */

import {h, replace} from "../dom.js";
import {face} from "../shell/avatar.js";

const LIST = "composer-list";
const HEAD = "composer-head";

/**
 * @param {object} on
 * @param {(row: import("./menu.js").Row) => void} on.take
 * @param {(place: number) => void} on.point told which row the mouse is over
 * @returns {{element: HTMLElement, listId: string, headId: string, show: (menu: import("./menu.js").Menu | null,
 *   active: number, app: {user: string, name: string}) => void, rowId: (place: number) => string}}
 */
export function createPopup(on) {
  const head = h("div", {class: "composer-head", id: HEAD});
  const list = h("ul", {class: "composer-rows", role: "listbox", id: LIST, "aria-label": "Suggestions"});
  const status = h("p", {class: "composer-status"});
  // The field must not lose the focus to a press in the popup.
  const keep = (event) => event.preventDefault();
  const element = h("div", {class: "composer-popup", hidden: true, onmousedown: keep}, head, list, status);
  let shown = null;

  function show(menu, active, app) {
    element.hidden = !menu;
    if (menu && menu !== shown) draw(menu, app);
    shown = menu;
    if (menu) highlight(active);
  }

  function draw(menu, app) {
    replace(head, drawHead(menu, app));
    head.hidden = head.childElementCount === 0;
    replace(list, menu.rows.map((row, place) => drawRow(row, place, {app, on, stale: menu.stale})));
    list.hidden = menu.rows.length === 0;
    status.textContent = menu.status;
    status.hidden = !menu.status;
    element.classList.toggle("is-bare", list.hidden && status.hidden);
    list.classList.toggle("is-stale", menu.stale);
  }

  function highlight(active) {
    [...list.children].forEach((row, place) => {
      row.setAttribute("aria-selected", String(place === active));
    });
    list.children[active]?.scrollIntoView({block: "nearest"});
  }

  return {element, listId: LIST, headId: HEAD, show, rowId};
}

const rowId = (place) => `${LIST}-${place}`;

function drawHead({kind, head}, app) {
  if (kind === "commands") return h("span", {class: "composer-head-title"}, app.name);
  if (!head.name) return null;
  if (kind === "options") return h("span", {class: "composer-head-title"}, head.name);
  return [
    h("strong", {class: "composer-head-name"}, head.name),
    head.error && h("span", {class: "composer-head-error"}, head.error),
    h("span", {class: "composer-head-description"}, [head.description, head.note].filter(Boolean).join(" · ")),
  ];
}

function drawRow(row, place, {app, on, stale}) {
  const properties = {
    class: "composer-row",
    role: "option",
    id: rowId(place),
    onclick: stale ? null : () => on.take(row),
    onmousemove: stale ? null : () => on.point(place),
    "aria-disabled": stale ? "true" : null,
  };
  const name = h("span", {class: "composer-row-name"}, row.label, row.hints.map(drawHint));
  const words = h("span", {class: "composer-row-words"}, name, drawDescription(row.description));
  return h("li", properties, row.app && face({id: app.user, name: app.name}), words);
}

const drawDescription = (text) => text && h("span", {class: "composer-row-description"}, text);

function drawHint(option) {
  return h("span", {class: option.required ? "composer-hint is-required" : "composer-hint"}, option.name);
}
