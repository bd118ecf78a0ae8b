"""Taking a value out of everything: out of its field, out of other texts, links, messages and file names.

A value is searched by its letters and digits alone, whatever the case, the spaces and the punctuation between
them, so that `+86 138-0000` is found in `tel:+861380000` and `Stuart Lau` in `github.com/stuartlau`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import permutations

from resume_cli.errors import Problem
from resume_cli.languages import script_of_character
from resume_cli.profile.model import Date, Item, Kind, Profile, Text, declarations
from resume_cli.select.walk import AnyItem, Where, change_texts
from resume_cli.wording import wording

#: Parts of a branch that identify nobody: their values leave their own place only.
_COMMON = frozenset({"country_code", "network", "office", "status", "type"})
#: From this length on, a value is found inside a longer word as well, as names in addresses are.
_INSIDE_WORDS = 5
_ADDRESSES = frozenset({Kind.LINK, Kind.LINKS})


@dataclass(frozen=True, slots=True)
class Redaction:
    """What must not appear: the fields that are emptied, and the values that are searched for everywhere else."""

    fields: frozenset[Where] = frozenset()
    needles: tuple[str, ...] = ()
    mark: str = ""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, profile: Profile, paths: Iterable[str], language: str) -> Redaction:
        """Return the redaction of the fields that paths such as `basics.name` name, in all languages of the file."""
        fields: set[Where] = set()
        values: dict[str, None] = {}
        problems = []
        for path in paths:
            where = _where(path)
            if not _exists(where):
                problems.append(
                    Problem("unknown-redaction", f"`{path}` is no field, so nothing was redacted for it", ("variants",))
                )
                continue
            fields.add(where)
            values.update(dict.fromkeys(_values(profile, where)))
        if fields and ("basics", "name") not in fields:
            # The authors of a paper may be hidden without hiding whose résumé this is.
            for own in _values(profile, ("basics", "name")):
                if ("basics",) not in fields:
                    values.pop(own, None)
        needles = sorted({needle for value in values for needle in _needles(value)}, key=len, reverse=True)
        mark = wording(language).label("redacted")
        return cls(frozenset(fields), tuple(needles), mark, tuple(problems))

    def hides(self, *where: str) -> bool:
        """Tell whether a field is emptied, itself or with the branch it stands in."""
        return any(where[: len(field)] == field for field in self.fields)

    def clean(self, item: AnyItem, where: Where) -> AnyItem:
        """Return an item without the redacted fields and values."""
        if not self.fields:
            return item
        return _without_fields(change_texts(item, self._text, where), where, self)

    def _text(self, text: Text, kind: Kind, where: Where) -> Text | None:
        if self.hides(*where):
            return None
        content = text.content
        cleaned = self.replaced(content, "" if kind in _ADDRESSES else self.mark)
        if cleaned == content:
            return text
        if kind in _ADDRESSES or where[-1] in {"email", "username"} or not _says_more(cleaned, self.mark, where):
            return None
        return Text(((text.language, cleaned),), text.path)

    def replaced(self, content: str, mark: str) -> str:
        """Return a string with every redacted value replaced by a mark."""
        if not self.needles:
            return content
        spans = _spans(content, self.needles)
        if not spans:
            return content
        parts, end = [], 0
        for start, stop in spans:
            parts += [content[end:start], mark]
            end = stop
        return "".join([*parts, content[end:]])

    def without(self, content: str) -> str:
        """Return a string without the redacted values, for file names and messages of programs."""
        return self.replaced(content, "")

    def clean_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems whose words do not tell what is redacted."""
        if not self.needles:
            return tuple(problems)
        return tuple(
            replace(
                problem,
                message=self.replaced(problem.message, self.mark),
                hint=self.replaced(problem.hint, self.mark),
                position=problem.position
                and replace(
                    problem.position,
                    file=self.replaced(problem.position.file, self.mark),
                    source=self.replaced(problem.position.source, self.mark),
                ),
            )
            for problem in problems
        )


#: Lists of people keep the place of a hidden name, so that nobody's share looks larger than it is.
_PEOPLE = frozenset({"authors", "inventors"})


def _says_more(cleaned: str, mark: str, where: Where) -> bool:
    return where[-1] in _PEOPLE or any(map(str.isalnum, cleaned.replace(mark, "")))


