"""Texts that go deep or long: a piece again and again, to any size. Each was written with one reader in mind."""

from typing import NamedTuple

HEAD = 'flow "F"\n\non manual\n\n'
LARGEST = 199_000
"""Bytes; a flow has at most 200 kB."""


class Nest(NamedTuple):
    """A text that goes deep or long: a head, a piece again and again, a middle, its end as often, a tail.

    `#####` in a piece becomes its number, so that no two are the same.
    """

    name: str
    head: str
    piece: str
    middle: str = ""
    close: str = ""
    tail: str = ""


LET = HEAD + "let @a = "
FOR_CONTACT = 'flow "F"\n\non manual with\n  contact: contact\nend\n\nuse crm.add_tags\n\n'
DEEPEST = 60
"""So many blocks in each other are allowed."""
NESTS = (
    Nest("brackets", LET, "(", "1", ")"),
    Nest("open brackets", LET, "("),
    Nest("close brackets", LET, ")"),
    Nest("lists", LET, "[", "1", "]"),
    Nest("open lists", LET, "["),
    Nest("wide list", LET + "[", "1, ", "1", "", "]"),
    Nest("calls", LET, "lower(", '"a"', ")"),
    Nest("open calls", LET, "lower("),
    Nest("nots", LET, "not ", "true"),
    Nest("minuses", LET, "-", "1"),
    Nest("plus", LET, "1 + ", "1"),
    Nest("times", LET, "1 * ", "1"),
    Nest("ors", LET, "true or ", "true"),
    Nest("ands", LET, "true and ", "true"),
    Nest("equals", LET, "1 == ", "1"),
    Nest("wheres", LET + "@b", " where true"),
    Nest("sorted", LET + "@b", " sorted by 1"),
    Nest("firsts", LET, "first 1 of ", "@b"),
    Nest("path", LET + "@b", ".c"),
    Nest("indices", LET + "@b", "[0]"),
    Nest("exists", LET + "@b", " exists"),
    Nest("records", LET, "record(a: ", "1", ")"),
    Nest("quotes", LET, '"'),
    Nest("long quotes", LET, '"""'),
    Nest("quoted quotes", LET + '"', '\\"', "", "", '"'),
    Nest("texts", LET, '"a" + ', '"a"'),
    Nest("holes", LET + '"', "{@b}", "", "", '"'),
    Nest("open holes", LET + '"', "{"),
    Nest("holes in holes", LET, '"{', "1", '}"'),
    Nest("paths in text", LET + '"', "@b.c ", "", "", '"'),
    Nest("ats", LET + '"', "@", "", "", '"'),
    Nest("doubled ats", LET + '"', "@@", "", "", '"'),
    Nest("long text", LET + '"""\n', "  a {@b} @c.d\n", "", "", '"""'),
    Nest("long text lines", LET + '"""\n', "\n"),
    Nest("backslashes", LET + '"', "\\\\", "", "", '"'),
    Nest("digits", LET, "9"),
    Nest("fraction", LET + "0.", "9"),
    Nest("underscores", LET + "1", "_0"),
    Nest("money", LET + "$", "1"),
    Nest("units", LET, "5 days "),
    Nest("name", LET + "@", "a"),
    Nest("words", HEAD, "a "),
    Nest("dots", HEAD, "a."),
    Nest("one line", HEAD, "a"),
    Nest("ifs", HEAD, "if true\n", "stop\n", "end\n"),
    Nest("open ifs", HEAD, "if true\n"),
    Nest("ends", HEAD, "end\n"),
    Nest("otherwise ifs", HEAD + "if true\n  stop\n", "otherwise if true\n  stop\n", "", "", "end\n"),
    Nest("otherwises", HEAD + "if true\n  stop\n", "otherwise\n"),
    Nest("tries", HEAD, "try\n", "stop\n", "on error\nend\n"),
    Nest("loops", HEAD, "for each @a in @b at most 2\n", "", "end\n"),
    Nest("repeats", HEAD, "repeat at most 2 times\n", "", "end\n"),
    Nest("sequences", HEAD, "sequence\n", "", "unless email.replied\nend\n"),
    Nest("stages", HEAD, 'stage "s" at @now\n', "", "end\n"),
    Nest("lets", HEAD, "let @a = 1\n"),
    Nest("chain", HEAD + "let @a = 1\n", "let @a = @a + 1\n"),
    Nest("stops", HEAD, "stop\n"),
    Nest("waits", HEAD, "wait 1 day\n"),
    Nest("offs", HEAD, "off "),
    Nest("unknown calls", HEAD, "x.y(@z)\n"),
    Nest("calls again", HEAD + "use people.notify\n", 'people.notify(@me, "x")\n'),
    Nest("uses", 'flow "F"\non manual\n', "use people.notify\n"),
    Nest("use list", 'flow "F"\non manual\nuse ', "people.notify, ", "crm.update"),
    Nest("limits", HEAD, "limit 5 runs per day\n"),
    Nest("triggers", 'flow "F"\n', "on contact.created\n"),
    Nest("schedules", 'flow "F"\non schedule every day at ', "09:00, ", "10:00"),
    Nest("inputs", 'flow "F"\non manual with\n', "  a: text\n", "", "", "end\n"),
    Nest("choices", HEAD + 'ask @me "x" as @a: ', '"a" | ', '"b"'),
    Nest("list types", 'flow "F"\non manual with\n  a: ', "list of ", "text", "", "\nend\n"),
    Nest("questions", 'flow "F"\non manual with\n  a: text', "?"),
    Nest("memory", 'flow "F"\non manual\nmemory\n', "  a: text\n", "", "", "end\n"),
    Nest("comments", HEAD, "# a\n"),
    Nest("comment", HEAD + "# ", "a"),
    Nest("tests", HEAD, 'test "t"\nend\n'),
    Nest("givens", HEAD + 'test "t"\n', "  given @a = 1\n", "", "", "end\n"),
    Nest("blank lines", HEAD, "\n"),
    Nest("blanks", HEAD, " "),
    Nest("tabs", HEAD, "\t"),
    Nest("commas", HEAD + "x.y(", ", "),
    Nest("returns", HEAD, "\r"),
    Nest("separators", HEAD, "\u2028"),
    Nest("accents", LET + '"e', "\u0301", "", "", '"'),
    Nest("emoji", LET + '"', "👩‍👩‍👧", "", "", '"'),
    Nest("pattern", LET + '"a" matches "', "(a*)*", "", "", '"'),
    Nest("nested pattern", LET + '"a" matches "', "(", "a", ")*", '"'),
    Nest("counted pattern", LET + '"a" matches "', "a{1,999}", "", "", '"'),
    Nest("goal", 'flow "F"\ngoal "', "a", "", "", '"\non manual\n'),
    Nest("mixed brackets", LET, "([{"),
    Nest("arguments", HEAD + "x.y(", "a: 1, ", "b: 2", "", ")\n"),
    Nest("in", LET, "1 in [", "1", "]"),
    Nest("fallbacks", LET, "@b or ", "1"),
    Nest("unknown tools", FOR_CONTACT, "crm.ad_tagz#####(@contact)\n"),
    Nest("unknown names", FOR_CONTACT, "let @x##### = @contakt#####.nmae\n"),
    Nest("misspelt words", FOR_CONTACT, "lett @x##### = 1\n"),
    Nest("many names", HEAD, "let @x##### = 1\n"),
    Nest("names of fields", FOR_CONTACT, 'let @x##### = @contact.firstName or "a"\n'),
    Nest("names of names", FOR_CONTACT + "let @x = 1\n", "let @x##### = @x\n"),
    Nest("many webhooks", 'flow "F"\n', 'on webhook "w#####"\n'),
    Nest("many tests", FOR_CONTACT, 'test "t#####"\n  expect crm.add_tags once\nend\n'),
    Nest("deep ifs", FOR_CONTACT, "if @contact.email exists\n" * DEEPEST + "let @x = 1\n" + "end\n" * DEEPEST),
    Nest("deep repeats", HEAD, "repeat at most 2 times\n" * DEEPEST + "let @x = missing\n" + "end\n" * DEEPEST),
    Nest("deep tries", HEAD, "try\n" * DEEPEST + "let @x = 1\n" + "on error\nend\n" * DEEPEST),
    Nest("keeps", HEAD + "for each @a in [1] at most 1 collect @b\n", "keep 1\n", "", "", "end\n"),
)
"""Each goes on to any size."""


def nested(nest: Nest, size: int) -> str:
    """A nest of about so many bytes."""
    fixed = len((nest.head + nest.middle + nest.tail).encode())
    times = max(1, (size - fixed) // len((nest.piece + nest.close).encode()))
    pieces = "".join(nest.piece.replace("#####", f"{number:05}") for number in range(times))
    return nest.head + pieces + nest.middle + nest.close * times + nest.tail
