"""The words of texts and titles a flow sends: what was quoted, what earlier steps gave, or what it is about."""

import re
from typing import TYPE_CHECKING

from sayso.copilot.hearing.asking import ANSWER, put
from sayso.copilot.hearing.colleagues import told_of
from sayso.copilot.hearing.figuring import fields_told
from sayso.copilot.hearing.letters import SUBJECTS, figures, filled, letter
from sayso.copilot.hearing.lexicon_lists import VALUES
from sayso.copilot.hearing.phrases import behind, data_text, quote, sentence
from sayso.copilot.hearing.reach import Reach, Way, quoted
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.words import Word
from sayso.dsl.catalog import Parameter, Tool

if TYPE_CHECKING:
    from sayso.copilot.hearing.writing import Writer

_PATH = re.compile(r"@(?P<root>[A-Za-z]\w*)(?P<rest>(?:\.\w+|\[\d+\])*)")
_NO_SUBJECT = frozenset(
    [
        "send",
        "sends",
        "draft",
        "write",
        "compose",
        "them",
        "the",
        "a",
        "an",
        "and",
        "then",
        "short",
        "personal",
        "personalised",
        "personalized",
        "our",
        "your",
        "my",
        "their",
        "email",
        "emails",
        "mail",
        "by",
        "via",
        "in",
        "with",
        "to",
        "for",
        "it",
        "him",
        "her",
        "each",
        "one",
        "contact",
        "customer",
        "client",
        "please",
        "also",
        "just",
        "get",
        "gets",
        "another",
        "second",
        "first",
        "quick",
        "nice",
        "friendly",
        "some",
        "lead",
        "leads",
        "champion",
        "champions",
        "prospect",
        "owner",
        "rep",
        "manager",
        "everyone",
        "this",
        "that",
        "of",
        "on",
    ]
)


_OF_PAGE = re.compile(r"(?<!\S)(?:what it says|its (?:text|content)s?|the (?:text|content|page)|it)(?!\S)")
"""What stands on a page that was read."""
_ASKS = re.compile(r"asking (?:whether|if) (?:they|he|she) ")
"""A letter that only asks something."""
_SUMMARY = re.compile(r"(?<!\S)(?P<what>summary|recap|digest|briefing|overview|roundup|report)(?!\S)")
"""What a letter with a summary is called."""
_LISTED = re.compile(
    r"(?<!\S)(?:list|them|these|those|it|meetings|deals|contacts|tickets|issues|results?|news|"
    r"leads|prospects|customers|clients|accounts|opportunities|which|how many|companies|warning)(?!\S)"
)
"""Words that say a list itself is told."""
_GIVEN = re.compile(
    r"(?:them|him|her|(?:(?:each|every|all) )?(?:contact|customer|client|lead|prospect|person|attendee|user)s?|each) "
    r"(?:(?:with|containing|including) (?=(?:an?|the|our) ))?(?:an? |the |our |your |their |his |her )?"
    r"(?P<what>(?!about |that |to |with |by |once |after |if |from |for |in |asking |saying |on |at |who |whose |over |"
    r"under |above |below |without |near |tagged |since |of |and |or |where |which |not |has |have |is |are )"
    r"[\w-]+(?: [\w-]+){0,3})$"
)
"""What is sent to somebody: "email the contact the offer"."""
_TAG_SAID = re.compile(r"(?<!\S)(?:tagged|tags?|labell?ed)(?: as| with)? Q\d+")
"""A quoted tag says who is written to, not what the letter is called."""
_SENT = re.compile(
    r"(?:^|(?:then|and|just|also) )(?:e-?mail|mail|send) (?:an? |the |our )(?P<what>[\w-]+(?: "
    r"[\w-]+){0,2})$"
)
_TOLD_WORDS = (
    "notify tell alert let warn ping inform remind post send message dm slack me us the a an my our their its "
    "his her owner rep csm team and know in on to of it them this that immediately please also just channel "
    "teams sales manager vp support account "
)
_TOLD = frozenset(_TOLD_WORDS.split())
"""Words of telling somebody, that say nothing about what they are told."""


_TOLD_ME = re.compile(
    r"(?:please |and |then )*(?:tell|remind|send|show|give|notify|inform|ping|message|email|let) (?:me|us)(?: know)? "
    r"(?:to |about |of |that )?(?=\S+ \S)"
)
"""Words of telling in front of what is told."""
MEANT = {
    r"(?:please )?welcome ": "Welcome", r"(?:please )?congratulate ": "Congratulations",
    r"(?:please )?(?:say )?thank": "Thank you", r"(?:please )?apologi[sz]e": "Our apologies",
    r"(?:please )?invite ": "Invitation",
}  # fmt: skip
"""What an email is called by the verb that asks for it."""


SAID_BY = (
    ("congratulat", "congratulations"),
    ("thank", "thank you"),
    ("welcome", "welcome"),
    ("apolog", "we are sorry"),
)
"""What a few words to somebody outside say, by the word that asks for them."""


