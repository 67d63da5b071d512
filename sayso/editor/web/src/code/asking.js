// Completion and hover: the question goes to Python with a number. An answer about a text that has moved on is not
// shown: of completion CodeMirror sees that itself and asks again, of hover it is seen here.
import { hoverTooltip } from "@codemirror/view";

const PATIENCE = 3000; // milliseconds until a question is given up

export function createAsking(say, sync) {
  const waiting = new Map();
  let last = 0;

  function ask(kind, pos) {
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, { kind, resolve });
      setTimeout(() => answer({ id, data: null }), PATIENCE);
      say("ask", { id, kind, pos, ...sync.stamp() });
    });
  }

  function answer({ id, data, ...message }) {
    const asked = waiting.get(id);
    if (!asked) return;
    waiting.delete(id);
    const stale = data && asked.kind === "hover" && sync.here(message, data.from) < 0;
    asked.resolve(stale ? null : data);
  }

  async function complete(context) {
    const word = context.matchBefore(/[@\w.]+$/);
    const typed = context.matchBefore(/(?:[@\w.]|[(,:] ?|\{)$/);
    if (!context.explicit && !typed) return null;
    const found = (await ask("complete", context.pos)) ?? { items: [] };
    const [from, to] = [found.from ?? word?.from ?? context.pos, found.to ?? context.pos];
    return { from, to, options: found.items.map((item, at) => option(item, at, to)) };
  }

  const hover = hoverTooltip(async (_view, pos) => {
    const found = await ask("hover", pos);
    return found ? { pos: found.from, end: found.to, above: true, create: () => ({ dom: paragraph(found.text) }) } : null;
  }, { hoverTime: 350 });

  return { answer, complete, hover };
}

function option(item, at, asked) {
  return {
    label: item.label, detail: item.detail, info: item.info ? () => paragraph(item.info) : undefined, boost: -at / 10,
    type: item.kind, apply: (view, _completion, from, to) => view.dispatch(applied(item, from, to, asked)),
  };
}

/** The edits of a completion; what was typed since it was asked for is replaced with the word itself. */
function applied(item, from, to, asked) {
  const late = to - asked;
  const now = (pos) => (pos < asked ? pos : pos + late);
  const edits = item.edits?.length ? item.edits : [{ from, to: asked, text: item.insert ?? item.label }];
  const changes = edits.map((edit) => ({ from: edit.from === asked && edit.to > asked ? now(edit.from) : Math.min(edit.from, now(edit.from)), to: now(edit.to), insert: edit.text }));
  const end = Number.isInteger(item.caret) ? item.caret : null;
  const spec = { changes, userEvent: "input.complete", scrollIntoView: true };
  return end === null ? { ...spec, selection: { anchor: caretAfter(changes, asked + late) } } : { ...spec, selection: { anchor: end } };
}

/** Behind the edit at the caret, counted in the new text. */
function caretAfter(changes, pos) {
  const sorted = [...changes].sort((a, b) => a.from - b.from);
  let shift = 0;
  for (const change of sorted) {
    if (change.from <= pos && change.to >= pos) return change.from + shift + change.insert.length;
    if (change.to <= pos) shift += change.insert.length - (change.to - change.from);
  }
  return pos + shift;
}

export function paragraph(text) {
  const dom = document.createElement("div");
  dom.className = "sy-tip";
  for (const line of String(text).split("\n")) dom.append(Object.assign(document.createElement("p"), { textContent: line }));
  return dom;
}
