"""A ring arrives once, soon, at one of those who listen; nothing but a ring is ever read."""

import logging
import pickle
import signal
import sqlite3
import statistics
import threading
import time
from contextlib import closing
from pathlib import Path

import huey.consumer  # type: ignore[import-untyped]
import pytest
import redis

from sayso.runtime import bell as room
from sayso.runtime.bell import LOOK, Bell, BellProblem
from tests.bell.hearing import SOON, Ears, listening, ringing, soon

SLOWEST = {"sqlite": 0.1, "redis": 0.05}
"""Seconds from a ring in one process to its being heard in another."""
REVOKED = ("rt:sayso.runtime.bell.ring", "rt:sayso.runtime.bell.look")
"""Where huey would look whether a task was taken back, and unpickle what it finds."""


def test_a_ring_arrives(queue: str) -> None:
    ears = Ears()
    with listening(queue, ears), ringing(queue) as other:
        other.ring("run-1")
        assert ears.hear(1) == ["run-1"]


def test_rings_arrive_in_their_order(queue: str) -> None:
    ears, sent = Ears(), [f"run-{number}" for number in range(100)]
    with listening(queue, ears) as bell:
        for one in sent:
            bell.ring(one)
        assert ears.hear(100) == sent
        assert (bell.lost, bell.refused) == (0, 0)


def test_a_ring_without_words_means_look() -> None:
    ears = Ears()
    with listening("memory:", ears) as bell:
        assert ears.until(lambda heard: heard.looks == 1), "at the start"
        bell.ring()
        assert ears.until(lambda heard: heard.looks == 2)


def test_rings_wait_for_somebody_who_listens(queue: str) -> None:
    with ringing(queue) as early:
        early.ring("run-1")
    ears = Ears()
    with listening(queue, ears):
        assert ears.hear(1) == ["run-1"]


def test_of_two_who_listen_exactly_one_hears_each_ring(queue: str) -> None:
    one, other = Ears(), Ears()
    sent = {f"run-{number}" for number in range(300)}
    with listening(queue, one), listening(queue, other), ringing(queue) as bell:
        for message in sent:
            bell.ring(message)
        assert soon(lambda: len(one.heard) + len(other.heard) >= 300)
    heard = one.heard + other.heard
    assert len(heard) == 300
    assert set(heard) == sent


def test_a_ring_from_another_process_is_heard_soon(queue: str) -> None:
    ears, arrived = Ears(), threading.Event()

    def hear(message: str) -> None:
        ears(message)
        arrived.set()

    seconds = []
    with listening(queue, hear), ringing(queue) as bell:
        assert ears.until(lambda heard: heard.looks > 0)
        for _ in range(15):
            time.sleep(0.03)
            arrived.clear()
            began = time.perf_counter()
            bell.ring("run")
            assert arrived.wait(SOON)
            seconds.append(time.perf_counter() - began)
    assert statistics.median(seconds) < SLOWEST[queue.partition(":")[0]]


def test_somebody_looks_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "EVERY", 1)
    monkeypatch.setattr(huey.consumer.Scheduler, "periodic_task_seconds", 1)
    ears = Ears()
    with listening("memory:", ears):
        assert ears.until(lambda heard: heard.looks >= 3)
    assert room.Bell("memory:", ears).stop(1)


def test_nothing_is_done_to_the_signals_of_the_process() -> None:
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(kind) for kind in kinds]
    with listening("memory:", Ears()):
        assert [signal.getsignal(kind) for kind in kinds] == before


def test_one_who_cannot_cope_with_a_ring_hears_the_next(caplog: pytest.LogCaptureFixture) -> None:
    ears = Ears()

    def stumble(message: str) -> None:
        ears(message)
        if message == "bad":
            raise RuntimeError("stumbled")

    with listening("memory:", stumble) as bell:
        bell.ring("bad")
        bell.ring("good")
        assert ears.hear(2) == ["bad", "good"]
    assert "stumbled" in caplog.text


class Evil:
    """Whoever unpickles this makes a file."""

    def __init__(self, file: Path) -> None:
        self.file = str(file)

    def __reduce__(self) -> tuple[object, ...]:
        return open, (self.file, "w")


def plant(queue: str, *found: bytes) -> None:
    """Put something into the queue, the schedule and the results, where huey would look for its own."""
    if queue.startswith("redis"):
        with closing(redis.Redis.from_url(queue)) as planted:
            for one in found:
                planted.lpush("huey.redis.sayso", one)
                planted.zadd("huey.schedule.sayso", {one: 0})
                for name in REVOKED:
                    planted.hset("huey.results.sayso", name, one)
        return
    with closing(sqlite3.connect(queue.removeprefix("sqlite:///"))) as file, file:
        for one in found:
            file.execute("insert into task (queue, data, priority) values ('sayso', ?, 9)", (one,))
            file.execute("insert into schedule (queue, data, timestamp) values ('sayso', ?, 0)", (one,))
            for name in REVOKED:
                file.execute("insert or replace into kv values ('sayso', ?, ?)", (name, one))


