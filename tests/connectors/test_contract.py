"""One contract for every tool of every connector, and for the record types and events beside them."""

import asyncio
import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sayso.connectors import CONNECTORS, standard_catalog
from sayso.connectors.shape import NotConnected
from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Field, Parameter, RecordType
from sayso.dsl.types import BOOLEAN, TEXT, Choice, ListOf, RecordOf, Scalar, may_be_missing, present
from sayso.dsl.values import Money, Percent
from tests.connectors.fitting import misfit
from tests.connectors.places import AT, Place, a_call

CATALOG = standard_catalog()
TOOLS = [pytest.param(tool, id=name) for name, tool in CATALOG.tools.items()]
CAMEL = re.compile(r"[a-z][A-Za-z0-9]*")
NAME = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
LABELS = {"card", "internal", "private"}

SCALARS = {
    "text": "a text", "email": "ann@acme.example", "url": "https://acme.example", "phone": "+49301234", "number": 3,
    "percent": Percent(Decimal(10)), "money": Money(Decimal(5), "EUR"), "boolean": True, "date": AT.date(),
    "time": AT.time(), "datetime": AT + timedelta(days=1), "duration": Duration(days=2),
}  # fmt: skip


def sample(kind, place):
    """A value of a type, records from the workspace where it has them."""
    match present(kind):
        case Scalar(name):
            return SCALARS[name]
        case Choice(options):
            return options[0]
        case ListOf(item):
            return [sample(item, place)]
        case RecordOf(name):
            return record(name, place)
    return "anything"


def record(name, place):
    known = {"contact": place.ann, "company": place.company, "customer": place.company, "deal": place.deal}
    if name in known:
        return known[name]
    fields = CATALOG.records[name].fields
    plain = {f.name: sample(f.type, place) for f in fields if not isinstance(present(f.type), RecordOf)}
    return {**plain, "type": name, "id": "sarah" if name == "person" else f"{name}-1"}


def arguments(tool, place):
    """A full set of arguments for a tool."""
    given = {}
    for parameter in tool.parameters:
        if parameter.filter:
            given[parameter.name] = lambda one: True
        elif parameter.records and parameter.type == RecordOf("*"):
            given[parameter.name] = record(parameter.records[0], place)
        elif parameter.picks == "stage":
            given[parameter.name] = "Negotiation"
        else:
            given[parameter.name] = sample(parameter.type, place)
    return given


@pytest.mark.parametrize("tool", TOOLS)
def test_names_and_sentences(tool):
    assert NAME.fullmatch(tool.name)
    assert all(CAMEL.fullmatch(parameter.name) for parameter in tool.parameters)
    names = [parameter.name for parameter in tool.parameters]
    assert len(set(names)) == len(names)
    placeholders = set(re.findall(r"{(\w+)}", tool.sentence))
    required = {parameter.name for parameter in tool.parameters if parameter.required}
    assert placeholders <= required, "a sentence names only what is always given"
    assert tool.words
    assert tool.effect == "read" or tool.noun


@pytest.mark.parametrize("tool", TOOLS)
def test_effects_are_declared_honestly(tool):
    assert tool.effect in ("compute", "read", "write")
    if tool.effect == "read":
        assert tool.repeatable
        assert not tool.sends
        assert not any(parameter.changes for parameter in tool.parameters)
        assert tool.returns is not None
    if tool.sends:
        assert any(parameter.aims for parameter in tool.parameters), "what is sent is sent to somebody"
    assert set(tool.causes) <= set(CATALOG.events)
    assert tool.connection in ("", tool.connector)


@pytest.mark.parametrize("tool", TOOLS)
def test_parameters_name_what_exists(tool):
    for parameter in tool.parameters:
        assert set(parameter.records) <= set(CATALOG.records)
        assert not parameter.filter or (parameter.filter in CATALOG.records and parameter.type == BOOLEAN)
        if parameter.type == RecordOf("*"):
            assert parameter.records
        if isinstance(parameter.type, RecordOf) and parameter.type.name != "*":
            assert parameter.type.name in CATALOG.records
        for needed in parameter.needs:
            kinds = parameter.records or (parameter.type.name,)
            lacking = [kind for kind in kinds if not CATALOG.records[kind].field(needed)]
            assert lacking == [], f"{lacking} have no {needed}"
    if tool.keywords_of:
        assert tool.parameter(tool.keywords_of).type == RecordOf("*")


@pytest.mark.parametrize("tool", TOOLS)
def test_required_parameters_come_first(tool):
    kinds = [parameter.required for parameter in tool.parameters]
    assert kinds == sorted(kinds, reverse=True)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_simulated_answer_is_of_the_declared_type(tool):
    place = Place()
    answer = place.pretend(tool.name, **arguments(tool, place))
    assert misfit(answer, tool.returns, CATALOG.records) is None


@pytest.mark.parametrize("tool", TOOLS)
def test_the_simulated_answer_is_the_same_for_the_same_call(tool):
    one, other = Place(), Place()
    given = arguments(tool, one)
    assert one.pretend(tool.name, **given) == other.pretend(tool.name, **arguments(tool, other))


@pytest.mark.parametrize("tool", TOOLS)
def test_simulating_leaves_the_real_crm_alone(tool):
    place = Place()
    before = list(place.store.connection.iterdump())
    place.pretend(tool.name, **arguments(tool, place))
    assert list(place.store.connection.iterdump()) == before


OFFLINE = ("web", "ai")
"""What answers without a connection too: from recorded pages, and by plain rules."""


@pytest.mark.parametrize("tool", [p for p in TOOLS if p.values[0].connection in OFFLINE])
def test_what_works_offline_gives_the_declared_type(tool):
    place = Place()
    given = arguments(tool, place) | ({"url": "https://acme.example/about"} if tool.name == "web.fetch_page" else {})
    assert misfit(place.call(tool.name, **given), tool.returns, CATALOG.records) is None


