/**
 * How long until something falls due, in the two units that matter.
 */

import {pageLocale} from "../locale.js";

const UNITS = [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]];

/**
 * The time until a moment: `in 2 d 3 h`, `now`, `4 min ago`. Only the last hour is counted by the second.
 *
 * @param {Date} due
 * @param {Date} now
 * @returns {string}
 */
export function countdown(due, now) {
  const seconds = Math.round((due - now) / 1000);
  if (Math.abs(seconds) < 1) return "now";
  const words = span(Math.abs(seconds));
  return seconds > 0 ? `in ${words}` : `${words} ago`;
}

function span(seconds) {
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const [[large, size], [small, part] = []] = UNITS.slice(first, first + 2);
  const rest = part === undefined ? 0 : Math.floor((seconds % size) / part);
  const head = `${Math.floor(seconds / size)} ${large}`;
  return rest > 0 ? `${head} ${rest} ${small}` : head;
}

/**
 * The moment in the reader's own time zone, in words.
 *
 * @param {Date} due
 * @returns {string}
 */
export function localDate(due) {
  const format = {weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short"};
  return due.toLocaleString(pageLocale(), format);
}
