/**
 * Telling a person why what stands in the field cannot be sent, for as long as that is so.
 */

import {refusalOf} from "./place.js";

/**
 * @param {import("../context.js").Context} ctx
 * @returns {{allows: (content: string, place: import("./place.js").Place) => boolean,
 *   follow: (content: string, place: import("./place.js").Place) => void}} `allows` tells whether a text may be sent, and
 *   the person why not; `follow` hears of every change, and takes that back when it is no longer so
 */
export function createRefusals(ctx) {
  let takeBack = null;

  function follow(content, place) {
    if (takeBack === null || refusalOf(content, place) !== "") return;
    takeBack();
    takeBack = null;
  }

  function allows(content, place) {
    const refusal = refusalOf(content, place);
    if (refusal === "") return true;
    takeBack?.();
    takeBack = ctx.toast(refusal, "bad");
    return false;
  }

  return {allows, follow};
}
