/**
 * The shortcuts of the whole page.
 */

/**
 * What a key asks for, null for nothing.
 *
 * @param {{key: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean}} event
 * @returns {{do: "switch"} | {do: "escape"} | {do: "step", by: 1 | -1, unread: boolean} | null} `step` is to the next
 *   channel in the list, of those with something unread if Shift is held
 */
export function meaning({key, altKey, ctrlKey, metaKey, shiftKey}) {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") return {do: "switch"};
  if (key === "Escape") return {do: "escape"};
  const by = {ArrowDown: 1, ArrowUp: -1}[key];
  return altKey && !ctrlKey && by !== undefined ? {do: "step", by, unread: shiftKey} : null;
}

/**
 * The channel that is so many steps away in a list that has no end.
 *
 * @param {any[]} channels
 * @param {string | null} current
 * @param {1 | -1} by
 * @param {(channel: any) => boolean} [wanted]
 * @returns {any} undefined where there is no other
 */
export function neighbour(channels, current, by, wanted = () => true) {
  const found = channels.findIndex((channel) => channel.id === current);
  const start = found === -1 && by === -1 ? 0 : found;
  const order = channels.map((_, index) => channels.at((start + by * (index + 1)) % channels.length));
  return order.find((channel) => channel.id !== current && wanted(channel));
}
