/** The small pictures that stand before the names of accounts, roles and channels. */

import {h} from "../dom.js";
import {face} from "../shell/avatar.js";
import {icon} from "../shell/icons.js";
import {glyph, renderEmoji} from "./glyphs.js";

/**
 * What stands before a choice of a select: its emoji, or the picture of what it names.
 *
 * @param {import("./choices.js").Choice} choice
 * @returns {Element | null}
 */
export function renderFace({emoji, thing}) {
  if (!thing) return renderEmoji(emoji);
  if (thing.kind === "person") return face(thing.of);
  const picture = thing.kind === "role" ? glyph("at") : icon(thing.of.kind);
  return h("span", {class: "choice-icon", "aria-hidden": "true"}, picture);
}
