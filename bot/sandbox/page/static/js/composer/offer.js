/**
 * The popup with its highlighted row, and what screen readers are told of it.
 */

import {h} from "../dom.js";
import {createPopup} from "./popup.js";

/**
 * @param {(row: import("./menu.js").Row) => void} take told which row was pressed
 */
export function createOffer(take) {
  const popup = createPopup({take, point: (place) => point(place)});
  const said = h("p", {class: "composer-said", role: "status"});
  const now = {menu: null, row: -1, control: null, app: null};

  /** Show a menu at a control; the highlighted row stays where the same menu is shown again. */
  function show(menu, control, app) {
    if (now.control !== control) release(now.control);
    Object.assign(now, {control, app});
    if (JSON.stringify(menu) !== JSON.stringify(now.menu)) {
      Object.assign(now, {menu, row: menu?.first ?? -1});
      said.textContent = spoken(menu);
    }
    highlight(popup, now);
  }

  function point(place) {
    if (place === now.row) return;
    now.row = place;
    highlight(popup, now);
  }

  /** Go down (1) or up (-1), round and round. */
  function move(by) {
    const count = now.menu.rows.length;
    const from = now.row < 0 && by < 0 ? 0 : now.row;
    point((from + by + count) % count);
  }

  return {
    popup: popup.element,
    ids: {listId: popup.listId, headId: popup.headId},
    said,
    show,
    move,
    menu: () => now.menu,
    row: () => now.row,
  };
}

function highlight(popup, {menu, row, control, app}) {
  popup.show(menu, row, app);
  if (control?.role === "combobox") control.setAttribute("aria-expanded", String(Boolean(menu?.rows.length)));
  if (row < 0) control?.removeAttribute("aria-activedescendant");
  else control?.setAttribute("aria-activedescendant", popup.rowId(row));
}

function release(control) {
  control?.removeAttribute("aria-activedescendant");
  if (control?.role === "combobox") control.setAttribute("aria-expanded", "false");
}

/** What a change of the popup is worth saying aloud. */
function spoken(menu) {
  if (!menu) return "";
  if (menu.head.error || menu.status) return menu.head.error || menu.status;
  const count = menu.rows.length;
  const word = menu.kind === "commands" ? "command" : "option";
  return count > 0 ? `${count} ${word}${count === 1 ? "" : "s"}` : "";
}
