/**
 * What the server told, by key. The keys and their values are those of bot/sandbox/page/shapes.py.
 */

/**
 * @typedef {{set: Object<string, any>, gone: string[]}} Change
 * @typedef {object} Store
 * @property {(key: string) => any} get the value of a key, undefined where there is none
 * @property {(prefix: string) => any[]} all the values whose keys match, in the order of their arrival
 * @property {(prefix: string, hear: (changed: string[]) => void) => (() => void)} watch be told which matching keys
 *   changed, came or went; returns what ends it
 * @property {(change: Change) => void} apply take over what changed
 * @property {(values: Object<string, any>) => void} replace take over a whole map: what is not in it is gone, and what is
 *   as it was is not told of
 */

/**
 * Make a store. Everywhere a prefix that ends with a colon (`message:`) means all keys of that kind, the empty one every
 * key, and any other the key of exactly that name: `me` does not match `message:1`.
 *
 * @returns {Store}
 */
export function createStore() {
  const kinds = new Map();
  const watchers = new Set();

  const get = (key) => kinds.get(kindOf(key))?.get(key);

  function all(prefix) {
    if (prefix === "") return [...kinds.values()].flatMap((bucket) => [...bucket.values()]);
    if (prefix.endsWith(":")) return [...(kinds.get(prefix)?.values() ?? [])];
    const value = get(prefix);
    return value === undefined ? [] : [value];
  }

  function watch(prefix, hear) {
    const watcher = {prefix, hear};
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }

  function apply({set, gone}) {
    for (const [key, value] of Object.entries(set)) put(kinds, key, value);
    for (const key of gone) kinds.get(kindOf(key))?.delete(key);
    tell(watchers, [...Object.keys(set), ...gone]);
  }

  function replace(values) {
    const known = [...kinds.values()].flatMap((bucket) => [...bucket.keys()]);
    const changed = Object.entries(values).filter(([key, value]) => !same(get(key), value));
    apply({set: Object.fromEntries(changed), gone: known.filter((key) => !Object.hasOwn(values, key))});
  }

  return {get, all, watch, apply, replace};
}

const kindOf = (key) => key.slice(0, key.indexOf(":") + 1);

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function put(kinds, key, value) {
  const kind = kindOf(key);
  if (!kinds.has(kind)) kinds.set(kind, new Map());
  kinds.get(kind).set(key, value);
}

function matches(prefix, key) {
  return prefix === "" || (prefix.endsWith(":") ? key.startsWith(prefix) : key === prefix);
}

function tell(watchers, changed) {
  for (const watcher of [...watchers]) {
    const own = changed.filter((key) => matches(watcher.prefix, key));
    if (own.length > 0 && watchers.has(watcher)) call(watcher, own);
  }
}

/** One part of the page that fails must not keep the others from hearing. */
function call(watcher, changed) {
  try {
    watcher.hear(changed);
  } catch (error) {
    reportError(error);
  }
}
