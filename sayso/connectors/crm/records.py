"""The record types of the built-in CRM: what a contact, company, customer, deal, task and activity have.

A name is never missing; an address, a first name, an owner may be. A customer is a company with a renewal date, seen
as what it is worth: the same rows, the same ids. A deal's value nobody entered is 0.
"""

import msgspec

from sayso.connectors.declare import card, derived, internal, private
from sayso.dsl.catalog import Field, RecordType
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    EMAIL,
    MONEY,
    NUMBER,
    PERCENT,
    PERSON,
    PHONE,
    TEXT,
    URL,
    Choice,
    ListOf,
    RecordOf,
    optional,
)

CONTACT, COMPANY, CUSTOMER = RecordOf("contact"), RecordOf("company"), RecordOf("customer")
DEAL, TASK, ACTIVITY, EMAIL_RECORD = RecordOf("deal"), RecordOf("task"), RecordOf("activity"), RecordOf("email")
READER = "crm"
"""The connector that reads these records again."""

ID = card("id", TEXT, writable=False)
WRITTEN = (derived("createdAt", DATETIME, "created"), derived("updatedAt", DATETIME, "updated"))
OWNER = internal("owner", optional(PERSON), "rep", "sales rep", "account owner", "account manager", "csm")
TAGS = internal("tags", ListOf(TEXT), "tag", "segment")

CONTACT_FIELDS: tuple[Field, ...] = (
    ID,
    card("firstName", optional(TEXT), "first name", "given name"),
    card("lastName", optional(TEXT), "last name", "surname"),
    card("fullName", TEXT, "name", "full name", writable=False),
    card("email", optional(EMAIL), "email address", "mail address"),
    card("phone", optional(PHONE), "phone number", "mobile"),
    card("title", optional(TEXT), "job title", "role", "position"),
    card("linkedinUrl", optional(URL), "linkedin profile", "linkedin"),
    card("city", optional(TEXT)),
    card("country", optional(TEXT)),
    TAGS,
    OWNER,
    internal("company", optional(COMPANY), "account", "organisation"),
    internal("source", optional(TEXT), "lead source"),
    internal("status", optional(TEXT), "lead status"),
    internal("seniority", optional(TEXT)),
    internal("segment", optional(TEXT)),
    internal("score", optional(NUMBER), "lead score"),
    private("notes", optional(TEXT)),
    internal("replied", BOOLEAN, "has replied"),
    internal("openedEmail", BOOLEAN, "opened the email"),
    internal("clicked", BOOLEAN, "clicked a link"),
    internal("linkedinAccepted", BOOLEAN, "accepted the invitation"),
    internal("interested", BOOLEAN),
    internal("unsubscribed", BOOLEAN, "opted out", "opt-out"),
    internal("enriched", BOOLEAN),
    internal("registered", BOOLEAN),
    internal("attended", BOOLEAN),
    internal("claimed", BOOLEAN),
    derived("isCustomer", BOOLEAN, "is a customer"),
    internal("lastContactedAt", optional(DATETIME), "last contacted"),
    internal("lastRepliedAt", optional(DATETIME), "last reply"),
    internal("lastSurveyedAt", optional(DATETIME), "last survey"),
    derived("daysSinceContacted", optional(NUMBER), "days without contact", "days since activity"),
    derived("daysSinceReply", optional(NUMBER), "days since the last reply"),
    derived("daysSinceSurvey", optional(NUMBER), "days since the last survey"),
    derived("daysSinceCreated", NUMBER, "age in days"),
    derived("hoursSinceCreated", NUMBER, "age in hours"),
    *WRITTEN,
)

