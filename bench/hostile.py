"""Texts that nobody would write and somebody will send: each as long as a flow may be, and built to be slow."""

from collections.abc import Callable

LONGEST = 200_000
HEAD = 'flow "Hostile"\non manual with\n  contact: contact\nend\nuse crm.add_tags\n'
DEEPEST = 60


def _filled(unit: str, before: str = HEAD, after: str = "\n") -> str:
    room = LONGEST - len(before) - len(after)
    return before + unit * (room // len(unit)) + after


def _nested(head: str, inside: str) -> str:
    """As many blocks inside each other as there may be, over and over."""
    deep = "\n".join([*[head] * DEEPEST, inside, *["end"] * DEEPEST]) + "\n"
    return _filled(deep)


def _numbered(line: str) -> str:
    lines, size, number = [HEAD], len(HEAD), 0
    while size + len(line) + 12 < LONGEST:
        lines.append(line.format(n=number) + "\n")
        size += len(lines[-1])
        number += 1
    return "".join(lines)


HOSTILE: dict[str, Callable[[], str]] = {
    "open brackets": lambda: _filled("(", HEAD + "let @x = "),
    "open lists": lambda: _filled("[", HEAD + "let @x = "),
    "open quotes": lambda: _filled('"{', HEAD + "let @x = "),
    "one quote a line": lambda: _filled('let @x = "\n'),
    "one bracket a line": lambda: _filled("let @x = (\n"),
    "ends alone": lambda: _filled("end\n"),
    "heads alone": lambda: _filled("if @contact exists\n"),
    "one long line": lambda: _filled("a", HEAD),
    "one long name": lambda: _filled("a", HEAD + "let @"),
    "one long path": lambda: _filled(".a", HEAD + "let @x = @contact"),
    "one long sum": lambda: _filled(" + 1", HEAD + "let @x = 1"),
    "one long condition": lambda: _filled(" and @contact.email exists", HEAD + "if true", "\nend\n"),
    "one long number": lambda: _filled("9", HEAD + "let @x = "),
    "one long text": lambda: _filled("a@b {", HEAD + 'let @x = "', '"\n'),
    "one long list": lambda: _filled('"a", ', HEAD + "crm.add_tags(@contact, [", '"b"])\n'),
    "signs": lambda: _filled('@{}"()[]<>=.,:#$%'),
    "commas": lambda: _filled("1,000,", HEAD + "let @x = "),
    "not": lambda: _filled("not ", HEAD + "if "),
    "blank lines": lambda: _filled("\n"),
    "comments": lambda: _filled("# note\n"),
    "unknown tools": lambda: _numbered("crm.ad_tagz{n}(@contact)"),
    "unknown names": lambda: _numbered("let @x{n} = @contakt{n}.nmae"),
    "misspelt words": lambda: _numbered("lett @x{n} = {n}"),
    "many names": lambda: _numbered("let @x{n} = {n}"),
    "names of names": lambda: _numbered('let @x{n} = @contact.firstName or "{n}"'),
    "many triggers": lambda: 'flow "Hostile"\n' + "".join(f'on webhook "w{n}"\n' for n in range(9_000)),
    "many tests": lambda: _numbered('test "t{n}"\n  expect crm.add_tags once\nend'),
    "deep ifs": lambda: _nested("if @contact.email exists", "let @x = 1"),
    "deep repeats": lambda: _nested("repeat at most 2 times", "let @x = missing"),
    "deep tries": lambda: _filled("\n".join(["try"] * DEEPEST + ["let @x = 1"] + ["on error\nend"] * DEEPEST) + "\n"),
}
