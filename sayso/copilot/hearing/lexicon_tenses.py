"""Verbs for what happens, in the forms people tell it: "deals moving to", "a customer has written back"."""

_BASE = (
    "move moves moving moved", "go goes going gone", "come comes coming come", "advance advances advancing advanced",
    "progress progresses progressing progressed", "enter enters entering entered", "reach reaches reaching reached",
    "hit hits hitting hit", "land lands landing landed", "arrive arrives arriving arrived", "show shows showing shown",
    "turn turns turning turned", "pop pops popping popped", "roll rolls rolling rolled", "appear appears appearing "
    "appeared",
    "reply replies replying replied", "answer answers answering answered", "respond responds responding responded",
    "write writes writing written", "leave leaves leaving "
    "left", "quit quits quitting quit", "depart departs departing departed",
    "resign resigns resigning resigned", "drop drops dropping "
    "dropped", "fall falls falling fallen", "sink sinks sinking sunk",
    "dip dips dipping dipped", "slip slips slipping slipped", "slide slides sliding "
    "slid", "tumble tumbles tumbling tumbled",
    "decline declines declining declined", "decrease decreases decreasing decreased", "shrink shrinks shrinking shrunk",
    "plummet plummets plummeting plummeted", "plunge plunges plunging plunged", "worsen worsens worsening worsened",
    "deteriorate deteriorates deteriorating deteriorated", "rise rises rising risen", "climb climbs climbing climbed",
    "grow grows growing grown", "jump jumps jumping jumped", "surge surges surging "
    "surged", "spike spikes spiking spiked",
    "soar soars soaring soared", "increase increases increasing increased", "escalate escalates escalating escalated",
    "end ends ending ended", "finish finishes finishing finished", "conclude concludes concluding concluded",
    "submit submits submitting submitted", "complete completes completing "
    "completed", "switch switches switching switched",
    "join joins joining joined", "sign signs signing signed", "fill fills filling "
    "filled", "change changes changing changed",
    "approach approaches approaching approached", "exceed exceeds exceeding exceeded",
)  # fmt: skip
"""A verb, what it is of one who does it, of what goes on, and of what is over."""
GOING = {forms.split()[2]: forms.split()[1] for forms in _BASE}
"""What goes on, as it is told of one."""
OVER = {forms.split()[3]: forms.split()[1] for forms in _BASE}
"""What is over, as it is told of one."""
SUBJECTS = frozenset(
    ("deal", "deals", "opportunity", "opportunities", "lead", "leads", "contact", "contacts", "prospect", "prospects",
     "customer", "customers", "client", "clients", "account", "accounts", "user", "users", "reply", "replies", "ticket",
     "tickets", "case", "cases", "usage", "health", "score", "scores", "champion", "champions", "contract", "contracts",
     "form", "forms", "meeting", "meetings", "call", "calls", "someone", "somebody", "anyone", "anybody", "people",
     "candidate", "candidates", "applicant", "applicants", "tenant", "tenants", "guest", "guests", "member", "members",
     "subscriber", "subscribers", "milestone", "milestones")
)  # fmt: skip
"""Who or what something happens to."""
LOOKS_BACK = frozenset(
    (
        "in",
        "within",
        "during",
        "over",
        "since",
        "for",
        "last",
        "this",
        "more",
        "at",
        "less",
        "between",
        "a",
        "an",
        "the",
    )
)  # fmt: skip
"""Words behind "has left", "has replied" by which it is told how long ago."""
