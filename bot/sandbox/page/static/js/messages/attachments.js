/**
 * Files that came with a message: pictures in a mosaic, anything else as a card with its size.
 */

import {renderFile} from "../components/file.js";
import {h} from "../dom.js";
import {isPicture, ownFile, renderMosaic} from "./media.js";

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
  const shown = files.filter(isPicture).map(picture);
  const others = files.filter((one) => !isPicture(one));
  const cards = others.map((one) => fileCard(one, message));
  return h("div", {class: "attachments"}, shown.length > 0 && renderMosaic(shown, ctx), cards);
}

function shownInEmbeds(embeds) {
  return new Set(embeds.flatMap(({image, thumbnail, author, footer}) => [
    image?.url,
    thumbnail?.url,
    author?.icon_url,
    footer?.icon_url,
  ]));
}

function picture(media) {
  return {media, alt: media.description, spoiler: media.filename.startsWith(SPOILER)};
}

function fileCard({url, filename, size}, message) {
  return renderFile({file: {url: ownFile(url) ?? url}, name: filename, size}, message);
}
