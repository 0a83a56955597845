/**
 * Finding what somebody types, as Discord's lists do: what starts with it first, then what contains it.
 */

/**
 * Filter and order: first those whose name starts with what was typed, then those with a word that does, then those whose
 * name contains it, last those whose description does. Within each the order stays.
 *
 * @template T
 * @param {T[]} items
 * @param {string} typed
 * @param {(item: T) => string} nameOf
 * @param {(item: T) => string} [descriptionOf]
 * @returns {T[]}
 */
export function matching(items, typed, nameOf, descriptionOf = () => "") {
  const wanted = typed.toLowerCase();
  const ranked = items
    .map((item) => ({item, rank: rank(nameOf(item).toLowerCase(), descriptionOf(item).toLowerCase(), wanted)}))
    .filter((one) => one.rank < NONE);
  return ranked.sort((one, other) => one.rank - other.rank).map((one) => one.item);
}

const NONE = 4;

function rank(name, description, wanted) {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s_-]+/).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return description.includes(wanted) ? 3 : NONE;
}

/** Names of accounts, channels and roles are typed with and without their sign. */
export const bare = (text) => text.replace(/^[@#]/, "");

/**
 * The one choice that a text names, in any case, with or without its sign.
 *
 * @param {import("./kinds.js").Choice[]} choices
 * @param {string} text
 * @returns {import("./kinds.js").Choice | null} null where none or several do
 */
export function exactly(choices, text) {
  const wanted = bare(text.trim()).toLowerCase();
  const found = choices.filter((one) => bare(one.name).toLowerCase() === wanted || String(one.value) === wanted);
  return found.length === 1 ? found[0] : null;
}
