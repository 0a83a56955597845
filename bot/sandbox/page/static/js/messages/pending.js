/** Commands that were sent and that the bot has not answered, and those that it did not answer in time. */

/**
 * A command under way. `error` is null while it is; then the sentence that says what went wrong.
 *
 * @typedef {Object} Pending
 * @property {string} id
 * @property {string} channel
 * @property {string} user the id of who sent it
 * @property {string} command `digest preview`
 * @property {string | null} error
 * @property {string} at when it was sent, ISO 8601
 */

/**
 * @typedef {{channel: string, user: string, command: string}} Sent
 * @typedef {{done: () => void, fail: (text: string) => void}} Outcome
 *
 * @typedef {Object} PendingCommands
 * @property {(sent: Sent) => Outcome} start note that a command was sent; `done` takes it away, `fail` shows what went
 *   wrong until somebody dismisses it
 * @property {(channel: string) => Pending[]} list those of a channel, oldest first
 * @property {(told: (channel: string) => void) => () => void} watch hear of each change; returns how to stop
 * @property {(id: string) => void} dismiss take one away
 */

/**
 * @param {() => Date} [now]
 * @returns {PendingCommands}
 */
export function createPending(now = () => new Date()) {
  const commands = new Map();
  const watchers = new Set();
  let count = 0;

  const tell = (channel) => [...watchers].forEach((told) => told(channel));

  /** Values are replaced, never changed, so that who keeps one can tell by identity. A dismissed one stays away. */
  const put = (id, more) => {
    if (!commands.has(id)) return;
    commands.set(id, {...commands.get(id), ...more});
    tell(commands.get(id).channel);
  };

  const dismiss = (id) => {
    const {channel} = commands.get(id) ?? {};
    if (commands.delete(id)) tell(channel);
  };

  const start = ({channel, user, command}) => {
    const id = String((count += 1));
    commands.set(id, {id, channel, user, command, error: null, at: now().toISOString()});
    tell(channel);
    return {done: () => dismiss(id), fail: (text) => put(id, {error: text})};
  };

  const watch = (told) => {
    watchers.add(told);
    return () => watchers.delete(told);
  };

  return {start, list: (channel) => [...commands.values()].filter((one) => one.channel === channel), watch, dismiss};
}
