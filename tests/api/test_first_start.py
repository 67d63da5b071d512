"""The real process: the first start shows a token, which is kept nowhere; the command makes and revokes others."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from tests.serving.process import Process, process

TOKEN = re.compile(r"sayso\.main\.[0-9a-f]{12}\.[A-Za-z0-9_-]{43}")


def said(server: Process) -> str:
    """What the server said, with the lines of a terminal put together."""
    assert server.address
    return server.said.read_text().replace("\n", "")


def told(home: Path, *arguments: str) -> dict[str, Any]:
    environment = {**os.environ, "SAYSO_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "token", *arguments, "--json"], env=environment, capture_output=True, check=True
    )
    found: dict[str, Any] = msgspec.json.decode(done.stdout)
    return found


def status(address: str, token: str) -> int:
    with httpx2.Client(trust_env=False) as client:
        answer = client.get(f"{address}/api/workspaces/main/flows", headers={"Authorization": f"Bearer {token}"})
        return int(answer.status_code)


def test_the_first_start_shows_a_token_and_keeps_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with process(["serve", "--port", "0"], home) as server:
        found = TOKEN.search(said(server))
        assert found
        assert status(server.address, found[0]) == 200
        made = told(home, "--new", "--name", "my script")["token"]
        assert status(server.address, made) == 200
        lines = told(home)
        assert lines["token"] is None
        (mine,) = [line["id"] for line in lines["tokens"] if line["name"] == "my script"]
        told(home, "--revoke", mine)
        assert status(server.address, made) == 401
        assert status(server.address, found[0]) == 200
        with httpx2.Client(trust_env=False).stream(
            "GET", f"{server.address}/api/workspaces/main/events", headers={"Authorization": f"Bearer {found[0]}"}
        ) as listening:
            assert next(listening.iter_lines()).startswith("retry")
            assert server.stop() < 10
    secret = found[0].rpartition(".")[2].encode()
    assert not [file for file in home.rglob("*") if file.is_file() and secret in file.read_bytes()]
    with process(["serve", "--port", "0"], home) as server:
        assert not TOKEN.search(said(server))
        assert status(server.address, found[0]) == 200
