/**
 * The strip that tells when the sandbox cannot be reached.
 */

import {h} from "../dom.js";

const WORDS = {
  open: "",
  lost: "Connection to the sandbox lost, trying again…",
  stopped: "The sandbox was stopped. Start it again in your terminal: this page finds it by itself.",
};

/**
 * Make the strip.
 *
 * @returns {{element: HTMLElement, show: (connection: import("./stream.js").Connection) => void}}
 */
export function createStrip() {
  const element = h("div", {class: "strip", role: "status"});
  return {
    element,
    show(connection) {
      element.dataset.connection = connection;
      if (element.textContent !== WORDS[connection]) element.textContent = WORDS[connection];
    },
  };
}
