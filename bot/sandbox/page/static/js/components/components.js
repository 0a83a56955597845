/** The components of a message: rows of the old kind, and Components V2. */

import {h} from "../dom.js";
import {plainText, renderMarkdown} from "../markdown/render.js";
import {renderMedia, renderMosaic} from "../messages/media.js";
import {renderButton} from "./button.js";
import {choicesOf, defaultsOf} from "./choices.js";
import {renderFile} from "./file.js";
import {createSelect} from "./select.js";
import {coverSpoiler} from "./spoiler.js";
import {stateOf} from "./state.js";
import * as types from "./types.js";
import {showState, useComponent} from "./use.js";

/**
 * All components of a message.
 *
 * @param {any} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderComponents(message, ctx) {
  const parts = (message.components ?? []).map((one) => render(one, message, ctx));
  const root = h("div", {class: "components", dataset: {message: message.id}}, parts);
  showState(root, stateOf(message, ctx));
  return root;
}

const KINDS = {
  [types.ACTION_ROW]: actionRow,
  [types.BUTTON]: renderButton,
  [types.SECTION]: section,
  [types.TEXT_DISPLAY]: textDisplay,
  [types.THUMBNAIL]: thumbnail,
  [types.MEDIA_GALLERY]: gallery,
  [types.FILE]: file,
  [types.SEPARATOR]: separator,
  [types.CONTAINER]: container,
};

/** A kind that Discord invents later is left out, as its own old clients do. */
function render(component, message, ctx) {
  if (types.isSelect(component)) return select(component, message, ctx);
  return KINDS[component.type]?.(component, message, ctx) ?? null;
}

function actionRow({id, components}, message, ctx) {
  const inside = components.map((one) => render(one, message, ctx));
  return h("div", {class: "action-row", role: "group", dataset: {row: id}}, inside);
}

function section({id, components, accessory}, message, ctx) {
  const texts = h("div", {class: "section-texts"}, components.map((one) => render(one, message, ctx)));
  const side = h("div", {class: "section-accessory"}, render(accessory, message, ctx));
  // Its first line tells this section's button from the like of it in the next ones.
  const [label] = plainText(components[0].content, ctx).split("\n", 1);
  return h("div", {class: "section", role: "group", "aria-label": label || null, dataset: {row: id}}, texts, side);
}

function textDisplay({content}, message, ctx) {
  return h("div", {class: "text-display"}, renderMarkdown(content, ctx, {kind: "display"}));
}

function thumbnail({media, description, spoiler}, message, ctx) {
  return h("div", {class: "component-thumbnail"}, renderMedia(media, {alt: description, spoiler}, ctx));
}

function gallery({items}, message, ctx) {
  return renderMosaic(items.map(({media, description, spoiler}) => ({media, alt: description, spoiler})), ctx);
}

function file(component, message, ctx) {
  const card = renderFile(component, message);
  return component.spoiler ? coverSpoiler(card, `file-${component.id}`, stateOf(message, ctx)) : card;
}

function separator({divider, spacing}) {
  const classes = spacing === 2 ? "separator separator-wide" : "separator";
  return divider === false ? h("div", {class: classes}) : h("hr", {class: `${classes} separator-line`});
}

function container({id, components, accent_color: accent, spoiler}, message, ctx) {
  const coloured = accent !== null && accent !== undefined;
  const style = coloured ? {"--accent": `#${accent.toString(16).padStart(6, "0")}`} : {};
  const inside = components.map((one) => render(one, message, ctx));
  const box = h("div", {class: coloured ? "container accented" : "container", style}, inside);
  return spoiler ? coverSpoiler(box, `container-${id}`, stateOf(message, ctx)) : box;
}

function select(component, message, ctx) {
  const state = stateOf(message, ctx);
  const edited = message.edited_timestamp ?? null;
  const kept = state.chosen.get(component.custom_id);
  const channel = ctx.store.get(`channel:${message.channel_id}`);
  return createSelect({
    select: component,
    id: `select-${message.id}-${component.id}`,
    choices: () => choicesOf(component, channel, ctx.store),
    chosen: kept && kept.edited === edited ? kept.values : defaultsOf(component),
    choose: (values) => {
      state.chosen.set(component.custom_id, {values, edited});
      useComponent(message, component.custom_id, {do: "choose", values}, ctx);
    },
  });
}
