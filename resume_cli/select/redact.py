"""The removal of a value from everything: from its field, from other texts, links, messages and file names.

A value is searched by its letters and digits alone, whatever the case, the spaces and the punctuation between
them, so that `+86 138-0000` is found in `tel:+861380000` and `Stuart Lau` in `github.com/stuartlau`.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.locale.languages import script_of, script_of_character
from resume_cli.locale.wording import wording
from resume_cli.profile.fields import AnyItem, Field, FieldKind, Item, fields_of, name_of
from resume_cli.profile.model import Profile
from resume_cli.profile.values import LocalizedText
from resume_cli.select.walk import FieldNames, change_texts

if TYPE_CHECKING:
    from resume_cli.errors import Problem

#: Fields whose values identify nobody: where a whole branch is redacted, they are removed from their own place only.
_COMMON = frozenset({"country_code", "network", "office", "status", "type"})
_NAME: FieldNames = ("basics", "name")
#: Lists of people keep the place of a hidden name, so that nobody's share looks larger than it is.
_AUTHORS = frozenset({("publications", "authors"), ("patents", "inventors")})
#: Fields with the names of people, which are also written in another order and with initials.
_PEOPLE = _AUTHORS | {_NAME, ("basics", "aka"), ("references", "name")}
#: From this length on, a value is found inside longer words of an address as well.
_INSIDE_ADDRESSES = 5
#: From this length on, a value is found inside longer words as it was typed: `Apple` in `AppleScript`.
_INSIDE_WORDS = 3
_ADDRESSES = frozenset({FieldKind.LINK, FieldKind.LINKS})
_MARKED = frozenset({FieldKind.MARKUP, FieldKind.BULLETS})
_MARKED_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?((?:[^\s()]|\([^\s()]*\)){0,2048})(?:\s[^()]{0,256})?\)")


class Redaction(Struct, frozen=True):
    """What must not appear: the fields that are emptied, and the values that are removed from everywhere else.

    `values` are the redacted texts as they were typed; `needles` are their letters and digits. Those that are
    `unbroken` were typed as one word and are found as one only: the account `stuartlau` is not the name Stuart Lau.
    """

    fields: frozenset[FieldNames] = frozenset()
    values: frozenset[str] = frozenset()
    needles: tuple[str, ...] = ()
    unbroken: frozenset[str] = frozenset()
    mark: str = ""

    @classmethod
    def of(cls, profile: Profile, paths: Iterable[str], language: str) -> Redaction:
        """Return the redaction of the fields that paths such as `basics.name` name, in all languages of the file."""
        fields = frozenset(map(_names_of, filter(None, paths)))
        if _NAME in fields:
            fields |= {("basics", "aka")}
        values = {value: names in _PEOPLE for each in sorted(fields) for names, value in _values(profile, each)}
        # The authors of a paper may be hidden without hiding whose résumé this is.
        shown_names = () if cls(fields).hides(*_NAME) else _values(profile, _NAME)
        own = {needle for _, name in shown_names for needle in _needles(name, is_person=True)}
        needles: dict[str, bool] = {}
        for value, is_person in values.items():
            found = set(_needles(value, is_person=is_person))
            one_word = not is_person and len(value.split()) == 1
            for needle in found if one_word or not found & own else ():
                needles[needle] = needles.get(needle, True) and one_word and not needle.isdigit()
        return cls(
            fields=fields,
            values=frozenset(values),
            needles=tuple(sorted(needles, key=lambda needle: (-len(needle), needle))),
            unbroken=frozenset(needle for needle, one_word in needles.items() if one_word),
            mark=wording(language).label("redacted"),
        )

    def hides(self, *names: str) -> bool:
        """Whether a field is emptied, itself or with one that contains it."""
        return any(names[: len(field)] == field for field in self.fields)

    def clean(self, item: AnyItem, names: FieldNames) -> AnyItem:
        """Return an item without the redacted fields and values."""
        if not self.fields:
            return item
        return _without_fields(change_texts(item, self._text, names), names, self)

    def _text(self, text: LocalizedText, field: Field, names: FieldNames) -> LocalizedText | None:
        content = text.content
        if field.kind in _ADDRESSES or field.name in {"email", "username"}:
            return None if self._is_in_address(content) else text
        if field.kind in _MARKED and "](" in content:
            content = _MARKED_LINK.sub(self._unlinked, content)
        cleaned = self.replaced(content, self.mark)
        if cleaned == text.content:
            return text
        if names not in _AUTHORS and not any(map(str.isalnum, cleaned.replace(self.mark, ""))):
            return None
        if field.kind in _MARKED:
            # A bracket right after would turn the mark's own brackets into a link.
            cleaned = cleaned.replace(f"{self.mark}(", f"{self.mark} (")
        return replace(text, values=((text.language, cleaned),))

    def _unlinked(self, link: re.Match[str]) -> str:
        return link[1] if self._is_in_address(link[2]) else link[0]

    def _is_in_address(self, address: str) -> bool:
        """Whether an address contains what is redacted."""
        if "%" in address:
            from urllib.parse import unquote

            address = unquote(address)
        return bool(self.needles) and bool(self._spans(address, in_address=True))

    def replaced(self, content: str, mark: str, *, in_address: bool = False) -> str:
        """Return a string with every redacted value replaced by a mark."""
        if not self.needles:
            return content
        parts, end = [], 0
        for start, stop in self._spans(content, in_address=in_address):
            parts += [content[end:start], mark]
            end = stop
        return "".join([*parts, content[end:]])

    def _spans(self, content: str, *, in_address: bool) -> list[tuple[int, int]]:
        """Return the start and end of each redacted value in a string, sorted and without overlaps."""
        folded, places = _fold(content)
        found = []
        for needle in self.needles:
            start = folded.find(needle)
            while start >= 0:
                first, last = places[start], places[start + len(needle) - 1]
                if self._counts(needle, content, first, last, in_address=in_address):
                    found.append((_with_sign(content, first), last + 1))
                start = folded.find(needle, start + 1)
        return _joined(sorted(found))

    def _counts(self, needle: str, content: str, first: int, last: int, *, in_address: bool) -> bool:
        """Whether a match counts: whole words, a part of an address, or exactly what was typed."""
        length = last + 1 - first
        if needle in self.unbroken and any(map(str.isspace, content[first : last + 1])):
            return False
        if needle.isdigit() and len(needle) >= _SHORTEST_NUMBER:
            return True
        if _is_whole(content, first, last) or (in_address and length >= _INSIDE_ADDRESSES):
            return True
        if length >= _INSIDE_WORDS and content[first : last + 1] in self.values:
            return True
        return length >= _INSIDE_ADDRESSES and any(mark in _token(content, first, last) for mark in "/@._")

    def without(self, content: str) -> str:
        """Return a string without the redacted values, for names of files."""
        return self.replaced(content, "", in_address=True)

    def clean_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems whose messages do not contain what is redacted."""
        return tuple(map(self._clean_problem, problems)) if self.needles else tuple(problems)

    def _clean_problem(self, problem: Problem) -> Problem:
        texts: dict[str, Any] = {name: self.replaced(getattr(problem, name), self.mark) for name in ("message", "hint")}
        position = problem.position
        if position is not None:
            places: dict[str, Any] = {
                name: self.replaced(getattr(position, name), self.mark) for name in ("file", "source")
            }
            position = dataclasses.replace(position, **places)
        return dataclasses.replace(problem, **texts, position=position)


