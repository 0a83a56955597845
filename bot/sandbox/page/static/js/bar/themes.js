/**
 * The switch between dark and light.
 */

import {h} from "../dom.js";

const CHOICES = [["system", "As the system"], ["dark", "Dark"], ["light", "Light"]];

/**
 * Draw the switch.
 *
 * @param {ReturnType<typeof import("../theme.js").createTheme>} theme
 * @returns {HTMLElement}
 */
export function drawThemes(theme) {
  const choice = ([value, words]) => {
    const properties = {type: "radio", name: "theme", value, checked: theme.choice() === value};
    return h("label", {class: "theme"}, h("input", {...properties, onchange: () => theme.choose(value)}), h("span", null, words));
  };
  return h("fieldset", {class: "bar-section themes"}, h("legend", null, "Looks"), CHOICES.map(choice));
}
