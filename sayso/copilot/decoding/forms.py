"""One example and one sentence for every form of the language, as a prompt shows them.

An example that names a tool or an event is shown only where the catalog has it; of several the first that fits.
"""

from typing import NamedTuple

from sayso.dsl import flow as f
from sayso.dsl import statements as s


class Form(NamedTuple):
    """How a node is written. `inside`: the block it needs around it: "loop", "chat" or "call"."""

    node: type
    example: str
    says: str
    tools: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    inside: str = ""


HEADER: tuple[Form, ...] = (
    Form(f.Flow, 'flow "Big deals"', "the first line: its name"),
    Form(f.Goal, 'goal "Tell the owner of every big deal"', "what it is for"),
    Form(f.OnManual, "on manual", "somebody presses Run"),
    Form(f.OnEvent, "on deal.stage_changed where @deal.value > $10k", "an event", events=("deal.stage_changed",)),
    Form(f.OnEvent, "on contact.created", "an event", events=("contact.created",)),
    Form(f.OnSchedule, 'on schedule every weekday at 09:00 in "Europe/Berlin"', "also `every 15 minutes`, "
         "`every 2 weeks on monday at 8:30, 16:00`, `every month on day 1`, `every month on last friday`, "
         "`every year on 03-01`, `once on 2027-11-03 at 10:00`"),
    Form(f.OnForm, 'on form "Demo request" with\n  name: text\n  plan: "free" | "pro"\n  employees: number?\nend',
         "a form is sent; its inputs are `@name`, `@plan`. `on manual with`, `on call with` and "
         '`on webhook "x" with` take inputs too'),
    Form(f.OnWebhook, 'on webhook "lead" with\n  email: email\nend', "a program posts"),
    Form(f.OnChat, 'on chat "Support"', "a visitor writes; gives `@visitor` and `@message`"),
    Form(f.OnCall, "on call with\n  deal: deal\nend", "another flow calls it; `return` gives the result"),
    Form(f.Use, "use gmail.send at most 100 per day between 08:00 and 18:00 with approval by @me within 3 days",
         "every tool the flow calls; conditions only with one tool a line", ("gmail.send",)),
    Form(f.Use, "use crm.find_contacts, crm.add_tags", "every tool the flow calls",
         ("crm.find_contacts", "crm.add_tags")),
    Form(f.Limit, "limit 50 credits per run", "also `limit 100 runs per day`"),
    Form(f.Memory, "memory\n  seen: list of text\n  lastDigest: date?\nend", "what it remembers from run to run"),
)  # fmt: skip
"""Lines above the statements, in the order of a file."""

STATEMENTS: tuple[Form, ...] = (
    Form(s.Do, 'gmail.send(to: @contact, template: "Intro")', "calls a tool", ("gmail.send",)),
    Form(s.Do, 'people.notify(@me, "Look at @deal.name")', "calls a tool", ("people.notify",)),
    Form(s.Do, 'crm.add_tags(@contact, ["customer"])', "calls a tool", ("crm.add_tags",)),
    Form(s.Let, 'let @found = crm.find_contacts(where: @contact.title contains "VP")', "names what a tool gives",
         ("crm.find_contacts",)),
    Form(s.Let, "let @half = @deals where @deal.value > $10k", "names a value"),
    Form(s.Set, "set @memory.lastDigest = @today", "only memory is set"),
    Form(s.Remember, 'remember @deal.id in @memory.seen otherwise skip "seen before"', "once per thing", inside="loop"),
    Form(s.If, 'if @deal.value > $100k and @deal.name contains "pilot"\n  stop "big"\notherwise if @deal.value is '
         'missing\n  stop "no value"\notherwise\n  stop "small"\nend', "decides"),
    Form(s.ForEach, "for each @deal in @deals at most 20 once collect @lines\n  keep @deal.name\nend",
         "each item goes its own way; after `at most N`, in this order: `once` or `once per 90 days` or `again`, "
         "`one at a time`, `stop on error`, `collect @list`"),
    Form(s.Keep, 'keep "@deal.name is open"', "hands a value to the loop's `collect`", inside="loop"),
    Form(s.Repeat, 'repeat at most 5 times until @deal.status == "won"\n  wait 1 day\notherwise\n  stop "still open"\n'
         "end", "`until` is looked at after each turn"),
    Form(s.Wait, "wait 5 days", "minutes, hours, days, business days, weeks, months, years"),
    Form(s.WaitUntil, "wait until @today + 3 days at most 60 days", "waits for a moment"),
    Form(s.WaitFor, 'wait for email.replied where @email.from == @contact.email at most 7 days\n  stop "answered"\n'
         'otherwise\n  stop "no answer"\nend', "waits for an event; compare with `==` so it is this person's",
         events=("email.replied",)),
    Form(s.Sequence, "sequence\n  wait 2 days\n  hand off to @me \"No answer yet\" within 1 day\n"
         "unless email.replied where @email.from == @contact.email\n  stop \"answered\"\nend",
         "steps that end when the event comes", events=("email.replied",)),
    Form(s.Stage, 'stage "Kick-off" at @today + 30 days\n  hand off to @me "Begin" within 2 days\nend',
         "begins at a date"),
    Form(s.Try, 'try\n  run flow "Enrich" with contact: @contact\non error @error\n  stop "@error.message"\nend',
         "takes failed, rejected and expired steps"),
    Form(s.Ask, 'ask @me "Send it to @contact.fullName?" as @go: boolean within 2 days otherwise false',
         "a question to a person"),
    Form(s.HandOff, 'hand off to @contact.owner or @me "@contact.fullName replied" within 2 days', "to a person"),
    Form(s.Say, 'say "Thanks, we will write to you."', "to the visitor of a chat", inside="chat"),
    Form(s.RunFlow, 'run flow "Proposal" with deal: @deal as @proposal', "and waits; `start flow` does not"),
    Form(s.Stop, 'stop "nothing to do"', "ends the run well"),
    Form(s.Skip, 'skip "not for them"', "ends the item of a loop", inside="loop"),
    Form(s.Fail, 'fail "unexpected"', "ends it as failed"),
    Form(s.Return, "return @deal.name", "the result", inside="call"),
    Form(s.Off, "off wait 5 days", "switched off"),
)  # fmt: skip
"""Statements. The example of a block holds its other parts."""

