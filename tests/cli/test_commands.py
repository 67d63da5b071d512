"""What each command does for the people who call it."""

import re
from pathlib import Path

import pytest

import sayso as product
from sayso.cli.commands import COMMANDS
from sayso.cli.replaying import first_apart
from sayso.compiler import rules
from sayso.runtime.settings import FILE
from tests.cli.conftest import HELLO, Sayso

TEMPLATES = Path(product.__file__).parent / "templates"
ASKING = """flow "Asking"

on manual with
  contact: contact
end

use people.notify

ask @me "Shall I?" as @go: boolean within 2 days otherwise false
if @go
  people.notify(@me, "Yes for @contact.fullName")
end
"""
WRONG_ORDER = 'flow "W"\nuse people.notify\non manual\npeople.notify(@me, "x")\n'


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_says_what_it_does(sayso: Sayso, command: object) -> None:
    name, sentence = command.name, command.help  # type: ignore[attr-defined]
    said = sayso(name, "--help")
    assert said.code == 0
    assert sentence in said.out and "--json" in said.out
    assert sentence in sayso("--help").out


def test_the_version(sayso: Sayso) -> None:
    assert re.fullmatch(r"sayso \d+\.\d+\.\d+\n", sayso("--version").out)


def test_several_flows_are_summed_up(sayso: Sayso, hello: Path) -> None:
    (hello.parent / "wrong.flow").write_text('flow "W"\n\non manual\n\nwait\n')
    said = sayso("check", hello, "wrong.flow")
    assert said.code == 1
    assert said.out.endswith("2 flows, 1 with errors\n")
    tested = sayso("test", "hello.flow", "wrong.flow")
    assert tested.code == 1
    assert tested.out.startswith("hello.flow\n✓ I am told\n")
    assert tested.out.endswith("1 test, all passed; 1 flow has errors and was not tested\n")


def test_a_test_that_does_not_hold_names_its_line(sayso: Sayso, hello: Path) -> None:
    hello.write_text(HELLO.replace("expect people.notify once", "expect people.notify twice"))
    said = sayso("test", hello)
    assert said.code == 1
    assert "✗ I am told\n    line 13: " in said.out


def test_fmt_reads_standard_input_and_writes_standard_output(sayso: Sayso) -> None:
    assert sayso("fmt", "-", stdin=HELLO.replace("\n\n", "\n")).out == HELLO
    assert sayso("fmt", "-", "--check", stdin=HELLO).code == 0
    untidy = sayso("fmt", "-", "--check", stdin=HELLO.replace("\n\n", "\n"))
    assert (untidy.code, untidy.out) == (1, "standard input would change\n")
    mistaken = sayso("fmt", "-", stdin='flow "X"\n\non manual\n\nuse fax.send\n\nfax.send( to:"x" )\n')
    assert (mistaken.code, mistaken.out.splitlines()[-1]) == (0, 'fax.send(to: "x")')


def test_fmt_says_beside_the_result_what_it_cannot_read(sayso: Sayso, hello: Path) -> None:
    said = sayso("fmt", "-", stdin=HELLO + "wait five days\n")
    assert (said.code, said.out) == (1, "")
    assert "cannot-read" in said.err or "wrong-order" in said.err
    hello.write_text('flow  "X"\non manual\nwait five days\n')
    before = hello.read_bytes()
    assert sayso("fmt", hello).code == 1
    assert hello.read_bytes() == before


def test_fmt_mends_the_order_of_a_file(sayso: Sayso, folder: Path) -> None:
    (folder / "x.flow").write_text(WRONG_ORDER)
    assert sayso("check", "x.flow").code == 1
    assert sayso("fmt", "x.flow").code == 0
    assert sayso("check", "x.flow").code == 0


def test_fmt_keeps_mode_and_links(sayso: Sayso, hello: Path) -> None:
    hello.write_text(HELLO.replace("\n\n", "\n"))
    hello.chmod(0o640)
    link = hello.with_name("link.flow")
    link.symlink_to(hello)
    assert sayso("fmt", link).code == 0
    assert link.is_symlink() and hello.read_text() == HELLO and hello.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in hello.parent.iterdir()) == ["hello.flow", "link.flow"]


