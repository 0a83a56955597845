/**
 * Faces: initials on a colour of Discord's default avatars.
 */

import {h} from "../dom.js";

const COLOURS = 6n;

/** Discord chooses by the moment of birth alone; here a whole town is born in one, so the counter counts too. */
const colourOf = (id) => (id >> 22n) + (id & 0xfffn);

/**
 * The initials of a name: of its first two words, or its first letter.
 *
 * @param {string} name
 * @returns {string}
 */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/**
 * The face of an account; for the eye only, its name must stand beside it.
 *
 * @param {{id: string, name: string}} person
 * @returns {HTMLElement}
 */
export function face(person) {
  const colour = colourOf(BigInt(person.id)) % COLOURS;
  return h("span", {class: `face face-${colour}`, "aria-hidden": "true"}, initials(person.name));
}
