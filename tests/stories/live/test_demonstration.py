"""The two-minute demonstration, by the API alone: a real server, real HTTP, no sleep; and again with a kill amid it."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.services import fresh_database, fresh_redis
from tests.serving.process import Process, process

FLOW = (files("sayso") / "sample" / "proposal-follow-up.flow").read_text("utf-8")
ANN = "ann.keller@brightwater.example"
PEOPLE = (ANN, "jonas.weiss@tessel.example", "office@orchardpine.example", "mei.tanaka@kestrel.example")
THURSDAY = "Thanks, let's talk Thursday"
LONGEST = 60.0
TOKEN = "told this once: "


class Program:
    """A program that knows an address and a token, and nothing else of Sayso."""

    def __init__(self, address: str, token: str) -> None:
        self.client = httpx2.Client(
            base_url=f"{address}/api/workspaces/main", headers={"Authorization": f"Bearer {token}"}, timeout=30,
            trust_env=False,
        )  # fmt: skip

    def get(self, path: str, **query: Any) -> Any:
        return self._read(self.client.get(path, params=query))

    def post(self, path: str, body: Any = None) -> Any:
        return self._read(self.client.post(path, json=body or {}))

    def _read(self, answer: httpx2.Response) -> Any:
        assert answer.is_success, answer.text
        return answer.json()

    def asks(self, kind: str, run: str = "") -> list[Any]:
        return [ask for ask in self.get("/asks")["asks"] if ask["kind"] == kind and run in ("", ask["run"])]

    def await_(self, what: Any, count: int) -> Any:
        """What is looked for, as soon as there are so many."""
        until = time.monotonic() + LONGEST
        while len(found := what()) != count:
            assert time.monotonic() < until, found
        return found

    def all(self, kind: str) -> list[Any]:
        found, cursor = [], ""
        while True:
            page = self.get(f"/records/{kind}", cursor=cursor)
            found += page["records"]
            if not (cursor := page["next"]):
                return found


class House:
    """A practice workspace and the processes that serve it."""

    def __init__(self, folder: Path, environment: dict[str, str], apart: bool) -> None:
        self.folder, self.environment, self.apart, self.stack = folder, environment, apart, ExitStack()
        self.processes: list[Process] = []
        self.token = ""

    def make(self) -> None:
        with process(["demo"], self.folder, **self.environment) as made:
            assert made.running.wait(LONGEST * 2) == 0, made.said.read_text()

    def start(self) -> Program:
        more = ["--no-work"] if self.apart else []
        server = self.stack.enter_context(process(["serve", "--port", "0", *more], self.folder, **self.environment))
        address, self.processes = server.address, [server]
        if self.apart:
            worker = self.stack.enter_context(process(["worker"], self.folder, **self.environment))
            worker.wait_for("ready")
            self.processes.append(worker)
        said = "".join(server.said.read_text().split("\n")) if not self.token else ""
        self.token = self.token or said.partition(TOKEN)[2].partition("Sayso listens")[0].strip()
        program = Program(address, self.token)
        self.stack.callback(program.client.close)
        return program

    def kill(self) -> None:
        for one in self.processes:
            one.kill()


@pytest.fixture(params=["one process on SQLite", "server and worker on PostgreSQL and Redis"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        apart, environment = request.param.startswith("server"), {"SAYSO_LEASE": "2"}
        if apart:
            environment |= {
                "SAYSO_DATABASE": stack.enter_context(fresh_database()),
                "SAYSO_QUEUE": stack.enter_context(fresh_redis()),
            }
        found = House(tmp_path / "home", environment, apart)
        with found.stack:
            found.make()
            yield found


def begun(program: Program) -> tuple[str, str]:
    """The flow is written, checked, tried, live, and run once."""
    flow = program.post("/flows", {"text": FLOW})["flow"]
    checked = program.get(f"/flows/{flow}/check")
    assert checked["ok"] and "20" in checked["at_most"]
    sent = len(program.get("/outbox")["messages"])
    tried = program.post(f"/flows/{flow}/test")
    assert tried["state"] == "completed" and tried["calls"]["email.send"] == 3
    assert any("opted out" in line["text"] for line in tried["log"])
    assert len(program.get("/outbox")["messages"]) == sent, "Test Mode sends nothing"
    assert program.post(f"/flows/{flow}/publish")["live"] is True
    return flow, program.post(f"/flows/{flow}/trigger")["run"]


def approved(program: Program, run: str) -> None:
    """Three messages are read and approved, Ann's with another word."""
    asks = program.await_(lambda: program.asks("approval", run), 3)
    assert len(program.get("/asks", person="sarah")["asks"]) == 8 + 3
    for ask in asks:
        if ask["title"] == "Brightwater onboarding":
            text = ask["shown"]["text"].replace("short call", "quick call")
            program.post(f"/asks/{ask['id']}/edit", {"edits": {"text": text}})
        else:
            program.post(f"/asks/{ask['id']}/approve")
    sent = program.await_(lambda: [one for one in program.get("/outbox")["messages"] if one["run"] == run], 3)
    assert ["quick call" in one["body"] for one in sent if one["address"] == ANN] == [True]


