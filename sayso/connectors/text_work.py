"""Work on texts behind one interface, and what does it while no AI is connected: plain rules, always the same answer.

What the rules write says that it was not written by an AI.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from sayso.dsl.addresses import fold

LABEL = "[basic text, no AI connected]"
SENTENCES = 3
"""The most sentences of a summary."""
ITEMS = 50
"""The most things picked out of one text."""
STEM = 4
"""So many letters in common make two words one: "plan" and "plans"."""
SENTENCE = r"(?<=[.!?])\s+|\n+"
WORD = r"\w+"
PICKED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("email", "address"), r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"),
    (("phone", "number to call"), r"\+?\d[\d ()/-]{6,20}\d"),
    (("amount", "price", "budget"), r"[$€£]\s?\d[\d.,]{0,15}[kKmM]?|\d[\d.,]{0,15}\s?(?:USD|EUR|GBP)"),
    (("date", "day", "deadline"), r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}"),
    (("link", "website", "url"), r"https?://[^\s<>\"]{1,500}"),
)
"""What is found by its look, by the words that ask for it."""
ASKS_FOR_ACTION = (
    r"(?i)^\s*(?:[-*•]|\d+[.)])\s|\b(?:will|must|should|need(?:s)? to|todo|to do|action|please|let's|follow up)\b"
)
MOODS: dict[str, tuple[str, ...]] = {
    "positive": ("good", "great", "thanks", "happy", "love", "yes", "perfect", "glad", "excited"),
    "negative": ("bad", "unhappy", "angry", "cancel", "problem", "disappointed", "no", "not", "stop", "complaint"),
    "interested": ("yes", "sounds good", "tell me more", "let's talk", "call", "demo", "pricing", "when"),
    "not interested": ("no thanks", "not interested", "unsubscribe", "stop", "remove me", "no need"),
    "question": ("?", "how", "what", "when", "why", "which"),
    "urgent": ("urgent", "asap", "immediately", "today", "now", "down", "outage"),
    "out of office": ("out of office", "vacation", "on leave", "away until", "holiday"),
}
"""Signs of what people often sort by."""
UNDECIDED = ("other", "unsure", "unclear", "neutral", "none", "maybe")


class TextWork(Protocol):
    """What flows ask of an AI."""

    def write(self, instructions: str, about: str, using: str) -> str:
        """A text that follows instructions, about somebody, with what is to be used."""

    def summarise(self, text: str) -> str:
        """A text made short."""

    def pick_out(self, text: str, what: str) -> list[str]:
        """The things of a kind that a text names."""

    def sort_into(self, text: str, options: Sequence[str]) -> str:
        """The option that fits a text best."""


class BasicText:
    """Plain rules."""

    def write(self, instructions: str, about: str, using: str) -> str:
        """The instructions themselves, under the label, addressed to whom they are about."""
        lines = [LABEL, f"Hi {about or 'there'},", instructions.strip(), using.strip()]
        return "\n\n".join(line for line in lines if line)

    def summarise(self, text: str) -> str:
        """The sentences whose words come most often, in their order."""
        sentences = _sentences(text)
        counts = Counter(word for word in re.findall(WORD, fold(text)) if len(word) > 3)

        def weight(number: int) -> float:
            words = re.findall(WORD, fold(sentences[number]))
            return sum(counts[word] for word in words) / (len(words) or 1)

        chosen = sorted(sorted(range(len(sentences)), key=lambda number: (-weight(number), number))[:SENTENCES])
        return f"{LABEL} {' '.join(sentences[number] for number in chosen)}" if chosen else ""

    def pick_out(self, text: str, what: str) -> list[str]:
        """What looks like the thing; actions by their words, questions by their mark; else sentences that name it."""
        asked = fold(what)
        for names, look in PICKED:
            if any(name in asked for name in names):
                return _once(re.findall(look, text))
        sentences = _sentences(text)
        if "action" in asked or "task" in asked or "todo" in asked or "next step" in asked:
            return _once(sentence.lstrip("-*• ") for sentence in sentences if re.search(ASKS_FOR_ACTION, sentence))
        if "question" in asked:
            return _once(sentence for sentence in sentences if sentence.endswith("?"))
        stems = {word[:STEM] for word in re.findall(WORD, asked) if len(word) >= STEM}
        return _once(s for s in sentences if any(word[:STEM] in stems for word in re.findall(WORD, fold(s))))

    def sort_into(self, text: str, options: Sequence[str]) -> str:
        """The option whose words or signs the text has most of; else one that means undecided, else the first."""
        said = f" {' '.join(re.findall(WORD, fold(text)))} {'? ' if '?' in text else ''}"

        def count(option: str) -> int:
            signs = (fold(option), *MOODS.get(fold(option), ()))
            return sum(said.count(f" {' '.join(re.findall(WORD, sign)) or sign} ") for sign in signs)

        best = max(options, key=count, default="")
        if best and count(best):
            return best
        return next((option for option in options if fold(option) in UNDECIDED), best)


BASIC = BasicText()


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in re.split(SENTENCE, text) if sentence.strip()]


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one.strip() for one in found))[:ITEMS]
