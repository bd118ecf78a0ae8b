"""URLs: what is read as a link, what is repaired, and what is only shown."""

from __future__ import annotations

import re

#: Schemes that a link may have; any other is shown as text.
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(?!\d{2,5}(?:/|\Z))")
_SLASHES = re.compile(r"(https?):/*(?=[^/])", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\s./?#@:]+\.)+[^\s./?#@:\d]{2,}(?::\d{1,5})?(?:[/?#].*)?\Z")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+\Z")


def scheme_of(url: str) -> str:
    """Return the scheme of a URL in lower case, or an empty string."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else ""


def repair(url: str) -> str:
    """Return a URL without white space inside, and with the two slashes that http and https have."""
    if not url.lower().startswith("http"):
        return url.strip()
    return _SLASHES.sub(lambda match: match[1] + "://", "".join(url.split()), count=1)


def is_host(url: str) -> bool:
    """Whether a text without a scheme is an address all the same: `example.com/me`."""
    return bool(_HOST.match(url))


def is_address(text: str) -> bool:
    """Whether a text has the form of an e-mail address."""
    return bool(_ADDRESS.match(text))


def target(url: str) -> str | None:
    """Return where a link to this URL leads, or nothing when it may only be shown as text."""
    if scheme_of(url) in SCHEMES:
        return url
    if is_address(url):
        return f"mailto:{url}"
    return f"https://{url}" if is_host(url) else None
