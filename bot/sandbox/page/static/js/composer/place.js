/**
 * What a channel lets its visitor type.
 */

/** Characters that a member without a subscription may send in one message. */
export const MOST_CHARACTERS = 2000;

const WRITABLE = new Set(["text", "announcement", "thread", "dm", "group"]);

/**
 * @typedef {object} Place
 * @property {boolean} hidden whether nothing can be typed in a channel of this kind at all
 * @property {boolean} disabled whether nothing can be typed by this person
 * @property {boolean} mayTalk whether plain text may be sent
 * @property {string} placeholder
 * @property {string} refusal told when plain text is tried where only commands are offered
 */

/**
 * @param {any} channel undefined where there is none
 * @param {boolean} commands whether any are offered here
 * @returns {Place}
 */
export function placeOf(channel, commands) {
  if (!channel || !WRITABLE.has(channel.kind)) {
    return {hidden: true, disabled: true, mayTalk: false, placeholder: "", refusal: ""};
  }
  const where = channel.kind === "thread" ? "thread" : "channel";
  const refusal = `You do not have permission to send messages in this ${where}.`;
  const only = commands ? `${refusal} Commands work: type /` : refusal;
  const placeholder = channel.can_send ? `Message ${titleOf(channel)}` : only;
  return {hidden: false, disabled: !channel.can_send && !commands, mayTalk: channel.can_send, placeholder, refusal};
}

/**
 * Why a text cannot be sent.
 *
 * @param {string} content
 * @param {Place} place
 * @returns {string} empty where it can
 */
export function refusalOf(content, place) {
  if (content !== "" && !place.mayTalk) return place.refusal;
  const over = [...content].length - MOST_CHARACTERS;
  if (over <= 0) return "";
  const [most, more] = [MOST_CHARACTERS, over].map((count) => count.toLocaleString("en"));
  return `Your message is too long: it may have ${most} characters, and has ${more} more.`;
}

function titleOf({kind, name}) {
  if (kind === "thread" || kind === "group") return `“${name}”`;
  const sign = kind === "dm" ? "@" : "#";
  return name.startsWith(sign) ? name : sign + name;
}
