"""Compose addresses of people and pages: their text and their link targets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resume_cli.document import Emphasis, Inline, Inlines, Link, Strong, Text
from resume_cli.markup import is_link
from resume_cli.profile.identifiers import address_of, arxiv_of, doi_of
from resume_cli.profile.validation.links import target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.profile.values import LocalizedText

_CJK = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff"
#: A text without any of these has no address.
_SIGNS = re.compile(r"@|://|(?i:www\.|doi[:\s]|arxiv:)")


@cache
def _bare() -> re.Pattern[str]:
    """Return the pattern of an address, compiled on first use since this takes 4 ms.

    Ideographs are part of an address only after `/` or `=`. Elsewhere they end it. Only
    the keywords ignore case, since compiling the ranges to do so would take 11 ms.
    """
    return re.compile(
        r"(?<![A-Za-z0-9_@/.])(?i:https?://|www\.(?=[A-Za-z0-9]))"
        rf"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u00c0-\u1fff]|(?<=[/=])[{_CJK}]+)+"
        r"|(?<![A-Za-z0-9_.+\-/:@%])[A-Za-z0-9][A-Za-z0-9._%+\-]*@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,}"
        r"(?![A-Za-z0-9_@]|-[A-Za-z0-9]|:[A-Za-z0-9/])"
        rf"|(?<![A-Za-z0-9_/.])(?i:doi)[:\s]\s?10\.\d{{4,9}}/[^\s<>\"，。；、（）{_CJK}]+"
        r"|(?<![A-Za-z0-9_/.])(?i:arxiv):\s?\d{4}\.\d{4,5}(?:v\d+)?(?![\d.]*\d)"
    )


_BRACKETS = {")": "(", "]": "["}


def with_addresses(content: Inlines) -> Inlines:
    """Return inlines with bare addresses turned into links: URLs, e-mail addresses, DOIs and arXiv numbers."""
    return tuple(part for inline in content for part in _with_addresses(inline))


def _with_addresses(inline: Inline) -> Iterator[Inline]:
    if isinstance(inline, Strong | Emphasis):
        yield replace(inline, children=with_addresses(inline.children))
        return
    if not isinstance(inline, Text) or not _SIGNS.search(inline.content):
        yield inline
        return
    end, text = 0, inline.content
    for found in _bare().finditer(text):
        words = _without_punctuation(found[0])
        href = words if "://" in words[:8] else address_of(words) or _href_of(words)
        if is_link(href) and re.search(r"[^\W_]", words.partition("://")[2] or words):
            yield from (replace(inline, content=text[end : found.start()]),) if found.start() > end else ()
            yield Link((replace(inline, content=words),), href)
            end = found.start() + len(words)
    if end < len(text):
        yield replace(inline, content=text[end:])


def _href_of(words: str) -> str:
    return f"mailto:{words}" if "@" in words else f"https://{words}"


def _without_punctuation(address: str) -> str:
    """Return an address without trailing punctuation of the sentence."""
    while address and (
        address[-1] in ".,;:!?'*،؛؟۔"
        or (address[-1] in _BRACKETS and address.count(address[-1]) > address.count(_BRACKETS[address[-1]]))
    ):
        address = address[:-1]
    return address


def target_of(url: LocalizedText | None) -> str:
    """Return the URL to link to, or an empty string. A URL without a scheme is assumed to be https."""
    found = target(url.content.strip()) if url is not None else None
    return found if found and is_link(found) else ""


def shown_address(url: str) -> str:
    """Return a URL as displayed, without its scheme and trailing slash."""
    shown = url.split("://", 1)[-1] if "://" in url[:9] else url.removeprefix("mailto:").removeprefix("tel:")
    return shown.removesuffix("/") or url


def linked(content: Inlines, url: LocalizedText | None) -> Inlines:
    """Return inlines as a link, or unchanged if the URL cannot be linked."""
    href = target_of(url)
    return (Link(content, href),) if content and href else content


def address(url: LocalizedText | None) -> Inlines:
    """Return a URL as displayed, linked if possible."""
    return linked((Text(shown_address(url.content)),), url) if url is not None else ()


def email_link(email: LocalizedText | None) -> Inlines:
    """Return an e-mail address, linked if it is valid."""
    if email is None:
        return ()
    written = email.content.removeprefix("mailto:")
    local, at, host = written.partition("@")
    linkable = local and at and host and not any(map(str.isspace, written)) and not set('<>"\\') & set(written)
    return _linked_if(bool(linkable), written, f"mailto:{written}")


def phone_link(phone: LocalizedText | None) -> Inlines:
    """Return a telephone number as written, linked if it has between 3 and 15 digits and no letters."""
    if phone is None:
        return ()
    number = phone.content.removeprefix("tel:")
    dialled = "".join(filter("0123456789".__contains__, number.replace("(0)", "")))
    prefix = "+" if number.lstrip(" (").startswith("+") else ""
    linkable = not any(map(str.isalpha, number)) and 3 <= len(dialled) <= 15
    return _linked_if(linkable, number, f"tel:{prefix}{dialled}")


def doi_link(doi: LocalizedText | None) -> Inlines:
    """Return a digital object identifier, linked to its resolver."""
    return _identifier(doi, doi_of(doi.content, within=True)) if doi is not None else ()


def arxiv_link(arxiv: LocalizedText | None) -> Inlines:
    """Return the arXiv number of a preprint, linked to its page."""
    return _identifier(arxiv, arxiv_of(arxiv.content)) if arxiv is not None else ()


def _identifier(written: LocalizedText, name: str) -> Inlines:
    return _linked_if(bool(name), name or written.content.strip(), address_of(name))


def _linked_if(linkable: bool, words: str, href: str) -> Inlines:  # noqa: FBT001 - reads as a sentence
    return (Link((Text(words),), href),) if linkable else (Text(words),)
