/** The forms that a bot opens: https://discord.com/developers/docs/interactions/receiving-and-responding (Modal) */

import {h, replace} from "../dom.js";
import {face} from "../shell/avatar.js";
import {renderRow} from "./fields.js";
import {busyDots, glyph} from "./glyphs.js";

const FAILED = "Something went wrong. Try again.";

/**
 * @typedef {object} View
 * @property {HTMLDialogElement} dialog
 * @property {HTMLFormElement} form
 * @property {HTMLElement} failure
 * @property {import("./fields.js").Field[]} fields
 */

/**
 * Show a form and send what was filled in. One that was open before is closed, and nothing of it is kept.
 *
 * @param {any} modal the form as the bot sent it, with the id of its `interaction`
 * @param {import("../context.js").Context} ctx
 * @returns {void}
 */
export function openModal(modal, ctx) {
  document.querySelector("dialog.modal")?.close();
  const view = build(modal, ctx);
  const {dialog, form, fields} = view;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(modal, view, ctx);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // A file that misses its field would be opened in the place of the page.
  for (const event of ["dragover", "drop"]) dialog.addEventListener(event, (dragged) => dragged.preventDefault());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
}

function build(modal, ctx) {
  const rows = modal.components.map((row) => renderRow(row, modal, ctx));
  const failure = h("div", {class: "modal-failure", role: "alert"});
  const title = `modal-${modal.interaction}-title`;
  const close = () => dialog.close();
  const form = h(
    "form",
    {class: "modal-form", novalidate: true, autocomplete: "off"},
    head(modal, {title, close}, ctx),
    h("div", {class: "modal-body"}, notice(ctx), rows.map((row) => row.element)),
    failure,
    foot(close),
  );
  const dialog = h("dialog", {class: "modal", "aria-labelledby": title}, form);
  return {dialog, form, failure, fields: rows.map((row) => row.field).filter(Boolean)};
}

function head(modal, {title, close}, ctx) {
  const {user, name} = ctx.store.get("app");
  return h(
    "header",
    {class: "modal-head"},
    face({id: user, name}),
    h("div", {class: "modal-names"}, h("h2", {id: title}, modal.title), h("span", {class: "modal-app"}, name)),
    h("button", {type: "button", class: "modal-close", "aria-label": "Close", onclick: close}, glyph("close")),
  );
}

function notice(ctx) {
  const {name} = ctx.store.get("app");
  const warning = ". Do not share passwords or other sensitive information.";
  const words = h("span", null, "This form will be submitted to ", h("strong", null, name), warning);
  return h("p", {class: "modal-notice"}, glyph("warning"), words);
}

function foot(close) {
  const words = h("span", {class: "button-face"}, "Submit");
  return h(
    "footer",
    {class: "modal-foot"},
    h("button", {type: "button", class: "component-button secondary", onclick: close}, "Cancel"),
    h("button", {type: "submit", class: "component-button primary modal-submit"}, words, busyDots()),
  );
}

async function submit(modal, view, ctx) {
  if (view.dialog.hasAttribute("data-busy")) return;
  const wrong = view.fields.filter((field) => !field.check());
  wrong[0]?.focus();
  if (wrong.length) return;
  setBusy(view, true);
  replace(view.failure);
  const failure = await send(modal, view, ctx);
  setBusy(view, false);
  if (failure === null) view.dialog.close();
  else replace(view.failure, glyph("info"), h("span", null, FAILED, h("span", {class: "modal-reason"}, failure)));
}

/** Answers what went wrong, null where nothing did. */
async function send(modal, {fields}, ctx) {
  try {
    const values = await Promise.all(fields.map(async (field) => [field.customId, await field.value()]));
    await ctx.act({do: "submit", interaction: modal.interaction, values: Object.fromEntries(values)});
    return null;
  } catch (error) {
    return error.message;
  }
}

function setBusy({dialog, form}, busy) {
  dialog.toggleAttribute("data-busy", busy);
  const button = form.querySelector(".modal-submit");
  button.toggleAttribute("data-busy", busy);
  if (busy) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}