def test_graph_is_a_mermaid_diagram(sayso: Sayso, hello: Path) -> None:
    said = sayso("graph", hello)
    assert said.out.startswith("flowchart TD\n")
    assert sayso("graph", hello, "--mermaid").out == said.out
    broken = sayso("graph", "-", stdin='flow "X"\n\non manual\n\nif true\n')
    assert (broken.code, broken.out) == (1, "")
    assert "missing-end" in broken.err


def test_bounds_shows_each_number_once_with_its_arithmetic(sayso: Sayso) -> None:
    said = sayso("bounds", TEMPLATES / "big-4-outbound.flow").out
    assert said.count("20 contacts × 1 email = 20") == 1
    assert "Credits: " in said and "Time: " in said and "Steps: at most " in said


def test_flows_beside_it_can_be_called_from_standard_input_too(sayso: Sayso, folder: Path) -> None:
    (folder / "size.flow").write_text('flow "Size"\n\non call with\n  n: number\nend\n\nreturn @n + 1\n')
    caller = 'flow "Caller"\n\non manual\n\nrun flow "Size" with n: 4 as @size\nreturn @size\n'
    (folder / "caller.flow").write_text(caller)
    for said in (
        sayso("simulate", "caller.flow"),
        sayso("simulate", "./caller.flow"),
        sayso("simulate", "-", stdin=caller),
    ):
        assert said.code == 0
        assert "returned: 5" in said.out or "5" in said.out.splitlines()[-3]


def test_simulate_in_a_described_world(sayso: Sayso, folder: Path) -> None:
    (folder / "a.flow").write_text(ASKING)
    (folder / "world.json").write_text(
        '{"now": "2026-03-02 09:00", "inputs": {"contact": {"firstName": "Zoë"}},'
        ' "replies": {"go": {"answer": true, "after": "1 day"}}}'
    )
    said = sayso("simulate", "a.flow", "--world", "world.json")
    assert said.code == 0
    assert "Mon 02 Mar" in said.out and "Tue 03 Mar" in said.out
    assert "would tell" in said.out and "Yes for Zoë" in said.out
    assert "Nothing was sent" in said.out
    assert not (folder / "sayso-data").exists()


def test_simulate_changes_nothing_in_the_workspace(sayso: Sayso, home: Path, hello: Path) -> None:
    before = kept_in(home)
    assert sayso("simulate", hello, "--never", "--now", "2026-03-02T09:00").code == 0
    assert kept_in(home) == before


