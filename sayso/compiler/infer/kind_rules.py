"""Rules about kinds of values: what fits where, what compares, what adds up."""

from sayso.compiler.samples import for_contact, for_deal, sample
from sayso.dsl.diagnostics import Rule

BIG = for_deal('if @deal.value > $10k\n  people.notify(@me, "Big: @deal.name")\nend')
TASK = for_contact('crm.create_task(title: "Call", due: 2026-03-01)')

WRONG_KIND = Rule(
    "wrong-kind",
    "This needs {wanted}; it is {given}.",
    "A value of another kind could not be used here.",
    "Give a value of the right kind.",
    for_contact('crm.create_task(title: "Call", due: "2026-03-01")'),
    TASK,
)
NOT_A_CONDITION = Rule(
    "not-a-condition",
    "This must be true or false; it is {given}.",
    "Only a question can decide which way to go.",
    "Compare it with something, or ask whether it `exists`.",
    for_contact('if @contact.title\n  people.notify(@me, "@contact.fullName")\nend'),
    for_contact('if @contact.title exists\n  people.notify(@me, "@contact.fullName")\nend'),
)
UNLIKE_VALUES = Rule(
    "unlike-values",
    "This compares {left} with {right}; the two never meet.",
    "Values of unlike kinds are never equal, bigger or smaller.",
    "Compare values of the same kind.",
    for_deal('if @deal.value > "10k"\n  people.notify(@me, "Big: @deal.name")\nend'),
    BIG,
)
PERCENT_BESIDE_OTHER = Rule(
    "percent-beside-other",
    "This compares {left} with {right}; a percentage meets only a percentage.",
    "20 and 20% are not the same.",
    "Write both as percentages.",
    for_deal('if @deal.discount > 20\n  people.notify(@me, "Big: @deal.name")\nend'),
    for_deal('if @deal.discount > 20%\n  people.notify(@me, "Big: @deal.name")\nend'),
)
NO_ORDER = Rule(
    "no-order",
    "Of {given} none is more or less than another.",
    "Only numbers, amounts, dates and times have an order.",
    "Ask with `==`, or compare something that has an order.",
    for_deal('if @deal.owner > @me\n  people.notify(@me, "@deal.name")\nend'),
    for_deal('if @deal.owner == @me\n  people.notify(@me, "@deal.name")\nend'),
)
NO_ARITHMETIC = Rule(
    "no-arithmetic",
    "`{sign}` cannot be used with {left} and {right}.",
    "There is no sensible result.",
    "Use values that go together: numbers with numbers, a date with `5 days`.",
    for_deal('people.notify(@me, "{@deal.name + 1}")'),
    for_deal('people.notify(@me, "{@deal.value + 1}")'),
)
OR_ON_PERHAPS = Rule(
    "or-on-perhaps",
    "`{path}` may be missing, so `or` could mean two things here.",
    "It could ask whether one of the two is true, or say what counts when the first is missing.",
    "Say which: `@x is missing or @x`, or `default(@x, true)`.",
    for_contact(
        'let @answer = linkedin.check_accepted(@contact)\nask @me "Go on?" as @go: boolean? within 1 day\n'
        'if @go or @answer\n  people.notify(@me, "yes")\nend',
    ),
    for_contact(
        'let @answer = linkedin.check_accepted(@contact)\nask @me "Go on?" as @go: boolean? within 1 day\n'
        'if default(@go, @answer)\n  people.notify(@me, "yes")\nend',
    ),
)
FALLBACK_SWALLOWS = Rule(
    "fallback-swallows",
    "Here `or` takes the whole comparison after it as the value to fall back to.",
    "`@a or 0 > 50` reads as `@a or (0 > 50)`.",
    "Put the fallback in parentheses.",
    for_contact('if @contact.company.employees or 0 > 50\n  people.notify(@me, "@contact.fullName")\nend'),
    for_contact('if (@contact.company.employees or 0) > 50\n  people.notify(@me, "@contact.fullName")\nend'),
)
FALLBACK_OF_OTHER_KIND = Rule(
    "fallback-of-other-kind",
    "The first is {left}, the fallback is {right}.",
    "What follows needs one kind of value, whichever of the two it gets.",
    "Fall back to a value of the same kind.",
    for_contact('people.notify(@me, "{@contact.title or 5}")'),
    for_contact('people.notify(@me, "{@contact.title or "no title"}")'),
)
MIXED_LIST = Rule(
    "mixed-list",
    "This mixes {first} with {other}.",
    "All elements must be of one kind.",
    "Keep to one kind.",
    for_contact('crm.add_tags(@contact, ["nurture", 5])'),
    for_contact('crm.add_tags(@contact, ["nurture", "customer"])'),
)
NOT_A_LIST = Rule(
    "not-a-list",
    "This must be a list; it is {given}.",
    "Only lists have elements.",
    "Use a list, or the value itself.",
    for_deal('for each @one in @deal at most 5\n  people.notify(@me, "@one")\nend'),
    for_deal('for each @one in @deal.tags at most 5\n  people.notify(@me, "@one")\nend'),
)
SHOWN_AS_ROWS = Rule(
    "shown-as-rows",
    "This would read as bare data: it is {given}.",
    "Whoever gets the text would see field names and brackets.",
    "Take the field you mean, such as `.title`.",
    sample('let @row = record(title: "Robots", views: 5)\npeople.notify(@me, "News: {@row}")'),
    sample('let @row = record(title: "Robots", views: 5)\npeople.notify(@me, "News: {@row.title}")'),
    "warning",
)
UNKNOWN_OPTION = Rule(
    "unknown-option",
    '"{given}" is none of the options: {options}.',
    "It can never be that.",
    "Use one of the options.",
    for_deal('if @deal.status == "wan"\n  people.notify(@me, "@deal.name")\nend'),
    for_deal('if @deal.status == "won"\n  people.notify(@me, "@deal.name")\nend'),
)
PATTERN_NOT_LITERAL = Rule(
    "pattern-not-literal",
    "`matches` needs a pattern written in quotes, without data in it.",
    "Only then can it be checked before the flow runs.",
    "Write the pattern, or use `contains`.",
    for_deal('if @deal.name matches @deal.source\n  people.notify(@me, "@deal.name")\nend'),
    for_deal('if @deal.name matches "^Re(new)?"\n  people.notify(@me, "@deal.name")\nend'),
)
BAD_PATTERN = Rule(
    "bad-pattern",
    "{problem}",
    "A pattern that cannot be read finds nothing.",
    "Mend the pattern, or use `contains`.",
    for_deal('if @deal.name matches "(big"\n  people.notify(@me, "@deal.name")\nend'),
    for_deal('if @deal.name matches "(big)"\n  people.notify(@me, "@deal.name")\nend'),
)
NOT_A_PERSON = Rule(
    "not-a-person",
    "Somebody of your workspace must stand here; this is {given}.",
    "Only people of the workspace have an inbox for questions, approvals and hand-offs.",
    "Write `@me`, a role such as `@user.salesRep`, or the owner of a record.",
    for_deal('hand off to @deal.contact "Please call" within 2 days'),
    for_deal('hand off to @deal.owner "Please call" within 2 days'),
)
TWO_CURRENCIES = Rule(
    "two-currencies",
    "These are two currencies; which is more is not known.",
    "There is no rate to compare them by, so the answer is always unknown.",
    "Write both in one currency.",
    for_deal('if $10k > €5k\n  people.notify(@me, "@deal.name")\nend'),
    BIG,
    "warning",
)
GIVES_NOTHING = Rule(
    "gives-nothing",
    "`{tool}` gives nothing back, so there is nothing to put in a name.",
    "The name would always be empty.",
    "Call it on a line of its own, without `let`.",
    for_contact('let @done = crm.add_tags(@contact, ["nurture"])\npeople.notify(@me, "@done")'),
    for_contact('crm.add_tags(@contact, ["nurture"])\npeople.notify(@me, "done")'),
)

KIND_RULES: tuple[Rule, ...] = (
    WRONG_KIND, NOT_A_CONDITION, UNLIKE_VALUES, PERCENT_BESIDE_OTHER, NO_ORDER, NO_ARITHMETIC, OR_ON_PERHAPS,
    FALLBACK_SWALLOWS, FALLBACK_OF_OTHER_KIND, MIXED_LIST, NOT_A_LIST, SHOWN_AS_ROWS, UNKNOWN_OPTION,
    PATTERN_NOT_LITERAL, BAD_PATTERN, NOT_A_PERSON, TWO_CURRENCIES, GIVES_NOTHING,
)  # fmt: skip
"""Every rule of this table."""
