/** What a viewer did with a message's components; it outlives the elements, which are made anew with every edit. */

/**
 * @typedef {object} MessageState
 * @property {Set<string>} busy custom ids that wait for the bot's answer
 * @property {string | null} failure why the last use failed, until the next one
 * @property {Map<string, {values: string[], edited: string | null}>} chosen what was chosen in a select, and in which
 *   version of the message: an edit shows the bot's own defaults again
 * @property {Set<string>} revealed spoilers that were opened
 */

// By context, so that nothing is shared between two pages in one document (as tests have them).
const pages = new WeakMap();

/**
 * The state of a message for whoever looks at the page now.
 *
 * @param {{id: string}} message
 * @param {any} ctx
 * @returns {MessageState}
 */
export function stateOf(message, ctx) {
  const states = kept(pages, ctx, () => new Map());
  return kept(states, `${ctx.me().id}/${message.id}`, fresh);
}

function fresh() {
  return {busy: new Set(), failure: null, chosen: new Map(), revealed: new Set()};
}

function kept(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}
