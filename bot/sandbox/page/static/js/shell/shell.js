/**
 * The page's frame: it joins the parts, and shows what the address says.
 */

import {h, replace} from "../dom.js";
import {firstChannel, listed, openable, writtenName} from "./channels.js";
import {createHead} from "./head.js";
import {icon} from "./icons.js";
import {meaning, neighbour} from "./keyboard.js";
import {followLinks} from "./links.js";
import {createChannelList} from "./list.js";
import {createPanes} from "./panes.js";
import {createPlaces} from "./places.js";
import {createRail} from "./rail.js";
import {createSwitcher} from "./switcher.js";
import {createYou} from "./you.js";

const SHOWN = ["me", "app", "server:", "person:", "channel:", "message:"];

/**
 * @typedef {object} Parts
 * @property {import("../context.js").Context} ctx
 * @property {any} route
 * @property {any} unread
 * @property {{element: HTMLElement, show: (channel: string) => void}} list
 * @property {{element: HTMLElement, show: (channel: string) => void}} forum
 * @property {{element: HTMLElement, show: (channel: string) => void}} composer
 * @property {{element: HTMLElement, button: HTMLElement, close: () => boolean}} bar
 */

/**
 * Make the frame.
 *
 * @param {Parts} parts
 * @returns {{elements: HTMLElement[], start: () => void}}
 */
export function createShell(parts) {
  const {ctx, route, unread} = parts;
  const places = createPlaces();
  const state = {viewer: null, channel: null, server: null};
  const view = createView(parts, chooseServer, () => view.panes.open());

  function chooseServer(server) {
    state.server = server;
    const known = listed(ctx.store, server, () => true);
    const last = places.last(ctx.me().id, server);
    const channel = known.find((one) => one.id === last) ?? known.find((one) => one.kind !== "thread");
    if (channel === undefined || channel.id === ctx.current()) refresh();
    else ctx.go(channel.id);
  }

  function open(channel) {
    const viewer = ctx.me().id;
    if (state.viewer === viewer && state.channel === (channel?.id ?? null)) return;
    Object.assign(state, {viewer, channel: channel?.id ?? null, server: channel?.server ?? null});
    if (channel !== undefined) {
      places.keep(viewer, channel);
      unread.open(channel.id);
    }
    view.openArea(channel);
  }

  function refresh() {
    if (route.place().viewer !== ctx.me().id) return;
    const channel = settle(ctx, route, places);
    open(channel);
    if (channel !== undefined && document.visibilityState === "visible") unread.read(channel.id);
    view.draw(channel, state.server, unread.count());
  }

  return {elements: view.elements, start: () => start({...parts, view, state, refresh})};
}

/** The open channel; where the address names none that can be opened, the address is mended. */
function settle({store, me}, route, places) {
  const asked = store.get(`channel:${route.place().channel}`);
  if (openable(asked)) return asked;
  const latest = store.get(`channel:${places.latest(me().id)}`);
  const found = openable(latest) ? latest : firstChannel(store);
  route.replace({viewer: me().id, channel: found?.id ?? null});
  return found;
}

function start({ctx, route, unread, list, bar, view, state, refresh}) {
  const soon = once(refresh);
  for (const kind of SHOWN) ctx.store.watch(kind, soon);
  route.watch(refresh);
  document.addEventListener("visibilitychange", soon);
  document.addEventListener("keydown", (event) => press(event, {ctx, unread, bar, view, state}));
  followLinks(ctx, list.element);
  view.panes.start();
  refresh();
}

/** Many changes at once are one reason to draw. */
function once(work) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      work();
    });
  };
}

function press(event, {ctx, unread, bar, view, state}) {
  const meant = event.defaultPrevented ? null : meaning(event);
  if (meant === null) return;
  if (meant.do === "escape") {
    if (document.querySelector("dialog[open], :popover-open") === null) view.panes.close() || bar.close();
    return;
  }
  event.preventDefault();
  if (meant.do === "switch") {
    view.switcher.open();
    return;
  }
  const counts = unread.count();
  const seen = listed(ctx.store, state.server, (channel) => channel.id === ctx.current() || counts.has(channel.id));
  const next = neighbour(seen, ctx.current(), meant.by, (channel) => !meant.unread || counts.has(channel.id));
  if (next !== undefined) ctx.go(next.id);
}

function createView(parts, chooseServer, openDrawer) {
  const {ctx, list, forum, composer, bar} = parts;
  const opener = h("button", {class: "head-button", type: "button", "aria-label": "Channels", onclick: openDrawer}, icon("menu"));
  const head = createHead(ctx, {openDrawer: opener, after: [drawSearch(() => switcher.open()), bar.button]});
  const switcher = createSwitcher(ctx);
  const rail = createRail(chooseServer);
  const channels = createChannelList(ctx);
  const you = createYou(ctx);
  const serverName = h("h2", {class: "server-name"});
  const area = h("div", {class: "area", id: "messages", tabindex: "-1"});
  const foot = h("div", {class: "foot"});
  const sidebar = h("div", {class: "sidebar"}, h("div", {class: "server-head"}, serverName), channels.element, you.element);
  const drawer = h("div", {class: "drawer", id: "drawer"}, rail.element, sidebar);
  const main = h("main", {class: "chat"}, head.element, area, foot);
  const panes = createPanes({drawer, main, opener});
  channels.element.addEventListener("click", (event) => event.target.closest("a[href]") && panes.close());

  function openArea(channel) {
    const shown = channel?.kind === "forum" ? forum : list;
    replace(area, channel === undefined ? drawNothing(ctx) : shown.element);
    replace(foot, channel === undefined || channel.kind === "forum" ? null : composer.element);
    if (channel === undefined) return;
    shown.show(channel.id);
    if (channel.kind !== "forum") composer.show(channel.id);
  }

  function draw(channel, server, counts) {
    const {store} = ctx;
    serverName.textContent = server === null ? "Direct Messages" : (store.get(`server:${server}`)?.name ?? "");
    rail.show(store.all("server:"), server, (place) => sumOf(store, place, counts));
    channels.show(server, counts);
    you.show();
    head.show(channel);
    document.title = titleOf(store, channel, counts);
  }

  const app = h("div", {class: "app"}, drawer, main, panes.shade, bar.element);
  return {elements: [app, switcher.element], panes, switcher, openArea, draw};
}

function drawSearch(open) {
  const properties = {class: "head-search", type: "button", title: "Quick switcher (Ctrl+K)", onclick: open};
  return h("button", properties, icon("search"), h("span", {class: "head-search-word"}, "Go to"), h("kbd", null, "Ctrl K"));
}

function drawNothing(ctx) {
  return h("p", {class: "nothing"}, `There is no channel that ${ctx.me().name} may see.`);
}

function sumOf(store, server, counts) {
  const own = [...counts].filter(([id]) => (store.get(`channel:${id}`)?.server ?? null) === server);
  return {unread: own.length > 0, pings: own.reduce((sum, [, {pings}]) => sum + pings, 0)};
}

function titleOf(store, channel, counts) {
  const pings = [...counts.values()].reduce((sum, one) => sum + one.pings, 0);
  const place = channel === undefined ? "" : `${writtenName(store, channel)} · `;
  return `${pings > 0 ? `(${pings}) ` : ""}${place}${store.get("app").name} sandbox`;
}
