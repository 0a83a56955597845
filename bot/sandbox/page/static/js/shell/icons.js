/**
 * The page's icons, drawn here: nothing is loaded from elsewhere.
 */

import {svg} from "../dom.js";

const PATHS = {
  text: "M10 3 8 21M16 3l-2 18M4 8.5h17M3 15.5h17",
  announcement: "M4 10v4a1 1 0 0 0 1 1h3l9 4V5L8 9H5a1 1 0 0 0-1 1zM8 15v4a1.5 1.5 0 0 0 3 0v-2.5M20 10v4",
  forum: "M4 4h13a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H9l-4 3.5V14H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM21 8v12l-3.5-3H11",
  thread: "M5 3v9a4 4 0 0 0 4 4h10M15 12l4 4-4 4M9 6h9M9 10h7",
  voice: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  dm: "M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM7.5 9h9M7.5 13h6",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19a6.5 6.5 0 0 1 13 0zM16 11a3 3 0 1 0-1-5.8M18 19h3.5a5.5 5.5 0 0 0-4.5-5.3",
  chevron: "M6 9l6 6 6-6",
  menu: "M4 6h16M4 12h16M4 18h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  archive: "M4 5h16v4H4zM5.5 9v10h13V9M10 13h4",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8",
  swap: "M7 4 3.5 7.5 7 11M3.5 7.5H18M17 13l3.5 3.5L17 20M20.5 16.5H6",
  close: "M6 6l12 12M18 6 6 18",
  collapse: "M5 5l7 7-7 7M13 5l7 7-7 7",
  check: "M5 12.5 10 17 19 7",
};

/**
 * An icon, for the eye only: what it means must stand beside it, or in its button's label.
 *
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  return svg("svg", {class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true"}, svg("path", {d: PATHS[name]}));
}

const KIND_WORDS = {
  text: "Text channel",
  announcement: "Announcement channel",
  forum: "Forum",
  voice: "Voice channel",
  thread: "Thread",
  dm: "Direct message",
  group: "Group",
};

/**
 * What a kind of channel is called, for those who do not see its icon.
 *
 * @param {string} kind
 * @returns {string}
 */
export function kindWord(kind) {
  return KIND_WORDS[kind] ?? "Channel";
}
