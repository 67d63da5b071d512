"""Rules about names: of data, fields, tools and their values, templates, people, stages, flows."""

from sayso.compiler.samples import for_contact, for_deal, sample
from sayso.dsl.diagnostics import Rule

NOTIFY = 'people.notify(@me, "{text}")'
HELLO = for_contact('people.notify(@me, "New: @contact.fullName")')
TAGGED = for_contact('crm.add_tags(@contact, ["nurture"])')
UPDATED = for_contact('crm.update(@contact, source: "web")')
MAILED = for_contact('gmail.send(to: @contact, template: "Intro")')

UNKNOWN_NAME = Rule(
    "unknown-name",
    "There is no `@{name}` here.",
    "A name must come from the trigger, from a step above, or be built in, such as `@today` and `@me`.",
    "Write one of the names that are there, or set it first with `let @{name} = …`.",
    for_contact('people.notify(@me, "New: @contcat.fullName")'),
    HELLO,
)
NOT_ON_EVERY_PATH = Rule(
    "name-not-on-every-path",
    "`@{name}` is not set on every way that leads here.",
    "When the flow comes by another way, there is no value to read.",
    "Set it before the branch, or in each branch.",
    for_contact(
        'if @contact.title exists\n  let @greeting = "Hello"\nend\npeople.notify(@me, @greeting)',
    ),
    for_contact(
        'let @greeting = "Hi"\nif @contact.title exists\n  let @greeting = "Hello"\nend\npeople.notify(@me, @greeting)',
    ),
)
NAME_INSIDE_LOOP = Rule(
    "name-inside-loop",
    "`@{name}` belongs to the items of a loop and is not known outside it.",
    "Each item has its own value, so there is no single one after the loop.",
    "Hand values out with `collect` on the loop and `keep` inside it.",
    sample(
        'let @found = crm.find_deals()\nfor each @deal in @found at most 5\n  let @line = "@deal.name"\nend\n'
        "people.notify(@me, @line)",
    ),
    sample(
        'let @found = crm.find_deals()\nfor each @deal in @found at most 5 collect @lines\n  keep "@deal.name"\nend\n'
        'people.notify(@me, "@lines")',
    ),
)
RESERVED_NAME = Rule(
    "reserved-name",
    "`@{name}` is built in and cannot be set.",
    "Its value is the same in every flow, so that everybody can rely on it.",
    "Choose another name.",
    sample('let @today = 2026-03-01\npeople.notify(@me, "@today")'),
    sample('let @start = 2026-03-01\npeople.notify(@me, "@start")'),
)
NAME_OF_OUTER = Rule(
    "name-of-outer",
    "`@{name}` was set outside the loop; an item cannot change it.",
    "Items overlap in time, so it would not be clear which one had the last word.",
    "Use another name inside, or hand values out with `collect` and `keep`.",
    sample(
        'let @line = "none"\nlet @found = crm.find_deals()\nfor each @deal in @found at most 5\n'
        '  let @line = "@deal.name"\n  people.notify(@me, @line)\nend\npeople.notify(@me, @line)',
    ),
    sample(
        'let @line = "none"\nlet @found = crm.find_deals()\nfor each @deal in @found at most 5\n'
        '  let @other = "@deal.name"\n  people.notify(@me, @other)\nend\npeople.notify(@me, @line)',
    ),
)
ITEM_NAME_TAKEN = Rule(
    "item-name-taken",
    "`@{name}` is something else already; the loop's items need a name of their own.",
    "Inside the loop it would not be clear which of the two is meant.",
    "Choose another name for the items.",
    for_contact(
        "let @found = crm.find_contacts(where: @it.company == @contact.company)\n"
        'for each @contact in @found at most 5\n  people.notify(@me, "@contact.fullName")\nend',
    ),
    for_contact(
        "let @found = crm.find_contacts(where: @it.company == @contact.company)\n"
        'for each @colleague in @found at most 5\n  people.notify(@me, "@colleague.fullName")\nend',
    ),
)
OTHER_KIND_OF_VALUE = Rule(
    "other-kind-of-value",
    "`@{name}` holds {old}; it cannot become {new}.",
    "A name keeps one kind of value, so that every step after it knows what it reads.",
    "Use another name for the new value.",
    sample('let @result = "none"\nlet @result = 5\npeople.notify(@me, "@result")'),
    sample('let @result = "none"\nlet @count = 5\npeople.notify(@me, "@result @count")'),
)
NOT_EVERY_TRIGGER = Rule(
    "not-every-trigger",
    "`@{name}` is not there for every trigger: `{without}` does not bring it.",
    "This flow can start in several ways, and here it is not known which one it was.",
    "Ask first: `if @trigger is …`.",
    sample('people.notify(@me, "@contact.fullName")', "manual; contact.created"),
    sample(
        'if @trigger is contact.created\n  people.notify(@me, "@contact.fullName")\nend',
        "manual; contact.created",
    ),
)
UNKNOWN_TRIGGER = Rule(
    "unknown-trigger",
    "This flow has no trigger `{kind}`.",
    "The question can never be answered with yes.",
    "Name one of the flow's own triggers.",
    sample('if @trigger is schedule\n  stop "later"\nend\npeople.notify(@me, "now")', "manual; contact.created"),
    sample('if @trigger is manual\n  stop "later"\nend\npeople.notify(@me, "now")', "manual; contact.created"),
)
UNKNOWN_ZONE = Rule(
    "unknown-zone",
    "There is no time zone `{name}`.",
    "A time of day means something only in a zone, named as in `Europe/Berlin`.",
    "Write a continent and a city, or leave it out: then the workspace's zone counts.",
    sample('people.notify(@me, "good morning")', 'schedule every weekday at 09:00 in "Europe/Berln"'),
    sample('people.notify(@me, "good morning")', 'schedule every weekday at 09:00 in "Europe/Berlin"'),
)
IT_OUTSIDE_LIST = Rule(
    "it-outside-list",
    "`@it` means the element of a list, and there is no list here.",
    "It is known only inside `where`, `sorted by` and the filter of a find.",
    "Write the name of the data you mean.",
    for_contact('people.notify(@me, "@it.fullName")'),
    HELLO,
)
UNKNOWN_FIELD = Rule(
    "unknown-field",
    "{owner} has no `{name}`.",
    "Only fields that the record has can be read or written.",
    "Choose one of its fields, or add a field of your own in People & data.",
    for_contact('people.notify(@me, "New: @contact.fulName")'),
    HELLO,
)
FIELD_NOT_WRITABLE = Rule(
    "field-not-writable",
    "`{name}` of {kind} is worked out and cannot be written.",
    "Its value follows from other fields, so what was written would be lost.",
    "Write the fields it follows from.",
    for_contact('crm.update(@contact, fullName: "Ann Keller")'),
    for_contact('crm.update(@contact, firstName: "Ann", lastName: "Keller")'),
)
NO_FIELDS = Rule(
    "no-fields",
    "`{path}` is {given}; it has no `{name}`.",
    "Only records and rows have fields.",
    "Use the value itself.",
    for_contact('people.notify(@me, "New: @contact.fullName.first")'),
    HELLO,
)
UNKNOWN_KIND = Rule(
    "unknown-kind",
    "`{name}` is no kind of value that this workspace knows.",
    "Kinds are `text`, `number`, `date` and so on, and the records of your connections, such as `contact`.",
    "Write one of the known kinds.",
    sample("people.notify(@me, @note)", "manual with\n  note: txt\nend"),
    sample("people.notify(@me, @note)", "manual with\n  note: text\nend"),
)
NAME_TWICE = Rule(
    "name-twice",
    "`{name}` stands here twice.",
    "Two values under one name could not be told apart.",
    "Give one of them another name.",
    sample("people.notify(@me, @note)", "manual with\n  note: text\n  note: text\nend"),
    sample("people.notify(@me, @note)", "manual with\n  note: text\nend"),
)
UNKNOWN_TOOL = Rule(
    "unknown-tool",
    "There is no tool `{name}`.",
    "A flow can only do what its connections offer.",
    "Choose one of the tools, or connect the service that has it.",
    for_contact('crm.ad_tags(@contact, ["nurture"])'),
    TAGGED,
)
UNKNOWN_PARAMETER = Rule(
    "unknown-parameter",
    "`{tool}` takes no `{name}`; it takes {known}.",
    "A value under an unknown name would be lost.",
    "Use one of the names it takes.",
    for_contact('gmail.send(to: @contact, templat: "Intro")'),
    MAILED,
)
MISSING_PARAMETER = Rule(
    "missing-parameter",
    "`{tool}` needs `{name}`.",
    "The step cannot run without it.",
    "Add it, or write `todo` in its place until you know.",
    for_contact("crm.add_tags(@contact)"),
    TAGGED,
)
VALUE_TWICE = Rule(
    "value-twice",
    "`{name}` is given twice.",
    "Only one of the two values could be used.",
    "Keep one of them.",
    for_contact('crm.update(@contact, source: "web", source: "fair")'),
    UPDATED,
)
TOO_MANY_VALUES = Rule(
    "too-many-values",
    "`{tool}` takes {count} values; this one is too many.",
    "There is no place for it.",
    "Take it away.",
    for_contact('crm.add_tags(@contact, ["nurture"], "now")'),
    TAGGED,
)
UNKNOWN_EVENT = Rule(
    "unknown-event",
    "There is no event `{name}`.",
    "A flow can only wait for what its connections report.",
    "Choose one of the known events.",
    sample('people.notify(@me, "New: @contact.fullName")', "contact.create"),
    HELLO,
)
UNKNOWN_TEMPLATE = Rule(
    "unknown-template",
    "There is no email template `{name}`.",
    "The email would have no text.",
    "Choose one of your templates, or write it first.",
    for_contact('gmail.send(to: @contact, template: "Intor")'),
    MAILED,
)
TEMPLATE_NOT_LITERAL = Rule(
    "template-not-literal",
    "The template must be named in quotes.",
    "Only then is it known before the flow runs what will be sent.",
    "Write its name, or choose between two calls with `if`.",
    for_contact('let @which = "Intro"\ngmail.send(to: @contact, template: @which)'),
    MAILED,
)
TEMPLATE_LACKS = Rule(
    "template-lacks",
    "The template `{template}` speaks of `@{name}`, and there is none here.",
    "Its texts could not be filled.",
    "Use the template where there is one, or choose another template.",
    sample('gmail.send(to: "ann@acme.example", template: "Outbound v2")'),
    for_contact('gmail.send(to: @contact, template: "Outbound v2")'),
)
TEMPLATE_UNREADABLE = Rule(
    "template-unreadable",
    "The template `{template}` has a line that cannot be read: `{line}`.",
    "What stands there would go out as it is written.",
    "Mend the template: `@name` and `{{…}}` are data, `@@` and `{{{{` are the characters.",
    for_contact('gmail.send(to: @contact, template: "Broken")'),
    MAILED,
)
UNKNOWN_STAGE = Rule(
    "unknown-stage",
    "Your pipeline has no stage `{name}`.",
    "No deal can ever be there.",
    "Choose one of your stages.",
    sample('crm.move_stage(@deal, "Negociation")', "manual with\n  deal: deal\nend"),
    sample('crm.move_stage(@deal, "Negotiation")', "manual with\n  deal: deal\nend"),
)
UNKNOWN_TAG = Rule(
    "unknown-tag",
    "Nobody has the tag `{name}` yet.",
    "A new tag is fine; a slip of the pen would go unnoticed.",
    "Nothing needs to be done if the tag is new.",
    for_contact('crm.add_tags(@contact, ["nurtur"])'),
    TAGGED,
    "note",
)
UNKNOWN_FLOW = Rule(
    "unknown-flow",
    "There is no flow `{name}`.",
    "Only flows that are live can be run by others.",
    "Choose one of your flows, or publish it first.",
    sample('run flow "Propsal"'),
    sample('return "done"'),
)
UNKNOWN_ROLE = Rule(
    "unknown-role",
    "Nobody has the role `{role}`; known are {known}.",
    "The step would have nobody to turn to.",
    "Choose a role that somebody has, or give the role to somebody in Settings.",
    for_contact('people.notify(@user.salesRop, "New: @contact.fullName")'),
    for_contact('people.notify(@user.salesRep, "New: @contact.fullName")'),
)
UNKNOWN_FUNCTION = Rule(
    "unknown-function",
    "There is no function `{name}`.",
    "Only the functions of the library can be used in a value.",
    "Choose one of them; a step such as `crm.update(…)` stands on a line of its own.",
    for_contact('people.notify(@me, "New: {uper(@contact.fullName)}")'),
    for_contact('people.notify(@me, "New: {upper(@contact.fullName)}")'),
)
WRONG_FUNCTION_VALUES = Rule(
    "wrong-function-values",
    "`{name}` cannot work with this: {problem}",
    "The function has no answer for such values.",
    "Give it what it asks for.",
    for_deal('people.notify(@me, "{lower(@deal.value)}")'),
    for_deal('people.notify(@me, "{lower(@deal.name)}")'),
)
UNKNOWN_RECORD = Rule(
    "unknown-record",
    "There is no kind of record `{name}`.",
    "Records are those of your connections, such as `contact`, and `record` for a plain row.",
    "Write one of them.",
    sample(
        'let @deals = crm.find_deals()\npeople.notify(@me, "{count(@deals)}")\n\n'
        'test "one deal"\n  given crm.find_deals returns [dael(name: "Big")]\n  expect completed\nend',
    ),
    sample(
        'let @deals = crm.find_deals()\npeople.notify(@me, "{count(@deals)}")\n\n'
        'test "one deal"\n  given crm.find_deals returns [deal(name: "Big")]\n  expect completed\nend',
    ),
)
UNKNOWN_MEMORY = Rule(
    "unknown-memory",
    "This flow's memory has no `{name}`.",
    "Only what stands in the `memory` block is remembered.",
    "Add it to `memory`, or choose a name that is there.",
    sample("set @memory.lastDay = @today", "manual\n\nmemory\n  lastRun: date?\nend"),
    sample("set @memory.lastRun = @today", "manual\n\nmemory\n  lastRun: date?\nend"),
)

