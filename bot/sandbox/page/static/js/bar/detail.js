/**
 * One request in full: what the bot sent, word for word, and what was answered.
 */

import {h, replace} from "../dom.js";
import {pageLocale} from "../locale.js";
import {icon} from "../shell/icons.js";

const GONE = "The sandbox does not remember this request any more.";
const SILENT = "The sandbox does not answer. Is it still running?";

/**
 * Make the dialog.
 *
 * @returns {{element: HTMLDialogElement, open: (number: number) => Promise<void>}}
 */
export function createDetail() {
  const title = h("h2", {class: "detail-title", id: "detail-title"});
  const body = h("div", {class: "detail-body"});
  const onclick = () => dialog.close();
  const close = h("button", {class: "bar-icon", type: "button", "aria-label": "Close", onclick}, icon("close"));
  const head = h("div", {class: "bar-row"}, title, close);
  const dialog = h("dialog", {class: "detail", "aria-labelledby": "detail-title"}, head, body);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  async function open(number) {
    replace(title, `Request ${number}`);
    replace(body, h("p", {class: "bar-none", role: "status"}, "Asking for it…"));
    dialog.showModal();
    const {request, error} = await load(number);
    if (request === undefined) {
      replace(body, h("p", {class: "detail-error", role: "alert"}, error));
      return;
    }
    replace(title, `${request.method} ${request.path}`);
    replace(body, drawFacts(request), drawProblems(request), drawParts(request));
  }

  return {element: dialog, open};
}

async function load(number) {
  try {
    const response = await fetch(`/page/requests/${number}`);
    return response.ok ? {request: await response.json()} : {error: GONE};
  } catch {
    return {error: SILENT};
  }
}

function drawFacts({n, at, status, outcome}) {
  const when = new Date(at).toLocaleTimeString(pageLocale(), {timeStyle: "medium"});
  return h("p", {class: `detail-facts outcome-${outcome}`}, `Number ${n}, at ${when}: ${status ?? "no answer"}, ${outcome}`);
}

function drawProblems({told, warnings}) {
  const lines = told.split("\n").filter(Boolean);
  const items = [
    lines.map((line) => h("li", {class: "request-told"}, line)),
    warnings.map((line) => h("li", {class: "request-warning"}, line)),
  ];
  return lines.length + warnings.length > 0 && h("ul", {class: "detail-problems"}, items);
}

function drawParts({query, json, files, answer}) {
  return [
    Object.keys(query).length > 0 && drawPart("Query", query),
    drawPart("What the bot sent", json),
    files.length > 0 && drawPart("Files", files),
    drawPart("What was answered", answer),
  ];
}

function drawPart(title, value) {
  const text = pretty(value);
  const copy = text !== "" && drawCopy(title, text);
  const shown = text === "" ? h("p", {class: "bar-none"}, "Nothing.") : h("pre", {tabindex: "0", "aria-label": title}, text);
  return h("section", {class: "detail-part"}, h("div", {class: "bar-row"}, h("h3", null, title), copy), shown);
}

function drawCopy(title, text) {
  const button = h("button", {class: "bar-link", type: "button", "aria-label": `Copy: ${title}`, onclick: copy}, "Copy");
  async function copy() {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  }
  return button;
}

function pretty(value) {
  return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
}
