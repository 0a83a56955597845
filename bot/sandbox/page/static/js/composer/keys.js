/**
 * What a key means in the field, as data, so that the page's listeners only carry it out.
 */

/**
 * @typedef {object} Situation
 * @property {boolean} form whether a command is filled in
 * @property {number} rows how many rows the popup offers
 * @property {number} row the highlighted one, -1 for none
 * @property {boolean} shown whether the popup has anything that Escape would close
 * @property {boolean} unpicked whether it is the button that picks a file, and none is picked yet
 * @property {boolean} empty whether the control that has the focus holds nothing
 * @property {boolean} atStart whether its caret stands before everything, with nothing selected
 * @property {boolean} atEnd whether its caret stands behind everything, with nothing selected
 *
 * @typedef {"take" | "up" | "down" | "close" | "send" | "next" | "previous" | "back" | "recall" | "reopen"} Intent
 */

/**
 * @param {{key: string, shiftKey: boolean, ctrlKey: boolean, altKey: boolean, metaKey: boolean}} event
 * @param {Situation} now
 * @returns {Intent | null} null where the browser shall do what it does
 */
export function intentOf(event, now) {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  return inPopup(event, now) ?? (now.form ? inForm(event, now) : inText(event, now));
}

function inPopup({key, shiftKey}, now) {
  if (key === "Escape") return now.shown ? "close" : null;
  if (now.rows === 0) return null;
  if (key === "ArrowDown") return "down";
  if (key === "ArrowUp") return "up";
  if (key === "Tab") return shiftKey ? null : "take";
  return key === "Enter" && !shiftKey && now.row >= 0 ? "take" : null;
}

function inText({key, shiftKey}, now) {
  if (key === "Enter") return shiftKey ? null : "send";
  return key === "ArrowUp" && now.empty ? "recall" : null;
}

function inForm({key, shiftKey}, now) {
  if (key === "Enter") return now.unpicked ? null : "send";
  if (key === "Tab") return shiftKey ? "previous" : "next";
  if (key === "Backspace") return now.atStart ? "back" : null;
  if (key === "ArrowLeft") return now.atStart ? "previous" : null;
  if (key === "ArrowRight") return now.atEnd ? "next" : null;
  return key === "ArrowDown" || key === "ArrowUp" ? "reopen" : null;
}
