/** Discord's ids: numbers of more digits than JavaScript counts exactly, hence strings. */

/**
 * Order two ids as numbers, the older one first.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number} negative, zero or positive, as `sort` wants it
 */
export function byId(a, b) {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
