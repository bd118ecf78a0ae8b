"""Taking a value out of everything: out of its field, out of other texts, links, messages and file names.

A value is searched by its letters and digits alone, whatever the case, the spaces and the punctuation between
them, so that `+86 138-0000` is found in `tel:+861380000` and `Stuart Lau` in `github.com/stuartlau`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.locale.scripts import script_of, script_of_character
from resume_cli.locale.wording import wording
from resume_cli.profile.model import FieldKind, Item, LocalizedText, Profile, declarations
from resume_cli.select.walk import AnyItem, Where, attribute_of, change_texts

if TYPE_CHECKING:
    from resume_cli.errors import Problem

#: Parts of a branch that identify nobody: their values leave their own place only.
_COMMON = frozenset({"country_code", "network", "office", "status", "type"})
#: Fields that hold the names of people, who are known by other orders and by their initials as well.
_PEOPLE = frozenset({("basics", "name"), ("basics", "aka"), ("publications", "authors"), ("patents", "inventors"),
                     ("references", "name")})  # fmt: skip
#: Lists of people keep the place of a hidden name, so that nobody's share looks larger than it is.
_AUTHORS = frozenset({("publications", "authors"), ("patents", "inventors")})
_NAME: Where = ("basics", "name")
#: From this length on, a value is found inside longer words of an address as well.
_INSIDE_ADDRESSES = 5
#: From this length on, a value is found inside longer words as it was typed: `Apple` in `AppleScript`.
_INSIDE_WORDS = 3
_ADDRESSES = frozenset({FieldKind.LINK, FieldKind.LINKS})
_MARKED = frozenset({FieldKind.MARKUP, FieldKind.BULLETS})
_MARKED_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?((?:[^\s()]|\([^\s()]*\)){0,2048})(?:\s[^()]{0,256})?\)")


class Redaction(Struct, frozen=True):
    """What must not appear: the fields that are emptied, and the values that are searched for everywhere else.

    `values` are the redacted texts as they were typed; `needles` are their letters and digits. Those that are
    `unbroken` were typed as one word and are meant as one: the account `stuartlau` is not the name Stuart Lau.
    """

    fields: frozenset[Where] = frozenset()
    values: frozenset[str] = frozenset()
    needles: tuple[str, ...] = ()
    unbroken: frozenset[str] = frozenset()
    mark: str = ""

    def __repr__(self) -> str:
        """Keep the values out of messages and tracebacks."""
        return "Redaction(…)"

    @classmethod
    def of(cls, profile: Profile, paths: Iterable[str], language: str) -> Redaction:
        """Return the redaction of the fields that paths such as `basics.name` name, in all languages of the file."""
        fields = {_where(path) for path in paths if path}
        if _NAME in fields:
            fields.add(("basics", "aka"))
        values = {value: at in _PEOPLE for where in sorted(fields) for at, value in _values(profile, where)}
        own: set[str] = set()
        if not cls(frozenset(fields)).hides(*_NAME):
            # The authors of a paper may be hidden without hiding whose résumé this is.
            own.update(needle for _, name in _values(profile, _NAME) for needle in _needles(name, is_person=True))
        needles: dict[str, bool] = {}
        for value, is_person in values.items():
            found = set(_needles(value, is_person=is_person))
            one_word = not is_person and len(value.split()) == 1
            if one_word or not found & own:
                for needle in found:
                    needles[needle] = needles.get(needle, True) and one_word and not needle.isdigit()
        return cls(
            fields=frozenset(fields),
            values=frozenset(values),
            needles=tuple(sorted(needles, key=lambda needle: (-len(needle), needle))),
            unbroken=frozenset(needle for needle, one_word in needles.items() if one_word),
            mark=wording(language).label("redacted"),
        )

    def hides(self, *where: str) -> bool:
        """Tell whether a field is emptied, itself or with the branch it stands in."""
        return any(where[: len(field)] == field for field in self.fields)

    def clean(self, item: AnyItem, where: Where) -> AnyItem:
        """Return an item without the redacted fields and values."""
        if not self.fields:
            return item
        return _without_fields(change_texts(item, self._text, where), where, self)

    def _text(self, text: LocalizedText, kind: FieldKind, where: Where) -> LocalizedText | None:
        content = text.content
        if kind in _ADDRESSES or where[-1] in {"email", "username"}:
            return None if self.is_in_address(content) else text
        if kind in _MARKED and "](" in content:
            content = _MARKED_LINK.sub(self._unlinked, content)
        cleaned = self.replaced(content, self.mark)
        if cleaned == text.content:
            return text
        if where not in _AUTHORS and not any(map(str.isalnum, cleaned.replace(self.mark, ""))):
            return None
        if kind in _MARKED:
            # A bracket that follows would make a link of the mark's own brackets.
            cleaned = cleaned.replace(f"{self.mark}(", f"{self.mark} (")
        return replace(text, values=((text.language, cleaned),))

    def _unlinked(self, link: re.Match[str]) -> str:
        return link[1] if self.is_in_address(link[2]) else link[0]

    def is_in_address(self, address: str) -> bool:
        """Tell whether an address tells what is redacted."""
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
        """Return where redacted values stand in a string, sorted and without overlaps."""
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
        """Tell whether a match is meant: whole words, a part of an address, or exactly what was typed."""
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
    return replace(item, **changes) if changes else item


def _where(path: str) -> Where:
    """Return a path as people write it (`work[].startDate`) as attribute names."""
    parts = path.replace("[]", "").replace("[", ".").replace("]", "").split(".")
    return tuple(attribute_of(part) for part in parts if part and not part.isdigit())


def _values(profile: Profile, where: Where) -> Iterator[tuple[Where, str]]:
    """Yield every text at a place or within, in all languages, with the place it stands at."""
    if where[0] in declarations(Profile):
        yield from _in(profile, where, ())
    else:
        # Sections of one's own are known by their id.
        own = (section.entries for section in profile.sections if attribute_of(section.id) == where[0])
        yield from _in(tuple(own), where[1:], where[:1])


def _in(value: object, rest: Where, at: Where) -> Iterator[tuple[Where, str]]:
    match value:
        case LocalizedText(values=values):
            if not rest:
                yield from ((at, content) for _, content in values)
        case Item():
            within = rest[:1] or tuple(name for name in declarations(type(value)) if name not in _COMMON)
            for attribute in within:
                yield from _in(getattr(value, attribute), rest[1:], (*at, attribute))
        case tuple():
            for each in value:
                yield from _in(each, rest, at)


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


#: A telephone number of fewer digits is no secret, and stands in too many other numbers.
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
    """Return the start of a match, or of what dials before its digits: zeros, a plus sign, a bracket."""
    start = first
    while start and content[first].isdigit() and content[start - 1] in "0+(":
        start -= 1
    # Zeros that belong to a longer number stay with it.
    return first if start and content[start - 1].isdigit() else start


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
