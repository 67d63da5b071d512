"""Tools that the workspace marks sensitive."""

import pytest

from sayso.compiler import approval
from sayso.dsl.catalog import Policy
from sayso.dsl.diagnostics import Rule
from tests.compiler.checking import catalog_with, chunks_hold, found, mended, samples_hold, told

SENSITIVE = catalog_with(Policy(sensitive=("gmail.send",)))
FLOW = """flow "A"

on manual with
  contact: contact
end

use gmail.send, people.notify

gmail.send(to: @contact, subject: "a", text: "b")
people.notify(@me, "Sent")
"""


@pytest.mark.parametrize("rule", approval.RULES, ids=lambda rule: rule.slug)
def test_samples(rule: Rule) -> None:
    assert samples_hold(approval.check, rule, catalog_with(approval.POLICIES[rule.slug]))


def test_a_sensitive_tool_needs_approval() -> None:
    assert told(approval.check, FLOW, SENSITIVE) == [("needs-approval", "gmail.send")]
    assert told(approval.check, FLOW) == []


def test_a_switched_off_step_is_checked() -> None:
    assert told(approval.check, FLOW.replace("\ngmail", "\noff gmail"), SENSITIVE) == [("needs-approval", "gmail.send")]


def test_approval_on_the_use_line_is_enough() -> None:
    text = FLOW.replace("use gmail.send, people.notify", "use people.notify\nuse gmail.send with approval by @me")
    assert found(approval.check, text, SENSITIVE) == []


def test_the_first_fix_asks_on_the_call() -> None:
    text = mended(approval.check, FLOW, SENSITIVE)
    assert 'text: "b") with approval\n' in text and found(approval.check, text, SENSITIVE) == []


def test_the_second_fix_splits_the_use_line() -> None:
    text = mended(approval.check, FLOW, SENSITIVE, fix=1)
    assert "use people.notify\nuse gmail.send with approval\n" in text
    assert found(approval.check, text, SENSITIVE) == []


def test_every_chunk_gets_its_findings() -> None:
    assert chunks_hold(approval.check, approval.RULES, "approval.flow", approval.POLICIES) == []
