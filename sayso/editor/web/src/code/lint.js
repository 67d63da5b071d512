// What Python found in the text: squiggles, a mark beside the line number, a sentence and buttons that mend it.
import { lintGutter, nextDiagnostic, openLintPanel, setDiagnostics } from "@codemirror/lint";

const SEVERITIES = { error: "error", warning: "warning", info: "info", hint: "hint" };

export function createFindings(say, sync) {
  function show(view, message) {
    if (!view) return;
    sync.heard(message.heard);
    const shown = message.findings.map((finding, index) => shownAt(finding, finding.index ?? index, message)).filter(Boolean);
    view.dispatch(setDiagnostics(view.state, shown));
  }

  function shownAt(finding, index, message) {
    const from = sync.here(message, finding.from);
    const to = sync.here(message, finding.to, -1);
    if (from < 0 || to < 0) return null;
    return {
      from, to: Math.max(from, to), severity: SEVERITIES[finding.severity] ?? "error", message: finding.sentence,
      actions: (finding.fixes ?? []).map((fix, at) => ({
        name: fix.title, apply: () => say("fix", { finding: index, fix: fix.index ?? at }),
      })),
    };
  }

  return {
    show,
    extension: lintGutter({ hoverTime: 100 }),
    keys: [{ key: "F8", run: nextDiagnostic }, { key: "Mod-Shift-m", run: openLintPanel, preventDefault: true }],
  };
}