COMPANY_FIELDS: tuple[Field, ...] = (
    ID,
    card("name", TEXT, "company name"),
    card("domain", optional(TEXT)),
    card("website", optional(URL)),
    card("phone", optional(PHONE)),
    card("city", optional(TEXT)),
    card("country", optional(TEXT)),
    internal("industry", optional(TEXT), "sector"),
    internal("employees", optional(NUMBER), "size", "headcount", "employee count"),
    TAGS,
    OWNER,
    internal("contact", optional(CONTACT), "main contact", "champion"),
    internal("kind", optional(TEXT), "type of company"),
    internal("status", optional(TEXT)),
    internal("tier", optional(TEXT)),
    internal("plan", optional(TEXT)),
    internal("arr", optional(MONEY), "annual revenue"),
    internal("mrr", optional(MONEY), "monthly revenue"),
    internal("contractType", optional(TEXT), "contract type"),
    internal("renewalDate", optional(DATE), "renewal", "renews on"),
    internal("health", optional(NUMBER), "health score"),
    internal("healthTrend", optional(Choice(("rising", "steady", "falling"))), "health trend"),
    internal("nps", optional(NUMBER), "nps score"),
    internal("adoptionPercent", optional(PERCENT), "adoption"),
    internal("seats", optional(NUMBER), "seats in use"),
    internal("seatsPercent", optional(PERCENT), "share of seats in use"),
    internal("openTickets", optional(NUMBER), "open tickets"),
    internal("refundCount", optional(NUMBER), "refunds"),
    private("notes", optional(TEXT)),
    internal("lastLoginAt", optional(DATETIME), "last login"),
    internal("lastContactedAt", optional(DATETIME), "last contacted"),
    derived("loggedIn", BOOLEAN, "has logged in"),
    derived("daysInactive", optional(NUMBER), "days since login"),
    derived("daysSinceContacted", optional(NUMBER)),
    derived("daysToRenewal", optional(NUMBER), "days left until renewal"),
    *WRITTEN,
)

ALWAYS_OF_A_CUSTOMER = {"renewalDate": DATE, "daysToRenewal": NUMBER}
"""What every customer has: without a renewal date a company is no customer."""

CUSTOMER_FIELDS: tuple[Field, ...] = tuple(
    msgspec.structs.replace(field, type=ALWAYS_OF_A_CUSTOMER.get(field.name, field.type)) for field in COMPANY_FIELDS
)

DEAL_FIELDS: tuple[Field, ...] = (
    ID,
    card("name", TEXT, "deal name"),
    internal("value", MONEY, "amount", "size", "worth"),
    internal("stage", TEXT, "pipeline stage"),
    internal("contact", CONTACT, "prospect"),
    internal("company", optional(COMPANY), "account"),
    internal("owner", PERSON, "rep", "sales rep", "deal owner"),
    TAGS,
    internal("closeDate", optional(DATE), "close date", "closes on"),
    internal("discount", optional(PERCENT), "discount percent"),
    internal("probability", optional(PERCENT)),
    internal("source", optional(TEXT), "lead source"),
    internal("lostReason", optional(TEXT), "lost reason"),
    internal("nextStep", optional(TEXT), "next step"),
    private("notes", optional(TEXT)),
    Field("lastEmail", optional(EMAIL_RECORD), "private", True, False, ("last email", "last mail")),
    internal("lastActivityAt", optional(DATETIME), "last activity"),
    derived("previousStage", optional(TEXT), "previous stage"),
    derived("stageChangedAt", DATETIME, "in this stage since"),
    derived("status", Choice(("open", "won", "lost")), "open, won or lost"),
    derived("daysInStage", NUMBER, "days in stage"),
    derived("daysSinceActivity", NUMBER, "idle days", "days without activity"),
    derived("daysToClose", optional(NUMBER), "days until close"),
    derived("daysSinceClosed", optional(NUMBER), "days since closed"),
    *WRITTEN,
)

TASK_FIELDS: tuple[Field, ...] = (
    ID,
    internal("title", TEXT),
    internal("assignee", PERSON, "assigned to"),
    internal("due", optional(DATE), "due date"),
    internal("status", Choice(("open", "done"))),
    internal("contact", optional(CONTACT)),
    internal("company", optional(COMPANY)),
    internal("deal", optional(DEAL)),
    private("notes", optional(TEXT)),
    derived("createdBy", optional(TEXT), "created by"),
    derived("overdue", BOOLEAN),
    *WRITTEN,
)

ACTIVITY_FIELDS: tuple[Field, ...] = (
    ID,
    internal("title", TEXT),
    internal("kind", TEXT),
    private("notes", optional(TEXT)),
    internal("contact", optional(CONTACT)),
    internal("company", optional(COMPANY)),
    internal("deal", optional(DEAL)),
    derived("createdBy", optional(TEXT)),
    *WRITTEN,
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "contact", CONTACT_FIELDS, "fullName", "contacts", READER, words=("lead", "prospect", "person", "people")
    ),
    RecordType("company", COMPANY_FIELDS, "name", "companies", READER, words=("account", "organisation", "business")),
    RecordType("customer", CUSTOMER_FIELDS, "name", "customers", READER, words=("client", "account")),
    RecordType("deal", DEAL_FIELDS, "name", "deals", READER, words=("opportunity", "opportunities")),
    RecordType("task", TASK_FIELDS, "title", "tasks", READER, words=("to-do", "reminder")),
    RecordType("activity", ACTIVITY_FIELDS, "title", "activities", READER, words=("note", "log entry")),
)