TESTS: tuple[Form, ...] = (
    Form(f.Test, 'test "nobody new, nothing sent"\n  given crm.find_contacts returns []\n'
         "  expect crm.find_contacts once\n  expect completed\nend", "a test of the flow", ("crm.find_contacts",)),
    Form(f.Test, 'test "it runs through"\n  given now 2026-03-02 09:00\n  expect completed\nend', "a test of the flow"),
    Form(f.GivenEvent, 'given email.replied after 2 days with from: "ann@acme.example"', "an event comes",
         events=("email.replied",)),
    Form(f.GivenData, 'given @contact = contact(firstName: "Ann", email: "ann@acme.example")', "what is there"),
    Form(f.GivenAnswer, "given answer @go = true after 1 day", "also `given no answer @go`"),
    Form(f.ExpectTool, 'expect gmail.send once with template: "Intro"', "`once`, `twice`, `never`, `3 times`",
         ("gmail.send",)),
    Form(f.ExpectEnd, 'expect stopped "no answer"', "`completed`, `stopped`, `failed`, `skipped`"),
    Form(f.ExpectReturn, 'expect return "Pilot"', "for `on call`"),
)  # fmt: skip
"""A test at the end of the file, and lines that may stand in it."""

VALUES: tuple[tuple[str, str], ...] = (
    (
        '"Hi {@contact.firstName or "there"}, about @deal.name"',
        'text: `@path` and `{value}` are filled in; write `@@`, `{{`, `\\"`, `\\\\` for the characters',
    ),
    ("42, 1_000, 10%, $50k, 5 days, 2026-03-01, 09:00, 2026-03-01 09:00", "no commas inside numbers"),
    ('true, false, missing, [1, 2], record(name: "Ann", city: "Oslo")', "lists and rows"),
    ("@contact.company.name, @deals[0].name, @now, @today, @me, @trigger, @memory.seen, @run", "data"),
    ("@a == 1, @a != 1, @a < 1, @a >= 1, @a in [1, 2], @a in 50 to 200, @a not in [1]", "compare"),
    ('@a contains "x", @a starts with "x", @a ends with "x", @a matches "x.*"', "compare texts; `contains` lists too"),
    ("@a exists, @a is missing, not @a, @a and @b, @a or @b", "`@a or 1` is also the fallback where `@a` is missing"),
    (
        "@deals where @deal.value > $10k, @deals sorted by @deal.value descending, first 3 of @deals, @deals.name",
        "lists; the item is `@it` or its type's name",
    ),
    ('todo "which template?"', "what only the person can decide"),
)
"""Values, as they are written, and what to know of them."""

RULES: tuple[str, ...] = (
    "One statement a line. `@name` is data, bare words are keywords and tools, quotes are text.",
    "Blocks close with `end`. Indent them by two blanks. One blank between words, one after each comma.",
    "Order of a file: flow, goal, on, use, limit, memory, statements, test.",
    "Only statements call tools. Every tool that is called stands in a `use` line; `hand off`, `ask`, `say` and "
    "`remember` need none.",
    "Every loop and wait has a bound. A value that may be missing (`?`) needs `or` or a check before it is sent.",
    "A message that repeats for the same people needs `once` on its loop, or `remember`.",
    "Use `todo \"question?\"` for a value you were not told. Invent no tools, fields or templates.",
)  # fmt: skip
"""What holds everywhere."""
