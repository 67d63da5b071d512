"""Makes texts that nobody should write: tokens at random, flows with accidents, sizes that hurt. One number, one text."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
HEAD = 'flow "F"\n\non manual\n\n'
LARGEST = 199_000
FOLDERS = (
    "sayso/templates", "sayso/sample", "docs/examples", "tests/specimens", "tests/golden", "tests/language",
    "tests/diagnostics", "tests/dsl", "tests/properties/found", "tests/fuzz/found",
)  # fmt: skip
PIECES = (
    '"', '"""', "(", ")", "[", "]", "{", "}", "@", "@@", "{{", "\\", ".", ",", ":", "=", "==", "#", "\n", "\n\n", "\t",
    "\u2028", "\x0b", "\x0c", "\x85", "\ufeff", "\u200b", "\u202e", "é", "e\u0301", "ß", "İ", "٣", "²", "①", "漢", "😀", "Ａ",
    "\U000e0041", "\r", "\x1b", "'", "“", "€", "$", "%", "1e9", "0x1f", "00", "9" * 30, "1_000", "1__0", "_", "-", "--",
    "+", "*", "/", "2026-02-30", "25:61", "0001-01-01", "9999-12-31", "99999 years", "1 months", "5 business days",
    "end", "END", "If", "@x", "@me", "@now", "@memory.x", "@trigger", "[0]", "todo", 'todo "x"', "off", "or", "and",
)  # fmt: skip
TOKEN = re.compile(r'"""|"[^"\n]*"|@?[\w.]+|\n|\s+|.', re.DOTALL)


class Nest(NamedTuple):
    """A text that goes deep or long: a head, a piece again and again, a middle, its end as often, a tail."""

    name: str
    head: str
    piece: str
    middle: str = ""
    close: str = ""
    tail: str = ""


