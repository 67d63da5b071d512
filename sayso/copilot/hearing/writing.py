"""From the plan to the lines of a flow. Each line carries a mark that tells which words asked for it."""

import re

from sayso.copilot.hearing.arguments import Arguments
from sayso.copilot.hearing.asking import put
from sayso.copilot.hearing.branching import Branching
from sayso.copilot.hearing.calling import KEPT, LISTS, NAMES, TEXTS, TITLES
from sayso.copilot.hearing.everybody import ARE_CUSTOMERS, WHO_CUSTOMERS_ARE, only_customers
from sayso.copilot.hearing.header import header_lines
from sayso.copilot.hearing.lexicon_words import OPENING
from sayso.copilot.hearing.marks import Guess, Mark, Written
from sayso.copilot.hearing.meaning import Ask, Condition, Test, both, tests_of
from sayso.copilot.hearing.plan import (
    Block,
    Branch,
    Call,
    Ending,
    Lookup,
    Loop,
    Plan,
    Step,
    Wait,
    asks_for_any,
    steps_of,
)
from sayso.copilot.hearing.reach import Reach, also, asked_of, said
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.words import Word
from sayso.dsl.catalog import Catalog

_LOOKED_FOR = re.compile(
    r"(?:please |and |then )*(?:if|when|whenever|find|get|list|pull|fetch|identify|go through|"
    r"(?:look|check|search)(?: for| up)) (?:me )?(?:all |every |each |any |the |our |my )*(?=\S)"
)


