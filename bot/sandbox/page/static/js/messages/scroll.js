/** Keeping a reader's place: at the end with what comes, elsewhere with what is read, whatever changes around it. */

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
 * @param {HTMLElement} scroller with all that scrolls in one child
 * @param {HTMLElement} rows its rows, each a child whose `dataset.key` names it across versions
 * @param {() => void} moved called when the reader moved
 * @returns {Place}
 */
export function createPlace(scroller, rows, moved) {
  let following = true;
  let anchor = null;
  let top = 0;

  const go = (to) => {
    scroller.scrollTop = to;
    top = scroller.scrollTop;
  };

  const settle = () => {
    if (following) go(scroller.scrollHeight);
    else if (anchor) hold(scroller, rows, anchor, go);
  };

  /** A layout that changes between a scroll and its event must not look like a reader who goes up. */
  const note = () => {
    const wentUp = scroller.scrollTop < top - 1;
    following = gap(scroller) < NEAR_END || (following && !wentUp);
    top = scroller.scrollTop;
    anchor = following ? null : topRow(scroller, rows);
    moved();
  };

  const toElement = (element, share = 0.3) => {
    following = false;
    go(scroller.scrollTop + offset(scroller, element) - scroller.clientHeight * share);
    note();
  };

  const toEnd = () => {
    following = true;
    settle();
    moved();
  };

  scroller.addEventListener("scroll", note, {passive: true});
  watchSizes(settle, scroller, scroller.firstElementChild);
  return {atEnd: () => following, toEnd, toElement, settle};
}

function watchSizes(changed, ...elements) {
  const watcher = new ResizeObserver(changed);
  for (const element of elements) watcher.observe(element);
}

function gap(scroller) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
}

function offset(scroller, element) {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function hold(scroller, rows, {key, top}, go) {
  const element = [...rows.children].find((row) => row.dataset.key === key);
  if (element) go(scroller.scrollTop + offset(scroller, element) - top);
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
