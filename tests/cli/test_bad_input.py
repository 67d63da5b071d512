"""Whatever is handed over, one clear sentence in the right place and the right exit code come back; nothing is lost."""

import json
import signal
import sqlite3
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.runtime.settings import FILE
from tests.cli.conftest import HELLO, Said, Sayso, process

READERS = ("check", "fmt", "bounds", "graph", "english", "test", "simulate")


def one_sentence(said: Said, code: int = 2) -> str:
    """The one sentence on standard error; nothing on standard output."""
    assert said.code == code, said
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.startswith("✗ ") and said.err.count("\n") == 1, said.err
    assert said.err.rstrip().endswith((".", "?", "…")), said.err
    return said.err[2:].rstrip()


FILES = [
    ("not UTF-8", b'flow "A"\n\xff\xfe\n', "Line 2 holds characters that are not UTF-8."),
    ("empty", b"", "is empty"),
    ("blank", b"  \n\n", "is empty"),
    ("NUL", b'flow "A"\0\n', "characters that no text has"),
    ("300 kB", b"a" * 300_000, "at most 200 kB"),
    ("more than 10 MB", b"a" * 10_000_001, "more than 10 MB"),
]


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(("raw", "told"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_that_is_no_flow(sayso: Sayso, folder: Path, command: str, raw: bytes, told: str) -> None:
    (folder / "x.flow").write_bytes(raw)
    assert told in one_sentence(sayso(command, "x.flow"))
    assert (folder / "x.flow").read_bytes() == raw
    if len(raw) < 1_000:
        assert told.removeprefix("is ") in one_sentence(sayso(command, "-", stdin=raw))


@pytest.mark.parametrize("command", READERS)
def test_a_file_that_is_not_there_or_a_folder(sayso: Sayso, folder: Path, command: str) -> None:
    (folder / "dir.flow").mkdir()
    assert one_sentence(sayso(command, "nowhere.flow")) == "There is no file nowhere.flow."
    assert "is a directory" in one_sentence(sayso(command, "dir.flow"))
    (folder / "below").write_text("x")
    assert "cannot be read" in one_sentence(sayso(command, "below/x.flow"))


def test_a_file_that_cannot_be_read(sayso: Sayso, folder: Path) -> None:
    (folder / "round.flow").symlink_to(folder / "round.flow")
    assert "cannot be read" in one_sentence(sayso("check", "round.flow"))


def test_windows_lines_and_a_byte_order_mark_are_read(sayso: Sayso, hello: Path) -> None:
    hello.write_bytes(b"\xef\xbb\xbf" + HELLO.replace("\n", "\r\n").encode())
    assert sayso("check", hello).code == 0
    assert sayso("fmt", "--check", hello).code == 1
    assert sayso("fmt", hello).code == 0
    assert hello.read_bytes() == HELLO.encode()


def test_of_several_files_the_others_are_still_read(sayso: Sayso, hello: Path) -> None:
    said = sayso("check", "nowhere.flow", "hello.flow")
    assert said.code == 2
    assert "✓ hello.flow" in said.out
    assert said.err == "✗ There is no file nowhere.flow.\n"
    told = sayso("check", "nowhere.flow", "hello.flow", "--json").json
    assert [file["file"] for file in told["files"]] == ["hello.flow"]
    assert [problem["slug"] for problem in told["problems"]] == ["no-such-file"]


CALLS = [
    ((), "usage:"),
    (("chek", "x.flow"), "There is no command `chek`. Did you mean `check`?"),
    (("check",), "Name a FLOW."),
    (("check", "x.flow", "--wrong"), "`--wrong` is not understood here."),
    (("run", "x.flow", "--journal"), "`--journal` needs a value."),
    (("import", "x.csv", "--as", "alien"), "`--as` is one of"),
    (("explain", "unknown-nam"), "Did you mean `unknown-name`?"),
    (("tools", "faxes"), "There is no service called `faxes`."),
    (("new", "X", "--template", "nothing"), "There is no template `nothing`."),
    (("check", "hello.flow", "--workspace", "nowhere"), "There is no workspace in nowhere."),
    (("run", "hello.flow"), "There is no workspace here yet."),
    (("replay", "nowhere.journal"), "There is no file nowhere.journal."),
]


@pytest.mark.parametrize(("arguments", "told"), CALLS, ids=[" ".join(call[0]) or "nothing" for call in CALLS])
def test_a_wrong_call(sayso: Sayso, hello: Path, arguments: tuple[str, ...], told: str) -> None:
    said = sayso(*arguments)
    assert said.code == 2
    assert told in (said.out if not arguments else one_sentence(said))
    if arguments:
        error = sayso(*arguments, "--json").json if arguments[-1] != "--journal" else {"error": {"sentence": told}}
        assert told in error["error"]["sentence"]


def test_flows_that_call_each_other_in_a_circle(sayso: Sayso, folder: Path) -> None:
    for name, other in (("A", "B"), ("B", "A")):
        (folder / f"{name}.flow").write_text(f'flow "{name}"\n\non call\n\nrun flow "{other}"\n')
    said = sayso("check", "A.flow", "B.flow")
    assert said.code == 1
    assert said.out.count("flows-run-each-other") == 2
    assert sayso("check", "A.flow").code == 1
    assert sayso("simulate", "./A.flow").code == 1


def test_an_unknown_tool_is_told_at_its_place_with_the_nearest(sayso: Sayso, folder: Path) -> None:
    (folder / "x.flow").write_text('flow "X"\n\non manual\n\nuse gmail.sned\n\ngmail.sned(to: "a@acme.example")\n')
    said = sayso("check", "x.flow")
    assert said.code == 1
    assert "unknown-tool  x.flow, line 7\n7 | gmail.sned(" in said.out
    assert "gmail.send" in said.out


WORLDS = [
    ("{", "is no JSON"),
    ("", "is no JSON"),
    ("[]", "the world: this needs to be an object"),
    ('{"people": 1}', "A world has no `people`."),
    ('{"now": "yesterday"}', "now: this needs a date and time"),
    ('{"now": "9999-12-31 23:59"}', "now: "),
    ('{"records": {"alien": []}}', "there is no kind of record called `alien`"),
    ('{"records": {"contact": {}}}', "records.contact: this needs to be a list"),
    ('{"records": {"contact": [{"shoeSize": 5}]}}', "records.contact[0].shoeSize"),
    ('{"records": {"contact": [{"employees": "many"}]}}', "records.contact[0].employees"),
    ('{"inputs": {"nobody": 1}}', "this flow takes no `nobody`"),
    ('{"inputs": {"contact": "x"}}', "inputs.contact: "),
    ('{"answers": {"fax.send": 1}}', "there is no tool called `fax.send`"),
    ('{"answers": {"crm.find_contacts": 5}}', "answers.crm.find_contacts: this needs a list"),
    ('{"answers": {"crm.find_contacts": {"fails": {}}}}', "answers.crm.find_contacts.fails: "),
    ('{"approvals": {"fax.send": "no"}}', "there is no tool called `fax.send`"),
    ('{"approvals": {"gmail.send": "maybe"}}', "an approval is `yes`, `no` or `never`"),
    ('{"events": [{"event": "fax.came"}]}', "there is no event called `fax.came`"),
    ('{"events": [{"event": "email.replied", "after": "soon"}]}', "events[0].after: "),
    ('{"replies": {"go": {"answer": 1e999}}}', "out of range"),
    ('{"replies": {"budget": 5}}', "this flow asks for no `budget`. It asks nobody."),
    ('{"flows": {"Other": 5}}', "this flow does not run “Other”. It runs no other flow."),
    ('{"events": [{"event": "email.replied", "with": {"form": "x"}}]}', "events[0].with: email has no `form`"),
    ('{"trigger": 5}', "trigger: this flow has no such trigger. It has: manual."),
    ('{"memory": {"x": 1}}', "this flow has no `x` in its memory"),
    ('{"otherwise": "perhaps"}', "otherwise: this is `yes` or `never`"),
    ('{"records": {"contact": [{"employees": ' + "9" * 5_000 + "}]}}", "out of range"),
    ("[" * 100_000 + "]" * 100_000, "is no JSON"),
    ('{"answers": {"web.search": ' + '{"when": ' * 70 + "1" + "}" * 70 + "}}", "answers.web.search"),
]


@pytest.mark.parametrize(("world", "told"), WORLDS, ids=[world[0][:50] for world in WORLDS])
def test_a_world_that_is_none(sayso: Sayso, hello: Path, world: str, told: str) -> None:
    (hello.parent / "world.json").write_text(world)
    assert told in one_sentence(sayso("simulate", hello, "--world", "world.json"))


def test_a_world_that_is_not_there_or_not_text(sayso: Sayso, hello: Path) -> None:
    (hello.parent / "world.json").write_bytes(b"\xff\xfe\x00")
    assert "is no JSON" in one_sentence(sayso("simulate", hello, "--world", "world.json"))
    assert "cannot be read" in one_sentence(sayso("simulate", hello, "--world", "nowhere.json"))
    assert "cannot be read" in one_sentence(sayso("simulate", hello, "--world", "."))


@pytest.mark.parametrize("now", ["tomorrow", "2026-13-01", "9999-12-31T23:00", "0001-01-01T00:00"])
def test_a_beginning_that_is_no_time(sayso: Sayso, hello: Path, now: str) -> None:
    assert "is no time" in one_sentence(sayso("simulate", hello, "--now", now))


CSVS = [
    ("empty", b"", "The file is empty."),
    ("binary", bytes(range(256)) * 20, "This is not a CSV file."),
    (
        "no headings",
        b"Ann,Keller,ann@acme.example\nBob,K,bob@acme.example\n",
        "Say which they are. Such as `--as contact`.",
    ),
    ("a quote never closed", b'First Name,Email\n"Ann,ann@acme.example\nBob,b@acme.example\n', "never closed"),
]


@pytest.mark.parametrize(("raw", "told"), [case[1:] for case in CSVS], ids=[case[0] for case in CSVS])
def test_a_file_that_cannot_be_imported_makes_no_workspace(sayso: Sayso, folder: Path, raw: bytes, told: str) -> None:
    (folder / "x.csv").write_bytes(raw)
    assert told in one_sentence(sayso("import", "x.csv"))
    assert not (folder / "sayso-data").exists()


def test_options_of_an_import_that_do_not_fit(sayso: Sayso, folder: Path) -> None:
    (folder / "x.csv").write_text("First Name,Email,Since\nAnn,ann@acme.example,03/04/2025\n")
    assert "There is no column `Foo`" in one_sentence(sayso("import", "x.csv", "--map", "Foo=firstName"))
    assert "no field `shoes`" in one_sentence(sayso("import", "x.csv", "--map", "Email=shoes"))
    assert "has no `=`" in one_sentence(sayso("import", "x.csv", "--answer", "Since"))
    asked = one_sentence(sayso("import", "x.csv", "--map", "Since=createdAt"))
    assert "03/04/2025" in asked and "--answer" in asked
    assert not (folder / "sayso-data").exists()


def test_three_broken_rows_among_ten_thousand(sayso: Sayso, folder: Path) -> None:
    rows = [f"F{n},L{n},p{n}@acme.example" for n in range(10_000)]
    rows[99], rows[4_999], rows[9_999] = ",,not an address", ",,also not", ",,"  # the last has nobody either
    rows[9_999] = ",,@"
    (folder / "x.csv").write_text("First Name,Last Name,Email\n" + "\n".join(rows) + "\n")
    said = sayso("import", "x.csv")
    assert said.code == 1
    assert "9997 new, 0 updated, 3 left out" in said.out
    for row, cell in ((101, "not an address"), (5_001, "also not"), (10_001, "@")):
        assert f"row {row}, Email: `{cell}` is not an email address." in said.out
        assert f"row {row}: Left out: nobody is named here." in said.out
    told = sayso("import", "x.csv", "--json").json
    assert (told["created"], told["updated"], told["left_out"], len(told["problems"])) == (0, 9_997, 3, 6)


def test_semicolons_and_latin_1_are_understood_and_said(sayso: Sayso, folder: Path) -> None:
    (folder / "x.csv").write_bytes("Vorname;Nachname;E-Mail\nJörg;Weiß;j@acme.example\n".encode("latin-1"))
    said = sayso("import", "x.csv")
    assert said.code == 0
    assert "read as Latin-1" in said.out and "separated by semicolons" in said.out
    found = sayso("import", "x.csv", "--json").json
    assert (found["updated"], found["problems"]) == (1, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = [", "`workspace.toml` cannot be read"),
        ('nme = "x"\n', "`nme` is not a setting Sayso knows"),
        ('zone = "Berlin"\n', "`zone` is not a time zone"),
        ('currency = "euro"\n', "`currency`"),
        ('owner = "nobody"\n', "the owner `nobody` is not among the people"),
        ("stages = []\n", "`stages`"),
        ("[policy]\nrunsPerDay = 5\n", "`policy.runsPerDay` is not a setting"),
    ],
)
def test_a_workspace_with_mistakes(sayso: Sayso, home: Path, hello: Path, text: str, told: str) -> None:
    person = '[[people]]\nid = "me"\nname = "Me"\nemail = "me@acme.example"\n'
    (home / FILE).write_text(text + person if text[0] != "[" else person + text)
    for call in (("check", hello), ("run", hello), ("tools",), ("import", "people.csv")):
        assert told in one_sentence(sayso(*call))


def test_data_of_a_workspace_that_cannot_be_used(sayso: Sayso, home: Path, hello: Path) -> None:
    (home / "ledger.json").write_text("{")
    assert "`ledger.json`" in one_sentence(sayso("simulate", hello))
    (home / "ledger.json").unlink()
    (home / "templates" / "x.md").write_text("no subject")
    assert "The template `x.md`" in one_sentence(sayso("check", hello))
    (home / "templates" / "x.md").unlink()
    (home / FILE).write_bytes(b"\xff")
    assert "`workspace.toml` is not UTF-8." in one_sentence(sayso("check", hello))


def test_a_crm_that_is_no_database(sayso: Sayso, home: Path, hello: Path) -> None:
    for file in home.glob("crm.sqlite*"):
        file.write_bytes(b"this is no database" * 100)
    assert "data cannot be used" in one_sentence(sayso("check", hello))
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(home / "crm.sqlite").execute("select * from contact")


def test_a_home_that_cannot_be_written(sayso: Sayso, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "x.csv").write_text("First Name,Email\nAnn,ann@acme.example\n")
    for place in ("x.csv", "x.csv/below", "/proc/nowhere"):
        monkeypatch.setenv("SAYSO_HOME", place)
        one_sentence(sayso("import", "x.csv"))
    assert (folder / "x.csv").read_text().startswith("First Name")


def test_a_new_flow_overwrites_nothing(sayso: Sayso, hello: Path) -> None:
    assert "is already there" in one_sentence(sayso("new", "Hello"))
    assert hello.read_text("utf-8") == HELLO
    one_sentence(sayso("new", "X", "--to", "nowhere/x.flow"))
    one_sentence(sayso("new", "two\nlines"))
    one_sentence(sayso("new", ""))


@pytest.mark.parametrize("name", ['He said "no"', "a @b {c} d", "C:\\temp", "../../x", "Übung 日本"])
def test_a_new_flow_of_any_name_compiles(sayso: Sayso, folder: Path, name: str) -> None:
    said = sayso("new", name, "--json")
    assert said.code == 0
    file = Path(said.json["file"])
    assert file.parent == Path(".")
    assert sayso("check", file, "--json").json["files"][0]["flow"] == name
    assert sayso("test", file).code == 0


def journal_of(sayso: Sayso, flow: Path) -> Path:
    """The journal of a finished run."""
    file = flow.parent / "a.journal"
    assert sayso("run", flow, "--input", "contact=ann@acme.example", "--journal", file).code == 0
    return file


def test_a_torn_journal_goes_on_and_stays_whole(sayso: Sayso, home: Path, hello: Path) -> None:
    file = journal_of(sayso, hello)
    whole = file.read_bytes()
    for cut in (1, 20, len(whole.splitlines()[-1]) + 1):
        file.write_bytes(whole[:-cut])
        assert sayso("replay", file).code == 0
        assert sayso("run", hello, "--journal", file).code == 0
        rows = file.read_bytes().splitlines()
        assert [json.loads(row) for row in rows]
        assert sayso("replay", file, "--json").json["state"] == "completed"


def test_an_altered_journal_is_named_and_not_gone_on_with(sayso: Sayso, home: Path, hello: Path) -> None:
    file = journal_of(sayso, hello)
    head, *rows = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text(head + "".join(rows).replace("is new", "is old"), "utf-8")
    said = sayso("replay", file)
    assert said.code == 1
    assert "Line 2, step s1: the replay differs" in said.out
    assert "arguments.message was" in said.out
    before = file.read_bytes()
    assert "the journal was changed" in one_sentence(sayso("run", hello, "--journal", file))
    assert file.read_bytes() == before


def test_a_journal_of_another_flow_or_none(sayso: Sayso, home: Path, hello: Path) -> None:
    file = journal_of(sayso, hello)
    other = hello.with_name("other.flow")
    other.write_text(HELLO.replace('"Hello"', '"Other"'))
    assert "is one of “Hello”" in one_sentence(sayso("run", other, "--journal", file))
    assert "is no line of a journal" in one_sentence(sayso("replay", hello))
    (hello.parent / "empty").write_text("")
    assert "is no journal" in one_sentence(sayso("replay", "empty"))
    rows = file.read_text("utf-8").splitlines(keepends=True)
    for broken in (rows[1:], [rows[0], "nonsense\n", *rows[1:]], [rows[0], rows[1].replace('"run":"', '"run":"x')]):
        file.write_text("".join(broken), "utf-8")
        assert "of a.journal" in one_sentence(sayso("replay", file))


def test_inputs_that_do_not_fit(sayso: Sayso, home: Path, hello: Path) -> None:
    assert "needs `contact`" in one_sentence(sayso("run", hello))
    assert "takes no `deal`" in one_sentence(sayso("run", hello, "--input", "deal=x"))
    assert "--input contact: this needs a contact" in one_sentence(sayso("run", hello, "--input", "contact=nobody"))
    assert "has no `=`" in one_sentence(sayso("run", hello, "--input", "contact"))
    one_sentence(sayso("run", hello, "--input", "contact=ann@acme.example", "--journal", "nowhere/x"))


def test_a_closed_pipe_is_no_fault(hello: Path) -> None:
    with process("tools", cwd=hello.parent) as tools:
        assert tools.stdout is not None and tools.stderr is not None
        tools.stdout.readline()
        tools.stdout.close()
        assert tools.wait(60) == 0
        assert tools.stderr.read() == b""


def _hear_interruptions() -> None:
    """Tests that a shell runs in the background inherit that interruptions are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interruption_is_said_in_one_sentence(folder: Path) -> None:
    rows = "".join(f"F{n},p{n}@acme.example\n" for n in range(40_000))
    (folder / "x.csv").write_text("First Name,Email\n" + rows)
    with process("import", "x.csv", cwd=folder, preexec_fn=_hear_interruptions) as task:
        assert task.stdout is not None and task.stderr is not None
        assert b"workspace" in task.stdout.readline()
        for _ in range(30):
            task.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                task.wait(2)
                break
        assert task.returncode == 2
        told = task.stderr.read().decode()
    assert told.startswith("✗ Stopped.") and "Traceback" not in told
    with sqlite3.connect(folder / "sayso-data" / "crm.sqlite") as crm:
        assert crm.execute("select count(*) from contact").fetchone()[0] == 0


def test_signs_that_steer_a_terminal_are_not_printed(sayso: Sayso, folder: Path) -> None:
    (folder / "x.flow").write_text('flow "X\x1b[31m"\n\non manual\n\nstop "\x1b]0;gone\x07\u202e"\n')
    for command in ("check", "english", "simulate"):
        said = sayso(command, "x.flow")
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)


def test_a_terminal_that_cannot_show_a_sign(hello: Path) -> None:
    with process("check", "hello.flow", cwd=hello.parent, env={"PYTHONIOENCODING": "ascii"}) as task:
        out, err = task.communicate(timeout=60)
    assert (task.returncode, err) == (0, b"")
    assert out.startswith(b"? hello.flow")


def test_unknown_zone_is_a_finding(sayso: Sayso, folder: Path) -> None:
    (folder / "x.flow").write_text(
        'flow "X"\n\non schedule every weekday at 09:00 in "Nowhere/City"\n\nstop "{2026-03-01 09:00}"\n'
    )
    for command in ("check", "simulate"):
        assert sayso(command, "x.flow").code == 1
