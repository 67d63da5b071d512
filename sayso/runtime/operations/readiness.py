"""What keeps a text from being tried, published or run, told in the same words everywhere."""

from sayso.compiler import Compiled
from sayso.runtime.operations.door import Refused


def not_ready(compiled: Compiled, of: str = "") -> Refused:
    """The refusal of a text with findings: how many, and the first; `of` says which text, where it may not be clear."""
    errors = compiled.errors
    things = "1 thing" if len(errors) == 1 else f"{len(errors)} things"
    begins = f"In {of} there {'is' if len(errors) == 1 else 'are'} {things}" if of else things
    first = f" {errors[0].sentence}" if errors else ""
    return Refused("not-ready", f"{begins} to finish first.{first}", findings=[finding.sentence for finding in errors])
