"""Rules about addresses that look unreachable, which are judged without fetching them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from resume_cli.errors import Problem
from resume_cli.profile.model import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject

#: Hosts reserved for examples (RFC 2606), or for a local machine or network (RFC 6761).
_RESERVED = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost|local|internal|lan)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\d.]+|\[.*\]")
_PLACEHOLDER = re.compile(
    r"(?:^|[/=.@_-])(?:your|my)[-_.]?(?:user[-_.]?)?(?:name|handle|profile|id|site|domain|company|page|account|link)(?![\w-])"
    r"|/(?:username|user-?name|changeme|todo|xxx+)/?$|[<>{}]",
    re.IGNORECASE,
)
#: Networks whose home page is not the page of a person.
_NETWORKS = frozenset({"github.com", "gitlab.com", "linkedin.com", "x.com", "twitter.com", "orcid.org", "medium.com"})


def dead_looking(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each link or e-mail address that cannot be valid, and each account without either."""
    for text in texts(subject.profile):
        url = text.content
        if not url.startswith(("http://", "https://")):
            continue
        reason = _reason(url)
        if reason:
            hint = "write the address that readers need"
            yield Problem("dead-looking-url", f"an address {reason}", text.path, hint=hint)
    for mail in subject.profile.basics.email:
        host = mail.content.rpartition("@")[2]
        if _RESERVED.fullmatch(host):
            message = "an e-mail address has a host of examples, where nobody reads it"
            yield Problem("dead-looking-url", message, mail.path, hint="write your own address")
    for account in subject.profile.basics.profiles:
        if account.network and not account.username and not account.url:
            message = f"`{account.network.content}` is given without an account"
            yield Problem("dead-looking-url", message, account.path, hint="write `username` or `url`")


def _reason(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "is not a valid address"
    if _RESERVED.fullmatch(host):
        return "has a host of examples or of one machine only"
    if _ADDRESS.fullmatch(host) or "." not in host:
        return "does not name a host of the public internet"
    if _PLACEHOLDER.search(url.partition("://")[2]):
        return "contains a placeholder"
    if host in _NETWORKS and parts.path.strip("/") in {"", "in"} and not parts.query:
        return "leads to the network, not to a page of yours"
    return ""
