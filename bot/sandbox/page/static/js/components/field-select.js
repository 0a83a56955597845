/** Selects in a form. */

import {boundsOf, choicesOf, defaultsOf} from "./choices.js";
import {createSelect} from "./select.js";

/**
 * @param {any} component
 * @param {import("./fields.js").Place} place
 * @returns {import("./fields.js").Control}
 */
export function selectField(component, {id, label, describedBy, required, ctx}) {
  const {least} = boundsOf(component);
  let chosen = defaultsOf(component);
  const channel = ctx.store.get(`channel:${ctx.current()}`);
  const element = createSelect({
    select: component,
    id,
    label,
    // What is not required may be left again.
    least: required ? least : 0,
    choices: () => choicesOf(component, channel, ctx.store),
    chosen,
    choose: (values) => {
      chosen = values;
      element.dispatchEvent(new Event("change", {bubbles: true}));
    },
  });
  const focused = element.querySelector(".select-box");
  focused.setAttribute("aria-describedby", describedBy);
  return {
    element,
    focused,
    value: () => chosen,
    problem: () => {
      if (chosen.length === 0) return required ? "This field is required" : null;
      return chosen.length < least ? `Choose at least ${least}` : null;
    },
  };
}
