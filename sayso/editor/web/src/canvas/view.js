// Where the canvas looks: the first view, fitting, bringing a box into sight.
import { calm } from "../page.js";

const MARGIN = 24;
const SMALLEST = { wide: 0.6, phone: 0.85 };
const FAR = 0.7;

export function createView(store, flow) {
  const pace = () => ({ duration: calm() ? 0 : 160 });

  function bounds() {
    const all = [...store.nodes.values()];
    if (!all.length) return null;
    const left = Math.min(...all.map((node) => node.x));
    const top = Math.min(...all.map((node) => node.y));
    const right = Math.max(...all.map((node) => node.x + node.w));
    const bottom = Math.max(...all.map((node) => node.y + node.h));
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  /** Width fitted while words stay readable, the first box at the top: three hundred boxes aren't shrunk to dots. */
  function first() {
    const all = bounds();
    const { width } = flow.dimensions.value;
    if (!all || !width) return false;
    const least = SMALLEST[store.phone.value ? "phone" : "wide"];
    const zoom = Math.max(least, Math.min(1, (width - 2 * MARGIN) / all.width));
    const top = [...store.nodes.values()].reduce((a, b) => (b.y < a.y ? b : a));
    const wide = all.width * zoom > width;
    const centre = wide ? top.x + top.w / 2 : all.x + all.width / 2;
    flow.setViewport({ x: width / 2 - centre * zoom, y: MARGIN - all.y * zoom, zoom });
    return true;
  }

  function fit() {
    const all = bounds();
    if (all) flow.fitBounds(all, { padding: 0.06, ...pace() }).then(() => {
      if (flow.viewport.value.zoom > 1) first();
    });
  }

  /** The smallest shift that brings the whole box into sight; none where it already is. */
  function reveal(id, smooth = true) {
    const node = store.nodes.get(id);
    if (!node) return;
    const { x, y, zoom } = flow.viewport.value;
    const { width, height } = flow.dimensions.value;
    const dx = shift(node.x * zoom + x, node.w * zoom, width);
    const dy = shift(node.y * zoom + y, node.h * zoom, height);
    if (dx || dy) flow.setViewport({ x: x + dx, y: y + dy, zoom }, smooth ? pace() : undefined);
  }

  function shift(start, size, room) {
    const margin = Math.min(56, Math.max(8, (room - size) / 2));
    if (start < margin) return margin - start;
    if (start + size > room - margin) return Math.min(room - margin - (start + size), 0) || 0;
    return 0;
  }

  /** Whether the flow is larger than the window on it, so that a map helps. */
  function overflows() {
    store.shape.value;
    const all = bounds();
    const { width, height } = flow.dimensions.value;
    const { zoom } = flow.viewport.value;
    return Boolean(all) && (all.width * zoom > width || all.height * zoom > height * 1.2);
  }

  /** Control and wheel, which is also what two fingers on a trackpad send: zoom around the pointer. */
  function wheel(event, area) {
    const { x, y, zoom } = flow.viewport.value;
    const lines = event.deltaMode === 1 ? 16 : 1;
    const next = Math.max(0.1, Math.min(2, zoom * 2 ** (-Math.max(-60, Math.min(60, event.deltaY * lines)) / 120)));
    const [px, py] = [event.clientX - area.left, event.clientY - area.top];
    flow.setViewport({ x: px - ((px - x) / zoom) * next, y: py - ((py - y) / zoom) * next, zoom: next });
  }

  return {
    first, wheel, fit, reveal, overflows,
    far: () => flow.viewport.value.zoom < FAR,
    zoomIn: () => flow.zoomIn(pace()),
    zoomOut: () => flow.zoomOut(pace()),
  };
}
