"""The entries of RenderCV's sections, a function for each kind. A kind is known by its keys, not by its section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.interchange.translation import Translation, as_list, is_scalar, scalar

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)")


def _common(entry: Translation) -> None:
    entry.text("location")
    entry.date("startDate", "start_date")
    entry.date("endDate", "end_date", end=True)
    entry.period("date")
    entry.text("summary")
    _highlights(entry)
    entry.text("url")


def _highlights(entry: Translation, target: str = "highlights") -> None:
    """Move bullets; deeper ones are part of their parent's text, each after ` - `, as YAML folded the lines."""
    values = entry.take("highlights")
    bullets: list[object] = []
    for value in as_list(values) if values else []:
        text, *inner = _nested(scalar(value)) if is_scalar(value) else [""]
        bullets.append({"text": text, "highlights": inner} if inner else text)
        if inner:
            entry.draft.note(
                "guessed", (*entry.path, "highlights"), value=value, message="` - ` begins a deeper bullet"
            )
    entry.put(target, [each for each in bullets if each])


def _nested(text: str) -> list[str]:
    """Return a bullet and its own bullets, which begin on lines of their own or, where YAML folded them, at ` - `."""
    parts = re.split(r"\s*\n\s*-\s+", text)
    parts = parts if len(parts) > 1 else re.split(r"\s+-\s+(?=[A-Z\d\"'*\[])", text)
    return [" ".join(part.split()) for part in parts]


def _work(entry: Translation) -> None:
    entry.text("name", "company", "bullet", "name", "label")
    entry.text("position")
    _common(entry)
    entry.text("summary", "details")
    _linked(entry, "name")


def _education(entry: Translation) -> None:
    entry.text("institution", "institution", "bullet", "name", "label")
    entry.text("area")
    entry.text("studyType", "degree", "study_type")
    entry.text("score", "grade", "gpa")
    _common(entry)
    entry.text("summary", "details")
    if url := entry.take("transcript_url"):
        entry.put("links", [{"label": "Transcript", "url": scalar(url)}])


def _publication(entry: Translation) -> None:
    entry.text("name", "title", "bullet", "name", "label")
    entry.texts("authors", by=lambda name: name.strip().strip("*_"))
    entry.text("publisher", "journal")
    entry.text("doi")
    entry.date("releaseDate", "date", "start_date")
    entry.text("summary", "summary", "details")
    entry.text("url")
    _highlights(entry)


def _labelled(entry: Translation) -> None:
    _split(entry, "details")
    if len(several := outside_brackets(scalar(entry.left.get("bullet", "")))) > 1:
        entry.put("keywords", several)
        entry.draft.renamed((*entry.path, "bullet"), (*entry.into, "keywords"), entry.take("bullet"))
    entry.text("name", "label", "bullet", "name", "company")
    if is_scalar(entry.left.get("details")):
        entry.put("keywords", outside_brackets(scalar(entry.take("details"))))
    entry.text("summary", "summary")
    if lines := entry.take("highlights"):
        entry.put("keywords", [scalar(each) for each in as_list(lines)])


def _split(entry: Translation, target: str) -> None:
    """Part a bullet such as `**Languages:** C, C++`, or `English: native`, at its colon."""
    text = scalar(entry.left.get("bullet", ""))
    if found := re.fullmatch(r"\**([^:*]{1,40}?)(?::\**|\*+:)\s+(.+)", text, re.DOTALL):
        entry.take("bullet")
        entry.left["label"], entry.left[target] = found.groups()
        entry.draft.renamed((*entry.path, "bullet"), (*entry.into, "name"), text, found[1])


def _linked(entry: Translation, key: str) -> None:
    """Take the address out of a name that is all a link, as it is written where there is no key for an address."""
    if found := _LINK.fullmatch(scalar(entry.target.get(key, ""))):
        entry.target[key] = found[1]
        entry.put("url", found[2])


def _award(entry: Translation) -> None:
    _titled(entry, "title")


def _certificate(entry: Translation) -> None:
    _titled(entry, "name")


def _titled(entry: Translation, title: str) -> None:
    entry.text(title, *_TITLES)
    entry.date("date", "date", "end_date")
    entry.text("url")
    entry.text("summary", "summary", "details")
    _linked(entry, title)
    _rest(entry)


def _spoken(entry: Translation) -> None:
    _split(entry, "details")
    entry.text("language", "label", "bullet", "name")
    entry.text("fluency", "details", "summary")


def _patent(entry: Translation) -> None:
    entry.text("title", *_TITLES)
    entry.date("date", "date", "end_date")
    entry.text("url")
    entry.text("summary", "summary", "details")
    entry.texts("inventors", "authors", by=lambda name: name.strip().strip("*_"))
    if re.fullmatch("[A-Z]{2}", scalar(entry.left.get("journal", ""))):
        entry.text("office", "journal")
    _linked(entry, "title")
    _rest(entry)


def _talk(entry: Translation) -> None:
    entry.text("title", *_TITLES)
    entry.text("event", "summary", "details", "journal")
    entry.text("location")
    entry.date("date", "date", "start_date")
    entry.text("url")
    _linked(entry, "title")
    _rest(entry)


def _rest(entry: Translation) -> None:
    """Move to the summary what no key of the entry's section takes: a place, and bullets as a list."""
    lines = [scalar(each) for each in as_list(entry.take("highlights") or []) if is_scalar(each)]
    place = scalar(entry.take("location") or "")
    listed = lines if len(lines) == 1 else ["\n".join(f"- {each}" for each in lines)]
    text = "\n\n".join(filter(None, (entry.target.get("summary", ""), place, *listed)))
    entry.target |= {"summary": text} if text else {}
    for key, value in (("highlights", lines), ("location", place)):
        if value:
            entry.draft.renamed((*entry.path, key), (*entry.into, "summary"), value)


def _volunteer(entry: Translation) -> None:
    entry.text("organization", "company", "bullet", "name", "label")
    entry.text("position")
    _common(entry)
    entry.text("summary", "details")


def _reference(entry: Translation) -> None:
    entry.text("name", "label", "bullet", "name")
    entry.text("reference", "details", "summary")


def own(entry: Translation) -> None:
    """Move an entry of a custom section, which may be of any kind."""
    entry.text("name", "name", "company", "institution", "title", "label", "bullet", "number", "reversed_number")
    entry.text("position", "position", "degree")
    _common(entry)
    entry.text("summary", "details")
    entry.text("url", "url")


def _project(entry: Translation) -> None:
    entry.text("name", *_TITLES)
    entry.text("description", "summary", "details")
    _common(entry)
    _linked(entry, "name")


_TITLES = ("title", "name", "label", "bullet", "number", "reversed_number")
ENTRIES: dict[str, Callable[[Translation], None]] = {
    "work": _work, "education": _education, "publications": _publication, "projects": _project, "skills": _labelled,
    "interests": _labelled, "awards": _award, "certificates": _certificate, "languages": _spoken,
    "patents": _patent, "talks": _talk, "volunteer": _volunteer, "references": _reference,
}  # fmt: skip


def outside_brackets(text: str) -> list[str]:
    """Split a text at the commas that stand outside brackets."""
    return [part.strip() for part in re.split(r"[,，、](?![^(（\[]*[)）\]])", text) if part.strip()]
