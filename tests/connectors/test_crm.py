"""The built-in CRM: what its tools do, what they refuse, what they remember, and what happens because of them."""

import asyncio
import sqlite3
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sayso.connectors.crm.schema import open_file
from sayso.connectors.crm.store import Store
from sayso.connectors.shape import CustomField, ToolError
from sayso.dsl.types import BOOLEAN, DATE, MONEY, PERCENT, TEXT, Choice
from sayso.dsl.values import Money, Percent
from tests.connectors.places import AT, EURO, Place, a_call


def refusal(place, tool, **arguments):
    with pytest.raises(ToolError) as caught:
        place.call(tool, **arguments)
    return caught.value


def test_find_with_a_condition():
    place = Place()
    place.call("crm.create_contact", key="k", firstName="Bob", title="CEO")
    found = place.call("crm.find_contacts", where=lambda one: one["title"] == "CEO")
    assert [one["fullName"] for one in found] == ["Bob"]
    assert len(place.call("crm.find_contacts")) == 2


def test_links_are_nested():
    deal = Place().deal
    assert deal["contact"]["company"]["name"] == "Acme"
    phone = "+49 30 23125 102"
    named = {"type": "person", "id": "alex", "name": "Alex Moreno", "email": "alex@fernpost.example", "phone": phone}
    assert deal["owner"] == named


def test_ids_are_short_and_stay():
    place = Place()
    assert place.ann_id == "c1"
    assert place.call("crm.create_contact", email="b@acme.example")["id"] == "c2"
    with place.store.writing(AT) as writing:
        writing.delete("contact", "c2")
    assert place.call("crm.create_contact", key="other", email="c@acme.example")["id"] == "c3"


def test_create_contact_makes_the_company_and_knows_it_again():
    place = Place()
    one = place.call("crm.create_contact", key="a", email="x@new.example", company="Newco", employees=12)
    two = place.call("crm.create_contact", key="b", email="y@new.example", company="NEWCO")
    assert one["company"]["id"] == two["company"]["id"]
    assert two["company"]["employees"] == 12


def test_a_known_address_is_not_doubled():
    place = Place()
    again = place.call("crm.create_contact", email="ANN@ACME.example", title="CTO", tags=["lead"])
    assert again["id"] == place.ann_id
    assert (again["title"], again["email"], again["tags"]) == ("CTO", "ann@acme.example", ["lead"])
    assert place.store.count("contact") == 1


@pytest.mark.parametrize("address", ["nobody", "a@b", "a@b.example\nBcc: c@d.example", "a b@c.example", "@c.example"])
def test_a_contact_needs_a_real_address(address):
    error = refusal(Place(), "crm.create_contact", email=address)
    assert error.kind == "invalid"
    assert error.sentence.startswith("Invalid email address: ")


def test_update_sets_fields_and_the_date():
    place = Place()
    later = AT + timedelta(days=1)
    asyncio.run(place.live.call(a_call("crm.update", at=later, record=place.ann, status="Qualified")))
    assert place.ann["status"] == "Qualified"
    assert place.ann["updatedAt"] == later


def test_update_of_a_custom_field():
    place = Place()
    place.call("crm.update", record=place.ann, leadScore="A", visits=3)
    assert place.ann["custom"] == {"leadScore": "A", "visits": 3}
    place.call("crm.update", key="next", record=place.ann, visits=4)
    assert place.ann["custom"] == {"leadScore": "A", "visits": 4}


def test_an_unknown_custom_field_is_named():
    error = refusal(Place(), "crm.update", record=Place().ann, budget="10")
    assert error.sentence == "Custom field `budget` not found. Create the field first."


def test_custom_values_are_checked():
    place = Place()
    assert refusal(place, "crm.update", record=place.ann, visits="many").sentence == "`visits` needs a number."
    assert refusal(place, "crm.update", record=place.ann, visits=True).kind == "invalid"


