"""CSV import: files of many shapes read right, asked about where unclear, and nothing lost because of one bad cell."""

import csv
import io
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.connectors.catalogs import PEOPLE
from sayso.connectors.crm.store import Store
from sayso.connectors.shape import CustomField
from sayso.dsl.types import PERCENT, TEXT
from sayso.dsl.values import Money, Percent
from sayso.runtime.importing import ImportProblem, import_table, plan_import, preview_import, read_table

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def a_store():
    store = Store.in_memory("Europe/Berlin", "EUR")
    store.set_people(PEOPLE)
    store.add_custom_field(CustomField("contact", "leadScore", TEXT, "Lead Score"))
    return store


def brought_in(text, store=None, answers=None, mapping=None, kind=None):
    store = store or a_store()
    table = read_table(text if isinstance(text, bytes) else text.encode())
    plan = plan_import(
        table, kind=kind, mapping=mapping, answers=answers, custom_fields=store.custom_fields(),
        currency="EUR", zone=ZoneInfo("Europe/Berlin"),
    )  # fmt: skip
    return store, import_table(store, table, plan, AT)


def asked(text, **more):
    return plan_import(read_table(text.encode()), currency="EUR", **more).questions


def fields_of(text):
    return {column.header: column.field for column in plan_import(read_table(text.encode())).columns}


@pytest.mark.parametrize(
    "headers",
    [
        "First Name,Last Name,Email,Company,Contact owner",
        "first_name;last_name;e-mail;Account Name;Lead Owner",
        "FirstName\tLastName\tEmail Address\tOrganization\tOwner",
        "Person - First name,Person - Last name,Person - Email,Organization - Name,Person - Owner",
    ],
)
def test_headers_of_common_exports(headers):
    mark = next(mark for mark in ";\t," if mark in headers)
    line = mark.join(["Ann", "Keller", "ann@acme.example", "Acme", "Alex Moreno"])
    store, report = brought_in(f"{headers}\n{line}\n")
    assert (report.kind, report.created, report.problems) == ("contact", 1, ())
    ann = store.contact_by_email("ann@acme.example", AT)
    assert (ann["fullName"], ann["company"]["name"], ann["owner"]["id"]) == ("Ann Keller", "Acme", "alex")


def test_what_a_file_is_about():
    kinds = {
        "Name,Email\nA,a@x.example\n": "contact",
        "Company name,Industry,Number of Employees\nA,B,3\n": "company",
        "Deal Name,Amount,Deal Stage\nA,€3,Lead\n": "deal",
    }
    assert {text: plan_import(read_table(text.encode())).kind for text in kinds} == kinds
    with pytest.raises(ImportProblem, match="neither contacts nor companies nor deals"):
        plan_import(read_table(b"Foo,Bar\n1,2\n"))


def test_columns_nobody_knows_are_left_out_and_said():
    table = read_table(b"Email,Shoe size\na@x.example,43\n")
    plan = plan_import(table)
    assert fields_of("Email,Shoe size\na@x.example,43\n") == {"Email": "email", "Shoe size": None}
    assert "`Shoe size` is left out." in plan.notes


def test_a_mapping_overrides_the_guess():
    text = "Email,Position,Grade\na@x.example,CEO,B\n"
    store, _ = brought_in(text, mapping={"Grade": "leadScore", "Position": None})
    contact = store.contact_by_email("a@x.example", AT)
    assert (contact["custom"]["leadScore"], contact["title"]) == ("B", None)
    with pytest.raises(ImportProblem, match="has no field `shoeSize`"):
        brought_in(text, mapping={"Grade": "shoeSize"})
    with pytest.raises(ImportProblem, match="There is no column `Grad`"):
        brought_in(text, mapping={"Grad": "title"})


