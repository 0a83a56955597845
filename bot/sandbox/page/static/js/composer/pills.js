/**
 * A command in the field: its name, a pill for each option that has a place, and the tail behind them.
 */

import {h} from "../dom.js";
import {Kind, isNumeric} from "./kinds.js";
import {unused} from "./form.js";

/**
 * @typedef {object} Heard what is done in the line
 * @property {(name: string, text: string) => void} option
 * @property {(text: string) => void} tail
 * @property {(name: string, file: File) => void} file
 * @property {() => void} more
 */

/**
 * @param {Heard} on
 * @param {{listId: string, headId: string}} popup
 * @returns {{element: HTMLElement, show: (form: import("./form.js").Form) => void,
 *   control: (active: string | null) => HTMLElement | null}}
 */
export function createPills(on, popup) {
  const name = h("span", {class: "composer-command"});
  const tail = drawTail(on, popup);
  const more = h("button", {class: "composer-more", type: "button", onclick: on.more});
  const element = h("div", {class: "composer-pills", role: "group", hidden: true}, name, tail.element, more);
  let drawn = new Map();

  function show(form) {
    name.textContent = `/${form.leaf.name}`;
    element.setAttribute("aria-label", name.textContent);
    drawn = keep(form, drawn, (option) => drawPill(option, on, popup));
    let place = name;
    for (const view of drawn.values()) {
      if (place.nextSibling !== view.element) place.after(view.element);
      place = view.element;
    }
    tail.show(form.tail, form.leaf.name);
    const left = unused(form).length;
    more.hidden = left === 0;
    more.textContent = `+${left} optional`;
  }

  function control(active) {
    if (active === null) return tail.control;
    return [...drawn.values()].find((view) => view.name === active)?.control ?? null;
  }

  return {element, show, control};
}

/** Pills that stay keep their elements, and with them caret, selection and focus. */
function keep({leaf, pills}, before, draw) {
  const after = new Map();
  for (const pill of pills) {
    const key = JSON.stringify([leaf.name, pill.option]);
    const view = before.get(key) ?? draw(pill.option);
    view.show(pill);
    after.set(key, view);
  }
  for (const [key, view] of before) if (!after.has(key)) view.element.remove();
  return after;
}

function drawPill(option, on, popup) {
  const value = option.type === Kind.ATTACHMENT ? drawFile(option, on, popup) : drawField(option, on, popup);
  const label = h("span", {class: "pill-name", "aria-hidden": "true", onclick: () => value.control.focus()}, option.name);
  const element = h("span", {class: "pill"}, label, value.element);
  function show(pill) {
    value.show(pill);
    element.classList.toggle("is-wrong", pill.error !== "");
  }
  return {name: option.name, element, control: value.control, show};
}

/** What screen readers say of an option's control. */
function described(option, popup) {
  return {
    "aria-label": `${option.name}: ${option.description}`,
    "aria-describedby": popup.headId,
    dataset: {option: option.name},
  };
}

function drawField(option, on, popup) {
  const required = option.required ? "true" : null;
  const more = {"aria-required": required, inputmode: isNumeric(option) ? "decimal" : null};
  const typed = (text) => on.option(option.name, text);
  const {element, control, show} = drawInput({...described(option, popup), ...more}, typed, popup);
  return {
    element,
    control,
    show(pill) {
      show(pill.text);
      control.setAttribute("aria-invalid", String(pill.error !== ""));
    },
  };
}

function drawTail(on, popup) {
  const {element, control, show} = drawInput({class: "composer-tail"}, on.tail, popup);
  return {
    element,
    control,
    show(text, command) {
      control.setAttribute("aria-label", `Options of /${command}`);
      show(text);
    },
  };
}

/** An input as wide as its text: the box around it holds the same text, unseen, and so gives it its size. */
function drawInput(more, hear, popup) {
  const control = h("input", {
    type: "text",
    size: "1",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": popup.listId,
    oninput: () => hear(control.value),
    ...more,
  });
  const element = h("span", {class: "grow"}, control);
  const show = (text) => {
    if (control.value !== text) control.value = text;
    element.dataset.value = text;
  };
  return {element, control, show};
}

function drawFile(option, on, popup) {
  const picker = h("input", {type: "file", hidden: true, onchange: () => {
    const [file] = picker.files;
    picker.value = "";
    if (file) on.file(option.name, file);
  }});
  const press = () => picker.click();
  const control = h("button", {...described(option, popup), type: "button", class: "pill-file", onclick: press});
  const element = h("span", {class: "pill-value"}, control, picker);
  const show = (pill) => {
    control.textContent = pill.busy || pill.text || "Choose a file";
    control.classList.toggle("is-empty", pill.text === "");
  };
  return {element, control, show};
}
