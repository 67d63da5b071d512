"""Jira: issues searched, opened and changed."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, private, words_of_strangers
from sayso.connectors.github import issue
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import BOOLEAN, DATETIME, EMAIL, NUMBER, TEXT, URL, ListOf, RecordOf, optional

ISSUE = RecordOf("issue")
RAISES = ("invalid", "not-found", "rate-limited", "not-connected")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "jira.search",
        "search Jira issues",
        "read",
        (
            Parameter("where", BOOLEAN, required=False, filter="issue", words=("that", "labelled")),
            Parameter("project", TEXT, required=False, aims=True, words=("in",)),
        ),
        ListOf(ISSUE),
        repeatable=True,
        at_most=1_000,
        connection="jira",
        scopes=("read:jira-work",),
        raises=RAISES,
        words=(
            "search jira",
            "find the jira issues",
            "search for issues in jira",
            "find the issues",
            "find in jira",
            "look for jira issues",
            "find jira tickets",
            "get the jira tickets",
        ),
    ),
    Tool(
        "jira.create_issue",
        'open the Jira issue "{title}"',
        "write",
        (
            Parameter("title", TEXT, words=("called", "about", "summary")),
            Parameter("text", TEXT, required=False, words=("description", "saying")),
            Parameter("project", TEXT, required=False, aims=True, words=("in",)),
            Parameter("kind", TEXT, required=False, default='"Task"', words=("type",)),
            Parameter("assignee", RecordOf("person"), required=False, aims=True, words=("assign to",)),
        ),
        ISSUE,
        lookup=True,
        connection="jira",
        scopes=("write:jira-work",),
        raises=RAISES,
        noun="Jira issue",
        words=(
            "create a jira issue",
            "create a jira bug",
            "jira issue created",
            "raise it in jira",
            "put it in jira",
            "new jira story",
            "log a bug in jira",
            "jira ticket",
        ),
    ),
    Tool(
        "jira.update_issue",
        "update {issue} in Jira",
        "write",
        (
            Parameter("issue", ISSUE, changes=True),
            Parameter("status", TEXT, required=False, words=("move to",)),
            Parameter("title", TEXT, required=False),
            Parameter("text", TEXT, required=False, words=("description",)),
        ),
        repeatable=True,
        connection="jira",
        scopes=("write:jira-work",),
        raises=RAISES,
        noun="change",
        words=(
            "update the jira issue",
            "close the jira issue",
            "update the jira ticket",
            "move the jira issue",
            "assign the jira issue",
            "set the jira issue",
            "close the jira ticket",
            "change the jira issue",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "issue",
        (
            card("id", TEXT, writable=False),
            card("key", TEXT, writable=False),
            internal("title", TEXT, "summary"),
            private("text", optional(TEXT), "description"),
            internal("status", TEXT),
            internal("labels", ListOf(TEXT), "tags", writable=False),
            internal("label", optional(TEXT), "first label", writable=False),
            internal("priority", optional(TEXT)),
            internal("assignee", optional(TEXT), writable=False),
            *words_of_strangers(card("reporterEmail", optional(EMAIL), "who asked", "requester")),
            internal("ageDays", NUMBER, "age in days", writable=False),
            internal("createdAt", DATETIME, writable=False),
            card("url", URL, writable=False),
        ),
        "title",
        "issues",
        words=("bug", "story", "jira ticket"),
    ),
)


def _search(call: Call, resources: Resources) -> object:
    found = [{**issue(call, "DEMO-1", "Export to CSV"), "label": "customer-request", "labels": ["customer-request"]}]
    where = call.arguments.get("where")
    return [one for one in found if where(one)] if callable(where) else found


def _create(call: Call, resources: Resources) -> object:
    return issue(call, "DEMO-2", made_up.text(call, "title", "Issue"))


EXAMPLES = {"jira.search": _search, "jira.create_issue": _create, "jira.update_issue": nothing}

CONNECTOR = Connector("jira", "Jira", unconnected("Jira"), examples(EXAMPLES), TOOLS, RECORDS)
