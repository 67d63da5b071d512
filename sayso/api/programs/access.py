"""Who may ask: programs that show a valid token, at an address that is ours, and no page of another origin.

A page elsewhere can make a browser ask this machine under a name of its own (DNS rebinding); such a name is not ours.
"""

from typing import Final

from sayso.api.failing import Connection, Failure
from sayso.api.reading import headers_of
from sayso.runtime.operations.origins import is_foreign, is_ours

LONGEST_TOKEN: Final = 300
NOT_OURS: Final = Failure(421, "wrong-host", "This address does not go by that name here. Nothing was done.")
FOREIGN: Final = Failure(403, "foreign-origin", "Pages of other origins may not ask here. Nothing was done.")
NO_TOKEN: Final = Failure(
    401, "no-token", "Show a token of this workspace: `Authorization: Bearer …`. `sayso token --new` makes one."
)


def admit_host(request: Connection, public_url: str) -> None:
    """Raise where the request was made under a name that is not ours, or by a page of another origin.

    Ours are `localhost`, addresses in numbers (no name leads astray there), and the one the settings name.
    """
    headers = headers_of(request)
    host = headers.get("host", "")
    if not is_ours(host, public_url):
        raise NOT_OURS
    if is_foreign(headers.get("origin"), headers.get("sec-fetch-site", ""), host, public_url):
        raise FOREIGN


def token_of(request: Connection) -> str:
    """The token that is shown; raises where there is none."""
    given = headers_of(request).get("authorization", "")
    kind, _, token = given.partition(" ")
    if kind.lower() != "bearer" or not 0 < len(token.strip()) <= LONGEST_TOKEN:
        raise NO_TOKEN
    return token.strip()