def test_a_custom_field_is_found_by_its_label():
    store, _ = brought_in("Email,Lead Score\na@x.example,A\n")
    assert store.contact_by_email("a@x.example", AT)["custom"]["leadScore"] == "A"


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [("utf-8", False), ("utf-8-sig", False), ("latin-1", True), ("cp1252", True), ("utf-16", True)],
)
def test_encodings(encoding, noted):
    raw = "First name,Email\nZoë Müller,zoe@x.example\n".encode(encoding)
    store, report = brought_in(raw)
    assert store.contact_by_email("zoe@x.example", AT)["firstName"] == "Zoë Müller"
    assert any("Latin-1" in note or "UTF-16" in note for note in report.notes) is noted


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_quotes_line_ends_and_blank_lines(line_end):
    lines = ["Email,Notes", 'a@x.example,"one, ""two""\nthree"', "", "b@x.example,plain"]
    store, report = brought_in(line_end.join(lines) + line_end)
    assert report.created == 2
    assert store.contact_by_email("a@x.example", AT)["notes"] == 'one, "two"\nthree'


def test_trouble_is_told_by_row_and_column_and_nothing_else_is_lost():
    text = (
        "Email,Name,Created,Owner\na@x.example,Ann,2026-01-02,Alex\nbroken,Bob,soon,Tom\nc@x.example,Cem,2026-01-03,\n"
    )
    store, report = brought_in(text)
    told = [(problem.row, problem.column) for problem in report.problems]
    assert told == [(3, "Email"), (3, "Created"), (3, "Owner")]
    assert report.problems[0].sentence == "`broken` is not an email address."
    assert report.created == 3
    assert sorted(one["fullName"] for one in store.find("contact", AT)) == ["Ann", "Bob", "Cem"]


def test_rows_longer_or_shorter_than_the_headers():
    store, report = brought_in("Email,Name\na@x.example,Ann,surplus\nb@x.example\n")
    assert [(problem.row, problem.column) for problem in report.problems] == [(2, "")]
    assert store.count("contact") == 2


def test_rows_without_anybody_are_left_out():
    _, report = brought_in("Email,Name,Status\n,,Open\na@x.example,Ann,Open\n")
    assert (report.created, report.left_out) == (1, 1)
    assert report.problems[0].row == 2


def test_known_addresses_are_updated_not_doubled():
    store, _ = brought_in("Email,Name,Title,Tags\nann@acme.example,Ann Keller,CEO,vip\n")
    _, report = brought_in("Email,Title,Tags\nANN@acme.example,,new\nAnn@Acme.example,CTO,\n", store)
    assert (report.created, report.updated) == (0, 2)
    (ann,) = store.find("contact", AT)
    assert (ann["title"], ann["fullName"], ann["tags"]) == ("CTO", "Ann Keller", ["vip", "new"])
    assert ann["email"] in ("Ann@Acme.example", "ann@acme.example")


def test_the_same_file_twice_changes_no_count():
    files = (
        "Name,Company\nAnn,Acme\nBob,Acme\n",
        "Company name,Industry\nAcme,SaaS\n",
        "Deal Name,Company,Contact email,Amount,Stage\n"
        "Big,Acme,ann@acme.example,€5,Lead\nBig,Other,o@o.example,€6,Lead\n",
    )
    store = a_store()
    for text in files * 2:
        brought_in(text, store)
    assert (store.count("contact"), store.count("company"), store.count("deal")) == (4, 2, 2)


def test_the_company_is_linked_by_name():
    store, report = brought_in("Email,Company,Company size\na@x.example,Acme,50\nb@x.example,ACME,60\n")
    assert report.companies_created == 1
    (acme,) = store.find("company", AT)
    assert acme["employees"] == 60
    assert {one["company"]["id"] for one in store.find("contact", AT)} == {acme["id"]}


@pytest.mark.parametrize(
    ("cells", "answer", "percent"),
    [("0.2", "20%", "20"), ("0.2", "0.2%", "0.2"), ("20", None, "20"), ("20%", None, "20"), ("0.2%", None, "0.2")],
)
def test_a_discount_is_asked_about_where_it_is_unclear(cells, answer, percent):
    text = f"Deal Name,Stage,Company,Discount\nBig,Lead,Acme,{cells}\n"
    questions = asked(text)
    assert [question.id for question in questions] == (["Discount:percent"] if answer else [])
    store, _ = brought_in(text, answers={"Discount:percent": answer} if answer else {})
    assert store.find("deal", AT)[0]["discount"] == Percent(Decimal(percent))


