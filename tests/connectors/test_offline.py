"""Web and AI without a connection: a recorded index and plain rules answer, always the same, and say what they are."""

from datetime import date

import pytest

from sayso.connectors import searching, text_work
from sayso.connectors.searching import Page, RecordedIndex, recorded
from sayso.connectors.shape import ToolError
from sayso.connectors.text_work import BASIC
from tests.connectors.places import Place

LETTER = """Thanks for the call. We will send the contract by 2026-12-01 to ann@acme.example. Please follow up with Bo.
What does the large plan cost? The budget is $40k, and the team in Lisbon is happy."""


def test_a_search_finds_recorded_pages_and_says_so() -> None:
    found = Place().call("web.search", query="news about Acme funding")
    assert found[0]["url"] == "https://news.example/acme-funding"
    assert all(searching.LABEL in article["title"] and searching.LABEL in article["snippet"] for article in found)
    assert isinstance(found[0]["publishedAt"], date)
    assert found == Place().call("web.search", query="news about Acme funding")
    assert len(found) <= 5


def test_a_search_for_nothing_known_finds_nothing() -> None:
    assert Place().call("web.search", query="the latest news about your") == []
    assert Place().call("web.search", query="zzyzx") == []


def test_every_recorded_page_is_labelled_found_and_read() -> None:
    for page in recorded().pages:
        assert searching.LABEL in page.title and page.text.startswith(searching.LABEL)
        assert page in recorded().find(page.title, 5)
        assert Place().call("web.fetch_page", url=page.url.replace("https://", "http://www."))["text"] == page.text


def test_a_page_that_is_not_recorded_is_not_found() -> None:
    with pytest.raises(ToolError) as caught:
        Place().call("web.fetch_page", url="https://elsewhere.example")
    assert caught.value.kind == "not-found"
    assert "no web search is connected" in caught.value.sentence


def test_words_of_the_title_count_more() -> None:
    index = RecordedIndex([Page("a", "Prices", "about boats"), Page("b", "Boats", "and prices")])
    assert [page.url for page in index.find("boats", 2)] == ["b", "a"]
    assert [page.url for page in index.find("boats", 1)] == ["b"]


def test_what_is_written_says_that_no_ai_wrote_it() -> None:
    ann = {"type": "contact", "id": "ann", "fullName": "Ann Keller"}
    text = Place().call("ai.write", instructions="Ask for a meeting.", about=ann, using="Acme raised money")
    assert text == f"{text_work.LABEL}\n\nHi Ann Keller,\n\nAsk for a meeting.\n\nAcme raised money"
    assert Place().pretend("ai.write", instructions="Ask for a meeting.", about=ann, using="Acme raised money") == text


def test_a_summary_is_short_labelled_and_in_order() -> None:
    long = " ".join(f"Sentence {number} speaks of contracts and renewals." for number in range(40))
    said = Place().call("ai.summarize", text=long)
    assert said.startswith(text_work.LABEL)
    assert said.count(".") == 3
    assert Place().call("ai.summarize", text="") == ""


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("email addresses", ["ann@acme.example"]),
        ("the budget", ["$40k"]),
        ("deadlines", ["2026-12-01"]),
        ("questions", ["What does the large plan cost?"]),
        ("plans", ["What does the large plan cost?"]),
        ("anything about boats", []),
    ],
)
def test_things_are_picked_out(what: str, found: list[str]) -> None:
    assert Place().call("ai.extract", text=LETTER, what=what) == found


def test_actions_are_picked_out() -> None:
    found = Place().call("ai.extract", text=LETTER, what="action items")
    assert [item.split()[0] for item in found] == ["We", "Please"]
    assert BASIC.pick_out("- call Bo\n- send it\nThat was all.", "next steps") == ["call Bo", "send it"]


@pytest.mark.parametrize(
    ("text", "options", "best"),
    [
        ("Yes, sounds good, let's talk", ["not interested", "interested"], "interested"),
        ("No thanks, remove me", ["interested", "not interested"], "not interested"),
        ("We are out of office until Monday", ["question", "out of office"], "out of office"),
        ("This is about billing", ["sales", "billing"], "billing"),
        ("Lorem ipsum", ["sales", "other"], "other"),
        ("Lorem ipsum", ["sales", "billing"], "sales"),
        ("Lorem ipsum", [], ""),
    ],
)
def test_texts_are_sorted(text: str, options: list[str], best: str) -> None:
    assert Place().call("ai.classify", text=text, into=options) == best


def test_a_hostile_text_takes_no_time() -> None:
    for piece in ("a@", "a.", "0", "- ", "?", "http://", "$1", "1-"):
        long = piece * (100_000 // len(piece))
        for what in ("emails", "phones", "amounts", "dates", "links", "actions", "questions", "boats"):
            assert len(BASIC.pick_out(long, what)) <= text_work.ITEMS
        BASIC.summarise(long)
        BASIC.sort_into(long, ["yes", "no"])
