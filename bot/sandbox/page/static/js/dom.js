/**
 * Making elements. Text only ever becomes text nodes, so that nothing a bot or an admin wrote can become markup:
 * no module of the page uses innerHTML.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element: `h("button", {class: "primary", onclick: press, disabled: true}, "Press")`.
 *
 * Properties: `class`, `style` (an object), `dataset` (an object), `on<event>` (a listener), booleans (set or left out), and
 * attributes by name. Children: nodes, strings, numbers, arrays of them; null, undefined and false are left out.
 *
 * @param {string} tag
 * @param {Object<string, any> | null} [properties]
 * @param {...any} children
 * @returns {HTMLElement}
 */
export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function svg(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) set(element, name, value);
  element.append(...flat(children));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") setStyle(element, value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else element.setAttribute(name, value === true ? "" : value);
}

function setStyle(element, style) {
  for (const [property, value] of Object.entries(style)) element.style.setProperty(property, value);
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Make what is in an element these children, and nothing else. */
export function replace(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}
