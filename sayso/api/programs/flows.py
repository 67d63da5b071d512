"""Routes about flows: drafts, what the checks say of them, versions, and what may be done to a whole flow."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sayso.api.programs.route import Asked, Nothing, Route
from sayso.compiler import Compiled
from sayso.compiler.bounds import arithmetic, words
from sayso.compiler.permissions import permissions
from sayso.copilot.readback import readback
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.graph import graph
from sayso.dsl.source import place
from sayso.runtime.operations import flows, moving, pacing, publishing, texts
from sayso.runtime.operations.flows import FlowLine
from sayso.runtime.operations.handing_in import start_with
from sayso.runtime.operations.looking import VersionLine, list_versions
from sayso.runtime.operations.moving import Moving
from sayso.runtime.operations.pacing import FlowSettings
from sayso.runtime.operations.publishing import Published
from sayso.runtime.operations.texts import FlowExport, FlowText

FLOW = 'flow "Call them"\non manual\nuse people.notify\npeople.notify(@me, "Call them")\n'
Reason = Annotated[str, Meta(max_length=500)]


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A flow's text, whatever it says."""

    text: str


class Edit(msgspec.Struct, frozen=True):
    """Replace the characters from `start` to `end` (from 0, in the text as it is checked) with `text`."""

    start: int
    end: int
    text: str


class Mend(msgspec.Struct, frozen=True):
    """A mend: its words, and its edits."""

    title: str
    edits: list[Edit]


class Finding(msgspec.Struct, frozen=True):
    """A finding; lines and columns count from 1."""

    slug: str
    severity: str
    sentence: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    fixes: list[Mend]


class Box(msgspec.Struct, frozen=True):
    """A box or frame of the canvas."""

    id: str
    kind: str
    label: str
    parent: str | None
    place: int


class Arrow(msgspec.Struct, frozen=True):
    """An arrow between boxes; its label says when it is taken, empty for always."""

    source: str
    target: str
    label: str


class Checked(msgspec.Struct, frozen=True):
    """All that is known of a text: whether it may run, findings, the most it can do, its English, its boxes."""

    ok: bool
    flow: str | None
    version: str | None
    text: str
    findings: list[Finding]
    at_most: str
    arithmetic: list[str]
    permissions: list[str]
    english: list[str]
    rules: list[str]
    boxes: list[Box]
    arrows: list[Arrow]


class FlowList(msgspec.Struct, frozen=True):
    """The flows, by name."""

    flows: list[FlowLine]


class FlowView(msgspec.Struct, frozen=True):
    """One flow, with its draft."""

    flow: FlowLine
    text: str


class FlowId(msgspec.Struct, frozen=True):
    """The id of a flow."""

    flow: str


class VersionList(msgspec.Struct, frozen=True):
    """The versions, the newest first."""

    versions: list[VersionLine]


class Bin(msgspec.Struct, frozen=True):
    """`deleted`: those in the bin."""

    deleted: bool = False


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`live` turns the trigger on; `message` stands beside the version."""

    live: bool = True
    message: Reason = ""


class Because(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why, in words."""

    reason: Reason = ""


class Confirmed(msgspec.Struct, frozen=True):
    """`confirmed`: whoever asks has seen that people on their way are cancelled."""

    confirmed: bool = False


class People(msgspec.Struct, frozen=True):
    """How many people and records are on their way."""

    people: int


class Runs(msgspec.Struct, frozen=True):
    """How many runs this was for."""

    runs: int


class State(msgspec.Struct, frozen=True):
    """The state a flow has now."""

    status: str


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data the trigger would bring, by name; a record whole, or by its id."""

    data: dict[str, Any] = {}
    version: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None


class RunId(msgspec.Struct, frozen=True):
    """The id of a run."""

    run: str


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To which version; with `dry_run` only what would be."""

    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    dry_run: bool = True


async def list_flows(asked: Asked) -> FlowList:
    """The flows."""
    return FlowList(await flows.list_flows(asked.door, asked.workspace, asked.query.deleted))


