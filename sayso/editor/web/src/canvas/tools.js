// Around the canvas: zoom buttons, the map of a large flow, the search field, the bar of a text that can't be read.
import { MiniMap } from "@vue-flow/minimap";
import { computed, defineComponent, h, nextTick, ref, watch } from "vue";
import { icon } from "../page.js";
import { boxes } from "./store.js";
import { filled } from "./words.js";

const BUTTONS = [
  ["zoom-in", "zoom_in", "zoomIn"],
  ["zoom-out", "zoom_out", "zoomOut"],
  ["maximize", "fit", "fit"],
];

export const Tools = defineComponent({
  name: "SaysoTools",
  props: { store: Object, view: Object, act: Object },
  setup: ({ store: { words }, view, act }) => () => h("div", { class: "sy-tools", role: "group", "aria-label": words.view }, [
    ...BUTTONS.map(([name, label, does]) => button(name, words[label], view[does])),
    button("search", words.find_key, () => act.search()),
  ]),
});

const button = (name, label, onClick) =>
  h("button", { type: "button", class: "sy-tool", "aria-label": label, title: label, onClick }, [icon(name, 16)]);

export const Bar = defineComponent({
  name: "SaysoBar",
  props: { store: Object },
  setup: ({ store }) => () => h("div", { role: "status", class: ["sy-bar", { "is-shown": store.bar.value }] },
    store.bar.value ? [icon("alert-triangle", 16), h("span", store.bar.value)] : []),
});

export const FlowMap = defineComponent({
  name: "SaysoMap",
  props: { store: Object, view: Object },
  setup({ store, view }) {
    const shown = computed(() => store.settled.value && !store.phone.value && view.overflows());
    return () => shown.value ? h(MiniMap, {
      pannable: true, zoomable: false, width: 132, height: 96, ariaLabel: store.words.map,
      nodeClassName: (node) => `sy-map-${node.type}`, maskColor: "var(--sy-mask)", nodeBorderRadius: 8,
    }) : null;
  },
});

export const Search = defineComponent({
  name: "SaysoSearch",
  props: { store: Object, act: Object, open: Object },
  setup({ store, act, open }) {
    const words = ref("");
    const at = ref(-1);
    const field = ref(null);
    const matches = computed(() => {
      const asked = words.value.trim().toLowerCase();
      return asked ? boxes(store).filter((node) => textOf(node).includes(asked)).map((node) => node.id) : null;
    });
    watch(matches, (ids) => {
      store.found.value = ids;
      at.value = -1;
    });
    watch(open, (now) => nextTick(() => now && field.value?.focus()));

    function close() {
      open.value = false;
      words.value = "";
      store.found.value = null;
      act.focus(store.current.value);
    }
    function next(by) {
      const ids = matches.value ?? [];
      if (!ids.length) return;
      at.value = (at.value + by + ids.length) % ids.length;
      act.choose([ids[at.value]]);
      act.reveal(ids[at.value]);
    }
    function key(event) {
      const work = { Escape: close, Enter: () => next(event.shiftKey ? -1 : 1), ArrowDown: () => next(1), ArrowUp: () => next(-1) }[event.key];
      event.stopPropagation();
      if (work) {
        event.preventDefault();
        work();
      }
    }
    const count = () => !matches.value ? "" : !matches.value.length ? store.words.none : at.value < 0 ? `${matches.value.length}` : filled(store.words.found, { at: at.value + 1, all: matches.value.length });
    return () => open.value ? h("div", { class: "sy-search", role: "search" }, [
      icon("search", 16),
      h("input", { ref: field, type: "search", "aria-label": store.words.find, placeholder: store.words.find, value: words.value,
        onInput: (event) => (words.value = event.target.value), onKeydown: key }),
      h("span", { class: "sy-count", "aria-live": "polite" }, count()),
      button("x", store.words.close_find, close),
    ]) : null;
  },
});

function textOf(node) {
  const parts = [node.title, node.sentence, node.note, node.problem, ...(node.chips ?? []).map((chip) => chip.text),
    ...(node.badges ?? []).map((badge) => badge.text)];
  return parts.filter(Boolean).join(" ").toLowerCase();
}
