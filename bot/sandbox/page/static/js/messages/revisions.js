/** Numbers that tell whether a message has to be drawn anew, without comparing all that is in it. */

/**
 * @typedef {Object} Revisions
 * @property {(value: object) => number} of the number of a value: the same for the same object, another for its next
 *   version
 * @property {(changed: string[], messages: Object<string, any>[]) => void} note hear which keys of the store changed:
 *   every message that names one of them, as a mention, an author or what it answers, looks different now
 * @property {(id: string) => number} around how often what a message names has changed
 */

/** @returns {Revisions} */
export function createRevisions() {
  const numbers = new WeakMap();
  const counts = new Map();
  let last = 0;

  const of = (value) => {
    if (!numbers.has(value)) numbers.set(value, (last += 1));
    return numbers.get(value);
  };

  const around = (id) => counts.get(id) ?? 0;

  const note = (changed, messages) => {
    const ids = changed.map((key) => key.slice(key.indexOf(":") + 1));
    for (const message of messages) if (names(message, ids)) counts.set(message.id, around(message.id) + 1);
  };

  return {of, note, around};
}

/** When so much changed at once, looking at all of it takes longer than drawing. */
const MANY = 50;

/** Ids are long numbers that mean one thing everywhere: a message that has one somewhere depends on it. */
function names(message, ids) {
  if (ids.length > MANY) return true;
  const text = JSON.stringify(message);
  return ids.some((id) => id !== message.id && text.includes(id));
}
