"""The lines above the body: the flow's name, what starts it, when it may send, who approves, how much at most."""

import re
from decimal import Decimal

import msgspec

from sayso.copilot.changing.copy import SO_ALREADY, Changed, Copy, Outcome, Unclear
from sayso.copilot.changing.filtering import source
from sayso.copilot.changing.hearing import trigger
from sayso.copilot.changing.pieces import Piece
from sayso.copilot.changing.slots import Slot, slots
from sayso.copilot.changing.steps import called
from sayso.copilot.changing.values import contrast, person_text, time_of, values
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.times import find_schedule
from sayso.dsl import edit
from sayso.dsl.diagnostics import Edit
from sayso.dsl.edit_uses import is_plain, tools_used
from sayso.dsl.flow import Between, Limit, OnSchedule, Use
from sayso.dsl.parse import parse
from sayso.dsl.splice import spliced
from sayso.dsl.statements import Approval

_NAME = re.compile(
    r"(?:call|rename|name) (?:it|this|that|the flow|this flow|the automation)(?: to| as| into)? (?P<name>.+)|"
    r"(?:change|set) (?:the|its) name (?:of the flow )?to (?P<to>.+)|(?:its|the flow's) name (?:is|"
    r"should be) (?P<is>.+)"
)
_STARTS = re.compile(
    r"(?:start|run|begin|trigger|fire|make it start)(?:s| it| this| the flow)* (?P<when>(?:when|"
    r"whenever|as soon as|every time|once) .+?)(?: instead)?$"
)
_FILL = frozenset(
    [
        "do",
        "it",
        "run",
        "start",
        "go",
        "make",
        "this",
        "the",
        "flow",
        "please",
        "instead",
        "at",
        "on",
        "in",
        "not",
        "rather",
        "than",
        "of",
        "should",
        "be",
        "let",
        "have",
        "schedule",
        "for",
        "once",
        "again",
        "begin",
        "that",
        "and",
        "by",
        "time",
        "every",
        "to",
        "change",
        "set",
        "move",
        ",",
        "trigger",
        "only",
        "just",
    ]
)
_NO_APPROVAL = re.compile(
    r"(?:.* )?(?:no|without|skip|drop|remove|do not (?:ask|wait|need)(?: me)?(?: for)?) (?:my |the |any |an |more )*"
    r"(?:approvals?|sign-off|permission|confirmation)(?: needed| step)?|.*without asking(?: me)?(?: first)?"
)
_APPROVES = re.compile(
    r"(?:let|have) (?P<let>[\w' ]+?) (?:approve|sign off|confirm|check|review)(?!\S).*|"
    r"(?P<who>[\w' ]+?) (?:(?:should|must|has to|have to|needs? to|wants? to|will|can|would like to|is to) )?"
    r"(?:approves?|signs? off|sign-off)(?!\S).*|.*(?<!\S)approval (?:by|from|of) (?P<by>[\w' ]+?)|"
    r"(?:.* )?(?:after|once|when) (?P<after>i|we|\w+) (?:approve|ok|okay)s?(?: .*)?"
)
_FIRST = re.compile(r"^before (?:that|this|it|they|anything)(?: goes| go| is| are)?(?: out| sent)?(?: ,)? ")
_WINDOW = re.compile(r"(?:.* )?(?:between|from) (?P<a>\S+) (?:and|to|until|till) (?P<b>\S+)(?: .*)?")
_COUNT = re.compile(
    r"(?<!\S)(?P<n>\d+)(?P<what>(?: [a-z-]+){0,3}?)(?: at most)? (?:(?:per|a|an|each|"
    r"every) (?P<per>day|week|hour|month|run|time)|"
    r"(?P<daily>daily)|(?:at a|a) time|each time)(?!\S)"
)
_MOST = re.compile(
    r"(?<!\S)(?:at most|up to|no more than|not more than|never more than|maximum|max|only|limit|allow|"
    r"take|at the most)(?!\S)"
)
_PLAIN = re.compile(
    r"(?:.* )?(?:at most|up to|no more than|take|only|limit to) (?P<n>\d+)(?: (?P<what>[a-z-]+))?(?: .*)?"
)
_ITEMS = re.compile(r"(?<!\S)(?:people|contacts|leads|prospects|deals|customers|clients|companies)(?!\S)")
_TIMES = re.compile(r"(?<!\S)(?P<n>\d+) (?:times|tries|turns|checks)(?!\S)")
_ONCE = re.compile(r"(?<!\S)(?:once|more than once|twice) (?:per|in|every|within)(?!\S)")


