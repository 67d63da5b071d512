"""How many examples a property looks at: its own number in the house profile, many more in the long one."""

import os

from hypothesis import settings
from hypothesis import strategies as st

LONG = 20
"""How much longer the long profile looks."""

seeds = st.integers(0, 2**32 - 1)
"""Every flow and every world has a number."""


def examples(count: int) -> settings:
    """Look at so many examples, or at many more in the long profile."""
    long = os.environ.get("HYPOTHESIS_PROFILE") == "long"
    return settings(max_examples=count * (LONG if long else 1))
