"""Which names and origins are ours: a page elsewhere can make a browser ask this machine under a name of its own."""

import ipaddress
from urllib.parse import urlsplit

_SITES = ("same-origin", "none", "")


def is_ours(host: str, public_url: str) -> bool:
    """Whether a request's `Host` is a name of ours: `localhost`, an address in numbers, or that of the public URL."""
    if public_url and host.lower() == host_of(public_url):
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host and port of an address, in small letters; empty for what is none."""
    try:
        parts = urlsplit(url)
        return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def is_foreign(origin: str | None, site: str, host: str, public_url: str) -> bool:
    """Whether a request was made by a page of another origin; `site` is its `Sec-Fetch-Site`."""
    if origin is not None and host_of(origin) not in (host.lower(), host_of(public_url) or None):
        return True
    return site.strip().lower() not in _SITES