def test_the_question_shows_both_meanings():
    (question,) = asked("Deal Name,Stage,Discount\nA,Lead,0.2\nB,Lead,0.15\n")
    assert question.sentence == "Does 0.2 in `Discount` mean 20% or 0.2%?"
    assert question.options == ("20%", "0.2%")


@pytest.mark.parametrize(
    ("header", "cell", "asks", "value"),
    [
        ("Amount", "48000", True, Money(Decimal(48000), "CHF")),
        ("Amount", '"€48,000.50"', False, Money(Decimal("48000.50"), "EUR")),
        ("Amount", "48 000 USD", False, Money(Decimal(48000), "USD")),
        ("Amount (GBP)", "48k", False, Money(Decimal(48000), "GBP")),
        ("Amount", '"48.000,50 €"', False, Money(Decimal("48000.50"), "EUR")),
        ("Amount", "($200)", False, Money(Decimal(-200), "USD")),
    ],
)
def test_amounts_and_their_currency(header, cell, asks, value):
    text = f"Deal Name,Stage,Company,{header}\nBig,Lead,Acme,{cell}\n"
    assert [question.asked for question in asked(text)] == (["currency"] if asks else [])
    store, _ = brought_in(text, answers={f"{header}:currency": "CHF"} if asks else {})
    assert store.find("deal", AT)[0]["value"] == value


def test_a_column_of_currencies():
    store, report = brought_in("Deal Name,Stage,Company,Amount,Currency\nA,Lead,X,5,usd\nB,Lead,X,6,shells\n")
    assert [deal["value"].currency for deal in store.find("deal", AT)] == ["USD", "EUR"]
    assert "(3, 'Currency')" in str([(p.row, p.column) for p in report.problems])


def test_what_a_point_means():
    (question,) = asked("Company name,Industry,Employees\nA,x,1.250\n")
    assert (question.sentence, question.options) == ("Is 1.250 in `Employees` 1250 or 1.250?", ("1250", "1.250"))
    text = "Company name,Industry,Employees\nA,x,1.250\n"
    store, _ = brought_in(text, answers={"Employees:number": "1250"})
    assert store.find("company", AT)[0]["employees"] == 1250
    assert asked("Company name,Employees,ARR (EUR)\nA,3,1.250\nB,4,1.250.000\n") == ()


def test_day_or_month_first():
    (question,) = asked("Deal Name,Stage,Close Date\nA,Lead,03/04/2026\n")
    assert question.options == ("day first", "month first")
    for cells, expected in {
        "03/13/2026": date(2026, 3, 13),
        "13/03/2026": date(2026, 3, 13),
        "3.4.2026": date(2026, 4, 3),
    }.items():
        text = f"Deal Name,Stage,Company,Close Date\nA,Lead,X,{cells}\n"
        assert asked(text) == ()
        assert brought_in(text)[0].find("deal", AT)[0]["closeDate"] == expected
    text = "Deal Name,Stage,Company,Close Date\nA,Lead,X,03/04/2026\n"
    store, _ = brought_in(text, answers={"Close Date:date": "month first"})
    assert store.find("deal", AT)[0]["closeDate"] == date(2026, 3, 4)


def test_an_open_question_stops_the_import_but_not_the_preview():
    store = a_store()
    table = read_table(b"Deal Name,Stage,Company,Discount\nBig,Lead,Acme,0.2\n")
    plan = plan_import(table, currency="EUR")
    with pytest.raises(ImportProblem, match="mean 20%"):
        import_table(store, table, plan, AT)
    report = preview_import(store, table, plan, AT)
    assert report.sample[0]["discount"] == Percent(Decimal(20))
    assert store.count("deal") == store.count("company") == 0


