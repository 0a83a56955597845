/** The messages of the open channel: in order, following what comes, keeping the reader's place. */

import {h, replace} from "../dom.js";
import {createKeyed} from "../shell/keyed.js";
import {counted} from "../shell/words.js";
import {createAwaited} from "./awaited.js";
import {createDismissed} from "./dismissed.js";
import {channelHead} from "./head.js";
import {icon} from "./icons.js";
import {enterAt, moveByKeys} from "./keys.js";
import {createLines} from "./lines.js";
import {messagesOf, plan} from "./plan.js";
import {createRevisions} from "./revisions.js";
import {createPlace} from "./scroll.js";
import {byId} from "../snowflake.js";
import {refreshTimes} from "./times.js";

/** So many messages are drawn at first, and so many more each time the reader comes to the upper end. */
export const PAGE = 100;

const NEAR_START = 300;
const TIMES_EVERY = 20_000;
const DRAWN_FROM = ["message:", "person:", "role:", "channel:", "me"];

/**
 * @typedef {{element: HTMLElement, show: (channelId: string) => void}} MessageList
 */

/**
 * Make the list; one serves all channels.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {MessageList}
 */
export function createMessageList(ctx) {
  const view = new View(ctx);
  return {element: view.element, show: (channelId) => view.show(channelId)};
}

class View {
  #ctx;
  #parts = build(() => this.#toNewest(), () => this.#earlier());
  #revisions = createRevisions();
  #dismissed = createDismissed();
  #awaited = createAwaited();
  #place;
  #drawLines;
  #drawHead;
  #channel = null;
  #viewer = null;
  #shown = PAGE;
  #readUpTo = null;
  #newest = null;
  #waiting = 0;
  #due = false;

