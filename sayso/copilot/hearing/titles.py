"""What a drafted flow is called: its heading where it has one, else what it is about and what it does."""

import re
from collections.abc import Iterable

from sayso.copilot.hearing.meaning import Begins, Condition, tests_of
from sayso.copilot.hearing.phrases import sentence
from sayso.copilot.hearing.plan import Call, Lookup, Loop, Plan, steps_of

LONGEST = 48
HAPPENED = {
    "contact.created": "New contacts", "deal.stage_changed": "Deals that move", "deal.updated": "Changed deals",
    "form.submitted": "Form answers", "email.replied": "Replies", "meeting.ended": "After meetings",
    "health_score.dropped": "Customers at risk", "ticket.escalated": "Escalated tickets",
    "renewal.approaching": "Renewals", "nps.submitted": "NPS answers", "usage.spiked": "Rising usage",
    "usage.dropped": "Falling usage", "customer.inactive": "Quiet customers", "champion.left": "Champions who leave",
    "contract.milestone": "Contract milestones",
}  # fmt: skip
"""What a flow is about that begins with an event."""
DOES = {
    "email.send": "send an email", "gmail.send": "send an email", "gmail.draft": "draft an email",
    "people.notify": "tell a colleague", "people.hand_off": "hand over", "people.ask": "ask a colleague",
    "people.approve": "ask for approval", "slack.send_message": "post to Slack", "teams.send_message": "post to Teams",
    "crm.create_task": "add a task", "crm.add_tags": "tag", "crm.remove_tags": "untag", "crm.update": "update",
    "crm.create_contact": "add the contact", "crm.create_deal": "open a deal", "crm.move_stage": "move the deal",
    "crm.log_activity": "log it", "linkedin.invite": "invite on LinkedIn", "linkedin.message": "write on LinkedIn",
    "apollo.enrich": "enrich", "ai.summarize": "summarise", "ai.extract": "note what to do", "ai.classify": "sort",
    "web.search": "look up news", "esign.send": "send for signature", "docs.create_from_template": "write the document",
    "slides.create_from_template": "make slides", "twilio.send_sms": "send a text", "twilio.call": "phone",
    "calendar.create_event": "book a meeting", "zoom.create_meeting": "book a meeting",
    "zendesk.create_ticket": "open a ticket",
    "jira.create_issue": "open an issue", "github.create_issue": "open an issue", "sheets.append_row": "add a row",
    "notion.create_page": "write it down", "drive.create_folder": "make a folder", "drive.upload_file": "save a file",
    "drive.share": "share a file", "hubspot.upsert": "update HubSpot", "salesforce.upsert": "update Salesforce",
}  # fmt: skip
"""What a call does, in two or three words."""
MANY = {
    "deal": "deals", "contact": "contacts", "company": "customers", "row": "rows", "meeting": "meetings",
    "issue": "issues", "ticket": "tickets", "profile": "people", "email": "emails", "message": "messages",
}  # fmt: skip
STAGES = {"proposal": "proposals", "negotiation": "negotiations", "demo": "demos", "contract": "contracts",
    "lead": "leads",
          "qualified": "qualified deals", "discovery": "discovery calls"}  # fmt: skip
OFTEN = {"day": "Daily", "weekday": "Daily", "week": "Weekly", "2 weeks": "Two-weekly", "month": "Monthly",
         "quarter": "Quarterly", "hour": "Hourly"}  # fmt: skip
SENDS = ("email.send", "gmail.send", "linkedin.invite", "linkedin.message", "twilio.send_sms")


def title(plan: Plan, request: str) -> str:
    """A name of at most 48 letters."""
    name = plan.title or _of_list(plan) or _of_event(plan.begins, _calls(plan)) or _of_words(plan, request)
    name = re.sub(r"[@{}\"“”#]", "", name)
    return (
        sentence(name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rsplit(' ', 1)[0]}").rstrip(" ,:;")
        or "New flow"
    )


