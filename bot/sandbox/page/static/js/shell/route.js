/**
 * Where the page is: `#/<viewer>/<channel>`, so that reloading, the back button and a second tab work.
 */

/** @typedef {{viewer: string | null, channel: string | null}} Place */

const SHAPE = /^#\/(\d+)(?:\/(\d+))?$/;

/**
 * Read a place from the address's fragment; anything else is nowhere.
 *
 * @param {string} hash
 * @returns {Place}
 */
export function readPlace(hash) {
  const [, viewer = null, channel = null] = SHAPE.exec(hash) ?? [];
  return {viewer, channel};
}

/**
 * Write a place as a fragment.
 *
 * @param {Place} place
 * @returns {string}
 */
export function writePlace({viewer, channel}) {
  return "#" + ["", viewer, channel].filter((part) => part !== null).join("/");
}

/**
 * Follow the address of the window.
 *
 * @returns {{place: () => Place, push: (place: Place) => void, replace: (place: Place) => void,
 *   watch: (hear: () => void) => void}} `push` leaves a step for the back button, `replace` does not
 */
export function createRoute() {
  const watchers = [];
  const tell = () => watchers.forEach((hear) => hear());
  window.addEventListener("popstate", tell);
  return {
    place: () => readPlace(location.hash),
    push(place) {
      if (writePlace(place) === location.hash) return;
      history.pushState(null, "", writePlace(place));
      tell();
    },
    replace(place) {
      history.replaceState(null, "", writePlace(place));
    },
    watch: (hear) => watchers.push(hear),
  };
}
