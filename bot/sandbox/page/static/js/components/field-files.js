/** Files in a form: https://discord.com/developers/docs/components/reference#file-upload */

import {h, replace} from "../dom.js";
import {uploadFile} from "../upload.js";
import {sizeText} from "./file.js";
import {glyph} from "./glyphs.js";

/**
 * @param {any} component
 * @param {import("./fields.js").Place} place
 * @returns {import("./fields.js").Control}
 */
export function fileUpload(component, {id, describedBy, required}) {
  const least = component.min_values ?? 1;
  const most = component.max_values ?? 1;
  // A file is uploaded once, however often the form is sent.
  const uploads = new Map();
  const input = h("input", {id, type: "file", class: "file-input", multiple: most > 1, "aria-describedby": describedBy});
  const list = h("ul", {class: "file-list"});
  const draw = () => replace(list, [...uploads.keys()].map((file) => row(file, () => remove(file))));
  const add = (files) => {
    for (const file of [...files].slice(0, most === 1 ? 1 : most - uploads.size)) {
      if (most === 1) uploads.clear();
      uploads.set(file, null);
    }
    draw();
  };
  const remove = (file) => {
    uploads.delete(file);
    draw();
    input.focus();
  };
  input.addEventListener("change", () => {
    add(input.files);
    // The same file can be chosen again after it was removed.
    input.value = "";
  });
  return {
    element: h("div", {class: "file-field"}, dropZone(input, most, add), list),
    focused: input,
    value: () => Promise.all([...uploads.keys()].map((file) => uploaded(file, uploads))),
    problem: () => {
      if (uploads.size === 0) return required ? "This field is required" : null;
      return uploads.size < least ? `Add at least ${least} files` : null;
    },
  };
}

async function uploaded(file, uploads) {
  if (!uploads.get(file)) uploads.set(file, await uploadFile(file));
  return uploads.get(file);
}

function dropZone(input, most, add) {
  const what = most === 1 ? "Drop a file here or " : `Drop up to ${most} files here or `;
  const words = h("span", null, what, h("span", {class: "file-browse"}, "browse"));
  const zone = h("label", {class: "file-drop"}, input, glyph("upload"), words);
  const over = (event) => {
    event.preventDefault();
    zone.classList.toggle("over", event.type === "dragover");
  };
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", over);
  zone.addEventListener("drop", (event) => {
    over(event);
    add(event.dataTransfer.files);
    input.dispatchEvent(new Event("input", {bubbles: true}));
  });
  return zone;
}

function row(file, remove) {
  const words = [h("span", {class: "file-name"}, file.name), h("span", {class: "file-size"}, sizeText(file.size))];
  return h(
    "li",
    {class: "file-row"},
    glyph("file"),
    h("span", {class: "file-words"}, words),
    h("button", {type: "button", class: "file-remove", "aria-label": `Remove ${file.name}`, onclick: remove}, glyph("close")),
  );
}