def _without_fields(item: AnyItem, names: FieldNames, redaction: Redaction) -> AnyItem:
    """Empty the redacted fields of an item: what is not a text, and items in redacted branches."""
    changes: dict[str, object] = {}
    for name in fields_of(type(item)):
        value = getattr(item, name)
        inner = (*names, name)
        if value and redaction.hides(*inner):
            changes[name] = () if isinstance(value, tuple) else {} if isinstance(value, Mapping) else None
        elif isinstance(value, Item):
            changes[name] = _without_fields(value, inner, redaction)
        elif isinstance(value, tuple) and value and isinstance(value[0], Item):
            changes[name] = tuple(_without_fields(each, inner, redaction) for each in value)
    return replace(item, **changes)


def _names_of(path: str) -> FieldNames:
    """Return a path as people write it (`work[].startDate`) as the names of fields."""
    parts = path.replace("[]", "").replace("[", ".").replace("]", "").split(".")
    return tuple(name_of(part) for part in parts if part and not part.isdigit())


def _values(profile: Profile, names: FieldNames) -> Iterator[tuple[FieldNames, str]]:
    """Yield every text of a field or within, in all languages, with the names of its own field."""
    if names[0] in fields_of(Profile):
        yield from _in(profile, names, ())
    else:
        # Custom sections are known by their id.
        entries = (section.entries for section in profile.sections if name_of(section.id) == names[0])
        yield from _in(tuple(entries), names[1:], names[:1])


