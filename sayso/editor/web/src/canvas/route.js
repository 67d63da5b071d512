// Where an edge runs: down, one bend to the side, or back up along the left of a loop.

const ROUND = 8;
const BEND = 20;

export function route(edge, nodes, out) {
  const from = nodes.get(edge.from);
  const to = nodes.get(edge.to);
  if (!from || !to) return null;
  const start = { x: from.x + from.w / 2, y: from.y + from.h };
  const end = { x: to.x + to.w / 2, y: to.y };
  if (edge.points?.length) return along(edge.points.map(([x, y]) => ({ x, y })));
  if (end.y < start.y) return back(from, to, edge);
  return down(start, end, out.get(edge.from) > 1, Boolean(edge.label));
}

/** A fork bends right below its box, everything else right above the next one: in between stand other branches. */
function down(start, end, fork, labelled) {
  const gap = end.y - start.y;
  const straight = Math.abs(end.x - start.x) < 1;
  const bend = fork ? start.y + Math.min(BEND, gap / 2) : end.y - Math.min(BEND, gap / 2);
  const points = straight ? [start, end] : [start, { x: start.x, y: bend }, { x: end.x, y: bend }, end];
  // The upright that is this edge's alone carries the label and, below it, the plus.
  const [x, upper, lower] = fork ? [end.x, straight ? start.y + BEND : bend, end.y] : [start.x, start.y, straight ? end.y : bend];
  const tall = lower - upper;
  return {
    d: path(points),
    plus: { x, y: labelled ? upper + Math.min(tall * 0.76, 42) : upper + Math.min(tall / 2, 28) },
    label: { x, y: upper + Math.min(tall * 0.36, tall - 30, 14) },
  };
}

function back(from, to) {
  const side = Math.min(from.x, to.x) - 28;
  const start = { x: from.x + from.w / 2, y: from.y + from.h };
  const low = start.y + BEND;
  const points = [start, { x: start.x, y: low }, { x: side, y: low }, { x: side, y: to.y + to.h / 2 },
    { x: to.x, y: to.y + to.h / 2 }];
  return { d: path(points), plus: { x: start.x, y: start.y + BEND / 2 }, label: { x: side, y: (low + to.y) / 2 } };
}

/** From the right side of one box to the right side of another. */
export function arc(from, to) {
  const [x1, y1, x2, y2] = [from.x + from.w, from.y + from.h / 2, to.x + to.w, to.y + to.h / 2];
  const side = Math.max(x1, x2) + Math.min(120, 32 + Math.abs(y2 - y1) / 8);
  return `M${x1} ${y1}C${side} ${y1} ${side} ${y2} ${x2} ${y2}`;
}

function along(points) {
  const lengths = points.slice(1).map((point, at) => Math.hypot(point.x - points[at].x, point.y - points[at].y));
  const longest = lengths.indexOf(Math.max(...lengths));
  const middle = { x: (points[longest].x + points[longest + 1].x) / 2, y: (points[longest].y + points[longest + 1].y) / 2 };
  return { d: path(points), plus: { x: middle.x, y: middle.y + 12 }, label: { x: middle.x, y: middle.y - 14 } };
}

/** A line through the points with its corners rounded. */
function path(points) {
  let d = `M${points[0].x} ${points[0].y}`;
  for (let at = 1; at < points.length - 1; at++) {
    const [before, corner, after] = [points[at - 1], points[at], points[at + 1]];
    const a = towards(corner, before);
    const b = towards(corner, after);
    d += `L${a.x} ${a.y}Q${corner.x} ${corner.y} ${b.x} ${b.y}`;
  }
  const last = points[points.length - 1];
  return `${d}L${last.x} ${last.y}`;
}

function towards(corner, other) {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y) || 1;
  const step = Math.min(ROUND, length / 2);
  return { x: corner.x + ((other.x - corner.x) / length) * step, y: corner.y + ((other.y - corner.y) / length) * step };
}
