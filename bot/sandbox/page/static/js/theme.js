/**
 * Dark or light: the system's, unless somebody chose one here.
 */

const KEY = "theme";
const LIGHT = "(prefers-color-scheme: light)";

/** @typedef {"system" | "dark" | "light"} ThemeChoice */

/**
 * Keep `data-theme` of the root element as the choice says, and the choice over visits.
 *
 * @param {HTMLElement} [root]
 * @param {Storage} [storage]
 * @returns {{choice: () => ThemeChoice, choose: (choice: ThemeChoice) => void}}
 */
export function createTheme(root = document.documentElement, storage = localStorage) {
  const light = matchMedia(LIGHT);
  const choice = () => (["dark", "light"].includes(storage.getItem(KEY)) ? storage.getItem(KEY) : "system");

  function show() {
    const system = light.matches ? "light" : "dark";
    root.dataset.theme = choice() === "system" ? system : choice();
  }

  light.addEventListener("change", show);
  show();
  return {
    choice,
    choose(chosen) {
      storage.setItem(KEY, chosen);
      show();
    },
  };
}