def test_what_is_worked_out_cannot_be_set():
    place = Place()
    sentence = "`daysSinceContacted` is worked out by Sayso and cannot be set."
    with pytest.raises(ToolError) as caught:
        place.call("crm.update", record=place.ann, daysSinceContacted=4)
    assert "daysSinceContacted" in caught.value.sentence
    assert refusal(place, "crm.update", record=place.ann, createdAt=AT).sentence == sentence.replace(
        "daysSinceContacted", "createdAt"
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"value": "much"}, "`value` needs an amount."),
        ({"closeDate": "soon"}, "`closeDate` needs a date."),
        ({"discount": 20}, "`discount` needs a percentage, like 10%."),
        ({"name": None}, "`name` must not be empty."),
        ({"stage": 3}, "`stage` needs a text."),
        ({"contact": "Ann"}, "`contact` needs a contact."),
    ],
)
def test_values_that_do_not_fit_are_refused(values, sentence):
    place = Place()
    assert refusal(place, "crm.update", record=place.deal, **values).sentence == sentence
    assert place.deal["value"] == EURO


def test_a_bare_number_beside_money_is_in_the_workspaces_currency():
    place = Place()
    place.call("crm.update", record=place.deal, value=50_000, discount=Percent(Decimal("12.5")))
    assert place.deal["value"] == Money(Decimal(50_000), "EUR")
    assert place.deal["discount"] == Percent(Decimal("12.5"))


def test_tags_come_and_go():
    place = Place()
    place.call("crm.add_tags", key="1", record=place.ann, tags=["vip", "Lead", "vip"])
    place.call("crm.add_tags", key="2", record=place.ann, tags=["lead2"])
    assert place.ann["tags"] == ["vip", "Lead", "lead2"]
    assert place.store.tags() == ("Lead", "lead2", "vip")
    place.call("crm.remove_tags", key="3", record=place.ann, tags=["LEAD"])
    assert place.ann["tags"] == ["vip", "lead2"]


def test_a_task_is_for_the_flows_owner_unless_said():
    place = Place()
    task = place.call("crm.create_task", title="Call Ann", due=date(2026, 11, 19), about=place.ann)
    assert (task["title"], task["assignee"]["id"], task["status"]) == ("Call Ann", "sarah", "open")
    assert task["contact"]["fullName"] == "Ann Keller"
    assert task["company"]["name"] == "Acme"
    assert task["overdue"]
    assert task["createdBy"] == "A flow"


def test_a_task_for_nobody_we_know():
    stranger = {"type": "person", "id": "tom", "name": "Tom", "email": "tom@fernpost.example"}
    error = refusal(Place(), "crm.create_task", title="Call", assignee=stranger)
    assert error.sentence == "Cannot assign the task to user tom: user not found."


def test_a_hundred_tasks():
    place = Place()
    for number in range(100):
        place.call("crm.create_task", key=f"k{number}", title=f"Task {number}")
    assert place.store.count("task") == 100


def test_a_deal_takes_the_contacts_company():
    place = Place()
    deal = place.call("crm.create_deal", name="Second", contact=place.ann)
    assert deal["company"]["name"] == "Acme"
    assert (deal["value"], deal["stage"], deal["owner"]["id"]) == (Money(Decimal(0), "EUR"), "Lead", "sarah")


def test_moving_a_stage_tells_what_was_before():
    place = Place()
    place.call("crm.move_stage", deal=place.deal, stage="Closed Won")
    assert (place.deal["stage"], place.deal["previousStage"], place.deal["status"]) == ("Closed Won", "Lead", "won")
    events = place.store.events_since(0, AT)
    assert [event.name for event in events] == ["deal.updated", "deal.stage_changed"]
    changed = events[1].data
    assert (changed["deal"]["stage"], changed["previous"]["stage"]) == ("Closed Won", "Lead")
    assert changed["previous"]["value"] == EURO


def test_what_changes_nothing_causes_nothing():
    place = Place()
    place.call("crm.move_stage", deal=place.deal, stage="Lead")
    place.call("crm.update", key="2", record=place.deal, value=EURO)
    assert place.store.events_since(0, AT) == []


