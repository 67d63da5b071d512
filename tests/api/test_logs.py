"""Log lines: where they come from, in JSON, and never with a secret in them."""

import base64
import io
import json
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import structlog

from sayso.runtime.observing.logs import configure, log, within
from sayso.runtime.observing.redacting import GONE, Redactor
from sayso.runtime.observing.telemetry import span

CANARY = 'canary-7d1f"ü/+value'


class Lines(io.StringIO):
    def all(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    stream = Lines()
    configure(Redactor([CANARY]), stream, level="DEBUG")
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_a_line_says_where_it_comes_from(lines: Lines) -> None:
    with within(workspace="acme", flow="leads", run="r1", lane="s1"):
        log().info("call made", tool="crm.update", seconds=0.5)
    log().info("after")
    first, second = lines.all()
    assert {"workspace": "acme", "flow": "leads", "run": "r1", "lane": "s1"}.items() <= first.items()
    assert (first["event"], first["tool"], first["seconds"], first["level"]) == ("call made", "crm.update", 0.5, "info")
    assert str(first["at"]).endswith("Z")
    assert "workspace" not in second


CARRIERS = {
    "plain": CANARY,
    "in a sentence": f"the token is {CANARY}.",
    "in an address": f"https://a.example/?t={quote(CANARY, safe='')}",
    "in base64": base64.b64encode(CANARY.encode()).decode(),
    "in json": json.dumps({"a": CANARY}),
    "in nested data": {"a": [{"b": (CANARY,)}]},
    "as a name": {CANARY: 1},
    "as bytes": CANARY.encode(),
    "as an object": Exception(CANARY),
    "in a long text": CANARY + "x" * 50_000,
}


@pytest.mark.parametrize("how", CARRIERS)
def test_a_registered_secret_is_found_however_it_is_written(lines: Lines, how: str) -> None:
    log().info("something", where=CARRIERS[how])
    told = lines.getvalue()
    assert GONE in told
    for spelling in (CANARY, "canary-7d1f", base64.b64encode(CANARY.encode()).decode()[:12]):
        assert spelling not in told
    assert len(told) < 20_000


def test_a_secret_in_an_exception_is_taken_out(lines: Lines) -> None:
    try:
        raise ValueError(f"cannot connect with {CANARY}")
    except ValueError:
        log().exception("it broke")
    (line,) = lines.all()
    assert "ValueError" in str(line["exception"])
    assert "canary-7d1f" not in lines.getvalue()


def test_what_libraries_say_goes_the_same_way(lines: Lines) -> None:
    logging.getLogger("some.library").warning("refused %s", CANARY, extra={"password": "hunter2hunter2"})
    logging.getLogger("uvicorn.access").info("GET /hooks")
    (line,) = lines.all()
    assert line["event"] == f"refused {GONE}"
    assert "hunter2" not in lines.getvalue()


@pytest.mark.parametrize(
    "name",
    ["password", "Passwd", "token", "accessToken", "client_secret", "Authorization", "set-cookie", "api_key",
     "X-Api-Key", "Stripe-Signature", "credentials", "private_key", "session_id"],
)  # fmt: skip
def test_fields_named_like_a_secret_are_never_told(lines: Lines, name: str) -> None:
    log().info("something", **{name: "hunter2hunter2"}, headers={name: ["hunter2hunter2"]}, kept="yes")
    (line,) = lines.all()
    assert line[name] == GONE and line["kept"] == "yes"
    assert "hunter2" not in lines.getvalue()


@pytest.mark.parametrize(
    "text",
    ["postgresql://sayso:hunter2hunter2@db/x", "Authorization: Bearer hunter2hunter2", "sk_hunter2hunter2",
     "password=hunter2hunter2 user=x", '{"clientSecret": "hunter2hunter2"}', "xoxb-hunter2hunter2",
     "eyJhunter2hunter2.eyJhunter2hunter2.hunter2"],
)  # fmt: skip
def test_what_looks_like_a_secret_is_never_told(lines: Lines, text: str) -> None:
    log().info(f"said {text}", text=text)
    assert "hunter2" not in lines.getvalue()


@pytest.mark.parametrize("text", ["step s3 ended", "author: Ann", "tokens are counted", "a://b", "12 lanes"])
def test_ordinary_words_stay(text: str) -> None:
    assert Redactor().text(text) == text


def test_a_secret_too_short_to_be_told_from_words_is_not_looked_for() -> None:
    redactor = Redactor()
    assert not redactor.register("abc")
    assert redactor.text("abc") == "abc"


def test_data_without_end_is_cut() -> None:
    endless: dict[str, object] = {}
    endless["again"] = endless
    assert "…" in str(Redactor().value(endless))
    assert len(str(Redactor().value(list(range(100_000))))) < 2_000


def test_on_a_terminal_a_line_can_be_read() -> None:
    stream, handlers = io.StringIO(), logging.getLogger().handlers[:]
    configure(Redactor([CANARY]), stream, readable=True)
    log().warning("call made", tool="crm.update", secret="x", said=CANARY)
    logging.getLogger().handlers[:] = handlers
    structlog.reset_defaults()
    assert "call made" in stream.getvalue() and "canary-7d1f" not in stream.getvalue()


def test_a_span_does_nothing_where_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in ("", "1"):
        monkeypatch.setenv("SAYSO_OTEL", wanted)
        with span("commit", lanes=3):
            pass
        with pytest.raises(KeyError), span("commit"):
            raise KeyError("x")
