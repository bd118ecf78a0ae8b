"""URLs: what is read as a link, what is repaired, and what is only shown."""

from __future__ import annotations

import re

#: Schemes that a link may have; any other is shown as text.
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
_SLASHES = r"(https?):?/*(?=[^/:])"
_HOST = r"(?:[^\s./?#@:]+\.)+[^\s./?#@:\d]{2,}(?::\d{1,5})?(?:[/?#].*)?\Z"
_ADDRESS = r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+\Z"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.\-]*\Z"


def scheme_of(url: str) -> str:
    """Return the scheme of a URL in lower case, or an empty string."""
    if url.startswith("https://"):
        return "https"
    scheme, colon, rest = url.partition(":")
    port = rest.partition("/")[0]
    if not colon or not re.match(_SCHEME, scheme) or (port.isdigit() and len(port) > 1 and "." in scheme):
        return ""
    return scheme.lower()


def repair(url: str) -> str:
    """Return a URL without white space inside, and with the two slashes that http and https have."""
    if url.startswith(("https://", "http://")) and not url.split("://", 1)[1].startswith("/") and " " not in url:
        return url
    if not re.match(r"https?[\s:]", url, re.IGNORECASE):
        return url.strip()
    return re.sub(_SLASHES, lambda match: match[1] + "://", "".join(url.split()), count=1, flags=re.IGNORECASE)


def is_host(url: str) -> bool:
    """Whether a text without a scheme is an address all the same: `example.com/me`."""
    return bool(re.match(_HOST, url))


def is_address(text: str) -> bool:
    """Whether a text has the form of an e-mail address."""
    return bool(re.match(_ADDRESS, text))


def target(url: str) -> str | None:
    """Return where a link to this URL leads, or nothing when it may only be shown as text."""
    if scheme_of(url) in SCHEMES:
        return url
    if is_address(url):
        return f"mailto:{url}"
    return f"https://{url}" if is_host(url) else None
