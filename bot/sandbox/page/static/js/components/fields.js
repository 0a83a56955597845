/** The rows of a form: a label with what is filled in under it, or a text between them. */

import {h, replace} from "../dom.js";
import {renderMarkdown} from "../markdown/render.js";
import {checkbox, checkboxGroup, radioGroup} from "./field-choices.js";
import {fileUpload} from "./field-files.js";
import {selectField} from "./field-select.js";
import {textInput} from "./field-text.js";
import * as types from "./types.js";

/**
 * What a kind of field is made of.
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {() => any} value what is sent, or a promise of it
 * @property {() => string | null} problem what is wrong with it, as Discord says it
 * @property {HTMLElement} focused what takes the focus
 * @property {HTMLElement} [marked] what bears the marks of a wrong field, where that is not the same
 * @property {boolean} [group] it has several parts, so that a label cannot point at one of them
 * @property {boolean} [beside] the label stands beside it, not above
 *
 * @typedef {object} Field
 * @property {string} customId
 * @property {() => any} value
 * @property {() => boolean} check show what is wrong with it; true where nothing is
 * @property {() => void} focus
 *
 * @typedef {{id: string, describedBy: string, required: boolean, modal: any, ctx: any}} Place where a control stands
 */

const CONTROLS = {
  [types.TEXT_INPUT]: textInput,
  [types.FILE_UPLOAD]: fileUpload,
  [types.RADIO_GROUP]: radioGroup,
  [types.CHECKBOX_GROUP]: checkboxGroup,
  [types.CHECKBOX]: checkbox,
};

/**
 * A row of a form; texts have no field.
 *
 * @param {any} row
 * @param {any} modal
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLElement, field: Field | null}}
 */
export function renderRow(row, modal, ctx) {
  if (row.type === types.TEXT_DISPLAY) {
    return {element: h("div", {class: "text-display"}, renderMarkdown(row.content, ctx, {kind: "display"})), field: null};
  }
  if (row.type === types.LABEL) return labelled(row, row.component, modal, ctx);
  const [component] = row.components;
  return labelled({label: component.label}, component, modal, ctx);
}

function labelled({label, description}, component, modal, ctx) {
  const id = `modal-${modal.interaction}-${component.id}`;
  const parts = {label: `${id}-label`, description: `${id}-description`, problem: `${id}-problem`};
  const required = component.type !== types.CHECKBOX && (component.required ?? true);
  const describedBy = description ? `${parts.description} ${parts.problem}` : parts.problem;
  const make = types.isSelect(component) ? selectField : CONTROLS[component.type];
  const control = make(component, {id, label, labelledBy: parts.label, describedBy, required, modal, ctx});
  const problem = h("p", {id: parts.problem, class: "field-problem", role: "status"});
  const named = [label, required && star()];
  const words = h(
    "div",
    {class: "field-words"},
    control.group
      ? h("span", {id: parts.label, class: "field-label"}, named)
      : h("label", {id: parts.label, class: "field-label", for: id}, named),
    description && h("p", {id: parts.description, class: "field-description"}, description),
  );
  const element = h("div", {class: control.beside ? "field beside" : "field"}, words, control.element, problem);
  return {element, field: field(component.custom_id, control, {element, problem})};
}

function star() {
  return h("span", {class: "field-star", "aria-hidden": "true"}, " *");
}

function field(customId, control, {element, problem}) {
  const show = (told) => {
    replace(problem, told);
    element.classList.toggle("wrong", told !== null);
    const marked = control.marked ?? control.focused;
    if (told === null) marked.removeAttribute("aria-invalid");
    else marked.setAttribute("aria-invalid", "true");
  };
  // What was wrong is no longer told once somebody sets about it.
  for (const event of ["input", "change"]) element.addEventListener(event, () => show(null));
  return {
    customId,
    value: control.value,
    focus: () => control.focused.focus(),
    check: () => {
      const told = control.problem();
      show(told);
      return told === null;
    },
  };
}
