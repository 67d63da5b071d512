// One text in two places. Python's order counts: it takes a change only if it was made on what Python last sent;
// otherwise it leaves it, and it comes again here, carried over what Python sent meanwhile. No keystroke is lost.
import { Annotation, ChangeSet } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { calm } from "../page.js";

const fromPython = Annotation.define();

export function createSync(say) {
  let view = null;
  let revision = 0; // what Python last sent
  let seq = 0; // our own changes, counted
  let open = []; // [{ seq, changes }] of which Python has not said that it took them
  let caret = -1;

  function attach(editor, at) {
    view = editor;
    revision = at;
  }

  function listen(update) {
    const own = update.transactions.filter((each) => each.docChanged && !each.annotation(fromPython));
    for (const each of own) send(each.changes, kindOf(each), each.newSelection.main.head);
    const head = update.state.selection.main.head;
    if (!own.length && update.selectionSet && head !== caret) say("caret", { base: revision, seq, pos: head });
    caret = head;
  }

  function send(changes, kind, head) {
    open.push({ seq: ++seq, changes, kind });
    const edits = [];
    changes.iterChanges((from, to, _a, _b, text) => edits.push({ from, to, text: text.toString() }));
    say("change", { base: revision, seq, changes: edits, kind, caret: head, length: changes.newLength });
  }

  /** A new text from Python: { revision, heard, changes: [{ from, to, text }], reveal }. */
  function take({ revision: next, heard: taken, changes, length, reveal: place, focus }) {
    if (next <= revision) return; // said before this field was there, and in its first text already
    heard(taken);
    const before = open.length ? open.map((each) => each.changes).reduce((a, b) => a.compose(b)) : null;
    const theirs = ChangeSet.of(changes.map(({ from, to, text }) => ({ from, to, insert: text })), length);
    revision = next;
    let over = theirs;
    const again = open.map(({ changes: ours, kind }) => {
      const moved = ours.map(over);
      over = over.map(ours, true);
      return { changes: moved, kind };
    });
    open = [];
    view.dispatch({ changes: before ? over : theirs, annotations: fromPython.of(true), userEvent: "python" });
    for (const { changes: ours, kind } of again) send(ours, kind, view.state.selection.main.head);
    if (place !== undefined && place !== null) reveal(over === theirs ? place : Math.min(place, view.state.doc.length), focus);
  }

  /** Python begins anew with its whole text, after this field was away and missed what came meanwhile. */
  function restart({ text, revision: next }) {
    open = [];
    revision = next;
    view.dispatch({ changes: smallest(view.state.doc.toString(), text), annotations: fromPython.of(true) });
  }

  function heard(number) {
    open = open.filter((each) => each.seq > number);
  }

  /** A position Python means, where it stands now; -1 if Python spoke of a text before its own last one. */
  function here(message, pos, side = 1) {
    if (message.revision !== revision) return -1;
    let at = pos;
    for (const each of open) if (each.seq > message.heard) at = at <= each.changes.length ? each.changes.mapPos(at, side) : -1;
    return at < 0 || at > view.state.doc.length ? -1 : at;
  }

  const stamp = () => ({ base: revision, seq });
  const fresh = (message) => message.revision === revision && message.heard === seq;

  function reveal(pos, focus = false) {
    const at = Math.min(pos, view.state.doc.length);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center", yMargin: calm() ? 5 : 40 }), annotations: fromPython.of(true) });
    if (focus) view.focus();
  }

  return { attach, listen, take, restart, heard, here, stamp, fresh, reveal };
}

function kindOf(transaction) {
  if (transaction.isUserEvent("input.paste") || transaction.isUserEvent("input.drop")) return "paste";
  let line = false;
  transaction.changes.iterChanges((_f, _t, _a, _b, text) => (line ||= text.lines > 1));
  return line ? "line" : "type";
}

/** The one range in which two texts differ. */
export function smallest(before, after) {
  let from = 0;
  const most = Math.min(before.length, after.length);
  while (from < most && before[from] === after[from]) from++;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
