/**
 * Embeds: https://discord.com/developers/docs/resources/message#embed-object
 */

import {h} from "../dom.js";
import {externalLink} from "../markdown/elements.js";
import {address} from "../markdown/links.js";
import {renderMarkdown} from "../markdown/render.js";
import {renderIcon, renderMedia} from "./media.js";
import {timeElement} from "./times.js";

const FIELDS_IN_A_ROW = 3;
const COLUMNS = 12;

/**
 * Make an embed.
 *
 * @param {Object<string, any>} embed
 * @param {Object<string, any>} message the message that it hangs on
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderEmbed(embed, message, ctx) {
  const style = typeof embed.color === "number" ? {"--accent": `#${embed.color.toString(16).padStart(6, "0")}`} : {};
  const thumbnail = embed.thumbnail && renderMedia(embed.thumbnail, {alt: "Thumbnail"}, ctx);
  const image = embed.image && renderMedia(embed.image, {alt: "Picture"}, ctx);
  const text = h("div", {class: "embed-text"}, author(embed.author), title(embed, ctx), description(embed, ctx), fields(embed, ctx));
  return h(
    "article",
    {class: thumbnail ? "embed with-thumbnail" : "embed", style, "aria-label": "Embed"},
    embed.provider?.name && h("div", {class: "embed-provider"}, embed.provider.name),
    h("div", {class: "embed-body"}, text, thumbnail && h("div", {class: "embed-thumbnail"}, thumbnail)),
    image && h("div", {class: "embed-image"}, image),
    footer(embed, ctx),
  );
}

function author(one) {
  if (!one?.name) return null;
  return h("div", {class: "embed-author"}, one.icon_url && renderIcon(one.icon_url), linked(one.url, one.name));
}

function title({title: text, url}, ctx) {
  if (!text) return null;
  return h("div", {class: "embed-title"}, linked(url, renderMarkdown(text, ctx, {kind: "inline"})));
}

function linked(url, ...children) {
  const whole = url && address(url);
  return whole ? externalLink(whole, "", children) : h("span", null, children);
}

function description({description: text}, ctx) {
  return text ? h("div", {class: "embed-description"}, renderMarkdown(text, ctx, {kind: "embed"})) : null;
}

function fields({fields: all}, ctx) {
  if (!all?.length) return null;
  return h("div", {class: "embed-fields"}, rows(all).map((row) => row.map((one) => field(one, COLUMNS / row.length, ctx))));
}

/** Fields that may stand side by side do so by threes; any other has a row of its own. */
function rows(all) {
  const made = [];
  for (const one of all) {
    const last = made.at(-1);
    if (one.inline && last?.[0].inline && last.length < FIELDS_IN_A_ROW) last.push(one);
    else made.push([one]);
  }
  return made;
}

function field({name, value}, columns, ctx) {
  return h(
    "div",
    {class: "embed-field", style: {"--columns": String(columns)}},
    h("div", {class: "embed-field-name"}, renderMarkdown(name, ctx, {kind: "inline"})),
    h("div", {class: "embed-field-value"}, renderMarkdown(value, ctx, {kind: "embed"})),
  );
}

function footer({footer: one, timestamp}, ctx) {
  if (!one?.text && !timestamp) return null;
  const dot = one?.text && timestamp && h("span", {class: "embed-dot"}, "•");
  const time = timestamp && timeElement(timestamp, "head", ctx);
  return h("footer", {class: "embed-footer"}, one?.icon_url && renderIcon(one.icon_url), one?.text && h("span", null, one.text), dot, time);
}
