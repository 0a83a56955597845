/**
 * Files that came with a message: pictures in a mosaic, anything else as a card with its size.
 */

import {renderFile} from "../components/file.js";
import {h} from "../dom.js";
import {isPicture, ownFile, renderMedia} from "./media.js";

export {renderMedia} from "./media.js";

const SPOILER = "SPOILER_";

/**
 * Make what shows the files of a message. A file that an embed shows is not shown twice.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderAttachments(message, ctx) {
  const inEmbeds = shownInEmbeds(message.embeds ?? []);
  const files = (message.attachments ?? []).filter((one) => !inEmbeds.has(one.url));
  const pictures = files.filter(isPicture);
  const others = files.filter((one) => !isPicture(one));
  const cards = others.map((one) => fileCard(one, message));
  return h("div", {class: "attachments"}, pictures.length > 0 && mosaic(pictures, ctx), cards);
}

function shownInEmbeds(embeds) {
  return new Set(embeds.flatMap(({image, thumbnail, author, footer}) => [
    image?.url,
    thumbnail?.url,
    author?.icon_url,
    footer?.icon_url,
  ]));
}

function mosaic(pictures, ctx) {
  const tiles = pictures.map((one) =>
    renderMedia(one, {alt: one.description, spoiler: one.filename.startsWith(SPOILER)}, ctx),
  );
  return h("div", {class: "mosaic", dataset: {count: String(tiles.length)}}, tiles);
}

function fileCard({url, filename, size}, message) {
  return renderFile({file: {url: ownFile(url) ?? url}, name: filename, size}, message);
}