async def create(asked: Asked) -> FlowId:
    """A new draft."""
    return FlowId(await publishing.save_draft(asked.door, asked.workspace, asked.body.text, asked.who))


async def one(asked: Asked) -> FlowView:
    """One flow."""
    line = await flows.one_flow(asked.door, asked.workspace, asked.ids["flow"])
    return FlowView(line, (await texts.draft_of(asked.door, asked.workspace, line.id)).text)


async def save(asked: Asked) -> FlowId:
    """Save the draft."""
    flow = await publishing.save_draft(
        asked.door, asked.workspace, asked.body.text, asked.who, asked.ids["flow"]
    )  # fmt: skip
    return FlowId(flow)


async def check_text(asked: Asked) -> Checked:
    """Check a text."""
    return _checked(*await texts.check_text(asked.door, asked.workspace, asked.body.text))


async def check_draft(asked: Asked) -> Checked:
    """Check the draft."""
    draft = await texts.draft_of(asked.door, asked.workspace, asked.ids["flow"])
    return _checked(*await texts.check_text(asked.door, asked.workspace, draft.text))


def _checked(compiled: Compiled, catalog: Catalog) -> Checked:
    flow, facts, bounds = compiled.flow, compiled.facts, compiled.bounds
    told = readback(flow, facts, catalog) if flow else None
    drawn = graph(flow) if flow else None
    return Checked(
        not compiled.errors, flow.name if flow else None, compiled.program.version if compiled.program else None,
        compiled.text, [finding_of(one, compiled.text) for one in compiled.diagnostics],
        words(bounds) if bounds else "", arithmetic(bounds) if bounds else [],
        list(permissions(flow, facts, catalog)) if flow and facts else [],
        [one.text for one in told.sentences] if told else [], [one.text for one in told.rules] if told else [],
        [Box(n.id, n.kind, n.label, n.parent, n.place) for n in drawn.nodes] if drawn else [],
        [Arrow(edge.source, edge.target, edge.label) for edge in drawn.edges] if drawn else [],
    )  # fmt: skip


def finding_of(finding: Diagnostic, text: str) -> Finding:
    """A finding as programs read it."""
    line, column = place(text, finding.span.start)
    end_line, end_column = place(text, finding.span.end)
    fixes = [
        Mend(fix.title, [Edit(edit.span.start, edit.span.end, edit.text) for edit in fix.edits])
        for fix in finding.fixes
    ]  # fmt: skip
    return Finding(
        finding.slug, finding.severity, finding.sentence, line, column, end_line, end_column, finding.span.start,
        finding.span.end, fixes,
    )  # fmt: skip


async def publish(asked: Asked) -> Published:
    """Publish the draft."""
    body: Publish = asked.body
    return await publishing.publish(
        asked.door, asked.workspace, asked.ids["flow"], asked.who, body.live, body.message
    )  # fmt: skip


async def versions(asked: Asked) -> VersionList:
    """The versions."""
    return VersionList(await list_versions(asked.door, asked.workspace, asked.ids["flow"]))


async def version(asked: Asked) -> FlowText:
    """The text of a version."""
    number = asked.ids["version"]
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0
    return await texts.text_of_version(asked.door, asked.workspace, asked.ids["flow"], known)


async def pause(asked: Asked) -> People:
    """Pause."""
    return People(
        await flows.pause(asked.door, asked.workspace, asked.ids["flow"], asked.who, asked.body.reason)
    )  # fmt: skip


async def resume(asked: Asked) -> People:
    """Resume."""
    return People(await flows.resume(asked.door, asked.workspace, asked.ids["flow"], asked.who))


async def duplicate(asked: Asked) -> FlowId:
    """Duplicate."""
    return FlowId(await flows.duplicate(asked.door, asked.workspace, asked.ids["flow"], asked.who))


async def delete(asked: Asked) -> Runs:
    """Put it in the bin."""
    flow, confirmed = asked.ids["flow"], asked.query.confirmed
    return Runs(await flows.delete(asked.door, asked.workspace, flow, asked.who, confirmed))


