"""Rules about flows that are right but hardly what was meant."""

from sayso.compiler.samples import for_contact, for_deal, sample
from sayso.dsl.diagnostics import Rule

MAILING = (
    'let @found = crm.find_contacts(where: @it.title contains "VP")\nfor each @contact in @found at most 20{once}\n'
    '  gmail.send(to: @contact, template: "Intro")\nend'
)
WAITING = (
    'gmail.send(to: @contact, template: "Intro")\nwait for email.replied where {where} at most 7 days\n'
    '  crm.add_tags(@contact, ["customer"])\nend'
)
DAILY = "schedule every weekday at 09:00"
ONE = 'flow "Sample"\n\non contact.created\n\nuse {use}\n\ncrm.add_tags(@contact, ["nurture"])\n'

UNUSED_NAME = Rule(
    "unused-name",
    "`@{name}` is set and never read.",
    "It may be left over, or the step that should use it may read another name.",
    "Use it, or take it away.",
    for_contact('let @greeting = "Hello"\npeople.notify(@me, "New: @contact.fullName")'),
    for_contact('let @greeting = "Hello"\npeople.notify(@me, "@greeting @contact.fullName")'),
    "warning",
)
UNREACHABLE = Rule(
    "unreachable-statement",
    "No way leads to this step.",
    "Everything above it ends before.",
    "Move it up, or take it away.",
    for_contact('stop "done"\npeople.notify(@me, "New: @contact.fullName")'),
    for_contact('people.notify(@me, "New: @contact.fullName")\nstop "done"'),
    "warning",
)
SAME_EVERY_TIME = Rule(
    "same-every-time",
    "This comes out {verdict} every time.",
    "A question with one answer decides nothing.",
    "Ask for what you meant, or take the question away.",
    for_contact('if @contact.fullName exists\n  people.notify(@me, "New: @contact.fullName")\nend'),
    for_contact('if @contact.title exists\n  people.notify(@me, "New: @contact.title")\nend'),
    "warning",
)
TAKEN_AGAIN = Rule(
    "taken-again",
    "Every run may send `{tool}` to the same {kind} again.",
    "The flow starts again and again, the list may hold the same people, and nothing leaves out those already taken.",
    "Write `once` after `at most` (or `once per 90 days`); write `again` if that is what you want.",
    sample(MAILING.format(once=""), DAILY),
    sample(MAILING.format(once=" once"), DAILY),
    "warning",
)
UNUSED_TOOL = Rule(
    "unused-tool",
    "`{tool}` may be used, and the flow never calls it.",
    "A flow should be allowed no more than it does.",
    "Take it from the `use` line.",
    ONE.format(use="crm.add_tags, crm.create_task"),
    ONE.format(use="crm.add_tags"),
    "warning",
)
TOOL_LISTED_TWICE = Rule(
    "tool-listed-twice",
    "`{tool}` stands in two `use` lines.",
    "It would not be clear which conditions hold.",
    "Keep one of them.",
    ONE.format(use="crm.add_tags\nuse crm.add_tags at most 20 per day"),
    ONE.format(use="crm.add_tags at most 20 per day"),
)
STILL_TO_DECIDE = Rule(
    "still-to-decide",
    "Still to decide: {question}",
    "The flow cannot run before this is filled in.",
    "Put the value in its place.",
    for_contact('gmail.send(to: @contact, template: todo "which template?")'),
    for_contact('gmail.send(to: @contact, template: "Intro")'),
)
WAIT_FOR_ANYBODY = Rule(
    "wait-for-anybody",
    "This takes the first `{event}` there is, whoever it is about.",
    "Without an `==` on the event, one person's answer can be taken for another's.",
    "Say which one is meant, as in `where @email.from == @contact.email`.",
    for_contact(WAITING.format(where='@email.subject contains "yes"')),
    for_contact(WAITING.format(where="@email.from == @contact.email")),
    "warning",
)
OTHER_CURRENCY = Rule(
    "other-currency",
    "This workspace counts in {ours}; an amount in {theirs} never meets one in {ours}.",
    "Amounts of two currencies are neither equal, nor larger or smaller than each other, and cannot be added.",
    "Write the amount in {ours}. Where a record does hold {theirs}, leave it.",
    for_deal('if @deal.value > €50k\n  crm.create_task(title: "Look at @deal.name")\nend'),
    for_deal('if @deal.value > $50k\n  crm.create_task(title: "Look at @deal.name")\nend'),
    "warning",
)
LOOKS_ELSEWHERE = Rule(
    "looks-elsewhere",
    "This condition never looks at the elements of the list, so all of them meet it or none.",
    "Where a name such as `@contact` is taken already, it means the record that has it, not the one that is looked at.",
    "Write `@it` for the element.",
    for_contact(
        'let @same = crm.find_contacts(where: @contact.title contains "VP")\npeople.notify(@me, "{count(@same)} more")'
    ),
    for_contact(
        'let @same = crm.find_contacts(where: @it.title contains "VP")\npeople.notify(@me, "{count(@same)} more")'
    ),
    "warning",
)

RULES: tuple[Rule, ...] = (
    UNUSED_NAME, UNREACHABLE, SAME_EVERY_TIME, TAKEN_AGAIN, UNUSED_TOOL, TOOL_LISTED_TWICE, STILL_TO_DECIDE,
    WAIT_FOR_ANYBODY, OTHER_CURRENCY, LOOKS_ELSEWHERE,
)  # fmt: skip
"""Every rule of this table."""
