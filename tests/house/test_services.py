"""The servers that tests stand on: what is made is gone afterwards, nobody shares by accident."""

import asyncio
import contextlib
import tempfile
import time
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest
import redis

from tests import services
from tests.own_servers import NoService, OwnRedis, plain, postgres_answers, redis_answers, run


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(plain(url))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def test_a_fresh_database_is_empty_and_gone_afterwards() -> None:
    with services.fresh_database() as url:
        name = url.rpartition("/")[2]
        assert name.startswith("sayso_test_")
        assert url.startswith("postgresql+asyncpg://")
        assert run(ask(url, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")) == 0
    assert run(ask(services.postgres_url(), f"SELECT count(*) FROM pg_database WHERE datname = '{name}'")) == 0


def test_a_database_is_dropped_though_somebody_is_connected() -> None:
    async def stay() -> None:
        with services.fresh_database() as url:
            connection = await asyncpg.connect(plain(url))
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await connection.fetchval("SELECT 1")
        await connection.close()

    asyncio.run(stay())


def test_two_tests_never_share_a_redis_database() -> None:
    with services.fresh_redis() as one, services.fresh_redis() as other:
        assert one != other
        with (
            contextlib.closing(redis.Redis.from_url(one)) as first,
            contextlib.closing(redis.Redis.from_url(other)) as second,
        ):
            first.set("mine", "1")
            assert second.get("mine") is None
    with contextlib.closing(redis.Redis.from_url(one)) as first:
        assert first.dbsize() == 0


def test_a_redis_database_with_something_of_others_is_never_taken() -> None:
    with services.own_redis() as server:
        root = server.url.rpartition("/")[0]
        with contextlib.closing(redis.Redis.from_url(f"{root}/0")) as notes:
            with contextlib.closing(redis.Redis.from_url(f"{root}/1")) as theirs:
                theirs.set("theirs", "1")
                assert services._claimed(notes, root, "token") == 2
                assert theirs.get("theirs") == b"1"
            notes.delete(services._claim(2))
            assert services._claimed(notes, root, "token") == 2, "what is left of a test that died is taken again"


def test_our_own_redis_is_killed_and_comes_back_at_the_same_place() -> None:
    with services.own_redis() as server:
        url = server.url
        assert redis_answers(url)
        server.kill()
        assert not redis_answers(url)
        server.start()
        assert server.url == url
        assert redis_answers(url)
    assert not redis_answers(url)


def test_our_own_postgresql_keeps_what_was_committed_when_it_is_killed() -> None:
    with services.own_postgres() as server:
        url = server.url
        run(ask(url, "CREATE TABLE kept (number integer)"))
        run(ask(url, "INSERT INTO kept VALUES (7)"))
        server.kill()
        assert not postgres_answers(url)
        server.start()
        assert run(ask(url, "SELECT number FROM kept")) == 7
        server.restart()
        assert run(ask(url, "SELECT number FROM kept")) == 7
    assert not postgres_answers(url)


def test_a_server_that_cannot_be_had_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.own_servers.package_folder", lambda name: Path("/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")
    for start in (services.own_postgres, services.own_redis):
        with pytest.raises(NoService, match=r"^[^\n]*install requirements-dev\.lock\.$"), start():
            raise AssertionError("nothing to start")


def test_a_shared_server_is_stopped_by_the_last_who_leaves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    url = services._shared.__wrapped__("redis")
    try:
        assert redis_answers(url)
        assert services._shared.__wrapped__("redis") == url, "the second user gets the same"
    finally:
        services._leave("redis")
    assert not list(tmp_path.glob("*/redis"))
    until = time.monotonic() + 5
    while redis_answers(url) and time.monotonic() < until:
        time.sleep(0.05)
    assert not redis_answers(url)


def test_a_server_of_our_own_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = OwnRedis(tmp_path)
    monkeypatch.setattr(server, "command", lambda: ["/bin/sh", "-c", "echo the disk is full; exit 1"])
    with pytest.raises(NoService, match=r"does not answer: .*the disk is full"):
        server.start()