def decided(program: Program, run: str, tasks: int) -> None:
    """Ann answers and is handed over; Sarah goes on with the two others."""
    waits = lambda: [one for one in program.get(f"/runs/{run}")["on_way"] if one["state"] == "event"]  # noqa: E731
    program.await_(waits, 3)
    (message,) = [one for one in program.get("/outbox", person=ANN)["messages"] if one["run"] == run]
    program.post(f"/outbox/{message['id']}/reply", {"text": THURSDAY})
    (handed,) = program.await_(lambda: program.asks("hand-off", run), 1)
    assert THURSDAY in handed["text"]
    program.post(f"/asks/{handed['id']}/hand-off", {"decision": "taken"})
    for who in ("Tessel rollout", "Orchard & Pine starter"):
        (lane,) = [one["path"] for one in program.get(f"/runs/{run}")["on_way"] if one["who"] == who]
        program.post(f"/runs/{run}/continue", {"lane": lane})
    program.await_(lambda: program.all("task"), tasks + 2)
    program.await_(lambda: [1 for _ in "x" if program.get(f"/runs/{run}")["line"]["state"] == "completed"], 1)


def ended(program: Program, flow: str, run: str) -> dict[str, Any]:
    """What is left in the end, without ids and times."""
    again = program.post(f"/flows/{flow}/trigger")["run"]
    program.await_(lambda: [1 for _ in "x" if program.get(f"/runs/{again}")["line"]["state"] == "completed"], 1)
    for one in (run, again):
        proof = program.get(f"/runs/{one}/proof")
        assert proof["agrees"], proof
    why = [program.get(f"/people/{who}/timeline", run=again)["lines"] for who in PEOPLE]
    assert all(lines and lines[-1]["state"] == "skipped" for lines in why), "the second run says why for each"
    log = program.get(f"/runs/{run}/log")["lines"]
    sent = [one for one in program.get("/outbox")["messages"] if one["run"] == run]
    return {
        "sent": sorted((one["address"], one["body"]) for one in sent),
        "tasks": sorted(task["title"] for task in program.all("task")),
        "log": sorted((line["who"], line["kind"]) for line in log),
        "sarah": len(program.get("/asks", person="sarah")["asks"]),
    }  # fmt: skip


def performed(house: House, kills: bool) -> dict[str, Any]:
    program = house.start()
    tasks = len(program.all("task"))
    flow, run = begun(program)
    approved(program, run)
    if kills:
        house.kill()
        program = house.start()
    decided(program, run, tasks)
    return ended(program, flow, run)


@pytest.mark.parametrize("kills", [False, True], ids=["straight", "killed in the middle"])
def test_the_demonstration(house: House, kills: bool) -> None:
    end = performed(house, kills)
    assert [address for address, _ in end["sent"]] == sorted(PEOPLE[:3])
    assert sum(title.startswith("Call ") for title in end["tasks"]) >= 2
    assert {
        "Call Jonas Weiß about Tessel rollout",
        "Call office@orchardpine.example about Orchard & Pine starter",
    } <= set(end["tasks"])
    assert end["sarah"] == 8
    kinds = [kind for _, kind in end["log"]]
    assert kinds.count("asked") == 3 and "refused" in kinds and kinds.count("heard") == 3
