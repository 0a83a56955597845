/**
 * What a viewer has not read yet. The state is this tab's: it is forgotten with it.
 */

const BASELINE = "read";
const byViewer = (viewer) => `read:${viewer}`;

/** @typedef {{unread: boolean, pings: number}} Unread */

/** Ids grow with time, but are too long for numbers. */
const later = (one, other) => BigInt(one) > BigInt(other ?? 0);

const newestOf = (messages, start) =>
  messages.reduce((newest, message) => (later(message.id, newest) ? message.id : newest), start);

/**
 * Remember up to where each viewer has read each channel. Whatever is there when the tab opens counts as read by everybody;
 * what comes later is unread for all who have not seen it, also for those whom the viewer becomes only then.
 *
 * @param {import("../store.js").Store} store
 * @param {Storage} [storage]
 */
export function createUnread(store, storage = sessionStorage) {
  const opened = new Map();
  const viewer = () => store.get("me").id;
  const marks = () => JSON.parse(storage.getItem(byViewer(viewer())) ?? "{}");

  function baseline() {
    const known = storage.getItem(BASELINE);
    if (known !== null) return known;
    const newest = newestOf(store.all("message:"), "0");
    storage.setItem(BASELINE, newest);
    return newest;
  }

  const readIn = (channel) => marks()[channel] ?? baseline();
  const within = (channel) => store.all("message:").filter((message) => message.channel_id === channel);
  const isNew = (message, mark) => later(message.id, mark) && message.author.id !== viewer();

  return {
    /** Take the present as read; to be called when the first map is there. */
    begin: () => void baseline(),

    /** Count what is unread, by channel; channels without anything are left out. @returns {Map<string, Unread>} */
    count() {
      const counts = new Map();
      const [read, start] = [marks(), baseline()];
      for (const message of store.all("message:")) {
        if (!isNew(message, read[message.channel_id] ?? start)) continue;
        const before = counts.get(message.channel_id) ?? {unread: true, pings: 0};
        counts.set(message.channel_id, {unread: true, pings: before.pings + (message.pings_me ? 1 : 0)});
      }
      return counts;
    },

    /** Remember how far the viewer had read, for the line above what is new. @param {string} channel */
    open(channel) {
      const mark = readIn(channel);
      opened.set(channel, within(channel).some((message) => isNew(message, mark)) ? mark : null);
    },

    /** Take all that is in a channel as read. @param {string} channel */
    read(channel) {
      const newest = newestOf(within(channel), readIn(channel));
      if (newest === readIn(channel)) return;
      storage.setItem(byViewer(viewer()), JSON.stringify({...marks(), [channel]: newest}));
    },

    /**
     * The last message that was read when the channel was opened, null where there was nothing new then.
     *
     * @param {string} channel
     * @returns {string | null}
     */
    upTo: (channel) => opened.get(channel) ?? null,
  };
}
