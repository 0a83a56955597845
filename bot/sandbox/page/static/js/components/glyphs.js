/** Small drawings that stand beside words, and emoji on buttons and in lists. */

import {h, svg} from "../dom.js";

const PATHS = {
  external: "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
  chevron: "M6 9l6 6 6-6",
  check: "M5 12.5 10 17 19 7",
  close: "M6 6l12 12M18 6 6 18",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1",
  hash: "M10 3 8 21M16 3l-2 18M4 8.5h17M3 15.5h17",
  upload: "M12 16V4m0 0L7 9m5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  download: "M12 4v12m0 0 5-5m-5 5-5-5M4 20h16",
  warning: "M12 4 2.5 20h19zM12 10v5m0 2.2v.3",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-10v5m0-8.3v.3",
  shop: "M4 8h16l-1 12H5zM8 8a4 4 0 0 1 8 0",
};

/**
 * A drawing for the eye only: what it means must stand beside it.
 *
 * @param {keyof typeof PATHS} name
 * @returns {Element}
 */
export function glyph(name) {
  return svg("svg", {class: "glyph", viewBox: "0 0 24 24", "aria-hidden": "true"}, svg("path", {d: PATHS[name]}));
}

/**
 * An emoji as a component names it. A server's own emoji is a picture from the internet, so its name stands for it.
 *
 * @param {{id?: string | null, name?: string | null} | null | undefined} emoji
 * @returns {Element | null}
 */
export function renderEmoji(emoji) {
  if (!emoji?.name) return null;
  if (!emoji.id) return h("span", {class: "component-emoji"}, emoji.name);
  const named = `:${emoji.name}:`;
  return h("span", {class: "component-emoji custom", title: `${named} (a server's own emoji)`}, named);
}

/**
 * The three dots of what is under way.
 *
 * @returns {HTMLElement}
 */
export function busyDots() {
  return h("span", {class: "busy-dots", "aria-hidden": "true"}, h("i"), h("i"), h("i"));
}
