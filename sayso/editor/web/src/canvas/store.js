// What the canvas knows: the graph by id, what is selected, what is being dragged. Patches from Python come in here.
import { computed, ref, shallowReactive, shallowRef } from "vue";

export function createStore(words) {
  const store = {
    words: { ...words },
    nodes: shallowReactive(new Map()),
    edges: shallowReactive(new Map()),
    amber: shallowReactive(new Map()),
    selected: shallowReactive(new Set()),
    found: shallowRef(null), // ids that match the search, or null while nobody searches
    current: ref(""), // the one box the Tab key reaches
    shape: ref(0), // counts up whenever a box or an edge came, went or moved
    greyed: ref(false),
    bar: ref(""),
    settled: ref(false), // drawn for a while: time for the map
    readOnly: ref(false),
    phone: ref(false),
    drag: shallowRef(null), // { ids, inside, copy } while boxes are being dragged
    target: ref(""), // the edge or empty body that would take the drop
    version: -1,
  };
  store.locked = computed(() => store.readOnly.value || store.greyed.value);
  store.leaving = computed(() => leaving(store));
  return store;
}

const PLACED = ["x", "y", "w", "h", "frame", "empty"];

/** Take over a patch; says whether boxes came, went or moved. */
export function applyPatch(store, patch) {
  let moved = patch.gone.length > 0;
  for (const id of patch.gone) forget(store, id);
  for (const node of patch.nodes) {
    const old = store.nodes.get(node.id);
    moved ||= !old || PLACED.some((key) => old[key] !== node[key]);
    store.nodes.set(node.id, node);
  }
  for (const id of patch.gone_edges) store.edges.delete(id);
  for (const edge of patch.edges) store.edges.set(edge.id, edge);
  store.greyed.value = patch.greyed;
  store.bar.value = patch.bar;
  store.version = patch.version;
  if (moved || patch.edges.length || patch.gone_edges.length) store.shape.value++;
  if (!store.nodes.has(store.current.value)) store.current.value = firstBox(store);
  return moved;
}

/** The patch that turns what is shown into this whole graph. */
export function patchTo(store, graph, version) {
  const ids = new Set(graph.nodes.map((node) => node.id));
  const edges = new Set(graph.edges.map((edge) => edge.id));
  return {
    version,
    nodes: graph.nodes,
    gone: [...store.nodes.keys()].filter((id) => !ids.has(id)),
    edges: graph.edges,
    gone_edges: [...store.edges.keys()].filter((id) => !edges.has(id)),
    greyed: graph.greyed ?? false,
    bar: graph.bar ?? "",
  };
}

function forget(store, id) {
  const neighbours = [...store.edges.values()].filter((edge) => edge.from === id || edge.to === id);
  if (store.current.value === id) {
    const ends = [...neighbours.filter((edge) => edge.from === id).map((edge) => edge.to), ...neighbours.map((edge) => edge.from)];
    const next = ends.find((other) => other !== id && store.nodes.has(other) && !store.nodes.get(other).frame);
    store.current.value = next ?? "";
  }
  store.selected.delete(id);
  store.nodes.delete(id);
}

/** Boxes a person can go to, from top to bottom. */
export function boxes(store) {
  const all = [...store.nodes.values()].filter((node) => !node.frame && node.selectable !== false);
  return all.sort((a, b) => a.y - b.y || a.x - b.x);
}

export const firstBox = (store) => boxes(store)[0]?.id ?? "";

export function setSelection(store, ids) {
  for (const id of [...store.selected]) if (!ids.includes(id)) store.selected.delete(id);
  for (const id of ids) store.selected.add(id);
  if (ids.length) store.current.value = ids[ids.length - 1];
}

/** Whether one address stands inside another: `0.then.1` inside `0`. */
export const within = (address, outer) => address === outer || address.startsWith(`${outer}.`);

export const placeOf = (node) => node.place || (node.address ? `${node.address}:0` : "");

/** How many edges leave each box. */
function leaving(store) {
  store.shape.value;
  const out = new Map();
  for (const { from } of store.edges.values()) out.set(from, (out.get(from) ?? 0) + 1);
  return out;
}
