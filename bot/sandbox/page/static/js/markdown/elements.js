/**
 * The elements of Markdown that do something: links, spoilers, code that can be copied, moments that stay current.
 */

import {h} from "../dom.js";
import {liveText} from "./live.js";
import {relative, staleAfter, written} from "./moment.js";

/**
 * A link to somewhere outside the page.
 *
 * @param {string} url
 * @param {string} title shown beside the pointer
 * @param {...any} children
 * @returns {HTMLElement}
 */
export function externalLink(url, title, ...children) {
  const about = {class: "md-link", href: url, title: title || url};
  return h("a", {...about, target: "_blank", rel: "noopener noreferrer"}, children);
}

/**
 * A text that is hidden until it is clicked, or reached by keyboard and opened with Enter or Space.
 *
 * @param {...any} children
 * @returns {HTMLElement}
 */
export function spoiler(...children) {
  const inside = h("span", {class: "spoiler-text", inert: true}, children);
  const element = h("span", {class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler"}, inside);
  const reveal = (event) => {
    event.preventDefault();
    event.stopPropagation();
    inside.removeAttribute("inert");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
    element.classList.add("revealed");
    listening.abort();
  };
  const listening = new AbortController();
  element.addEventListener("click", reveal, listening);
  element.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && reveal(event), listening);
  return element;
}

/**
 * Code on lines of its own, with its language and a button that copies it.
 *
 * @param {string} text
 * @param {string} language as it was written, may be empty
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function codeBlock(text, language, ctx) {
  const copy = h("button", {type: "button", class: "copy", onclick: () => copied(copy, text, ctx)}, "Copy");
  const label = language && h("span", {class: "language"}, language);
  const bar = h("div", {class: "code-bar"}, label, copy);
  return h("div", {class: "code-block"}, bar, h("pre", null, h("code", null, text)));
}

async function copied(button, text, ctx) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    ctx.toast("Your browser did not let the page copy. Select the code and copy it with the keyboard.", "bad");
    return;
  }
  button.textContent = "Copied";
  button.addEventListener("blur", () => (button.textContent = "Copy"), {once: true});
}

/**
 * A moment in the reader's time zone; its long form is shown beside the pointer.
 *
 * @param {number} seconds since 1970
 * @param {string} style one of Discord's, `R` counts the time up to now and from then on
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function moment(seconds, style, ctx) {
  const about = {class: "moment", datetime: new Date(seconds * 1000).toISOString(), title: written(seconds, "F")};
  return h("time", about, style === "R" ? distance(seconds, ctx) : written(seconds, style));
}

function distance(seconds, ctx) {
  return liveText(
    () => relative(seconds, ctx.now()),
    () => staleAfter(seconds, ctx.now()),
  );
}
