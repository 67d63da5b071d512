"""Rules about where statements may stand: in the flow's body, in a loop's items, in a chat."""

from sayso.compiler.samples import for_contact, sample
from sayso.dsl.diagnostics import Rule

LOOP = "let @found = crm.find_deals()\nfor each @deal in @found at most 5{collect}\n{body}\nend"


def loop(body: str, collect: str = "", after: str = "") -> str:
    """A whole flow with a loop over deals."""
    return sample(LOOP.format(body=body, collect=collect) + after)


SKIP_OUTSIDE_LOOP = Rule(
    "skip-outside-loop",
    "`skip` ends the item of a loop, and there is no loop here.",
    "Outside a loop there is no next item to go on with.",
    "Write `stop` to end the run.",
    for_contact('if @contact.title is missing\n  skip "no title"\nend\npeople.notify(@me, "@contact.fullName")'),
    for_contact('if @contact.title is missing\n  stop "no title"\nend\npeople.notify(@me, "@contact.fullName")'),
)
STOP_INSIDE_ITEM = Rule(
    "stop-inside-item",
    "`stop` ends the whole run and cannot stand inside a loop's items.",
    "Other items are on their way at the same time; one of them cannot end them all.",
    "Write `skip` to end this item.",
    loop('  if @deal.status == "won"\n    stop "done"\n  end\n  people.notify(@me, "@deal.name")'),
    loop('  if @deal.status == "won"\n    skip "done"\n  end\n  people.notify(@me, "@deal.name")'),
)
RETURN_INSIDE_ITEM = Rule(
    "return-inside-item",
    "`return` ends the whole run and cannot stand inside a loop's items.",
    "Other items are on their way at the same time; one of them cannot end them all.",
    "Hand values out with `collect` and `keep`, and return after the loop.",
    loop("  return @deal.name"),
    loop("  keep @deal.name", " collect @names", "\nreturn @names"),
)
KEEP_WITHOUT_COLLECT = Rule(
    "keep-without-collect",
    "`keep` has nowhere to put this: no loop around it has `collect`.",
    "The value would be lost.",
    "Add `collect @name` to the loop.",
    loop("  keep @deal.name"),
    loop("  keep @deal.name", " collect @names", "\nreturn @names"),
)
KEPT_DIFFER = Rule(
    "kept-differ",
    "This loop keeps {first} and {other}.",
    "What it collects must be of one kind.",
    "Keep values of one kind.",
    loop("  keep @deal.name\n  keep @deal.value", " collect @kept", '\nreturn "@kept"'),
    loop("  keep @deal.name", " collect @kept", '\nreturn "@kept"'),
)
RETURNS_DIFFER = Rule(
    "returns-differ",
    "This returns {other}; elsewhere the flow returns {first}.",
    "Whoever runs the flow needs to know what comes back.",
    "Return one kind of value everywhere.",
    for_contact('if @contact.title exists\n  return "yes"\nend\nreturn 0'),
    for_contact("if @contact.title exists\n  return 1\nend\nreturn 0"),
)
SAY_OUTSIDE_CHAT = Rule(
    "say-outside-chat",
    "`say` speaks to the visitor of a chat, and no chat starts this flow.",
    "There is nobody to hear it.",
    "Start the flow with `on chat`, or tell somebody of the workspace with `people.notify`.",
    sample('say "Thank you."'),
    sample('say "Thank you."', 'chat "Support"'),
)
FLOW_GIVES_NOTHING = Rule(
    "flow-gives-nothing",
    "The flow `{flow}` returns nothing.",
    "The name would always be empty.",
    "Run it without `as`, or let it return something.",
    sample('run flow "Cleanup" as @made\nreturn @made'),
    sample('return "done"'),
)

LANE_RULES: tuple[Rule, ...] = (
    SKIP_OUTSIDE_LOOP, STOP_INSIDE_ITEM, RETURN_INSIDE_ITEM, KEEP_WITHOUT_COLLECT, KEPT_DIFFER, RETURNS_DIFFER,
    SAY_OUTSIDE_CHAT, FLOW_GIVES_NOTHING,
)  # fmt: skip
"""Every rule of this table."""
