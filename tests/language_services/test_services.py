"""What an editor is told of a flow: findings, the word under the caret, what may come next, mends, form, names."""

from pathlib import Path

import pytest

from sayso.compiler import compile
from sayso.copilot.suggesting.habits import Habits
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import parse
from sayso.language import Completions, Hover, Services
from tests.language_services.conftest import HEAD, marked

FLOWS = Path(__file__).parents[1] / "dsl"
OUTBOUND = (FLOWS / "example_outbound.flow").read_text("utf-8")


def hovered(services: Services, text: str, head: str = HEAD) -> tuple[Hover, str]:
    whole, caret = marked(text, head)
    found = services.hover(whole, caret)
    assert found is not None
    return found, whole[found.start : found.end]


def completed(services: Services, text: str, head: str = HEAD) -> tuple[Completions, str]:
    whole, caret = marked(text, head)
    found = services.complete(whole, caret)
    return found, whole[found.start : found.end]


# ---------------------------------------------------------------------- findings


def test_findings_are_those_of_the_compiler_whatever_was_asked_before(services: Services, catalog: Catalog) -> None:
    wrong = OUTBOUND.replace("linkedin.invite(to", "linkedin.inwite(to").replace("@accepted\n", "@acepted\n")
    for text in (OUTBOUND, wrong, OUTBOUND, wrong + "\nlet @a = \n"):
        assert services.analyse(text).findings == compile(text, catalog).diagnostics


def test_a_text_with_windows_line_ends_keeps_its_places(services: Services) -> None:
    text = OUTBOUND.replace("linkedin.invite(to", "linkedin.inwite(to")
    plain = {(f.slug, text[f.span.start : f.span.end]) for f in services.analyse(text).findings}
    windows = "\ufeff" + text.replace("\n", "\r\n")
    found = services.analyse(windows).findings
    assert {(f.slug, windows[f.span.start : f.span.end].replace("\r\n", "\n")) for f in found} == plain
    assert any(windows[f.span.start : f.span.end] == "linkedin.inwite" for f in found)


@pytest.mark.parametrize(
    ("text", "slug", "guilty"),
    [
        ("flow \0", "not-a-text", "\0"),
        ('flow "\ud800"', "not-a-text", "\ud800"),
        ("# a\n" * 60_000, "file-too-long", "# a"),
    ],
)
def test_what_is_no_flow_at_all_is_one_finding(services: Services, text: str, slug: str, guilty: str) -> None:
    (finding,) = services.analyse(text).findings
    assert (finding.slug, text[finding.span.start : finding.span.end]) == (slug, guilty)
    assert services.complete(text, 5).items == ()
    assert services.format(text).text == text and services.format(text).problem


# ---------------------------------------------------------------------- hover


@pytest.mark.parametrize(
    ("text", "stands", "kind", "said"),
    [
        ("gma|il.send(to: @contact)", "gmail.send", "tool", "A message goes out."),
        ("gmail.send(t|o: @contact)", "to:", "parameter", "`gmail.send` needs it."),
        ('gmail.send(to: @me, template: "Out|bound v2")', '"Outbound v2"', "template", "A template of your workspace."),
        ("stop \"Hi {@contact.com|pany.name}\"", "@contact.company", "data", "A field of the contact."),
        ("stop \"Hi @contact.full|Name.\"", "@contact.fullName", "data", "A field of the contact."),
        ("let @a = low|er(@contact.fullName)", "lower", "function", "Gives the text in small letters."),
        ("let @a = @contact.fullName st|arts with \"A\"", "starts with", "keyword", None),
        ("let @a = @contact.fullName =|= \"A\"", "==", "keyword", None),
        ("wait 5 da|ys", "5 days", "value", None),
        ("let @a = $1|.5k", "$1.5k", "value", "1 500 US dollars."),
        ("wait for email.rep|lied at most 2 days\nend", "email.replied", "event", "Somebody answers an email."),
        ("ha|nd off to @me \"x\" within 2 days", "hand off to", "keyword", None),
    ],
)  # fmt: skip
def test_what_stands_under_the_caret_is_told(
    services: Services, text: str, stands: str, kind: str, said: str | None
) -> None:
    found, here = hovered(services, text)
    assert (here, found.kind) == (stands, kind)
    assert found.lines if said is None else said in found.lines


