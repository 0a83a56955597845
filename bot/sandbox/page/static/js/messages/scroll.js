/** Keeping a reader's place: at the end with what comes, elsewhere with what is read, whatever changes above or below. */

const NEAR_END = 40;

/**
 * @typedef {Object} Place
 * @property {() => boolean} atEnd whether the end is followed
 * @property {() => void} toEnd go to the end and follow it
 * @property {(element: Element, share?: number) => void} toElement show an element, its top at a share of the height
 * @property {() => void} settle put the reader back where they were; to be called after each change
 */

/**
 * Watch over the place in a scrolling element.
 *
 * @param {HTMLElement} scroller
 * @param {HTMLElement} rows its rows, each a child whose `dataset.key` names it across versions
 * @param {() => void} moved called when the reader moved
 * @returns {Place}
 */
export function createPlace(scroller, rows, moved) {
  let following = true;
  let anchor = null;

  const settle = () => {
    if (following) scroller.scrollTop = scroller.scrollHeight;
    else if (anchor) hold(scroller, rows, anchor);
  };

  const note = () => {
    following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
    anchor = following ? null : topRow(scroller, rows);
    moved();
  };

  const toElement = (element, share = 0.3) => {
    following = false;
    scroller.scrollTop += offset(scroller, element) - scroller.clientHeight * share;
    note();
  };

  const toEnd = () => {
    following = true;
    settle();
    moved();
  };

  scroller.addEventListener("scroll", note, {passive: true});
  const watcher = new ResizeObserver(settle);
  watcher.observe(scroller);
  watcher.observe(rows);
  return {atEnd: () => following, toEnd, toElement, settle};
}

function offset(scroller, element) {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function hold(scroller, rows, {key, top}) {
  const element = [...rows.children].find((row) => row.dataset.key === key);
  if (element) scroller.scrollTop += offset(scroller, element) - top;
}

/** The first row that reaches into view; rows stand in order, so half of them are ruled out at each look. */
function topRow(scroller, rows) {
  let [low, high] = [0, rows.children.length - 1];
  if (high < 0) return null;
  const edge = scroller.getBoundingClientRect().top;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.children[middle].getBoundingClientRect().bottom > edge) high = middle;
    else low = middle + 1;
  }
  const element = rows.children[low];
  return {key: element.dataset.key, top: offset(scroller, element)};
}
