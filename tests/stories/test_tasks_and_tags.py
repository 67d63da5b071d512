"""Story 3.10: tasks for people, tags on contacts."""

from tests.stories.office import MONDAY, Office, day

HEAD = 'flow "Follow up"\non manual with\n  contact: contact\nend\n'


def test_a_task_has_title_day_person_and_contact(office: Office) -> None:
    """ "Follow up with John in 3 days": due in three days, for the flow's owner, about John."""
    flow = HEAD + (
        'use crm.create_task\ncrm.create_task(title: "Follow up with {@contact.firstName or "them"} in 3 days", '
        "due: @today + 3 days, about: @contact)\n"
    )
    office.run(flow, contact=office.john())
    (task,) = office.find("task")
    assert task["title"] == "Follow up with John in 3 days"
    assert task["due"] == day(5)
    assert task["assignee"]["name"] == "Sarah Lind"
    assert task["contact"]["fullName"] == "John Doe"
    assert (task["status"], task["createdBy"]) == ("open", "Follow up")


def test_a_task_for_the_sales_rep(office: Office) -> None:
    """@user.salesRep is the person with that role; telling them is a step of its own."""
    flow = HEAD + (
        'use crm.create_task, people.notify\ncrm.create_task(title: "Call", assignee: @user.salesRep or @me)\n'
        'people.notify(@user.salesRep or @me, "New task from a flow: Call @contact.fullName")\n'
    )
    told = office.run(flow, contact=office.john())
    assert [task["assignee"]["name"] for task in office.find("task")] == ["Alex Moreno"]
    assert told.told("tell Alex Moreno")


def test_a_role_nobody_has_does_not_compile(office: Office) -> None:
    """A role that nobody has is found beforehand."""
    found = office.compiled(HEAD + 'use crm.create_task\ncrm.create_task(title: "Call", assignee: @user.lawyer)\n')
    assert [finding.slug for finding in found.errors] == ["unknown-role"]


def test_a_tag_is_added_and_made_if_it_is_new(office: Office) -> None:
    """ "Interested" is added; it did not exist, so it is made; who has it can be found by it."""
    assert office.crm.tags() == ()
    john = office.john()
    office.run(HEAD + 'use crm.add_tags\ncrm.add_tags(@contact, ["Interested"])\n', contact=john)
    assert office.read("contact", john["id"])["tags"] == ["Interested"]
    assert office.crm.tags() == ("Interested",)
    assert [c["id"] for c in office.crm.find("contact", MONDAY, lambda c: "Interested" in c["tags"])] == [john["id"]]


def test_a_new_tag_is_a_note_not_an_error(office: Office) -> None:
    """A tag nobody has yet may be a slip, so it is mentioned; it keeps nothing from running."""
    office.add("contact", firstName="Ann", tags=["interested"])
    found = office.compiled(HEAD + 'use crm.add_tags\ncrm.add_tags(@contact, ["Intrested"])\n')
    assert [(finding.slug, finding.severity) for finding in found.diagnostics] == [("unknown-tag", "note")]


def test_a_tag_is_taken_off(office: Office) -> None:
    """ "Cold Lead" is taken off; the other tags stay."""
    john = office.john(tags=["Cold Lead", "SaaS"])
    office.run(HEAD + 'use crm.remove_tags\ncrm.remove_tags(@contact, ["Cold Lead"])\n', contact=john)
    assert office.read("contact", john["id"])["tags"] == ["SaaS"]


def test_several_tags_at_once_and_none_twice(office: Office) -> None:
    """Three tags in one step; one that is there already is not doubled."""
    john = office.john(tags=["CEO"])
    office.run(HEAD + 'use crm.add_tags\ncrm.add_tags(@contact, ["Interested", "CEO", "SaaS"])\n', contact=john)
    assert sorted(office.read("contact", john["id"])["tags"]) == ["CEO", "Interested", "SaaS"]


def test_a_hundred_tasks_in_one_run(office: Office) -> None:
    """A hundred tasks: all are made, no limit slows them."""
    for number in range(100):
        office.add("contact", firstName=f"First{number}")
    told = office.run(
        'flow "Hundred"\non manual\nuse crm.find_contacts, crm.create_task\nlet @all = crm.find_contacts()\n'
        'for each @contact in @all at most 100\n  crm.create_task(title: "Call @contact.fullName")\nend\n'
    )
    assert told.state == "completed"
    assert office.crm.count("task") == 100


def test_a_task_for_somebody_who_left_fails_with_their_id(office: Office) -> None:
    """ "Cannot assign the task to user …: user not found" is the reason the run failed."""
    john = office.john()
    gone = {"type": "person", "id": "gone", "name": "Gone Girl", "email": "gone@fernpost.example"}
    flow = HEAD.replace("contact: contact", "contact: contact\n  who: person") + (
        'use crm.create_task\ncrm.create_task(title: "Call @contact.fullName", assignee: @who)\n'
    )
    told = office.run(flow, contact=john, who=gone)
    assert told.state == "failed"
    assert told.told("Cannot assign the task to user gone: user not found")
    assert office.find("task") == []
