/**
 * The input below the messages: plain text, and commands with their options, as Discord's.
 */

import {h} from "../dom.js";
import {uploadFile} from "../upload.js";
import {leavesIn} from "./commands.js";
import {PAUSE, createCompletion} from "./completion.js";
import * as drafts from "./draft.js";
import {createDrafts} from "./drafts.js";
import {entitiesFor} from "./entities.js";
import {choose, pillOf, reject, wait} from "./form.js";
import {intentOf} from "./keys.js";
import {caretOf, createLine, focus} from "./line.js";
import {menuOf} from "./menu.js";
import {createOffer} from "./offer.js";
import {hearOutside} from "./outside.js";
import {placeOf} from "./place.js";
import {createRefusals} from "./refusals.js";
import {sendCommand, sendText} from "./send.js";
import {valuesOf} from "./values.js";

/** What lists and commands are made of. */
const KNOWN = ["me", "app", "command:", "channel:", "person:", "role:"];
const CONTROLS = "textarea, input[role=combobox], [data-option]";

/**
 * Make the input.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLElement, show: (channel: string) => void}}
 */
export function createComposer(ctx) {
  const composer = new Composer(ctx);
  return {element: composer.element, show: (channel) => composer.show(channel)};
}

class Composer {
  #ctx;
  #offer;
  #line;
  #completion;
  #drafts = createDrafts();
  #refusals;
  #draft = drafts.EMPTY;
  #key = "";
  #channel = null;
  #leaves = [];
  #place = placeOf(undefined, false);
  #answer = null;
  #sent = null;
  #closed = false;
  #focused = false;

