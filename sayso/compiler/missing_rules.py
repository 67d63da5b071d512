"""Rules about values that may be missing."""

from sayso.compiler.samples import for_contact, sample
from sayso.dsl.diagnostics import Rule

CUSTOMER = "manual with\n  customer: customer\nend"
TASKS = 'for each @task in {items} at most 5\n  people.notify(@me, "@task")\nend'

MISSING_IN_STEP = Rule(
    "missing-in-step",
    "{path} may be missing, and `{tool}` needs `{name}`.",
    "When it is missing, the step could not be done.",
    "Say what stands in for it with `or`, or do the step only if it `exists`.",
    for_contact("crm.create_task(title: @contact.title)"),
    for_contact('crm.create_task(title: @contact.title or "Call")'),
)
MISSING_VALUE = Rule(
    "missing-value",
    "{path} may be missing, and a value is needed here.",
    "What follows counts on it.",
    "Say what stands in for it with `or`, or do this only if it `exists`.",
    sample("remember @customer.industry in @memory.seen", f"{CUSTOMER}\n\nmemory\n  seen: list of text\nend"),
    sample(
        'remember (@customer.industry or "none") in @memory.seen', f"{CUSTOMER}\n\nmemory\n  seen: list of text\nend"
    ),
)
MISSING_IN_TEXT = Rule(
    "missing-in-text",
    "{path} may be missing, and the text would have a hole there.",
    'Somebody would read "Hi ,".',
    'Say what stands in for it, as in `{{@contact.firstName or "there"}}`, or write the text only if it `exists`.',
    for_contact('people.notify(@me, "New: @contact.firstName")'),
    for_contact('people.notify(@me, "New: {@contact.firstName or "somebody"}")'),
)
MISSING_IN_TEMPLATE = Rule(
    "missing-in-template",
    "The template `{template}` reads {path}, which may be missing.",
    "Somebody would read a text with a hole in it.",
    "Give the template a fallback there, or use it only if the value `exists`.",
    for_contact('gmail.send(to: @contact, template: "Bare")'),
    for_contact('gmail.send(to: @contact, template: "Intro")'),
)
MISSING_MOMENT = Rule(
    "missing-moment",
    "{path} may be missing, so it is not known how long to wait.",
    "Without a moment there is nothing to wait for.",
    "Say what stands in for it with `or`, or wait only if it `exists`.",
    for_contact("wait until @contact.lastContactedAt + 5 days"),
    for_contact("wait until (@contact.lastContactedAt or @now) + 5 days"),
)
MISSING_PERSON = Rule(
    "missing-person",
    "{path} may be missing, and then there is nobody to turn to.",
    "Somebody has to answer.",
    "End with somebody who is always there, such as `or @me`.",
    for_contact('hand off to @contact.owner "Please call" within 2 days'),
    for_contact('hand off to @contact.owner or @me "Please call" within 2 days'),
)
MISSING_LIST = Rule(
    "missing-list",
    "{path} may be missing, so there may be nothing to go through.",
    "A loop needs a list, if only an empty one.",
    "Write `or []`, or go through it only if it `exists`.",
    sample(TASKS.format(items="@names"), "manual with\n  names: list of text?\nend"),
    sample(TASKS.format(items="@names"), "manual with\n  names: list of text\nend"),
)

RULES: tuple[Rule, ...] = (
    MISSING_IN_STEP, MISSING_VALUE, MISSING_IN_TEXT, MISSING_IN_TEMPLATE, MISSING_MOMENT, MISSING_PERSON, MISSING_LIST,
)  # fmt: skip
"""Every rule of this table."""
