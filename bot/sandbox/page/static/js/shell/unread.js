/**
 * What a viewer has not read yet. The state is this tab's: it is forgotten with it.
 */

import {byId} from "../snowflake.js";

const BASELINE = "read";
const byViewer = (viewer) => `read:${viewer}`;

/** @typedef {{unread: boolean, pings: number}} Unread */

const later = (one, other) => byId(one, other) > 0;

const newestOf = (messages, start) =>
  messages.reduce((newest, message) => (later(message.id, newest) ? message.id : newest), start);

/**
 * Remember up to where each viewer has read each channel. Whatever is there when the tab opens counts as read by everybody;
 * what comes later is unread for all who have not seen it, also for those whom the viewer becomes only then.
 *
 * @param {import("../store.js").Store} store
 * @param {Storage} [storage]
 * @returns {{begin: () => void, count: () => Map<string, Unread>, open: (channel: string) => void,
 *   read: (channel: string) => void, upTo: (channel: string) => string | null}} `begin` takes the present as read, when the
 *   first map is there; `count` leaves out channels where nothing is unread; `read` takes all that is in a channel as read;
 *   `upTo` is the last message that was read when the channel was opened, null where there was nothing new then
 */
export function createUnread(store, storage = sessionStorage) {
  const marks = createMarks(store, storage);
  const opened = new Map();
  const within = (channel) => store.all("message:").filter((message) => message.channel_id === channel);
  const isNew = (message, mark) => later(message.id, mark) && message.author.id !== store.get("me").id;

  function count() {
    const [counts, read, start] = [new Map(), marks.all(), marks.start()];
    for (const message of store.all("message:")) {
      if (!isNew(message, read[message.channel_id] ?? start)) continue;
      const pings = counts.get(message.channel_id)?.pings ?? 0;
      counts.set(message.channel_id, {unread: true, pings: pings + (message.pings_me ? 1 : 0)});
    }
    return counts;
  }

  function open(channel) {
    const mark = marks.of(channel);
    opened.set(channel, within(channel).some((message) => isNew(message, mark)) ? mark : null);
  }

  function read(channel) {
    const newest = newestOf(within(channel), marks.of(channel));
    if (newest !== marks.of(channel)) marks.move(channel, newest);
  }

  return {begin: () => void marks.start(), count, open, read, upTo: (channel) => opened.get(channel) ?? null};
}

function createMarks(store, storage) {
  const key = () => byViewer(store.get("me").id);
  const all = () => JSON.parse(storage.getItem(key()) ?? "{}");

  function start() {
    const known = storage.getItem(BASELINE);
    if (known !== null) return known;
    const newest = newestOf(store.all("message:"), "0");
    storage.setItem(BASELINE, newest);
    return newest;
  }

  return {
    all,
    start,
    of: (channel) => all()[channel] ?? start(),
    move: (channel, id) => storage.setItem(key(), JSON.stringify({...all(), [channel]: id})),
  };
}
