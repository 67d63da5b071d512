"""The tables: what is kept, and by which keys. Every key begins with the workspace, so no row can be met without it.

Instants are microseconds since 1970 (UTC), values are JSON as `values_json` writes it: both mean the same on SQLite and
PostgreSQL.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text, false, text

metadata = MetaData()
_BYTEWISE = String().with_variant(String(collation="C"), "postgresql")
"""A text in the order of its letters' numbers: what begins alike stands together, whatever the language."""


def _key(name: str) -> Column[str]:
    return Column(name, String(), primary_key=True)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _name(name: str, default: str | None = "") -> Column[str]:
    if default is None:
        return Column(name, String())
    return Column(name, String(), nullable=False, server_default=default)


def _json(name: str) -> Column[str]:
    return Column(name, Text)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _at(name: str) -> Column[int]:
    return Column(name, BigInteger)


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


workspaces = Table(
    "workspace", metadata, _key("workspace"), _name("name"), _truth("stopped"), _at("created"),
)  # fmt: skip
"""The workspaces; `stopped` is *Stop everything*."""

flows = Table(
    "flow", metadata, _key("workspace"), _key("id"), _name("name"), _name("status", "draft"), Column("draft", Text),
    Column("live", Integer), _name("owner"), _at("created"), _at("updated"), _at("deleted"), _name("pause_reason"),
    _at("resumes"), _json("settings"), _count("failed_in_row"), _at("expected"), _at("live_since"),
    _name("checked"),
)  # fmt: skip
"""The flows: a draft that changes, the number of the version that is live, and why and until when it is paused."""

versions = Table(
    "version", metadata, _key("workspace"), _key("flow"), _number("number"), _name("hash"), Column("text", Text),
    _json("program"), _at("created"), _name("made_by"), _name("note"),
)  # fmt: skip
"""The versions, which never change: the text, and the program it was compiled to."""

runs = Table(
    "run", metadata, _key("workspace"), _key("id"), _name("flow"), Column("version", Integer), _name("state", "queued"),
    _name("hold"), _json("trigger"), _json("inputs"), _json("built_in"), _name("mode", "live"), _name("title"),
    _name("start_key", None), _name("caller_run", None), _name("caller_lane", None), _at("created"), _at("not_before"),
    _at("started"), _at("ended"), _name("how"), Column("reason", Text), _json("value"), _count("lost"),
    _name("retry_of"), _name("by"), Column("moved_from", Integer),
    _json("deeds"), Column("people", Integer),
    Index("run_start_key", "workspace", "flow", "start_key", unique=True),
    Index("run_by_flow", "workspace", "flow", "created"),
    Index("run_by_time", "workspace", "created", "id"),
    Index("run_by_state", "workspace", "state", "created", "id"),
    Index("run_by_end", "workspace", "ended"),
    Index("run_by_start", "workspace", "flow", "started"),
    Index("run_queued", "state", "not_before"),
)  # fmt: skip
"""The runs. `state` is queued, active, or how it ended; `start_key` names what began it, so that it begins once;
`hold` keeps it from acting: paused, stopped or cancelling; `moved_from` is the version it began with, once moved.
`deeds` is how often each tool was called, and `people` how many items there were: kept a while after its end."""

lanes = Table(
    "lane", metadata, _key("workspace"), _key("run"), _key("path"), _name("parent", None), _name("loop"),
    _count("number"), _name("who"), _json("snapshot"), _count("entries"), _count("wanted"), _name("resting"),
    _at("until"), _at("due"), _name("owner", None), Column("lease", BigInteger, nullable=False, server_default="0"),
    _count("fence"), _count("rings"), _json("order"),
    _truth("again"), Column("version", Integer),
    Index("lane_due", "due", postgresql_where=text("due IS NOT NULL"), sqlite_where=text("due IS NOT NULL")),
    Index("lane_owner", "owner", postgresql_where=text("owner IS NOT NULL"), sqlite_where=text("owner IS NOT NULL")),
)  # fmt: skip
"""The open lanes. `snapshot` is the lane as of entry `entries`, its want stands in entry `wanted`. A lane is looked
at when it is `due` and nobody's `lease` lasts; whoever takes it raises the `fence`, whoever wakes it the `rings`.
`again`: it failed and is tried again; `version`: that of the run when the lane was opened or moved, if not its own."""

gathers = Table(
    "gather", metadata, _key("workspace"), _key("run"), _key("loop"), _name("lane"), _count("wanted"), _json("scope"),
    _json("stale"), _count("size"), _count("following"), _count("open"), _truth("halted"), _truth("one_at_a_time"),
    _truth("closed"),
)  # fmt: skip
"""Loops: how many items there are, how many were opened, how many are open; `closed` when the lane has gone on."""

items = Table(
    "item", metadata, _key("workspace"), _key("run"), _key("loop"), _number("number"), _name("path"), _name("key"),
    _name("step"), _name("who"), _name("how"), Column("reason", Text), _at("ended"), _json("kept"),
)  # fmt: skip
"""How each item of each loop ended, and what it kept: no item is lost."""

journal = Table(
    "journal", metadata, _key("workspace"), _key("run"), _key("lane"), _number("number"), _at("at"), _truth("calls"),
    _json("body"),
)  # fmt: skip
"""What happened in each lane, line by line; `calls`: a call that changes something goes out with this line."""

words = Table(
    "word", metadata, _key("workspace"), Column("word", _BYTEWISE, primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False), _key("run"),
    Index("word_run", "workspace", "run"), sqlite_with_rowid=False,
)  # fmt: skip
"""By which words a run is found, once it has ended: `at` is when it was made. Written afterwards, by the sweeps."""

