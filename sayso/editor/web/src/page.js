// What both components put into the page once: style sheets and the sprite of icons.
import { h } from "vue";
import sprite from "../dist/icons.svg";

export function addStyle(id, css) {
  if (document.getElementById(id)) return;
  const style = document.createElement("style");
  style.id = id;
  style.textContent = css;
  document.head.prepend(style);
}

export function addIcons() {
  if (document.getElementById("sayso-icons")) return;
  const holder = document.createElement("div");
  holder.hidden = true;
  holder.innerHTML = sprite;
  document.body.prepend(holder);
}

export function icon(name, size = 16) {
  return h("svg", { class: "sy-icon", width: size, height: size, "aria-hidden": "true", focusable: "false" }, [
    h("use", { href: `#i-${name}` }),
  ]);
}

export function iconElement(name, size = 16) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ class: "sy-icon", width: size, height: size, "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