def _calls(plan: Plan) -> list[str]:
    """What the plan calls, each tool once."""
    return list(dict.fromkeys(step.tool for step in steps_of(plan.body) if isinstance(step, Call)))


def _of_list(plan: Plan) -> str:
    """By the list that is gone through: "Follow up on proposals", "Weekly summary of deals"."""
    steps = steps_of(plan.body)
    lookup = next((step for step in steps if isinstance(step, Lookup) and step.record in MANY), None)
    if lookup is None or plan.begins.kind == "event":
        return ""
    calls, looped = _calls(plan), any(isinstance(step, Loop) for step in steps)
    often = OFTEN.get(plan.begins.when.every, "") if plan.begins.when is not None else ""
    if not looped and "ai.summarize" in calls:
        return f"{often} summary of {_those(lookup)}".strip()
    if any(tool in SENDS for tool in calls) and looped:
        return _written(lookup)
    does = next((DOES[tool] for tool in calls if tool in DOES), "")
    return f"{_those(lookup)}: {does}" if does else f"Find {_those(lookup)}"


def _written(lookup: Lookup) -> str:
    """What writing to the people of this list is called."""
    stage = _value(lookup.where, "stage").lower()
    if stage == "closed lost":
        return "Win back lost deals"
    if lookup.record == "deal":
        return f"Follow up on {_those(lookup)}"
    return f"Write to {_those(lookup)}"


def _those(lookup: Lookup) -> str:
    """The records of a list by what tells them apart."""
    many = MANY[lookup.record]
    stage = _value(lookup.where, "stage")
    fields = {test.field for test in tests_of(lookup.where)}
    if stage:
        return STAGES.get(stage.lower().split()[0], f"deals in {stage}")
    tag, industry, kind = (_value(lookup.where, field) for field in ("tags", "title", "tier"))
    if tag:
        return f"{tag} {many}"
    if industry:
        return f"{industry}s" if " of " not in industry else industry.replace(" of ", "s of ", 1)
    if kind:
        return f"{kind} {many}"
    if fields & {"daysLeft", "daysToRenewal"}:
        return f"{many} before renewal"
    if fields & {"daysInactive", "daysSinceActivity", "daysSinceContacted", "daysSinceReply"}:
        return f"quiet {many}"
    return f"{many} at risk" if "score" in fields and lookup.record == "company" else many


def _value(condition: Condition | None, field: str) -> str:
    """What a field is compared with, where that is said."""
    return next(
        (test.value for test in tests_of(condition) if test.field == field and test.op in ("==", "contains")), ""
    )


def _of_event(begins: Begins, calls: Iterable[str]) -> str:
    """By what happened: "Won deals: add a task and post to Slack"."""
    if begins.kind not in ("event", "webhook", "chat"):
        return ""
    stage = _value(begins.where, "stage")
    what = {"Closed Won": "Won deals", "Closed Lost": "Lost deals"}.get(stage, f"Deals in {stage}" if stage else "")
    what = (
        what or begins.name or HAPPENED.get(begins.event, "Data that comes in" if begins.kind == "webhook" else "Chat")
    )
    does = [DOES[tool] for tool in calls if tool in DOES]
    both = f"{what}: {' and '.join(does[:2])}"
    return both if does and len(both) <= LONGEST else f"{what}: {does[0]}" if does else what


def _of_words(plan: Plan, request: str) -> str:
    """By its own words where they are few, else by what it does."""
    words = re.split(r"[.\n;]", request.strip())[0].split()
    does = [DOES[tool] for tool in _calls(plan) if tool in DOES]
    if (len(words) <= 6 and plan.begins.kind != "schedule") or not does:
        return " ".join(words[:6])
    often = OFTEN.get(plan.begins.when.every, "") if plan.begins.when is not None else ""
    return f"{often}: {' and '.join(does[:2])}".removeprefix(": ")