def test_events_go_on_where_one_stopped():
    place = Place()
    place.call("crm.create_contact", key="1", firstName="Bob")
    first = place.store.events_since(0, AT)
    assert [event.data["contact"]["fullName"] for event in first] == ["Bob"]
    place.call("crm.create_contact", key="2", firstName="Eve")
    rest = place.store.events_since(first[-1].number, AT)
    assert [event.data["contact"]["fullName"] for event in rest] == ["Eve"]
    assert place.store.last_event() == rest[-1].number


def test_a_side_hands_over_its_events_once():
    place = Place()
    side = place.live.sides["crm"]
    place.call("crm.create_contact", firstName="Bob")
    assert [event.name for event in side.drain_events(AT)] == ["contact.created"]
    assert side.drain_events(AT) == []


def test_an_activity_ends_idleness():
    place = Place()
    later = AT + timedelta(days=9)
    assert place.store.read("deal", place.deal_id, later)["daysSinceActivity"] == 9
    asyncio.run(place.live.call(a_call("crm.log_activity", at=later, record=place.ann, text="Called", kind="call")))
    deal = place.store.read("deal", place.deal_id, later)
    assert deal["daysSinceActivity"] == 0
    assert deal["contact"]["daysSinceContacted"] == 0


@pytest.mark.parametrize(
    ("tool", "record"), [("crm.create_task", "task"), ("crm.create_deal", "deal"), ("crm.create_contact", "contact")]
)
def test_the_same_key_acts_once(tool, record):
    place = Place()
    given = {
        "crm.create_task": {"title": "Call"}, "crm.create_contact": {"firstName": "Bob"},
        "crm.create_deal": {"name": "Second", "contact": place.ann},
    }[tool]  # fmt: skip
    first = place.call(tool, key="same", **given)
    assert place.call(tool, key="same", **given) == first
    assert place.call(tool, key="other", **given)["id"] != first["id"]
    assert place.store.count(record) - (record != "task") == 2
    looked = asyncio.run(place.live.lookup(a_call(tool, key="same", **given)))
    assert (looked.happened, looked.answer) == (True, first)
    assert asyncio.run(place.live.lookup(a_call(tool, key="never", **given))).happened is False


def test_a_failed_call_leaves_nothing_and_may_be_tried_again():
    place = Place()
    refusal(place, "crm.create_contact", company="Half", email="broken")
    assert place.store.count("company") == 1
    assert place.call("crm.create_contact", company="Half", email="good@half.example")["company"]["name"] == "Half"


def test_a_record_that_is_gone():
    place = Place()
    ann = place.ann
    with place.store.writing(AT) as writing:
        writing.delete("contact", place.ann_id)
    assert asyncio.run(place.live.read_again("contact", ann["id"], AT)) is None
    assert refusal(place, "crm.add_tags", record=ann, tags=["x"]).kind == "not-found"


def test_a_customer_is_a_company_with_a_renewal_date():
    place = Place()
    assert place.store.read("customer", place.company_id, AT) is None
    place.call("crm.update", record=place.company, renewalDate=date(2026, 12, 24))
    customer = place.store.read("customer", place.company_id, AT)
    assert (customer["type"], customer["name"], customer["daysToRenewal"]) == ("customer", "Acme", 34)
    assert place.ann["isCustomer"]
    place.call("crm.update", key="2", record=customer, health=40)
    assert place.company["health"] == 40


def test_days_are_those_of_the_workspaces_zone():
    place = Place()
    late = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # half past eleven in Berlin
    with place.store.writing(late) as writing:
        id = writing.create("contact", {"firstName": "Late"})
    assert place.store.read("contact", id, late + timedelta(hours=1))["daysSinceCreated"] == 1
    assert place.store.read("contact", id, late + timedelta(hours=1))["hoursSinceCreated"] == 1


