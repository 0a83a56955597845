/** Going through the messages by keyboard: one stop of Tab for all of them, arrows from one to the next. */

const STEPS = {ArrowUp: -1, ArrowDown: 1};

/**
 * Let arrows, Home and End move between the articles of a list; Tab enters at the one that had the focus last.
 *
 * @param {HTMLElement} rows
 * @returns {void}
 */
export function moveByKeys(rows) {
  rows.addEventListener("keydown", (event) => {
    const articles = [...rows.querySelectorAll(":scope > .message > article")];
    const next = target(articles, event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  rows.addEventListener("focusin", (event) => {
    if (event.target.matches("article")) enterAt(rows, event.target);
  });
}

/** Arrows inside of a message belong to what is there: lists of choices, fields. */
function target(articles, event) {
  const here = articles.indexOf(event.target);
  if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "Home") return articles[0];
  if (event.key === "End") return articles.at(-1);
  return event.key in STEPS ? articles[here + STEPS[event.key]] : undefined;
}

/**
 * Make an article, by default the last, the one that Tab reaches.
 *
 * @param {HTMLElement} rows
 * @param {HTMLElement} [article]
 * @returns {void}
 */
export function enterAt(rows, article) {
  const entered = rows.querySelector(":scope > .message > article[tabindex='0']");
  const wanted = article ?? entered ?? rows.querySelector(":scope > .message:last-of-type > article");
  if (!wanted || wanted === entered) return;
  entered?.setAttribute("tabindex", "-1");
  wanted.setAttribute("tabindex", "0");
}