class Writer(Branching):
    """Writes a plan."""

    def __init__(self, plan: Plan, words: list[Word], request: str, catalog: Catalog, labels: tuple[str, ...]) -> None:
        self.plan, self.words, self.request, self.catalog, self.labels = plan, words, request, catalog, labels
        self.marks: list[Mark] = []
        self.guesses: list[Guess] = []
        self.asks: list[Ask] = list(plan.asks)
        self.lines: list[str] = []
        self.inputs: dict[str, str] = {}
        self.depth = 0
        self.invited = any(isinstance(step, Call) and step.tool == "linkedin.invite" for step in steps_of(plan.body))
        self.reason = self.said_by(plan.begins.places) if plan.begins.kind != "schedule" else ""
        self.looked_for = ""
        self.of_each: dict[int, Condition | None] = {}
        self.guarded: set[str] = set()
        self.takes_inputs = plan.begins.kind in ("manual", "webhook")

    # -- lines -------------------------------------------------------------------------------------

    def line(self, text: str, mark: Mark | None = None) -> int:
        """Add a line; gives the number of its mark."""
        if mark is None:
            self.lines.append("  " * self.depth + text)
            return -1
        self.marks.append(mark)
        number = len(self.marks) - 1
        self.lines.append("  " * self.depth + f"{text}  # ¤{number}")
        return number

    def assume(self, text: str, options: list[tuple[str, str]], current: str) -> None:
        """Note an assumption about the line that is written next."""
        self.guesses.append(Guess(text, current, [one for one in options if one[1] != current][:4], len(self.marks)))

    def assume_template(self, name: str, known: list[str]) -> None:
        """A template that is not there: its text is written out, or one of those that are."""
        self.guesses.append(
            Guess(
                f"there is no template “{name}”, so the text stands here",
                "",
                [(one, f'template: "{one}"') for one in known[:4]],
                len(self.marks),
            )
        )

    def ask(self, slug: str, question: str, places: tuple[int, ...], answers: tuple[str, ...] = ()) -> None:
        """Something must be asked back."""
        self.asks.append(Ask(slug=slug, question=question, answers=answers, places=places))

    # -- the whole flow ----------------------------------------------------------------------------

    def write(self) -> Written:
        """The text of the flow with its marks."""
        reach = self.root()
        self.block(self.plan.body, reach)
        body, self.lines, self.depth = self.lines, [], 0
        header_lines(self, body)
        return Written("\n".join([*self.lines, *body]) + "\n", self.marks, self.guesses, self.asks)

    def root(self) -> Reach:
        """What the trigger brings."""
        reach = Reach(self.catalog)
        begins = self.plan.begins
        if begins.kind == "event":
            for name, kind in reversed(self.catalog.events[begins.event].binds):
                if name not in ("previous",):
                    reach.put("contact" if name == "champion" else str(kind), f"@{name}")
            if begins.event == "champion.left":
                reach.names.pop("contact", None)
                reach.focus.remove("contact")
        if begins.kind == "chat":
            reach.names["visitor"] = "@visitor"
        if begins.kind == "webhook":
            reach.names["payload"] = "@trigger"
            for step in (*steps_of(self.plan.body),):
                if isinstance(step, Branch):
                    self._inputs(step.condition, reach)
            self._inputs(begins.where, reach)
        for key in ("usage", "health"):
            if key in reach.names:
                reach.values["usage"] = reach.names[key] if key == "usage" else reach.values.get("usage", "")
        if not reach.values.get("usage", "x"):
            reach.values.pop("usage")
        return reach

    def _inputs(self, condition: Condition | None, reach: Reach) -> None:
        for test in tests_of(condition):
            if test.record == "payload":
                self.inputs[test.field] = "text?" if test.text else "number?"
                reach.values[f"payload.{test.field}"] = f"@{test.field}"

    def said_by(self, places: tuple[int, ...]) -> str:
        """The words of a condition or a beginning, without the word that opens it."""
        run = [place for number, place in enumerate(places) if number == place - places[0]]
        words = [self.words[place] for place in run]
        while words and words[0].norm in OPENING:
            words = words[1:]
        if not words:
            return ""
        behind = next((word.start for word in self.words[run[-1] + 1 :] if word.start >= words[-1].end), words[-1].end)
        typed = self.request[words[0].start : max(behind, words[-1].end)].split()
        while typed and typed[0].lower() in OPENING:
            typed = typed[1:]
        return " ".join(typed).strip(" ,.;:-")[:90]

    def found_by(self, step: Loop) -> str:
        """Why somebody is told of each of a list: the words it was looked for with; "" where nobody looked for it."""
        if not isinstance(step.of, Lookup) or step.of.where is None:
            return ""
        line = Line(self.words).cut(*step.of.words)
        match = _LOOKED_FOR.match(line.norm)
        return self.said_by(tuple(line.cut(line.at(match.end()), len(line)).places())) if match else ""

    # -- blocks ------------------------------------------------------------------------------------

    def block(self, steps: Block, reach: Reach) -> None:
        """Every step of a block."""
        for number, step in enumerate(steps):
            match step:
                case Lookup(one=True) if self.of_item(step, reach, asks_for_any(steps[number + 1 :])):
                    pass
                case Lookup():
                    self.lookup(step, reach)
                case Loop():
                    self.loop(step, reach)
                case Branch():
                    self.branch(step, reach)
                case Wait():
                    self.line(f"wait {step.span.text}", Mark(step.places))
                    reach.names.pop("health", None)  # its fields are those of then, the customer's are of now
                    reach.values["waited"] = "yes"
                    for key in ("health.score", "esign", "accepted"):
                        reach.values.pop(key, None)
                case Call():
                    self.call(step, reach)
                case Ending():
                    self.line(f'{"skip" if reach.in_loop else "stop"} "nothing more to do"', Mark(step.places))

    def inside(self, steps: Block, reach: Reach, in_loop: bool | None = None) -> None:
        """A block one level deeper, with names of its own."""
        self.depth += 1
        self.block(steps, reach.copy(in_loop))
        self.depth -= 1

    # -- lists -------------------------------------------------------------------------------------

    def lookup(self, step: Lookup, reach: Reach) -> None:
        """A list, by the filter of its tool where it has one."""
        tool = self.catalog.tools[step.tool]
        words = self.words[step.words[0] : step.words[1]]
        filled = Arguments(self, tool, words, reach).all()
        name = LISTS.get(step.record, "found")
        name = "found" if reach.in_loop and f"@{name}" in reach.values.values() else name
        if filled is None:
            self.ask("missing", f"What is needed for “{tool.sentence}” is not said.", step.places)
            return
        self.needs_one(step, reach)
        element = Reach(self.catalog)
        element.put(step.record, f"@{step.record}" if step.record not in reach.names else "@it")
        where = said(step.where, element) if step.where is not None else None
        if step.where is not None and where is None:
            where = self._partly(step, element)
        filtered = any(one.filter for one in tool.parameters)
        where = where or self.same_as_ours(step, element, reach)
        if step.tool == "calendar.list_events":
            filled.extend(_days(Line(words).norm))
        if step.record == "profile":
            filled.extend(asked_of(step.where, [name for name, _ in filled]))
        if filtered and step.record in ("contact", "deal") and reach.in_loop:
            owner = reach.names.get("company") or reach.names.get("customer")
            if owner and element.names[step.record] == f"@{step.record}":
                where = also(f"@{step.record}.company.name == {owner}.name", where)
        if filtered and not where and only_customers(step, words):
            self.assume(WHO_CUSTOMERS_ARE, [], "")
            where = ARE_CUSTOMERS
        arguments = [f"{key}: {value}" for key, value in filled]
        if where and filtered:
            arguments.append(f"where: {where}")
        self.line(f"let @{name} = {step.tool}({', '.join(arguments)})", Mark(step.places))
        listed = f"(@{name} where {where})" if where and not filtered else f"@{name}"
        reach.values["list"] = listed
        reach.values[f"list.{step.record}"] = listed
        if step.record in TITLES:
            reach.values["titles"] = f'join({listed}.{TITLES[step.record]}, ", ")'
        if step.record == "contact" and reach.in_loop and "contact" not in reach.names and "meeting" in reach.names:
            reach.values["found"] = listed

    def _partly(self, step: Lookup, element: Reach) -> str | None:
        """The parts of a filter that can be asked of the list; how a customer uses the product is asked of each one,
        and what else cannot be asked of the list is asked back."""
        where = step.where
        assert where is not None
        parts = list(where.parts) if not isinstance(where, Test) and where.how == "and" else [where]
        texts = [said(part, element, inner=True) for part in parts]
        unasked = [part for part, text in zip(parts, texts, strict=True) if text is None]
        looped = any(isinstance(one, Loop) and one.of is step for one in steps_of(self.plan.body))
        if step.record == "company" and looped and all(test.record == "usage" for test in tests_of(both(unasked))):
            self.of_each[id(step)] = both(unasked)
        elif unasked:
            question = "One of the conditions cannot be asked of this list. How should I find them?"
            self.ask("condition", question, step.places)
        kept = [text for text in texts if text]
        return " and ".join(kept) if kept else None

    def loop(self, step: Loop, reach: Reach) -> None:
        """One after the other."""
        record = step.record
        listed = reach.values.get(f"list.{record}") if record != "item" else reach.values.get("items")
        if listed is None:
            self.block(step.body, reach)
            return
        name = record if record not in reach.names else f"one{record.capitalize()}"
        at_most, assumed = self.most(step)
        once = self.once(step, reach)
        mark = Mark(step.places or (step.of.places if step.of else ()))
        if assumed:
            self.assume(
                f"at most {at_most} each time",
                [(str(number), f"at most {number}") for number in (20, 50, 100)],
                f"at most {at_most}",
            )
        self.line(
            f"for each @{name} in {listed.strip('()') if listed.startswith('(') else listed} at most {at_most}{once}",
            mark,
        )
        inner = reach.copy(True)
        if record == "item":
            inner.values["item"] = f"@{name}"
            inner.values["text"] = f"@{name}"
        else:
            inner.put(record, f"@{name}")
        for key in ("list", "titles", "summary", "text" if record != "item" else "list"):
            inner.values.pop(key, None)
        self.depth += 1
        before, self.looked_for = len(self.lines), self.found_by(step)
        each = self.of_each.get(id(step.of))
        self.block([Branch(condition=each, then=step.body)] if each is not None else step.body, inner)
        self.looked_for = ""
        if len(self.lines) == before:
            self.line('skip "nothing to do"', Mark((), assumed=True))
        self.depth -= 1
        self.line("end")

    # -- conditions --------------------------------------------------------------------------------

    # -- calls -------------------------------------------------------------------------------------

    def call(self, step: Call, reach: Reach) -> None:
        """One call, as a statement of the language."""
        tool = self.catalog.tools[step.tool]
        words = self.words[step.words[0] : step.words[1]]
        guessed, lines = len(self.guesses), len(self.lines)
        filled = Arguments(self, tool, words, reach).all()
        if filled is None:
            del self.guesses[guessed:]
            del self.lines[lines:]
            self.ask("missing", f"“{self.said_by(step.places)}”: what or whom do you mean?", step.places)
            return
        given = dict(filled)
        mark = Mark(step.places)
        said = self.among_people(step.tool, given, reach, words)
        if said:
            self.line(said, mark)
            return
        name = self.result(step.tool, reach)
        text = f"{step.tool}({', '.join(f'{key}: {value}' for key, value in given.items())})"
        self.line(f"let @{name} = {text}" if name else text, mark)
        self.also_me(step, given, mark)
        self.after(step.tool, name, reach)

    def wants_text(self, words: list[Word]) -> bool:
        """Whether a question is open, and nothing depends on a yes or no to it."""
        decides = any(
            test.record == "answer"
            for step in steps_of(self.plan.body)
            if isinstance(step, Branch)
            for test in tests_of(step.condition)
        )
        return not decides and put(as_typed(words, self.request))[1]

    def among_people(self, tool: str, given: dict[str, str], reach: Reach, words: list[Word]) -> str:
        """Tools that are statements of their own: hand off, ask, say; "" for all others."""
        match tool:
            case "people.hand_off":
                message = self.handed(given["message"], reach)
                return f"hand off to {given['person']} {message} within {given.get('within', '2 days')}"
            case "people.ask":
                reach.values["answer"] = "@answer"
                kind, silent = ("text", "no answer") if self.wants_text(words) else ('"yes" | "no"', "no")
                limit = f'within {given.get("within", "2 days")} otherwise "{silent}"'
                return f"ask {given['person']} {given['question']} as @answer: {kind} {limit}"
            case "people.say" if self.plan.begins.kind == "chat":
                return f"say {given['message']}"
            case _:
                return ""

    def also_me(self, step: Call, given: dict[str, str], mark: Mark) -> None:
        """ "Notify me and the rep": two people are told."""
        words = Line(self.words[step.words[0] : step.words[1]]).norm
        if step.tool == "people.notify" and _BOTH.search(words) and given["person"] != "@me":
            self.line(f"people.notify(person: @me, message: {given['message']})", mark)

    def handed(self, message: str, reach: Reach) -> str:
        """What a hand-off tells: who answered what, where somebody did."""
        way = reach.way("contact")
        event = reach.names.get("reply")
        if event and way is not None and not way.optional:
            return f'"{{{way.path}.fullName}} answered: {{{event}.snippet}}"'
        return f'"{{{message}}}"' if message.startswith("@") else message

    def result(self, tool: str, reach: Reach) -> str:
        """The name a call's result gets; "" if nobody will read it."""
        if tool in TEXTS:
            return NAMES.get(TEXTS[tool], TEXTS[tool])
        returns = str(self.catalog.tools[tool].returns or "")
        if returns in ("contact", "deal") and returns in reach.names:
            return f"new{returns.capitalize()}"
        return KEPT.get(returns, "") if not returns.startswith(("list", "mail")) else ""

    def after(self, tool: str, name: str, reach: Reach) -> None:
        """What the call brought into reach."""
        if self.catalog.tools[tool].sends and "item" not in reach.values:
            reach.values.pop("text", None)
        if not name:
            return
        if tool in TEXTS:
            key = {"score": "health.score"}.get(TEXTS[tool], TEXTS[tool])
            reach.values[key] = f"@{name}"
            return
        returns = str(self.catalog.tools[tool].returns or "")
        match returns:
            case "usage":
                reach.values["usage"] = f"@{name}"
            case "health":
                reach.values["health.trend"] = f"@{name}.trend"
            case "approval":
                reach.values["approval"] = f"@{name}.approved"
            case "contact" | "deal" if name == returns:
                reach.put(returns, f"@{name}")
            case "envelope" | "document" | "ticket":
                reach.names[returns] = f"@{name}"
            case "page":
                reach.values["page"] = f"@{name}.text"
            case "response":
                reach.values["page"] = f"@{name}.text"


_BOTH = re.compile(r"(?<!\S)(?:me and|and me|myself and|and myself)(?!\S)")


def _days(norm: str) -> list[tuple[str, str]]:
    """Which days of the calendar are meant."""
    if "yesterday" in norm:
        return [("from", "@now - 1 day"), ("until", "@now")]
    if "tomorrow" in norm:
        return [("from", "@now"), ("until", "@now + 2 days")]
    back = re.search(r"last (\d+) days", norm)
    if back or re.search(r"last (?:quarter|month)|recent|past", norm):
        return [("from", f"@now - {back[1] if back else 90} days"), ("until", "@now")]
    return [("from", "@now"), ("until", "@now + 1 day")]


__all__ = ["Guess", "Mark", "Step", "Writer", "Written"]
