"""Checks for contradictions between the number, the status and the dates of a patent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from resume_cli.profile.patent_kinds import disagreement, office_of

if TYPE_CHECKING:
    from resume_cli.profile.model import Patent
    from resume_cli.profile.validation.problems import Problems

#: Offices where a grant is registered before the document of an application may appear.
_GRANT_FIRST = frozenset({"JP", "KR"})


def check(patent: Patent, problems: Problems) -> None:
    """Warn once if the values of a patent contradict each other."""
    number, office, status = (
        text.content.strip() if text else "" for text in (patent.number, patent.office, patent.status)
    )
    wrong = disagreement(number, office, status, is_dated=patent.granted is not None)
    wrong = wrong or _order(patent, office_of(number) or office)
    if wrong:
        place = patent.status or patent.granted or patent.number or patent.filed
        hint = "correct the one that is wrong; all are shown as written"
        problems.warn("patent-status", wrong, place.path if place else patent.path, hint)


def _order(patent: Patent, office: str) -> str:
    """Return a message about two dates in the wrong order, or an empty string."""
    dates = {"filed": patent.filed, "published": patent.published, "granted": patent.granted, "expires": patent.expires}
    if office in _GRANT_FIRST:
        del dates["published"]
    for (earlier, first), (later, last) in pairwise((name, date) for name, date in dates.items() if date):
        length = min(len(first.iso), len(last.iso))
        if last.iso[:length] < first.iso[:length]:
            return f"`{later}` ({last.text}) is before `{earlier}` ({first.text})"
    return ""
