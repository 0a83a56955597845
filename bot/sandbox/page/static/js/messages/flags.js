/** The bits of a message's flags that change how it looks, and its kinds. */

export const CROSSPOSTED = 1 << 0;
export const SUPPRESS_EMBEDS = 1 << 2;
export const SILENT = 1 << 12;
export const COMPONENTS_V2 = 1 << 15;

const REPLY = 19;
const SPOKEN = [0, REPLY, 20, 23];

/** Whether a message has a flag. */
export function has(message, flag) {
  return Boolean((message.flags ?? 0) & flag);
}

/**
 * Whether somebody said it: a plain message, a reply or a command's answer. Else it is a line of Discord's own.
 *
 * @param {Object<string, any>} message
 * @returns {boolean}
 */
export function isSpoken(message) {
  return SPOKEN.includes(message.type ?? 0);
}

/** Whether it shows the line of a reply above itself. */
export function isReply(message) {
  return message.type === REPLY && Boolean(message.message_reference?.message_id);
}
