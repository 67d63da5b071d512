"""Practice Slack: messages stand in their channels; a channel that is written to is there."""

from typing import Final

from sayso.connectors import examples as made_up
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.practice.world import moment
from sayso.connectors.shape import Call, ToolError
from sayso.dsl.addresses import fold

CHANNELS: Final = ("#general", "#sales", "#wins")
MOST: Final = 100


def _send(desk: Desk, call: Call) -> object:
    channel = _channel(call)
    text = made_up.text(call, "text")
    if not text.strip():
        raise ToolError("invalid", "There is nothing to send: the text is empty.")
    if channel.startswith("#") and channel not in CHANNELS:
        desk.write("insert into channel values (?) on conflict do nothing", channel)
    id = desk.send("message", channel, text)
    return _message(id, text, call.actor.name, channel, call.at)


def _channel(call: Call) -> str:
    """A channel by its name with a hash, or the colleague a direct message goes to."""
    given = call.arguments.get("channel")
    name = made_up.name_of(given, "").strip()
    if not name:
        raise ToolError("not-found", "No channel was named.")
    person = isinstance(given, dict) and given.get("type") == "person"
    return name if person or name.startswith(("#", "@")) else f"#{name}"


def _channels(desk: Desk, call: Call) -> object:
    names = [*CHANNELS, *(row["name"] for row in desk.rows("select name from channel order by name"))]
    return [{"type": "channel", "id": f"practice-slack-{name[1:]}", "name": name} for name in names]


def _search(desk: Desk, call: Call) -> object:
    """Messages and answers to them that have every word looked for, the newest first."""
    words = fold(made_up.text(call, "query")).split()
    said = desk.rows(
        "select m.id as id, m.body as text, m.sender as author, m.person as channel, m.at as at from message m "
        "where m.service = 'slack' union all select m.id || '-answer-' || a.number, a.text, a.author, m.person, a.at "
        "from answer a join message m on m.number = a.message where m.service = 'slack' order by at desc, id desc"
    )
    found = [row for row in said if all(word in fold(row["text"]) for word in words)]
    return [_message(r["id"], r["text"], r["author"], r["channel"], moment(r["at"])) for r in found[:MOST]]


def _react(desk: Desk, call: Call) -> object:
    message = call.arguments.get("message")
    id = str(message.get("id")) if isinstance(message, dict) else ""
    if not desk.rows("select 1 from message where service = 'slack' and instr(?, id) = 1", id):
        raise ToolError("not-found", "There is no such message in practice Slack.")
    desk.write("insert into reaction values (?, ?) on conflict do nothing", id, made_up.text(call, "emoji"))
    return None


def _message(id: str, text: str, author: str, channel: str, at: object) -> dict[str, object]:
    return {"type": "message", "id": id, "text": text, "author": author, "channel": channel, "sentAt": at}


SLACK: Final[dict[str, Act]] = {
    "slack.send_message": _send, "slack.list_channels": _channels, "slack.search_messages": _search,
    "slack.add_reaction": _react,
}  # fmt: skip