def kept_in(home: Path) -> dict[str, bytes]:
    """Every file of a workspace, the database's own notes aside."""
    files = (path for path in home.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal")))
    return {str(path): path.read_bytes() for path in files}


def test_a_failed_simulation_ends_with_one(sayso: Sayso) -> None:
    said = sayso("simulate", "-", stdin='flow "F"\n\non manual\n\nfail "no"\n')
    assert said.code == 1
    assert "failed: no" in said.out


def test_a_run_that_waits_goes_on_with_the_same_command(sayso: Sayso, home: Path) -> None:
    (home.parent / "a.flow").write_text(ASKING)
    asked = ("run", "a.flow", "--journal", "a.journal")
    first = sayso(*asked, "--input", "contact=ann@acme.example")
    assert first.code == 0
    assert "needs you" in first.out
    assert "Go on with: sayso run a.flow --journal a.journal" in first.out
    assert sayso("replay", "a.journal", "--json").json["ok"]
    again = sayso(*asked)
    assert again.code == 0 and "Yes for Ann" not in again.out
    assert "needs you" in sayso(*asked, "--answer", "go=perhaps").out
    last = sayso(*asked, "--answer", "go=yes")
    assert last.code == 0
    assert "Yes for Ann Keller" in last.out and "completed" in last.out
    replayed = sayso("replay", "a.journal", "--log")
    assert replayed.code == 0
    assert "all the same. The run is completed." in replayed.out and "Yes for Ann Keller" in replayed.out


def test_without_a_journal_a_waiting_run_says_that_it_is_lost(sayso: Sayso, home: Path) -> None:
    (home.parent / "a.flow").write_text(ASKING)
    said = sayso("run", "a.flow", "--input", 'contact={"firstName": "Zoë"}')
    assert "Nothing keeps this run" in said.out


def test_an_approval_is_given_with_yes(sayso: Sayso, home: Path) -> None:
    (home.parent / "m.flow").write_text(
        'flow "M"\n\non manual with\n  contact: contact\nend\n\nuse email.send with approval by @me within 3 days\n\n'
        'if @contact.email exists\n  email.send(to: @contact, subject: "Hi", text: "Hello there")\nend\n'
    )
    asked = ("run", "m.flow", "--input", "contact=ann@acme.example")
    assert "email.send waits for approval" in sayso(*asked).out
    approved = sayso(*asked, "--yes")
    assert "approved" in approved.out and "completed" in approved.out
    assert len(list((home / "mail" / "new").iterdir())) == 1


def test_preview_makes_no_workspace(sayso: Sayso, folder: Path) -> None:
    (folder / "x.csv").write_text("First Name,Email\nAnn,ann@acme.example\n")
    said = sayso("import", "x.csv", "--preview")
    assert said.code == 0 and "1 would be new" in said.out
    assert not (folder / "sayso-data").exists()
    assert sayso("import", "x.csv").code == 0
    assert "0 would be new, 1 would be updated" in sayso("import", "x.csv", "--preview").out


def test_explain_tells_what_is_meant_without_braces(sayso: Sayso) -> None:
    listed = sayso("explain").out
    assert all(rule.slug in listed for rule in rules())
    assert not re.search(r"\{\w+(:.*?)?\}|\{\{", listed)
    for rule in rules()[::10]:
        said = sayso("explain", rule.slug)
        assert said.code == 0
        assert "Why: " in said.out and "But like this:" in said.out


def test_every_template_can_be_begun_with(sayso: Sayso, folder: Path) -> None:
    listed = sayso("new").out
    for template in sorted(TEMPLATES.glob("*.flow"))[:3]:
        assert template.stem in listed
        assert sayso("new", f"My {template.stem}", "--template", template.stem).code == 0
        assert sayso("check", f"my-{template.stem}.flow").code == 0


def test_the_first_difference_is_told_by_its_field() -> None:
    assert first_apart(({"a": {"b": [1, 2]}}, None), ({"a": {"b": [1, 3]}}, None)) == ("a.b", "2", "3")
    assert first_apart({"a": 1}, {"a": 1, "b": "x"}) == ("b", "null", '"x"')
    assert first_apart([1], [1, 2]) == ("", "[1]", "[1,2]")


def test_a_long_log_line_is_cut_between_words(sayso: Sayso) -> None:
    words = " ".join(f"word{n}" for n in range(80))
    said = sayso(
        "simulate", "-", stdin=f'flow "L"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "{words}")\n'
    )
    (row,) = (row for row in said.out.splitlines() if "would tell" in row)
    assert row.endswith(" …") and re.search(r"word\d+ …$", row) and row.split()[-2] in words.split()


def test_times_without_a_zone_are_the_workspaces(sayso: Sayso, home: Path, hello: Path) -> None:
    settings = home / FILE
    settings.write_text(re.sub(r"zone = .*", 'zone = "Asia/Tokyo"', settings.read_text("utf-8")), "utf-8")
    asked = ("simulate", hello, "--now", "2026-03-02T09:00")
    assert sayso(*asked, "--json").json["log"][0]["at"] == "2026-03-02T00:00:00Z"
    assert "09:00" in sayso(*asked).out
    assert "18:00" in sayso(*asked[:-1], "2026-03-02T09:00+00:00").out


def test_a_trigger_that_would_not_fire_is_told(sayso: Sayso, folder: Path) -> None:
    where = 'on contact.created where @contact.title contains "VP"'
    (folder / "vps.flow").write_text(f'flow "VPs"\n{where}\nuse people.notify\npeople.notify(@me, "A VP")\n')
    (folder / "vp.json").write_text('{"inputs": {"contact": {"id": "ann", "title": "VP Sales"}}}')
    assert "Live, this run would not begin" in sayso("simulate", "vps.flow").out
    assert "would not begin" not in sayso("simulate", "vps.flow", "--world", "vp.json").out
