"""A stranger's words may be told and may decide whether; never at what a step aims."""

import pytest

from sayso.compiler import trust
from sayso.compiler.samples import sample
from sayso.dsl.catalog import Contract
from sayso.dsl.diagnostics import Rule
from sayso.dsl.types import TEXT
from tests.compiler.checking import catalog_with, chunks_hold, found, mended, samples_hold, told, understood

FORM = 'form "Demo" with\n  address: email\n  name: text\n  plan: "a" | "b"\nend'
CONTACT = "manual with\n  contact: contact\nend"


def mail(to: str) -> str:
    """A mail to somebody."""
    return f'email.send(to: {to}, subject: "Hi", text: "Hello")'


def aimed(body: str, on: str = FORM) -> list[str]:
    """The values that strangers may not decide."""
    return [text for slug, text in told(trust.check, sample(body, on)) if slug == "stranger-decides"]


def decided(body: str, on: str = FORM) -> list[str]:
    """Whose words decide something."""
    flow, facts = understood(sample(body, on), catalog_with())
    return list(trust.marks(flow, facts, catalog_with()).values())


@pytest.mark.parametrize("rule", trust.RULES, ids=lambda rule: rule.slug)
def test_samples(rule: Rule) -> None:
    assert samples_hold(trust.check, rule)


def test_a_strangers_address_gets_no_mail() -> None:
    [finding] = found(trust.check, sample(mail("@address"), FORM))
    assert finding.sentence == "A stranger wrote `@address`; it may not decide `to` of `email.send`."


def test_also_not_by_the_trigger_or_through_a_let_a_text_a_list_or_a_switched_off_step() -> None:
    assert aimed(mail("@trigger.address")) == ["@trigger.address"]
    assert aimed(f"let @to = @address\n{mail('@to')}") == ["@to"]
    assert aimed(mail('"{@name}@@acme.example"')) == ['"{@name}@@acme.example"']
    assert aimed(f"let @l = [@address]\n{mail('first(@l)')}") == ["first(@l)"]
    assert aimed(f"off {mail('@address')}") == ["@address"]


def test_what_a_member_types_in_is_trusted() -> None:
    assert aimed(mail("@address"), "manual with\n  address: email\nend") == []


@pytest.mark.parametrize("on", ['webhook "in"', "call"])
def test_webhooks_and_calls_bring_strangers_words(on: str) -> None:
    assert aimed(mail("@address"), f"{on} with\n  address: email\nend") == ["@address"]


def test_a_record_another_flow_hands_over_is_the_workspaces_own() -> None:
    assert aimed(mail("@deal.contact"), "call with\n  deal: deal\nend") == []


def test_it_may_be_told() -> None:
    told = 'email.send(to: @contact, subject: "Hi", text: "{first(@news).title or "news"}")'
    assert aimed(f'let @news = web.search("x")\n{told}', CONTACT) == []
    assert aimed('people.notify(@me, "New: @name")') == []


def test_an_approved_call_may_aim_at_it() -> None:
    assert aimed(f"{mail('@address')} with approval") == []
    text = mended(trust.check, sample(mail("@address"), FORM))
    assert text.rstrip().endswith("with approval") and found(trust.check, text) == []


def test_a_record_found_by_an_exact_match_is_trusted() -> None:
    loop = f"let @found = crm.find_contacts(where: {{}})\nfor each @one in @found at most 3\n  {mail('@one')}\nend"
    assert aimed(loop.format("@contact.email == @address")) == []
    assert aimed(loop.format("@contact.email == @address and @contact.fullName contains @name")) == []
    assert aimed(loop.format("@contact.fullName contains @name")) == ["@one"]
    assert aimed(loop.format("@contact.email == @address or @contact.fullName contains @name")) == ["@one"]
    assert aimed(loop.format("not @contact.email == @address")) == ["@one"]


def test_the_same_holds_for_where_on_a_list() -> None:
    body = "let @all = crm.find_contacts()\nlet @found = @all where {}\nif first(@found) exists\n  {}\nend"
    assert aimed(body.format("@contact.email == @address", mail("first(@found).email"))) == []
    assert aimed(body.format("@contact.fullName starts with @name", mail("first(@found).email"))) == [
        "first(@found).email"
    ]


def test_a_check_against_trusted_data_narrows() -> None:
    listed = f"let @all = crm.find_contacts()\nif @address in @all.email\n  {mail('@address')}\nend"
    assert aimed(listed) == []
    assert aimed(listed.replace("@address in @all.email", "@all.email contains @address")) == ["@address"]
    assert aimed(f'if @address == "a@b.example"\n  {mail("@address")}\nend') == []
    assert aimed(f'if @address in ["a@b.example"] and @name == "x"\n  {mail("@address")}\nend') == []
    assert aimed(f'if @address == "a@b.example" or @name == "x"\n  {mail("@address")}\nend') == ["@address"]


def test_the_other_branch_is_not_narrowed() -> None:
    assert aimed(f'if @address == "a@b.example"\n  stop "a"\notherwise\n  {mail("@address")}\nend') == ["@address"]