def _in(value: object, rest: FieldNames, names: FieldNames) -> Iterator[tuple[FieldNames, str]]:
    match value:
        case LocalizedText(values=values):
            if not rest:
                yield from ((names, content) for _, content in values)
        case Item():
            for name in rest[:1] or (name for name in fields_of(type(value)) if name not in _COMMON):
                yield from _in(getattr(value, name), rest[1:], (*names, name))
        case tuple():
            for each in value:
                yield from _in(each, rest, names)


def _needles(value: str, *, is_person: bool) -> Iterator[str]:
    """Yield what to search for: the value, and the other forms in which people write it."""
    spellings = [value]
    if is_person:
        spellings += _names(value)
    elif "://" in value:
        spellings.append(value.split("://", 1)[1].removeprefix("www."))
    elif value.lstrip(" (").startswith("+"):
        spellings += _national(value)
    for spelling in spellings:
        folded = _fold(spelling)[0]
        if folded:
            yield folded


#: A telephone number of fewer digits is no secret, and is part of too many other numbers.
_SHORTEST_NUMBER = 6
#: Codes of countries have at most this many digits.
_LONGEST_CODE = 3
#: A name has at least two words; with more than three, nobody tries all orders.
_FEWEST_WORDS, _MOST_WORDS = 2, 3


def _national(number: str) -> Iterator[str]:
    """Yield the forms of a telephone number without the code of its country, which has one to three digits."""
    digits = "".join(filter(str.isdigit, number.replace("(0)", "")))
    yield digits
    separated = number.strip(" (+").replace("(0)", "")
    code = next((place for place, character in enumerate(separated) if not character.isdigit()), 0)
    lengths = (code,) if 0 < code <= _LONGEST_CODE else range(1, _LONGEST_CODE + 1)
    yield from (digits[length:] for length in lengths if len(digits) - length >= _SHORTEST_NUMBER)


def _names(name: str) -> Iterator[str]:
    """Yield a name in Latin letters in other orders, and with initials instead of first names."""
    words = name.replace(",", " ").split()
    if len(words) < _FEWEST_WORDS or script_of(name) != "Latin":
        return
    if len(words) <= _MOST_WORDS:
        yield from map(" ".join, permutations(words))
    initials = " ".join(word[0] for word in words[:-1])
    yield f"{initials} {words[-1]}"
    yield f"{words[-1]} {initials}"


def _token(content: str, first: int, last: int) -> str:
    """Return the stretch without spaces around a match."""
    start = max(content.rfind(space, 0, first) for space in " \n") + 1
    ends = [end for space in " \n" if (end := content.find(space, last)) >= 0]
    return content[start : min(ends, default=len(content))].strip(".,;:!?_")


def _with_sign(content: str, first: int) -> int:
    """Return the start of a match, or of what is dialled before its digits: zeros, a plus sign, a bracket."""
    start = first
    while start and content[first].isdigit() and content[start - 1] in "0+(":
        start -= 1
    # Zeros that belong to a longer number stay with it.
    return first if start and content[start - 1].isdigit() else start


def _fold(content: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a string without case and width, and the place of each."""
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


def _is_whole(content: str, first: int, last: int) -> bool:
    """Whether a match begins and ends with words; each ideograph is a word."""
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
        first, last = joined.pop() if joined and start <= joined[-1][1] else (start, stop)
        joined.append((first, max(stop, last)))
    return joined
