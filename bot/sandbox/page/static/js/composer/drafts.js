/**
 * What was begun in each channel, by each person who looks at the page.
 */

import {EMPTY} from "./draft.js";

/** @returns {{get: (key: string) => import("./draft.js").Draft, set: (key: string, draft: any) => void}} */
export function createDrafts() {
  const kept = new Map();
  return {
    get: (key) => kept.get(key) ?? EMPTY,
    set: (key, draft) => (draft === EMPTY ? kept.delete(key) : kept.set(key, draft)),
  };
}