def rule(piece: Piece, copy: Copy) -> Outcome:
    """A line above the body, changed the way the clause says."""
    for one in (_rename, _approve, _window, _once, _limit, _schedule, _event):
        found = one(piece, copy)
        if found is not None:
            return found
    return None


def _rename(piece: Piece, copy: Copy) -> Outcome:
    match = _NAME.fullmatch(piece.norm)
    if not match:
        return None
    group = next(name for name in ("name", "to", "is") if match[name])
    line = piece.line.of(match, group)
    name = line.words[0].value if line.words[0].kind == "quote" else " ".join(word.raw for word in line.words)
    return Changed(edit.set_name(copy.text, copy.flow, name.strip("\"' ")))


# ---------------------------------------------------------------------- what starts it


def _schedule(piece: Piece, copy: Copy) -> Outcome:
    parts = contrast(piece.line)
    line = parts[0] if parts else piece.line
    when = find_schedule(line, copy.today)
    old = next((one for one in copy.flow.triggers if isinstance(one, OnSchedule)), None)
    if when is None:
        return _clock(piece, line, copy) if old is not None else None
    places = {place - line.first for place in when.places}
    left = [word.norm for place, word in enumerate(line.words) if place not in places and word.norm not in _FILL]
    if left:
        return None
    new = trigger(f"{as_typed(line.words, copy.request)}, notify me", copy)
    if not isinstance(new, OnSchedule):
        return None
    if old is not None:
        new = msgspec.structs.replace(new, at=new.at if when.at else old.at, zone=new.zone if when.zone else old.zone)
        if new.unit == "week" and new.every == 1 and new.weekdays == () and old.weekdays:
            new = msgspec.structs.replace(new, weekdays=old.weekdays)
    return _begun(copy, new, old)


def _clock(piece: Piece, line: Line, copy: Copy) -> Outcome:
    """ "At 10", "run it at 9 instead of 8": only the time of day."""
    rest = [word.norm for word in line.words if word.norm not in _FILL]
    said = values(line, copy.catalog)
    if len(said) != 1 or said[0].kind not in ("time", "number") or " at " not in f" {line.norm}" or len(rest) != 1:
        return None
    found = [slot for slot in slots(copy) if slot.role == "start" and slot.value.kind == "time"]
    at = time_of(said[0])
    if len(found) != 1 or not at:
        return None
    return Changed(spliced(copy.text, [Edit(found[0].span, at)]))


def _event(piece: Piece, copy: Copy) -> Outcome:
    match = _STARTS.fullmatch(piece.norm)
    if not match:
        return None
    new = trigger(f"{as_typed(piece.line.of(match, 'when').words, copy.request)}, notify me", copy)
    if new is None:
        return None
    return _begun(copy, new, copy.flow.triggers[0] if copy.flow.triggers else None)


def _begun(copy: Copy, new: object, old: object) -> Outcome:
    text = edit.set_line(copy.text, copy.flow, old, new)  # type: ignore[arg-type]
    return SO_ALREADY if text == copy.text else Changed(text)


# ---------------------------------------------------------------------- what a tool may do


def _uses(piece: Piece, copy: Copy) -> list[tuple[str, Use]]:
    """The tools the clause speaks of, by what people call them."""
    return [
        (tool, use)
        for use in copy.flow.uses
        for tool in use.tools
        if re.search(rf"(?<!\S)(?:{called(tool)})(?!\S)", piece.norm) and tool in tools_used(copy.flow)
    ]


def _with_use(copy: Copy, tool: str, old: Use, new: Use) -> str:
    """The text with another line for one tool, taken out of a line that names several."""
    if len(old.tools) == 1:
        return edit.set_line(copy.text, copy.flow, old, new)
    kept = msgspec.structs.replace(old, tools=tuple(one for one in old.tools if one != tool))
    text = edit.set_line(copy.text, copy.flow, old, kept)
    flow = parse(text).flow
    assert flow is not None
    return edit.set_line(text, flow, None, new)