def test_a_message_that_came_in():
    place = Place()
    letter = {
        "from": "ann@acme.example", "to": ["sarah@fernpost.example"], "subject": "Re: Hi", "body": "Yes, gladly.",
        "snippet": "Yes, gladly.", "receivedAt": AT,
    }  # fmt: skip
    with place.store.writing(AT) as writing:
        writing.receive(letter, place.ann_id)
    assert place.ann["replied"]
    assert place.deal["lastEmail"]["body"] == "Yes, gladly."
    event = place.store.events_since(0, AT)[-1]
    assert (event.name, event.data["email"]["from"]) == ("email.replied", "ann@acme.example")
    assert event.data["email"]["contact"]["id"] == place.ann_id


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (TEXT, "Zoë “Ångström” {x} 日本"), (BOOLEAN, True), (DATE, date(2026, 2, 28)),
        (PERCENT, Percent(Decimal("0.5"))),
        (MONEY, Money(Decimal("1250.50"), "CHF")), (Choice(("gold", "silver")), "gold"),
    ],
)  # fmt: skip
def test_custom_fields_keep_their_values(kind, value):
    place = Place()
    place.store.add_custom_field(CustomField("contact", "extra", kind))
    place.call("crm.update", record=place.ann, extra=value)
    assert place.ann["custom"]["extra"] == value
    place.call("crm.update", key="2", record=place.ann, extra=None)
    assert place.ann["custom"]["extra"] is None


def test_names_that_would_hurt_a_query_are_only_names():
    place = Place()
    name = "Robert'); drop table contact;--\"“"
    place.call("crm.create_contact", firstName=name, company=name)
    assert place.store.find("contact", AT)[-1]["company"]["name"] == name


def test_it_is_all_there_when_opened_again(tmp_path):
    store = Store.open(tmp_path / "crm.sqlite", "Europe/Berlin", "EUR")
    with store.writing(AT) as writing:
        id = writing.create("contact", {"firstName": "Ann"})
    store.close()
    assert Store.open(tmp_path / "crm.sqlite").read("contact", id, AT)["firstName"] == "Ann"


def test_a_file_that_lacks_columns_gets_them(tmp_path):
    file = tmp_path / "crm.sqlite"
    old = sqlite3.connect(file)
    old.execute('create table "contact" (id text primary key, key text, custom text, "firstName")')
    old.execute("insert into contact (id, firstName) values ('c1', 'Ann')")
    old.commit()
    old.close()
    store = Store.open(file)
    assert store.read("contact", "c1", AT)["firstName"] == "Ann"
    assert store.read("contact", "c1", AT)["title"] is None


def test_people_of_a_file_from_before_phones_have_none(tmp_path):
    file = tmp_path / "crm.sqlite"
    old = sqlite3.connect(file)
    old.execute(
        "create table person (id text primary key, name text not null, email text not null, roles text not null)"
    )
    old.execute("insert into person values ('ann', 'Ann Keller', 'ann@x.example', 'owner')")
    old.commit()
    old.close()
    assert [(one.name, one.roles, one.phone) for one in Store.open(file).people()] == [("Ann Keller", ("owner",), "")]


def test_a_file_of_a_newer_version_is_refused(tmp_path):
    file = tmp_path / "crm.sqlite"
    newer = sqlite3.connect(file)
    newer.execute("pragma user_version = 99")
    newer.close()
    with pytest.raises(ToolError, match="Update Sayso"):
        open_file(str(file))


def test_two_processes_do_not_lose_each_others_changes(tmp_path):
    one, two = Store.open(tmp_path / "crm.sqlite"), Store.open(tmp_path / "crm.sqlite")
    for number in range(20):
        with (one if number % 2 else two).writing(AT) as writing:
            writing.create("company", {"name": f"Company {number}"})
    assert one.count("company") == two.count("company") == 20
    one.close()
    two.close()


def test_calls_at_the_same_time(tmp_path):
    place = Place()

    async def many():
        calls = [a_call("crm.create_task", key=f"k{n}", title=f"Task {n}") for n in range(50)]
        return await asyncio.gather(*(place.live.call(call) for call in calls))

    tasks = asyncio.run(many())
    assert len({task["id"] for task in tasks}) == 50


def test_a_list_ends_at_ten_thousand():
    place = Place()
    with place.store.writing(AT) as writing:
        writing.silent = True
        for number in range(10_050):
            writing.create(
                "task", {"title": f"T{number}", "assignee": {"type": "person", "id": "alex"}, "status": "open"}
            )
    assert len(place.store.find("task", AT)) == 10_000