def test_an_answer_must_be_one_of_the_options():
    with pytest.raises(ImportProblem, match="is no answer to"):
        asked("Deal Name,Stage,Discount\nA,Lead,0.2\n", answers={"Discount:percent": "half"})
    with pytest.raises(ImportProblem, match="is no currency"):
        asked("Deal Name,Stage,Amount\nA,Lead,3\n", answers={"Amount:currency": "euros"})


def test_a_deal_finds_its_contact():
    store, _ = brought_in("Email,Name,Company\nann@acme.example,Ann Keller,Acme\nann2@b.example,Ann Keller,Beta\n")
    rows = (
        "Big,Lead,Acme,Ann Keller\nMid,Lead,Beta,ann2@b.example\nNew,Lead,Acme,Bo Li <bo@acme.example>\n"
        "Odd,Lead,,Nobody\n"
    )
    _, report = brought_in(f"Deal Name,Stage,Company,Contact\n{rows}", store)
    contacts = {deal["name"]: deal["contact"] for deal in store.find("deal", AT)}
    assert [contacts[name]["email"] for name in ("Big", "Mid", "New")] == [
        "ann@acme.example",
        "ann2@b.example",
        "bo@acme.example",
    ]
    assert contacts["Odd"]["email"] is None, "a deal without a contact is kept, and writes to nobody"
    assert {problem.row for problem in report.problems} == {5}


def test_two_of_the_same_name_are_not_guessed():
    store, _ = brought_in("Email,Name\na@x.example,Ann Lee\nb@x.example,Ann Lee\n")
    _, report = brought_in("Deal Name,Stage,Contact\nBig,Lead,Ann Lee\n", store)
    assert "2 contacts are called `Ann Lee`" in report.problems[0].sentence
    assert store.find("deal", AT)[0]["contact"]["email"] is None


def test_an_import_starts_no_flow():
    store, _ = brought_in("Email,Name\na@x.example,Ann\n")
    assert store.events_since(0, AT) == []


def test_a_percent_of_the_workspaces_own():
    store = a_store()
    store.add_custom_field(CustomField("contact", "fit", PERCENT))
    brought_in("Email,Fit\na@x.example,80%\n", store)
    assert store.contact_by_email("a@x.example", AT)["custom"]["fit"] == Percent(Decimal(80))


def test_formulas_and_markup_stay_texts():
    store, _ = brought_in("Email,Title\na@x.example,<b>CEO</b> =1+1\n")
    assert store.contact_by_email("a@x.example", AT)["title"] == "<b>CEO</b> =1+1"


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"a\0b", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00"])
def test_what_is_no_csv_is_refused_in_a_sentence(raw):
    with pytest.raises(ImportProblem) as caught:
        brought_in(raw)
    assert caught.value.sentence.endswith((".", "?"))


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_never_break_it(raw):
    with suppress(ImportProblem):
        brought_in(b"Email,Amount,Name\n" + raw, kind="contact")


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=5))
def test_cells_of_any_kind_never_break_it(rows):
    out = io.StringIO()
    csv.writer(out).writerows([("Deal Name", "Discount", "Amount (EUR)", "Close Date")])
    csv.writer(out).writerows([("Deal", one, two, one) for one, two in rows])
    with suppress(ImportProblem):
        table = read_table(out.getvalue().encode("utf-8", "replace"))
        preview_import(a_store(), table, plan_import(table), AT)


def test_ten_thousand_rows_in_a_few_seconds():
    lines = [f"First{n},Last{n},p{n}@x.example,Company {n % 500},VP Sales,Alex Moreno" for n in range(10_000)]
    text = "First Name,Last Name,Email,Company,Job Title,Owner\n" + "\n".join(lines)
    began = time.process_time()
    _, report = brought_in(text)
    assert (report.created, report.companies_created, report.problems) == (10_000, 500, ())
    assert time.process_time() - began < 8
