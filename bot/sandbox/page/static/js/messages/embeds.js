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
  const thumbnail = picture(embed.thumbnail, "Thumbnail", message, ctx);
  const image = picture(embed.image, "Picture", message, ctx);
  const parts = [author(embed.author), title(embed, ctx), description(embed, ctx), fields(embed, ctx)];
  return h(
    "article",
    {class: "embed", style, "aria-label": "Embed"},
    embed.provider?.name && h("div", {class: "embed-provider"}, embed.provider.name),
    h("div", {class: "embed-body"}, h("div", {class: "embed-text"}, parts), framed("embed-thumbnail", thumbnail)),
    framed("embed-image", image),
    footer(embed, ctx),
  );
}

/** What a picture shows is known where it came with the message as a file that has a description. */
function picture(media, otherwise, {attachments}, ctx) {
  if (!media) return null;
  const file = (attachments ?? []).find((one) => one.url === media.url);
  return renderMedia(media, {alt: file?.description || otherwise}, ctx);
}

const framed = (kind, element) => element && h("div", {class: kind}, element);

function author(one) {
  if (!one?.name) return null;
  const icon = one.icon_url && renderIcon(one.icon_url);
  return h("div", {class: "embed-author"}, icon, linked(one.url, one.name));
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
  const cells = rows(all).map((row) => row.map((one) => field(one, COLUMNS / row.length, ctx)));
  return h("div", {class: "embed-fields"}, cells);
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
  const icon = one?.icon_url && renderIcon(one.icon_url);
  const text = one?.text && h("span", null, one.text);
  const time = timestamp && timeElement(timestamp, "head", ctx);
  return h("footer", {class: "embed-footer"}, icon, text, text && time && h("span", null, "•"), time);
}
