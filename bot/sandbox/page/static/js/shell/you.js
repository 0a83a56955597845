/**
 * The box at the lower left: who looks at the page, and who else could.
 */

import {h, replace} from "../dom.js";
import {arrows} from "./arrows.js";
import {face} from "./avatar.js";
import {icon} from "./icons.js";

/**
 * Make the box with its picker.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function createYou(ctx) {
  const menu = h("div", {class: "people", id: "people", role: "menu", "aria-label": "Be somebody else", popover: "auto"});
  const button = h("button", {
    class: "you-button",
    type: "button",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    popovertarget: "people",
  });
  const element = h("section", {class: "you", "aria-label": "You"}, button, menu);
  arrows(menu, ".person");
  menu.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("[aria-checked='true']")?.focus();
  });

  return {
    element,
    show() {
      const me = ctx.me();
      replace(button, face(me), words(me.name, rank(me.admin)), h("span", {class: "you-swap"}, icon("swap")));
      button.setAttribute("aria-label", `You are ${me.name}, ${rank(me.admin)}. Be somebody else`);
      replace(menu, h("p", {class: "people-title", "aria-hidden": "true"}, "Look at the server as"), choices(ctx, menu));
    },
  };
}

function choices(ctx, menu) {
  const me = ctx.me();
  const others = me.others.map((id) => ctx.store.get(`person:${id}`)).filter(Boolean);
  const all = [me, ...others].sort((one, other) => other.admin - one.admin || one.name.localeCompare(other.name));
  const choose = (person) => {
    menu.hidePopover();
    ctx.become(person.id);
  };
  return all.map((person) => drawPerson(person, person.id === me.id, choose));
}

function drawPerson(person, chosen, choose) {
  const properties = {
    class: "person",
    type: "button",
    role: "menuitemradio",
    "aria-checked": String(chosen),
    tabindex: chosen ? "0" : "-1",
    onclick: () => choose(person),
  };
  const mark = chosen && h("span", {class: "person-mark"}, icon("check"));
  return h("button", properties, face(person), words(person.name, rank(person.admin)), mark);
}

const rank = (admin) => (admin ? "Admin" : "Member");

function words(name, below) {
  return h("span", {class: "you-words"}, h("span", {class: "you-name"}, name), h("span", {class: "you-rank"}, below));
}
