"""Questions about Sayso are answered in a few sentences, without a flow; requests are never taken for one."""

import re

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.helping import told
from sayso.copilot.lexicon_help import ANSWERS, WORDS
from tests.copilot.corpora import CATALOG, FILES, FOLDER, TODAY, scenarios

ROOT = FOLDER.parents[2]
ASKED = (
    ("how do I pause a flow?", "`sayso pause`"),
    ("How can I turn a paused flow on again?", "`sayso resume`"),
    ("what does at most mean?", "`at most 20`"),
    ('What does "once" mean?', "takes nobody"),
    ("why was Ann skipped?", "for Ann"),
    ("Why didn't Mei Tanaka get the email?", "for Mei Tanaka"),
    ("how do i stop a run", "`sayso cancel`"),
    ("how can i test a flow before it goes live?", "`sayso simulate`"),
    ("where do I see what happened?", "`sayso logs`"),
    ("what happens if somebody unsubscribes?", "opted out"),
    ("is it free?", "free"),
)


@pytest.mark.parametrize(("question", "said"), ASKED)
def test_a_question_is_answered_and_no_flow_is_made(question: str, said: str) -> None:
    proposal = draft(question, CATALOG, today=TODAY)
    assert said in proposal.answer
    assert (proposal.text, proposal.questions) == ("", ())
    assert proposal == draft(question, CATALOG, today=TODAY)


def test_an_answer_has_two_or_three_sentences_and_names_a_page_that_is_there() -> None:
    for text in (*WORDS.values(), *(answer for _, answer, _ in ANSWERS)):
        assert 1 <= len(re.findall(r"[.!](?=\s|$)", text)) <= 3, text
    assert [page for _, _, page in ANSWERS if not (ROOT / page).is_file()] == []


def test_no_request_is_taken_for_a_question() -> None:
    files = (*FILES, *sorted(FOLDER.glob("[lub]*.jsonl")))
    assert [one.english for file in files for one in scenarios(file) if told(one.english) is not None] == []


def test_what_nobody_wrote_down_is_not_answered() -> None:
    assert told("what is the weather like in Berlin?") is None
