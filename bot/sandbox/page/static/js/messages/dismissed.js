/** Which ephemeral messages were put out of sight here: they stay away when the page is loaded again, in this tab. */

const KEY = "paperboy-dismissed";

/**
 * @param {Storage} [storage]
 * @returns {{ids: Set<string>, add: (id: string) => void}}
 */
export function createDismissed(storage = sessionStorage) {
  const ids = new Set((storage.getItem(KEY) ?? "").split(" ").filter(Boolean));
  const add = (id) => {
    ids.add(id);
    storage.setItem(KEY, [...ids].join(" "));
  };
  return {ids, add};
}
