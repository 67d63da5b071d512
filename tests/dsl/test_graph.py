"""The graph shows the whole flow and gives it back."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from sayso.compiler.facts import Facts
from sayso.dsl.blocks import statement_at
from sayso.dsl.flow import Flow
from sayso.dsl.graph import Graph, GraphProblem, from_graph, graph, to_mermaid
from sayso.dsl.parse import parse
from tests.dsl import trees

HERE = Path(__file__).parent
FLOWS = [parse(path.read_text("utf-8")).flow or Flow("") for path in sorted(HERE.glob("example_*.flow"))]


@settings(max_examples=60)
@given(trees.flows)
def test_the_graph_gives_the_flow_back(flow: Flow) -> None:
    drawn = graph(flow)
    assert from_graph(drawn) == flow
    assert from_graph(Graph(tuple(reversed(drawn.nodes)), drawn.edges)) == flow


@pytest.mark.parametrize("flow", FLOWS)
def test_ids_are_those_of_the_compiler(flow: Flow) -> None:
    steps = Facts(flow).steps
    drawn = graph(flow)
    for node in drawn.nodes:
        if node.id.startswith("s") and "." not in node.id:
            assert node.address is not None
            assert steps[id(statement_at(flow, node.address))] == node.id
    ids = {node.id for node in drawn.nodes}
    assert len(ids) == len(drawn.nodes)
    assert {edge.source for edge in drawn.edges} | {edge.target for edge in drawn.edges} <= ids


def test_edges_and_frames() -> None:
    flow = parse('flow "A"\n\non manual\n\nif @a\n  skip\notherwise\n  stop\nend\nwait 1 day\n').flow
    assert flow is not None
    drawn = graph(flow)
    assert [(edge.source, edge.target, edge.label) for edge in drawn.edges] == [
        ("s1", "s2", "yes"),
        ("s1", "s3", "otherwise"),
        ("s1", "s4", ""),
        ("on1", "s1", ""),
    ]
    frames = {node.id: (node.parent, node.kind, node.label) for node in drawn.nodes}
    assert frames["s1.then"] == ("s1", "block", "yes")
    assert frames["s2"] == ("s1.then", "skip", "skip")
    assert frames["on1"] == ("flow", "trigger", "on manual")


def test_a_graph_without_a_box_is_refused() -> None:
    drawn = graph(FLOWS[0])
    frame = next(node for node in drawn.nodes if node.kind == "block" and node.id != "body")
    for nodes in (
        tuple(node for node in drawn.nodes if node.id != "flow"),
        tuple(node for node in drawn.nodes if node.id != frame.parent),
        (*drawn.nodes, drawn.nodes[-1]),
        tuple(msgspec.structs.replace(node, parent="nowhere") if node.id == "s1" else node for node in drawn.nodes),
    ):
        with pytest.raises(GraphProblem):
            from_graph(Graph(nodes, drawn.edges))


@settings(max_examples=30)
@given(trees.flows)
def test_mermaid_holds_nothing_it_could_trip_over(flow: Flow) -> None:
    rows = to_mermaid(graph(flow)).split("\n")
    assert rows[0] == "flowchart TD"
    assert all(row.count('"') % 2 == 0 for row in rows)
    assert sum(row.strip().startswith("subgraph ") for row in rows) == sum(row.strip() == "end" for row in rows)