def test_a_pickle_in_the_queue_is_never_unpickled(
    queue: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, recwarn: pytest.WarningsRecorder
) -> None:
    made, ears = tmp_path / "made", Ears()
    others = [b"", b"null", b'"ring"', b'{"task":"ring"}', b'{"task":"ring","message":7}',
              b'{"task":"rm","message":""}',
              b'{"task":"ring","message":"","more":1}', b'{"task":"ring","message":"' + b"x" * 201 + b'"}',
              b"[" * 1_900, b"x" * 1_000_000, b"\xff\xfe"]  # fmt: skip
    with ringing(queue) as bell:
        plant(queue, pickle.dumps(Evil(made)), pickle.dumps(("id", "ring", None, Evil(made))), *others)
        bell.ring("run-1")
        assert soon(lambda: bell._huey.storage.queue_size() == len(others) + 3)
    with listening(queue, ears) as bell:
        assert ears.hear(1) == ["run-1"]
        assert bell.refused == len(others) + 2
        assert not made.exists()
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in told] == ["sayso.runtime.bell"], caplog.text


def test_planted_text_that_has_the_form_of_a_ring_is_only_a_ring(redis_queue: str) -> None:
    ears = Ears()
    with listening(redis_queue, ears) as bell:
        plant(redis_queue, b'{"task":"ring","message":"run-1"}')
        assert ears.hear(1) == ["run-1"]
        assert bell.refused == 0


@pytest.mark.parametrize("message", ["x" * 201, "\ud800", "ü" * 200, '"}\n', "\0"])
def test_any_text_can_be_rung(message: str) -> None:
    ears = Ears()
    with listening("memory:", ears) as bell:
        assert ears.until(lambda heard: heard.looks == 1)
        bell.ring(message)
        assert ears.until(lambda heard: heard.looks + len(heard.heard) == 2)
        assert bell.refused == 0
    kept = {"x" * 201: [], "\ud800": ["?"]}
    assert ears.heard == kept.get(message, [message])


@pytest.mark.parametrize(
    ("meddle", "expected"),
    [
        (lambda message: [], []),
        (lambda message: [message, message], ["a", "a", "b", "b"]),
        (lambda message: {"a": [], "b": ["b", "a"]}[message], ["b", "a"]),
    ],
    ids=["drops", "doubles", "changes the order"],
)
def test_a_meddler_stands_between_ring_and_queue(meddle: room.Meddle, expected: list[str]) -> None:
    ears = Ears()
    with listening("memory:", ears, meddle=meddle) as bell:
        bell.ring("a")
        bell.ring("b")
        assert ears.hear(len(expected)) == expected


@pytest.mark.parametrize("url", ["", "bell.sqlite", "sqlite://", "sqlite:///", "redis:6379", "amqp://x", "memory:x",
                                 "redis://host:port/0", "sqlite:////nowhere/at/all/bell.sqlite"])  # fmt: skip
def test_an_address_that_is_none_is_said_plainly(url: str) -> None:
    with pytest.raises(BellProblem, match=r"^The queue's|^This is no address"):
        Bell(url, Ears())


def test_an_address_that_is_wrong_is_not_repeated() -> None:
    with pytest.raises(BellProblem) as told:
        Bell("amqp://user:pass" + "word@host", Ears())
    assert "pass" + "word" not in str(told.value)


def test_what_is_rung_after_the_end_is_lost_and_counted() -> None:
    bell = Bell("memory:", Ears())
    bell.ring("run-1")
    assert bell.stop(SOON)
    bell.ring("run-2")
    assert bell.lost == 1
    assert bell.stop(SOON)


def test_more_than_can_wait_is_lost_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "WAITING", 5)
    slow = threading.Event()
    bell = Bell("memory:", Ears())
    monkeypatch.setattr(bell._huey.storage, "enqueue", lambda data, priority=None: slow.wait(SOON))
    began = time.monotonic()
    for _ in range(20):
        bell.ring("run")
    assert time.monotonic() - began < 1
    assert 14 <= bell.lost <= 15
    slow.set()
    assert bell.stop(SOON)


def test_the_word_for_looking_is_what_the_engine_expects() -> None:
    assert LOOK == "look"
