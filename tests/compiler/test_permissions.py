"""What a flow may do, in sentences."""

from sayso.compiler.permissions import permissions
from tests.compiler.checking import catalog_with, understood

FLOW = """flow "A"

on email.replied

use crm.find_contacts, people.notify
use gmail.send at most 5 per day between 08:00 and 18:00 with approval by @me or @email.contact.owner
use ai.classify with private data
use linkedin.invite

memory
  last: text?
end

let @mood = ai.classify(@email.body, into: ["good", "bad"])
if @mood == "good"
  let @found = crm.find_contacts(where: @contact.email == @email.from)
  for each @one in @found at most 2
    gmail.send(to: @one, template: "Intro")
  end
  hand off to @me "Look" within 1 day
end
set @memory.last = @mood
people.notify(@me, "x")
"""


def test_all_sentences() -> None:
    flow, facts = understood(FLOW, catalog_with())
    assert permissions(flow, facts, catalog_with()) == [
        "Look things up with `crm.find_contacts` and `ai.classify`.",
        "Change something with `people.notify`, at most 1,000 notifications a day and 1,600 a week.",
        "Reach people outside with `gmail.send`, at most 5 emails a day and 35 a week, only between 08:00 and 18:00, "
        "each after `@me` or `@email.contact.owner` approved it.",
        "Reach people outside with `linkedin.invite`, which no step does now, each by your own click.",
        "Give private data to `ai.classify`.",
        "Hand work over to people.",
        "Remember things in `@memory.last`.",
        "Let a stranger's words decide whether a step runs: `@email.body`.",
    ]


def test_some_calls_are_approved() -> None:
    text = (
        'flow "A"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "a") with approval\npeople.notify(@me, "b")\n'
    )
    flow, facts = understood(text, catalog_with())
    assert permissions(flow, facts, catalog_with())[0].endswith("some after the flow's owner approved it.")
