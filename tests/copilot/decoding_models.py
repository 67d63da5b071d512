"""Stand-ins for a language model: vocabularies, tokenizers, and a matcher that follows a text token by token."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from llguidance import LLMatcher, LLTokenizer, TokenizerWrapper

ROOT = Path(__file__).parents[2]
FOLDERS = ("sayso/templates", "docs/examples", "tests/language", "sayso/sample")
FILES = tuple(path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.flow")))
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FILES}
PIECES = re.compile(r"[^\w\n]?[A-Za-z]+|[0-9]{1,3}| ?[^\w\s]+\n*|\s+")
"""How the tokenizers of language models cut a text before they join bytes: words with one sign or blank before them."""


class Tokens:
    """A vocabulary as llguidance wants to see one: the longest token first, byte by byte where nothing fits."""

    def __init__(self, vocabulary: tuple[bytes, ...]) -> None:
        self.tokens = [*vocabulary, b"<|end|>"]
        self.eos_token_id = len(vocabulary)
        self.bos_token_id = None
        self.special_token_ids = [self.eos_token_id]
        self.numbers = {token: number for number, token in enumerate(vocabulary)}
        self.longest = max(map(len, vocabulary))

    def __call__(self, text: bytes | str) -> list[int]:
        raw = text if isinstance(text, bytes) else text.encode()
        found, place = [], 0
        while place < len(raw):
            sizes = range(min(self.longest, len(raw) - place), 0, -1)
            size = next(size for size in sizes if raw[place : place + size] in self.numbers)
            found.append(self.numbers[raw[place : place + size]])
            place += size
        return found


BYTES = tuple(bytes([number]) for number in range(256))


@cache
def vocabulary(large: bool = False) -> tuple[bytes, ...]:
    """Bytes, the words and signs of the flows as tokenizers cut them, and runs across them that stand there often.

    `large`: also the words of all documents and modules, and how they begin.
    """
    raw = "\n".join(TEXTS.values())
    runs = Counter(raw[at : at + length] for length in range(2, 5) for at in range(len(raw) - length))
    found = {*PIECES.findall(raw), *(run for run, _ in runs.most_common(200))}
    if large:
        pages = [path for folder in ("docs", "sayso", "tests") for path in sorted((ROOT / folder).rglob("*.[mp][dy]"))]
        words = {word for page in pages for word in PIECES.findall(page.read_text("utf-8"))}
        found |= {word[:length] for word in words for length in (2, 3, 4, 6, 8, 12, 20) if len(word) < 24}
    return (*BYTES, *sorted({word.encode() for word in found if len(word.encode()) > 1}))


@cache
def tokens_of(kind: str) -> Tokens:
    """The vocabulary of "bytes" or of "words"."""
    return Tokens(BYTES if kind == "bytes" else vocabulary())


@cache
def tokenizer_of(kind: str) -> LLTokenizer:
    """The same, made ready for llguidance."""
    return LLTokenizer(TokenizerWrapper(tokens_of(kind)))


class Model:
    """A grammar and a vocabulary; every question begins anew."""

    def __init__(self, grammar: str, kind: str = "bytes") -> None:
        self.tokens = tokens_of(kind)
        self.fresh = LLMatcher(tokenizer_of(kind), LLMatcher.grammar_from_lark(grammar), log_level=0)
        assert not self.fresh.is_error(), self.fresh.get_error()

    def stops_at(self, text: str) -> int | None:
        """How many tokens of a text can be written, or None where all of it can and it may end there."""
        numbers = self.tokens(text)
        matcher = self.fresh.deep_copy()
        written = matcher.try_consume_tokens(numbers)
        return None if written == len(numbers) and matcher.is_accepting() else written

    def writes(self, text: str) -> bool:
        """Whether the text can be written."""
        return self.stops_at(text) is None

    def allowed_after(self, text: str) -> set[bytes]:
        """The tokens that may follow."""
        matcher = self.fresh.deep_copy()
        assert matcher.consume_tokens(self.tokens(text)), text
        return self.in_mask(matcher)

    def in_mask(self, matcher: LLMatcher) -> set[bytes]:
        """The tokens that the matcher lets through next."""
        mask = matcher.compute_bitmask()
        return {token for number, token in enumerate(self.tokens.tokens[:-1]) if mask[number >> 3] >> (number & 7) & 1}
