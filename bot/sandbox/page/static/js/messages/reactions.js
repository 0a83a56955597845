/** Reactions: those below a message, and the few that one can begin with. */

import {renderEmoji} from "../components/glyphs.js";
import {h} from "../dom.js";
import {counted} from "../shell/words.js";

/** What the toolbar offers; any other emoji can come from a bot. */
const COMMON = ["👍", "❤️", "😂", "🎉", "👀", "✅"];
const GAP = 4;

/** An emoji as the server takes it: `👍`, or `name:id` of a server's own. */
const written = ({id, name}) => (id ? `${name}:${id}` : name);

/**
 * The reactions of a message; a press adds one's own, or takes it back.
 *
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement}
 */
export function renderReactions(message, ctx) {
  const chips = message.reactions.map(({emoji, count}) => h("li", null, chip({emoji, count}, message, ctx)));
  return h("ul", {class: "reactions", "aria-label": "Reactions"}, chips);
}

function chip({emoji, count}, message, ctx) {
  const key = written(emoji);
  const about = {
    type: "button",
    class: "reaction",
    "aria-pressed": String(message.reacted.includes(key)),
    "aria-label": `${emoji.name}, ${counted(count, "reaction")}`,
    dataset: {focus: `reaction ${key}`},
    onclick: () => react(message, key, ctx),
  };
  return h("button", about, renderEmoji(emoji), h("span", {class: "reaction-count"}, String(count)));
}

/**
 * Whether the viewer can react: nobody else sees a message that is only the viewer's.
 *
 * @param {Object<string, any>} message
 * @returns {boolean}
 */
export function takesReactions(message) {
  return !message.ephemeral && !message.thinking;
}

/**
 * Let a button open the list of common emoji.
 *
 * @param {HTMLButtonElement} button
 * @param {Object<string, any>} message
 * @param {import("../context.js").Context} ctx
 * @returns {HTMLElement} the list, to stand beside the button
 */
export function offerReactions(button, message, ctx) {
  const list = h("div", {class: "reaction-list", popover: "auto", role: "group", "aria-label": "Reactions to add"});
  const choose = (emoji) => {
    list.hidePopover();
    react(message, emoji, ctx);
  };
  const choices = COMMON.map((emoji) => h("button", {type: "button", onclick: () => choose(emoji)}, emoji));
  list.append(...choices);
  list.addEventListener("beforetoggle", ({newState}) => newState === "open" && place(button, list));
  list.addEventListener("toggle", ({newState}) => newState === "open" && choices[0].focus());
  button.popoverTargetElement = list;
  return list;
}

function place(button, list) {
  const {bottom, right} = button.getBoundingClientRect();
  list.style.setProperty("--top", `${bottom + GAP}px`);
  list.style.setProperty("--right", `${window.innerWidth - right}px`);
}

async function react(message, emoji, ctx) {
  try {
    await ctx.act({do: "react", message: message.id, emoji});
  } catch (error) {
    ctx.toast(error.message, "bad");
  }
}
