/** Which commands under way have their answer in the list already: it may come before the page is told that it came. */

import {byId} from "../snowflake.js";

/**
 * @typedef {import("./pending.js").Pending} Pending
 *
 * @returns {{note: (commands: Pending[], newest: string | null) => boolean,
 *   still: (commands: Pending[], messages: Object<string, any>[]) => Pending[]}} `note` hears of the commands of a
 *   channel and of its last message then, and tells whether one of them is new; `still` are those without an answer among the messages
 */
export function createAwaited() {
  const since = new Map();

  const note = (commands, newest) => {
    const fresh = commands.filter(({id}) => !since.has(id));
    for (const {id} of fresh) since.set(id, newest ?? "0");
    return fresh.length > 0;
  };

  const answers = (message, {id, user, command}) =>
    message.invoked?.user === user && message.invoked.command === command && byId(message.id, since.get(id) ?? "0") > 0;

  const still = (commands, messages) =>
    commands.filter((one) => one.error !== null || !messages.some((message) => answers(message, one)));

  return {note, still};
}
