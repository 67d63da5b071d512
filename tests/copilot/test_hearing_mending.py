"""What mending does with steps that no rule can make right: they go, and a question says so."""

from sayso.copilot.hearing.marks import Mark, Written
from sayso.copilot.hearing.mending import mend
from sayso.dsl.node import walk
from sayso.dsl.statements import Do
from tests.copilot.corpora import CATALOG

FLOW = """flow "A try"

on contact.created

use crm.add_tags

crm.add_tags(record: @contact, tags: ["Newsletter"])  # ¤0
crm.no_such_tool(record: @contact)  # ¤1
"""


def written(places: tuple[int, ...]) -> Written:
    """A flow with a step that does not exist, which came from these words of a request."""
    return Written(text=FLOW, marks=[Mark(places=(0,)), Mark(places=places)], guesses=[], asks=[])


def test_a_step_that_cannot_be_mended_is_left_out_and_asked_about() -> None:
    flow = written((3, 4))
    compiled = mend(flow, CATALOG)
    assert not [one for one in compiled.diagnostics if one.severity == "error"]
    assert compiled.flow is not None
    assert [node.call.tool for node in walk(compiled.flow.body) if isinstance(node, Do)] == ["crm.add_tags"]
    assert [(ask.slug, ask.places) for ask in flow.asks] == [("does-not-fit", (3, 4))]
    assert "no_such_tool" in flow.asks[0].question


def test_nobody_is_asked_about_a_step_that_nobody_said() -> None:
    flow = written(())
    mend(flow, CATALOG)
    assert flow.asks == []
