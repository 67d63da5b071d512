"""langgraph: a graph that takes one contact after the other; every node gives what changes in the state."""

from typing import Any, TypedDict

from langgraph.graph import END, START, StateGraph

from bench.peers.work import People, is_urgent, text_for


class State(TypedDict):
    """Where the loop is, and how many calls it made."""

    people: People
    at: int
    text: str
    urgent: int
    standard: int


def take(state: State) -> dict[str, Any]:
    """The text for the next contact."""
    return {"text": text_for(state["people"][state["at"]])}


def urgent(state: State) -> dict[str, Any]:
    """The one call."""
    return {"urgent": state["urgent"] + 1, "at": state["at"] + 1}


def standard(state: State) -> dict[str, Any]:
    """The other call."""
    return {"standard": state["standard"] + 1, "at": state["at"] + 1}


def decide(state: State) -> str:
    """Which call."""
    return "urgent" if is_urgent(state["people"][state["at"]]) else "standard"


def more(state: State) -> str:
    """Whether a contact is left."""
    return "take" if state["at"] < len(state["people"]) else END


def _compiled() -> Any:
    graph = StateGraph(State)
    for node in (take, urgent, standard):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "take")
    graph.add_conditional_edges("take", decide, ["urgent", "standard"])
    for name in ("urgent", "standard"):
        graph.add_conditional_edges(name, more, ["take", END])
    return graph.compile()


GRAPH = _compiled()


def run(people: People) -> tuple[int, int]:
    """Run the loop."""
    begin = {"people": people, "at": 0, "text": "", "urgent": 0, "standard": 0}
    done = GRAPH.invoke(begin, {"recursion_limit": 2 * len(people) + 5})
    return done["urgent"], done["standard"]
