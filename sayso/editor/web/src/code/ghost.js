// The likely next words, shown grey behind the caret; Tab takes them, anything else lets them go.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

export const setGhost = StateEffect.define(); // { pos, text } or null

class Ghost extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }
  eq(other) {
    return other.text === this.text;
  }
  toDOM() {
    return Object.assign(document.createElement("span"), { className: "sy-ghost-text", textContent: this.text, ariaHidden: "true" });
  }
}

export const ghostText = StateField.define({
  create: () => null,
  update(shown, transaction) {
    const asked = transaction.effects.filter((effect) => effect.is(setGhost)).at(-1);
    if (asked) return asked.value?.text ? { pos: asked.value.pos, text: asked.value.text } : null;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => EditorView.decorations.from(field, (shown) => !shown ? Decoration.none
    : Decoration.set([Decoration.widget({ widget: new Ghost(shown.text), side: 1 }).range(shown.pos)])),
});

function take(view) {
  const shown = view.state.field(ghostText);
  if (!shown || view.state.readOnly) return false;
  view.dispatch({ changes: { from: shown.pos, insert: shown.text }, selection: { anchor: shown.pos + shown.text.length }, userEvent: "input.complete" });
  return true;
}

function drop(view) {
  if (!view.state.field(ghostText)) return false;
  view.dispatch({ effects: setGhost.of(null) });
  return true;
}

export const ghostKeys = [{ key: "Tab", run: take }, { key: "Escape", run: drop }];
