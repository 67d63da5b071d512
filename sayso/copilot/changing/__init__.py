"""Change requests: "wait 5 days, not 3" becomes an edit of the one statement it names, by rules alone.

A request is cut into clauses (`pieces`); each is tried by the rules for lines above the body (`rules`), for values
(`swapping`), for steps that go (`removing`), for who is taken (`filtering`) and for steps that come (`adding`).
"""
