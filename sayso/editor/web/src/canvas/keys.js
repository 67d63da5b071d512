// The keyboard on the canvas: what it owns it does, every other command goes to Python by its name.
import { boxes, placeOf } from "./store.js";
import { isWalk, neighbour } from "./walk.js";

export function createKeys(store, act, view) {
  const chosen = () => {
    const ids = [...store.selected].filter((id) => store.nodes.has(id));
    return ids.length ? ids : [store.current.value].filter(Boolean);
  };
  const whenOpen = (work) => () => store.locked.value || work();

  const plain = {
    Enter: () => act.enter(store.current.value),
    " ": () => act.enter(store.current.value),
    Delete: whenOpen(() => chosen().length && act.say({ do: "delete", ids: chosen() })),
    Backspace: whenOpen(() => chosen().length && act.say({ do: "delete", ids: chosen() })),
    "/": whenOpen(() => insertAfter(store, act)),
    "+": whenOpen(() => insertAfter(store, act)),
    Escape: () => act.choose([]),
  };

  const withControl = {
    f: () => act.search(),
    a: () => act.choose(boxes(store).filter((node) => !node.empty).map((node) => node.id)),
    c: () => chosen().length && act.say({ do: "copy", ids: chosen() }),
    x: whenOpen(() => chosen().length && act.say({ do: "cut", ids: chosen() })),
    "+": view.zoomIn, "=": view.zoomIn, "-": view.zoomOut, 0: view.fit,
  };
  const COMMANDS = new Set(["z", "y", "k", "s", "d", "enter", "/", "."]);

  function down(event) {
    if (event.defaultPrevented || event.target.closest?.("input, textarea, .sy-tools, .sy-notes") || event.isComposing) return;
    const work = event.ctrlKey || event.metaKey ? control(event) : event.altKey ? shift(event) : simple(event);
    if (!work) return;
    event.preventDefault();
    event.stopPropagation();
    work();
  }

  function simple(event) {
    if (isWalk(event.key)) return () => walk(event.key, event.shiftKey);
    if ([" ", "Enter"].includes(event.key) && event.target.closest?.(".sy-plus")) return null;
    return plain[event.key];
  }

  /** Alt and an arrow move a step up or down in its own list, for those who don't drag. */
  function shift(event) {
    const by = { ArrowUp: -1, ArrowDown: 2 }[event.key];
    const [, list, index] = (store.nodes.get(store.current.value)?.address ?? "").match(/^(?:(.*)\.)?(\d+)$/) ?? [];
    if (!by || !index || store.locked.value) return null;
    const place = `${list ?? ""}:${Number(index) + by}`;
    const known = [...store.edges.values()].some((edge) => edge.place === place);
    return () => known && act.say({ do: "move", ids: [store.current.value], place, copy: false });
  }

  function control(event) {
    const key = event.key.toLowerCase();
    if (withControl[key] && !event.shiftKey) return withControl[key];
    const name = `ctrl+${event.shiftKey ? "shift+" : ""}${key}`;
    return COMMANDS.has(key) ? () => act.say({ do: "command", key: name }) : null;
  }

  function walk(key, extend) {
    const id = neighbour(store, store.current.value, key);
    if (!id) return;
    act.choose(extend ? [...new Set([...store.selected, id])] : [id]);
    act.focus(id);
  }

  function paste(event) {
    if (store.locked.value || event.target.closest?.("input, textarea")) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text) {
      event.preventDefault();
      act.say({ do: "paste", text, ids: chosen() });
    }
  }

  return { down, paste };
}

/** Opens the list of steps for the place after the current box. */
function insertAfter(store, act) {
  const id = store.current.value;
  const node = store.nodes.get(id);
  if (!node) return;
  const edge = [...store.edges.values()].find((each) => each.from === id && each.place);
  act.insertAt(act.element(id), node.empty ? placeOf(node) : (edge?.place ?? ""), id);
}

