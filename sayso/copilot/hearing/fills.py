"""How each parameter is filled: from the words of its clause, else the likeliest value, said as an assumption."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.copilot.hearing.lexicon_people import COLLEAGUES, OWNER
from sayso.copilot.hearing.material import material
from sayso.copilot.hearing.papers import doc_template
from sayso.copilot.hearing.phrases import behind, quote, sentence
from sayso.copilot.hearing.reach import quoted
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.times import first_duration
from sayso.dsl.catalog import Parameter

if TYPE_CHECKING:
    from sayso.copilot.hearing.arguments import Arguments


def _template(fill: "Arguments", parameter: Parameter) -> str | None:
    way = fill.reach.way("contact")
    reached = way is not None or (fill.writer.takes_inputs and "payload" not in fill.reach.names)
    known = {name.lower(): name for name in fill.writer.catalog.templates} if reached else {}
    for word in fill.words:
        if word.kind == "quote" and word.value.lower() in known:
            fill.used.append("template")
            return quoted(known[word.value.lower()])
    for plain, name in sorted(known.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"(?<!\S){re.escape(plain)}(?!\S)", fill.norm.replace(" - ", "-")) and name.lower() != "later":
            fill.used.append("template")
            return quoted(name)
    asked = re.search(r"(?<!\S)template(?!\S)|Q\d+", fill.norm)
    if (
        asked
        and quote(fill.words)
        and known
        and not re.search(r"subject|saying|says|with the (?:note|message|text)|Q\d+ email with", fill.norm)
    ):
        fill.writer.assume_template(quote(fill.words) or "", list(fill.writer.catalog.templates))
    return None


def _subject(fill: "Arguments", parameter: Parameter) -> str | None:
    if "template" in fill.used:
        return None
    return fill.data(fill.words_subject())


def _title(fill: "Arguments", parameter: Parameter) -> str:
    own = quote(fill.words)
    if own:
        return fill.data(own)
    if "item" in fill.reach.values:
        return f'"{{{fill.reach.values["item"]}}}"'
    words = fill.words
    colon = next((place for place, word in enumerate(words) if word.norm == ":"), None)
    if colon is not None and colon + 1 < len(words):
        return fill.data(sentence(as_typed(words[colon + 1 :], fill.writer.request)))
    line = re.sub(
        (
            r"(?i)^(?:please |then |and |also )*(?:create|add|open|set|make|assign|book|schedule|put|"
            r"just|raise|file|set up|generate|leave) "
        ),
        "",
        as_typed(words, fill.writer.request),
    )
    line = re.sub(r"(?i)^(?:an?|the) ", "", line)
    line = re.sub(r"(?i)^(?:follow-up )?(?:task|to-do|reminder)(?: for (?:the |my |their )?[\w@.]+)? to ", "", line)
    line = re.sub(r"(?i)^(call|phone|email|text|write to|contact|remind|meet) (?:them|him|her)\b", r"\1", line)
    line = re.sub(r"(?i)(?:^|\s+)(?:task|to-do|reminder)\b(?: for .*| due .*| about .*)?$", "", line)
    line = re.sub(
        r"(?i)^(?:zendesk|jira|github|support|new)?\s*(?:ticket|issue|bug|story)(?: for (?:it|this|them|that).*)?$",
        "",
        line,
    )
    line = line or fill.writer.reason or "Follow up"
    about = fill.about()
    plain = quoted(sentence(line))[1:-1]
    if about and re.fullmatch(r"Call|Phone|Email|Text|Write to|Contact|Remind|Meet", plain):
        way = fill.reach.way("contact")
        return f'"{plain} {{{way.path}.fullName}}"' if way is not None and not way.optional else f'"{plain} {about}"'
    return f'"{plain}: {about}"' if about and len(plain) < 70 else f'"{plain}"'


def _due(fill: "Arguments", parameter: Parameter) -> str:
    found = first_duration(fill.norm)
    if found and re.search(r"(?:in|within|due|by|for)(?: the next)? $", fill.norm[: found[1].start()] + ""):
        return f"@today + {found[0].text}" if found[0].unit not in ("hours", "minutes") else "@today"
    if re.search(r"(?<!\S)(?:today|tonight|eod|immediately)(?!\S)", fill.norm):
        return "@today"
    return "@today + 7 days" if re.search(r"next week", fill.norm) else "@today + 1 day"


def _assignee(fill: "Arguments", parameter: Parameter) -> str | None:
    if parameter.name == "owner" or fill.tool.name.startswith("jira"):
        return None
    if re.search(rf"(?<!\S)(?:me|myself|{OWNER}|{COLLEAGUES})(?!\S)|M\d", fill.norm) or any(
        person.name.split()[0].lower() in fill.norm.split() for person in fill.writer.catalog.people
    ):
        return fill.person(parameter)
    return fill.owner()


def _channel(fill: "Arguments", parameter: Parameter) -> str | None:
    for word in fill.words:
        if word.kind == "channel":
            return quoted(word.value)
    named = re.search(
        r"(?:in|to|into|on) the (?P<name>[\w-]+) channel|channel (?:called |named )?(?P<other>[\w-]+)", fill.norm
    )
    if named:
        return quoted(f"#{named['name'] or named['other']}")
    if re.search(rf"(?<!\S)(?:me|{OWNER}|dm|dms|them|him|her)(?!\S)|M\d", fill.norm) and not re.search(
        r"the team", fill.norm
    ):
        return fill.person(parameter)
    if any(person.name.split()[0].lower() in fill.norm.split() for person in fill.writer.catalog.people):
        return fill.person(parameter)
    fill.writer.assume(
        "posted in #general",
        [("#general", '"#general"'), ("#sales", '"#sales"'), ("to you alone", "@me")],
        '"#general"',
    )
    return '"#general"'


def _stage(fill: "Arguments", parameter: Parameter) -> str | None:
    return fill.writer.stage(fill.words)


def _tags(fill: "Arguments", parameter: Parameter) -> str | None:
    found = [word.value for word in fill.words if word.kind == "quote"]
    line = Line(fill.words)
    as_what = re.search(
        r"(?<!\S)(?:tag|label|mark) (?:\S+ )+?(?:as|with) (?:an? |the tag )?(?P<name>[\w-]+)(?: "
        r"each| now)?$",
        line.norm,
    )
    if not found and as_what:
        found = [as_typed(line.of(as_what, "name").words, fill.writer.request)]
    if not found:
        match = re.search(
            (
                r"(?<!\S)(?:tags?|labels?|untag|tagged|nurture)(?: (?:them|him|her|it|the \w+|this \w+|"
                r"all of them|each of them|as|with|only|called))*(?: :)? (?P<name>[\w-]+)(?! the)"
            ),
            line.norm,
        )
        if match and match["name"] not in ("the", "to", "them", "it", "from", "as", "on", "account"):
            found = [as_typed(line.of(match, "name").words, fill.writer.request)]
    if not found:
        found = [
            one.strip()
            for one in re.findall(r"[Tt]ag\w* (?:them |it |the \w+ )?([\w-]+)", fill.norm)
            if one not in ("them", "the", "it")
        ] or []
    if not found:
        found = ["follow-up"] if not fill.writer.catalog.tags else [fill.writer.catalog.tags[0]]
        fill.writer.assume(
            f"tag “{found[0]}”",
            [(tag, quoted(tag)) for tag in (fill.writer.catalog.tags or ("follow-up", "nurture"))[:4]],
            quoted(found[0]),
        )
    return "[" + ", ".join(quoted(one) for one in found) + "]"


def _starts(fill: "Arguments", parameter: Parameter) -> str:
    found = first_duration(fill.norm)
    fill.writer.assume(
        "in two business days from then",
        [
            ("in 2 business days", "@now + 2 business days"),
            ("tomorrow", "@now + 1 day"),
            ("in a week", "@now + 7 days"),
        ],
        "@now + 2 business days",
    )
    if (
        found
        and found[0].unit in ("days", "weeks", "business days")
        and re.search(r"in $", fill.norm[: found[1].start()])
    ):
        return f"@now + {found[0].text}"
    return "@now + 2 business days"


def _duration(fill: "Arguments", parameter: Parameter) -> str | None:
    found = first_duration(fill.norm)
    return found[0].text if found and found[0].unit in ("minutes", "hours") else None


def _with(fill: "Arguments", parameter: Parameter) -> str | None:
    if re.search(r"(?<!\S)(?:my|prep|me)(?!\S)", fill.norm) and not re.search(
        r"(?<!\S)(?:customer|contact|them|client|him|her)(?!\S)", fill.norm
    ):
        return None
    way = fill.reach.way("contact")
    return fill.writer.bound("contact", way, fill.reach) if way is not None else None


_AN_ANSWER = re.compile(
    r"(?:an |the )?answers?(?: to it)?|it|them|each(?: one)?(?: of them)?|every one|that|recent news"
)
"""What is looked for, where each of several things is."""


def _query(fill: "Arguments", parameter: Parameter) -> str:
    own = quote(fill.words)
    mention = next((word.value for word in fill.words if word.kind == "mention"), None)
    matter = behind(fill.words, "query", fill.writer.request) or "recent news"
    if own:
        return fill.data(own)
    if "item" in fill.reach.values and _AN_ANSWER.fullmatch(matter.lower()):
        return f'"{{{fill.reach.values["item"]}}}"'
    if mention and mention.split(".")[0] not in ("@me", "@user"):
        return fill.data(sentence(matter)) if mention in matter else fill.data(f"{sentence(matter)} {mention}")
    company, contact = fill.reach.way("company"), fill.reach.way("contact")
    if fill.tool.name != "web.search" and company is not None and not company.optional:
        return f'"{{{company.path}.name}}"'
    if company is not None and not company.optional:
        return f'"recent news about {{{company.path}.name}}"'
    if contact is not None and not contact.optional:
        return f'"recent news about {{{contact.path}.company.name or {contact.path}.fullName}}"'
    plain = sentence(re.sub(r"(?i)\b(?:their|his|her|it|them|each of them)\b", "", matter))
    about = fill.about()
    return f'"{quoted(plain or "recent news")[1:-1]}{" " + about if about else ""}"'


def _sheet(fill: "Arguments", parameter: Parameter) -> str:
    own = quote(fill.words)
    if own:
        return quoted(own)
    match = re.search(r"(?:the|our|my) (?P<name>[\w-]+(?: [\w-]+)??) (?:google )?(?:sheet|spreadsheet)", fill.norm)
    name = sentence(match["name"]) if match else "Sheet 1"
    fill.writer.assume(f"the sheet “{name}”", [(name, quoted(name)), ("Sheet 1", '"Sheet 1"')], quoted(name))
    return quoted(name)


def _cells(fill: "Arguments", parameter: Parameter) -> str:
    parts = fill.row()
    values = [value for key, value in fill.reach.values.items() if key.startswith("payload.")]
    missing = {value: "0" if fill.writer.inputs.get(value[1:]) == "number?" else '"-"' for value in values}
    cells = [f'"{part}"' for part in parts] + [f'"{{{value} or {missing[value]}}}"' for value in values]
    return "[" + ", ".join(cells or [quoted(fill.matter())]) + "]"


PLACEHOLDER = "https://api.example.com/"
"""Stands where a request goes to an address that was not said."""


def _url(fill: "Arguments", parameter: Parameter) -> str | None:
    for word in fill.words:
        if word.kind == "url":
            return quoted(word.value.rstrip("."))
        if word.norm.startswith("A") and word.norm[1:].isdigit() and "@" not in word.value:
            return quoted(f"https://{word.value}")
    own = fill.writer.website(fill.reach) if fill.reach.in_loop and fill.tool.name != "http.request" else None
    given = own or fill.writer.given("url", "url", fill.reach)
    if given or fill.tool.name != "http.request":
        return given or fill.writer.website(fill.reach)
    fill.writer.assume(f"the address {PLACEHOLDER}, which is nobody's: put in your own", [], quoted(PLACEHOLDER))
    return quoted(PLACEHOLDER)


def _text_of(fill: "Arguments", parameter: Parameter) -> str:
    return material(fill.reach, fill.norm)


def _into(fill: "Arguments", parameter: Parameter) -> str:
    labels = tuple(label for label in fill.writer.labels if label) or ("positive", "negative")
    labels = labels if "other" in labels else (*labels, "other")
    return "[" + ", ".join(quoted(label) for label in labels) + "]"


def _what(fill: "Arguments", parameter: Parameter) -> str:
    match = re.search(r"(?<!\S)(?:the |all |their |any )(?P<what>[\w-]+(?: [\w-]+)?)", fill.norm)
    return quoted(match["what"] if match else "action items")


def _instructions(fill: "Arguments", parameter: Parameter) -> str:
    return quoted(sentence(as_typed(fill.words, fill.writer.request)) or "A short, friendly email")


def _within(fill: "Arguments", parameter: Parameter) -> str | None:
    found = first_duration(fill.norm)
    return found[0].text if found else None


def _document(fill: "Arguments", parameter: Parameter) -> str | None:
    return fill.reach.names.get("document") or fill.writer.brought(["document"], fill.reach, [fill.norm])


def _repository(fill: "Arguments", parameter: Parameter) -> str | None:
    """The one that is named; else it is asked for when the flow is started, or assumed."""
    match = re.search(r"(?P<a>[\w.-]+) / (?P<b>[\w.-]+)", fill.norm)
    line, request = Line(fill.words), fill.writer.request
    if match:
        return quoted("/".join(as_typed(line.of(match, part).words, request) for part in "ab"))
    given = fill.writer.given("repository", "text", fill.reach)
    if given is None:
        fill.writer.assume("the repository “your-team/your-app”", [], '"your-team/your-app"')
    return given or '"your-team/your-app"'


def _number(fill: "Arguments", parameter: Parameter) -> str | None:
    own = next((word.value for word in fill.words if word.kind == "number"), None)
    return own or (fill.writer.which_number(fill.reach) if fill.tool.name.startswith("github.") else None)


def _score(fill: "Arguments", parameter: Parameter) -> str | None:
    return _number(fill, parameter)


def _range(fill: "Arguments", parameter: Parameter) -> str | None:
    cells = re.search(r"(?<!\S)[a-z]{1,2}\d{1,4}(?::[a-z]{1,2}\d{1,4})?(?!\S)", fill.norm)
    return quoted(cells[0].upper() if cells else "A1") if parameter.required else None


def _none(fill: "Arguments", parameter: Parameter) -> str | None:
    return None


def _email_new(fill: "Arguments", parameter: Parameter) -> str | None:
    return fill.writer.source(fill.reach, "email")


def _first(fill: "Arguments", parameter: Parameter) -> str | None:
    return fill.writer.source(fill.reach, parameter.name)


def _new_name(fill: "Arguments", parameter: Parameter) -> str:
    own = quote(fill.words)
    about = fill.about()
    if not own and not about and "form" in fill.reach.names:
        form = fill.reach.names["form"]
        return f'"{{{form}.company or {form}.fullName or "New client"}}"'
    return fill.data(own) if own else f'"{about}"' if about else quoted(fill.matter())


def _person(fill: "Arguments", parameter: Parameter) -> str:
    return fill.person(parameter)


def _customer(fill: "Arguments", parameter: Parameter) -> str | None:
    way = fill.reach.way("customer")
    return way.path if way is not None else None


def _posted(fill: "Arguments", parameter: Parameter) -> str | None:
    return fill.reach.names.get("message") or fill.writer.brought(["message"], fill.reach, ["message"])


SPECIAL: dict[str, Callable[["Arguments", Parameter], str | None]] = {
    "slack.add_reaction.message": _posted,
    "emoji": lambda fill, one: quoted(quote(fill.words) or "thumbs up"), "template": _template, "subject": _subject,
    "to": lambda fill, one: fill.recipient(one), "email.send.text": lambda fill, one: fill.mail_text(one),
    "gmail.send.text": lambda fill, one: fill.mail_text(one),
    "gmail.draft.text": lambda fill, one: fill.mail_text(one), "docs.create_from_template.template": doc_template,
    "slides.create_from_template.template": doc_template, "docs.create_from_template.title": _none,
    "slides.create_from_template.title": _none, "zendesk.create_ticket.subject": _title,
    "zendesk.create_ticket.text": lambda fill, one: fill.message(one), "zendesk.create_ticket.requester": _none,
    "zendesk.search.customer": _none,
    "esign.send.message": lambda fill, one: fill.message(one) if quote(fill.words) else None,
    "text": lambda fill, one: fill.message(one),
    "message": lambda fill, one: fill.message(one), "note": lambda fill, one: fill.message(one),
    "ai.summarize.text": _text_of, "ai.extract.text": _text_of, "ai.classify.text": _text_of, "into": _into,
    "ai.extract.what": _what, "people.approve.what": lambda fill, one: quoted(fill.matter()),
    "people.ask.question": lambda fill, one: fill.question(),
    "people.ask.person": _person, "instructions": _instructions, "using": _none,
    "title": _title, "due": _due, "assignee": _assignee, "channel": _channel, "stage": _stage,
    "crm.create_deal.stage": _none, "tags": _tags, "crm.create_contact.tags": _none,
    "crm.create_contact.title": _first, "startsAt": _starts, "duration": _duration, "with": _with,
    "drive.share.with": lambda fill, one: fill.recipient(one), "query": _query, "sheet": _sheet, "cells": _cells,
    "url": _url, "method": _none, "body": _none, "within": _within, "document": _document, "repository": _repository,
    "number": _number, "score": _score, "range": _range, "person": _person, "notes": _none, "kind": _none,
    "crm.create_contact.email": _email_new, "firstName": _first, "lastName": _first,
    "crm.create_contact.phone": _none, "crm.create_contact.company": _none, "crm.create_contact.employees": _none,
    "linkedinUrl": _none, "city": _none, "country": _none, "source": _none, "status": _none, "owner": _none,
    "value": _none, "crm.create_deal.company": _none, "closeDate": _none, "discount": _none, "name": _new_name,
    "folder": _none, "as": _none, "parent": _none, "project": _none, "priority": _none, "limit": _none, "from": _none,
    "until": _none, "over": _none, "calendar.list_events.person": _none, "calendar.find_availability.person": _none,
    "apollo.search_people.title": _none, "apollo.search_people.company": _customer,
    "crm.create_deal.contact": lambda fill, one: fill.contact(one), "visitor": _none,
    "customer": lambda fill, one: fill.record(one), "jira.create_issue.text": _none,
    "github.create_issue.text": _none, "ai.write.about": lambda fill, one: fill.record(one),
    "notion.create_page.text": lambda fill, one: fill.message(one), "calendar.create_event.notes": _none,
}  # fmt: skip
"""How each parameter is filled: by tool and name, else by name."""
