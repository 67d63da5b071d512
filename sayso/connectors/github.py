"""GitHub: issues, comments and pull requests. A repository may be public, so what goes there may go anywhere."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import NUMBER, TEXT, URL, Choice, RecordOf

PULL = RecordOf("pull_request")
REPOSITORY = Parameter("repository", TEXT, aims=True, words=("in", "repo"))
BODY = Parameter("text", TEXT, required=False, audience="outside", words=("body", "saying"))
RAISES = ("not-found", "rate-limited", "not-connected")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "github.create_issue",
        'open the GitHub issue "{title}" in {repository}',
        "write",
        (REPOSITORY, Parameter("title", TEXT, audience="outside", words=("called", "about")), BODY),
        RecordOf("issue"),
        connection="github",
        scopes=("repo",),
        raises=RAISES,
        noun="GitHub issue",
        words=(
            "open a github issue",
            "create an issue on github",
            "log a bug in GitHub",
            "github issue",
        ),
    ),
    Tool(
        "github.comment",
        "comment on {number} in {repository}",
        "write",
        (REPOSITORY, Parameter("number", NUMBER, aims=True), Parameter("text", TEXT, audience="outside")),
        connection="github",
        scopes=("repo",),
        raises=RAISES,
        noun="comment",
        words=(
            "comment on github",
            "comment on the pull request",
            "comment on the github issue",
            "leave a comment on the github issue",
            "reply in the github issue",
            "reply on the issue",
            "comment on the issue",
            "comment on the PR",
            "note on the pull request",
        ),
    ),
    Tool(
        "github.get_pull_request",
        "read pull request {number} in {repository}",
        "read",
        (REPOSITORY, Parameter("number", NUMBER, aims=True)),
        PULL,
        repeatable=True,
        stranger=True,
        connection="github",
        scopes=("repo",),
        raises=RAISES,
        words=(
            "get the pull request",
            "check the pr",
            "get PR",
            "fetch the pr",
            "read the pull request",
            "look up the pull request",
            "find the pull request",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "pull_request",
        (
            card("id", TEXT, writable=False),
            internal("number", NUMBER, writable=False),
            *words_of_strangers(internal("title", TEXT), internal("text", TEXT, "body"), card("author", TEXT)),
            internal("status", Choice(("open", "merged", "closed")), writable=False),
            card("url", URL, writable=False),
        ),
        "title",
        "pull requests",
        outsiders=True,
        words=("pr",),
    ),
)


def issue(call: Call, key: str, title: str) -> dict[str, object]:
    """A made-up issue of any tracker."""
    return {
        "type": "issue",
        "id": made_up.short_id(call, "is"),
        "key": key,
        "title": title,
        "text": None,
        "status": "Open",
        "labels": [],
        "label": None,
        "priority": None,
        "assignee": None,
        "reporterEmail": None,
        "ageDays": 0,
        "createdAt": call.at,
        "url": f"https://issues.example/{key}",
    }


def _issue(call: Call, resources: Resources) -> object:
    return issue(call, "#1", made_up.text(call, "title", "Issue"))


def _pull(call: Call, resources: Resources) -> object:
    number = call.arguments.get("number", 1)
    url = f"https://github.example/pull/{number}"
    facts: dict[str, object] = {"title": "An example change", "text": "", "author": "robin", "status": "open"}
    return {"type": "pull_request", "id": url, "number": number, "url": url, **facts}


EXAMPLES = {"github.create_issue": _issue, "github.comment": nothing, "github.get_pull_request": _pull}

CONNECTOR = Connector("github", "GitHub", unconnected("GitHub"), examples(EXAMPLES), TOOLS, RECORDS)
