// Arrow keys walk the flow: down and up along its edges, left and right between branches.
import { boxes } from "./store.js";

const middle = (node) => node.x + node.w / 2;

export function neighbour(store, id, key) {
  const here = store.nodes.get(id);
  if (!here) return boxes(store)[0]?.id;
  return WALKS[key](store, here)?.id;
}

const WALKS = {
  ArrowDown: (store, here) => along(store, here, "from", "to") ?? nearest(store, here, (node) => node.y >= here.y + here.h, below),
  ArrowUp: (store, here) => along(store, here, "to", "from") ?? nearest(store, here, (node) => node.y + node.h <= here.y, below),
  ArrowLeft: (store, here) => nearest(store, here, (node) => middle(node) < middle(here) - 40, beside),
  ArrowRight: (store, here) => nearest(store, here, (node) => middle(node) > middle(here) + 40, beside),
  Home: (store) => boxes(store)[0],
  End: (store) => boxes(store).at(-1),
};

export const isWalk = (key) => key in WALKS;

/** The box at the other end of an edge, past what can't be chosen; the one straight ahead where there are several. */
function along(store, here, mine, other) {
  const edges = [...store.edges.values()];
  const seen = new Set();
  const ends = (id) => edges.filter((edge) => edge[mine] === id && !seen.has(edge.id)).flatMap((edge) => {
    seen.add(edge.id);
    const node = store.nodes.get(edge[other]);
    return !node ? [] : isStop(node) ? [node] : ends(node.id);
  });
  const ahead = ends(here.id).filter((node) => (mine === "from" ? node.y > here.y : node.y < here.y));
  return ahead.sort((a, b) => Math.abs(middle(a) - middle(here)) - Math.abs(middle(b) - middle(here)))[0];
}

const isStop = (node) => !node.frame && node.selectable !== false;

function nearest(store, here, allowed, far) {
  const found = boxes(store).filter((node) => node.id !== here.id && allowed(node));
  return found.sort((a, b) => far(a, here) - far(b, here))[0];
}

const below = (node, here) => Math.abs(node.y - here.y) + Math.abs(middle(node) - middle(here)) * 0.5;
const beside = (node, here) => Math.abs(middle(node) - middle(here)) + Math.abs(node.y - here.y) * 2;
