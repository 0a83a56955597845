/**
 * Words that depend on a number.
 */

/**
 * A number of things: `1 mention`, `3 mentions`.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [many] where it is not made with an s
 * @returns {string}
 */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
