// Boxes are moved by picking up a picture of them: the flow itself stays until Python has moved the step.
import { calm } from "../page.js";
import { placeOf, setSelection, within } from "./store.js";
import { filled } from "./words.js";

const STARTS_AT = 5; // pixels before a press becomes a drag
const REACH = { x: 180, y: 64 }; // how near, in the flow's own pixels, a place draws the box to itself
const EDGE = 44; // this near to the border the canvas moves along

export function createDrag(store, flow, say, root) {
  let press = null;
  let ghost = null;
  let frame = 0;

  function start(event, id) {
    const node = store.nodes.get(id);
    const fixed = store.locked.value || store.phone.value || event.pointerType === "touch";
    if (event.button !== 0 || fixed || !node || node.empty || node.selectable === false || node.fixed) return;
    press = { id, x: event.clientX, y: event.clientY, now: event, box: event.currentTarget.getBoundingClientRect() };
    listen("addEventListener");
  }

  function move(event) {
    press.now = event;
    if (!ghost && Math.hypot(event.clientX - press.x, event.clientY - press.y) >= STARTS_AT) pickUp();
  }

  function pickUp() {
    if (!store.selected.has(press.id)) {
      setSelection(store, [press.id]);
      say({ do: "select", ids: [press.id] });
    }
    const ids = outermost(store, [...store.selected]);
    const addresses = ids.map((id) => store.nodes.get(id).address).filter(Boolean);
    const inside = new Set([...store.nodes.values()].filter((node) =>
      ids.includes(node.id) || addresses.some((address) => within(node.address ?? "", address))).map((node) => node.id));
    const closed = (edge) => addresses.some((address) => within(edge.place.split(":")[0], address));
    store.drag.value = { ids, inside, closed };
    ghost = picture(root.value, press, ids, inside, flow.viewport.value.zoom, store);
    say({ do: "drag", ids });
    frame = requestAnimationFrame(follow);
  }

  function follow() {
    frame = requestAnimationFrame(follow);
    const { clientX, clientY } = press.now;
    ghost.style.transform = `translate(${clientX - press.x}px, ${clientY - press.y}px)`;
    glide(clientX, clientY);
    store.target.value = nearest(store, flow, root.value, clientX, clientY);
    ghost.lastChild.textContent = store.amber.get(store.target.value) ?? "";
  }

  function glide(x, y) {
    const area = root.value.getBoundingClientRect();
    const pull = (at, low, high) => (at < low + EDGE ? low + EDGE - at : at > high - EDGE ? high - EDGE - at : 0);
    const outside = x < area.left - EDGE || x > area.right + EDGE || y < area.top - EDGE || y > area.bottom + EDGE;
    const [dx, dy] = [pull(x, area.left, area.right), pull(y, area.top, area.bottom)].map((by) => Math.max(-14, Math.min(14, by / 3)));
    if (!outside && (dx || dy)) flow.panBy({ x: dx, y: dy });
  }

  function drop(event) {
    const place = event.type === "pointerup" && ghost ? placeAt(store, store.target.value) : "";
    if (place) say({ do: "move", ids: store.drag.value.ids, place, copy: event.altKey });
    end(Boolean(place));
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  }

  function end(taken) {
    listen("removeEventListener");
    cancelAnimationFrame(frame);
    if (ghost) {
      store.dropped = performance.now();
      putBack(ghost, taken);
      say({ do: "drag", ids: [] });
    }
    [press, ghost] = [null, null];
    store.drag.value = null;
    store.target.value = "";
    store.amber.clear();
  }

  function listen(how) {
    window[how]("pointermove", move);
    window[how]("pointerup", drop);
    window[how]("pointercancel", drop);
    window[how]("keydown", escape, true);
  }

  return { start, stop: () => press && end(false) };
}

/** Ids that stand in no other of them. */
function outermost(store, ids) {
  const address = (id) => store.nodes.get(id)?.address ?? "";
  return ids.filter((id) => store.nodes.has(id) && !ids.some((other) => other !== id && address(id).startsWith(`${address(other)}.`)));
}

export function placeAt(store, id) {
  const edge = store.edges.get(id);
  return edge ? edge.place : store.nodes.has(id) ? placeOf(store.nodes.get(id)) : "";
}

/** The edge or empty body a drop here would go to: its id, or "". */
export function nearest(store, flow, root, clientX, clientY) {
  const area = root.getBoundingClientRect();
  if (clientX < area.left || clientX > area.right || clientY < area.top || clientY > area.bottom) return "";
  const { x, y, zoom } = flow.viewport.value;
  const [px, py] = [(clientX - area.left - x) / zoom, (clientY - area.top - y) / zoom];
  const drag = store.drag.value;
  let best = ["", 1];
  for (const { edge, plus } of store.routes.value) {
    if (!edge.place || drag?.closed(edge)) continue;
    const far = Math.hypot((plus.x - px) / REACH.x, (plus.y - py) / REACH.y);
    if (far < best[1]) best = [edge.id, far];
  }
  for (const node of store.nodes.values()) {
    if (node.empty && !drag?.inside.has(node.id) && px > node.x - 8 && px < node.x + node.w + 8 && py > node.y - 8 && py < node.y + node.h + 8) return node.id;
  }
  return best[0];
}

function picture(root, press, ids, inside, zoom, store) {
  const area = root.getBoundingClientRect();
  const ghost = document.createElement("div");
  ghost.className = "sy-ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.style.left = `${press.box.left - area.left}px`;
  ghost.style.top = `${press.box.top - area.top}px`;
  const source = root.querySelector(`.sy-box[data-id="${CSS.escape(press.id)}"]`)?.parentElement;
  const inner = source?.cloneNode(true) ?? Object.assign(document.createElement("div"), { className: "sy-node" });
  inner.style.cssText = `width:${press.box.width / zoom}px;height:${press.box.height / zoom}px;transform:scale(${zoom})`;
  for (const element of inner.querySelectorAll("[tabindex],[role],button")) {
    element.removeAttribute("tabindex");
    element.removeAttribute("role");
    element.removeAttribute("data-id");
    element.removeAttribute("data-address");
  }
  inner.inert = true;
  ghost.append(inner);
  const steps = [...inside].filter((id) => store.nodes.get(id) && !store.nodes.get(id).frame && !store.nodes.get(id).empty).length;
  if (steps > 1) ghost.append(Object.assign(document.createElement("span"), { className: "sy-ghost-count", textContent: filled(store.words.steps, { n: steps }) }));
  ghost.append(Object.assign(document.createElement("span"), { className: "sy-ghost-note" })); // what this drop would break
  root.append(ghost);
  return ghost;
}

function putBack(ghost, taken) {
  if (taken || calm()) return ghost.remove();
  ghost.classList.add("is-springing");
  ghost.style.transform = "translate(0px, 0px)";
  setTimeout(() => ghost.remove(), 180);
}
