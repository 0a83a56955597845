/** The tags of a forum's post. */

import {h} from "../dom.js";

/**
 * @param {{id: string, name: string}[]} tags
 * @returns {HTMLElement | null} null where there are none
 */
export function tagList(tags) {
  if (tags.length === 0) return null;
  return h("ul", {class: "tags", "aria-label": "Tags"}, tags.map((tag) => h("li", {class: "tag"}, tag.name)));
}
