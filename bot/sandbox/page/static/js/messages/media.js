/**
 * Pictures. Those of the sandbox are shown; for one from the internet stands its alt text, since the page asks nobody
 * but its own server.
 */

import {cover} from "../components/spoiler.js";
import {h, svg} from "../dom.js";
import {address} from "../markdown/links.js";
import {enlarge} from "./lightbox.js";

const PICTURES = /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i;
const PICTURE_ICON = "M4 4h16v16H4zM4 16l5-5 4 4 3-3 4 4M15 9.5a1 1 0 1 0 0-2 1 1 0 0 0 0 2z";

/**
 * @typedef {object} Media a picture as an embed, an attachment or a component names it
 * @property {string} url
 * @property {string | null} [content_type]
 * @property {number | null} [width] pixels
 * @property {number | null} [height] pixels
 */

/**
 * The address of a file of the sandbox, without its host; null for any other.
 *
 * @param {string} url
 * @returns {string | null}
 */
export function ownFile(url) {
  const parsed = URL.parse(url, document.baseURI);
  const here = parsed?.host === location.host || ["127.0.0.1", "localhost", "[::1]"].includes(parsed?.hostname);
  return here && parsed.pathname.startsWith("/attachments/") ? parsed.pathname : null;
}

/**
 * Whether a file is a picture, by what it says to be, else by its name.
 *
 * @param {Media} media
 * @returns {boolean}
 */
export function isPicture({url, content_type: type}) {
  return type ? type.startsWith("image/") : PICTURES.test(URL.parse(url, document.baseURI)?.pathname ?? "");
}

/**
 * Make a picture that a click enlarges, or what stands for it.
 *
 * @param {Media} media
 * @param {{alt?: string | null, spoiler?: boolean}} about `alt` is what the picture shows; a spoiler is hidden until it
 *   is asked for
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderMedia(media, {alt = "", spoiler = false}, ctx) {
  const path = ownFile(media.url);
  const element = path ? ownPicture(path, media, alt || "") : elsewhere(media.url, alt || "");
  return spoiler ? cover(element, {label: "Show the picture that is a spoiler"}) : element;
}

/**
 * Make the mosaic of some pictures, which is laid out by how many they are.
 *
 * @param {{media: Media, alt?: string | null, spoiler?: boolean}[]} pictures up to ten
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderMosaic(pictures, ctx) {
  const tiles = pictures.map(({media, ...about}) => h("div", {class: "mosaic-tile"}, renderMedia(media, about, ctx)));
  return h("div", {class: "mosaic", dataset: {count: String(tiles.length)}}, tiles);
}

/**
 * Make the small round picture of an author or a footer.
 *
 * @param {string} url
 * @returns {HTMLElement}
 */
export function renderIcon(url) {
  const path = ownFile(url);
  if (path) return h("img", {class: "embed-icon", src: path, alt: ""});
  return h("span", {class: "embed-icon elsewhere", title: `A picture from ${host(url)}`}, pictureIcon());
}

function ownPicture(path, {width, height}, alt) {
  const picture = h("img", {src: path, alt, width, height, loading: "lazy", decoding: "async"});
  const open = () => enlarge(path, alt);
  const label = alt ? `Enlarge the picture: ${alt}` : "Enlarge the picture";
  const about = {type: "button", class: "media own", "aria-label": label, title: alt || null};
  return h("button", {...about, onclick: open}, picture);
}

function elsewhere(url, alt) {
  const words = [
    h("span", {class: "media-alt"}, alt || "Picture"),
    h("span", {class: "media-from"}, `from ${host(url)}, not loaded here`),
  ];
  const whole = address(url);
  const inside = [pictureIcon(), h("span", {class: "media-words"}, words)];
  if (!whole) return h("div", {class: "media elsewhere"}, inside);
  const about = {class: "media elsewhere", href: whole, title: whole};
  return h("a", {...about, target: "_blank", rel: "noopener noreferrer"}, inside);
}

const host = (url) => URL.parse(url)?.host || "an unknown place";

const pictureIcon = () =>
  svg("svg", {class: "media-icon", viewBox: "0 0 24 24", "aria-hidden": "true"}, svg("path", {d: PICTURE_ICON}));
