"""Queues that go away, come back and lose what they held: it costs rings, never a raise and never a wait."""

import logging
import socket
import threading
import time
from contextlib import closing

import pytest
import redis

from sayso.runtime.bell import REST, Bell
from tests.bell.hearing import SOON, Ears, holding, listening, ringing, soon
from tests.own_servers import free_port
from tests.services import own_redis

AT_ONCE = 0.2
"""Seconds that count as no wait at all on a busy machine."""


def seconds_to_ring(bell: Bell, message: str) -> float:
    began = time.monotonic()
    bell.ring(message)
    return time.monotonic() - began


def test_a_process_killed_with_a_ring_in_its_hands_loses_that_ring_and_no_other(queue: str) -> None:
    with holding(queue) as process, ringing(queue) as bell:
        bell.ring("run-1")
        assert process.stdout is not None
        assert process.stdout.readline() == "run-1\n"
        bell.ring("run-2")
        bell.ring("run-3")
        process.kill()
        process.wait(SOON)
    ears = Ears()
    with listening(queue, ears):
        assert ears.hear(2) == ["run-2", "run-3"]
        assert not ears.until(lambda heard: len(heard.heard) > 2, 0.3), "huey gives nothing back; the sweep does"


def test_a_queue_that_is_emptied_in_the_middle_takes_later_rings(redis_queue: str) -> None:
    ears = Ears()
    with ringing(redis_queue) as bell, closing(redis.Redis.from_url(redis_queue)) as other:
        bell.ring("run-1")
        assert soon(lambda: other.llen("huey.redis.sayso") == 1)
        other.flushdb()
        with listening(redis_queue, ears):
            bell.ring("run-2")
            assert ears.hear(1) == ["run-2"]
            other.flushdb()
            bell.ring("run-3")
            assert ears.hear(2) == ["run-2", "run-3"]


def test_where_nobody_answers_a_ring_returns_at_once_and_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    with ringing(f"redis://127.0.0.1:{free_port()}/0") as bell:
        assert max(seconds_to_ring(bell, f"run-{number}") for number in range(50)) < AT_ONCE
        assert soon(lambda: bell.lost == 50)
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1


def test_where_redis_takes_calls_and_never_answers_nobody_waits() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        bell = Bell(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", Ears())
        bell.start()
        assert seconds_to_ring(bell, "run-1") < AT_ONCE
        began = time.monotonic()
        assert not bell.stop(0.3)
        assert time.monotonic() - began < 0.3 + AT_ONCE
    assert bell.stop(SOON)


def test_a_redis_that_dies_is_said_once_and_found_again_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sayso.runtime.bell")
    ears = Ears()
    with own_redis() as server, listening(server.url, ears) as bell:
        assert ears.until(lambda heard: heard.looks == 1), "the look at the start is out of the way"
        bell.ring("run-1")
        ears.hear(1)
        server.kill()
        for number in range(5):
            assert seconds_to_ring(bell, f"lost-{number}") < AT_ONCE
        assert soon(lambda: bell.lost == 5)
        time.sleep(2 * REST)
        server.start()
        assert ears.until(lambda heard: heard.looks > 1), "whoever was cut off looks for what it missed"
        time.sleep(REST)
        bell.ring("run-2")
        assert ears.hear(2) == ["run-1", "run-2"]
    told = [record.levelname for record in caplog.records if record.name == "sayso.runtime.bell"]
    assert told == ["WARNING", "INFO"], caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_an_answer_read_after_the_queue_died_does_not_say_that_it_is_back(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "sayso.runtime.bell")
    with own_redis() as server:
        bell = Bell(server.url, Ears())
        storage = bell._huey.storage
        sent, died, send = threading.Event(), threading.Event(), storage.enqueue

        def slowly(note: bytes) -> None:
            send(note)
            sent.set()
            died.wait(SOON)

        monkeypatch.setattr(storage, "enqueue", slowly)
        bell.ring("run-1")
        assert sent.wait(SOON)
        server.kill()
        bell._huey.went_away(redis.ConnectionError())
        died.set()
        assert bell.stop(SOON)
    assert [record.levelname for record in caplog.records if record.name == "sayso.runtime.bell"] == ["WARNING"]


def test_a_queue_of_another_kind_under_our_name_stops_nobody(redis_queue: str) -> None:
    ears = Ears()
    with closing(redis.Redis.from_url(redis_queue)) as other:
        other.set("huey.redis.sayso", "no list")
        with listening(redis_queue, ears) as bell:
            bell.ring("run-1")
            assert soon(lambda: bell.lost >= 1)
            other.delete("huey.redis.sayso")
            assert ears.until(lambda heard: heard.looks > 0)
            time.sleep(REST)
            bell.ring("run-2")
            assert ears.hear(1) == ["run-2"]


def test_the_end_comes_in_time(queue: str) -> None:
    bell = Bell(queue, Ears())
    bell.start()
    bell.ring("run-1")
    began = time.monotonic()
    assert bell.stop(2)
    assert time.monotonic() - began < 2
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("bell", "Worker-", "Scheduler"))]


def test_the_end_does_not_wait_for_one_who_is_busy_for_ever() -> None:
    busy, done = threading.Event(), threading.Event()

    def hear(message: str) -> None:
        busy.set()
        done.wait(SOON)

    bell = Bell("memory:", hear)
    bell.start()
    assert busy.wait(SOON)
    began = time.monotonic()
    assert not bell.stop(0.2)
    assert time.monotonic() - began < 0.2 + AT_ONCE
    done.set()
    assert bell.stop(SOON)


def test_what_a_worker_takes_too_late_goes_back_to_the_queue(redis_queue: str) -> None:
    late, ears = Ears(), Ears()
    with ringing(redis_queue) as other:
        bell = Bell(redis_queue, late)
        bell.start()
        assert late.until(lambda heard: heard.looks > 0)
        time.sleep(0.1)
        assert not bell.stop(0), "it waits inside Redis"
        other.ring("run-1")
        assert bell.stop(SOON)
        assert late.heard == []
        with listening(redis_queue, ears):
            assert ears.hear(1) == ["run-1"]
