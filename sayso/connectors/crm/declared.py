"""The tools and events of the built-in CRM, as a flow sees them."""

from sayso.connectors.crm.records import ACTIVITY, COMPANY, CONTACT, DEAL, TASK
from sayso.dsl.catalog import Event, Parameter, Tool
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    EMAIL,
    MONEY,
    NUMBER,
    PERCENT,
    PERSON,
    PHONE,
    TEXT,
    URL,
    ListOf,
    RecordOf,
    Type,
)

TAGGED = ("contact", "company", "customer", "deal")
CHANGEABLE = (*TAGGED, "task")
LINKED = ("contact", "company", "customer", "deal")
TAGS = Parameter("tags", ListOf(TEXT), picks="tag", words=("tag",))
ABOUT = Parameter("about", RecordOf("*"), required=False, records=LINKED, words=("for", "related to"))


def changed(name: str, records: tuple[str, ...]) -> Parameter:
    """A parameter that takes the record the call changes."""
    return Parameter(name, RecordOf("*"), records=records, changes=True)


def given(name: str, kind: Type, *words: str) -> Parameter:
    """A value that may be given or left out."""
    return Parameter(name, kind, required=False, words=words)


def found(name: str, record: str, sentence: str, *words: str) -> Tool:
    """A tool that lists the records of a type that meet a condition."""
    where = Parameter("where", BOOLEAN, required=False, filter=record, words=("that", "whose", "with"))
    return Tool(name, sentence, "read", (where,), ListOf(RecordOf(record)), repeatable=True, words=words)


TOOLS: tuple[Tool, ...] = (
    found(
        "crm.find_contacts",
        "contact",
        "find contacts",
        "find contacts",
        "look up the contact",
        "search contacts",
        "find in the crm",
    ),
    found("crm.find_deals", "deal", "find deals", "find deals", "look at the pipeline", "search opportunities"),
    found("crm.find_companies", "company", "find companies", "find companies", "find customers", "look up the account"),
    Tool(
        "crm.create_contact",
        "create a contact in the CRM",
        "write",
        (
            given("email", EMAIL, "address"),
            given("firstName", TEXT, "first name"),
            given("lastName", TEXT, "last name"),
            given("phone", PHONE),
            given("title", TEXT, "job title"),
            Parameter("company", TEXT, required=False, records=("company", "customer"), words=("company name",)),
            given("employees", NUMBER, "company size"),
            given("linkedinUrl", URL, "linkedin"),
            given("city", TEXT),
            given("country", TEXT),
            given("source", TEXT),
            given("status", TEXT),
            Parameter("owner", PERSON, required=False, aims=True),
            Parameter("tags", ListOf(TEXT), required=False, picks="tag"),
        ),
        CONTACT,
        repeatable=True,
        causes=("contact.created",),
        noun="contact",
        words=("create the contact", "add them to the crm", "save the contact", "save the lead", "enter in the crm"),
    ),
    Tool(
        "crm.update",
        "update {record}",
        "write",
        (changed("record", CHANGEABLE),),
        repeatable=True,
        keywords_of="record",
        causes=("deal.updated", "deal.stage_changed"),
        noun="change",
        words=("update", "update the field", "update custom field", "update record"),
    ),
    Tool(
        "crm.add_tags",
        "add the tags {tags} to {record}",
        "write",
        (changed("record", TAGGED), TAGS),
        repeatable=True,
        causes=("deal.updated",),
        noun="change",
        words=("add the tag", "tag", "tag them", "put a tag"),
    ),
    Tool(
        "crm.remove_tags",
        "remove the tags {tags} from {record}",
        "write",
        (changed("record", TAGGED), TAGS),
        repeatable=True,
        causes=("deal.updated",),
        noun="change",
        words=("remove the tag", "untag", "take off tag"),
    ),
    Tool(
        "crm.create_task",
        'create the task "{title}"',
        "write",
        (
            Parameter("title", TEXT, words=("task", "called")),
            Parameter("assignee", PERSON, required=False, aims=True, default="@me", words=("assign to", "for")),
            given("due", DATE, "due date", "due"),
            ABOUT,
            given("notes", TEXT),
        ),
        TASK,
        repeatable=True,
        noun="task",
        words=("create a task", "add a task", "assign a task", "set a task", "leave a task", "to-do", "task for"),
    ),
    Tool(
        "crm.create_deal",
        'create the deal "{name}"',
        "write",
        (
            Parameter("name", TEXT),
            Parameter("contact", CONTACT),
            Parameter("value", MONEY, required=False, aims=True, words=("amount", "worth")),
            Parameter("stage", TEXT, required=False, picks="stage"),
            Parameter("owner", PERSON, required=False, aims=True, default="@me"),
            Parameter("company", COMPANY, required=False),
            given("closeDate", DATE, "close date"),
            given("discount", PERCENT),
            given("source", TEXT),
        ),
        DEAL,
        repeatable=True,
        noun="deal",
        words=("create a deal", "open an opportunity"),
    ),
    Tool(
        "crm.move_stage",
        "move {deal} to {stage}",
        "write",
        (Parameter("deal", DEAL, changes=True), Parameter("stage", TEXT, picks="stage", words=("to",))),
        repeatable=True,
        causes=("deal.stage_changed", "deal.updated"),
        noun="change",
        words=("move the deal", "move to stage", "change the stage", "move it to", "move the opportunity"),
    ),
    Tool(
        "crm.log_activity",
        'log "{text}" on {record}',
        "write",
        (
            Parameter("record", RecordOf("*"), records=LINKED, changes=True),
            Parameter("text", TEXT, words=("note",)),
            Parameter("kind", TEXT, required=False, default='"note"'),
        ),
        ACTIVITY,
        repeatable=True,
        noun="activity",
        words=(
            "log an activity",
            "log",
            "log it",
            "note on the record",
            "add a note",
            "leave a note",
            "record in the crm",
        ),
    ),
)

EVENTS: tuple[Event, ...] = (
    Event(
        "contact.created",
        (("contact", CONTACT),),
        "a contact is created",
        words=("new contact", "a lead comes in", "new lead"),
    ),
    Event(
        "deal.stage_changed",
        (("deal", DEAL), ("previous", DEAL)),
        "a deal moves to another stage",
        key="id",
        words=("deal moves to", "deal is won", "deal is lost", "stage changes"),
    ),
    Event(
        "deal.updated",
        (("deal", DEAL), ("previous", DEAL)),
        "a deal is changed",
        key="id",
        words=("deal is updated", "deal changes"),
    ),
)
