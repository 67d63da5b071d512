"""A program survives being stored: the same program, the same version, and nothing else is ever taken for one."""

from datetime import date, time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

import sayso
from sayso.compiler import Compiled, compile, ir
from sayso.compiler.contracts import contracts
from sayso.compiler.stored import LARGEST, StoredProgramProblem, program_from_json, program_to_json
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import NthWeekday, OnSchedule
from tests.properties.budget import examples, seeds
from tests.properties.failing import holds

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((Path(sayso.__file__).parent / "templates").glob("*.flow"))
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.flow"))
GOLDEN = [file for file in sorted((ROOT / "tests" / "golden").glob("*.flow")) if file.stem != "many-mistakes"]
HEAD = 'flow "F"\non manual with\n  n: number\nend\nuse people.notify\n'


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    known, texts = standard_catalog(), [file.read_text("utf-8") for file in (*EXAMPLES, *GOLDEN)]
    return msgspec.structs.replace(known, flows=contracts(texts, known))


def program_of(text: str, catalog: Catalog | None = None) -> ir.Program:
    compiled = compile(text, catalog or standard_catalog())
    assert compiled.program is not None, [finding.sentence for finding in compiled.errors]
    return compiled.program


def survives(program: ir.Program) -> None:
    data = program_to_json(program)
    again = program_from_json(data)
    assert again == program
    assert ir.fingerprint(again) == ir.fingerprint(program)
    assert ir.fingerprint(msgspec.structs.replace(again, version="")) == program.version
    assert program_to_json(again) == data


@pytest.mark.parametrize("file", [*TEMPLATES, *EXAMPLES, *GOLDEN], ids=lambda file: file.stem)
def test_a_program_is_the_same_after_being_stored(file: Path, catalog: Catalog) -> None:
    survives(program_of(file.read_text("utf-8"), catalog))


@given(seeds)
@examples(100)
def test_every_generated_program_is_the_same_after_being_stored(seed: int) -> None:
    holds(seed, _survives)


def _survives(compiled: Compiled) -> None:
    assert compiled.program is not None
    survives(compiled.program)


def test_plain_json_of_a_program_reads_back_too(catalog: Catalog) -> None:
    program = program_of(TEMPLATES[0].read_text("utf-8"), catalog)
    assert msgspec.json.decode(msgspec.json.encode(program), type=ir.Program) == program


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('every 2 weeks on monday, friday at 09:00, 16:30 in "Europe/Berlin"', None),
        ("every month on last friday at 08:30", NthWeekday(nth="last", weekday="friday")),
        ("once on 2027-03-01 at 10:15", None),
        ("every year on 03-01 at 09:00", None),
    ],
)
def test_a_schedule_keeps_its_days_and_times(line: str, expected: NthWeekday | None) -> None:
    program = program_of(f'flow "F"\non schedule {line}\nuse people.notify\npeople.notify(@me, "Hi")\n')
    survives(program)
    schedule = program_from_json(program_to_json(program)).starts[0].schedule
    assert isinstance(schedule, OnSchedule)
    assert schedule.nth == expected
    assert all(type(clock) is time for clock in schedule.at)
    assert schedule.on is None or schedule.on == date(2027, 3, 1)


@pytest.mark.parametrize(
    "written",
    ["$12.50", "10%", "3.25", "999999999999999", "-7", "2 days", "2026-03-01", "2026-03-01 09:00", "true", '"ü \\" 🜚"'],
)
def test_a_written_value_keeps_its_kind(written: str) -> None:
    program = program_of(HEAD + f'let @x = {written}\npeople.notify(@me, "{{@x}} {{@n}}")\n')
    survives(program)
    kept = program_from_json(program_to_json(program)).operations[0]
    assert isinstance(kept, ir.Assign)
    assert isinstance(kept.value, ir.Const)
    assert msgspec.json.encode(kept.value) == msgspec.json.encode(program.operations[0].value)  # type: ignore[union-attr]


def test_the_deepest_expression_that_compiles_survives() -> None:
    survives(program_of(HEAD + "let @x = 1" + " + @n" * 190 + '\npeople.notify(@me, "{@x}")\n'))
    survives(program_of(HEAD + "let @x = " + "-(" * 60 + "@n" + ")" * 60 + '\npeople.notify(@me, "{@x}")\n'))


def test_a_large_flow_is_far_from_the_cap() -> None:
    program = program_of(HEAD + 'people.notify(@me, "Hello {@n}, {@n + 1} and {@n * 2}")\n' * 400)
    assert len(program_to_json(program)) < LARGEST / 20
    survives(program)


@pytest.fixture(scope="module")
def kept() -> bytes:
    return program_to_json(program_of(HEAD + 'if @n > 3\n  people.notify(@me, "many")\nend\n'))


def test_whatever_is_changed_on_the_way_is_found(kept: bytes) -> None:
    for before, after in [(b'"many"', b'"much"'), (b'"op":"Test"', b'"op":"Jump"'), (b'"flow":"F"', b'"flow":"G"'),
                          (b'">"', b'"<"'), (b'"version":"', b'"version":"0'), (b"{", b" {")]:  # fmt: skip
        assert before in kept
        with pytest.raises(StoredProgramProblem):
            program_from_json(kept.replace(before, after, 1))


def test_every_flipped_bit_is_found(kept: bytes) -> None:
    for place in range(len(kept)):
        with pytest.raises(StoredProgramProblem):
            program_from_json(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b'{"flow":"F"}', b"\x80\x05K\x01.", b"\xff\xfe", b"[" * 5_000, b'"' + b"x" * 100,
     b'{"version":"\\ud800"}', b"1" * 5_000],
)  # fmt: skip
def test_what_is_no_program_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(StoredProgramProblem, match=r"^[A-Z].*\.$"):
        program_from_json(data)


def test_a_program_that_is_too_deep_is_refused_and_nothing_breaks(kept: bytes) -> None:
    deep = b'{"core":"Negate","item":' * 5_000 + b'{"core":"Load","name":"n"}' + b"}" * 5_000
    with pytest.raises(StoredProgramProblem):
        program_from_json(kept.replace(b'{"core":"Load","name":"n"}', deep, 1))


def test_what_is_too_large_is_not_even_read() -> None:
    with pytest.raises(StoredProgramProblem, match="larger"):
        program_from_json(b" " * (LARGEST + 1))


def named(program: ir.Program) -> bytes:
    """A program as somebody would write it who knows how versions are named."""
    unnamed = msgspec.structs.replace(program, version="")
    return msgspec.json.encode(msgspec.structs.replace(program, version=ir.fingerprint(unnamed)), order="deterministic")


def test_a_field_nobody_knows_is_refused_even_where_the_version_fits(kept: bytes) -> None:
    program = program_from_json(kept)
    assert program_from_json(named(program)) == program
    unnamed = named(program).replace(program.version.encode(), b"").replace(b'"core":"Load"', b'"core":"Load","x":1', 1)
    version = ir.fingerprint(msgspec.Raw(unnamed)).encode()
    with pytest.raises(StoredProgramProblem, match="not a program"):
        program_from_json(unnamed.replace(b'"version":""', b'"version":"' + version + b'"'))


def test_a_program_that_was_changed_after_it_was_named_is_not_kept(kept: bytes) -> None:
    program = program_from_json(kept)
    with pytest.raises(StoredProgramProblem, match="Compile it again"):
        program_to_json(msgspec.structs.replace(program, permits=()))
    with pytest.raises(StoredProgramProblem, match="Compile it again"):
        program_to_json(msgspec.structs.replace(program, version=""))
