// The flow canvas: draws the graph Python owns and says back what a person wants; nothing changes here by itself.
import { VueFlow, useVueFlow } from "@vue-flow/core";
import coreStyle from "@vue-flow/core/dist/style.css";
import mapStyle from "@vue-flow/minimap/dist/style.css";
import { computed, defineComponent, h, markRaw, nextTick, onBeforeUnmount, onMounted, ref, watch } from "vue";
import { addStyle } from "../page.js";
import tokens from "../tokens.css";
import { Box, Frame } from "./box.js";
import canvasStyle from "./canvas.css";
import { createClipboard } from "./clipboard.js";
import { createDrag } from "./drag.js";
import { EdgeLayer } from "./edges.js";
import { createKeys } from "./keys.js";
import { createOutside } from "./outside.js";
import { applyPatch, patchTo, placeOf, createStore, setSelection } from "./store.js";
import { Bar, FlowMap, Search, Tools } from "./tools.js";
import { createView } from "./view.js";

const REST = 400; // milliseconds after which what can wait is drawn
let instances = 0;

export const FlowCanvas = defineComponent({
  name: "FlowCanvas",
  props: { graph: String, version: Number, readOnly: Boolean, label: { type: String, default: "Flow" }, words: Object },
  emits: ["intent"],
  setup(props, { emit, expose }) {
    addStyle("sayso-canvas", tokens + coreStyle + mapStyle + canvasStyle);
    const id = `sayso-flow-${++instances}`;
    const root = ref(null);
    const ready = ref(false);
    const searching = ref(false);
    const store = createStore(props.words);
    const flow = useVueFlow(id);
    const view = createView(store, flow);
    const say = (intent) => emit("intent", intent);
    const act = createActs({ store, view, root, say, searching });
    const far = computed(view.far);
    const drag = createDrag(store, flow, say, root);
    const keys = createKeys(store, act, view);
    const outside = createOutside(store, flow, say, root);
    const clipboard = createClipboard();
    act.press = drag.start;

    function patch(change) {
      if (change.since !== undefined && change.version <= store.version) return; // said before the canvas was there
      if (change.since !== undefined && change.since !== store.version) return say({ do: "resync" });
      const focused = document.activeElement?.dataset?.id;
      const empty = !store.nodes.size;
      if (applyPatch(store, change)) flow.setNodes(drawn(store));
      if (empty && store.nodes.size) look();
      if (focused && !store.nodes.has(focused) && store.current.value) act.focus(store.current.value);
    }

    async function look() {
      await nextTick();
      if (!ready.value && store.nodes.size && !view.first()) return;
      await nextTick();
      requestAnimationFrame(() => {
        ready.value = true;
        setTimeout(() => (store.settled.value = true), REST);
      });
    }

    function states(changes) {
      for (const [key, { state = "", counts = "" }] of Object.entries(changes)) {
        const node = store.nodes.get(key);
        if (node && (node.state !== state || node.counts !== counts)) store.nodes.set(key, { ...node, state, counts });
      }
    }

    watch(() => props.readOnly, (locked) => (store.readOnly.value = locked), { immediate: true });
    watch(flow.dimensions, () => ready.value || look(), { deep: true });

    function wheel(event) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      view.wheel(event, root.value.getBoundingClientRect());
    }

    const narrow = matchMedia("(max-width: 799px)");
    const measure = () => (store.phone.value = narrow.matches);
    onMounted(() => {
      measure();
      narrow.addEventListener("change", measure);
      root.value.addEventListener("wheel", wheel, { capture: true, passive: false });
      patch(patchTo(store, JSON.parse(props.graph), props.version));
      say({ do: "ready", version: props.version });
      look();
    });
    onBeforeUnmount(() => {
      narrow.removeEventListener("change", measure);
      drag.stop();
    });

    expose({
      patch,
      whole: (graph, version) => patch(patchTo(store, graph, version)),
      states,
      select: (ids) => setSelection(store, ids),
      reveal: (key) => view.reveal(key),
      focus: (key) => act.focus(key || store.current.value),
      fit: view.fit,
      search: act.search,
      clipboard: clipboard.write,
      amber: (map) => store.drag.value && Object.entries(map).forEach(([edge, sentence]) => store.amber.set(edge, sentence)),
      set_read_only: (locked) => (store.readOnly.value = locked),
    });

    return () => h("div", {
      ref: root, class: ["sy-canvas", { "is-greyed": store.greyed.value, "is-dragging": store.drag.value, "is-phone": store.phone.value, "is-far": far.value }],
      role: "application", "aria-label": `${props.label}. ${store.words.help}`, "data-ready": ready.value ? "true" : "false",
      onKeydown: keys.down, onPaste: keys.paste, onDragover: outside.over, onDragleave: outside.leave, onDrop: outside.drop,
    }, [
      h(Bar, { store }),
      h(Tools, { store, view, act }),
      h(Search, { store, act, open: searching }),
      h(VueFlow, { id, ...OPTIONS, panOnDrag: true, onPaneClick: act.paneClick }, {
        "node-box": ({ id: key }) => h(Box, { id: key, store, act }),
        "node-frame": ({ id: key }) => h(Frame, { id: key, store }),
        "zoom-pane": () => h(EdgeLayer, { store, flow, act }),
        default: () => h(FlowMap, { store, view }),
      }),
    ]);
  },
});

