/** Radio groups and checkboxes: https://discord.com/developers/docs/components/reference#radio-group */

import {h} from "../dom.js";

/**
 * One of several.
 *
 * @param {any} component
 * @param {import("./fields.js").Place} place
 * @returns {import("./fields.js").Control}
 */
export function radioGroup(component, place) {
  const group = options(component, place, "radio");
  if (!place.required) group.element.append(leaving(group));
  return {
    ...group,
    value: () => group.ticked()[0] ?? "",
    problem: () => (place.required && group.ticked().length === 0 ? "This field is required" : null),
  };
}

/**
 * Any of several, within bounds.
 *
 * @param {any} component
 * @param {import("./fields.js").Place} place
 * @returns {import("./fields.js").Control}
 */
export function checkboxGroup(component, place) {
  const group = options(component, place, "checkbox");
  const least = component.min_values ?? 1;
  const most = component.max_values ?? component.options.length;
  const limit = () => {
    const full = group.ticked().length >= most;
    for (const input of group.inputs) input.disabled = full && !input.checked;
  };
  group.element.addEventListener("change", limit);
  limit();
  return {
    ...group,
    value: group.ticked,
    problem: () => {
      const count = group.ticked().length;
      if (count === 0) return place.required ? "This field is required" : null;
      return count < least ? `Choose at least ${least}` : null;
    },
  };
}

/**
 * Yes or no.
 *
 * @param {any} component
 * @param {import("./fields.js").Place} place
 * @returns {import("./fields.js").Control}
 */
export function checkbox(component, {id, describedBy}) {
  const marks = {id, class: "choice-input", "aria-describedby": describedBy};
  const input = h("input", {type: "checkbox", ...marks, checked: component.default});
  return {element: input, focused: input, beside: true, value: () => input.checked, problem: () => null};
}

function options(component, {id, labelledBy, describedBy, required}, type) {
  const inputs = component.options.map(({value, default: checked}) =>
    h("input", {type, name: id, value, checked, class: "choice-input"}),
  );
  const rows = component.options.map((one, index) => h("label", {class: "choice-row"}, inputs[index], words(one)));
  const marks = {id, "aria-labelledby": labelledBy, "aria-describedby": describedBy};
  const role = type === "radio" ? {role: "radiogroup", "aria-required": String(required)} : {role: "group"};
  const element = h("div", {class: "choice-rows", ...marks, ...role}, rows);
  const ticked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const focused = inputs.find((input) => input.checked) ?? inputs[0];
  // A single radio button cannot be wrong for those who hear it, only the group.
  return {element, inputs, ticked, focused, marked: type === "radio" ? element : focused, group: true};
}

function words({label, description}) {
  const more = description && h("span", {class: "choice-description"}, description);
  return h("span", {class: "choice-words"}, h("span", {class: "choice-label"}, label), more);
}

/** A radio button cannot be left by pressing it again. */
function leaving({inputs, ticked, element}) {
  const button = h("button", {type: "button", class: "choice-clear", hidden: ticked().length === 0}, "Clear choice");
  button.addEventListener("click", () => {
    for (const input of inputs) input.checked = false;
    inputs[0].focus();
    button.hidden = true;
  });
  element.addEventListener("change", () => (button.hidden = false));
  return button;
}
