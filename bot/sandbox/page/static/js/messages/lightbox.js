/**
 * A picture in its full size, above everything else.
 */

import {h} from "../dom.js";

/**
 * Show a picture until a click beside it, Escape, or the button ends it.
 *
 * @param {string} path of a file of the sandbox
 * @param {string} alt what it shows, may be empty
 * @returns {HTMLDialogElement}
 */
export function enlarge(path, alt) {
  const close = h("button", {type: "button", class: "lightbox-close", onclick: () => dialog.close()}, "Close");
  const open = h("a", {href: path, target: "_blank", rel: "noopener noreferrer"}, "Open in a new tab");
  const picture = h("img", {src: path, alt});
  const bar = h("div", {class: "lightbox-bar"}, open, close);
  const figure = h("figure", null, picture, alt && h("figcaption", null, alt), bar);
  const onclick = (event) => event.target === dialog && dialog.close();
  const onclose = () => dialog.remove();
  const dialog = h("dialog", {class: "lightbox", "aria-label": alt || "Picture", onclick, onclose}, figure);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
