"""SpiffWorkflow: a specification whose last task leads back to the first."""

from typing import Any

from SpiffWorkflow import Workflow
from SpiffWorkflow.operators import Attrib, Equal
from SpiffWorkflow.specs import Cancel, ExclusiveChoice, Simple, WorkflowSpec

from bench.peers.work import People, is_urgent, text_for


class Loop:
    """Where the loop is, and how many calls it made."""

    def __init__(self, people: People) -> None:
        self.people, self.at = people, 0
        self.counts = {"urgent": 0, "standard": 0}

    def take(self, workflow: Any, task: Any) -> bool:
        """The text for the next contact, and which call."""
        person = self.people[self.at]
        task.data.update(text=text_for(person), way="urgent" if is_urgent(person) else "standard")
        return True

    def call(self, workflow: Any, task: Any) -> bool:
        """Count the call."""
        self.counts[task.data["way"]] += 1
        self.at += 1
        task.data["more"] = "yes" if self.at < len(self.people) else "no"
        return True


def _spec(loop: Loop) -> WorkflowSpec:
    spec = WorkflowSpec("Loop", addstart=True)
    take, way = Simple(spec, "take"), ExclusiveChoice(spec, "way")
    urgent, standard, more = Simple(spec, "urgent"), Simple(spec, "standard"), ExclusiveChoice(spec, "more")
    spec.start.connect(take)
    take.connect(way)
    way.connect_if(Equal(Attrib("way"), "urgent"), urgent)
    way.connect(standard)
    for call in (urgent, standard):
        call.connect(more)
        call.completed_event.connect(lambda workflow, task: loop.call(workflow, task))
    more.connect_if(Equal(Attrib("more"), "yes"), take)
    more.connect(Cancel(spec, "end"))
    take.completed_event.connect(lambda workflow, task: loop.take(workflow, task))
    return spec


def run(people: People) -> tuple[int, int]:
    """Run the loop."""
    loop = Loop(people)
    workflow = Workflow(_spec(loop))
    while not workflow.is_completed():
        workflow.run_next()
    return loop.counts["urgent"], loop.counts["standard"]
