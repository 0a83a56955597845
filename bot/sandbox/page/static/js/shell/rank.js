/**
 * Finding channels by a few letters.
 */

const EXACT = 0;
const START = 1;
const WORD = 2;
const WITHIN = 3;
const SCATTERED = 4;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * How well a name fits what was typed: smaller is better, null not at all.
 *
 * @param {string} name
 * @param {string} typed
 * @returns {number | null}
 */
export function fit(name, typed) {
  const [text, wanted] = [plain(name), plain(typed.trim().replace(/^[#@]/, ""))];
  if (text === wanted) return EXACT;
  if (text.startsWith(wanted)) return START;
  const at = text.indexOf(wanted);
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1]) ? WITHIN : WORD;
  return scattered(text, wanted) ? SCATTERED : null;
}

function scattered(text, wanted) {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * The items that fit, the best first, equals in their order.
 *
 * @template {{name: string}} Item
 * @param {Item[]} items
 * @param {string} typed nothing: all of them
 * @returns {Item[]}
 */
export function ranked(items, typed) {
  const fits = items.map((item) => ({item, rank: fit(item.name, typed)})).filter(({rank}) => rank !== null);
  return fits.sort((one, other) => one.rank - other.rank).map(({item}) => item);
}
