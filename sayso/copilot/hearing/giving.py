"""What somebody "gets" or "goes to", and the verb for giving it."""

import re

_THINGS = (("(?:task|to-do)s?", "create "), ("(?:phone )?call", "phone "), ("tag", "add "), ("ticket", "create "))
RECEIVES = re.compile(
    r"(?:just |only |simply )?(?:should |must )?(?:be |gets? |receives? |goes? (?=to )|go (?=to )|is |are )"
    r"(?:just |only |simply |also |then |directly )?"
)
"""How it is said what somebody else gets."""


def given_as(rest: str) -> str:
    """What is done to somebody who "gets" or "goes to" this: sent, handed over, or what the participle says."""
    if rest.startswith("to "):
        return "hand "
    if re.match(r"(?:also )?(?:land|end up) (?:up )?in", rest):
        return "push "
    for pattern, verb in _THINGS:
        if re.match(rf"(?:an? |the |their )?(?:\S+ )?{pattern}(?!\S)", rest):
            return verb
    return "" if re.match(r"(?:\w+ed|sent|told|put|given) ", rest) else "send "
