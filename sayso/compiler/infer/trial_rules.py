"""Rules about the tests in a file: they speak of things this flow does."""

from sayso.compiler.samples import for_contact, sample
from sayso.dsl.diagnostics import Rule

TAG = 'crm.add_tags(@contact, ["nurture"])\n\ntest "it works"\n  {line}\n  expect completed\nend'
ASK = 'ask @me "Go on?" as @go: boolean within 1 day\nreturn @go\n\ntest "it works"\n  {line}\n  expect completed\nend'
WAIT = (
    'gmail.send(to: @contact, template: "Intro")\n'
    "wait for email.replied where @email.from == @contact.email at most 2 days\n"
    '  crm.add_tags(@contact, ["customer"])\nend\n\ntest "it works"\n  {line}\n  expect completed\nend'
)

TOOL_NOT_CALLED = Rule(
    "test-tool-not-called",
    "This flow never calls `{tool}`.",
    "The line says nothing about this flow.",
    "Name a tool the flow calls, or take the line away.",
    for_contact(TAG.format(line="expect crm.remove_tags never")),
    for_contact(TAG.format(line="expect crm.add_tags once")),
)
FLOW_NOT_RUN = Rule(
    "test-flow-not-run",
    "This flow never runs the flow `{flow}`.",
    "The line says nothing about this flow.",
    "Name a flow that it runs, or take the line away.",
    for_contact(TAG.format(line='given flow "Proposal" returns "x"')),
    for_contact(TAG.format(line="expect crm.add_tags once")),
)
DATA_NOT_GIVEN = Rule(
    "test-unknown-data",
    "`@{path}` is nothing that starts this flow or that it remembers.",
    "A test can only give what comes from outside: the trigger's data and the memory.",
    "Name the trigger's data or something in memory.",
    for_contact(TAG.format(line='given @contcat = contact(firstName: "Ann")')),
    for_contact(TAG.format(line='given @contact = contact(firstName: "Ann")')),
)
EVENT_NOT_AWAITED = Rule(
    "test-event-not-awaited",
    "This flow never waits for `{event}`.",
    "The line says nothing about this flow.",
    "Name an event that the flow waits for, or take the line away.",
    for_contact(WAIT.format(line="given contact.created after 1 day")),
    for_contact(WAIT.format(line='given email.replied after 1 day with from: "ann@acme.example"')),
)
ANSWER_NOT_ASKED = Rule(
    "test-unknown-answer",
    "This flow asks nothing that is called `@{name}`.",
    "The line says nothing about this flow.",
    "Name the answer of one of its questions.",
    sample(ASK.format(line="given answer @gone = true")),
    sample(ASK.format(line="given answer @go = true")),
)

TRIAL_RULES: tuple[Rule, ...] = (
    TOOL_NOT_CALLED, FLOW_NOT_RUN, DATA_NOT_GIVEN, EVENT_NOT_AWAITED, ANSWER_NOT_ASKED,
)  # fmt: skip
"""Every rule of this table."""
