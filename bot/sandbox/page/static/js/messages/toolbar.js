/** What is done with a message: react to it, copy its text or its id, look at it as the bot's library gets it. */

import {h} from "../dom.js";
import {icon} from "./icons.js";
import {offerReactions, takesReactions} from "./reactions.js";
import {textOf} from "./text.js";

const OWN = "The fields ephemeral, thinking, pings, pings_me, invoked, answers and reacted are the sandbox's own.";

/**
 * The buttons at the upper right of a message, seen while the mouse or the focus is on it.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function toolbar(message, ctx) {
  const button = (label, name, onclick) => {
    const named = {title: label, "aria-label": label, dataset: {focus: name}};
    return h("button", {type: "button", class: "tool", ...named, onclick}, icon(name));
  };
  const react = takesReactions(message) && button("Add reaction", "react");
  return h(
    "div",
    {class: "message-tools", role: "group", "aria-label": "Message tools"},
    react && [react, offerReactions(react, message, ctx)],
    button("Copy text", "copy", () => copy(textOf(message), "The text", ctx)),
    button("Copy ID", "tag", () => copy(message.id, "The id", ctx)),
    button("View raw JSON", "braces", () => openRaw(message, ctx)),
  );
}

async function copy(text, what, ctx) {
  try {
    await navigator.clipboard.writeText(text);
    ctx.toast(`${what} was copied.`, "good");
  } catch {
    ctx.toast("This browser does not let the page copy. Mark the text and copy it by hand.", "bad");
  }
}

/**
 * Show a message as JSON in a dialog of its own.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {void}
 */
function openRaw(message, ctx) {
  const text = JSON.stringify(message, null, 2);
  const close = () => dialog.close();
  const button = (words, more) => h("button", {type: "button", class: "raw-button", ...more}, words);
  const dialog = h(
    "dialog",
    {
      class: "raw-dialog",
      "aria-label": "Message as JSON",
      onclose: () => dialog.remove(),
      onclick: (event) => event.target === dialog && close(),
    },
    h("h2", null, "Message as JSON"),
    h("p", null, `Message ${message.id}, as the gateway sends it. ${OWN}`),
    h("pre", {class: "raw-json", tabindex: "0"}, h("code", null, text)),
    h(
      "div",
      {class: "raw-buttons"},
      button("Copy JSON", {onclick: () => copy(text, "The JSON", ctx)}),
      button("Close", {class: "raw-button raw-main", autofocus: true, onclick: close}),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}
