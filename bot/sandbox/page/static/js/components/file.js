/** A file that a message shows: https://discord.com/developers/docs/components/reference#file */

import {h} from "../dom.js";
import {ownFile} from "../messages/media.js";
import {glyph} from "./glyphs.js";

const UNITS = ["bytes", "KB", "MB"];
const STEP = 1024;

/**
 * The card of a file with its name, its size and what downloads it.
 *
 * @param {any} component
 * @param {any} message whose attachments know more of it
 * @returns {HTMLElement}
 */
export function renderFile(component, message) {
  const {url} = component.file;
  const attachment = (message.attachments ?? []).find((one) => one.url === url);
  const name = component.name ?? attachment?.filename ?? lastPart(url);
  const size = component.size ?? attachment?.size;
  const href = ownFile(url) ?? url;
  const words = [link(href, name, "file-name", name), size !== undefined && h("span", {class: "file-size"}, sizeText(size))];
  const load = link(href, name, "file-load", glyph("download"));
  load.setAttribute("aria-label", `Download ${name}`);
  return h("div", {class: "file-card"}, glyph("file"), h("div", {class: "file-words"}, words), load);
}

function link(href, name, kind, inside) {
  return h("a", {class: kind, href, download: name, rel: "noopener"}, inside);
}

function lastPart(url) {
  return decodeURIComponent(new URL(url, document.baseURI).pathname.split("/").pop());
}

/**
 * A size as Discord writes it: `1.5 KB`.
 *
 * @param {number} bytes
 * @returns {string}
 */
export function sizeText(bytes) {
  const power = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP)));
  const count = bytes / STEP ** power;
  return `${power === 0 ? count : count.toFixed(2).replace(/\.?0+$/, "")} ${UNITS[power]}`;
}
