/** The small pictures of the message list, drawn for it; those that the frame has too are the frame's. */

import {svg} from "../dom.js";
import {icon as shared} from "../shell/icons.js";

const PATHS = {
  copy: "M8 8h11v12H8zM5 16V4h10",
  braces: "M9 4c-3 0-3 1-3 4s-.5 4-2.5 4c2 0 2.5 1 2.5 4s0 4 3 4M15 4c3 0 3 1 3 4s.5 4 2.5 4c-2 0-2.5 1-2.5 4s0 4-3 4",
  tag: "M4 6h16v12H4zM8 9.5v5M11.5 9.5h1.5a2.5 2.5 0 0 1 0 5h-1.5z",
  react: "M20.5 11.2A8.5 8.5 0 1 1 12.8 3.5M8.5 10v.5M15 10v.5M8 14.5c1 1.3 2.4 2 4 2s3-.7 4-2M18.5 2.5v6M15.5 5.5h6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 .01 0z",
  silent: "M6.5 16.5V10a5.5 5.5 0 0 1 8.8-4.4M17.5 11v5.5l1.5 1.5H8M10 20.5h4M4 4l16 16",
  pin: "M9 4h6l-.7 6 3.2 3.5H6.5L9.7 10zM12 13.5V20",
  arrow: "M4 12h15M13 6l6 6-6 6",
  down: "M12 4v15M6 13l6 6 6-6",
  reply: "M10 6l-6 6 6 6M4 12h10c4 0 6 2 6 6",
};

/**
 * @param {string} name one of those above, or of the frame's
 * @returns {SVGElement} a picture for the eye only
 */
export function icon(name) {
  if (!Object.hasOwn(PATHS, name)) return shared(name);
  const properties = {class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true"};
  return svg("svg", properties, svg("path", {d: PATHS[name]}));
}
