/** Who said it: names, pictures and the badge of applications. */

import {h} from "../dom.js";
import {face} from "../shell/avatar.js";

/**
 * What an account is called where it is shown.
 *
 * @param {string} id
 * @param {import("../context.js").Context} ctx
 * @param {Object<string, any>} [account] Discord's own object of it, for accounts that are gone
 * @returns {string}
 */
export function nameOf(id, ctx, account) {
  return ctx.store.get(`person:${id}`)?.name ?? account?.global_name ?? account?.username ?? "Unknown user";
}

/**
 * The picture of an account, for the eye only: its name must stand beside it.
 *
 * @param {string} id
 * @param {string} name
 * @param {{small?: boolean}} [more] `small` for lines above and below a message
 * @returns {HTMLElement}
 */
export function avatar(id, name, {small = false} = {}) {
  const element = face({id, name});
  element.classList.add("avatar", ...(small ? ["avatar-small"] : []));
  return element;
}

/** The badge that tells an application from a person. */
export function appBadge() {
  return h("span", {class: "app-badge", title: "This account is an application"}, "APP");
}
