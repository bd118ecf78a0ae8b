"""The merging of drafts from sources that complement each other or describe a person in several languages.

Consecutive posts at one employer, which other formats list as separate jobs, become the roles of one job.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.errors import LimitError, format_path
from resume_cli.interchange.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resume_cli.errors import FieldPath

#: The keys that identify an entry, the most reliable first.
_IDENTITIES = ("number", "doi", "id", "url", "email")
_DATES = ("startDate", "date", "releaseDate", "granted", "filed", "endDate")
#: The maximum number of comparisons, because each entry is compared with each entry of the other source.
_MOST_PAIRS = 4_000_000
_LANGUAGE_FREE = frozenset(
    {"url", "email", "phone", "number", "application", "office", "doi", "isbn", "image", "postalCode", "countryCode",
     "network", "username", "id", "family", "pages", "volume", "issue", "arxiv", *_DATES, "published", "expires"}
)  # fmt: skip
#: The keys of texts that say something in one language; a name is often the same in all.
_SENTENCES = frozenset({"label", "summary", "description", "position", "department", "highlights", "reference"})
#: The keys of an employer, which a job has once if all its roles have the same.
_OF_EMPLOYER = ("location", "url")


def merged(drafts: Sequence[Draft], languages: Sequence[str]) -> Draft:
    """Return all drafts as one; if each has a language, differing texts become texts in several languages."""
    first, *others = drafts
    bilingual = len(languages) > 1
    tags = list(languages) if bilingual else [""] * len(drafts)
    whole = Draft(languages=tuple(languages), profile=first.profile)
    for draft in drafts:
        whole.notes += draft.notes
        whole.comments += draft.comments
        whole.images |= draft.images
    for tag, draft in zip(tags[1:], others, strict=True):
        whole.file = draft.file
        _Merger(whole, tags[0], tag).mapping(whole.profile, draft.profile, ())
    if languages:
        whole.profile.setdefault("meta", {})["languages"] = list(languages)
    return whole


class _Merger:
    """Merges another profile into the first; `language` is that of the new texts, or "" if all have the same."""

    def __init__(self, draft: Draft, base: str, language: str) -> None:
        self.draft = draft
        self.base = base
        self.language = language

    def mapping(self, into: dict[str, Any], other: dict[str, Any], path: FieldPath) -> None:
        for key in _SENTENCES & into.keys() - other.keys() if self.language and path else ():
            into[key] = self._of_base(into[key])
        for key, value in other.items():
            where = (*path, key)
            if where == ("meta",) or into.get(key) == value:
                continue
            if key not in into:
                into[key] = self._alone(value, where)
            elif isinstance(value, dict) and isinstance(into[key], dict) and not self._is_text(into[key]):
                self.mapping(into[key], value, where)
            elif isinstance(value, list) and isinstance(into[key], list):
                into[key] = self._list(into[key], value, where)
            else:
                into[key] = self._scalar(into[key], value, where)

    def _alone(self, value: Any, path: FieldPath) -> Any:  # noqa: ANN401 - plain data
        """Return a value that only the new profile has, with its texts marked with their language."""
        if not self.language or path[-1] in _LANGUAGE_FREE:
            return value
        if isinstance(value, str):
            return {self.language: value}
        if isinstance(value, list):
            return [self._alone(each, (*path, index)) for index, each in enumerate(value)]
        return {key: self._alone(inner, (*path, key)) for key, inner in value.items()}

    def _of_base(self, value: Any) -> Any:  # noqa: ANN401 - plain data
        """Return a text that the new profile does not have, marked with its language, which is that of the first."""
        if isinstance(value, list):
            return [self._of_base(each) for each in value]
        return {self.base: value} if isinstance(value, str) else value

    def _is_text(self, value: object) -> bool:
        return isinstance(value, dict) and bool(self.base) and self.base in value

    def _scalar(self, old: Any, new: Any, path: FieldPath) -> Any:  # noqa: ANN401 - plain data
        if path[-1] in _DATES and isinstance(old, str) and isinstance(new, str):
            longer, shorter = sorted((old, new), key=len, reverse=True)
            if longer.startswith(f"{shorter}-"):
                return longer
        if path[-1] in _LANGUAGE_FREE and _same(old, new):
            return old
        # Outside the header, an address may lead to a page in each language.
        is_free = path[-1] in _LANGUAGE_FREE and not (path[-1] == "url" and path[0] != "basics")
        if isinstance(new, str) and self.language and not is_free:
            if self._is_text(old):
                return {**old, self.language: new}
            if isinstance(old, str):
                return {self.base: old, self.language: new}
        self.draft.note("lost", path, format_path(path), new, f"the other source has `{old}`")
        return old

    def _list(self, old: list[Any], new: list[Any], path: FieldPath) -> list[Any]:
        if len(old) * len(new) > _MOST_PAIRS:
            message = f"`{format_path(path)}` has {len(old):,} and {len(new):,} entries to compare"
            raise LimitError(f"{self.draft.file}: {message}: more than {_MOST_PAIRS:,} pairs")
        if not any(isinstance(each, dict) for each in (*old, *new)):
            return self._texts(old, new, path)
        left = [each for each in old if isinstance(each, dict)]
        for index, entry in enumerate(new):
            partner = self._partner(entry, left, old, index if len(old) == len(new) else None)
            if partner is None:
                old.append(self._alone(entry, path))
                if self.language:
                    title = next((each for each in entry.values() if isinstance(each, str)), "")
                    self.draft.note(
                        "guessed",
                        (*path, index),
                        format_path((*path, len(old) - 1)),
                        title,
                        "no partner in the other language",
                    )
            else:
                left.remove(partner)
                self.mapping(partner, entry, (*path, old.index(partner)))
        return old

    def _texts(self, old: list[Any], new: list[Any], path: FieldPath) -> list[Any]:
        if not self.language:
            return [*old, *(each for each in new if each not in old)]
        if len(old) == len(new):
            return [self._scalar(a, b, path) if a != b else a for a, b in zip(old, new, strict=True)]
        return [*old, *({self.language: each} for each in new if each not in old)]

    def _partner(
        self, entry: dict[str, Any], left: list[dict[str, Any]], all_: list[Any], index: int | None
    ) -> dict[str, Any] | None:
        """Return the matching entry of the other source, found by number, address, dates or position, or None."""
        if "network" in entry:
            account = [each for each in left if _same(each.get("network"), entry["network"])]
            return next((each for each in account if each.get("username") == entry.get("username")), None)
        for key in _IDENTITIES:
            if found := [each for each in left if entry.get(key) and _same(each.get(key), entry[key])]:
                return found[0]
        if dated := [each for each in left if _score(each, entry) > 0]:
            return max(dated, key=lambda each: _score(each, entry))
        same_place = next((each for each in left if index is not None and each is all_[index]), None)
        return same_place if self.language and not _dates(entry) else None


def _same(one: object, other: object) -> bool:
    return _bare(one) == _bare(other) != ""


def _bare(value: object) -> str:
    """Return a text in lower case, without the scheme, the `www.` and the final slash of an address."""
    text = value if isinstance(value, str) else ""
    return re.sub(r"^https?:/*(?:www\.)?|[/\s]+$", "", text).lower()


def _dates(entry: dict[str, Any]) -> list[str]:
    return [entry[key] for key in _DATES if isinstance(entry.get(key), str)]


def _score(one: dict[str, Any], other: dict[str, Any]) -> int:
    """Return how well two entries' dates agree: 2 for each equal date, 1 for each equal year, 0 if any year differs."""
    score = 0
    for key in _DATES:
        a, b = one.get(key), other.get(key)
        if isinstance(a, str) and isinstance(b, str):
            if a == b:
                score += 2
            elif a[:4] == b[:4]:
                score += 1
            else:
                return 0
    return score


def join_roles(draft: Draft) -> None:
    """Make roles of posts in a row at one employer; jobs with roles or tags stay as they are."""
    groups: list[list[dict[str, Any]]] = []
    for entry in draft.profile.get("work", []):
        before = groups[-1][-1] if groups else {}
        if entry.get("name") and entry["name"] == before.get("name") and not {"roles", "tags"} & {*entry, *before}:
            groups[-1].append(entry)
            draft.note("renamed", ("work",), "work.roles", entry.get("position"), f"one of several at {entry['name']}")
        else:
            groups.append([entry])
    if groups:
        draft.profile["work"] = [_job(posts) if len(posts) > 1 else posts[0] for posts in groups]


def _job(posts: list[dict[str, Any]]) -> dict[str, Any]:
    first = posts[0]
    shared = {
        key: first[key] for key in _OF_EMPLOYER if key in first and all(each.get(key) == first[key] for each in posts)
    }
    roles = [{key: value for key, value in each.items() if key not in {"name", *shared}} for each in posts]
    return {"name": first["name"], **shared, "roles": roles}
