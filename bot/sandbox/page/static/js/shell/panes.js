/**
 * The panes of a narrow window: one at a time. The list of channels slides in over the conversation, and the sandbox's bar
 * is a sheet; what is covered can be neither focused nor heard.
 */

import {h} from "../dom.js";

const NARROW = "(max-width: 700px)";

/**
 * Join the panes.
 *
 * @param {{drawer: HTMLElement, main: HTMLElement, opener: HTMLElement}} parts the list of channels, the conversation, and
 *   the button that opens the list
 * @returns {{shade: HTMLElement, open: () => void, close: () => boolean, start: () => void}} `close` tells whether the list
 *   was open over the conversation
 */
export function createPanes({drawer, main, opener}) {
  const narrow = matchMedia(NARROW);
  let opened = false;

  function show() {
    const over = narrow.matches && opened;
    drawer.classList.toggle("open", over);
    drawer.inert = narrow.matches && !opened;
    main.inert = over;
    shade.hidden = !over;
    opener.setAttribute("aria-expanded", String(over));
  }

  function turn(open) {
    const over = narrow.matches && opened;
    opened = open;
    show();
    return over;
  }

  function open() {
    turn(true);
    drawer.querySelector("[aria-current='page'], .row")?.focus();
  }

  function close() {
    const over = turn(false);
    if (over) opener.focus();
    return over;
  }

  const shade = h("div", {class: "shade", hidden: true, onclick: close});
  narrow.addEventListener("change", show);
  return {shade, open, close, start: show};
}
