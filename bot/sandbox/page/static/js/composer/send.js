/**
 * Sending what stands in the field.
 */

import {openModal} from "../components/modal.js";

/**
 * Send a command and show what becomes of it: it is under way until the bot answered first, or did not in time.
 *
 * @param {import("../context.js").Context} ctx
 * @param {{channel: string, command: string, options: Object<string, any>}} sent
 * @returns {Promise<void>}
 */
export async function sendCommand(ctx, sent) {
  const underway = ctx.pending.start({channel: sent.channel, user: ctx.me().id, command: sent.command});
  try {
    const {modal} = await ctx.act({do: "slash", ...sent});
    underway.done();
    if (modal) openModal(modal, ctx);
  } catch (error) {
    underway.fail(error.message);
  }
}

/**
 * Send plain text.
 *
 * @param {import("../context.js").Context} ctx
 * @param {{channel: string, content: string}} sent
 * @returns {Promise<boolean>} whether it was taken; why not is shown to the person
 */
export async function sendText(ctx, sent) {
  try {
    await ctx.act({do: "say", ...sent});
    return true;
  } catch (error) {
    ctx.toast(error.message, "bad");
    return false;
  }
}
