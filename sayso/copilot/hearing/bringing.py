"""Records that a step needs and nothing supplied: asked for when the flow is started by hand, else looked for."""

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import msgspec

from sayso.copilot.hearing.choosing import option_meant, told
from sayso.copilot.hearing.everybody import ONCE, how_often
from sayso.copilot.hearing.marks import Mark
from sayso.copilot.hearing.meaning import Ask, Condition, Joined, Test, both, tests_of
from sayso.copilot.hearing.papers import searched_by
from sayso.copilot.hearing.phrases import sentence
from sayso.copilot.hearing.plan import ABOUT_ONE, Call, Lookup, Loop, Plan
from sayso.copilot.hearing.reach import Reach, Way, quoted
from sayso.copilot.hearing.staging import stage_said
from sayso.copilot.hearing.words import Word
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import nearest

if TYPE_CHECKING:
    from sayso.copilot.hearing.marks import Guess

_IN_CRM = re.compile(r"(?<!\S)(?:they|them|he|she|it|this) .*(?<!\S)(?:in|know|known|exists?)(?!\S)")
"""Whether somebody is there already."""
INPUTS = (
    "contact",
    "deal",
    "customer",
    "company",
    "meeting",
    "ticket",
    "email",
    "document",
    "issue",
    "envelope",
    "message",
)
_FINDERS = {
    ("deal", "contact"): ("crm.find_deals", '@it.contact == {0} and @it.status == "open"', "deals"),
    ("deal", "customer"): ("crm.find_deals", '@it.company.name == {0}.name and @it.status == "open"', "deals"),
    ("contact", "form"): ("crm.find_contacts", "@it.email == {0}.email", "contacts"),
    ("deal", "visitor"): ("crm.find_deals", "@message contains @it.name", "deals"),
    ("contact", "visitor"): ("crm.find_contacts", "@it.email == @visitor.email", "contacts"),
    ("customer", "visitor"): ("crm.find_companies", "@message contains @it.name", "companies"),
    ("company", "visitor"): ("crm.find_companies", "@message contains @it.name", "companies"),
    ("company", "form"): ("crm.find_companies", "@it.name == {0}.company", "companies"),
    ("customer", "form"): ("crm.find_companies", "@it.name == {0}.company", "companies"),
    ("contact", "payload"): ("crm.find_contacts", "@it.email == @email", "contacts"),
    ("customer", "payload"): ("crm.find_companies", "@it.name == @company", "companies"),
    ("company", "payload"): ("crm.find_companies", "@it.name == @company", "companies"),
    ("ticket", "customer"): ("zendesk.search", "open", "tickets"),
    ("contact", "row"): ("crm.find_contacts", "@it.email == {0}.email", "contacts"),
    ("customer", "row"): ("crm.find_companies", "@it.name == {0}.client", "companies"),
    ("contact", "issue"): ("crm.find_contacts", "@it.email == {0}.reporterEmail", "contacts"),
    ("customer", "issue"): ("crm.find_contacts", "@it.email == {0}.reporterEmail", "contacts"),
    ("company", "row"): ("crm.find_companies", "@it.name == {0}.client", "companies"),
    ("contact", "ticket"): ("crm.find_contacts", "@it.email == {0}.requesterEmail", "contacts"),
    ("customer", "ticket"): ("crm.find_contacts", "@it.email == {0}.requesterEmail", "contacts"),
    ("company", "ticket"): ("crm.find_contacts", "@it.email == {0}.requesterEmail", "contacts"),
    ("company", "issue"): ("crm.find_contacts", "@it.email == {0}.reporterEmail", "contacts"),
    ("contact", "profile"): ("crm.find_contacts", "@it.email == {0}.email", "contacts"),
}
"""How a record is looked for from what is there: the tool, its filter, and what the list is called."""


