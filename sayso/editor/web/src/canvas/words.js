// What a box says of itself in words, for the eye and for a screen reader. The words come from Python, by key.

const STATES = { running: "loader", waiting: "clock", done: "circle-check", failed: "circle-x", skipped: "skip", would: "eye" };
const MARKS = { added: "plus", removed: "minus", changed: "pencil", assumed: "sparkles" };

export const BADGES = 3;

/** Icon and word at the right of the head: how the step stands, what a proposal does to it, or what it does. */
export function tagOf(node, words) {
  if (STATES[node.state]) return [STATES[node.state], words[node.state]];
  if (MARKS[node.mark]) return [MARKS[node.mark], words[node.mark]];
  return node.off ? ["power", words.off] : ["", words[node.tone] ?? ""];
}

/** A sentence with its places filled. */
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

/** The whole box in words: first all that is seen, in the order of the page, then what only colour and line say. */
export function spoken(node, words) {
  if (node.empty) return [node.sentence || node.title, words.insert].filter(Boolean).join(". ");
  const [, tag] = tagOf(node, words);
  const parts = [node.sentence, node.note, ...(node.chips ?? []).map((chip) => chip.text),
    ...(node.badges ?? []).slice(0, BADGES).map((badge) => badge.text), node.problem, node.title, tag, node.counts];
  if (node.state && node.mark && MARKS[node.mark]) parts.push(words[node.mark]);
  if (node.off && tag !== words.off) parts.push(words.off);
  if (node.problem) parts.push(words.problem);
  return parts.filter(Boolean).map((part) => part.replace(/[.\s]+$/, "")).join(". ");
}
