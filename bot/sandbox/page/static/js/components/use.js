/** Using a component: waiting for the bot's answer, and showing that it failed. */

import {h} from "../dom.js";
import {glyph} from "./glyphs.js";
import {openModal} from "./modal.js";
import {stateOf} from "./state.js";

const FAILED = "This interaction failed";

/**
 * Press or choose, once at a time for each component; a form that the bot opens is shown.
 *
 * @param {any} message
 * @param {string} customId
 * @param {object} action what {@link import("../context.js").Context.act} needs beside message and custom id
 * @param {any} ctx
 * @returns {Promise<void>}
 */
export async function useComponent(message, customId, action, ctx) {
  const state = stateOf(message, ctx);
  if (state.busy.has(customId)) return;
  const viewer = ctx.me().id;
  state.busy.add(customId);
  state.failure = null;
  reflect(message, ctx);
  const done = await answer(ctx.act({...action, message: message.id, custom_id: customId}), state);
  state.busy.delete(customId);
  reflect(message, ctx);
  if (done?.modal && ctx.me().id === viewer) openModal(done.modal, ctx);
}

async function answer(asked, state) {
  try {
    return await asked;
  } catch (error) {
    state.failure = error.message;
    return null;
  }
}

/** Show the state in every element of that message, wherever it is drawn. */
function reflect(message, ctx) {
  for (const root of document.querySelectorAll(`.components[data-message="${CSS.escape(message.id)}"]`)) {
    showState(root, stateOf(message, ctx));
  }
}

/**
 * Show on a message's components which of them wait for an answer, and whether the last use failed.
 *
 * @param {HTMLElement} root
 * @param {import("./state.js").MessageState} state
 * @returns {void}
 */
export function showState(root, state) {
  for (const control of root.querySelectorAll("[data-custom-id]")) {
    const busy = state.busy.has(control.dataset.customId);
    control.toggleAttribute("data-busy", busy);
    if (busy) control.setAttribute("aria-busy", "true");
    else control.removeAttribute("aria-busy");
  }
  root.querySelector(":scope > .interaction-failed")?.remove();
  if (state.failure !== null) root.append(failed(state.failure));
}

function failed(why) {
  return h("p", {class: "interaction-failed", role: "alert", title: why}, glyph("info"), FAILED);
}