def _approve(piece: Piece, copy: Copy) -> Outcome:
    if _NO_APPROVAL.fullmatch(piece.norm):
        return _approved(copy, _with_approval(copy), None)
    parts = contrast(piece.line)
    line = parts[0] if parts else piece.line
    match = _APPROVES.fullmatch(_FIRST.sub("", line.norm))
    if not match:
        return None
    who = next(match[name] for name in ("let", "who", "by", "after") if match[name])
    clicked = next((one.id for one in copy.catalog.people if one.name in copy.answers), None)
    person = person_text(clicked, copy.catalog) if clicked else _person(who, copy)
    if person is None:
        names = tuple(one.name for one in copy.catalog.people)
        return Unclear("who", f"Who is “{who}”, who should approve?", names)
    named = [one for one in _uses(piece, copy) if one[1].approval or _sends(one[0], copy)]
    tools = (
        named
        or _with_approval(copy)
        or [(tool, use) for use in copy.flow.uses for tool in use.tools if _sends(tool, copy)]
    )
    return _approved(copy, tools, person)


def _person(who: str, copy: Copy) -> str | None:
    words = who.split()
    if words[-1] in ("owner", "rep"):
        record, _ = source(copy)
        return {"deal": "@deal.owner", "": None}.get(record, f"@{record}.owner or @me")
    if words[0] in ("i", "me", "we", "us") or words[-1] in ("i", "me"):
        return "@me"
    for person in (*copy.catalog.people,):
        if person.name.split()[0].lower() in words:
            return person_text(person.id, copy.catalog)
    return None


def _sends(tool: str, copy: Copy) -> bool:
    declared = copy.catalog.tools.get(tool)
    return bool(declared and declared.sends)


def _with_approval(copy: Copy) -> list[tuple[str, Use]]:
    return [(use.tools[0], use) for use in copy.flow.uses if use.approval is not None]


def _approved(copy: Copy, tools: list[tuple[str, Use]], person: str | None) -> Outcome:
    """The tools with another approver, or with none; a second one may not be asked of one line at once."""
    text = copy.text
    for tool, _ in tools:
        now = copy.with_text(text)
        use = next(one for one in now.flow.uses if tool in one.tools)
        approval = None if person is None else _approval(person, use)
        new = Use((tool,), use.quota, use.between, approval, use.private)
        text = _with_use(now, tool, use, new)
    return SO_ALREADY if text == copy.text else Changed(text)


def _approval(person: str, old: Use) -> Approval | None:
    flow = parse(f'flow "x"\non manual\nuse gmail.send with approval by {person} within 3 days\n').flow
    assert flow is not None
    new = flow.uses[0].approval
    if new is not None and old.approval is not None:
        return msgspec.structs.replace(new, within=old.approval.within)
    return new


def _window(piece: Piece, copy: Copy) -> Outcome:
    match = _WINDOW.fullmatch(piece.norm)
    if not match:
        return None
    said = [one for one in values(piece.line, copy.catalog) if one.kind in ("time", "number")]
    if len(said) != 2:
        return None
    first, last = time_of(said[0]), time_of(said[1])
    if not first or not last:
        return None
    if last <= first and said[1].kind == "number":
        last = f"{int(said[1].number or 0) + 12:02d}:00"
    tools = _uses(piece, copy) or [(use.tools[0], use) for use in copy.flow.uses if use.between is not None]
    flow = parse(f'flow "x"\non manual\nuse gmail.send between {first} and {last}\n').flow
    if flow is None or not flow.uses or not isinstance(flow.uses[0].between, Between) or len(tools) != 1:
        return None
    tool, use = tools[0]
    new = Use((tool,), use.quota, flow.uses[0].between, use.approval, use.private)
    return Changed(_with_use(copy, tool, use, new))


# ---------------------------------------------------------------------- how much at most


def _once(piece: Piece, copy: Copy) -> Outcome:
    said = [one for one in values(piece.line, copy.catalog) if one.kind == "duration"]
    if not _ONCE.search(piece.norm) or len(said) != 1 or said[0].span is None:
        return None
    return _only(copy, [slot for slot in slots(copy) if slot.role == "per"], said[0].span.text)


