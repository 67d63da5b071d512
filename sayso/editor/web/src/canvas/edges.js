// All edges in one drawing, with their labels and the buttons that insert a step; only what is in view is drawn.
import { computed, defineComponent, h } from "vue";
import { icon } from "../page.js";
import { arc, route } from "./route.js";

const MARGIN = 200;

export const EdgeLayer = defineComponent({
  name: "SaysoEdges",
  props: { store: Object, flow: Object, act: Object },
  setup({ store, flow, act }) {
    const routes = computed(() => {
      store.shape.value;
      const leaving = store.leaving.value;
      const found = [...store.edges.values()].map((edge) => ({ edge, ...route(edge, store.nodes, leaving) }));
      return found.filter((drawn) => drawn.d);
    });
    store.routes = routes;
    const seen = computed((before) => {
      const view = flow.viewport.value;
      const { width, height } = flow.dimensions.value;
      const box = { left: -view.x / view.zoom - MARGIN, top: -view.y / view.zoom - MARGIN,
        right: (width - view.x) / view.zoom + MARGIN, bottom: (height - view.y) / view.zoom + MARGIN };
      const now = routes.value.filter(({ edge }) => touches(edge, store.nodes, box));
      const same = before?.length === now.length && now.every((drawn, at) => drawn === before[at]);
      return same ? before : now;
    });
    return () => h("div", { class: "sy-edges" }, [
      h("svg", { class: "sy-lines", "aria-hidden": "true" }, [...seen.value.map((drawn) => line(drawn, store)), ...dataLines(store)]),
      ...seen.value.map((drawn) => middle(drawn, store, act)),
    ]);
  },
});

function touches(edge, nodes, box) {
  const from = nodes.get(edge.from);
  const to = nodes.get(edge.to);
  const top = Math.min(from.y, to.y);
  const bottom = Math.max(from.y + from.h, to.y + to.h);
  const left = Math.min(from.x, to.x);
  const right = Math.max(from.x + from.w, to.x + to.w);
  return bottom > box.top && top < box.bottom && right > box.left && left < box.right;
}

const amberOf = (edge, store) => store.amber.get(edge.id) || edge.amber || "";

function line({ edge, d }, store) {
  const chosen = store.selected.has(edge.from) || store.selected.has(edge.to);
  return h("path", { key: edge.id, d, class: ["sy-line", { "is-amber": amberOf(edge, store), "is-chosen": chosen, "is-lit": store.target.value === edge.id }] });
}

/** Where the data of the selected box comes from, and which boxes use what it gives: arcs along the right side. */
function dataLines(store) {
  if (store.selected.size !== 1) return [];
  const [id] = store.selected;
  const ends = (store.nodes.get(id)?.sources ?? []).map((from) => [from, id]);
  for (const node of store.nodes.values()) if (node.sources?.includes(id)) ends.push([id, node.id]);
  return ends.filter(([from, to]) => store.nodes.has(from) && store.nodes.has(to))
    .map(([from, to]) => h("path", { key: `${from}~${to}`, class: "sy-line is-data", d: arc(store.nodes.get(from), store.nodes.get(to)) }));
}

function middle({ edge, plus, label }, store, act) {
  const amber = amberOf(edge, store);
  const drag = store.drag.value;
  const takes = drag && edge.place && !drag.closed(edge);
  return [
    edge.label && h("span", { key: `${edge.id}-label`, class: "sy-label", title: edge.label_full || edge.label, style: at(label) }, edge.label),
    edge.place && !store.locked.value && h("button", {
      key: `${edge.id}-plus`, type: "button", tabindex: -1, style: at(plus),
      class: ["sy-plus", { "is-lit": takes, "is-target": store.target.value === edge.id, "is-amber": amber }],
      "aria-label": store.words.insert, "data-place": edge.place, "data-edge": edge.id,
      onMousedown: (event) => event.stopPropagation(),
      onClick: (event) => act.insertAt(event.currentTarget, edge.place),
    }, [icon("plus", 12)]),
    amber && h("span", { key: `${edge.id}-amber`, class: "sy-amber", role: "note", style: at({ x: plus.x + 20, y: plus.y }) }, amber),
  ];
}

const at = ({ x, y }) => ({ left: `${x}px`, top: `${y}px` });
