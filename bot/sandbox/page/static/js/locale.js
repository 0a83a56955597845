/** The language of times and dates. */

/**
 * The locale to write times in: the page speaks English, so other systems get dates in British order, with 24 hours.
 *
 * @param {string} [language]
 * @returns {string}
 */
export function pageLocale(language = navigator.language) {
  return /^en\b/i.test(language) ? language : "en-GB";
}