class Bringing(ABC):
    """The part of the writer that brings records into reach."""

    plan: Plan
    words: list[Word]
    request: str
    catalog: Catalog
    inputs: dict[str, str]
    takes_inputs: bool
    invited: bool
    reason: str
    guesses: "list[Guess]"
    asks: list[Ask]

    @abstractmethod
    def line(self, text: str, mark: "Mark | None" = None) -> int:
        """Add a line; gives the number of its mark."""

    @abstractmethod
    def assume(self, text: str, options: list[tuple[str, str]], current: str) -> None:
        """Note an assumption about the line that is written next."""

    @abstractmethod
    def ask(self, slug: str, question: str, places: tuple[int, ...], answers: tuple[str, ...] = ()) -> None:
        """Something must be asked back."""

    def _assumed(self) -> "Mark":
        return Mark((), assumed=True)

    def bound(self, record: str, way: Way, reach: Reach) -> str:
        """The path of a record that is there for certain; one that may be missing is looked at first."""
        if not way.optional:
            return way.path
        self.line(f"let @{record} = {way.path}", self._assumed())
        self._guard(f"@{record}", f"no {record} known", reach)
        reach.names[record] = f"@{record}"
        reach.focus = [*(one for one in reach.focus if one != record), record]
        return f"@{record}"

    def _guard(self, path: str, why: str, reach: Reach) -> None:
        """End here if something is missing."""
        self.assume(f"nothing happens where there is {why}", [], "")
        self.line(f"if {path} is missing", self._assumed())
        self.line(f'  {"skip" if reach.in_loop else "stop"} "{why}"', self._assumed())
        self.line("end")

    def bound_address(self, reach: Reach, record: str, field: str = "email") -> str:
        """The address of somebody who is no contact."""
        path = f"{reach.names[record]}.{field}"
        key = f"address.{record}"
        if key not in reach.values:
            self._guard(path, "no address", reach)
            reach.values[key] = path
        return path

    def website(self, reach: Reach) -> str | None:
        """The page of the company that is spoken of; one without a page ends here."""
        way = reach.way("company")
        if way is None and "profile" not in reach.names:
            return None
        owner = reach.names["profile"] if way is None else self.bound("company", way, reach)
        path = f"{owner}.website"
        if path not in reach.values:
            self._guard(path, "no website", reach)
            reach.values[path] = path
        return path

    def which_number(self, reach: Reach) -> str:
        """The number of an issue nobody said: handed in where the flow is started so, else the first, said."""
        if self.takes_inputs:
            self.inputs["number"] = "number"
            return "@number"
        self.assume("number 1, as nothing tells which one", [], "1")
        return "1"

    def input_address(self, kind: str = "email") -> str:
        """The address or number a webhook hands in."""
        self.inputs[kind] = kind
        return f"@{kind}"

    def given(self, name: str, kind: str, reach: Reach) -> str | None:
        """A plain value nobody said: an input of a flow started by hand, else nothing."""
        if not self.takes_inputs or "payload" in reach.names:
            return None
        self.inputs[name] = kind
        return f"@{name}"

    def address(self, reach: Reach) -> str | None:
        """The address of whom an answer is expected from."""
        way = reach.way("contact")
        if way is not None:
            return f"{self.bound('contact', way, reach)}.email"
        for record, field in (("form", "email"), ("row", "email"), ("issue", "reporterEmail"), ("profile", "email")):
            if record in reach.names:
                return self.bound_address(reach, record, field)
        if self.takes_inputs and "payload" in reach.names:
            return self.input_address()
        brought = self.brought(["contact"], reach, ["contact"]) if self.takes_inputs else None
        return f"{brought}.email" if brought else None

    def brought(self, allowed: list[str], reach: Reach, named: list[str]) -> str | None:
        """A record nothing supplied: an input of a flow started by hand, else one looked for."""
        wanted = next(
            (
                one
                for one in [
                    *(("customer" if one == "company" and "company" not in allowed else one) for one in named),
                    *allowed,
                ]
                if one in allowed
            ),
            allowed[0],
        )
        for record in dict.fromkeys((wanted, *allowed)):
            way = reach.way(record)
            if way is not None:
                return self.bound(record, way, reach)
        if reach.in_loop and any(item in reach.names for item in (*ABOUT_ONE, "profile")):
            found = self._looked_for(wanted, reach)
            if found is not None:
                return found
        if wanted == "email" and "gmail.search" in self.catalog.tools:
            self.assume("the email is looked for in Gmail", [], "")
            way = None if self.takes_inputs else reach.way("contact")
            query = quoted(sentence(self.request)[:40])
            if way is not None:
                query = f'"{{{self.bound("contact", way, reach)}.fullName}}"'
            found = f"let @emails = gmail.search({query})"
            return self._first_of("email", found, "first(@emails)", reach)
        if self.takes_inputs and "payload" not in reach.names and wanted in INPUTS:
            self.inputs[wanted] = wanted
            reach.shared[wanted] = f"@{wanted}"
            reach.put(wanted, f"@{wanted}")
            return f"@{wanted}"
        return self._looked_for(wanted, reach)

    def _looked_for(self, wanted: str, reach: Reach) -> str | None:
        for (record, start), (tool, where, name) in _FINDERS.items():
            if record == wanted and start in reach.names and tool in self.catalog.tools:
                if tool == "zendesk.search":
                    return self._ticket(reach.names[start], reach)
                return self._found_by(wanted, start, tool, where, name, reach)
        way = reach.way("customer")
        if wanted == "deal" and way is not None and "customer" not in reach.names:
            reach.names["customer"] = self.bound("customer", way, reach)
            return self._looked_for("deal", reach)
        if wanted == "document" and "drive.search" in self.catalog.tools:
            self.assume("the file is looked for in Drive", [], "")
            query = searched_by(self.request, reach)
            return self._first_of("document", f"let @files = drive.search({query})", "first(@files)", reach)
        if wanted == "meeting" and "calendar.list_events" in self.catalog.tools:
            listed = "let @meetings = calendar.list_events(from: @now - 7 days, until: @now)"
            return self._first_of("meeting", listed, "last(@meetings)", reach)
        return None

    def _found_by(self, wanted: str, start: str, tool: str, where: str, name: str, reach: Reach) -> str | None:
        """A record looked for by what is known of it."""
        kind = "contact" if tool == "crm.find_contacts" else wanted
        listed = name if f"list.{kind}" not in reach.values else f"my{name.capitalize()}"
        if start == "visitor" and "@visitor" in where:
            self._guard("@visitor.email", "no address", reach)
        if start == "payload":
            self.inputs["email" if kind == "contact" else "company"] = "email" if kind == "contact" else "text"
        self.assume(f"the {wanted} is looked up by what is known", [], "")
        found = f"let @{listed} = {tool}(where: {where.format(reach.names[start])})"
        self._first_of(kind, found, f"first(@{listed})", reach)
        way = reach.way(wanted)
        return self.bound(wanted, way, reach) if way is not None else None

    def of_item(self, step: Lookup, reach: Reach, asked: bool) -> bool:
        """The one that an item is about, as far as it is known; False where nothing tells which. `asked`: what
        follows depends on whether there is one."""
        kinds = ("company", "customer") if step.record == "company" else (step.record,)
        ways = [(kind, item) for kind in kinds for item in (*ABOUT_ONE, "visitor") if item in reach.names]
        way = next((one for one in ways if one in _FINDERS and _FINDERS[one][0] == step.tool), None)
        if way is None:
            return False
        tool, where, name = _FINDERS[way]
        self.line(f"let @{name} = {tool}(where: {where.format(reach.names[way[1]])})", Mark(step.places))
        self.line(f"let @{step.record} = first(@{name})", self._assumed())
        reach.put(step.record, f"@{step.record}")
        if asked:
            reach.values["one"] = step.record
        else:
            self._guard(f"@{step.record}", f"no such {step.record}", reach)
        return True

    def _first_of(self, record: str, found: str, one: str, reach: Reach) -> str:
        """The first of a list, or the end where there is none."""
        self.line(found, self._assumed())
        self.line(f"let @{record} = {one}", self._assumed())
        self._guard(f"@{record}", f"no such {record}", reach)
        reach.put(record, f"@{record}")
        return f"@{record}"

    def _ticket(self, customer: str, reach: Reach) -> str:
        """The customer's open ticket."""
        self.line(f'let @tickets = zendesk.search(query: "open", customer: {customer})', self._assumed())
        self.line("let @ticket = first(@tickets)", self._assumed())
        reach.put("ticket", "@ticket")
        return "@ticket"

    def needs(self, path: str, reach: Reach) -> None:
        """A path that was typed: its record becomes an input, if nothing else brings it."""
        record = path.removeprefix("@").split(".")[0].split("[")[0]
        if self.takes_inputs and record in INPUTS and reach.way(record) is None:
            self.brought([record], reach, [record])

    def needs_one(self, step: Lookup, reach: Reach) -> None:
        """Who is looked up elsewhere is an input, where nothing else says who it is."""
        mentioned = any(word.kind == "mention" for word in self.words[step.words[0] : step.words[1]])
        if mentioned and step.record == "contact" and not step.tool.startswith("crm."):
            self.needs("@contact", reach)

    def same_as_ours(self, step: Lookup, element: Reach, reach: Reach) -> str | None:
        """Who is looked up elsewhere is the one this is about, by the address."""
        way = reach.way("contact")
        words = " ".join(word.norm for word in self.words[step.words[0] : step.words[1]])
        ours = not step.tool.startswith("crm.") or _IN_CRM.search(words) is not None
        if step.record != "contact" or step.where is not None or not ours or way is None or way.optional:
            return None
        return f"{element.names['contact']}.email == {way.path}.email"

    # -- conditions --------------------------------------------------------------------------------

    def known(self, condition: Condition, places: tuple[int, ...]) -> Condition | None:
        """The condition with stages and choices as the workspace has them."""
        if isinstance(condition, Joined):
            parts = [self.known(part, places) for part in condition.parts]
            return Joined(condition.how, tuple(part for part in parts if part is not None))
        if condition.record == "deal" and condition.field in ("stage", "previousStage") and condition.text:
            return msgspec.structs.replace(condition, value=self.stage_named(condition.value, places))
        option = option_meant(condition, self.catalog) if condition.text else condition.value
        if option != condition.value:
            self.assume(told(condition.value, option), [], quoted(option))
        return msgspec.structs.replace(condition, value=option)

    def stage_named(self, said: str, places: tuple[int, ...]) -> str:
        """A stage of the pipeline: as typed, the one that is most like it, or asked."""
        stages = self.catalog.stages
        if stages is None:
            return said
        same = next((stage for stage in stages if stage.lower() == said.lower()), None)
        if same:
            return same
        like = next(
            (stage for stage in stages if stage.lower().startswith(said.lower()) or said.lower() in stage.lower()), None
        ) or nearest(said, list(stages))
        if like is None:
            self.ask("stage", f"Your pipeline has no stage “{said}”. Which one do you mean?", places, tuple(stages))
            return stages[0]
        self.assume(f"“{said}” is the stage “{like}”", [(stage, quoted(stage)) for stage in stages[:5]], quoted(like))
        return like

    def stage(self, words: list[Word]) -> str | None:
        """The stage a deal is moved to."""
        own = stage_said(words, self.catalog.stages or (), self.request)
        return quoted(self.stage_named(own, ())) if own else None

    def prepare(self, condition: Condition | None, reach: Reach) -> None:
        """Read what a condition asks about, where that takes a call of its own."""
        for test in tests_of(condition):
            if test.record == "esign" and "esign" not in reach.values and "envelope" in reach.names:
                if "waited" not in reach.values:
                    self.assume("it is looked at after 3 days", [("1 day", "1 day"), ("7 days", "7 days")], "3 days")
                    self.line("wait 3 days", self._assumed())
                self.line(f"let @status = esign.status({reach.names['envelope']})", self._assumed())
                reach.values["esign"] = "@status"
            if test.field == "linkedinAccepted" and "accepted" not in reach.values and self.invited:
                way = reach.way("contact")
                if way is not None and not way.optional:
                    self.line(f"let @accepted = linkedin.check_accepted({way.path})", self._assumed())
                    reach.values["accepted"] = "@accepted"

    def fetch(self, condition: Condition, reach: Reach) -> None:
        """Bring the records a condition speaks of into reach."""
        for test in tests_of(condition):
            if reach.field(test) is not None:
                continue
            if test.record in ("contact", "company", "deal", "meeting", "ticket", "issue"):
                wanted = "customer" if test.record == "company" and self.takes_inputs else test.record
                self.brought([wanted], reach, [wanted])
            elif test.record == "requirement" and "item" in reach.values and "ai.classify" in self.catalog.tools:
                known = f": {{{reach.values['titles']}}}" if "titles" in reach.values else ""
                text = f'"{{{reach.values["item"]}}}{known}"'
                self.line(f'let @answered = ai.classify(text: {text}, into: ["answered", "open"])', self._assumed())
                reach.values["answered"] = "@answered"
            elif test.record in ("health", "renewal", "nps"):
                self.brought(["customer"], reach, ["customer"])
            elif test.record == "usage" and "analytics.get_usage_metrics" in self.catalog.tools:
                way = reach.way("customer")
                path = self.bound("customer", way, reach) if way else self.brought(["customer"], reach, ["customer"])
                if path:
                    self.line(f"let @usage = analytics.get_usage_metrics({path})", self._assumed())
                    reach.values["usage"] = "@usage"
            elif test.record == "email" and "email" not in reach.names:
                self.brought(["email"], reach, ["email"])

    # -- loops -------------------------------------------------------------------------------------

    def most(self, loop: Loop) -> tuple[int, bool]:
        """How many items a loop takes, and whether that was assumed."""
        said = next((limit.count for limit in self.plan.limits if limit.of == "loop"), None)
        if said is None and isinstance(loop.of, Lookup) and loop.of.at_most is not None:
            said = loop.of.at_most
        if loop.record in ("item",):
            return 10, True
        return (said, False) if said else (50, True)

    def once(self, loop: Loop, reach: Reach) -> str:
        """How often the same one may be written to: nobody again and again."""
        usual = how_often(loop, self.plan, self.catalog)
        if not usual or loop.record in ("item", "row", "meeting", "issue") or reach.in_loop:
            return ""
        told = next(words for written, words, _ in ONCE if written == usual)
        self.assume(told.format(record=loop.record), [(title, written) for written, _, title in ONCE], usual)
        return usual

    # -- words -------------------------------------------------------------------------------------

    def source(self, reach: Reach, name: str) -> str | None:
        """A field of a new contact from what brought them: a form, a row, a profile, an input."""
        for record in ("profile", "row", "form", "visitor"):
            declared = self.catalog.records.get(record)
            if record in reach.names and declared is not None and declared.field(name) is not None:
                return self.bound_address(reach, record) if name == "email" else f"{reach.names[record]}.{name}"
        if name == "email" and self.takes_inputs:
            self.inputs["email"] = "email?"
            return "@email"
        return None


__all__ = ["Bringing", "Call", "Test", "both"]