class Wording:
    """The part of filling in a call that finds words."""

    def __init__(self, writer: "Writer", tool: Tool, words: list[Word], reach: Reach) -> None:
        self.writer = writer
        self.tool = tool
        self.words = words
        self.reach = reach
        self.norm = Line(words).norm
        self.used: list[str] = []

    def matter(self) -> str:
        """What it is about, in the words of the request."""
        told = _TOLD_ME.match(self.norm)
        rest = Line(self.words).words[Line(self.words).at(told.end()) :] if told else self.words
        text = behind(self.words, "message", self.writer.request) or as_typed(list(rest), self.writer.request)
        return sentence(re.sub(r"\s+", " ", text))

    def about(self) -> str:
        """The record in focus by its title, as data in a text; "" if there is none."""
        for record in self.reach.focus:
            title = {
                "deal": "name",
                "contact": "fullName",
                "company": "name",
                "customer": "name",
                "meeting": "title",
                "profile": "fullName",
                "form": "fullName",
            }.get(record)
            if title:
                path = f"{self.reach.names[record]}.{title}"
                return f'{{{path} or "somebody"}}' if record in ("profile", "form") else f"{{{path}}}"
        return ""

    def fields(self) -> list[str]:
        """The fields of the record in focus that the request names for the message."""
        for record in self.reach.focus:
            told = fields_told(self.norm, record, self.reach.names.get(record, ""), self.writer.catalog)
            if told:
                return told
        return []

    def fetched(self) -> str:
        """The recording or the transcript that was fetched, as data in a text, where it is passed on; "" if none is."""
        for key in ("recording", "transcript"):
            passed_on = re.search(rf"(?<!\S)(?:{key}|video|it|link)(?!\S)", self.norm)
            if key in self.reach.values and (passed_on or self.tool.name == "drive.upload_file"):
                return f'{{{self.reach.values[key]} or "no {key}"}}'
        if "page" in self.reach.values and _OF_PAGE.search(self.norm):
            return f"{{{self.reach.values['page']}}}"
        return ""

    def row(self) -> list[str]:
        """What a row of a sheet holds: the fields that are named, else the name, and of people the address too."""
        if not self.reach.focus and fields_told(self.norm, "contact", "@contact", self.writer.catalog):
            self.writer.needs("@contact", self.reach)
        told = self.fields()
        if told:
            return told
        if values := VALUES.match(self.norm):
            said = as_typed(Line(self.words).of(values, "what").words, self.writer.request)
            return [quoted(part.strip())[1:-1] for part in said.split(",") if part.strip()]
        address = next(
            (f"{self.reach.names[one]}.email" for one in ("contact", "form") if one in self.reach.focus[:1]), ""
        )
        return [part for part in (self.about(), f'{{{address} or "no address"}}' if address else "") if part]

    def message(self, parameter: Parameter) -> str:
        """The text of a message: what was quoted, what earlier steps gave, or what it is about."""
        own = quote(self.words)
        if own and not (self.tool.name.startswith(("email", "gmail")) and own in self.used):
            return self.data(own)
        for key in ("text", "summary"):
            if key in self.reach.values and (
                key == "text"
                or re.search(
                    (
                        r"summar|recap|digest|briefing|(?<!\S)(?:it|them|this|that|page|report|email|notes|findings|"
                        r"result|everything)(?!\S)"
                    ),
                    self.norm,
                )
            ):
                return self.reach.values[key]
        along = self.fetched()
        if along and not self.tool.sends:
            return f'"{along}"'
        if self.tool.sends and "inside" not in self.used:
            return self.note()
        about = self.about()
        if "answer" in self.reach.values and ANSWER.search(self.norm):
            return f'"{about}: {{{self.reach.values["answer"]}}}"' if about else self.reach.values["answer"]
        told = ", ".join(self.fields())
        if told:
            reason = quoted(sentence(self.writer.reason))[1:-1]
            return f'"{reason}: {told}"' if reason else f'"{told}"'
        plain = quoted(self.what())[1:-1]
        extra = "".join(f" {{{self.reach.values[key]}}}" for key in ("count",) if key in self.reach.values)
        listed = (
            self.reach.values.get("titles", "") if "list" in self.reach.values and _LISTED.search(self.norm) else ""
        )
        text = f"{about}: {plain}" if about else plain
        return f'"{text}{extra}{": {" + listed + "}" if listed else ""}"'

    def question(self) -> str:
        """What a colleague is asked, and about whom."""
        own = quote(self.words)
        if own:
            return self.data(own)
        asked, about = put(as_typed(self.words, self.writer.request))[0] or self.matter(), self.about()
        plain = quoted(sentence(asked))[1:-1]
        return f'"{about}: {plain}?"' if about else f'"{plain}?"'

    def note(self) -> str:
        """A few words to somebody outside."""
        said = behind(self.words, "message", self.writer.request)
        if said is None and "list.article" in self.reach.values:
            news = f'{{first({self.reach.values["list.article"]}).title or "what you do"}}'
            return f'"{self.greeting()} I read about {news} and would like to connect."'
        meant = next((words for sign, words in SAID_BY if sign in self.norm), "I would like to get in touch")
        plain = quoted(sentence(said) if said else meant)[1:-1]
        return f'"{self.greeting()} {plain}."'

    def what(self) -> str:
        """What a colleague is told: the matter that was said, else why they are told at all."""
        line = Line(self.words)
        if at := told_of(line):
            return sentence(as_typed(list(line.words[at:]), self.writer.request))
        said = behind(self.words, "message", self.writer.request)
        if said and said.lower() not in ("it", "them", "this", "that"):
            return sentence(said)
        left = [word for word in self.words if word.norm not in _TOLD and word.kind in ("word", "number", "money")]
        if len(left) > 2 and not re.match(r"(?:notify|tell|alert|let|warn|ping|inform|remind)(?!\S)", self.norm):
            return self.matter()
        return sentence(self.writer.reason or self.writer.looked_for) or self.matter()

    def mail_text(self, parameter: Parameter) -> str | None:
        """The text of an email without a template."""
        if "template" in self.used:
            return None
        if "text" in self.reach.values:
            return self.reach.values["text"]
        if "summary" in self.reach.values:
            return self.reach.values["summary"]
        if "inside" in self.used:
            return self._letter_inside()
        subject = self.words_subject()
        about = behind(self.words, "message", self.writer.request)
        plain = quoted(letter(sentence(subject), sentence(about or "")))[1:-1]
        along = self.fetched()
        plain = f"{plain}\n\n{along}" if along else plain
        company = self.reach.names.get("company") or self.reach.names.get("customer")
        return f'"""\n{self.greeting()}\n\n{plain}{figures(self.norm, company)}\n"""'

    def _letter_inside(self) -> str:
        """The text of an email to a colleague: why it comes, about whom, and what was found."""
        about, told = self.about(), ", ".join(self.fields())
        listed = self.reach.values.get("titles", "") if "list" in self.reach.values else ""
        parts = [quoted(self.what())[1:-1], about, told, f"{{{listed}}}" if listed else ""]
        return f'"""\nHello,\n\n{": ".join(part for part in parts if part)}\n"""'

    def greeting(self) -> str:
        """ "Hi Ann," with a way out where no first name is known."""
        way = self.reach.way("contact")
        if way is not None and not way.optional:
            return f'Hi {{{way.path}.firstName or "there"}},'
        return "Hello,"

    def words_subject(self) -> str:
        """What an email is called: a quoted subject, the kind of email that was named."""
        subject = re.search(r"(?:subject(?: line)?|titled) :? ?(?P<q>Q\d+)", self.norm)
        if subject:
            return next(word.value for word in self.words if word.norm == subject["q"])
        own = quote(self.words)
        if own and len(own) < 80 and not _TAG_SAID.search(self.norm):
            return own
        if _ASKS.search(self.norm):
            return "A question"
        told = _SUMMARY.search(self.norm) if "summary" in self.reach.values else None
        if told and "inside" in self.used:
            return sentence(told["what"])
        meant = next((title for verb, title in MEANT.items() if re.match(verb, self.norm)), "")
        if meant:
            return meant
        match = re.search(
            (
                r"(?<!\S)(?:(?:an?|the|our|your) )?(?P<what>(?!to |them |him |her |me |each |every |the |all |"
                r"customers |clients |contacts |leads |"
                r"contact |customer |client )[\w-]+(?: [\w-]+){0,2}?) (?:e-?mail|mail|note|message|template)(?!\S)"
            ),
            self.norm,
        )
        named = Line(self.words).of(match, "what").words if match else ()
        words = [word for word in named if word.kind in ("word", "number") and word.norm not in _NO_SUBJECT]
        if words:
            return sentence(" ".join(word.norm if word.kind == "word" else word.raw for word in words))
        given = _GIVEN.search(self.norm) or _SENT.search(self.norm)
        named = Line(self.words).of(given, "what").words if given else ()
        if given and not all(word.norm in _NO_SUBJECT for word in named):
            return sentence(as_typed(Line(self.words).of(given, "what").words, self.writer.request))
        if given and self.writer.reason and "inside" in self.used:
            return sentence(self.writer.reason)
        matter = behind(self.words, "message", self.writer.request)
        if not matter and "inside" in self.used:
            return sentence(self.what())[:70]
        matter = re.sub(r"(?i)^(?:ask(?:ing)? (?:them |him |her )?)?(?:for|to) ", "", matter or "")
        return sentence(matter)[:70] or SUBJECTS.get(self.writer.plan.begins.event, "A short note")

    def data(self, text: str) -> str:
        """A quoted text with its @data, each led to where it is in reach; what is nowhere stays as it was typed."""
        return _PATH.sub(self._led, data_text(filled(text)))

    def _led(self, match: re.Match[str]) -> str:
        root, rest = match["root"], match["rest"] or ""
        if root in ("me", "now", "today", "user", "workspace"):
            return match[0]
        if root in ("search", "results") and "list.article" in self.reach.values:
            return f'{{first({self.reach.values["list.article"]}).title or "your news"}}'
        self.writer.needs(f"@{root}", self.reach)
        way = self.reach.way({"customer": "customer"}.get(root, root))
        if way is None and root in self.reach.names:
            way = Way(self.reach.names[root])
        return f"{{{way.path}{rest}}}" if way is not None else f"@{match[0]}"
