// Colours for the language of flows, from a table of its words; what is a word Python says, what is a shape stands here.
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const WORD = /^[\p{L}_][\p{L}\p{N}_]*/u;
const NUMBER = /^[$€£]?(?:\d{4}-\d\d-\d\d|\d\d?:\d\d|\d[\d_]*(?:\.\d[\d_]*)?[km]?\b)%?/;
const PATH = /^@[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*/;
const TOOL = /^[a-z]\w*(?:\.[a-z]\w*)+/;
const NAMED = /^[\p{L}_][\p{L}\p{N}_]*(?=:)/u;
const PLAIN = /^(?:\{\{|@@|\\.|[A-Za-z0-9]@?|[^"@{])/;

export function flowLanguage(words) {
  return [StreamLanguage.define(parser(styles(words))), syntaxHighlighting(look)];
}

const GROUPS = { keywords: "keyword", literals: "atom", units: "unit", functions: "builtin", operators: "operator" };

function styles(words) {
  const found = new Map();
  for (const [group, style] of Object.entries(GROUPS)) for (const word of words[group] ?? []) found.set(word, style);
  return found;
}

function parser(words) {
  const operators = [...words].filter(([word, style]) => style === "operator" && !/\w/.test(word)).map(([word]) => word);
  const signs = operators.sort((a, b) => b.length - a.length);
  return {
    name: "flow",
    startState: () => ({ stack: [] }), // what is open, from outside: "text", "long", "hole"
    copyState: (state) => ({ stack: [...state.stack] }),
    token: (stream, state) => {
      if (stream.sol()) state.stack.length = state.stack.indexOf("long") + 1; // only a long text goes on
      const inside = state.stack.at(-1);
      return inside === "text" || inside === "long" ? quoted(stream, state, inside) : code(stream, state, words, signs);
    },
    languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
    tokenTable: { unit: tags.unit, tool: tags.function(tags.variableName), path: tags.special(tags.variableName), named: tags.propertyName },
  };
}

/** Inside a text, up to its end, to a hole or to a path. */
function quoted(stream, state, inside) {
  if (stream.match(inside === "long" ? '"""' : '"')) return state.stack.pop(), "string";
  if (stream.peek() === "{" && !stream.match("{{")) return stream.next(), state.stack.push("hole"), "bracket";
  if (stream.match(PATH)) return "path";
  while (stream.match(PLAIN));
  if (stream.current() === "") stream.next();
  return "string";
}

function code(stream, state, words, signs) {
  if (stream.eatSpace()) return null;
  if (stream.peek() === "#" && !state.stack.length) return stream.skipToEnd(), "comment";
  if (stream.match('"""')) return state.stack.push("long"), "string";
  if (stream.match('"')) return state.stack.push("text"), "string";
  if (state.stack.length && stream.match("}")) return state.stack.pop(), "bracket";
  if (stream.match(PATH)) return "path";
  if (stream.match(TOOL)) return "tool";
  if (stream.match(NUMBER)) return "number";
  if (stream.match(NAMED)) return words.get(stream.current()) === "keyword" ? "keyword" : "named";
  if (stream.match(WORD)) return words.get(stream.current()) ?? null;
  if (signs.some((sign) => stream.match(sign))) return "operator";
  return "()[]{}".includes(stream.next()) ? "bracket" : null;
}

const look = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--sy-keyword)", fontWeight: "500" },
  { tag: tags.atom, color: "var(--sy-atom)" },
  { tag: tags.unit, color: "var(--sy-atom)" },
  { tag: tags.number, color: "var(--sy-atom)" },
  { tag: tags.string, color: "var(--sy-string)" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: tags.special(tags.variableName), color: "var(--sy-path)" },
  { tag: tags.function(tags.variableName), color: "var(--sy-tool)", fontWeight: "500" },
  { tag: tags.standard(tags.variableName), color: "var(--sy-tool)" },
  { tag: tags.propertyName, color: "var(--ink-2)" },
  { tag: tags.operator, color: "var(--ink-2)" },
  { tag: tags.bracket, color: "var(--ink-2)" },
]);
