"""Identifiers that resolvers understand: DOIs, arXiv numbers and ORCIDs, in all their common spellings."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_DOI = re.compile(
    r"(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|(?:info:|urn:)?doi\s*[:：/\s]\s*)*"
    r"(10\.\d{4,9}(?:\.\d+)*/\S*[^\s.,;。])[.,;。]*",
    re.IGNORECASE,
)
#: A DOI in the address of a publisher's page.
_DOI_WITHIN = re.compile(r"https?://\S+?/(10\.\d{4,9}/[^\s?#]+)(?:[?#]\S*)?", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:\w+\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv\s*[:：\s]\s*)*"
    r"((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)(?:\.pdf)?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_ORCID = re.compile(
    r"(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid(?:\s*id)?\s*[:：\s]\s*)*(\d{4})[-–]?(\d{4})[-–]?(\d{4})[-–]?(\d{3}[\dXx])/?",
    re.IGNORECASE,
)
#: The characters that need no escape in an address.
_IN_ADDRESSES = "/:;()._-~+=@!$&',*"


def doi_of(written: str, *, within: bool = False) -> str:
    """Return the DOI in a text, such as `10.1000/x`, or an empty string.

    The text must be a DOI as a whole. With `within`, it may also be the address of a page that contains a DOI.
    """
    text = unquote(written) if "%2f" in written.casefold() else written
    match = _DOI.fullmatch(text.strip()) or (_DOI_WITHIN.fullmatch(text.strip()) if within else None)
    return match[1] if match else ""


def arxiv_of(written: str) -> str:
    """Return the arXiv number that a text consists of, or an empty string."""
    match = _ARXIV.fullmatch(written.strip())
    return match[1] if match else ""


def orcid_of(written: str) -> str:
    """Return the ORCID that a text consists of, with hyphens, or an empty string."""
    match = _ORCID.fullmatch(written.strip())
    return "-".join(match.groups()).upper() if match else ""


def address_of(written: str) -> str:
    """Return the address of the DOI or arXiv number that a text consists of, or an empty string."""
    doi, number = doi_of(written), arxiv_of(written)
    if doi:
        return f"https://doi.org/{quote(doi, safe=_IN_ADDRESSES)}"
    return f"https://arxiv.org/abs/{number}" if number else ""
