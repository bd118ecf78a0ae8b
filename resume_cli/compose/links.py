"""Addresses of people and pages: what is shown of them, and where they lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.document import Inlines, Link, Text
from resume_cli.markup import is_link
from resume_cli.profile.validation.links import target

if TYPE_CHECKING:
    from resume_cli.profile.values import LocalizedText

_ARXIV_PREFIX = re.compile(r"(?i)(?:https?://)?(?:www\.)?arxiv(?:\.org/(?:abs|pdf)/|:\s*)")
_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_DOI_PREFIXES = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:")


def target_of(url: LocalizedText | None) -> str:
    """Return the address to link to, or an empty string; an address without a scheme is taken for https."""
    found = target(url.content.strip()) if url is not None else None
    return found if found and is_link(found) else ""


def shown_address(url: str) -> str:
    """Return an address as it is printed: without its scheme and a last slash."""
    shown = url.split("://", 1)[-1] if "://" in url[:9] else url.removeprefix("mailto:").removeprefix("tel:")
    return shown.removesuffix("/") or url


def linked(content: Inlines, url: LocalizedText | None) -> Inlines:
    """Return inlines as a link, or unchanged when the address cannot be linked."""
    href = target_of(url)
    return (Link(content, href),) if content and href else content


def address(url: LocalizedText | None) -> Inlines:
    """Return an address as people read it, linked where it can be."""
    return linked((Text(shown_address(url.content)),), url) if url is not None else ()


def email_link(email: LocalizedText | None) -> Inlines:
    """Return an e-mail address, linked when it has the form of one."""
    if email is None:
        return ()
    written = email.content.removeprefix("mailto:")
    local, at, host = written.partition("@")
    linkable = local and at and host and not any(map(str.isspace, written)) and not set('<>"\\') & set(written)
    return _linked_if(bool(linkable), written, f"mailto:{written}")


def phone_link(phone: LocalizedText | None) -> Inlines:
    """Return a telephone number as it was typed, linked to its digits when there are enough of them."""
    if phone is None:
        return ()
    number = phone.content.removeprefix("tel:")
    dialled = "".join(filter("0123456789".__contains__, number.replace("(0)", "")))
    prefix = "+" if number.lstrip(" (").startswith("+") else ""
    linkable = not any(map(str.isalpha, number)) and 3 <= len(dialled) <= 15
    return _linked_if(linkable, number, f"tel:{prefix}{dialled}")


def doi_link(doi: LocalizedText | None) -> Inlines:
    """Return a digital object identifier, linked to its resolver."""
    if doi is None:
        return ()
    name = doi.content.strip()
    for prefix in _DOI_PREFIXES:
        name = name[len(prefix) :] if name.lower().startswith(prefix) else name
    linkable = name.startswith("10.") and "/" in name and not any(map(str.isspace, name))
    return _linked_if(linkable, name.strip(), f"https://doi.org/{name}")


def arxiv_link(arxiv: LocalizedText | None) -> Inlines:
    """Return the number of a preprint, linked to its page at arXiv."""
    if arxiv is None:
        return ()
    number = _ARXIV_PREFIX.sub("", arxiv.content.strip())
    return _linked_if(bool(_ARXIV.fullmatch(number)), number, f"https://arxiv.org/abs/{number}")


def _linked_if(linkable: bool, words: str, href: str) -> Inlines:  # noqa: FBT001 - reads as a sentence
    return (Link((Text(words),), href),) if linkable else (Text(words),)
