"""Scenes for crashes: flows, what their world is like, and what people and outsiders do while they run.

Between them they pass every way in which a lane can rest, be answered and end.
"""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from sayso.connectors.shape import Call
from tests.durable.acting import answers, happens
from tests.durable.playing import Play
from tests.runtime.playing import contact

Act = Callable[[Play], Awaitable[object]]


class Step(NamedTuple):
    """What is done next: time goes by, then somebody acts."""

    days: float = 0
    acts: tuple[Act, ...] = ()


DAY = Step(1.01)


class Scene(NamedTuple):
    """A flow and its story: how it goes on, what fails, and how it must end."""

    name: str
    flows: tuple[str, ...]
    """The first is started, the others are published before it."""
    story: tuple[Step, ...] = ()
    contacts: int = 3
    fails: Callable[[Call, int], str] = lambda call, before: ""
    state: str = "completed"


EVERYTHING = """flow "Everything"
on manual
use crm.find_contacts, crm.create_task, people.notify
use email.send at most 100 per day
use github.create_issue
memory
  met: list of text
end
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 3 once
  email.send(to: @contact, subject: "Hello", text: "As written")
  remember @contact.id in @memory.met
  wait 2 days
  crm.create_task(title: "Call them", about: @contact)
end
people.notify(@me, "all done")
github.create_issue(repository: "a/b", title: "Done")
"""

QUOTA = """flow "Invitations"
on manual
use crm.find_contacts, crm.create_task
use twilio.send_sms at most 2 per day
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 5
  twilio.send_sms(to: "+49305550100", text: "Hello")
  crm.create_task(title: "Invited", about: @contact)
end
"""

NESTED = """flow "Nested"
on manual
use crm.find_contacts, crm.create_task
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 3 collect @lines
  for each @word in ["a", "b"] at most 2 one at a time collect @words
    wait 1 hour
    crm.create_task(title: "@contact.id @word")
    keep "@word!"
  end
  crm.create_task(title: "{join(@words, "+")}", about: @contact)
  keep @contact.id
end
for each @name in ["x", "bad", "never"] at most 3 stop on error
  crm.create_task(title: @name)
end
crm.create_task(title: "{join(@lines, ",")}")
"""

PEOPLE = """flow "People"
on manual
use crm.find_contacts, crm.create_task
use gmail.send at most 20 per day with approval by @me within 3 days
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 4
  gmail.send(to: @contact, subject: "Hello", text: "As written")
  ask @me "Call @contact.id?" as @go: boolean within 2 days otherwise false
  if @go
    crm.create_task(title: "yes @contact.id")
  otherwise
    crm.create_task(title: "no @contact.id")
  end
  hand off to @me "@contact.id" within 1 day
end
ask @me "More?" as @more: text within 1 day otherwise "nothing"
crm.create_task(title: @more)
"""

EVENTS = """flow "Events"
on manual
use crm.find_contacts, crm.create_task
use gmail.send at most 20 per day
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 4
  gmail.send(to: @contact, subject: "Hello", text: "As written")
  wait for email.replied where @email.from == @contact.email at most 2 days
    crm.create_task(title: "answered @contact.id")
  otherwise
    sequence
      crm.create_task(title: "first @contact.id")
      wait 1 day
      crm.create_task(title: "second @contact.id")
      wait 1 day
      crm.create_task(title: "third @contact.id")
    unless email.replied where @email.from == @contact.email
      crm.create_task(title: "stopped @contact.id")
    end
  end
end
"""

PROPOSAL = """flow "Proposal"
on call with
  name: text
end
use crm.create_task
crm.create_task(title: "proposal @name")
wait 1 hour
return "made for @name"
"""

ASIDE = """flow "Aside"
on call with
  name: text
end
use slack.send_message
slack.send_message(channel: "#general", text: "aside @name")
"""

CALLS = """flow "Calls"
on manual
use crm.create_task, web.search
limit 50 credits per run
memory
  last: text?
  seen: list of text
end
run flow "Proposal" with name: "Ann" as @made
start flow "Aside" with name: "Bob"
set @memory.last = @made
try
  crm.create_task(title: "bad")
on error @error
  crm.create_task(title: "caught @error.kind")
end
repeat at most 3 times
  let @found = web.search("news")
  remember "news" in @memory.seen
  crm.create_task(title: "turn")
  wait 1 hour
end
crm.create_task(title: "{@memory.last or "none"} {count(@memory.seen)}")
"""

LOST = """flow "Lost"
on manual
use crm.find_contacts, email.send, github.create_issue, crm.create_task
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 2
  email.send(to: @contact, subject: "Hello", text: "As written")
  github.create_issue(repository: "a/b", title: "@contact.id")
  crm.create_task(title: "done @contact.id")
end
"""

FAILS = """flow "Fails"
on manual
use crm.create_task, github.create_issue
crm.create_task(title: "before")
github.create_issue(repository: "a/b", title: "one")
wait 1 hour
fail "this was it"
"""


def bad_titles(call: Call, before: int) -> str:
    """What is called bad fails, whenever it is tried."""
    return "invalid" if call.arguments.get("title") == "bad" else ""


def lost_lines(call: Call, before: int) -> str:
    """The first time, the line is lost: for one contact before the call arrives, for the other after."""
    if before or call.tool == "crm.find_contacts":
        return ""
    return "lost before" if "c0" in call.key else "lost after"


def busy(call: Call, before: int) -> str:
    """Services have too much to do at first."""
    return ("rate-limited", "unavailable", "")[min(before, 2)]


SCENES = {scene.name: scene for scene in (
    Scene("everything", (EVERYTHING,), (DAY, DAY, DAY), 4, busy),
    Scene("quota", (QUOTA,), (DAY, DAY, DAY), 5),
    Scene("nested", (NESTED,), (Step(0.05), Step(0.05), Step(0.05)), 3, bad_titles, "completed with failures"),
    Scene("people", (PEOPLE,), (
        Step(0.1, (answers("approval", "c0", answer="yes", edit={"text": "As edited"}),)),
        Step(0.1, (answers("question", "c0", answer="value", value=True),)),
        Step(0.1, (answers("hand-off", "c0", answer="taken"), answers("approval", "c1", answer="no", words="not now"))),
        Step(0.1, (answers("approval", "c2", answer="yes"),)),
        Step(2.01), Step(1.01),
        Step(0.1, (answers("question", "", answer="value", value="that is all"),)),
    ), 4),
    Scene("events", (EVENTS,), (
        Step(0.5, (happens("email.replied", "c0"),)),
        Step(0.1, (happens("email.replied", "c9"),)),
        Step(1.6), Step(0.5, (happens("email.replied", "c2"),)), DAY, DAY,
    ), 4),
    Scene("calls", (CALLS, PROPOSAL, ASIDE), (Step(0.05),) * 5, 0, bad_titles),
    Scene("lost", (LOST,), (DAY,), 2, lost_lines),
    Scene("fails", (FAILS,), (Step(0.05),), 0, state="failed"),
)}  # fmt: skip


def records_of(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """The contacts of a scene's world."""
    return {"contact": [contact(number) for number in range(scene.contacts)]}