NAME_RULES: tuple[Rule, ...] = (
    UNKNOWN_NAME, NOT_ON_EVERY_PATH, NAME_INSIDE_LOOP, RESERVED_NAME, NAME_OF_OUTER, ITEM_NAME_TAKEN,
    OTHER_KIND_OF_VALUE, NOT_EVERY_TRIGGER, UNKNOWN_TRIGGER, UNKNOWN_ZONE, IT_OUTSIDE_LIST, UNKNOWN_FIELD,
    FIELD_NOT_WRITABLE, NO_FIELDS, UNKNOWN_KIND, NAME_TWICE, UNKNOWN_TOOL, UNKNOWN_PARAMETER, MISSING_PARAMETER,
    VALUE_TWICE,
    TOO_MANY_VALUES, UNKNOWN_EVENT, UNKNOWN_TEMPLATE, TEMPLATE_NOT_LITERAL, TEMPLATE_LACKS, TEMPLATE_UNREADABLE,
    UNKNOWN_STAGE, UNKNOWN_TAG, UNKNOWN_FLOW, UNKNOWN_ROLE, UNKNOWN_FUNCTION, WRONG_FUNCTION_VALUES, UNKNOWN_RECORD,
    UNKNOWN_MEMORY,
)  # fmt: skip
"""Every rule of this table."""
