/**
 * What happens elsewhere on the page and still means the input: a pressed mention of a command, and typing without a field.
 */

const TAKES_KEYS = "input, textarea, select, dialog, [contenteditable], [role=listbox], [role=menu], [role=combobox]";

/**
 * @param {HTMLElement} element the input
 * @param {{insert: (name: string) => void, type: () => void}} on `insert`: a command by its name; `type`: a character is
 *   about to be typed
 */
export function hearOutside(element, on) {
  document.addEventListener("insert-command", (event) => {
    if (element.isConnected) on.insert(event.detail.name);
  });
  document.addEventListener("keydown", (event) => {
    if (element.isConnected && !element.hidden && isTyping(event)) on.type();
  });
}

/** A space presses buttons and scrolls; every other character has no meaning outside of fields. */
function isTyping({key, ctrlKey, altKey, metaKey, target, defaultPrevented}) {
  if (defaultPrevented || ctrlKey || altKey || metaKey || key === " " || [...key].length !== 1) return false;
  return !target.closest(TAKES_KEYS) && !document.querySelector("dialog[open]");
}