const OPTIONS = {
  nodesDraggable: false, nodesConnectable: false, nodesFocusable: false, elementsSelectable: false, edgesFocusable: false,
  deleteKeyCode: null, selectionKeyCode: null, multiSelectionKeyCode: null, zoomActivationKeyCode: null, panActivationKeyCode: null,
  disableKeyboardA11y: true, onlyRenderVisibleElements: true, zoomOnDoubleClick: false, panOnScroll: true, zoomOnPinch: true,
  zoomOnScroll: true, minZoom: 0.1, maxZoom: 2, autoPanOnNodeDrag: false,
};

/** What Vue Flow needs to know of the boxes; sizes are given, so that boxes out of sight need not be drawn to be measured. */
function drawn(store) {
  const sorted = [...store.nodes.values()].sort((a, b) => Number(Boolean(b.frame)) - Number(Boolean(a.frame)) || a.y - b.y || a.x - b.x);
  return sorted.map(({ id, x, y, w, h: tall, frame, z = 0 }) => ({
    id, type: frame ? "frame" : "box", position: { x, y }, computedPosition: markRaw({ x, y, z: 0 }),
    dimensions: markRaw({ width: w, height: tall }), initialized: true, zIndex: frame ? z : 10,
    style: { width: `${w}px`, height: `${tall}px` },
  }));
}

function createActs({ store, view, root, say, searching }) {
  const element = (id) => root.value?.querySelector(`.sy-box[data-id="${CSS.escape(id)}"]`);
  const act = {
    say,
    element,
    reveal: view.reveal,
    choose(ids) {
      setSelection(store, ids);
      say({ do: "select", ids });
    },
    click(event, id) {
      if (performance.now() - (store.dropped ?? -1000) < 300) return;
      const node = store.nodes.get(id);
      if (node?.empty && !store.locked.value) return act.insertAt(event.currentTarget, placeOf(node));
      if (node?.selectable === false) return;
      const more = event.shiftKey || event.ctrlKey || event.metaKey;
      const others = [...store.selected].filter((other) => other !== id);
      act.choose(!more ? [id] : store.selected.has(id) ? others : [...others, id]);
      if (store.phone.value) act.open(id);
    },
    enter(id) {
      const node = store.nodes.get(id);
      if (node?.empty) return store.locked.value || act.insertAt(element(id), placeOf(node));
      act.open(id);
    },
    open: (id) => id && say({ do: "open", id }),
    note: (note, id) => say({ do: "note", note, id }),
    focused: (id) => (store.current.value = id),
    paneClick: () => performance.now() - (store.dropped ?? -1000) > 300 && store.selected.size && act.choose([]),
    search: () => (searching.value = true),
    insertAt(target, place, after = "") {
      const box = target?.getBoundingClientRect() ?? { left: 0, bottom: 0, width: 0 };
      say({ do: "insert", place, after, x: Math.round(box.left + box.width / 2), y: Math.round(box.bottom) });
    },
    async focus(id) {
      if (!id) return;
      store.current.value = id;
      view.reveal(id, false);
      await nextTick();
      await nextTick();
      element(id)?.focus({ preventScroll: true });
    },
  };
  return act;
}
