/**
 * Sentences that are shown for a while.
 */

import {h} from "../dom.js";
import {icon} from "./icons.js";

const SHOWN_FOR = 6000;

/**
 * Make the place of the toasts.
 *
 * @returns {{element: HTMLElement, toast: (text: string, tone?: string) => () => void}} `toast` returns what takes the
 *   sentence away before its time
 */
export function createToasts() {
  const element = h("div", {class: "toasts", role: "status"});
  return {element, toast: (text, tone = "plain") => show(element, text, tone)};
}

function show(element, text, tone) {
  const toast = drawToast(text, tone);
  element.append(toast);
  return () => toast.remove();
}

/** One that is pointed at or has the focus stays. */
function drawToast(text, tone) {
  const close = () => toast.remove();
  const button = h("button", {class: "toast-close", type: "button", "aria-label": "Close", onclick: close}, icon("close"));
  const toast = h("div", {class: `toast toast-${tone}`}, h("p", null, text), button);
  const later = () => setTimeout(() => (toast.matches(":hover, :focus-within") ? later() : close()), SHOWN_FOR);
  later();
  return toast;
}
