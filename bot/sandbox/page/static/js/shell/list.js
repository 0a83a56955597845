/**
 * The list of channels: categories, channels, the threads under them, direct messages.
 */

import {h} from "../dom.js";
import {arrows, stopAt} from "./arrows.js";
import {face} from "./avatar.js";
import {conversations, groupsOf, nameOf, openable} from "./channels.js";
import {icon, kindWord} from "./icons.js";
import {createKeyed} from "./keyed.js";
import {badge} from "./rail.js";
import {counted} from "./words.js";

const QUIET = {unread: false, pings: 0};
const STOPS = ".row, .category";

/**
 * Make the list.
 *
 * @param {import("../context.js").Context} ctx
 * @returns {{element: HTMLElement, show: (server: string | null, counts: Map<string, any>) => void}}
 */
export function createChannelList(ctx) {
  const folded = new Set();
  const list = h("ul", {class: "channel-list"});
  const element = h("nav", {class: "channels", id: "channels", "aria-label": "Channels", tabindex: "-1"}, list);
  const state = {server: null, counts: new Map(), sought: null};

  const fold = (category) => {
    if (!folded.delete(category)) folded.add(category);
    draw();
  };
  const shown = createKeyed(list, {key: (item) => item.id, make: (item) => drawItem(item, fold)});
  arrows(element, STOPS);

  function draw() {
    const items = state.server === null ? direct(ctx, state.counts) : rows(ctx, state, folded);
    shown(items);
    stopAt(element, STOPS, element.querySelector("[aria-current]"));
  }

  /** The open channel is brought into sight once, and may be scrolled away from. */
  function seek() {
    const open = element.querySelector("[aria-current]");
    if (open === null || state.sought === open.href) return;
    state.sought = open.href;
    open.scrollIntoView({block: "nearest"});
  }

  return {
    element,
    show(server, counts) {
      Object.assign(state, {server, counts});
      draw();
      seek();
    },
  };
}

function direct(ctx, counts) {
  return conversations(ctx.store).map((channel) => ({
    ...row(ctx, channel, counts),
    person: ctx.store.get(`person:${channel.people[0]}`) ?? null,
    online: channel.people[0] === ctx.store.get("app").user ? ctx.store.get("app").online : null,
  }));
}

/** A folded category still shows what is open and what is unread, as at Discord. */
function rows(ctx, {server, counts}, folded) {
  const busy = (channel) => channel.id === ctx.current() || counts.has(channel.id);
  return groupsOf(ctx.store, server, busy).flatMap(({category, branches}) => {
    const flat = branches.flatMap(({channel, children}) => [channel, ...children]);
    const closed = category !== null && folded.has(category.id);
    const own = flat.filter((channel) => !closed || busy(channel)).map((channel) => row(ctx, channel, counts));
    return category === null ? own : [{id: category.id, kind: "category", name: category.name, closed}, ...own];
  });
}

function row(ctx, channel, counts) {
  return {
    id: channel.id,
    kind: channel.kind,
    name: nameOf(ctx.store, channel),
    link: openable(channel) ? ctx.link(channel.id) : null,
    current: channel.id === ctx.current(),
    archived: channel.archived,
    ...(counts.get(channel.id) ?? QUIET),
  };
}

function drawItem(item, fold) {
  return item.kind === "category" ? drawCategory(item, fold) : drawRow(item);
}

function drawCategory(item, fold) {
  const properties = {
    class: "category",
    type: "button",
    "aria-expanded": String(!item.closed),
    dataset: {focus: item.id},
    onclick: () => fold(item.id),
  };
  return h("li", {class: "category-item"}, h("button", properties, icon("chevron"), h("span", {class: "name"}, item.name)));
}

function drawRow(item) {
  const classes = ["row-item", item.kind === "thread" && "nested", item.unread && "unread", item.archived && "archived"];
  const properties = {
    class: "row",
    href: item.link,
    role: item.link === null ? "link" : null,
    "aria-disabled": item.link === null ? "true" : null,
    "aria-current": item.current ? "page" : null,
    "aria-label": label(item),
    title: item.link === null ? "Voice does not exist in the sandbox" : null,
    tabindex: "-1",
    dataset: {focus: item.id},
  };
  const before = item.person ? withPresence(item) : item.kind !== "thread" && icon(item.kind);
  const parts = [before, h("span", {class: "name"}, item.name), badge(item.pings)];
  return h("li", {class: classes.filter(Boolean).join(" ")}, h("a", properties, parts));
}

function withPresence({person, online}) {
  const dot = online === null ? null : h("span", {class: online ? "presence online" : "presence"});
  return h("span", {class: "face-frame"}, face(person), dot);
}

function label({kind, name, unread, pings, archived, online}) {
  const presence = online === true ? "online" : online === false && "offline";
  const told = [pings > 0 && counted(pings, "mention"), unread && "unread", archived && "archived", presence];
  return [name, kindWord(kind), ...told].filter(Boolean).join(", ");
}
