// Lines that a proposal adds or removes, that a selected box stands for, or that a run has reached.
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

export const setMarks = StateEffect.define();

const KINDS = ["added", "changed", "removed", "selected", "assumed", "run"];
const DRAWN = Object.fromEntries(KINDS.map((kind) => [kind, Decoration.line({ class: `sy-line-${kind}` })]));

export const marks = StateField.define({
  create: () => Decoration.none,
  update(drawn, transaction) {
    const asked = transaction.effects.filter((effect) => effect.is(setMarks)).at(-1);
    return asked ? build(transaction.state.doc, asked.value) : drawn.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function build(doc, lines) {
  const builder = new RangeSetBuilder();
  const known = lines.filter(({ line, kind }) => DRAWN[kind] && line >= 1 && line <= doc.lines);
  for (const { line, kind } of known.sort((a, b) => a.line - b.line)) {
    const at = doc.line(line).from;
    builder.add(at, at, DRAWN[kind]);
  }
  return builder.finish();
}
