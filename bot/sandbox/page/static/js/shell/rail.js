/**
 * The rail at the left: direct messages, then the servers.
 */

import {h} from "../dom.js";
import {arrows, stopAt} from "./arrows.js";
import {icon} from "./icons.js";
import {createKeyed} from "./keyed.js";
import {counted} from "./words.js";

const HOME = {id: null, name: "Direct Messages"};

/**
 * @typedef {object} Tile
 * @property {string | null} id of the server, null for the direct messages
 * @property {string} name
 * @property {string} [initials]
 * @property {boolean} selected
 * @property {boolean} unread
 * @property {number} pings
 */

/**
 * Make the rail.
 *
 * @param {(server: string | null) => void} choose
 * @returns {{element: HTMLElement, show: (servers: any[], selected: string | null,
 *   unreadIn: (server: string | null) => import("./unread.js").Unread) => void}}
 */
export function createRail(choose) {
  const list = h("ul", {class: "rail-list"});
  const element = h("nav", {class: "rail", "aria-label": "Servers"}, list);
  const shown = createKeyed(list, {key: (tile) => tile.id ?? "home", make: (tile) => drawTile(tile, choose)});
  arrows(element, ".tile");
  return {
    element,
    show(servers, selected, unreadIn) {
      const places = [HOME, ...servers];
      shown(places.map((place) => ({...place, selected: place.id === selected, ...unreadIn(place.id)})));
      stopAt(element, ".tile", element.querySelector("[aria-current]"));
    },
  };
}

function drawTile(tile, choose) {
  const label = [tile.name, tile.pings > 0 && counted(tile.pings, "mention"), tile.unread && "unread"].filter(Boolean).join(", ");
  const properties = {
    class: tile.initials?.length > 3 ? "tile tile-long" : "tile",
    type: "button",
    title: tile.name,
    "aria-label": label,
    "aria-current": tile.selected ? "true" : null,
    dataset: {focus: `tile-${tile.id}`},
    onclick: () => choose(tile.id),
  };
  const button = h("button", properties, tile.id === null ? icon("dm") : tile.initials.slice(0, 5));
  return h("li", {class: tile.unread ? "rail-item unread" : "rail-item"}, button, badge(tile.pings));
}

/**
 * The red number of pings; nothing where there are none. Its meaning must stand in a label beside it.
 *
 * @param {number} pings
 * @returns {HTMLElement | null}
 */
export function badge(pings) {
  return pings > 0 ? h("span", {class: "badge", "aria-hidden": "true"}, pings > 99 ? "99+" : pings) : null;
}