listeners = Table(
    "listener", metadata, _key("workspace"), _key("event"), _key("run"), _key("lane"), _number("number"),
    _name("field"), _name("value"),
    Index("listener_lane", "workspace", "run", "lane"),
)  # fmt: skip
"""Which lanes wait for which events, and the one field of the event that must have a value (as JSON)."""

events = Table(
    "event", metadata, _key("workspace"), _key("id"), _name("name"), _name("source"), _name("state", "new"), _at("at"),
    _at("stored"), _json("data"), _name("target"), _name("proof", None),
    Index("event_proof", "workspace", "target", "proof", unique=True),
    Index("event_new", "state", "stored"), Index("event_name", "workspace", "name", "at"),
)  # fmt: skip
"""What happened outside, stored before it is acknowledged; the id is the sender's, so that nothing counts twice.
`target` is the flow a webhook or form belongs to, `proof` what its sender signed, where only that is sure."""

answers = Table(
    "answer", metadata, _key("workspace"), _key("event"), _key("flow"), _name("run", None), Column("reason", Text),
    _at("at"),
)  # fmt: skip
"""What each flow made of each event: a run, or the reason why there is none."""

triggers = Table(
    "trigger", metadata, _key("workspace"), _key("flow"), _number("number"), _name("kind"), _name("name"),
    _name("scheme", "sayso"), _json("secrets"), _at("since"), _at("next"), _at("last"),
    Index("trigger_next", "next"), Index("trigger_name", "workspace", "kind", "name"),
)  # fmt: skip
"""The triggers of the live versions: a schedule's next instant, an event's name, a webhook's secrets (sealed)."""

ticks = Table(
    "tick", metadata, _key("workspace"), _key("flow"), _number("number"),
    Column("at", BigInteger, primary_key=True, autoincrement=False), _name("run", None), Column("reason", Text),
)  # fmt: skip
"""Every instant a schedule named, once: the run that began, or why none did."""

asks = Table(
    "ask", metadata, _key("workspace"), _key("id"), _name("kind"), _name("run"), _name("lane"), _name("path"),
    _name("flow"), _name("person"), _name("title"), _json("shown"), _json("want"), _at("created"), _at("until"),
    _at("remind"), _name("state", "open"), _json("answer"), _name("answered_by"), _at("answered"),
    Index("ask_open", "workspace", "state", "person"), Index("ask_lane", "workspace", "run", "lane"),
)  # fmt: skip
"""What waits for a person: approvals, questions, hand-offs, messages held back, calls that may have gone out."""

notifications = Table(
    "notification", metadata, _key("workspace"), _key("id"), _name("kind"), _name("person"), Column("message", Text),
    _name("flow"), _name("run"), _at("at"), _truth("seen"),
    Index("notification_at", "workspace", "at"),
)  # fmt: skip
"""What people were told."""

memory = Table(
    "memory", metadata, _key("workspace"), _key("flow"), _key("name"), _number("number"), _json("value"),
)  # fmt: skip
"""What flows remember: one row a value, or one row an entry of a list."""

taken = Table(
    "taken", metadata, _key("workspace"), _key("flow"), _key("loop"), _key("key"), _at("at"), _name("run"),
    _truth("on_way"),
    Index("taken_run", "workspace", "run"),
)  # fmt: skip
"""Whom each loop took and when, and who is still on the way in which run: the ledger of `once`."""

counters = Table(
    "counter", metadata, _key("workspace"), _key("name"), Column("used", BigInteger, nullable=False),
)  # fmt: skip
"""Quotas, limits and credits: how much was used in a period, counted in the commit that lets the call go out."""

touches = Table(
    "touch", metadata, _key("workspace"), _key("person"), _key("id"), _name("kind"), _at("at"), _name("flow"),
    _name("run"),
)  # fmt: skip
"""Who was written to, replied, opted out or was written to by a colleague, and when: the contact guard looks here."""

cursors = Table(
    "cursor", metadata, _key("workspace"), _key("source"), Column("number", BigInteger, nullable=False),
)  # fmt: skip
"""How far each source of events was read."""

audit = Table(
    "audit", metadata, _key("workspace"), _key("id"), _at("at"), _name("who"), _name("what"), _name("about"),
    Column("detail", Text),
)  # fmt: skip
"""Who did what: every operation that a person made."""

tokens = Table(
    "token", metadata, _key("workspace"), _key("id"), _name("hash"), _name("name"), _name("who"), _at("created"),
    _at("revoked"),
)  # fmt: skip
"""What programs prove themselves with: of a token only the SHA-256 is kept. `who` is in whose name it acts."""

replies = Table(
    "reply", metadata, _key("workspace"), _key("id"), _name("asked"), Column("status", Integer), Column("body", Text),
    _at("at"),
    Index("reply_at", "workspace", "at"),
)  # fmt: skip
"""What programs asked with a key of their own, and what they were answered (nothing yet while it is being done)."""

sessions = Table(
    "session", metadata, _key("workspace"), _key("id"), _name("hash"), _name("who"), _at("created"), _at("until"),
)  # fmt: skip
"""Who is signed in in a browser: of what its cookie holds only the SHA-256 is kept."""

edits = Table(
    "edit", metadata, _key("workspace"), _key("flow"), _key("person"), _number("number"),
    Column("start", Integer, nullable=False), Column("old", Text), Column("new", Text), _name("what"), _truth("undone"),
    _at("at"),
)  # fmt: skip
"""What a person did to a draft, step by step, so that it can be undone: `old` was replaced by `new` at `start`."""