  constructor(ctx) {
    this.#ctx = ctx;
    this.#refusals = createRefusals(ctx);
    this.#offer = createOffer((row) => this.#change(drafts.take(this.#draft, row.pick)));
    this.#line = createLine(this.#heard(), this.#offer.ids);
    this.#completion = createCompletion({
      ask: (question) => this.#complete(question),
      hear: (answer) => this.#answered(answer),
    });
    const listeners = {
      onkeydown: (event) => this.#pressed(event),
      onfocusin: (event) => this.#entered(event),
      onfocusout: (event) => this.#left(event),
    };
    const {popup, said} = this.#offer;
    this.element = h("div", {class: "composer", ...listeners}, popup, this.#line.element, said);
    for (const prefix of KNOWN) ctx.store.watch(prefix, () => this.#learn());
    hearOutside(this.element, {insert: (name) => this.#insert(name), type: () => this.#focus("end")});
    this.#learn();
  }

  /** Open a channel; what was begun in it stands in the field again. */
  show(channel) {
    this.#channel = channel;
    this.#learn();
  }

  /** Look again at who types where, and at what can be typed there. */
  #learn() {
    const {store, me} = this.#ctx;
    const key = `${me()?.id} ${this.#channel}`;
    if (key !== this.#key) this.#open(key);
    this.#leaves = leavesIn(store.all("command:"), this.#channel);
    this.#place = placeOf(this.#here(), this.#leaves.length > 0);
    this.#keep(drafts.refit(this.#draft, this.#leaves));
    this.#draw();
  }

  #open(key) {
    this.#key = key;
    this.#draft = this.#drafts.get(key);
    this.#closed = true;
    this.#completion.stop();
  }

  #heard() {
    const typed = (draft) => this.#change(draft, {typed: true});
    return {
      text: (text) => typed(drafts.typeText(text, this.#leaves)),
      option: (name, text) => typed(drafts.typeOption(this.#draft, name, text)),
      tail: (text) => typed(drafts.typeTail(this.#draft, text)),
      file: (name, file) => this.#upload(name, file),
      more: () => this.#change({...this.#draft, active: null}),
      send: () => this.#send(),
    };
  }

  #here() {
    return this.#ctx.store.get(`channel:${this.#channel}`);
  }

  #entities = (option) => entitiesFor(this.#ctx.store, this.#here(), option);

  #keep(draft) {
    this.#draft = draft;
    this.#drafts.set(this.#key, draft);
  }

  /**
   * Take a step of the person: draw it, move the focus where it leads, ask for what can be suggested there. Where a value
   * stands already, the list stays closed until somebody types: Enter shall send it, not replace it.
   */
  #change(draft, {typed = false} = {}) {
    const before = this.#draft;
    this.#keep(draft);
    this.#closed = !typed && this.#hasValue();
    const stays = draft.form?.leaf === before.form?.leaf && draft.active === before.active;
    this.#draw();
    if (!typed || !stays) this.#focus(draft.caret ?? "end");
    this.#ask(stays ? PAUSE : 0);
  }

  #hasValue() {
    const {form, active} = this.#draft;
    return Boolean(form && pillOf(form, active)?.text);
  }

  #focus(caret) {
    const control = this.#line.control(this.#draft);
    if (!control.disabled) focus(control, caret);
  }

  #ask(pause) {
    const {form, active} = this.#draft;
    const pill = form && pillOf(form, active);
    if (!pill?.option.autocomplete || this.#closed) this.#completion.stop();
    else this.#completion.want({option: active, typed: pill.text}, pause);
  }

  async #complete({option, typed}) {
    const {form} = this.#draft;
    const {[option]: own, ...options} = valuesOf(form, this.#entities).options;
    const asked = {do: "complete", channel: this.#channel, command: form.leaf.name, options, option, typed};
    return (await this.#ctx.act(asked)).choices ?? [];
  }

  #answered(answer) {
    this.#answer = answer;
    this.#suggest();
  }

  #draw() {
    this.element.hidden = this.#place.hidden;
    this.#refusals.follow(this.#draft.text.trim(), this.#place);
    this.#line.show(this.#draft, this.#place);
    this.#suggest();
  }

  #suggest() {
    const {user, name} = this.#ctx.store.get("app") ?? {user: "0", name: ""};
    const what = {draft: this.#draft, closed: this.#closed, leaves: this.#leaves, answer: this.#answer};
    const menu = this.#focused && this.#here() ? menuOf({...what, entities: this.#entities}) : null;
    this.#offer.show(menu, this.#line.control(this.#draft), {user, name});
  }

  #entered({target}) {
    this.#focused = true;
    const {form, active} = this.#draft;
    const name = target.dataset.option ?? null;
    if (form && target.matches(CONTROLS) && name !== active) {
      this.#keep({...this.#draft, active: name});
      this.#closed = this.#hasValue();
      this.#ask(0);
    }
    this.#suggest();
  }

  #left({relatedTarget}) {
    if (this.element.contains(relatedTarget)) return;
    this.#focused = false;
    this.#suggest();
  }

  #pressed(event) {
    if (event.isComposing || !event.target.matches(CONTROLS)) return;
    const intent = intentOf(event, this.#situation(event.target));
    if (!intent || !this.#carryOut(intent)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #situation(control) {
    const menu = this.#offer.menu();
    const rows = menu === null || menu.stale ? 0 : menu.rows.length;
    const shown = Boolean(menu?.rows.length || menu?.status);
    const form = this.#draft.form !== null;
    const unpicked = control.tagName === "BUTTON" && !this.#hasValue();
    return {form, rows, row: this.#offer.row(), shown, unpicked, ...caretOf(control)};
  }

  /** Returns whether there was anything to do. */
  #carryOut(intent) {
    const offer = this.#offer;
    const steps = {
      take: () => this.#change(drafts.take(this.#draft, offer.menu().rows[Math.max(offer.row(), 0)].pick)),
      down: () => offer.move(1),
      up: () => offer.move(-1),
      close: () => this.#close(true),
      reopen: () => this.#close(false),
      send: () => this.#send(),
      next: () => this.#go(drafts.step(this.#draft, 1)),
      previous: () => this.#go(drafts.step(this.#draft, -1)),
      back: () => this.#go(drafts.back(this.#draft)),
      recall: () => this.#go(drafts.recall(this.#sent, this.#leaves)),
    };
    return steps[intent]() !== false;
  }

  #close(closed) {
    this.#closed = closed;
    this.#ask(0);
    this.#suggest();
  }

  #go(draft) {
    if (draft) this.#change(draft);
    return draft !== null;
  }

  #insert(name) {
    const leaf = this.#leaves.find((one) => one.name === name);
    if (!leaf) return this.#ctx.toast(`/${name} is not offered in this channel.`, "odd");
    return this.#change(drafts.startCommand(leaf));
  }

  #send() {
    if (this.#draft.form) this.#sendForm();
    else this.#sendText();
  }

  #sendForm() {
    const {form} = this.#draft;
    const {options, errors} = valuesOf(form, this.#entities);
    if (Object.keys(errors).length > 0) {
      this.#change(drafts.refuse(this.#draft, errors));
    } else if (form.tail.trim() !== "") {
      this.#change({...this.#draft, active: null});
    } else {
      this.#sent = form;
      this.#change(drafts.EMPTY);
      sendCommand(this.#ctx, {channel: this.#channel, command: form.leaf.name, options});
    }
  }

  async #sendText() {
    const key = this.#key;
    const {text} = this.#draft;
    const content = text.trim();
    if (!this.#refusals.allows(content, this.#place) || content === "") return;
    this.#change(drafts.EMPTY);
    if (await sendText(this.#ctx, {channel: this.#channel, content})) return;
    this.#amend(key, (draft) => (draft === drafts.EMPTY ? {...draft, text} : draft));
  }

  async #upload(name, file) {
    const key = this.#key;
    const change = (how) => this.#amend(key, (draft) => (draft.form ? {...draft, form: how(draft.form)} : draft));
    change((form) => wait(form, name, file.name, "Uploading…"));
    try {
      const value = await uploadFile(file);
      change((form) => choose(form, name, {name: file.name, value}));
    } catch (error) {
      change((form) => reject(form, name, error.message));
    }
  }

  /** Change a draft that may be another channel's by now. */
  #amend(key, how) {
    const own = key === this.#key;
    const draft = how(own ? this.#draft : this.#drafts.get(key));
    this.#drafts.set(key, draft);
    if (!own) return;
    this.#draft = draft;
    this.#draw();
  }
}