def test_leaving_early_narrows_only_beside_written_values() -> None:
    assert aimed(f'if @address != "a@b.example"\n  stop "a"\nend\n{mail("@address")}') == []
    unknown = f'if @address != @contact.email\n  stop "a"\nend\n{mail("@address")}'
    on = "call with\n  address: email\n  contact: contact\nend"
    assert aimed(unknown, on) == ["@address"]


def test_a_new_value_is_not_narrowed() -> None:
    body = f'let @to = @address\nif @to == "a@b.example"\n  let @to = @address\n  {mail("@to")}\nend'
    assert aimed(body) == ["@to"]


def test_strangers_words_stay_strangers_in_memory_and_in_records() -> None:
    created = f"let @lead = crm.create_contact(email: @address)\n{mail('@lead')}"
    assert aimed(created) == ["@lead"]
    memory = sample("set @memory.last = @address", FORM).replace("set ", "memory\n  last: email?\nend\n\nset ", 1)
    text = memory.replace("on form", "on form") + f"if @memory.last exists\n  {mail('@memory.last')}\nend\n"
    text = text.replace("memory\n  last", "use email.send\n\nmemory\n  last", 1)
    assert told(trust.check, text) == [("stranger-decides", "@memory.last")]


def test_memory_is_known_before_the_line_that_writes_it() -> None:
    text = (
        'flow "A"\n\non form "F" with\n  address: email\nend\n\nuse email.send\n\nmemory\n  last: email?\nend\n\n'
        f"if @memory.last exists\n  {mail('@memory.last')}\nend\nset @memory.last = @address\n"
    )
    assert told(trust.check, text) == [("stranger-decides", "@memory.last")]


def test_a_later_turn_carries_what_an_earlier_one_set() -> None:
    body = f'let @to = "a@b.example"\nrepeat at most 2 times\n  {mail("@to")}\n  let @to = @address\nend'
    assert aimed(body) == ["@to"]


def test_what_ai_says_of_a_strangers_text_is_a_strangers() -> None:
    body = f'let @to = ai.extract(text: @name, what: "address")\nfor each @one in @to at most 2\n  {mail("@one")}\nend'
    assert aimed(body) == ["@one"]
    assert aimed(body.replace("text: @name", 'text: "Ann"')) == []


def test_the_web_is_a_stranger() -> None:
    body = 'let @news = web.search("x")\nfor each @one in @news\n  let @page = web.fetch_page(@one.url)\nend'
    assert aimed(body, CONTACT) == ["@one.url"]


def test_a_reply_may_be_answered_where_it_is_matched_with_the_contact() -> None:
    body = f"{mail('@contact')}\nwait for email.replied{{}} at most 2 days\n  {mail('@email.from')}\nend"
    assert aimed(body.format(" where @email.from == @contact.email"), CONTACT) == []
    assert aimed(body.format(""), CONTACT) == ["@email.from"]


def test_an_answer_of_a_visitor_is_a_strangers_one_of_a_member_is_not() -> None:
    body = 'ask {} "Mail?" as @mail: email within 1 hour\n' + mail("@mail")
    assert aimed(body.format("@visitor"), 'chat "Support"') == ["@mail"]
    assert aimed(body.format("@me"), 'chat "Support"') == []


def test_results_of_flows_carry_their_label() -> None:
    for stranger, expected in ((True, ["@to"]), (False, [])):
        catalog = catalog_with(flows={"P": Contract("P", (), TEXT, stranger=stranger, privacy="card")})
        text = sample(f'run flow "P" as @to\n{mail("@to")}')
        assert [at for _, at in told(trust.check, text, catalog)] == expected


def test_a_flow_says_what_its_callers_must_know() -> None:
    flow, facts = understood(sample("return @name", FORM), catalog_with())
    assert trust.result(flow, facts, catalog_with())[0]
    flow, facts = understood(sample("return 5", FORM), catalog_with())
    assert trust.result(flow, facts, catalog_with()) == (False, "card")


def test_whether_a_step_runs_is_marked() -> None:
    assert decided(f'if @plan == "a"\n  {mail("@me.email")}\nend') == ["`@plan`"]
    assert decided(f'if @contact.title == "a"\n  {mail("@me.email")}\nend', CONTACT) == []


def test_a_reply_of_the_contact_is_no_mark_its_words_are() -> None:
    wait = 'wait for email.replied where {} at most 2 days\n  people.notify(@me, "x")\nend'
    assert decided(wait.format("@email.from == @contact.email"), CONTACT) == []
    assert decided(wait.format('@email.from == @contact.email and @email.body contains "yes"'), CONTACT) == [
        "`@email.body`"
    ]


def test_parameters_that_carry_strangers_words_are_listed() -> None:
    text = sample('people.notify(@me, "New: @name")', FORM)
    flow, facts = understood(text, catalog_with())
    assert list(trust.tainted(flow, facts, catalog_with()).values()) == [("message",)]


def test_an_error_or_a_reply_may_come_in_the_middle() -> None:
    body = (
        'let @to = "a@b.example"\ntry\n  let @to = @address\n  people.notify(@me, "x")\n  let @to = "c@d.example"\n'
        f"on error @error\n  {mail('@to')}\nend"
    )
    assert aimed(body) == ["@to"]


def test_every_chunk_gets_its_findings() -> None:
    assert chunks_hold(trust.check, trust.RULES, "trust.flow") == []
