"""Where logical lines begin and end, and which comments they carry."""

import pytest

from sayso.dsl.scan import scan


def rows(text: str) -> list[str]:
    return [text[line.start : line.end] for line in scan(text).lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n\n  b  # c\n", ["a", "b"]),
        ("a(\n  b\n)\nc\n", ["a(\n  b\n)", "c"]),
        ("use a.b,\n  c.d\nstop\n", ["use a.b,\n  c.d", "stop"]),
        ("use a.b,\nlimit 5\n", ["use a.b,", "limit 5"]),
        ('say "# ( [ {{"\nstop\n', ['say "# ( [ {{"', "stop"]),
        ('say "{f("a", "#")}"\nstop\n', ['say "{f("a", "#")}"', "stop"]),
        ('say """\n " ( # {@a}\n"""\nstop\n', ['say """\n " ( # {@a}\n"""', "stop"]),
        ("a( # (\n) # )\nb\n", ["a( # (\n)", "b"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert rows(text) == lines
    assert all(line.problem is None for line in scan(text).lines)


def test_comments() -> None:
    found = scan("# a\n\n\n# b\nx(  # c\n  # d\n)  # e\n# f\n")
    assert found.lines[0].before == ("# a", "", "# b", "# c", "# d")
    assert found.lines[0].after == "# e"
    assert found.tail == ("# f",)


@pytest.mark.parametrize(
    ("text", "slug", "guilty", "then"),
    [
        ("let @x = f(1\nstop\n", "unclosed-bracket", "(", "stop"),
        ("let @x = f(1,\n  2,\nlet @y = 1\n", "unclosed-bracket", "(", "let @y = 1"),
        ('say "a\nstop\n', "unclosed-quote", '"', "stop"),
        ('f(\n  a: "x\n  b: 2\n)\nstop\n', "unclosed-quote", '"', "stop"),
        ('say "a {@b"\nstop\n', "unclosed-bracket", "{", "stop"),
        ('say """\n a\nstop\n', "unclosed-quote", '"""', "stop"),
    ],
)
def test_what_is_never_closed_ends_at_the_next_statement(text: str, slug: str, guilty: str, then: str) -> None:
    broken, following = scan(text).lines
    assert broken.problem and broken.problem.slug == slug
    assert text[broken.problem.span.start : broken.problem.span.end] == guilty
    assert text[following.start : following.end] == then
