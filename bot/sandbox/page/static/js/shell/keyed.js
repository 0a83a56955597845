/**
 * Lists that keep their elements: one that did not change stays the same element, with its focus, its scrolling and the
 * press that has just begun on it.
 */

/**
 * Keep the children of an element as a list of items says.
 *
 * @template Item
 * @param {Element} parent whose children all belong to the list
 * @param {{key: (item: Item) => string, make: (item: Item) => Element, sign?: (item: Item) => unknown}} how `sign` is all
 *   that an item's looks depend on, by default the item; an element is made anew when it changes
 * @returns {(items: Item[]) => {made: Element[], remade: Element[]}} shows these items; returns the elements that are new,
 *   and those that took the place of one
 */
export function createKeyed(parent, {key, make, sign = (item) => item}) {
  let shown = new Map();
  return (items) => {
    const next = new Map();
    const done = {made: [], remade: []};
    for (const item of items) next.set(key(item), entry(item, shown.get(key(item)), {make, sign}, done));
    const focused = focusIn(parent);
    place(parent, [...next.values()].map((one) => one.element));
    shown = next;
    focused?.();
    return done;
  };
}

function entry(item, before, {make, sign}, done) {
  const signature = JSON.stringify(sign(item));
  if (before?.signature === signature) return before;
  const element = make(item);
  (before ? done.remade : done.made).push(element);
  return {signature, element};
}

/** Moves only what stands wrong: moving an element takes its focus away. */
function place(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
}

/** Remember the focused element by its `data-focus`, and return what gives the focus to the one in its place. */
function focusIn(parent) {
  const active = document.activeElement;
  const name = parent.contains(active) ? active.closest("[data-focus]")?.dataset.focus : undefined;
  if (name === undefined) return null;
  return () => {
    if (document.activeElement === active) return;
    const heir = active.isConnected ? active : parent.querySelector(`[data-focus="${CSS.escape(name)}"]`);
    heir?.focus({preventScroll: true});
  };
}
