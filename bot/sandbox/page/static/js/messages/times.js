/** Times as Discord writes them, and `<time>` elements that stay true while the page is open. */

import {h} from "../dom.js";
import {pageLocale} from "../locale.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STYLES = {
  clock: {timeStyle: "short"},
  date: {year: "numeric", month: "2-digit", day: "2-digit"},
  day: {dateStyle: "long"},
  full: {dateStyle: "full", timeStyle: "short"},
};
const formatters = new Map();

/** Making a formatter takes longer than all else of a message's head, so each is made once. */
function format(style, date) {
  const locale = pageLocale();
  const key = `${locale} ${style}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, STYLES[style]));
  return formatters.get(key).format(date);
}

/**
 * The day of a date where the reader is: two dates of one day give the same.
 *
 * @param {Date} date
 * @returns {string} `2026-03-26`
 */
export function dayOf(date) {
  const part = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}

/** @returns {string} `2:03 PM`, or `14:03` */
export function clockTime(date) {
  return format("clock", date);
}

/** @returns {string} `March 26, 2026` */
function longDay(date) {
  return format("day", date);
}

/** @returns {string} `Thursday, March 26, 2026 at 2:03 PM` */
export function fullTime(date) {
  return format("full", date);
}

/**
 * When something was, as the head of a message says it.
 *
 * @param {Date} date
 * @param {Date} now
 * @returns {string} `Today at 2:03 PM`, `Yesterday at 2:03 PM`, or `03/26/2026 2:03 PM`
 */
export function headTime(date, now) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayOf(date) === dayOf(now)) return `Today at ${clockTime(date)}`;
  if (dayOf(date) === dayOf(yesterday)) return `Yesterday at ${clockTime(date)}`;
  return `${format("date", date)} ${clockTime(date)}`;
}

/**
 * How long ago something was, as threads and posts say it.
 *
 * @param {Date} date
 * @param {Date} now
 * @returns {string} `just now`, `5m ago`, `3h ago`, `12d ago`, `>30d ago`
 */
export function ago(date, now) {
  const passed = now - date;
  if (passed < MINUTE) return "just now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}m ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)}h ago`;
  return passed > 30 * DAY ? ">30d ago" : `${Math.floor(passed / DAY)}d ago`;
}

const FORMS = {head: headTime, ago, clock: clockTime, day: longDay};

/**
 * A `<time>` element; `refreshTimes` keeps it true.
 *
 * @param {string} iso the time, ISO 8601
 * @param {"head" | "ago" | "clock" | "day"} form
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function timeElement(iso, form, ctx) {
  const date = new Date(iso);
  return h("time", {datetime: iso, title: fullTime(date), dataset: {form}}, FORMS[form](date, ctx.now()));
}

/**
 * Write every `timeElement` below a node anew, where its words are others by now.
 *
 * @param {Element} root
 * @param {Date} now
 * @returns {void}
 */
export function refreshTimes(root, now) {
  for (const element of root.querySelectorAll("time[data-form]")) {
    const words = FORMS[element.dataset.form](new Date(element.dateTime), now);
    if (element.textContent !== words) element.textContent = words;
  }
}
