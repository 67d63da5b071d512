"""A CRM made of the records a test names: what is there, what is worked out, and what is filled in."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sayso.connectors.catalogs import PEOPLE
from sayso.connectors.crm.world import adopt, store_of_records
from sayso.connectors.shape import CustomField
from sayso.dsl.types import TEXT
from sayso.dsl.values import Money
from tests.connectors.places import AT, Place

ANN = {"type": "contact", "id": "contact-1", "fullName": "Ann Maria Keller", "custom": {"leadScore": "A", "other": "x"}}
DEAL = {"type": "deal", "id": "deal-1", "name": "Big", "contact": ANN}


def a_world(**records):
    return store_of_records(records, AT, PEOPLE, [CustomField("contact", "leadScore", TEXT)], "Europe/Berlin", "EUR")


def test_it_holds_the_records_and_those_they_link_to():
    store = a_world(deal=[DEAL])
    assert [store.count(kind) for kind in ("deal", "contact", "company")] == [1, 1, 0]
    ann = store.read("deal", "deal-1", AT)["contact"]
    assert (ann["id"], ann["firstName"], ann["lastName"]) == ("contact-1", "Ann Maria", "Keller")
    assert ann["custom"] == {"leadScore": "A"}


def test_what_a_record_must_have_is_filled_in():
    deal = a_world(deal=[{"type": "deal", "id": "deal-1"}]).read("deal", "deal-1", AT)
    assert (deal["name"], deal["value"], deal["stage"]) == ("Example deal", Money(Decimal(0), "EUR"), "Lead")
    assert (deal["owner"]["id"], deal["contact"]["fullName"]) == ("sarah", "Unnamed contact")


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("contact", "daysSinceContacted"), ("contact", "daysSinceReply"), ("contact", "daysSinceCreated"),
        ("company", "daysInactive"), ("deal", "daysInStage"), ("deal", "daysSinceActivity"),
    ],
)  # fmt: skip
def test_days_since_are_kept_and_go_on(kind, field):
    store = a_world(**{kind: [{"type": kind, "id": "one", field: 6}]})
    assert store.read(kind, "one", AT)[field] == 6
    assert store.read(kind, "one", AT + timedelta(days=3))[field] == 9


def test_a_world_begins_without_events():
    store = a_world(deal=[DEAL])
    assert store.events_since(0, AT) == []


def test_a_known_record_is_not_taken_in_again():
    store = a_world(contact=[ANN])
    adopt(store, "contact", {**ANN, "fullName": "Somebody Else"}, AT)
    assert store.read("contact", "contact-1", AT)["lastName"] == "Keller"


def test_a_simulation_takes_in_who_it_never_saw():
    place = Place()
    place.pretend("crm.add_tags", record={"type": "contact", "id": "new", "firstName": "Eve"}, tags=["vip"])
    assert place.simulated.read_again("contact", "new", AT)["tags"] == ["vip"]
    assert place.store.read("contact", "new", AT) is None


def test_an_enrichment_is_seen_in_the_copy():
    place = Place()
    place.pretend("apollo.enrich", contact=place.ann)
    enriched = place.simulated.read_again("contact", place.ann_id, AT)
    assert (enriched["title"], enriched["firstName"], enriched["phone"]) == ("VP Sales", "Ann", "+49301234")
    assert place.ann["title"] is None