async def restore(asked: Asked) -> State:
    """Take it out of the bin."""
    return State(await flows.restore(asked.door, asked.workspace, asked.ids["flow"], asked.who))


async def pace(asked: Asked) -> FlowSettings:
    """The pace."""
    return await pacing.pace(asked.door, asked.workspace, asked.ids["flow"])


async def set_pace(asked: Asked) -> FlowSettings:
    """Set the pace."""
    await pacing.set_pace(asked.door, asked.workspace, asked.ids["flow"], asked.who, asked.body)
    return await pace(asked)


async def start(asked: Asked) -> RunId:
    """Run it now."""
    body: Trigger = asked.body
    key = f"asked:{asked.key}" if asked.key else None
    run = await start_with(
        asked.door, asked.workspace, asked.ids["flow"], asked.who, body.data, body.version, key
    )  # fmt: skip
    return RunId(run)


async def move(asked: Asked) -> Moving:
    """Move those who wait."""
    body: Move = asked.body
    return await moving.move_waiting(
        asked.door, asked.workspace, asked.ids["flow"], body.version, asked.who, body.dry_run
    )  # fmt: skip


async def export(asked: Asked) -> FlowExport:
    """Take it elsewhere."""
    return await texts.export_flow(asked.door, asked.workspace, asked.ids["flow"])


ROUTES: tuple[Route, ...] = (
    Route("GET", "/flows", list_flows, "The flows by name; with `deleted` those in the bin.", FlowList, query=Bin),
    Route("POST", "/flows", create, "Make a flow: its draft is saved as it is.", FlowId, Text, status=201,
          example={"text": FLOW}),
    Route("POST", "/flows/check", check_text, "What the checks say of a text; nothing is saved.", Checked, Text,
          example={"text": FLOW}),
    Route("GET", "/flows/{flow}", one, "One flow with its draft.", FlowView),
    Route("PUT", "/flows/{flow}/draft", save, "Save the draft, whatever it says.", FlowId, Text,
          example={"text": FLOW}),
    Route("GET", "/flows/{flow}/check", check_draft, "What the checks say of the draft: findings with their places and "
          "fixes, the most it can do, its English, its boxes.", Checked),
    Route("POST", "/flows/{flow}/publish", publish, "Make a version of the draft, and turn its trigger on.", Published,
          Publish, example={"live": True, "message": "First version"}),
    Route("GET", "/flows/{flow}/versions", versions, "The versions, the newest first.", VersionList),
    Route("GET", "/flows/{flow}/versions/{version}", version, "The text of a version.", FlowText),
    Route("POST", "/flows/{flow}/trigger", start, "Run it now, with the data its trigger would bring.", RunId, Trigger,
          status=202, example={"data": {}}),
    Route("POST", "/flows/{flow}/pause", pause, "Turn the trigger off, and hold every run where it is.", People,
          Because, example={"reason": "The template is wrong"}),
    Route("POST", "/flows/{flow}/resume", resume, "Turn the trigger on again, and let every run go on.", People,
          Nothing, example={}),
    Route("POST", "/flows/{flow}/duplicate", duplicate, "A new draft that says the same.", FlowId, Nothing, status=201,
          example={}),
    Route("DELETE", "/flows/{flow}", delete, "Put it in the bin for 30 days; gives how many runs were cancelled.", Runs,
          query=Confirmed),
    Route("POST", "/flows/{flow}/restore", restore, "Take it out of the bin.", State, Nothing, example={}),
    Route("GET", "/flows/{flow}/pace", pace, "How fast it may start.", FlowSettings),
    Route("PUT", "/flows/{flow}/pace", set_pace, "Set how fast it may start.", FlowSettings, FlowSettings,
          example={"runs_per_minute": 10}),
    Route("POST", "/flows/{flow}/move", move, "Move runs that wait to another version, or say which would be.", Moving,
          Move, example={"version": 1, "dry_run": True}),
    Route("GET", "/flows/{flow}/export-config", export, "All that is needed to make the same flow elsewhere.",
          FlowExport),
)  # fmt: skip
