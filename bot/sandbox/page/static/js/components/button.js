/** Buttons: https://discord.com/developers/docs/components/reference#button */

import {h} from "../dom.js";
import {busyDots, glyph, renderEmoji} from "./glyphs.js";
import {LINK, PREMIUM} from "./types.js";
import {useComponent} from "./use.js";

const STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger"};
const OPENED = new Set(["http:", "https:", "discord:"]);
const NO_SHOP = "A premium button opens Discord's shop, which the sandbox does not have.";

/**
 * A button of a row or of a section.
 *
 * @param {any} button
 * @param {any} message
 * @param {any} ctx
 * @returns {HTMLElement}
 */
export function renderButton(button, message, ctx) {
  if (button.style === LINK) return linkButton(button);
  if (button.style === PREMIUM) return premiumButton(button, ctx);
  return h(
    "button",
    {
      type: "button",
      class: `component-button ${STYLES[button.style] ?? "secondary"}`,
      disabled: button.disabled,
      dataset: {customId: button.custom_id, component: button.id},
      "aria-label": nameless(button),
      onclick: () => useComponent(message, button.custom_id, {do: "press"}, ctx),
    },
    face(button),
    busyDots(),
  );
}

function linkButton(button) {
  const href = button.disabled ? null : opened(button.url);
  return h(
    "a",
    {
      class: "component-button secondary",
      href,
      role: href ? null : "link",
      "aria-disabled": href ? null : "true",
      target: "_blank",
      rel: "noopener noreferrer",
      title: button.url,
      dataset: {component: button.id},
      "aria-label": nameless(button),
    },
    face(button),
    glyph("external"),
  );
}

/** The address, or null where following it could run something in the page. */
function opened(url) {
  return URL.canParse(url) && OPENED.has(new URL(url).protocol) ? url : null;
}

function premiumButton(button, ctx) {
  const press = () => ctx.toast(NO_SHOP, "odd");
  const more = {disabled: button.disabled, title: NO_SHOP, dataset: {component: button.id}, onclick: press};
  return h("button", {type: "button", class: "component-button primary", ...more}, glyph("shop"), "Subscribe");
}

function face({emoji, label}) {
  return h("span", {class: "button-face"}, renderEmoji(emoji), label && h("span", {class: "button-label"}, label));
}

/** What a button with nothing but an emoji is called. */
function nameless({emoji, label}) {
  return label ? null : (emoji?.name ?? "Button");
}
