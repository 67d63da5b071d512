"""Compiling touches nothing: no file, no network, no process, no new code, whatever the text says.

The tables of time zones, which Python reads when one is first named, are the one exception; what is loaded when it
is first met (the engine of patterns, the words of mistakes) is met before. A process of its own compiles templates,
specimens, chunks and broken versions of them under an audit hook.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

WATCHED = r"""
import random, sys
from pathlib import Path
from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.copilot.readback import readback
from sayso.dsl.print import print_flow

FORBIDDEN = (
    "open", "exec", "compile", "import", "os.", "shutil.", "glob.", "pathlib.", "socket.", "subprocess.", "urllib.",
    "http.", "ftplib.", "smtplib.", "sqlite3.", "ctypes.", "pickle.", "tempfile.", "webbrowser.", "marshal.", "mmap.",
)
QUIET = ("object.__getattr__", "object.__setattr__", "sys._getframe")
ODD = "@{}\"()[]<>=.,:#\n \t\\0aZ$%\u00e9\u4e2d\U0001f600"


def broken(text, chance):
    letters = list(text)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(letters) + 1)
        match chance.randrange(4):
            case 0: letters[at:at + chance.randint(1, 12)] = []
            case 1: letters.insert(at, chance.choice(ODD))
            case 2: letters[at:at] = letters[at:at + 40]
            case 3:
                rows = "".join(letters).split("\n")
                chance.shuffle(rows[2:])
                letters = list("\n".join(rows[: chance.randint(1, len(rows))]))
    return "".join(letters)


def whole_way(text):
    compiled = compile(text, catalog)
    if compiled.flow is not None:
        print_flow(compiled.flow)
        readback(compiled.flow, compiled.facts, catalog)
    return compiled.program


root = Path(sys.argv[1])
folders = ("sayso/templates", "sayso/sample", "tests/specimens", "tests/diagnostics")
texts = [file.read_text("utf-8") for folder in folders for file in sorted((root / folder).glob("*.flow"))]
zones = ("Asia/Tokyo", "America/Lima", "Nowhere/City", "../../etc/passwd")
texts += [f'flow "Zone"\non schedule every weekday at 09:00 in "{zone}"\nstop\n' for zone in zones]
texts += ['flow "P"\non manual\nif "a" matches "(a+)+$"\n  stop\nend\n', "", "\n", "end\n" * 500, "((((" * 2000]
catalog = standard_catalog()
whole_way(texts[0])
whole_way("flow \"Warm\"\non contact.creatd\nuse gmail.sned\nlet @x = @contcat.nmae\n" + texts[1])
whole_way("flow \"Warm\"\non manual\nlett @x = 1\nif \"a\" matches \"b\"\n  stop\nend\n")

broke = []


def hook(event, arguments):
    if not watching or event in QUIET or not event.startswith(FORBIDDEN):
        return
    told = str(arguments)
    if not any(table in told for table in ("tzdata", "zoneinfo")):
        broke.append((event, told[:120]))


watching = True
sys.addaudithook(hook)
chance = random.Random(20260302)
ran = programs = 0
for text in texts:
    for version in (text, *(broken(text, chance) for _ in range(8))):
        programs += whole_way(version) is not None
        ran += 1
watching = False
if sys.argv[2] == "break":
    watching = True
    open(root / "README.md").close()
print(ran, programs, sorted(set(broke)))
"""


def watched(how: str) -> tuple[int, int, str]:
    """What the watched process says: texts compiled, programs among them, what it touched."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(ROOT), how], capture_output=True, text=True, timeout=300, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    ran, programs, touched = done.stdout.strip().split(" ", 2)
    return int(ran), int(programs), touched


def test_compiling_touches_nothing() -> None:
    ran, programs, touched = watched("as it is")
    assert touched == "[]"
    assert ran > 800
    assert programs > 100


def test_what_is_touched_is_seen() -> None:
    assert "README.md" in watched("break")[2]
