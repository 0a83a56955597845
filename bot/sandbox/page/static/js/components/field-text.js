/** Lines and paragraphs of text: https://discord.com/developers/docs/components/reference#text-input */

import {h} from "../dom.js";

const PARAGRAPH = 2;
const MOST = 4000;
const ROWS = 4;

/**
 * @param {any} component
 * @param {import("./fields.js").Place} place
 * @returns {import("./fields.js").Control}
 */
export function textInput(component, {id, describedBy, required}) {
  const most = component.max_length ?? MOST;
  const several = component.style === PARAGRAPH;
  const input = h(several ? "textarea" : "input", {
    id,
    class: "text-input",
    type: several ? null : "text",
    rows: several ? ROWS : null,
    maxlength: most,
    placeholder: component.placeholder,
    "aria-describedby": describedBy,
    "aria-required": String(required),
  });
  input.value = component.value ?? "";
  const element = h("div", {class: several ? "text-field paragraph" : "text-field"}, input);
  if (several || component.max_length) element.append(counter(input, most));
  return {
    element,
    focused: input,
    value: () => input.value,
    problem: () => problemOf(input.value, {required, least: component.min_length ?? 0, most}),
  };
}

function counter(input, most) {
  const element = h("span", {class: "text-counter", "aria-hidden": "true"});
  const count = () => {
    element.textContent = `${input.value.length}/${most}`;
    element.classList.toggle("full", input.value.length > most);
  };
  input.addEventListener("input", count);
  count();
  return element;
}

function problemOf(value, {required, least, most}) {
  // The server counts characters, a text field counts the halves of which some consist.
  const length = [...value].length;
  if (length === 0) return required ? "This field is required" : null;
  if (length < least) return `Must be at least ${least} ${characters(least)}`;
  return length > most ? `Must be ${most} ${characters(most)} or fewer` : null;
}

const characters = (count) => (count === 1 ? "character" : "characters");