def _only(copy: Copy, found: list[Slot], text: str) -> Outcome:
    if len(found) != 1:
        return None
    return Changed(spliced(copy.text, [Edit(found[0].span, text)]), found[0].address)


def _limit(piece: Piece, copy: Copy) -> Outcome:
    parts = contrast(piece.line)
    line = parts[0] if parts else piece.line
    times = _TIMES.search(line.norm)
    if times and _MOST.search(line.norm):
        return _only(copy, [slot for slot in slots(copy) if slot.role == "repeat"], times["n"])
    match = _COUNT.search(line.norm)
    if match and (_MOST.search(line.norm) or parts or _ITEMS.search(match["what"] or "")):
        return _counted(
            piece, copy, match["n"], match["what"] or "", match["per"] or ("day" if match["daily"] else "run")
        )
    plain = _PLAIN.fullmatch(line.norm)
    if plain and (plain["what"] or "") not in ("day", "days", "hours", "weeks", "minutes", "months", "business"):
        return _counted(piece, copy, plain["n"], plain["what"] or "", "run")
    return None


def _counted(piece: Piece, copy: Copy, count: str, what: str, per: str) -> Outcome:
    if re.search(r"(?<!\S)credits?(?!\S)", piece.norm):
        return _flow_limit(copy, int(count), "credits", per)
    if re.search(r"(?<!\S)(?:runs?|executions?)(?!\S)", what):
        return _flow_limit(copy, int(count), "runs", per)
    found = slots(copy)
    quotas = [slot for slot in found if slot.role == "quota"]
    loops = [slot for slot in found if slot.role == "loop" and len(slot.address or ()) == 1]
    named = [slot for slot in quotas if re.search(rf"(?<!\S)(?:{slot.names})(?!\S)", piece.norm)]
    if named or _uses(piece, copy):
        return _quotas(copy, piece, named, count, per)
    if per in ("run", "time") or (per == "day" and _ITEMS.search(what) and _is_daily(copy) and len(loops) == 1):
        return SO_ALREADY if [slot.value.number for slot in loops] == [Decimal(count)] else _only(copy, loops, count)
    if len(quotas) > 1:
        shown = tuple(_tool(copy, slot) for slot in quotas[:4])
        clicked = [slot for slot in quotas if _tool(copy, slot) in copy.answers]
        if not clicked:
            return Unclear("which", f"At most {count} of what a {per}?", shown)
        quotas = clicked
    wide = [slot for slot in loops if (slot.value.number or 0) > Decimal(count)]
    changed = [*quotas, *wide]
    return Changed(spliced(copy.text, [Edit(slot.span, count) for slot in changed])) if changed else None


def _is_daily(copy: Copy) -> bool:
    """Whether it begins once a day, so that as many a day are as many each time."""
    return any(isinstance(one, OnSchedule) and one.unit in ("day", "weekday") for one in copy.flow.triggers)


def _tool(copy: Copy, slot: Slot) -> str:
    use = next(use for use in copy.flow.uses if use.span.start <= slot.span.start < use.span.end)
    tool = copy.catalog.tools[use.tools[0]]
    return tool.title if hasattr(tool, "title") else tool.name


def _quotas(copy: Copy, piece: Piece, named: list[Slot], count: str, per: str) -> Outcome:
    if len(named) == 1:
        return Changed(spliced(copy.text, [Edit(named[0].span, count)]))
    tools = _uses(piece, copy)
    if named or len(tools) != 1 or per not in ("day", "week", "hour", "month", "run"):
        return None
    tool, use = tools[0]
    flow = parse(f'flow "x"\non manual\nuse {tool} at most {count} per {per}\n').flow
    if flow is None:
        return None
    kept = use if not is_plain(use) else Use((tool,))
    return Changed(
        _with_use(copy, tool, use, Use((tool,), flow.uses[0].quota, kept.between, kept.approval, kept.private))
    )


def _flow_limit(copy: Copy, count: int, of: str, per: str) -> Outcome:
    per = "day" if of == "runs" and per == "run" else per
    old = next((one for one in copy.flow.limits if one.of == of and one.per == per), None)
    text = edit.set_line(copy.text, copy.flow, old, Limit(count, of, per))  # type: ignore[arg-type]
    return None if text == copy.text else Changed(text)
