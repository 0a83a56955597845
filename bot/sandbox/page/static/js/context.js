/**
 * What every part of the page is handed: what is known, who looks, and what can be done.
 */

/** An action that was refused, or that got no answer; the message is the sentence for the person. */
export class ActionError extends Error {}

/**
 * @typedef {object} Context
 * @property {import("./store.js").Store} store
 * @property {() => any} me who looks at the page
 * @property {(action: object) => Promise<any>} act ask the server for an action; rejects with an {@link ActionError}
 * @property {(channel: string) => void} go open a channel, thread or direct message
 * @property {() => string | null} current the id of the open one
 * @property {(person: string) => void} become look at the page as somebody else
 * @property {(channel: string) => string} link the address of a channel for the same viewer
 * @property {(channel: string) => string | null} readUpTo the id of the last message that the viewer had read when the
 *   channel was opened ("0": none); null where there was nothing new
 * @property {any} pending the commands that were sent and not answered yet
 * @property {() => Date} now
 * @property {(text: string, tone?: "plain" | "good" | "odd" | "bad") => () => void} toast show a sentence for a while, or
 *   until what it returns is called
 */

const SILENT = "The sandbox does not answer. Is it still running?";

/**
 * Make the context.
 *
 * @param {{store: any, route: any, pending: any, toast: any, readUpTo: (channel: string) => string | null,
 *   now?: () => Date}} parts
 * @returns {Context}
 */
export function createContext({store, route, pending, toast, readUpTo, now = () => new Date()}) {
  const me = () => store.get("me");
  const place = (channel) => ({viewer: me().id, channel});
  return {
    store,
    me,
    pending,
    toast,
    now,
    readUpTo,
    act: (action) => act({viewer: me().id, ...action}),
    go: (channel) => route.push(place(channel)),
    current: () => route.place().channel,
    become: (person) => route.push({viewer: person, channel: route.place().channel}),
    link: (channel) => `#/${me().id}/${channel}`,
  };
}

async function act(action) {
  const done = await ask(action);
  if (!done.ok) throw new ActionError(done.error ?? SILENT);
  return done;
}

async function ask(action) {
  const headers = {"Content-Type": "application/json"};
  try {
    const response = await fetch("/page/act", {method: "POST", headers, body: JSON.stringify(action)});
    return await response.json();
  } catch (error) {
    throw new ActionError(SILENT, {cause: error});
  }
}
