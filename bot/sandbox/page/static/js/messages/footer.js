/** What stands below a message: who sees it, and whom it rang. */

import {h} from "../dom.js";
import {icon} from "./icons.js";

/**
 * The event that asks the list to take an ephemeral message out of sight; it bubbles.
 *
 * @param {string} id
 * @returns {CustomEvent<{id: string}>}
 */
export function dismissal(id) {
  return new CustomEvent("dismiss-message", {bubbles: true, detail: {id}});
}

/**
 * "Only you can see this • Dismiss message".
 *
 * @param {(event: Event) => void} dismiss
 * @returns {HTMLElement}
 */
export function onlyYou(dismiss) {
  const button = h("button", {type: "button", class: "text-button", onclick: dismiss}, "Dismiss message");
  return h("div", {class: "only-you"}, icon("eye"), h("span", null, "Only you can see this"), " • ", button);
}

/**
 * The sandbox's own line: whom the message notified. Discord shows it to nobody, so it does not look like Discord.
 *
 * @param {string[]} pings names
 * @returns {HTMLElement}
 */
export function pingLine(pings) {
  const title = "A note of the sandbox: on Discord, these people's devices would ring";
  const names = pings.map((name) => h("b", null, name));
  const listed = names.flatMap((name, index) => (index ? [", ", name] : [name]));
  return h("div", {class: "sandbox-note", title}, "sandbox: would notify ", listed);
}
