/** What is hidden until somebody asks for it. */

import {h} from "../dom.js";

/**
 * Cover an element until it is pressed.
 *
 * @param {HTMLElement} element
 * @param {{label: string, focus?: string, opened?: () => void}} about `label` says what is hidden, `focus` by which name
 *   the keyboard's place is found again, `opened` is told when it was asked for
 * @returns {HTMLElement}
 */
export function cover(element, {label, focus, opened}) {
  element.inert = true;
  const about = {type: "button", class: "spoiler-cover", dataset: focus ? {focus} : null, "aria-label": label};
  const button = h("button", about, h("span", {class: "spoiler-word"}, "Spoiler"));
  const covered = h("div", {class: "spoiler-box"}, element, button);
  button.addEventListener("click", () => {
    opened?.();
    element.inert = false;
    covered.replaceWith(element);
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({preventScroll: true});
  });
  return covered;
}

/**
 * Cover a part of a message; once opened it stays open while the page does.
 *
 * @param {HTMLElement} element
 * @param {string} name by which it is known within the message
 * @param {import("./state.js").MessageState} state
 * @returns {HTMLElement}
 */
export function coverSpoiler(element, name, state) {
  if (state.revealed.has(name)) return element;
  return cover(element, {label: "Show the spoiler", focus: name, opened: () => state.revealed.add(name)});
}
