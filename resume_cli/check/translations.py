"""Rules about missing and outdated translations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resume_cli.check.history import revisions
from resume_cli.errors import Problem
from resume_cli.profile.model import texts
from resume_cli.select import missing_translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject
    from resume_cli.profile.values import LocalizedText

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
#: The minimum number of languages of a translated text.
_SHORTEST = 2


def untranslated(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each text that is missing in one of the languages declared in the file."""
    for language in subject.loaded.profile.meta.languages:
        yield from missing_translations(subject.loaded.profile, language)


def stale(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each text that changed in one language but not in another, according to git.

    A text is recognised by its words in the unchanged language, regardless of its position.
    """
    profile = subject.loaded.profile
    now = [text for text in texts(profile) if len(text.values) >= _SHORTEST and all(tag for tag, _ in text.values)]
    if not now:
        return
    told: set[int] = set()
    for data, moment in revisions(Path(subject.loaded.source.name)):
        before = dict(_translated(data))
        for index, text in enumerate(now):
            left = _left_behind(text, before) if index not in told else None
            if left:
                told.add(index)
                behind, changed = left
                message = f"the `{behind}` text is older than the `{changed}` text, which changed after {moment}"
                yield Problem("stale-translation", message, text.path, hint="read them side by side, and change both")


def older_languages(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each language whose texts changed before those of another, according to `lastModified`."""
    when = subject.loaded.profile.meta.last_modified
    moments = {tag: text[:10] for tag, text in when.values if _DATE.match(text)} if when else {}
    newest = max(moments, key=lambda tag: moments[tag], default="")
    for tag, date in moments.items():
        if date < moments[newest]:
            message = f"the `{tag}` texts are of {date}, the `{newest}` texts of {moments[newest]}"
            hint = "read them side by side, then give both the same date"
            yield Problem("stale-translation", message, ("meta", "lastModified", tag), hint=hint)


def _left_behind(text: LocalizedText, before: dict[tuple[str, str], dict[str, str]]) -> tuple[str, str] | None:
    """Return a language whose words are unchanged and one whose words have changed, or None."""
    for tag, words in text.values:
        old = before.get((tag, words))
        if old is None:
            continue
        for other, changed in text.values:
            if other != tag and old.get(other, changed) != changed:
                return tag, other
    return None


def _translated(data: Any) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:  # noqa: ANN401 - plain data
    """Yield each text with several languages in plain data, once for each language and its words."""
    if isinstance(data, list):
        for each in data:
            yield from _translated(each)
    elif isinstance(data, dict):
        for each in _rows(data):
            words = {tag: " ".join(text.split()) for tag, text in each.items()}
            yield from (((tag, text), words) for tag, text in words.items())
        for each in data.values():
            yield from _translated(each)


def _rows(data: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield a text in several languages, or each of a list that is given once for each language."""
    values = list(data.values())
    if len(data) >= _SHORTEST and all(isinstance(value, str) for value in values):
        yield data
    elif len(data) >= _SHORTEST and all(isinstance(value, list) for value in values):
        rows = (dict(zip(data, row, strict=True)) for row in zip(*values, strict=False))
        yield from (row for row in rows if all(isinstance(text, str) for text in row.values()))