LET = HEAD + "let @a = "
NESTS = (
    Nest("brackets", LET, "(", "1", ")"), Nest("open brackets", LET, "("), Nest("close brackets", LET, ")"),
    Nest("lists", LET, "[", "1", "]"), Nest("open lists", LET, "["), Nest("wide list", LET + "[", "1, ", "1", "", "]"),
    Nest("calls", LET, "lower(", '"a"', ")"), Nest("open calls", LET, "lower("), Nest("nots", LET, "not ", "true"),
    Nest("minuses", LET, "-", "1"), Nest("plus", LET, "1 + ", "1"), Nest("times", LET, "1 * ", "1"),
    Nest("ors", LET, "true or ", "true"), Nest("ands", LET, "true and ", "true"), Nest("equals", LET, "1 == ", "1"),
    Nest("wheres", LET + "@b", " where true"), Nest("sorted", LET + "@b", " sorted by 1"),
    Nest("firsts", LET, "first 1 of ", "@b"), Nest("path", LET + "@b", ".c"), Nest("indices", LET + "@b", "[0]"),
    Nest("exists", LET + "@b", " exists"), Nest("records", LET, "record(a: ", "1", ")"),
    Nest("quotes", LET, '"'), Nest("long quotes", LET, '"""'), Nest("quoted quotes", LET + '"', '\\"', "", "", '"'),
    Nest("texts", LET, '"a" + ', '"a"'), Nest("holes", LET + '"', "{@b}", "", "", '"'), Nest("open holes", LET + '"', "{"),
    Nest("holes in holes", LET, '"{', "1", '}"'), Nest("paths in text", LET + '"', "@b.c ", "", "", '"'),
    Nest("ats", LET + '"', "@", "", "", '"'), Nest("doubled ats", LET + '"', "@@", "", "", '"'),
    Nest("long text", LET + '"""\n', "  a {@b} @c.d\n", "", "", '"""'), Nest("long text lines", LET + '"""\n', "\n"),
    Nest("backslashes", LET + '"', "\\\\", "", "", '"'), Nest("digits", LET, "9"), Nest("fraction", LET + "0.", "9"),
    Nest("underscores", LET + "1", "_0"), Nest("money", LET + "$", "1"), Nest("units", LET, "5 days "),
    Nest("name", LET + "@", "a"), Nest("words", HEAD, "a "), Nest("dots", HEAD, "a."), Nest("one line", HEAD, "a"),
    Nest("ifs", HEAD, "if true\n", "stop\n", "end\n"), Nest("open ifs", HEAD, "if true\n"), Nest("ends", HEAD, "end\n"),
    Nest("otherwise ifs", HEAD + "if true\n  stop\n", "otherwise if true\n  stop\n", "", "", "end\n"),
    Nest("otherwises", HEAD + "if true\n  stop\n", "otherwise\n"), Nest("tries", HEAD, "try\n", "stop\n", "on error\nend\n"),
    Nest("loops", HEAD, "for each @a in @b at most 2\n", "", "end\n"), Nest("repeats", HEAD, "repeat at most 2 times\n", "", "end\n"),
    Nest("sequences", HEAD, "sequence\n", "", "unless email.replied\nend\n"), Nest("stages", HEAD, 'stage "s" at @now\n', "", "end\n"),
    Nest("lets", HEAD, "let @a = 1\n"), Nest("chain", HEAD + "let @a = 1\n", "let @a = @a + 1\n"), Nest("stops", HEAD, "stop\n"),
    Nest("waits", HEAD, "wait 1 day\n"), Nest("offs", HEAD, "off "), Nest("unknown calls", HEAD, "x.y(@z)\n"),
    Nest("calls again", HEAD + "use people.notify\n", 'people.notify(@me, "x")\n'), Nest("uses", 'flow "F"\non manual\n', "use people.notify\n"),
    Nest("use list", 'flow "F"\non manual\nuse ', "people.notify, ", "crm.update"), Nest("limits", HEAD, "limit 5 runs per day\n"),
    Nest("triggers", 'flow "F"\n', "on contact.created\n"), Nest("schedules", 'flow "F"\non schedule every day at ', "09:00, ", "10:00"),
    Nest("inputs", 'flow "F"\non manual with\n', "  a: text\n", "", "", "end\n"), Nest("choices", HEAD + "ask @me \"x\" as @a: ", '"a" | ', '"b"'),
    Nest("list types", 'flow "F"\non manual with\n  a: ', "list of ", "text", "", "\nend\n"), Nest("questions", 'flow "F"\non manual with\n  a: text', "?"),
    Nest("memory", 'flow "F"\non manual\nmemory\n', "  a: text\n", "", "", "end\n"), Nest("comments", HEAD, "# a\n"),
    Nest("comment", HEAD + "# ", "a"), Nest("tests", HEAD, 'test "t"\nend\n'), Nest("givens", HEAD + 'test "t"\n', "  given @a = 1\n", "", "", "end\n"),
    Nest("blank lines", HEAD, "\n"), Nest("blanks", HEAD, " "), Nest("tabs", HEAD, "\t"), Nest("commas", HEAD + "x.y(", ", "), Nest("returns", HEAD, "\r"),
    Nest("separators", HEAD, "\u2028"), Nest("accents", LET + '"e', "\u0301", "", "", '"'), Nest("emoji", LET + '"', "👩‍👩‍👧", "", "", '"'),
    Nest("pattern", LET + '"a" matches "', "(a*)*", "", "", '"'), Nest("nested pattern", LET + '"a" matches "', "(", "a", ")*", '"'),
    Nest("counted pattern", LET + '"a" matches "', "a{1,999}", "", "", '"'), Nest("goal", 'flow "F"\ngoal "', "a", "", "", '"\non manual\n'),
    Nest("mixed brackets", LET, "([{"), Nest("arguments", HEAD + "x.y(", "a: 1, ", "b: 2", "", ")\n"), Nest("in", LET, "1 in [", "1", "]"),
    Nest("fallbacks", LET, "@b or ", "1"), Nest("keeps", HEAD + "for each @a in [1] at most 1 collect @b\n", "keep 1\n", "", "", "end\n"),
)  # fmt: skip
"""Each goes on to any size."""


