/**
 * What the popup above the field shows, as data: a head, rows to choose from, or a sentence.
 */

import {offeredFor} from "./commands.js";
import {pillOf, unused} from "./form.js";
import {Kind, fixedChoices} from "./kinds.js";
import {bare, matching} from "./match.js";
import {constraints} from "./values.js";

/** Discord shows at most so many rows of a list. */
export const MOST_ROWS = 25;

const LOADING = "Loading options…";
const FAILED = "Loading options failed.";
const NOTHING = "No options match your search.";

/**
 * @typedef {object} Row
 * @property {string} key
 * @property {string} label
 * @property {string} description
 * @property {import("./kinds.js").Option[]} hints of a command, its options
 * @property {boolean} app whether the application's picture stands before it
 * @property {{command: import("./commands.js").Leaf} | {option: string} | {choice: import("./kinds.js").Choice}} pick
 *
 * @typedef {object} Menu
 * @property {"commands" | "options" | "value"} kind
 * @property {{name: string, description: string, note: string, error: string}} head
 * @property {Row[]} rows
 * @property {string} status said instead of rows
 * @property {number} first the row that Enter takes, -1 for none
 */

const HEADLESS = Object.freeze({name: "", description: "", note: "", error: ""});

/**
 * The commands that a line means which is still being typed.
 *
 * @param {import("./commands.js").Leaf[]} leaves
 * @param {string} line
 * @returns {Menu | null} null where there is nothing to show
 */
export function commandMenu(leaves, line) {
  const rows = offeredFor(leaves, line).map((leaf) => ({
    key: leaf.name,
    label: `/${leaf.name}`,
    description: leaf.description,
    hints: leaf.options,
    app: true,
    pick: {command: leaf},
  }));
  return rows.length > 0 ? {kind: "commands", head: HEADLESS, rows, status: "", first: 0} : null;
}

/**
 * What a filled-in command offers at one place.
 *
 * @param {import("./form.js").Form} form
 * @param {string | null} active the option that is typed into, null for the tail
 * @param {import("./completion.js").Answer | null} answer
 * @param {import("./values.js").Entities} entities
 * @returns {Menu | null}
 */
export function formMenu(form, active, answer, entities) {
  return active === null ? tailMenu(form) : valueMenu(pillOf(form, active), answer, entities);
}

function tailMenu(form) {
  const left = unused(form);
  const typed = form.tail.trim();
  if (left.length === 0) return typed ? {...told(`This command has no option for “${typed}”.`), kind: "options"} : null;
  const rows = matching(left, typed, (option) => option.name).map((option) => ({
    key: option.name,
    label: option.name,
    description: option.description,
    hints: [],
    app: false,
    pick: {option: option.name},
  }));
  const head = {...HEADLESS, name: "Options"};
  return {kind: "options", head, rows, status: rows.length > 0 ? "" : NOTHING, first: typed ? 0 : -1};
}

const told = (status) => ({kind: "value", head: HEADLESS, rows: [], status, first: -1});

function valueMenu(pill, answer, entities) {
  const {option} = pill;
  const head = {
    name: option.name,
    description: option.description,
    note: [constraints(option), option.required ? "" : "Optional"].filter(Boolean).join(" · "),
    error: pill.error,
  };
  return {...listOf(pill, answer, entities), head};
}

function listOf(pill, answer, entities) {
  const {option} = pill;
  if (option.type === Kind.ATTACHMENT) return told(pill.busy);
  const fixed = fixedChoices(option, entities);
  if (fixed) return choiceList(matching(fixed.map(plain), bare(pill.text), (one) => one.plain));
  if (!option.autocomplete || answer?.option !== option.name) return told("");
  if (answer.status === "ready") return choiceList(answer.choices);
  return told(answer.status === "failed" ? FAILED : LOADING);
}

/** A list is searched without the signs before names: "@ad" and "ad" both find @Ada. */
const plain = (choice) => ({...choice, plain: bare(choice.name)});

function choiceList(choices) {
  const rows = choices.slice(0, MOST_ROWS).map((choice, place) => ({
    key: `${place} ${choice.name}`,
    label: choice.name,
    description: choice.description ?? "",
    hints: [],
    app: false,
    pick: {choice: {name: choice.name, value: choice.value}},
  }));
  return {kind: "value", rows, status: rows.length > 0 ? "" : NOTHING, first: rows.length > 0 ? 0 : -1};
}
