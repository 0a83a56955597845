/**
 * Moments as Discord writes them, in the reader's time zone and in the page's English.
 */

import {pageLocale} from "../locale.js";

const DATE = {month: "long", day: "numeric", year: "numeric"};
const SHORT_DATE = {month: "numeric", day: "numeric", year: "numeric"};
const TIME = {hour: "numeric", minute: "2-digit"};
const SECONDS = {...TIME, second: "2-digit"};

/** What each style shows: https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
const STYLES = {
  t: TIME,
  T: SECONDS,
  d: SHORT_DATE,
  D: DATE,
  f: {...DATE, ...TIME},
  F: {weekday: "long", ...DATE, ...TIME},
  s: {...SHORT_DATE, ...TIME},
  S: {...SHORT_DATE, ...SECONDS},
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.436875 * DAY;
const YEAR = 12 * MONTH;

/** Units with their lengths in seconds; from the first number on, a distance is counted in the next unit. */
const UNITS = [
  [60, 1, "second"],
  [60, MINUTE, "minute"],
  [24, HOUR, "hour"],
  [30, DAY, "day"],
  [12, MONTH, "month"],
  [Infinity, YEAR, "year"],
];

const ARTICLES = {hour: "an"};

/** Making a formatter takes longer than all else of a moment, so each is made once. */
const formatters = new Map();

/**
 * A moment in one of Discord's styles except `R`.
 *
 * @param {number} seconds since 1970
 * @param {string} style `t T d D f F s S`
 * @returns {string}
 */
export function written(seconds, style) {
  const locale = pageLocale();
  const key = `${locale} ${style}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, STYLES[style]));
  return formatters.get(key).format(seconds * 1000);
}

/**
 * How far a moment is away: "in 5 minutes", "a day ago".
 *
 * @param {number} seconds since 1970
 * @param {Date} now
 * @returns {string}
 */
export function relative(seconds, now) {
  const away = seconds - Math.floor(now.getTime() / 1000);
  const distance = Math.abs(away);
  if (distance === 0) return "now";
  const [, size, unit] = UNITS.find(([most, length]) => Math.round(distance / length) < most);
  const count = Math.round(distance / size);
  const words = counted(count, unit);
  return away > 0 ? `in ${words}` : `${words} ago`;
}

function counted(count, unit) {
  if (count !== 1) return `${count} ${unit}s`;
  return unit === "second" ? "1 second" : `${ARTICLES[unit] ?? "a"} ${unit}`;
}

/**
 * After how many milliseconds a relative moment may read differently.
 *
 * @param {number} seconds since 1970
 * @param {Date} now
 * @returns {number}
 */
export function staleAfter(seconds, now) {
  const distance = Math.abs(seconds - now.getTime() / 1000);
  if (distance < 2 * MINUTE) return 1000;
  return distance < 2 * HOUR ? 10_000 : 60_000;
}
