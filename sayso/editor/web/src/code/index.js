// The code area: CodeMirror shows the text, Python keeps it. Every keystroke goes there at once; undo is Python's too.
import { acceptCompletion, autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentLess, indentMore, insertNewlineKeepIndent } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "vue";
import { addStyle } from "../page.js";
import tokens from "../tokens.css";
import { createAsking } from "./asking.js";
import codeStyle from "./code.css";
import { ghostKeys, ghostText, setGhost } from "./ghost.js";
import { flowLanguage } from "./language.js";
import { createFindings } from "./lint.js";
import { marks, setMarks } from "./marks.js";
import { createSync } from "./sync.js";

export const CodeArea = defineComponent({
  name: "CodeArea",
  props: { text: String, revision: Number, words: Object, readOnly: Boolean, label: String, phrases: Object, hint: String },
  emits: ["change", "caret", "ask", "key", "fix", "ready"],
  setup(props, { emit, expose }) {
    addStyle("sayso-code", tokens + codeStyle);
    const root = ref(null);
    const ready = ref(false);
    const locked = new Compartment();
    const say = (name, value) => emit(name, value);
    const sync = createSync(say);
    const asking = createAsking(say, sync);
    const findings = createFindings(say, sync);
    let view = null;

    onMounted(() => {
      view = new EditorView({ parent: root.value, state: EditorState.create({ doc: props.text, extensions: extensions() }) });
      sync.attach(view, props.revision ?? 0);
      ready.value = true;
      say("ready", { revision: props.revision ?? 0 });
    });
    onBeforeUnmount(() => view?.destroy());
    watch(() => props.readOnly, (now) => setReadOnly(now));

    const shut = (now) => [EditorState.readOnly.of(now), EditorView.editable.of(true)];
    const setReadOnly = (now) => view?.dispatch({ effects: locked.reconfigure(shut(now)) });

    function extensions() {
      return [
        locked.of(shut(props.readOnly)),
        Prec.highest(EditorView.domEventHandlers({ keydown: (event) => pythons(event, say) })),
        Prec.highest(keymap.of(ghostKeys)),
        lineNumbers(), findings.extension, highlightActiveLine(), highlightActiveLineGutter(), drawSelection(),
        EditorState.allowMultipleSelections.of(true), EditorState.tabSize.of(2), indentUnit.of("  "),
        bracketMatching(), flowLanguage(props.words ?? {}), marks, ghostText,
        autocompletion({ override: [asking.complete], icons: false, activateOnTypingDelay: 0, updateSyncTime: 60, defaultKeymap: false, maxRenderedOptions: 60 }),
        asking.hover,
        keymap.of([{ key: "Tab", run: acceptCompletion }, ...completionKeymap, { key: "Enter", run: insertNewlineKeepIndent },
          { key: "Tab", run: tab, shift: indentLess }, ...findings.keys, ...defaultKeymap]),
        EditorState.phrases.of({ ...props.phrases }),
        props.hint ? placeholder(props.hint) : [],
        EditorView.contentAttributes.of({ "aria-label": props.label, spellcheck: "false", autocapitalize: "off", tabindex: "0" }),
        EditorView.lineWrapping,
        EditorView.updateListener.of(sync.listen),
      ];
    }

    expose({
      apply: (message) => view && sync.take(message),
      restart: (message) => view && sync.restart(message),
      answer: asking.answer,
      findings: (message) => findings.show(view, message),
      heard: (seq) => sync.heard(seq),
      mark_lines: (lines) => view?.dispatch({ effects: setMarks.of(lines) }),
      suggest: (message) => view && sync.fresh(message) && view.dispatch({ effects: setGhost.of(message) }),
      reveal: (message) => sync.reveal(message.pos, message.focus),
      focus: () => view?.focus(),
      set_read_only: setReadOnly,
    });

    return () => h("div", { ref: root, class: "sy-code", "data-ready": ready.value ? "true" : "false" });
  },
});

/** Two blanks at the caret, or the chosen lines one step in. */
function tab(view) {
  if (view.state.readOnly) return false;
  if (view.state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  const column = view.state.selection.main.head - view.state.doc.lineAt(view.state.selection.main.head).from;
  view.dispatch(view.state.replaceSelection(" ".repeat(2 - (column % 2))), { userEvent: "input", scrollIntoView: true });
  return true;
}

const KEYS = { z: "undo", y: "redo", "shift+z": "redo", s: "save", k: "palette" };

/** The keys that are Python's, whatever Caps Lock makes of their letters. */
function pythons(event, say) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = KEYS[(event.shiftKey ? "shift+" : "") + event.key.toLowerCase()];
  if (!key) return false;
  event.preventDefault();
  event.stopPropagation();
  say("key", { key });
  return true;
}
