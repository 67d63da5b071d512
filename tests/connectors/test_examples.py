"""Every kind of tool call compiles against the declared tools, records and events: `examples.txt`, one after another.

A line `# contact` begins an example and names its trigger; `use` lines follow, then the statements.
"""

import re
from pathlib import Path

import pytest

from sayso.compiler import compile
from sayso.connectors import standard_catalog

CATALOG = standard_catalog()

TRIGGERS = {
    "contact": "on contact.created",
    "deal": "on deal.stage_changed where @deal.value > $10k",
    "email": "on email.replied",
    "customer": "on manual with\n  customer: customer\nend",
    "manual": "on manual",
    "meeting": "on meeting.ended",
    "form": "on form.submitted",
    "visitor": 'on chat "Support"',
    "health": "on health_score.dropped",
    "usage": "on usage.dropped",
    "ticket": "on ticket.escalated",
    "renewal": "on renewal.approaching",
    "nps": "on nps.submitted",
    "champion": "on champion.left",
}

TEXT = Path(__file__).with_name("examples.txt").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^# (\w+)\n(.*?)(?=^# |\Z)", TEXT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("trigger", "body"), EXAMPLES, ids=[f"{n}-{one[0]}" for n, one in enumerate(EXAMPLES)])
def test_examples_compile(trigger, body):
    compiled = compile(f'flow "Example"\n\n{TRIGGERS[trigger]}\n\n{body}', CATALOG)
    assert [d.sentence for d in compiled.diagnostics if d.severity == "error"] == []
    assert compiled.program is not None


def test_no_example_was_lost():
    assert len(EXAMPLES) == TEXT.count("\n# ") + 1 > 30
    assert {trigger for trigger, _ in EXAMPLES} == set(TRIGGERS)
