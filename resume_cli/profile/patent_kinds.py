"""The kind codes at the end of patent numbers, which distinguish published applications from granted patents.

Each office has its own codes within WIPO standard ST.16. A published application must never be called granted.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

#: The event on the day on which a document with a given number was published.
Event: TypeAlias = Literal["published", "granted"]

_NUMBER = re.compile(
    r"([A-Z]{2})?[\s/-]*((?:RE|PP|[DHIMST])?\d[\d\s.,/-]*?)[\s-]*(?:\(?([A-Z]\d?)\)?)?", re.ASCII
)  # fmt: skip
_OFFICE = re.compile(r"(PCT\b|(?!RE|PP)[A-Z]{2})[\s/-]*(?:[A-Z]{1,2}\s*)?\d", re.ASCII)
#: Offices by prefixes that are not their letters: `ZL` of Chinese patents, `PCT` of international applications.
_OFFICES = {"ZL": "CN", "PCT": "WO"}
#: For each office, the codes of published applications and those of granted rights. A letter covers all codes that
#: begin with it, unless a code is listed itself. Codes in neither list have no known event: corrections, translations,
#: and in Germany the B1 and B2 of examined applications.
_KINDS = {
    "US": ("A P1 P4 P9", "B1 B2 E S P2 P3 P"),
    "EP": ("A", "B1 B2 B3"),
    "WO": ("A", ""),
    "CN": ("A", "B C D S U Y"),
    "DE": ("A", "B3 B4 C U"),
    "JP": ("A", "B S U Y"),
    "KR": ("A U", "B S Y"),
    "TW": ("A", "B M S U"),
    "GB": ("A", "B C"),
}
#: The codes of all other offices. An A without a digit may be either, as in Canada and Switzerland until the 1980s.
_ELSEWHERE = ("A1 A2", "B C")
#: Words in Japanese and Korean numbers, each with its office and event. Filed, unpublished applications have no event.
_WORDS: tuple[tuple[str, str, Event | None], ...] = (
    (r"特開|特表|再表|再公表|実開|実全", "JP", "published"),
    (r"特願|実願|意願", "JP", None),
    (r"特許(?:第|\s*\d)|実用新案登録|意匠登録", "JP", "granted"),
    (r"공개", "KR", "published"),
    (r"출원", "KR", None),
    (r"등록", "KR", "granted"),
)
#: The United States published no applications before 2001, so an older number with an A, or without a letter, is that
#: of a granted patent. The numbers reached 6,167,569 at the end of 2000.
_LAST_UNITED_STATES_NUMBER_BEFORE_2001 = 6_167_568
#: The number of a published application of the United States without its kind code: the year and seven digits.
_UNITED_STATES_APPLICATION = re.compile(r"20\d\d/?\d{7}")
#: Japanese numbers with an era instead of a year, from before 2000. With the code U, they belong to applications.
_ERA = re.compile(r"[HS]\d")
#: Words for the status of a patent that has been granted, and of one that is pending.
_GRANTED = frozenset(
    "granted issued patented active registered 授权 已授权 授权有效 有效 有权 有效专利 专利权有效 授權 已授權 "
    "erteilt eingetragen 登録 登録済 特許 등록 등록결정 délivré accordé concedida concedido concesso rilasciato выдан "
    "действует verleend udzielony".split()
) | {"in force", "in kraft", "patent granted", "in vigore", "en vigueur"}
_PENDING = frozenset(
    "pending filed applied 审中 在审 待审 审查中 实审 实质审查 实质审查中 实质审查的生效 申请中 受理 公开 "
    "審查中 審中 申請中 anhängig angemeldet 出願中 審査中 係属中 출원 심사중 pendiente pendente zgłoszony".split()
) | {"patent pending", "under examination", "application filed", "in prüfung", "en instance"}


def office_of(number: str) -> str:
    """Return the two-letter code of the office in a number, or an empty string."""
    written = _plain(number)
    match = _OFFICE.match(written)
    if match:
        return _OFFICES.get(match[1], match[1])
    return next((office for words, office, _ in _WORDS if re.search(words, written)), "")


def event_of(number: str, office: str = "") -> Event | None:
    """Return the event that a patent's number implies, `published` or `granted`, or None if it is unknown.

    `office` is used if the number does not begin with one: `event_of("10091236 B2", "US")` is `granted`.
    """
    written = _plain(number)
    for words, _, event in _WORDS:
        if re.search(words, written):
            return event
    match = _NUMBER.fullmatch(written)
    if match is None:
        return None
    office, digits, kind = match[1] or _plain(office), re.sub(r"[\s.,-]", "", match[2]), match[3] or ""
    if office == "WO":
        return "published"
    if office == "US" and not kind and _UNITED_STATES_APPLICATION.fullmatch(digits):
        return "published"
    if office == "US" and kind in {"", "A"} and digits.isdecimal():
        return "granted" if int(digits) <= _LAST_UNITED_STATES_NUMBER_BEFORE_2001 else None
    if office == "JP" and kind == "U" and _ERA.match(digits):
        return "published"
    published, granted = (codes.split() for codes in _KINDS.get(office, _ELSEWHERE))
    for code in (kind, kind[:1]) if kind else ():
        if code in granted or code in published:
            return "granted" if code in granted else "published"
    return None


def disagreement(number: str, office: str, status: str, *, is_dated: bool) -> str:
    """Return a message about a contradiction between a number, its office, its status and its day of grant.

    Return an empty string if there is none. `is_dated` is set if the patent has a day of grant.
    """
    event, named, given = event_of(number, office), office_of(number), _plain(office)
    word = " ".join(status.casefold().split())
    if named and len(given) == 2 and given != named:
        return f"`office` says `{given}`, the number is one of `{named}`"
    if event == "published" and (word in _GRANTED or is_dated):
        said = f"`status` says `{status}`" if word in _GRANTED else "there is a day of grant"
        return f"{said}, the number is that of a published application"
    if word in _PENDING and (event == "granted" or is_dated):
        said = "the number is that of a granted patent" if event == "granted" else "there is a day of grant"
        return f"`status` says `{status}`, {said}"
    return ""


def _plain(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip().upper()
