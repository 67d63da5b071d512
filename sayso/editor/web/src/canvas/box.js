// One box of the flow, and the quiet frame drawn behind a loop, a branch or a stage.
import { computed, defineComponent, h } from "vue";
import { icon } from "../page.js";
import { placeOf } from "./store.js";
import { BADGES, spoken, tagOf } from "./words.js";

export const Frame = defineComponent({
  name: "SaysoFrame",
  props: { id: String, store: Object },
  setup(props) {
    const node = computed(() => props.store.nodes.get(props.id));
    return () => node.value && (node.value.kind === "end" ? h("div", { class: "sy-end" }) : h("div", { class: ["sy-frame", { "is-off": node.value.off }], "data-tone": node.value.tone }, [
      node.value.title && h("span", { class: "sy-frame-title" }, node.value.title),
    ]));
  },
});

export const Box = defineComponent({
  name: "SaysoBox",
  props: { id: String, store: Object, act: Object },
  setup(props) {
    const { store, act } = props;
    const node = computed(() => store.nodes.get(props.id));
    return () => node.value && (idle(node.value) ? h("p", { class: "sy-aside" }, node.value.sentence || node.value.title) : h("div", { class: shape(node.value, store) }, [
      h("div", attributes(node.value, store, act), node.value.empty ? emptyBody(node.value, store.words) : body(node.value, store.words)),
      notes(node.value, act),
      node.value.counts && h("p", { class: "sy-counts", "aria-hidden": "true" }, node.value.counts),
    ]));
  },
});

/** An empty branch that takes nothing: only words. */
const idle = (node) => node.empty && !placeOf(node);

function shape(node, store) {
  const dragged = store.drag.value?.inside.has(node.id);
  const dim = store.found.value && !store.found.value.includes(node.id);
  return ["sy-node", {
    "is-selected": store.selected.has(node.id), "is-off": node.off, "is-broken": node.broken, "is-empty": node.empty,
    "is-dim": dim, "is-dragged": dragged, "is-problem": node.problem && !node.broken && !node.mild, "is-mild": node.problem && node.mild,
    "is-lit": node.empty && store.drag.value && !dragged, "is-target": store.target.value === node.id,
  }];
}

function attributes(node, store, act) {
  return {
    class: "sy-box",
    role: "button",
    tabindex: store.current.value === node.id ? 0 : -1,
    "aria-label": spoken(node, store.words),
    "aria-pressed": store.selected.has(node.id) ? "true" : "false",
    "data-id": node.id,
    "data-step": node.step,
    "data-address": node.address,
    "data-state": node.state || undefined,
    "data-mark": node.mark || undefined,
    "data-place": node.empty ? placeOf(node) : undefined,
    "data-tone": node.tone,
    onMousedown: (event) => store.locked.value || event.stopPropagation(), // a mouse drags the box, not the canvas
    onPointerdown: (event) => act.press(event, node.id),
    onClick: (event) => act.click(event, node.id),
    onDblclick: () => act.open(node.id),
    onFocus: () => act.focused(node.id),
  };
}

function body(node, words) {
  return spaced([
    h("p", { class: ["sy-sentence", { "is-mono": node.broken }], title: node.sentence }, node.sentence),
    node.note && h("p", { class: "sy-note" }, node.note),
    node.chips?.length ? h("div", { class: "sy-row" }, spaced(node.chips.map(chip))) : null,
    node.badges?.length ? h("div", { class: "sy-row sy-badges" }, spaced(node.badges.slice(0, BADGES).map(badge))) : null,
    node.problem && h("p", { class: "sy-problem", title: node.problem }, [icon("alert-triangle", 14), h("span", node.problem)]),
    // Drawn above all others; the sentence is what is read first.
    h("div", { class: "sy-head" }, [
      h("span", { class: "sy-tile" }, [icon(node.icon || "circle", 16)]),
      h("div", { class: "sy-title" }, node.title),
      " ",
      tag(node, words),
    ]),
  ]);
}

/** A blank between parts, so that what is seen, read aloud and copied is the same words. */
const spaced = (parts) => parts.filter(Boolean).flatMap((part) => [part, " "]);

const emptyBody = (node, words) => [icon("plus", 16), h("span", node.sentence || node.title || words.insert)];

const chip = ({ text, title }) => h("div", { class: "sy-chip", title }, text);

const badge = ({ icon: name, text, tone }) =>
  h("div", { class: "sy-badge", title: text, "data-tone": tone || "plain" }, [name && icon(name, 12), h("span", text)]);

function tag(node, words) {
  const [name, word] = tagOf(node, words);
  return word && h("div", { class: "sy-tag" }, [name && icon(name, 14), word]);
}

function notes(node, act) {
  if (!node.notes?.length) return null;
  return h("div", { class: "sy-notes", onMousedown: (event) => event.stopPropagation() }, node.notes.map((note) =>
    h("button", { type: "button", tabindex: -1, class: "sy-note-button", title: note.text, "data-note": note.id, onClick: () => act.note(note.id, node.id) }, [
      icon("sparkles", 12), h("span", note.text),
    ])));
}
