/** What is hidden until somebody asks for it. */

import {h} from "../dom.js";

/**
 * Cover an element until it is pressed; once opened it stays open while the page does.
 *
 * @param {HTMLElement} element
 * @param {string} name by which it is known within the message
 * @param {import("./state.js").MessageState} state
 * @returns {HTMLElement}
 */
export function coverSpoiler(element, name, state) {
  if (state.revealed.has(name)) return element;
  element.inert = true;
  const more = {class: "spoiler-cover", dataset: {focus: name}, "aria-label": "Show the spoiler"};
  const cover = h("button", {type: "button", ...more}, h("span", {class: "spoiler-word"}, "Spoiler"));
  const covered = h("div", {class: "spoiler-box"}, element, cover);
  cover.addEventListener("click", () => {
    state.revealed.add(name);
    element.inert = false;
    covered.replaceWith(element);
    element.tabIndex = -1;
    element.focus({preventScroll: true});
  });
  return covered;
}
