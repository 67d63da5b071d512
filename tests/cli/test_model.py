"""`sayso draft` with a model, and the page about it: real commands, and a model's endpoint on this machine."""

import asyncio
import json
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.cli.test_how_to import PAGES, blocks, called, followed
from tests.copilot.fake_model import FLOW, KEY, FakeModel, fails, fake_model, says

NAME = "the-name-of-the-model"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    """An endpoint that listens in a thread of its own, named in the environment as the page says."""
    listening: Future[tuple[FakeModel, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def listen() -> None:
        async with fake_model() as model:
            stop = asyncio.Event()
            listening.set_result((model, asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(listen()))
    thread.start()
    model, loop, stop = listening.result(10)
    settings = dict(line.split("=", 1) for line in blocks("use-a-model", "text")[0].split())
    settings |= {"SAYSO_MODEL_URL": f"http://127.0.0.1:{model.port}/v1", "EXAMPLE_KEY": KEY}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    yield model
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)


def test_the_page_is_true(endpoint: FakeModel, tmp_path: Path) -> None:
    first, second = followed("use-a-model", tmp_path).values()
    assert f"By {NAME}" in first and FLOW in first
    assert "By Sayso's rules: free, no AI" in second and NAME not in second
    (asked,) = endpoint.asked
    assert asked.body["model"] == NAME and asked.headers["authorization"] == f"Bearer {KEY}"
    assert "1 credit" in (PAGES / "use-a-model.md").read_text("utf-8")


def test_when_the_model_is_out_the_line_of_the_page_is_said(endpoint: FakeModel, tmp_path: Path) -> None:
    endpoint.answers = [fails("429 x", Retry_After="60")]
    done = called('.venv/bin/sayso draft "wait 5 days, then tell me it is done"', tmp_path)
    assert done.returncode == 0 and blocks("use-a-model", "text")[1].strip() in done.stdout
    assert KEY not in done.stdout + done.stderr


def test_in_a_workspace_an_answer_costs_a_credit(endpoint: FakeModel, tmp_path: Path) -> None:
    assert called(".venv/bin/sayso demo", tmp_path).returncode == 0
    done = called('.venv/bin/sayso draft "wait 5 days, then tell me it is done"', tmp_path)
    assert f"By {NAME}: 1 credit" in done.stdout, done.stderr


def test_a_model_is_evaluated_by_what_it_wrote_alone(endpoint: FakeModel, tmp_path: Path) -> None:
    endpoint.answers = [says(FLOW), says(FLOW), fails("401 x")]
    expect = {"trigger": {"kind": "manual"}}
    rows = [
        {"id": f"a{n}", "english": f"wait 5 days, then tell me {n}", "level": 1, "expect": expect} for n in range(3)
    ]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = called(".venv/bin/sayso evaluate some.jsonl --engine model --predictions out.jsonl", tmp_path)
    assert done.returncode == 0, done.stderr
    found = [json.loads(row)["expect"] for row in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert "people.notify" in str(found[0]) and found[0] == found[1] != found[2]
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EXAMPLE_KEY", "", "SAYSO_MODEL_KEY_FROM"),
        ("SAYSO_MODEL_URL", "http://models.example/v1", "https://"),
        ("SAYSO_MODEL_URL", "ftp://models.example", "SAYSO_MODEL_URL"),
        ("SAYSO_MODEL_TIMEOUT", "soon", "SAYSO_MODEL_TIMEOUT"),
        ("SAYSO_MODEL_GRAMMAR", "prayer", "SAYSO_MODEL_GRAMMAR"),
    ],
)
def test_a_wrong_setting_is_one_sentence_without_its_value(
    endpoint: FakeModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    done = called('.venv/bin/sayso draft "tell me" --engine model', tmp_path)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
    assert KEY not in done.stderr and len(done.stderr.strip().splitlines()) <= 2
    assert endpoint.asked == []
