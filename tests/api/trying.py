"""Tries the API with schemathesis: requests made from its description, fitting and not, against the real thing.

`python -m tests.api.trying --each 300 --seed 7` tries for longer; the test tries a little, always the same.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import schemathesis
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from sayso.api.programs.describing import description
from tests.api.office import Office, open_office
from tests.api.test_operations import started
from tests.durable.playing import sqlite_url
from tests.operations.flows import APPROVED, ASKING, WAITING

SEED = 20260302
ENDLESS = ("/events",)
"""What is told as long as somebody listens has no answer that ends."""


TAKEN = ["2xx", "400", "401", "404", "409", "422"]
"""How a request that fits the description may be answered: a 422 says what no schema can, such as a flow that does not
compile; a 400 that a number is larger than is kept."""


PHASES = ("examples", "coverage", "fuzzing")
"""The description's own examples, the edges of every field, and whatever chance makes."""


def config(office: Office, ids: dict[str, str], each: int, seed: int, phases: tuple[str, ...]) -> SchemathesisConfig:
    """Every check that schemathesis has, for requests that fit the description and such that do not."""
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "base-url": str(office.client.base_url).rstrip("/"),
            "headers": office.headers,
            "request-timeout": 20,
            "parameters": {f"path.{name}": id for name, id in ids.items()},
            "generation": {"max-examples": each, "deterministic": True, "no-shrink": True},
            "phases": {name: {"enabled": name in phases} for name in (*PHASES, "stateful")},
            "checks": {"positive_data_acceptance": {"expected-statuses": TAKEN}},
            "continue-on-failure": True,
        }
    )  # fmt: skip


def tried(
    office: Office, ids: dict[str, str], each: int, seed: int, phases: tuple[str, ...]
) -> Iterator[tuple[int, list[str]]]:
    """For each operation and phase: how many requests were made, and what was wrong with their answers."""
    whole = schemathesis.openapi.from_dict(description(), config=config(office, ids, each, seed, phases))
    schema = whole.exclude(
        lambda found: found.operation.label.startswith("GET") and found.operation.path.endswith(ENDLESS)
    )
    for event in engine.from_schema(schema).execute():
        if isinstance(event, NonFatalError):
            yield 0, [f"{event.label}: {event.info.format()}"]
        elif isinstance(event, ScenarioFinished):
            yield len(event.recorder.interactions), list(_wrong(event))


def _wrong(event: ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for one in checks:
            if one.failure_info is not None:
                failure = one.failure_info.failure
                told = f"{failure.title}: {failure.message}"[:600]
                yield f"{event.label}, {one.name}: {told}\n  {one.failure_info.code_sample[:700]}"


async def ids_of(office: Office) -> dict[str, str]:
    """Things that are there, so that requests find something."""
    flow, run = await started(office, WAITING)
    await started(office, APPROVED)
    await started(office, ASKING)
    ask = (await office.get("/asks"))["asks"][0]["id"]
    return {"workspace": "one", "flow": flow, "run": run, "ask": ask}


async def try_all(url: str, each: int, seed: int = SEED, phases: tuple[str, ...] = PHASES) -> tuple[int, list[str]]:
    """How many requests were made to a fresh office, and what was wrong."""
    async with open_office(url, per_minute=1_000_000) as office:
        ids = await ids_of(office)
        found = await asyncio.to_thread(lambda: list(tried(office, ids, each, seed, phases)))
    return sum(count for count, _ in found), [one for _, wrong in found for one in wrong]


def main() -> int:
    """Try for as long as is asked; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.api.trying", description=__doc__)
    parser.add_argument("--each", type=int, default=300, help="requests made up for each operation")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count, wrong = asyncio.run(try_all(sqlite_url(Path(folder)), options.each, options.seed))
    print("\n".join(wrong))
    print(f"{count:,} requests, {len(wrong)} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
