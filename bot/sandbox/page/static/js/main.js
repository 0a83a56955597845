/**
 * The page: joins its parts as soon as the server has told what there is.
 */

import {createBar} from "./bar/bar.js";
import {createComposer} from "./composer/composer.js";
import {createContext} from "./context.js";
import {h} from "./dom.js";
import {createForum} from "./messages/forum.js";
import {createMessageList} from "./messages/list.js";
import {createPending} from "./messages/pending.js";
import {createRoute} from "./shell/route.js";
import {createShell} from "./shell/shell.js";
import {createStream} from "./shell/stream.js";
import {createStrip} from "./shell/strip.js";
import {createToasts} from "./shell/toasts.js";
import {createUnread} from "./shell/unread.js";
import {createStore} from "./store.js";
import {createTheme} from "./theme.js";

function start() {
  const theme = createTheme();
  const store = createStore();
  const route = createRoute();
  const toasts = createToasts();
  const strip = createStrip();
  const unread = createUnread(store);
  const ctx = createContext({store, route, toast: toasts.toast, pending: createPending(), readUpTo: unread.upTo});
  const waiting = h("p", {class: "waiting", role: "status"}, "Asking the sandbox what there is…");
  document.body.append(strip.element, waiting, toasts.element);

  function mount() {
    unread.begin();
    const bar = createBar(ctx, theme);
    const shell = createShell({ctx, route, unread, bar, ...createRooms(ctx)});
    waiting.remove();
    document.body.prepend(drawSkips(bar));
    strip.element.after(...shell.elements);
    shell.start();
  }

  follow({store, route, strip, mount});
}

/** Whose stream is followed is what the address says; where the server chose somebody else, the address follows. */
function follow({store, route, strip, mount}) {
  let followed = route.place().viewer;
  let mounted = false;
  const stream = createStream(store, (connection) => {
    strip.show(connection);
    if (connection !== "open") return;
    followed = store.get("me").id;
    if (route.place().viewer !== followed) route.replace({viewer: followed, channel: route.place().channel});
    if (!mounted) mount();
    mounted = true;
  });
  route.watch(() => {
    const {viewer} = route.place();
    if (viewer === followed) return;
    followed = viewer;
    stream.open(viewer);
  });
  stream.open(followed);
}

function createRooms(ctx) {
  return {list: createMessageList(ctx), forum: createForum(ctx), composer: createComposer(ctx)};
}

/** Buttons, since the address says which channel is open. */
function drawSkips(bar) {
  const skip = (words, jump) => h("button", {class: "skip", type: "button", onclick: jump}, words);
  const to = (id) => () => document.getElementById(id)?.focus();
  return h(
    "div",
    {class: "skips"},
    skip("Skip to the messages", to("messages")),
    skip("Skip to the channels", to("channels")),
    skip("Skip to the sandbox's bar", bar.open),
  );
}

start();
