// A step dragged in from the page's palette: the same targets light up, the drop is told to Python.
import { nearest, placeAt } from "./drag.js";

export const KIND = "application/x-sayso-step";

export function createOutside(store, flow, say, root) {
  const ours = (event) => event.dataTransfer?.types.includes(KIND) && !store.locked.value;

  function over(event) {
    if (!ours(event)) return;
    event.preventDefault();
    store.drag.value ??= { ids: [], inside: new Set(), closed: () => false };
    store.target.value = nearest(store, flow, root.value, event.clientX, event.clientY);
    event.dataTransfer.dropEffect = store.target.value ? "copy" : "none";
  }

  function leave(event) {
    if (!root.value.contains(event.relatedTarget)) clear();
  }

  function drop(event) {
    if (!ours(event)) return;
    event.preventDefault();
    const place = placeAt(store, nearest(store, flow, root.value, event.clientX, event.clientY));
    if (place) say({ do: "drop", place, item: event.dataTransfer.getData(KIND), x: event.clientX, y: event.clientY });
    clear();
  }

  function clear() {
    store.drag.value = null;
    store.target.value = "";
  }

  return { over, leave, drop };
}