def _without_fields(item: AnyItem, where: Where, redaction: Redaction) -> AnyItem:
    """Empty what is no text: dates, words and numbers of redacted fields, and items of redacted branches."""
    changes: dict[str, object] = {}
    for attribute in declarations(type(item)):
        value = getattr(item, attribute)
        inner = (*where, attribute)
        if not value:
            continue
        if redaction.hides(*inner):
            changes[attribute] = () if isinstance(value, tuple) else {} if isinstance(value, Mapping) else None
        elif isinstance(value, Item):
            changes[attribute] = _without_fields(value, inner, redaction)
        elif isinstance(value, tuple) and isinstance(value[0], Item):
            changes[attribute] = tuple(_without_fields(each, inner, redaction) for each in value)
    return replace(item, **changes) if changes else item  # type: ignore[arg-type]


def _where(path: str) -> Where:
    """Return a path as people write it (`work[].startDate`) as attribute names."""
    parts = path.replace("[]", "").replace("[", ".").replace("]", "").split(".")
    return tuple(_snake(part) for part in parts if part and not part.isdigit() and part != "*")


def _snake(key: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)


def _exists(where: Where) -> bool:
    of: type | None = Profile
    if not where:
        return False
    for name in where:
        declared = declarations(of).get(name) if of is not None and issubclass(of, Item) else None
        if declared is None:
            return False
        of = declared.of
    return True


def _values(profile: Profile, where: Where) -> Iterator[str]:
    """Yield every text at a place, in all languages; other spellings of the name go with the name."""
    yield from _in(profile, where)
    if where == ("basics", "name"):
        yield from _in(profile, ("basics", "aka"))


def _in(value: object, where: Where) -> Iterator[str]:
    match value:
        case Text(values=values):
            if not where:
                yield from (content for _, content in values)
        case Item():
            if where:
                yield from _in(getattr(value, where[0]), where[1:])
            else:
                for attribute in declarations(type(value)):
                    if attribute not in _COMMON:
                        yield from _in(getattr(value, attribute), ())
        case Date():
            return
        case tuple():
            for each in value:
                yield from _in(each, where)


@lru_cache(maxsize=512)
def _needles(value: str) -> tuple[str, ...]:
    """Return the spellings to search for: of a name in Latin letters also its other orders and its initials."""
    spellings = [value]
    words = value.replace(",", " ").split()
    if 2 <= len(words) <= 4 and all(
        word.replace(".", "").replace("-", "").replace("'", "").isalpha() for word in words
    ):
        spellings += [" ".join(order) for order in permutations(words)] if len(words) <= 3 else []
        if value.isascii() or all(script_of_character(word[0]) == "Latin" for word in words):
            initials = " ".join(word[0] for word in words[:-1])
            spellings += [f"{initials} {words[-1]}", f"{words[-1]} {initials}"]
    if "://" in value:
        spellings.append(value.split("://", 1)[1].removeprefix("www.").rstrip("/"))
    return tuple(dict.fromkeys(folded for each in spellings if (folded := _fold(each)[0])))


def _fold(content: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a string without case and width, and where each stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(content):
        if character.isascii():
            if character.isalnum():
                letters.append(character.lower())
                places.append(place)
            continue
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _spans(content: str, needles: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the needles stand in a string, sorted and without overlaps."""
    folded, places = _fold(content)
    found = []
    for needle in needles:
        start = folded.find(needle)
        while start >= 0:
            first, last = places[start], places[start + len(needle) - 1]
            if len(needle) >= _INSIDE_WORDS or _is_whole(content, first, last):
                found.append((first, last + 1))
            start = folded.find(needle, start + 1)
    return _joined(sorted(found))


def _is_whole(content: str, first: int, last: int) -> bool:
    """Tell whether a match begins and ends with words; ideographs are words of their own."""
    return not (
        _continues(content[first - 1 : first], content[first])
        or _continues(content[last + 1 : last + 2], content[last])
    )


def _continues(outside: str, inside: str) -> bool:
    if not (outside.isalnum() and inside.isalnum()):
        return False
    return script_of_character(outside) == script_of_character(inside) not in {"Han", "Kana", "Hangul", "Thai"}


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined
