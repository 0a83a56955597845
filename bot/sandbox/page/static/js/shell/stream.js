/**
 * The stream of what changed, kept alive: the first event of each connection is the whole map.
 */

const AGAIN_AFTER = 1000;
const STOPPED_AFTER = 5;

/** @typedef {"open" | "lost" | "stopped"} Connection */

/**
 * Follow the server's events into a store.
 *
 * @param {import("../store.js").Store} store
 * @param {(connection: Connection) => void} hear told when the connection comes, is lost, and when it has been tried so
 *   often that the sandbox must have been stopped (it is tried on)
 * @returns {{open: (viewer: string | null) => void}} opens the stream, or another one in its place, for a viewer
 */
export function createStream(store, hear) {
  let source = null;
  let timer = null;

  function connect(viewer, failures) {
    clearTimeout(timer);
    source?.close();
    const opened = new EventSource(address(viewer));
    source = opened;
    let tries = failures;
    opened.onopen = () => {
      tries = 0;
      receive(opened, store, () => hear("open"));
    };
    opened.onerror = () => {
      tries += 1;
      hear(tries < STOPPED_AFTER ? "lost" : "stopped");
      // Most failures the browser mends itself; after others, which differ from browser to browser, it gives up.
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(() => connect(viewer, tries), AGAIN_AFTER);
    };
  }

  return {open: (viewer) => connect(viewer, 0)};
}

function address(viewer) {
  return viewer === null ? "/page/events" : `/page/events?viewer=${encodeURIComponent(viewer)}`;
}

function receive(source, store, whole) {
  source.onmessage = (first) => {
    store.replace(JSON.parse(first.data).set);
    source.onmessage = (event) => store.apply(JSON.parse(event.data));
    whole();
  };
}
