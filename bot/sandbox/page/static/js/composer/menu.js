/**
 * What the popup above the field shows, as data: a head, rows to choose from, or a sentence.
 */

import {offeredFor} from "./commands.js";
import {pillOf, unused} from "./form.js";
import {Kind, fixedChoices} from "./kinds.js";
import {bare, matching} from "./match.js";
import {constraints} from "./values.js";

/** Discord shows at most so many rows of a list. */
const MOST_ROWS = 25;

const LOADING = "Loading options…";
const FAILED = "Loading options failed.";
const NOTHING = "No options match your search.";

/**
 * @typedef {object} Row
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
 * @property {boolean} stale whether the rows are those of before, and newer ones are waited for; they cannot be taken
 * @property {string} status said instead of rows
 * @property {number} first the row that Enter takes, -1 for none
 */

const HEADLESS = Object.freeze({name: "", description: "", note: "", error: ""});

/**
 * What can be chosen now. Where somebody closed the popup, only what an option asks for stays.
 *
 * @param {object} now
 * @param {import("./draft.js").Draft} now.draft
 * @param {boolean} now.closed
 * @param {import("./commands.js").Leaf[]} now.leaves
 * @param {import("./completion.js").Answer | null} now.answer
 * @param {import("./values.js").Entities} now.entities
 * @returns {Menu | null} null where there is nothing to show
 */
export function menuOf({draft, closed, leaves, answer, entities}) {
  const {form, active, text} = draft;
  if (form && active !== null) {
    const menu = valueMenu(pillOf(form, active), answer, entities);
    return closed ? {...menu, ...told("")} : menu;
  }
  if (closed) return null;
  return form ? tailMenu(form) : commandMenu(leaves, text);
}

function commandMenu(leaves, line) {
  const rows = offeredFor(leaves, line).map((leaf) => ({
    label: `/${leaf.name}`,
    description: leaf.description,
    hints: leaf.options,
    app: true,
    pick: {command: leaf},
  }));
  return rows.length > 0 ? {...listed(rows), kind: "commands", head: HEADLESS} : null;
}

function tailMenu(form) {
  const left = unused(form);
  const typed = form.tail.trim();
  const head = {...HEADLESS, name: "Options"};
  if (left.length === 0) {
    return typed ? {...told(`This command has no option for “${typed}”.`), kind: "options", head} : null;
  }
  const rows = matching(left, typed, (option) => option.name).map((option) => ({
    label: option.name,
    description: option.description,
    hints: [],
    app: false,
    pick: {option: option.name},
  }));
  // Enter with nothing typed sends the command as it is.
  return {...listed(rows), ...(typed ? {} : {first: -1}), kind: "options", head};
}

function valueMenu(pill, answer, entities) {
  const {option} = pill;
  const list = {kind: "value", ...listOf(pill, answer, entities)};
  const notes = [constraints(option), option.required ? "" : "Optional", list.stale ? LOADING : ""];
  const note = notes.filter(Boolean).join(" · ");
  return {...list, head: {name: option.name, description: option.description, note, error: pill.error}};
}

function listOf(pill, answer, entities) {
  const {option} = pill;
  if (option.type === Kind.ATTACHMENT) return told(pill.busy);
  const fixed = fixedChoices(option, entities);
  if (fixed) return choiceList(matching(fixed.map(plain), bare(pill.text), (one) => one.plain));
  if (!option.autocomplete || answer?.option !== option.name) return told("");
  if (answer.status === "failed") return told(FAILED);
  if (answer.status === "ready") return choiceList(answer.choices);
  return answer.choices.length > 0 ? {...choiceList(answer.choices), stale: true, first: -1} : told(LOADING);
}

/** A list is searched without the signs before names: "@ad" and "ad" both find @Ada. */
const plain = (choice) => ({...choice, plain: bare(choice.name)});

function choiceList(choices) {
  const rows = choices.slice(0, MOST_ROWS).map((choice) => ({
    label: choice.name,
    description: choice.description ?? "",
    hints: [],
    app: false,
    pick: {choice: {name: choice.name, value: choice.value}},
  }));
  return listed(rows);
}

const told = (status) => ({rows: [], stale: false, status, first: -1});

function listed(rows) {
  return rows.length > 0 ? {rows, stale: false, status: "", first: 0} : told(NOTHING);
}
