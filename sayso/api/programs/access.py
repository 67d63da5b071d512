"""Who may ask: programs that show a valid token, at an address that is ours, and no page of another origin.

A page elsewhere can make a browser ask this machine under a name of its own (DNS rebinding); such a name is not ours.
"""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from sayso.api.failing import Connection, Failure
from sayso.api.reading import headers_of

LONGEST_TOKEN: Final = 300
NOT_OURS: Final = Failure(421, "wrong-host", "This address does not go by that name here. Nothing was done.")
FOREIGN: Final = Failure(403, "foreign-origin", "Pages of other origins may not ask here. Nothing was done.")
NO_TOKEN: Final = Failure(
    401, "no-token", "Show a token of this workspace: `Authorization: Bearer …`. `sayso token --new` makes one."
)
_SITES: Final = ("same-origin", "none", "")


def admit_host(request: Connection, public_url: str) -> None:
    """Raise where the request was made under a name that is not ours, or by a page of another origin.

    Ours are `localhost`, addresses in numbers (no name leads astray there), and the one the settings name.
    """
    headers = headers_of(request)
    host = headers.get("host", "")
    if not _is_ours(host, public_url):
        raise NOT_OURS
    origin = headers.get("origin")
    if origin is not None and urlsplit_host(origin) not in (host.lower(), urlsplit_host(public_url) or None):
        raise FOREIGN
    if headers.get("sec-fetch-site", "").strip().lower() not in _SITES:
        raise FOREIGN


def urlsplit_host(url: str) -> str:
    """The host and port of an address, in small letters; empty for what is none."""
    try:
        parts = urlsplit(url)
        return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _is_ours(host: str, public_url: str) -> bool:
    if public_url and host.lower() == urlsplit_host(public_url):
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost":
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def token_of(request: Connection) -> str:
    """The token that is shown; raises where there is none."""
    given = headers_of(request).get("authorization", "")
    kind, _, token = given.partition(" ")
    if kind.lower() != "bearer" or not 0 < len(token.strip()) <= LONGEST_TOKEN:
        raise NO_TOKEN
    return token.strip()
