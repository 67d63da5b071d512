"""The workspace's folder: made, opened, its mistakes told; and the sample workspace."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sayso.connectors.shape import Call, ToolError
from sayso.dsl.types import NUMBER, RecordOf, Row
from sayso.runtime.sample_workspace import BASE, create_sample, sample_text
from sayso.runtime.settings import Settings, WorkspaceProblem, read_settings, settings_of, write_settings
from sayso.runtime.workspace import Workspace, default_folder

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ME = {"id": "me", "name": "Me", "email": "me@x.example"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    workspace = create_sample(tmp_path_factory.mktemp("sample") / "ws", TODAY)
    yield workspace
    workspace.close()


def test_a_new_workspace_is_there_when_opened_again(tmp_path):
    with Workspace.create(tmp_path / "ws") as made:
        made.add_custom_field("contact", "seats", NUMBER)
    assert Workspace.exists(tmp_path / "ws")
    with Workspace.open(tmp_path / "ws") as opened:
        catalog = opened.catalog()
        assert (catalog.owner, catalog.zone, catalog.currency) == ("me", "UTC", "USD")
        custom = catalog.records["contact"].field("custom").type
        assert isinstance(custom, Row)
        assert dict(custom.fields).keys() == {"seats"}
        assert catalog.policy.connected == ()
        assert opened.flow_files() == ()


def test_a_folder_is_not_made_twice(tmp_path):
    Workspace.create(tmp_path).close()
    with pytest.raises(WorkspaceProblem, match="already"):
        Workspace.create(tmp_path)


def test_no_workspace_there(tmp_path):
    with pytest.raises(WorkspaceProblem, match="There is no workspace in"):
        Workspace.open(tmp_path)


def test_where_it_is_by_default():
    assert default_folder({"SAYSO_HOME": "/data/one"}) == Path("/data/one")
    assert default_folder({}) == default_folder({"SAYSO_HOME": ""}) == Path("sayso-data")


def test_settings_are_read_back_as_written(tmp_path):
    settings = Settings.model_validate(
        {
            "name": 'Fern "post" \\ ü\n', "zone": "Europe/Berlin", "currency": "EUR",
            "people": [ME], "stages": ["A", "B"],
            "policy": {"sensitive": ["email.send"], "allowed": ["crm.find_contacts"], "credits_per_run": 50},
            "smtp": {"host": "mail.example", "user": "me", "password_from": "MAIL_PASSWORD", "security": "tls"},
        }
    )  # fmt: skip
    write_settings(tmp_path / "workspace.toml", settings)
    assert read_settings(tmp_path / "workspace.toml") == settings


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"zone": "Berlin"}, "`zone` is not a time zone; write it like Europe/Berlin"),
        ({"currency": "euro"}, "`currency` is not written as it must be"),
        ({"people": []}, "`people` must not be empty"),
        ({"people": [ME, ME]}, "two people have the same `id`"),
        ({"owner": "tom"}, "the owner `tom` is not among the people"),
        ({"people": [{**ME, "email": "me"}]}, "`people.0.email` is not an email address"),
        ({"people": [{"id": "me", "name": "Me"}]}, "`people.0.email` is missing"),
        ({"colour": "red"}, "`colour` is not a setting Sayso knows"),
        ({"policy": {"emails_per_day": "many"}}, "`policy.emails_per_day` must be a whole number"),
        ({"smtp": {"host": "x", "port": 0}}, "`smtp.port`"),
        ({"sender": "a\nb@x.example"}, "`sender` is not an email address"),
    ],
)
def test_mistakes_in_the_settings_are_said_plainly(change, words):
    with pytest.raises(WorkspaceProblem) as caught:
        settings_of({"people": [ME], **change})
    assert words in caught.value.sentence
    assert caught.value.sentence.startswith("`workspace.toml`: ")


def test_settings_that_are_no_toml(tmp_path):
    (tmp_path / "workspace.toml").write_text("name = ")
    with pytest.raises(WorkspaceProblem, match="cannot be read"):
        Workspace.open(tmp_path)


def test_the_mail_password_stays_out_of_the_file(tmp_path, monkeypatch):
    settings = {"people": [ME], "smtp": {"host": "mail.example", "user": "me", "password_from": "MAIL_PASSWORD"}}
    with Workspace.create(tmp_path, Settings.model_validate(settings)) as workspace:
        monkeypatch.delenv("MAIL_PASSWORD", raising=False)
        with pytest.raises(WorkspaceProblem, match="`MAIL_PASSWORD` is not set"):
            workspace.resources()
        monkeypatch.setenv("MAIL_PASSWORD", "secret")
        assert workspace.resources().smtp.password == "secret"
    assert "secret" not in (tmp_path / "workspace.toml").read_text()


def test_templates(tmp_path):
    with Workspace.create(tmp_path) as workspace:
        text = '---\r\nsubject: Hi: {@contact.firstName or "there"}\r\n---\r\n\r\nFor @deal.name, to a@x.example.\r\n'
        (tmp_path / "templates" / "Hello.md").write_bytes(b"\xef\xbb\xbf" + text.encode())
        (template,) = workspace.templates()
        assert (template.name, template.subject) == ("Hello", 'Hi: {@contact.firstName or "there"}')
        assert template.body == "For @deal.name, to a@x.example."
        assert template.variables == (("contact", RecordOf("contact")), ("deal", RecordOf("deal")))
        (tmp_path / "templates" / "Bad.md").write_text("no subject")
        with pytest.raises(WorkspaceProblem, match=r"`Bad\.md` has no `subject:`"):
            workspace.catalog()


def test_the_sample_is_what_the_demonstration_needs(sample):
    crm = sample.crm
    assert [crm.count(kind) for kind in ("contact", "company", "deal", "task")] == [40, 12, 15, 9]
    idle = crm.find("deal", NOW, lambda d: d["stage"] == "Proposal Sent" and d["daysSinceActivity"] >= 5)
    assert {d["contact"]["fullName"]: d["daysSinceActivity"] for d in idle} == {
        "Ann Keller": 6, "Jonas Weiß": 11, "office@orchardpine.example": 7, "Mei Tanaka": 8,
    }  # fmt: skip
    assert [d["contact"]["unsubscribed"] for d in idle].count(True) == 1


def test_the_sample_has_seven_vps_at_mid_sized_saas_companies(sample):
    def fits(one):
        company = one["company"]
        return (
            "VP of Sales" in (one["title"] or "")
            and company["industry"] == "SaaS"
            and 50 <= company["employees"] <= 200
        )

    assert len(sample.crm.find("contact", NOW, fits)) == 7


@pytest.mark.parametrize(
    ("what", "count"),
    [
        (lambda one: one["email"] is None, 2), (lambda one: one["firstName"] is None, 3),
        (lambda one: one["unsubscribed"], 2), (lambda one: one["title"] is None, 3),
        (lambda one: one["company"]["industry"] is None, 4), (lambda one: one["custom"]["leadScore"], 25),
        (lambda one: "webinar-june" in one["tags"], 6), (lambda one: "customer" in one["tags"], 9),
        (lambda one: one["owner"]["id"] == "sarah", 15), (lambda one: one["owner"]["id"] == "alex", 17),
        (lambda one: len(one["fullName"]) == 70, 1), (lambda one: one["title"] == "<b>CEO</b> =1+1", 1),
    ],
)  # fmt: skip
def test_the_people_of_the_sample(sample, what, count):
    assert len(sample.crm.find("contact", NOW, what)) == count


def test_the_customers_of_the_sample(sample):
    found = {one["name"]: (one["health"], one["daysToRenewal"]) for one in sample.crm.find("customer", NOW)}
    assert found == {
        "Halden Foods": (82, 160), "Pagewright": (74, 77), "Nimbus Desk": (58, 41), "Saltmarsh Energy": (35, 12),
    }  # fmt: skip


def test_the_tasks_of_the_sample(sample):
    tasks = sample.crm.find("task", NOW)
    assert sum(task["overdue"] for task in tasks) == 2
    assert sum(task["due"] == TODAY for task in tasks) == 3


def test_the_sample_is_the_same_on_any_day(tmp_path):
    other = TODAY + timedelta(days=100)
    assert sample_text("deals", BASE + timedelta(days=7)).count("2026-06-") != sample_text("deals", BASE).count(
        "2026-06-"
    )
    with create_sample(tmp_path / "ws", other) as workspace:
        at = NOW + timedelta(days=100)
        idle = {deal["name"]: deal["daysSinceActivity"] for deal in workspace.crm.find("deal", at)}
        assert (idle["Tessel rollout"], idle["Kestrel depots"]) == (11, 88)


def test_every_address_of_the_sample_is_made_up(sample):
    for one in sample.crm.find("contact", NOW):
        assert one["email"] is None or one["email"].endswith(".example")


def test_the_sample_knows_its_templates(sample):
    names = {"Case study", "Outbound v2", "Inbound v1", "Inbound v2", "Renewal kick-off", "Win back"}
    templates = sample.catalog().templates
    assert templates.keys() == names
    assert all(dict(template.variables).keys() == {"contact"} for template in templates.values())


def test_a_workspaces_sides_do_what_they_say(tmp_path):
    with create_sample(tmp_path / "ws", TODAY) as workspace:
        mei = workspace.crm.contact_by_email("mei.tanaka@kestrel.example", NOW)
        ann = workspace.crm.contact_by_email("ann.keller@brightwater.example", NOW)
        owner = workspace.owner
        simulated, live = workspace.simulated(), workspace.live()

        def mail(to, key):
            return Call("email.send", {"to": to, "subject": "Hi", "body": "Text"}, key, NOW, "f", "r", owner)

        simulated.simulate(mail(ann, "k1"))
        assert not list((tmp_path / "ws" / "mail").rglob("*/*"))
        asyncio.run(live.call(mail(ann, "k1")))
        assert len(list((tmp_path / "ws" / "mail" / "new").iterdir())) == 1
        with pytest.raises(ToolError, match="Mei Tanaka opted out"):
            asyncio.run(live.call(mail(mei, "k2")))
