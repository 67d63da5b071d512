"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "answer",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "event", "flow"),
    )
    op.create_table(
        "ask",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("run", sa.String(), server_default="", nullable=False),
        sa.Column("lane", sa.String(), server_default="", nullable=False),
        sa.Column("path", sa.String(), server_default="", nullable=False),
        sa.Column("flow", sa.String(), server_default="", nullable=False),
        sa.Column("person", sa.String(), server_default="", nullable=False),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("want", sa.Text(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("remind", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), server_default="open", nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(), server_default="", nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("ask_lane", "ask", ["workspace", "run", "lane"], unique=False)
    op.create_index("ask_open", "ask", ["workspace", "state", "person"], unique=False)
    op.create_table(
        "audit",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.String(), server_default="", nullable=False),
        sa.Column("what", sa.String(), server_default="", nullable=False),
        sa.Column("about", sa.String(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_table(
        "counter",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "name"),
    )
    op.create_table(
        "cursor",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "source"),
    )
    op.create_table(
        "edit",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("what", sa.String(), server_default="", nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "flow", "person", "number"),
    )
    op.create_table(
        "event",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), server_default="new", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("stored", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("target", sa.String(), server_default="", nullable=False),
        sa.Column("proof", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("event_name", "event", ["workspace", "name", "at"], unique=False)
    op.create_index("event_new", "event", ["state", "stored"], unique=False)
    op.create_index("event_proof", "event", ["workspace", "target", "proof"], unique=True)
    op.create_table(
        "flow",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("status", sa.String(), server_default="draft", nullable=False),
        sa.Column("draft", sa.Text(), nullable=True),
        sa.Column("live", sa.Integer(), nullable=True),
        sa.Column("owner", sa.String(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("updated", sa.BigInteger(), nullable=True),
        sa.Column("deleted", sa.BigInteger(), nullable=True),
        sa.Column("pause_reason", sa.String(), server_default="", nullable=False),
        sa.Column("resumes", sa.BigInteger(), nullable=True),
        sa.Column("settings", sa.Text(), nullable=True),
        sa.Column("failed_in_row", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("live_since", sa.BigInteger(), nullable=True),
        sa.Column("checked", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_table(
        "gather",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("loop", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), server_default="", nullable=False),
        sa.Column("wanted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("stale", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("following", sa.Integer(), server_default="0", nullable=False),
        sa.Column("open", sa.Integer(), server_default="0", nullable=False),
        sa.Column("halted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("one_at_a_time", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "run", "loop"),
    )
    op.create_table(
        "item",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("loop", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(), server_default="", nullable=False),
        sa.Column("key", sa.String(), server_default="", nullable=False),
        sa.Column("step", sa.String(), server_default="", nullable=False),
        sa.Column("who", sa.String(), server_default="", nullable=False),
        sa.Column("how", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("kept", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "run", "loop", "number"),
    )
    op.create_table(
        "journal",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("calls", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "run", "lane", "number"),
    )
    op.create_table(
        "lane",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("loop", sa.String(), server_default="", nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("who", sa.String(), server_default="", nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("entries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wanted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("resting", sa.String(), server_default="", nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("lease", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("fence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("again", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "run", "path"),
    )
    op.create_index(
        "lane_due",
        "lane",
        ["due"],
        unique=False,
        postgresql_where=sa.text("due IS NOT NULL"),
        sqlite_where=sa.text("due IS NOT NULL"),
    )
    op.create_index(
        "lane_owner",
        "lane",
        ["owner"],
        unique=False,
        postgresql_where=sa.text("owner IS NOT NULL"),
        sqlite_where=sa.text("owner IS NOT NULL"),
    )
    op.create_table(
        "listener",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(), server_default="", nullable=False),
        sa.Column("value", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("workspace", "event", "run", "lane", "number"),
    )
    op.create_index("listener_lane", "listener", ["workspace", "run", "lane"], unique=False)
    op.create_table(
        "memory",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "flow", "name", "number"),
    )
    op.create_table(
        "notification",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("person", sa.String(), server_default="", nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("flow", sa.String(), server_default="", nullable=False),
        sa.Column("run", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("seen", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("notification_at", "notification", ["workspace", "at"], unique=False)
    op.create_table(
        "reply",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), server_default="", nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("reply_at", "reply", ["workspace", "at"], unique=False)
    op.create_table(
        "run",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), server_default="queued", nullable=False),
        sa.Column("hold", sa.String(), server_default="", nullable=False),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("inputs", sa.Text(), nullable=True),
        sa.Column("built_in", sa.Text(), nullable=True),
        sa.Column("mode", sa.String(), server_default="live", nullable=False),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        sa.Column("start_key", sa.String(), nullable=True),
        sa.Column("caller_run", sa.String(), nullable=True),
        sa.Column("caller_lane", sa.String(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("started", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("how", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("lost", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retry_of", sa.String(), server_default="", nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("moved_from", sa.Integer(), nullable=True),
        sa.Column("deeds", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("run_by_end", "run", ["workspace", "ended"], unique=False)
    op.create_index("run_by_flow", "run", ["workspace", "flow", "created"], unique=False)
    op.create_index("run_by_start", "run", ["workspace", "flow", "started"], unique=False)
    op.create_index("run_by_state", "run", ["workspace", "state", "created", "id"], unique=False)
    op.create_index("run_by_time", "run", ["workspace", "created", "id"], unique=False)
    op.create_index("run_queued", "run", ["state", "not_before"], unique=False)
    op.create_index("run_start_key", "run", ["workspace", "flow", "start_key"], unique=True)
    op.create_table(
        "session",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), server_default="", nullable=False),
        sa.Column("who", sa.String(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_table(
        "taken",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("loop", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("run", sa.String(), server_default="", nullable=False),
        sa.Column("on_way", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "flow", "loop", "key"),
    )
    op.create_index("taken_run", "taken", ["workspace", "run"], unique=False)
    op.create_table(
        "tick",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("run", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "flow", "number", "at"),
    )
    op.create_table(
        "token",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("who", sa.String(), server_default="", nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("revoked", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_table(
        "touch",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("flow", sa.String(), server_default="", nullable=False),
        sa.Column("run", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "id"),
    )
    op.create_table(
        "trigger",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("scheme", sa.String(), server_default="sayso", nullable=False),
        sa.Column("secrets", sa.Text(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("next", sa.BigInteger(), nullable=True),
        sa.Column("last", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "flow", "number"),
    )
    op.create_index("trigger_name", "trigger", ["workspace", "kind", "name"], unique=False)
    op.create_index("trigger_next", "trigger", ["next"], unique=False)
    op.create_table(
        "version",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("program", sa.Text(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("made_by", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("workspace", "flow", "number"),
    )
    op.create_table(
        "word",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("word", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "word", "at", "run"),
        sqlite_with_rowid=False,
    )
    op.create_index("word_run", "word", ["workspace", "run"], unique=False)
    op.create_table(
        "workspace",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("stopped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace"),
    )