def test_data_tells_its_kind_where_it_comes_from_and_what_it_was_last(services: Services) -> None:
    text = HEAD + 'let @found = crm.find_contacts()\nfor each @one in @found at most 5\n  stop "@one.email"\nend\n'
    found = services.hover(text, text.index("@found at"))
    assert found is not None and found.title == "@found: a list of contacts"
    assert found.lines == ("It is what `crm.find_contacts` gave in line 5.",)
    found = services.hover(text, text.index("@one.email") + 1)
    assert found is not None and found.lines == ("One of the list in line 6, each in turn.",)
    last = {"@one.email": "ann@acme.example"}
    found = services.hover(text, text.index(".email") + 2, last)
    assert found is not None and found.title == "@one.email: an email address that may be missing"
    assert "Last value: ann@acme.example" in found.lines


def test_the_name_that_a_line_sets_is_told_where_it_is_set(services: Services) -> None:
    found, here = hovered(services, "let @fo|und = crm.find_contacts()\n")
    assert (here, found.title) == ("@found", "@found: a list of contacts")


def test_data_on_a_line_that_cannot_be_read_is_still_told(services: Services) -> None:
    found, here = hovered(services, 'gmail.send(to: @contact.ow|ner.email, text: ?? "a\n')
    assert (here, found.title) == ("@contact.owner", "@contact.owner: a person that may be missing")


def test_a_check_around_it_says_that_data_is_there(services: Services) -> None:
    found, _ = hovered(services, "if @contact.email exists\n  gmail.send(to: @contact.em|ail)\nend\n")
    assert found.title == "@contact.email: an email address"


def test_findings_stand_beside_what_is_told_or_alone(services: Services) -> None:
    found, here = hovered(services, "gmail.se|nd(to: @contact)\nlet @x = 5\n", 'flow "A"\non contact.created\n\n')
    assert found.kind == "tool" and [one.slug for one in found.findings]
    found, here = hovered(services, "crm.add_ta|gz(@contact)")
    assert (found.kind, here, found.findings[0].slug) == ("finding", "crm.add_tagz", "unknown-tool")


@pytest.mark.parametrize("text", ["# wait| 5 days", 'stop "wa|it 5 days"', "stop # us|e", "stop|\n\n", "  |  "])
def test_comments_quotes_and_nothing_are_not_explained(services: Services, text: str) -> None:
    whole, caret = marked(text.replace("stop|", "stop \n|"))
    assert services.hover(whole, caret) is None


# ---------------------------------------------------------------------- completion


def labels(found: Completions) -> list[str]:
    return [one.label for one in found.items]


def test_data_is_offered_with_its_kind_in_words_and_its_last_value(services: Services) -> None:
    whole, caret = marked('stop "Hi @contact.|"')
    found = services.complete(whole, caret, {"@contact.email": "ann@acme.example"})
    items = {one.label: one for one in found.items}
    assert whole[found.start : found.end] == "@contact."
    assert len(items) > 30, "all fields of a record"
    email = items["@contact.email"]
    assert (email.detail, email.last) == ("an email address that may be missing", "ann@acme.example")


@pytest.mark.parametrize(
    ("text", "typed", "label"),
    [
        ("wait 5 |", "", "days"),
        ("wait 1 d|", "d", "day"),
        ("for each @one in @all at|", "at", "at most"),
        ("for each @one in @all at most 5 o|", "o", "one at a time"),
        ("if @contact.title s|", "s", "starts with"),
        ("let @a = days|", "days", "days_between(start, end)"),
        ('ask @me "x" as @a: bo|', "bo", "boolean"),
        ("expect gmail.send tw|", "tw", "twice"),
        ("repe|", "repe", "repeat"),
    ],
)  # fmt: skip
def test_the_words_of_the_language_are_offered_where_they_can_follow(
    services: Services, text: str, typed: str, label: str
) -> None:
    found, here = completed(services, text)
    assert here == typed and any(one.startswith(label) for one in labels(found)), labels(found)


@pytest.mark.parametrize(
    ("text", "label"), [("wait 5 |", "at most"), ("if @contact.title |", "within"), ("stop |", "to")]
)
def test_words_that_could_not_be_read_there_are_not_offered(services: Services, text: str, label: str) -> None:
    assert label not in labels(completed(services, text)[0])


def test_in_quotes_and_comments_no_word_of_the_language_is_offered(services: Services) -> None:
    assert labels(completed(services, 'stop "wa|"')[0]) == []
    assert labels(completed(services, "# wa|")[0]) == []


def test_a_tool_that_is_new_to_the_flow_brings_its_line_along(catalog: Catalog) -> None:
    flow = parse(OUTBOUND).flow
    assert flow is not None
    services = Services(catalog, Habits(catalog).learn([flow]))
    whole, caret = marked("crm.add_ta|")
    found = services.complete(whole, caret)
    (item,) = [one for one in found.items if one.label == "crm.add_tags"]
    assert [edit.text for edit in item.more] == [", crm.add_tags"] and "{" not in item.detail
    before = sum(len(edit.text) for edit in item.more if edit.span.start < found.start)
    assert found.start + before < item.caret <= found.start + before + len(item.text)


