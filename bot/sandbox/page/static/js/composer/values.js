/**
 * What a pill's text is worth: the value that is sent, or the sentence that says what is wrong with it.
 */

import {Kind, fixedChoices, isNumeric} from "./kinds.js";
import {exactly} from "./match.js";

/** What is told of an option that was left empty. */
const REQUIRED = "This option is required. Specify a value";

const SAFE = 2 ** 53;
const WRONG = Object.freeze({
  [Kind.INTEGER]: "This option must be a whole number",
  [Kind.NUMBER]: "This option must be a number",
  [Kind.BOOLEAN]: "This option must be True or False",
  [Kind.USER]: "This option must be a member of this channel",
  [Kind.CHANNEL]: "This option must be a channel of this server",
  [Kind.ROLE]: "This option must be a role of this server",
  [Kind.MENTIONABLE]: "This option must be a member or a role",
});

/**
 * @typedef {(option: import("./kinds.js").Option) => import("./kinds.js").Choice[]} Entities
 */

/**
 * Check a pill.
 *
 * @param {import("./form.js").Pill} pill
 * @param {Entities} entities lists the accounts, channels and roles that an option takes
 * @returns {{value: string | number | boolean} | {error: string}}
 */
export function valueOf(pill, entities) {
  const {option, text, chosen, busy} = pill;
  if (busy) return {error: busy};
  if (chosen) return {value: chosen.value};
  if (text.trim() === "") return {error: REQUIRED};
  const choices = fixedChoices(option, entities);
  if (choices) return ofList(option, choices, text);
  return isNumeric(option) ? ofNumber(option, text.trim()) : ofText(option, text);
}

function ofList(option, choices, text) {
  const choice = exactly(choices, text);
  if (choice) return {value: choice.value};
  return {error: option.choices?.length ? "This option must be one of the choices" : WRONG[option.type]};
}

function ofNumber(option, text) {
  const form = option.type === Kind.INTEGER ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)$/;
  const value = Number(text);
  if (!form.test(text) || Math.abs(value) > SAFE) return {error: WRONG[option.type]};
  const {min_value: low, max_value: high} = option;
  return isWithin(value, low, high) ? {value} : {error: `This option must be ${range(low, high)}`};
}

function ofText(option, text) {
  const {min_length: low, max_length: high} = option;
  const length = [...text].length;
  return isWithin(length, low, high) ? {value: text} : {error: `This option must be ${lengths(low, high)} long`};
}

const isGiven = (limit) => limit !== undefined && limit !== null;

const isWithin = (value, low, high) => (!isGiven(low) || value >= low) && (!isGiven(high) || value <= high);

function range(low, high) {
  if (!isGiven(low)) return `${high} or less`;
  return !isGiven(high) ? `${low} or more` : `between ${low} and ${high}`;
}

function lengths(low, high) {
  const counted = (number) => `${number} ${number === 1 ? "character" : "characters"}`;
  if (!low) return `at most ${counted(high)}`;
  if (!isGiven(high)) return `at least ${counted(low)}`;
  return low === high ? counted(low) : `between ${low} and ${counted(high)}`;
}

/**
 * What an option asks of its value, in words; empty where it asks nothing.
 *
 * @param {import("./kinds.js").Option} option
 * @returns {string}
 */
export function constraints(option) {
  const {min_value: lowest, max_value: highest, min_length: shortest, max_length: longest} = option;
  if (isNumeric(option) && (isGiven(lowest) || isGiven(highest))) return sentence(range(lowest, highest));
  if (shortest || isGiven(longest)) return sentence(lengths(shortest, longest));
  return "";
}

const sentence = (text) => text[0].toUpperCase() + text.slice(1);

/**
 * Check a whole form before it is sent. An optional pill without a value is left out.
 *
 * @param {import("./form.js").Form} form
 * @param {Entities} entities
 * @returns {{options: Object<string, any>, errors: Object<string, string>}} values and errors by the options' names
 */
export function valuesOf(form, entities) {
  const options = {};
  const errors = {};
  for (const pill of form.pills) {
    const {name} = pill.option;
    const {value, error} = valueOf(pill, entities);
    if (error === undefined) options[name] = value;
    else if (error !== REQUIRED || pill.option.required) errors[name] = error;
  }
  return {options, errors};
}
