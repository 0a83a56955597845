/**
 * What stands in the field: plain text, or a command with its pills. Every step that a person takes makes a new draft.
 */

import {readLine} from "./commands.js";
import {Kind} from "./kinds.js";
import * as forms from "./form.js";

/**
 * @typedef {object} Draft
 * @property {string} text plain text; empty where there is a form
 * @property {import("./form.js").Form | null} form the command that is filled in
 * @property {string | null} active the option that is typed into; null: the tail, or the text
 * @property {number} [caret] where the caret shall stand in the text; its end where it is not said
 *
 * @typedef {import("./commands.js").Leaf} Leaf
 */

/** Nothing. */
export const EMPTY = Object.freeze({text: "", form: null, active: null});

const filling = (form, active) => ({text: "", form, active});

/** Begin a command, at its first option that needs a value. */
export function startCommand(leaf) {
  const form = forms.begin(leaf);
  return filling(form, forms.nextEmpty(form));
}

/**
 * Type plain text. A line that names a command in full and goes on becomes that command.
 *
 * @param {string} text
 * @param {Leaf[]} leaves
 * @returns {Draft}
 */
export function typeText(text, leaves) {
  const read = readLine(text, leaves);
  if (!read) return {...EMPTY, text};
  const form = forms.begin(read.leaf, read.values, read.rest);
  return filling(form, Object.keys(read.values).at(-1) ?? forms.nextEmpty(form));
}

/** Type into the field of an option. */
export const typeOption = (draft, name, text) => filling(forms.write(draft.form, name, text), name);

/** Type behind the last pill. */
export function typeTail(draft, text) {
  const {form, active} = forms.writeTail(draft.form, text);
  return filling(form, active);
}

/**
 * Take a row of the popup.
 *
 * @param {Draft} draft
 * @param {import("./menu.js").Row["pick"]} pick
 * @returns {Draft}
 */
export function take(draft, pick) {
  if (pick.command) return startCommand(pick.command);
  if (pick.option) return filling(forms.add(draft.form, pick.option), pick.option);
  const form = forms.choose(draft.form, draft.active, pick.choice);
  return filling(form, forms.nextEmpty(form, draft.active));
}

/**
 * Go to the next pill or back.
 *
 * @param {Draft} draft
 * @param {1 | -1} by
 * @returns {Draft | null} null where there is nothing more in the field
 */
export function step(draft, by) {
  const {form, active} = draft;
  if (by > 0) return active === null ? null : filling(form, forms.nextTo(form, active));
  const before = forms.previousTo(form, active);
  return before === null ? null : filling(form, before);
}

/**
 * Press Backspace at the start of the active field.
 *
 * @param {Draft} draft
 * @returns {Draft}
 */
export function back(draft) {
  const {form, active} = draft;
  const pill = forms.pillOf(form, active);
  const before = forms.previousTo(form, active);
  if (pill?.option.type === Kind.ATTACHMENT && pill.text) return filling(forms.write(form, active, ""), active);
  if (pill && !pill.option.required && pill.text === "") return filling(forms.remove(form, active), before);
  return before === null ? asText(form) : filling(form, before);
}

/** The command as a line of text, the caret behind its name. */
function asText(form) {
  return {...EMPTY, text: forms.toLine(form), caret: form.leaf.name.length + 1};
}

/**
 * Keep a draft in step with the commands that are offered now.
 *
 * @param {Draft} draft
 * @param {Leaf[]} leaves
 * @returns {Draft} the same one where nothing changed
 */
export function refit(draft, leaves) {
  if (!draft.form) return draft;
  const leaf = leaves.find((one) => one.name === draft.form.leaf.name);
  if (!leaf) return asText(draft.form);
  if (JSON.stringify(leaf) === JSON.stringify(draft.form.leaf)) return draft;
  const form = forms.moveTo(draft.form, leaf);
  return filling(form, forms.pillOf(form, draft.active) ? draft.active : null);
}

/**
 * Bring back a command that was sent before, with its values.
 *
 * @param {import("./form.js").Form | null} sent
 * @param {Leaf[]} leaves
 * @returns {Draft | null} null where it is not offered here
 */
export function recall(sent, leaves) {
  const leaf = sent && leaves.find((one) => one.name === sent.leaf.name);
  return leaf ? filling(forms.tellErrors(forms.moveTo(sent, leaf), {}), null) : null;
}

/**
 * Tell what keeps a command from being sent, and go to the first wrong option.
 *
 * @param {Draft} draft
 * @param {Object<string, string>} errors by the options' names
 * @returns {Draft}
 */
export function refuse(draft, errors) {
  const form = forms.tellErrors(draft.form, errors);
  return filling(form, form.pills.find((pill) => pill.error)?.option.name ?? null);
}
