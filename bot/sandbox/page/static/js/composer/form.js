/**
 * A command that is being filled in: what each of its pills holds. Values that never change; every step makes a new one.
 */

import {readValues} from "./commands.js";
import {Kind} from "./kinds.js";

/**
 * @typedef {object} Pill an option that has a place in the line
 * @property {import("./kinds.js").Option} option
 * @property {string} text what its field shows
 * @property {import("./kinds.js").Choice | null} chosen what was taken from a list; its value is sent, not the text
 * @property {string} error what is wrong with it, told when sending was tried
 * @property {string} busy what it waits for, empty where it waits for nothing
 *
 * @typedef {object} Form
 * @property {import("./commands.js").Leaf} leaf
 * @property {Pill[]} pills
 * @property {string} tail what is typed behind the last pill
 */

/** A file is picked, never typed. */
const fresh = (option, text = "") => ({
  option,
  text: option.type === Kind.ATTACHMENT ? "" : text,
  chosen: null,
  error: "",
  busy: "",
});

/**
 * Begin a command: a pill for each required option, and for each that has a value already.
 *
 * @param {import("./commands.js").Leaf} leaf
 * @param {Object<string, string>} [values] texts by the options' names
 * @param {string} [tail]
 * @returns {Form}
 */
export function begin(leaf, values = {}, tail = "") {
  const shown = leaf.options.filter((option) => option.required || Object.hasOwn(values, option.name));
  return {leaf, pills: shown.map((option) => fresh(option, values[option.name])), tail};
}

/** The pill of an option, or undefined. */
export const pillOf = (form, name) => form.pills.find((pill) => pill.option.name === name);

/** The options that have no pill yet. */
export const unused = (form) => form.leaf.options.filter((option) => !pillOf(form, option.name));

function change(form, name, fields) {
  const pills = form.pills.map((pill) => (pill.option.name === name ? {...pill, ...fields} : pill));
  return {...form, pills};
}

/** Type into a pill: what was chosen before is free text again. */
export const write = (form, name, text) => change(form, name, {text, chosen: null, error: "", busy: ""});

/** Take a choice from a list. */
export const choose = (form, name, choice) =>
  change(form, name, {text: choice.name, chosen: choice, error: "", busy: ""});

/** Show a text for which something has to happen before it has a value, and tell what. */
export const wait = (form, name, text, busy) => change(form, name, {text, chosen: null, error: "", busy});

/** Empty a pill, and tell why. */
export const reject = (form, name, error) => change(form, name, {text: "", chosen: null, error, busy: ""});

/** Tell what is wrong, by the options' names; those not named are right. */
export const tellErrors = (form, errors) => ({
  ...form,
  pills: form.pills.map((pill) => ({...pill, error: errors[pill.option.name] ?? ""})),
});

/** Give an option its pill, behind the others. */
export function add(form, name, text = "") {
  const option = unused(form).find((one) => one.name === name);
  return option ? {...form, pills: [...form.pills, fresh(option, text)], tail: ""} : form;
}

/** Take the pill of an optional option away; required ones stay. */
export function remove(form, name) {
  return {...form, pills: form.pills.filter((pill) => pill.option.name !== name || pill.option.required)};
}

/**
 * Type behind the last pill. The start of an option's name stays there, to choose from; `name: value` and words that begin
 * no name become a pill at once, the words as the value of the next option that can be typed.
 *
 * @param {Form} form
 * @param {string} tail
 * @returns {{form: Form, active: string | null}} `active`: the pill that is typed into now, null for the tail
 */
export function writeTail(form, tail) {
  const left = unused(form);
  const typed = tail.trim().toLowerCase();
  const {values, rest} = readValues(tail, left);
  const names = Object.keys(values);
  const begun = typed === "" || left.some((option) => option.name.startsWith(typed));
  if (begun || names.length === 0) return {form: {...form, tail}, active: null};
  const grown = names.reduce((whole, name) => add(whole, name, values[name]), form);
  return {form: {...grown, tail: rest}, active: names.at(-1)};
}

/** The pill behind another, null where the tail is next. */
export function nextTo(form, name) {
  const place = form.pills.findIndex((pill) => pill.option.name === name);
  return form.pills[place + 1]?.option.name ?? null;
}

/** The pill before another, or before the tail (null); null where there is none. */
export function previousTo(form, name) {
  const place = name === null ? form.pills.length : form.pills.findIndex((pill) => pill.option.name === name);
  return form.pills[place - 1]?.option.name ?? null;
}

/** The first pill without a value, from another one on, then from the start; null where all are filled. */
export function nextEmpty(form, name = null) {
  const place = form.pills.findIndex((pill) => pill.option.name === name);
  const inOrder = [...form.pills.slice(place + 1), ...form.pills.slice(0, place + 1)];
  return inOrder.find((pill) => pill.text === "")?.option.name ?? null;
}

/**
 * The line that would be typed for a form. A value whose name is not sent is given by itself, so that the line means the
 * same when it is read again.
 *
 * @param {Form} form
 * @returns {string}
 */
export function toLine(form) {
  const filled = form.pills.filter((pill) => pill.text !== "" && pill.option.type !== Kind.ATTACHMENT);
  return [`/${form.leaf.name}`, ...filled.map((pill) => `${pill.option.name}:${spelled(pill)}`)].join(" ");
}

const spelled = ({option, text, chosen}) => (option.autocomplete && chosen ? String(chosen.value) : text);

/**
 * Put the same values into a command that was registered anew.
 *
 * @param {Form} form
 * @param {import("./commands.js").Leaf} leaf
 * @returns {Form}
 */
export function moveTo(form, leaf) {
  const pills = leaf.options.flatMap((option) => {
    const old = pillOf(form, option.name);
    const kept = old && old.option.type === option.type;
    if (kept) return [{...old, option}];
    return option.required ? [fresh(option)] : [];
  });
  return {leaf, pills, tail: form.tail};
}
