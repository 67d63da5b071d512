"""Backtests from outside: the command with its sentence, and the routes with their pages."""

from pathlib import Path

from tests.api.office import open_office
from tests.cli.conftest import Sayso, folder, sayso
from tests.cli.test_json import fits
from tests.operations.flows import WAITING

__all__ = ["folder", "sayso"]
TOLD = """flow "Told"
on manual with
  contact: contact
end
use people.notify
people.notify(@me, "@contact.fullName is new")
"""


def test_the_command(sayso: Sayso, folder: Path) -> None:
    (folder / "contacts.csv").write_text("First Name,Last Name,Email\nAnn,Keller,ann@acme.example\n")
    (folder / "told.flow").write_text(TOLD)
    (folder / "other.flow").write_text(TOLD.replace("is new", "has come"))
    assert sayso("import", "contacts.csv").code == 0
    assert sayso("publish", "told.flow").code == 0
    early = sayso("backtest", "Told")
    assert early.code == 2 and "Nothing began this flow in that time" in early.err
    assert sayso("start", "Told", "--input", "contact=ann@acme.example").code == 0
    same = sayso("backtest", "Told")
    assert same.out.startswith("Over 1 trigger of the last 30 days: no difference (1 notification).\n")
    assert "Tried: the draft. 1 recorded. Nothing was sent or changed." in same.out
    other = " ".join(sayso("backtest", "Told", "other.flow", "--days", "7").out.split())
    assert other.startswith(
        "Over 1 trigger of the last 7 days this would have made 1 notification, as many as there were: 1 is with "
        "other words."
    )
    assert "(message “Ann Keller is new” → “Ann Keller has come”)" in other
    assert "started by hand · Ann Keller" in other or "started by hand" in other
    assert "simulated: this notification was not recorded like this: made up for the copy" in other
    document = fits(sayso("backtest", "Told", "other.flow", "--json"), "backtest")
    assert (document["against"], document["triggers"], document["next"]) == ("this text", 1, "")
    assert fits(sayso("backtest", "Told", "--version", "1", "--json"), "backtest")["against"] == "v1"
    both = sayso("backtest", "Told", "other.flow", "--version", "1")
    assert both.code == 2 and "not both" in both.err
    unknown = sayso("backtest", "Told", "--version", "5")
    assert unknown.code == 2 and "no such version" in unknown.err


async def test_the_routes(url: str) -> None:
    async with open_office(url) as office:
        flow = (await office.post("/flows", {"text": WAITING}, 201))["flow"]
        await office.post(f"/flows/{flow}/publish")
        nothing = await office.post(f"/flows/{flow}/backtest", {}, 409)
        assert nothing["error"]["code"] == "no-triggers"
        assert (await office.get(f"/flows/{flow}/backtest")) == {"backtest": None, "running": False}
        await office.post(f"/flows/{flow}/trigger", status=202)
        await office.play.work()
        await office.play.wait(days=2)
        same = await office.post(f"/flows/{flow}/backtest", {"version": 1, "days": 7})
        assert same["sentence"] == "Over 1 trigger of the last 7 days: no difference (3 tasks)."
        text = WAITING.replace("2 days", "1 day")
        changed = await office.post(f"/flows/{flow}/backtest", {"text": text})
        assert changed["totals"][0]["other_time"] == 3 and len(changed["people"]) == 3
        assert changed["people"][0]["lines"] == ['1 day earlier: create the task "Call them"']
        assert (await office.get(f"/flows/{flow}/backtest"))["backtest"] == changed
        wrong = await office.post(f"/flows/{flow}/backtest", {"text": "flow"}, 422)
        assert wrong["error"]["code"] == "not-ready" and wrong["error"]["detail"]["findings"]
        await office.post(f"/flows/{flow}/backtest", {"days": 900}, 422)
        stopped = await office.ask("DELETE", f"/flows/{flow}/backtest")
        assert stopped.json() == {"stopped": False}
