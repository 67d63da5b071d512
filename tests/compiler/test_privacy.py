"""Fields go no further than their privacy says: card anywhere, internal not outside, private to the person alone."""

import pytest

from sayso.compiler import trust
from sayso.compiler.samples import sample
from tests.compiler.checking import chunks_hold, found, mended, told

TWO = "manual with\n  contact: contact\n  other: contact\nend"


def leaks(body: str, on: str = TWO) -> list[str]:
    """What goes too far."""
    return [
        finding.sentence for finding in found(trust.check, sample(body, on)) if finding.slug == "private-data-leaves"
    ]


def mail(to: str, text: str) -> str:
    """A mail to somebody."""
    return f'email.send(to: {to}, subject: "Hi", text: "{text}")'


@pytest.mark.parametrize(
    ("text", "to", "told"),
    [
        ("@contact.fullName", "@other", True),
        ("@contact.email", '"a@b.example"', True),
        ('{@contact.notes or ""}', "@contact", True),
        ('{@contact.notes or ""}', "@contact.email", True),
        ('{@contact.notes or ""}', "@other", False),
        ('{@contact.notes or ""}', '"a@b.example"', False),
        ('{@contact.notes or ""}', "@me.email", True),
        ('{@contact.segment or ""}', "@contact", True),
        ('{@contact.segment or ""}', "@other", False),
        ('{@contact.segment or ""} {@other.segment or ""}', "@other", False),
    ],
)
def test_who_may_be_told_what(text: str, to: str, told: bool) -> None:
    assert (leaks(mail(to, text)) == []) is told


def test_a_deal_may_be_told_to_its_contact_but_not_one_contact_to_another() -> None:
    on = "deal.updated"
    assert leaks(mail("@deal.contact", "{@deal.value}"), on) == []
    assert leaks(mail("@deal.owner.email", '{@deal.contact.notes or ""}'), on) == []
    body = (
        "let @all = crm.find_contacts()\nfor each @one in @all at most 3\n  " + mail("@one", "{@deal.value}") + "\nend"
    )
    assert len(leaks(body, on)) == 1


def test_the_web_gets_card_fields_only() -> None:
    assert leaks('let @a = web.search("{@contact.fullName} {@contact.company.name or ""}")') == []
    assert leaks('let @a = web.search("{@contact.company.industry or ""}")') == [
        "`@contact.company.industry` is internal; `web.search` would give it to somebody outside the workspace."
    ]


def test_ai_gets_internal_fields_and_no_private_ones() -> None:
    assert leaks("let @a = ai.summarize(@contact.segment)") == []
    assert leaks("let @a = ai.summarize(@contact.notes)") == [
        "`@contact.notes` is private; `ai.summarize` would give it to the connected AI."
    ]


def test_the_workspaces_own_tools_get_everything() -> None:
    assert leaks('people.notify(@me, "{@contact.notes or ""}")') == []


def test_what_ai_makes_is_as_private_as_what_went_in() -> None:
    text = sample(f"let @sum = ai.summarize(@contact.notes)\n{mail('@other', '{@sum}')}", TWO)
    text = text.replace("use ai.summarize, email.send", "use email.send\nuse ai.summarize with private data")
    assert [at for _, at in told(trust.check, text)] == ['"{@sum}"']
    assert told(trust.check, text.replace("to: @other", "to: @contact")) == []


def test_with_private_data_lifts_it_for_that_tool_alone() -> None:
    text = sample('let @a = web.search("{@contact.notes or ""}")\nlet @b = ai.summarize(@contact.notes)', TWO)
    better = mended(trust.check, text)
    assert "use ai.summarize\nuse web.search with private data\n" in better
    assert [at for _, at in told(trust.check, better)] == ["@contact.notes"]


def test_a_name_given_anew_is_somebody_else() -> None:
    body = 'let @notes = @contact.notes or ""\nlet @contact = @other\n' + mail("@contact", "{@notes}")
    assert len(leaks(body)) == 1


def test_a_reply_may_be_quoted_to_the_contact_who_wrote_it() -> None:
    body = "wait for email.replied{} at most 2 days\n  " + mail("@contact", "You wrote: @email.body") + "\nend"
    assert leaks(body.format(" where @email.from == @contact.email")) == []
    assert len(leaks(body.format(""))) == 1


def test_a_visitor_is_told_nothing_internal_but_what_is_her_own() -> None:
    on = 'chat "Support"'
    assert leaks('say "You wrote: @message"', on) == []
    body = 'let @all = crm.find_deals()\nfor each @deal in @all at most 1\n  say "{@deal.value}"\nend'
    assert len(leaks(body, on)) == 1


def test_what_memory_holds_stays_private() -> None:
    text = sample('set @memory.last = @contact.notes or ""\n' + mail("@other", '{@memory.last or ""}'), TWO)
    text = text.replace("set ", "memory\n  last: text?\nend\n\nset ", 1)
    assert [slug for slug, _ in told(trust.check, text)] == ["private-data-leaves"]


def test_a_template_is_read_too() -> None:
    assert leaks('email.send(to: @contact, template: "Intro")') == []


def test_every_chunk_gets_its_findings() -> None:
    assert chunks_hold(trust.check, trust.RULES, "privacy.flow") == []