  constructor(ctx) {
    const {scroller, rows, head} = this.#parts;
    this.#ctx = ctx;
    this.#place = createPlace(scroller, rows, () => this.#moved());
    this.#drawLines = createLines(rows, this.#revisions, ctx);
    this.#drawHead = createKeyed(head, {
      key: (channel) => channel.id,
      make: (channel) => channelHead(channel, ctx),
      sign: (channel) => headSign(channel, ctx),
    });
    moveByKeys(rows);
    this.#listen();
  }

  get element() {
    return this.#parts.element;
  }

  show(channelId) {
    const viewer = this.#ctx.me().id;
    if (channelId !== this.#channel || viewer !== this.#viewer) this.#open(channelId, viewer);
    this.#draw();
  }

  #open(channelId, viewer) {
    Object.assign(this.#parts.scroller, {scrollTop: 0});
    [this.#channel, this.#viewer] = [channelId, viewer];
    [this.#shown, this.#waiting] = [PAGE, 0];
    this.#readUpTo = this.#ctx.readUpTo(channelId);
    this.#newest = this.#messages().at(-1)?.id ?? null;
    this.#parts.log.setAttribute("aria-busy", "true");
    this.#draw();
    this.#place.toEnd();
    this.#toUnread();
    this.#parts.log.removeAttribute("aria-busy");
  }

  #listen() {
    const {element} = this.#parts;
    for (const prefix of DRAWN_FROM) this.#ctx.store.watch(prefix, (changed) => this.#changed(changed));
    this.#ctx.pending.watch((channel) => channel === this.#channel && this.#sent());
    element.addEventListener("dismiss-message", ({detail}) => this.#dismiss(detail.id));
    element.addEventListener("jump-to-message", ({detail}) => this.#jump(detail.id));
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.#read());
    setInterval(() => refreshTimes(element, this.#ctx.now()), TIMES_EVERY);
  }

  /** One event of the stream changes many keys, each told by its kind: they are drawn together. */
  #changed(changed) {
    if (this.#channel === null) return;
    this.#revisions.note(changed, this.#messages().slice(-this.#shown));
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#arrived();
      this.#draw();
    });
  }

  #messages() {
    return messagesOf(this.#ctx.store.all("message:"), this.#channel, this.#dismissed.ids);
  }

  /** What came since the last time: somebody's own words lead to the end, others' wait where nobody looks. */
  #arrived() {
    const since = this.#newest;
    const fresh = this.#messages().filter((one) => since === null || byId(one.id, since) > 0);
    if (fresh.length === 0) return;
    this.#newest = fresh.at(-1).id;
    if (fresh.some((one) => this.#isMine(one))) return this.#toNewest();
    const seen = this.#place.atEnd() && !document.hidden;
    if (seen) return undefined;
    this.#readUpTo ??= since ?? "0";
    this.#waiting += this.#place.atEnd() ? 0 : fresh.length;
    this.#shown += fresh.length;
    return undefined;
  }

  #isMine(message) {
    return message.author.id === this.#viewer || message.invoked?.user === this.#viewer;
  }

  #sent() {
    const fresh = this.#awaited.note(this.#ctx.pending.list(this.#channel), this.#newest);
    this.#draw();
    if (fresh) this.#place.toEnd();
  }

  #draw() {
    const channel = this.#ctx.store.get(`channel:${this.#channel}`);
    const messages = this.#messages();
    const drawn = messages.slice(-this.#shown);
    const complete = drawn.length === messages.length;
    const pending = this.#awaited.still(this.#ctx.pending.list(this.#channel), drawn);
    this.#parts.log.setAttribute("aria-label", channel ? `Messages in ${channel.name}` : "Messages");
    this.#parts.earlier.hidden = complete;
    this.#drawHead(channel && complete ? [channel] : []);
    this.#drawLines(plan(drawn, {readUpTo: this.#readUpTo, pending}));
    enterAt(this.#parts.rows);
    this.#place.settle();
    this.#showWaiting();
  }

  #moved() {
    if (this.#place.atEnd() && this.#waiting > 0) this.#waiting = 0;
    this.#showWaiting();
    if (!this.#parts.earlier.hidden && this.#parts.scroller.scrollTop < NEAR_START) this.#earlier();
  }

  #showWaiting() {
    const {newer} = this.#parts;
    newer.hidden = this.#waiting === 0;
    const words = counted(this.#waiting, "new message");
    if (!newer.hidden && newer.dataset.words !== words) replace(newer, words, icon("down"));
    newer.dataset.words = words;
  }

  #earlier() {
    this.#shown += PAGE;
    this.#draw();
  }

  #toNewest() {
    [this.#waiting, this.#readUpTo] = [0, this.#waiting > 0 ? this.#readUpTo : null];
    this.#shown = PAGE;
    this.#draw();
    this.#place.toEnd();
  }

  #toUnread() {
    const line = this.#parts.rows.querySelector(".divider-unread");
    const edge = this.#parts.scroller.getBoundingClientRect().top;
    if (line && line.getBoundingClientRect().top < edge) this.#place.toElement(line);
  }

  #read() {
    this.#readUpTo = null;
    this.#toNewest();
  }

  #dismiss(id) {
    this.#dismissed.add(id);
    this.#draw();
  }

  #jump(id) {
    const position = this.#messages().findIndex((one) => one.id === id);
    if (position < 0) return this.#ctx.toast("That message is not in this channel any more.", "odd");
    this.#shown = Math.max(this.#shown, this.#messages().length - position + 10);
    this.#draw();
    const row = this.#parts.rows.querySelector(`:scope > [data-message="${CSS.escape(id)}"]`);
    this.#place.toElement(row);
    row.classList.add("jumped");
    row.addEventListener("focusout", () => row.classList.remove("jumped"), {once: true});
    row.querySelector("article").focus({preventScroll: true});
    return undefined;
  }
}

/** What the head of a channel depends on. */
function headSign({starter, people, ...channel}, ctx) {
  return [channel, starter && ctx.store.get(`message:${starter}`), people.map((id) => ctx.store.get(`person:${id}`))];
}

function build(toNewest, earlier) {
  const rows = h("ol", {class: "message-rows"});
  const head = h("div");
  const more = h("button", {type: "button", class: "earlier", hidden: true, onclick: earlier}, "Show earlier messages");
  // Additions only: the times within, which change by themselves, are nothing to be read out.
  const log = h("div", {class: "message-log", role: "log", "aria-live": "polite", "aria-relevant": "additions"}, rows);
  const scroller = h("div", {class: "message-scroller"}, h("div", {class: "message-inner"}, head, more, log));
  const newer = h("button", {type: "button", class: "newer", hidden: true, onclick: toNewest});
  const element = h("section", {class: "message-list", "aria-label": "Messages"}, scroller, newer);
  return {element, scroller, rows, head, log, earlier: more, newer};
}
