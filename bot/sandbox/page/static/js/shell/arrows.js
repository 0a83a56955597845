/**
 * Moving through lists by arrow keys: one stop for Tab, arrows, Home and End within.
 */

const STEPS = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1};

/**
 * The item that a key leads to.
 *
 * @param {string} key as in KeyboardEvent.key
 * @param {number} index of the present item, -1 where there is none
 * @param {number} count
 * @returns {number | null} null where the key leads nowhere
 */
export function step(key, index, count) {
  if (count === 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (!Object.hasOwn(STEPS, key)) return null;
  if (index === -1) return STEPS[key] === 1 ? 0 : count - 1;
  return (index + STEPS[key] + count) % count;
}

/**
 * Let arrows move the focus among the items of a list.
 *
 * @param {HTMLElement} list
 * @param {string} selector of its items
 */
export function arrows(list, selector) {
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...list.querySelectorAll(selector)];
    const next = step(event.key, items.indexOf(event.target.closest(selector)), items.length);
    if (next === null) return;
    event.preventDefault();
    items[next].focus();
  });
  list.addEventListener("focusin", () => stopAt(list, selector));
}

/**
 * Make one item the list's stop for Tab: the one that has the focus, or the given one, or the first.
 *
 * @param {HTMLElement} list
 * @param {string} selector
 * @param {Element | null} [item]
 */
export function stopAt(list, selector, item = null) {
  const items = [...list.querySelectorAll(selector)];
  const stop = [document.activeElement, item].find((one) => items.includes(one)) ?? items[0];
  for (const one of items) one.tabIndex = one === stop ? 0 : -1;
}
