"""Tools that are not listed, not allowed or not connected."""

import pytest

from sayso.compiler import whitelist
from sayso.dsl.catalog import Policy
from sayso.dsl.diagnostics import Rule
from tests.compiler.checking import catalog_with, chunks_hold, found, mended, samples_hold, told

NO_LIST = 'flow "A"\n\non manual\n\npeople.notify(@me, "Done")\n'
MAIL = """flow "A"

on manual with
  contact: contact
end

use gmail.send, email.replied_to

gmail.send(to: @contact, subject: "a", text: "b")
"""


@pytest.mark.parametrize("rule", whitelist.RULES, ids=lambda rule: rule.slug)
def test_samples(rule: Rule) -> None:
    assert samples_hold(whitelist.check, rule, catalog_with(whitelist.POLICIES.get(rule.slug)))


def test_a_tool_that_is_not_listed_is_underlined() -> None:
    assert told(whitelist.check, NO_LIST) == [("tool-not-listed", "people.notify")]


def test_the_fix_adds_a_line_below_the_trigger() -> None:
    assert 'on manual\n\nuse people.notify\n\npeople.notify(@me, "Done")' in mended(whitelist.check, NO_LIST)


def test_the_fix_adds_to_a_plain_line_and_keeps_its_comment() -> None:
    text = NO_LIST.replace("people.notify(", "use web.search # news\n\npeople.notify(", 1)
    assert "use web.search, people.notify # news\n" in mended(whitelist.check, text)


def test_the_fix_leaves_a_line_with_conditions_alone() -> None:
    text = NO_LIST.replace("people.notify(", "use web.search at most 3 per day\n\npeople.notify(", 1)
    assert "use web.search at most 3 per day\nuse people.notify\n" in mended(whitelist.check, text)


@pytest.mark.parametrize("fixed", [NO_LIST, NO_LIST.replace("people", "off people", 1)])
def test_the_fix_leaves_nothing_to_find(fixed: str) -> None:
    assert found(whitelist.check, mended(whitelist.check, fixed)) == []


def test_a_step_that_is_switched_off_is_checked_too() -> None:
    text = NO_LIST.replace("people.notify", "off people.notify")
    assert told(whitelist.check, text) == [("tool-not-listed", "people.notify")]


def test_people_steps_need_no_use() -> None:
    text = (
        'flow "A"\n\non chat "Support"\n\nmemory\n  seen: list of text\nend\n\n'
        'say "Hello"\nhand off to @me "Look" within 1 day\nask @me "Well?" as @go: boolean within 1 day\n'
        'remember "x" in @memory.seen\n'
    )
    assert found(whitelist.check, text) == []


def test_a_workspace_may_allow_a_whole_connector() -> None:
    text = MAIL.replace(", email.replied_to", "")
    assert told(whitelist.check, text, catalog_with(Policy(allowed=("gmail",)))) == []
    assert told(whitelist.check, text, catalog_with(Policy(allowed=("crm",)))) == [("tool-not-allowed", "gmail.send")]


def test_a_tool_that_is_only_listed_is_not_allowed_either() -> None:
    text = 'flow "A"\n\non manual\n\nuse web.search\n\nstop "done"\n'
    assert told(whitelist.check, text, catalog_with(Policy(allowed=()))) == [("tool-not-allowed", "use web.search")]


def test_a_missing_connection_is_a_warning_told_once() -> None:
    text = MAIL.replace(", email.replied_to", "") + 'gmail.send(to: @contact, subject: "a", text: "b")\n'
    [finding] = found(whitelist.check, text, catalog_with(Policy(connected=("web",))))
    assert finding.severity == "warning"
    assert finding.sentence == "Gmail is not connected; Test Mode works, live will not."


def test_what_was_granted_must_cover_what_the_tool_needs() -> None:
    text = MAIL.replace(", email.replied_to", "")
    granted = ("gmail.send", "gmail.compose")
    assert found(whitelist.check, text, catalog_with(Policy(scopes={"gmail": granted}))) == []
    assert [f.slug for f in found(whitelist.check, text, catalog_with(Policy(scopes={"gmail": ()})))] == [
        "scope-missing"
    ]


def test_every_chunk_gets_its_findings() -> None:
    assert chunks_hold(whitelist.check, whitelist.RULES, "whitelist.flow", whitelist.POLICIES) == []
