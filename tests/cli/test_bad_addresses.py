"""Addresses that lead nowhere, of databases, queues, ports and workspaces: one sentence each, nothing is left open."""

from pathlib import Path

import pytest

from sayso.runtime.workspace import Workspace
from tests.cli.conftest import Sayso


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("serve", "--port", "99999"), "is no port"),
        (("serve", "--port", "-1"), "is no port"),
        (("serve", "--database", "mysql://x"), "neither SQLite nor PostgreSQL"),
        (("serve", "--database", "postgresql://nobody@127.0.0.1:1/none"), "cannot be used"),
        (("serve", "--queue", "ftp://x", "--port", "0"), "no address of a queue"),
        (("worker", "--queue", "ftp://x"), "no address of a queue"),
        (("runs", "--database", "mysql://x"), "neither SQLite nor PostgreSQL"),
        (("runs", "--database", "postgresql://nobody@127.0.0.1:1/none"), "cannot be used"),
        (("demo", "--database", "mysql://x"), "neither SQLite nor PostgreSQL"),
        (("runs", "--in", "../../etc"), "no such workspace"),
        (("why", ""), "Name somebody"),
    ],
    ids=" ".join,
)
def test_an_address_that_leads_nowhere_is_one_sentence(
    sayso: Sayso, folder: Path, command: tuple[str, ...], said: str
) -> None:
    Workspace.create(folder / "sayso-data").close()
    told = sayso(*command)
    assert told.code == 2 and said in told.err and "Traceback" not in told.err
