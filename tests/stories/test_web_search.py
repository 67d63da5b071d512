"""Story 3.9: searching the web, and using what was found."""

import pytest

from sayso.compiler import compile
from sayso.connectors.shape import ToolError
from tests.runtime.playing import CATALOG, calls, play
from tests.stories.office import Office, Service

HEAD = 'flow "Research"\non manual with\n  contact: contact\nend\nuse web.search, crm.create_task\n'
SEARCH = 'let @search = web.search("recent news about {@contact.company.name or "them"}")\n'
TELL = 'crm.create_task(title: "I saw {@search[0].title or "nothing"}")\n'


def article(number: int, title: str) -> dict[str, object]:
    return {
        "type": "article",
        "id": f"a{number}",
        "title": title,
        "snippet": "…",
        "url": f"https://news.example/{number}",
    }


def test_the_query_names_the_company(office: Office) -> None:
    """ "recent news about @company.name" searches for "recent news about Acme Corp"."""
    web = Service([article(1, "Acme raises a Series B")])
    office.run(HEAD + SEARCH + TELL, contact=office.john(), services={"web": web})
    assert [call.arguments["query"] for call in web.calls] == ["recent news about Acme Corp"]


def test_a_question_is_a_query_too(office: Office) -> None:
    """ "Has @company.name raised funding recently?" keeps its question mark."""
    web = Service([])
    flow = HEAD.replace(", crm.create_task", "") + (
        "if @contact.company.name exists\n"
        '  let @found = web.search("Has @contact.company.name raised funding recently?")\nend\n'
    )
    office.run(flow, contact=office.john(), services={"web": web})
    assert [call.arguments["query"] for call in web.calls] == ["Has Acme Corp raised funding recently?"]


def test_three_to_five_results_have_title_words_and_address() -> None:
    """Three to five results come back, each with a title, a snippet and an address."""
    named = (
        'if @search[0] exists\n  crm.create_task(title: "@search[0].title, @search[0].snippet: @search[0].url")\nend\n'
    )
    played = play(HEAD + SEARCH + named)
    (found,) = [e.outcome.value for e in played.journal.entries() if isinstance(e.outcome.value, list)]
    assert 3 <= len(found) <= 5
    assert all(one["title"] and one["snippet"] and str(one["url"]).startswith("https://") for one in found)


def test_later_steps_use_what_was_found(office: Office) -> None:
    """A later step may say "I saw @search[0].title"."""
    web = Service([article(1, "Acme raises a Series B"), article(2, "Other")])
    office.run(HEAD + SEARCH + TELL, contact=office.john(), services={"web": web})
    assert [task["title"] for task in office.find("task")] == ["I saw Acme raises a Series B"]


def test_nothing_found_is_no_failure(office: Office) -> None:
    """No results: the run goes on, and "if search found nothing, skip the email" can be said."""
    flow = (
        HEAD.replace("crm.create_task", "email.send")
        + SEARCH
        + ('if count(@search) == 0\n  stop "nothing found"\nend\nemail.send(to: @contact, template: "Outbound v2")\n')
    )
    told = office.run(flow, contact=office.john(), services={"web": Service([])})
    assert told.state == "stopped"
    assert told.told("nothing found")
    assert office.letters() == []


def test_a_busy_search_is_tried_three_times_and_then_fails(office: Office) -> None:
    """A rate limit: three attempts with pauses between them, then "Web search unavailable"."""
    web = Service(ToolError("rate-limited", "Web search unavailable"))
    told = office.run(HEAD + SEARCH + TELL, contact=office.john(), services={"web": web})
    assert (len(web.calls), len(office.pauses), told.state) == (3, 2, "failed")
    assert told.told("Web search unavailable")


def test_a_search_that_takes_too_long_can_be_caught_and_counts_as_nothing_found(office: Office) -> None:
    """Timed out: the step fails with that sentence; a `try` goes on with nothing found."""
    web = Service(ToolError("timed-out", "Web search timed out"))
    flow = HEAD + (
        f'try\n  {SEARCH}  let @line = @search[0].title or "nothing"\n'
        "on error @error\n  let @line = @error.message\nend\n"
        'crm.create_task(title: "I saw @line")\n'
    )
    told = office.run(flow, contact=office.john(), services={"web": web})
    assert told.state == "completed"
    assert [task["title"] for task in office.find("task")] == ["I saw Web search timed out"]


@pytest.mark.parametrize("name", ["Acme Corp", "O'Neill & Söhne", 'Say "so"', "{x} @me", "<b>1+1</b>"])
def test_odd_characters_reach_the_search_as_they_are(office: Office, name: str) -> None:
    """ "@company.name's CEO profile": the name ends before the apostrophe, and its own odd characters stay text."""
    web = Service([])
    company = office.add("company", name=name)
    flow = HEAD.replace(", crm.create_task", "") + (
        'if @contact.company.name exists\n  let @found = web.search("@contact.company.name\'s CEO profile")\nend\n'
    )
    told = office.run(flow, contact=office.add("contact", company=company), services={"web": web})
    assert told.state == "completed"
    assert [call.arguments["query"] for call in web.calls] == [f"{name}'s CEO profile"]


def test_a_search_costs_one_credit() -> None:
    """One credit a search, and a limit on credits is proven before anything runs."""
    flow = HEAD + "limit 1 credits per run\n" + SEARCH + TELL
    bounds = compile(flow, CATALOG).bounds
    assert bounds is not None
    assert bounds.credits_per_run == 1
    twice = compile(flow + SEARCH.replace("@search", "@more"), CATALOG)
    assert "more-credits-than-allowed" in [finding.slug for finding in twice.errors]
    assert calls(play(HEAD + SEARCH + TELL), "web.search")
