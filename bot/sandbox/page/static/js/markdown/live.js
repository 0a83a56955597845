/**
 * Text that time changes: it is read again as long as it is on the page, and not longer.
 */

import {h} from "../dom.js";

const NAME = "live-text";

/**
 * Make such a text.
 *
 * @param {() => string} read what it reads now
 * @param {() => number} freshFor for how many milliseconds that stays true
 * @returns {HTMLElement}
 */
export function liveText(read, freshFor) {
  if (!customElements.get(NAME)) customElements.define(NAME, elementOfItsOwn());
  const element = h(NAME, null, read());
  element.read = read;
  element.freshFor = freshFor;
  return element;
}

/** Only an element of its own kind is told when it leaves the page, and can stop its timer then. */
function elementOfItsOwn() {
  return class extends HTMLElement {
    #timer = null;

    connectedCallback() {
      const text = this.read();
      if (this.textContent !== text) this.textContent = text;
      this.#timer = setTimeout(() => this.connectedCallback(), this.freshFor());
    }

    disconnectedCallback() {
      clearTimeout(this.#timer);
    }
  };
}
