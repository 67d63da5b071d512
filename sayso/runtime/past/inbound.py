"""The past of "Inbound lead response": eighteen demo requests, one other form, and Apollo without credits."""

from functools import partial
from typing import Final, Literal

import msgspec

from sayso.runtime.home import MAIN
from sayso.runtime.operations.telling import record_event
from sayso.runtime.past import outbound
from sayso.runtime.past.playing import ALEX, SARAH, Past

FLOW: Final = "inbound-lead-response"
SHORTER: Final = ("at most 4 days", "at most 3 days")
VERSIONS: Final = (
    (23, "Apollo says how big they are, AI what they ask about", (("> 500", "> 250"), SHORTER)),
    (20, "Sales asked for fewer hand-offs", (SHORTER,)),
    (14, "A day longer before we give up", ()),
)  # fmt: skip
"""The versions after the first: so many days ago, why, and how each differs from the latest."""
Then = Literal["replies", "replies late", "silent", "waits", "fails"]


class Request(msgspec.Struct, frozen=True):
    """A demo request: how many days ago, from whom, what came of it, what the form said, and at which hour."""

    days: int
    address: str
    then: Then = "replies"
    employees: int | None = None
    plan: str | None = None
    message: str = "Please show me how onboarding works with Fernpost."
    hour: int = 10


FAILED_ON, PAGEWRIGHT = 9, 180
REQUESTS: Final = (
    Request(29, "lars.haugen@halden.example", employees=90),
    Request(28, "sean.gallagher@pagewright.example", "replies late", employees=PAGEWRIGHT),
    Request(27, "noor.visser@kestrel.example", "silent", employees=260),
    Request(26, "marcus.bell@nimbusdesk.example", employees=210),
    Request(25, "ruth.adeyemi@saltmarsh.example", employees=400, message="What does it cost for two more sites?"),
    Request(22, "m.berg@halden.example", "replies late", employees=90),
    Request(21, "hugo.petit@corvid.example", "silent", message="What would 20 seats cost?"),
    Request(19, "lars.haugen@halden.example", message="Does the app work offline?"),
    Request(17, "sean.gallagher@pagewright.example", "replies late", plan="Team"),
    Request(16, "marco.russo@vento.example", "silent", employees=48, message="What is the price for a season?"),
    Request(14, "marcus.bell@nimbusdesk.example", plan="Team"),
    Request(12, "ruth.adeyemi@saltmarsh.example", employees=400),
    Request(11, "niamh.byrne@pagewright.example", employees=PAGEWRIGHT, plan="Team"),
    Request(FAILED_ON, "sean.gallagher@pagewright.example", employees=PAGEWRIGHT, plan="Team"),
    Request(FAILED_ON, "petra.lang@brightwater.example", "fails", hour=15),
    Request(7, "m.berg@halden.example", employees=90),
    Request(4, "marcus.bell@nimbusdesk.example", "waits", employees=210),
)
"""All but the one of the person whose other email is held back."""
NEWSLETTER: Final = Request(13, "harriet@orchardpine.example")
REPLY: Final = "Thank you. Tuesday at ten would suit me."


def plan(past: Past) -> None:
    """Put everything into the script."""
    past.then(past.at, partial(past.publish, FLOW, SARAH, "First try", text=f"{FLOW}-first"))
    for days, message, edits in VERSIONS:
        past.then(past.by_day(days, 7), partial(past.publish, FLOW, SARAH, message, *edits))
    past.then(past.by_day(FAILED_ON, 9), partial(_nearly_out, past))
    past.then(past.by_day(NEWSLETTER.days, 12), partial(_submit, past, NEWSLETTER, "Newsletter"))
    other = Request(5, str(outbound.held(past).contact["email"]), employees=75)
    for one in (*REQUESTS, other):
        _follow(past, one)


async def _nearly_out(past: Past) -> None:
    """Apollo has a single credit left."""
    past.world.set_credits("apollo", 1)


def _follow(past: Past, one: Request) -> None:
    """The request, Alex who reads each answer before it goes out, and what the person does."""
    name = str(past.contact(one.address)["fullName"])
    past.then(past.by_day(one.days, one.hour), partial(_submit, past, one, "Demo request"))
    if one.then == "fails":
        return
    past.then(past.by_day(one.days, one.hour, 40), partial(past.approve, FLOW, name, ALEX))
    late = one.then != "replies"
    if late:
        past.then(past.by_day(one.days - 2, 14), partial(past.approve, FLOW, name, ALEX))
    if one.then in ("replies", "replies late"):
        day = one.days - (3 if late else 1)
        past.then(past.by_day(day, 11), partial(past.reply, one.address, REPLY))
        past.then(past.by_day(day, 15), partial(past.take_over, FLOW, name, ALEX))


async def _submit(past: Past, one: Request, form: str) -> None:
    contact = past.contact(one.address)
    company = contact.get("company")
    sent = {
        "id": f"form-{one.days}-{one.hour}", "name": form, "email": one.address, "firstName": contact.get("firstName"),
        "lastName": contact.get("lastName"), "fullName": contact.get("fullName"),
        "company": company.get("name") if isinstance(company, dict) else None, "employees": one.employees,
        "plan": one.plan, "message": one.message, "submittedAt": past.at.isoformat(),
    }  # fmt: skip
    await record_event(past.door, MAIN, "form.submitted", {"form": sent}, f"sample-{one.days}-{one.hour}-{one.address}")