@cache
def corpus() -> tuple[str, ...]:
    """Flows to begin with."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.flow"))]
    return tuple(path.read_text("utf-8") for path in [*found, ROOT / "tests" / "identity.flow"])


@cache
def tokens() -> tuple[str, ...]:
    """Every token of these flows, and pieces that are none."""
    seen = {token for text in corpus() for token in TOKEN.findall(text) if len(token) < 60}
    return (*sorted(seen), *PIECES)


def soup(chance: random.Random) -> str:
    """Tokens at random, often below a good head."""
    pieces = [chance.choice(tokens()) for _ in range(chance.choice((3, 20, 200, 2_000)))]
    between = chance.choice(("", " ", " ", "\n"))
    return chance.choice(("", HEAD, HEAD)) + between.join(pieces)


def mutated(chance: random.Random) -> str:
    """A flow to which something happened."""
    text = chance.choice(corpus())
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        text = chance.choice(ACCIDENTS)(text, chance)
    return text


def hostile(chance: random.Random) -> str:
    """A piece again and again, up to the largest size there is."""
    nest = chance.choice(NESTS)
    size = chance.choice((100, 1_000, 10_000, LARGEST))
    return nested(nest, size)


def nested(nest: Nest, size: int) -> str:
    """A nest of about so many bytes."""
    fixed = len((nest.head + nest.middle + nest.tail).encode())
    times = max(1, (size - fixed) // len((nest.piece + nest.close).encode()))
    return nest.head + nest.piece * times + nest.middle + nest.close * times + nest.tail


def _cut(text: str, chance: random.Random) -> str:
    start, length = chance.randrange(len(text) + 1), chance.choice((1, 1, 5, 50))
    return text[:start] + text[start + length :]


def _put_in(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(tokens()) * chance.choice((1, 1, 1, 3, 40)) + text[start:]


def _swap_token(text: str, chance: random.Random) -> str:
    found = [match.span() for match in TOKEN.finditer(text)]
    start, end = chance.choice(found) if found else (0, 0)
    return text[:start] + chance.choice(tokens()) + text[end:]


def _lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[place]
        case 1:
            lines[place], lines[other] = lines[other], lines[place]
        case 2:
            lines[place:place] = lines[min(place, other) : max(place, other)]
        case _:
            lines.insert(place, chance.choice(chance.choice(corpus()).split("\n")))
    return "\n".join(lines)


def _spliced(text: str, chance: random.Random) -> str:
    other = chance.choice(corpus())
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _digits(text: str, chance: random.Random) -> str:
    number = chance.choice(("0", "1", "99999999999999999999", "-1", "1.5", "00", "٣"))
    return re.sub(r"\d+", number, text, count=chance.choice((1, 1, 0)))


def _nested_in(text: str, chance: random.Random) -> str:
    nest = chance.choice(NESTS)
    start = chance.randrange(len(text) + 1)
    times = chance.choice((2, 10, 100))
    return text[:start] + nest.piece * times + nest.middle + nest.close * times + text[start:]


ACCIDENTS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _put_in, _put_in, _swap_token, _swap_token, _swap_token, _lines, _lines, _spliced, _digits, _nested_in,
)  # fmt: skip
MAKERS: dict[str, tuple[Callable[[random.Random], str], int]] = {
    "soup": (soup, 3),
    "mutated": (mutated, 12),
    "hostile": (hostile, 1),
}
"""Each kind of text, and how many of it are made for one of the others."""


def made(seed: int) -> tuple[str, str]:
    """The text of a number, and its kind."""
    chance = random.Random(seed)
    kind = chance.choice([name for name, (_, share) in MAKERS.items() for _ in range(share)])
    return kind, MAKERS[kind][0](chance)