@pytest.mark.parametrize("tool", [p for p in TOOLS if p.values[0].connection not in (None, "", *OFFLINE)])
def test_what_is_not_connected_says_so(tool):
    place = Place()
    with pytest.raises(NotConnected) as caught:
        place.call(tool.name, **arguments(tool, place))
    assert caught.value.kind == "not-connected"
    assert "is not connected. Connect it under Connections" in caught.value.sentence
    assert asyncio.run(place.live.lookup(a_call(tool.name))).happened is False


def test_gmail_names_the_way_out():
    place = Place()
    with pytest.raises(NotConnected) as caught:
        place.call("gmail.send", to=place.ann, subject="Hi", text="Hello")
    assert caught.value.sentence == "Gmail is not connected. Connect it under Connections, or use `email.send`."


@pytest.mark.parametrize("record_type", CATALOG.records.values(), ids=lambda one: one.name)
def test_record_types(record_type: RecordType):
    names = [field.name for field in record_type.fields]
    assert len(set(names)) == len(names)
    assert "type" not in names, "a record's `type` is its kind"
    assert record_type.field("id") is not None
    assert record_type.field(record_type.title) is not None
    assert all(CAMEL.fullmatch(name) for name in names)
    assert {field.privacy for field in record_type.fields} <= LABELS
    assert record_type.reader in (None, "crm")
    for field in record_type.fields:
        kind = present(field.type)
        kind = kind.item if isinstance(kind, ListOf) else kind
        assert not isinstance(kind, RecordOf) or kind.name in CATALOG.records


@pytest.mark.parametrize("event", CATALOG.events.values(), ids=lambda one: one.name)
def test_events(event):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)?\.[a-z]+(_[a-z]+)?", event.name)
    assert all(isinstance(kind, RecordOf) and kind.name in CATALOG.records for _, kind in event.binds)
    assert set(event.answers) <= set(CATALOG.tools)
    first = CATALOG.records[event.binds[0][1].name]
    assert event.key is None or first.field(event.key) is not None
    assert event.words


@pytest.mark.parametrize(
    ("record_type", "name", "privacy"),
    [
        ("contact", "firstName", "card"), ("contact", "title", "card"), ("contact", "email", "card"),
        ("company", "name", "card"), ("contact", "notes", "private"), ("email", "body", "private"),
        ("meeting", "transcript", "private"), ("deal", "value", "internal"), ("deal", "lastEmail", "private"),
        ("article", "title", "card"),
    ],
)  # fmt: skip
def test_who_may_see_what(record_type, name, privacy):
    assert CATALOG.records[record_type].field(name).privacy == privacy


@pytest.mark.parametrize(
    ("record_type", "names"),
    [
        ("email", ("from", "subject", "body", "snippet")), ("article", ("title", "snippet", "url")),
        ("form", ("email", "message", "company")), ("meeting", ("title", "transcript")),
        ("ticket", ("subject", "text")),
        ("visitor", ("name", "message")), ("profile", ("title", "email")), ("response", ("text",)),
    ],
)  # fmt: skip
def test_words_of_strangers_are_marked(record_type, names):
    fields: list[Field] = [CATALOG.records[record_type].field(name) for name in names]
    assert all(field.stranger and not field.writable for field in fields)


@pytest.mark.parametrize(
    ("tool", "parameter"),
    [
        ("gmail.send", "to"), ("email.send", "to"), ("linkedin.invite", "to"), ("slack.send_message", "channel"),
        ("web.fetch_page", "url"), ("http.request", "url"), ("drive.share", "with"), ("twilio.send_sms", "to"),
        ("people.notify", "person"), ("esign.send", "to"), ("crm.create_deal", "value"),
    ],
)  # fmt: skip
def test_what_decides_where_a_call_aims(tool, parameter):
    found: Parameter = CATALOG.tools[tool].parameter(parameter)
    assert found.aims


def test_what_is_written_goes_to_the_right_audience():
    audiences = {
        ("web.search", "query"): "outside", ("gmail.send", "text"): "person", ("ai.summarize", "text"): "ai",
        ("slack.send_message", "text"): "workspace", ("people.notify", "message"): "workspace",
    }  # fmt: skip
    for (tool, parameter), audience in audiences.items():
        assert CATALOG.tools[tool].parameter(parameter).audience == audience


def test_calls_that_could_reach_somebody_twice_are_not_repeatable():
    once = ("gmail.send", "email.send", "linkedin.invite", "slack.send_message", "twilio.send_sms", "twilio.call")
    assert not any(CATALOG.tools[name].repeatable for name in once)


def test_optionality_is_honest():
    contact, deal = CATALOG.records["contact"], CATALOG.records["deal"]
    assert may_be_missing(contact.field("email").type)
    assert may_be_missing(contact.field("firstName").type)
    assert contact.field("fullName").type == TEXT
    assert not may_be_missing(deal.field("contact").type)
    assert may_be_missing(deal.field("discount").type)


def test_every_word_of_the_corpus_is_a_tool_or_event():
    file = Path(__file__).with_name("vocabulary.json")
    words = json.loads(file.read_text())
    assert set(words["tools"]) <= set(CATALOG.tools)
    assert set(words["events"]) == set(CATALOG.events)


def test_connector_names_are_unique_and_own_their_tools():
    names = [connector.name for connector in CONNECTORS]
    assert len(set(names)) == len(names)
    for connector in CONNECTORS:
        assert all(tool.connector == connector.name for tool in connector.tools)
    kinds = [record.name for connector in CONNECTORS for record in connector.records]
    assert len(set(kinds)) == len(kinds)