# ---------------------------------------------------------------------- mends and form


def test_mends_are_offered_where_the_finding_is_and_make_it_go(services: Services) -> None:
    text = HEAD + "crm.add_tagz(@contact)\ngmail.sned(to: @contact)\n"
    at = text.index("gmail.sned")
    (fix,) = services.fixes(text, at + 3, at + 3)
    mended = services.fix(text, fix)
    assert "gmail.send(to: @contact)" in mended and "crm.add_tagz" in mended
    assert len(services.analyse(mended).findings) < len(services.analyse(text).findings)
    assert services.fixes(text, 0, 0) == []


def test_formatting_gives_the_canonical_form_or_the_same_text_and_why(services: Services) -> None:
    loose = OUTBOUND.replace("\n  ", "\n").replace("otherwise", "else")
    assert services.format(loose).text == services.format(OUTBOUND).text
    assert parse(services.format(loose).text).flow == parse(loose).flow
    broken = HEAD + "if true\n"
    assert services.format(broken).text == broken and "`end`" in services.format(broken).problem


# ---------------------------------------------------------------------- outline and names


def test_the_outline_has_the_flows_shape(services: Services) -> None:
    (flow,) = services.symbols(OUTBOUND)
    assert flow.name == "Big 4 outbound"
    kinds = [one.kind for one in flow.inside]
    assert kinds == ["trigger", "permission", "permission", "permission", "data", "frame", "test", "test"]
    loop = flow.inside[5]
    assert loop.name == "for each @contact in @prospects at most 20 once"
    assert [one.kind for one in loop.inside] == ["data", "step", "step", "data", "frame"]
    assert all(one.start <= one.head <= one.end for one in (flow, *flow.inside, *loop.inside))


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("let @a = 1\nlet @b = @|a + 1", "@a"),
        ("let @a = 1\nlet @a = 2\nlet @b = |@a", "@a"),
        ('ask @me "Go?" as @go: boolean within 2 days otherwise false\nif |@go\nend', "@go"),
        ("stop \"|@contact.fullName\"", "on contact.created"),
        ("gmail.|send(to: @contact)", "gmail.send"),
        ("wait for email.replied at most 2 days\n  stop \"@em|ail.snippet\"\nend", "email.replied"),
        ("try\n  stop\non error @oops\n  stop \"@o|ops.message\"\nend", "@oops"),
    ],
)  # fmt: skip
def test_where_something_is_set_is_found(services: Services, text: str, defined: str) -> None:
    whole, caret = marked(text)
    found = services.definition(whole, caret)
    assert found is not None and whole[found.start : found.end] == defined
    assert found.start < caret


def test_of_two_lines_that_set_a_name_the_last_one_before_counts(services: Services) -> None:
    whole, caret = marked("let @a = 1\nlet @a = 2\nlet @b = |@a\nlet @a = 3")
    found = services.definition(whole, caret)
    assert found is not None and whole[found.end :].startswith(" = 2")


def test_the_name_of_an_item_is_not_one_outside_its_loop(services: Services) -> None:
    text = 'let @c = 1\nlet @all = crm.find_contacts()\nfor each @c in @all at most 2\n  skip "@c.email"\nend\n'
    text += "let @d = @c\n"
    whole = HEAD + text
    inside = services.definition(whole, whole.index("@c.email"))
    after = services.definition(whole, whole.rindex("@c"))
    assert inside is not None and whole[: inside.start].endswith("for each ")
    assert after is not None and whole[: after.start].endswith("let ")


def test_a_field_of_the_memory_is_found_in_its_line(services: Services) -> None:
    whole, caret = marked('memory\n  seen: list of text\nend\nremember "a" in @memory.se|en\n')
    found = services.definition(whole, caret)
    assert found is not None and whole[found.start : found.end] == "seen" and found.end < caret


def test_a_name_is_called_otherwise_everywhere(services: Services) -> None:
    whole, caret = marked('let @found = 1\nstop "{@fo|und} of @found"\n')
    assert services.rename(whole, caret, "hits").text == whole.replace("found", "hits")
    assert services.rename(whole, caret, "@hits").text == whole.replace("found", "hits")
    refused = services.rename(whole, caret, "contact")
    assert refused.text == whole and "`@contact`" in refused.problem
    assert services.rename(whole, 2, "hits").problem
