// What both components share: style sheets that are put into the page once, and icons.
import { h } from "vue";

export function addStyle(id, css) {
  if (document.getElementById(id)) return;
  const style = document.createElement("style");
  style.id = id;
  style.textContent = css;
  document.head.prepend(style);
}

// A line drawing; what it looks like stands in icons.css, by its name.
export function icon(name, size = 16) {
  return h("i", { class: "sy-icon", "data-drawing": name, style: { width: `${size}px`, height: `${size}px` }, "aria-hidden": "true" });
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
