"""Remove redacted values from every text and from anything derived from them.

Names, numbers and addresses are searched for in every field and language of the profile, in their various spellings
(`spellings.py`, `numbers.py`), in texts from the file but never in dates or in this program's own labels.
In Markdown, words are replaced in the parsed text, so that marks stay intact (`marked.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import FieldPath, Problem
from resume_cli.locale.wording import wording
from resume_cli.profile.fields import AnyItem, FieldKind, Item, fields_of, name_of
from resume_cli.profile.model import Basics, Profile, Work
from resume_cli.profile.values import LocalizedText
from resume_cli.select import numbers, spellings
from resume_cli.select.marked import Spans, cut, joined, rewritten
from resume_cli.select.spellings import Folded, Person, fold, squashed

#: A path in the profile, with an index if it refers to one entry of a list: ("work", 0, "name").
At: TypeAlias = tuple[str | int, ...]
#: The names of fields from the root of the profile down, without indexes: ("work", "roles", "position").
FieldNames: TypeAlias = tuple[str, ...]

#: Fields of a branch that identify nobody, whose values are removed only from the field itself.
_COMMON = frozenset({"country_code", "network", "office", "status", "type"})
#: Fields with names of people, which may also appear in other orders or with initials.
_PEOPLE = frozenset({("basics", "name"), ("basics", "aka"), ("publications", "authors"), ("patents", "inventors"),
                     ("references", "name")})  # fmt: skip
#: Lists of people that keep the place of a hidden name, so that nobody's share looks larger than it is.
_AUTHORS = frozenset({("publications", "authors"), ("patents", "inventors")})
_NAME: FieldNames = ("basics", "name")
#: Links to a home page, whose host belongs to that person or organization.
_HOMES = frozenset(
    {("basics", "url"), ("work", "url"), ("volunteer", "url"), ("education", "url"), ("references", "url")}
)
#: The shortest value that is also found at the start of longer words in an address, in characters.
_INSIDE_ADDRESSES = 5
#: The shortest value that is also found inside longer words in scripts without spaces, in characters.
_INSIDE_WORDS = 3
_ADDRESSES = frozenset({FieldKind.LINK, FieldKind.LINKS})
_MARKED = frozenset({FieldKind.MARKUP, FieldKind.BULLETS})
#: The field that names an entry. If it is hidden, the entry's URL is too, since it would reveal the name.
_NAMING = {
    "volunteer": "organization",
    "education": "institution",
    "awards": "title",
    "patents": "title",
    "talks": "title",
}
_QUOTED = re.compile(r"`[^`\n]+`")
_STEP = re.compile(r"\[(\d*)\]|([^.\[\]]+)")


class Redaction(Struct, frozen=True):
    """The fields to empty and the values to remove everywhere else.

    `words` maps the squashed letters of other redacted texts to their original spellings. `spared` are words of
    the calendar and of labels, which are not names by themselves. `doubts` is filled while texts are cleaned with
    the paths of words left in place that may be part of a name.
    """

    fields: frozenset[At] = frozenset()
    people: tuple[Person, ...] = ()
    addresses: tuple[numbers.Address, ...] = ()
    digits: frozenset[str] = frozenset()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spared: frozenset[str] = frozenset()
    mark: str = ""
    doubts: dict[FieldPath, None] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Keep the values out of messages and tracebacks."""
        return "Redaction(…)"

    @classmethod
    def of(cls, profile: Profile, paths: Iterable[str], language: str) -> Redaction:
        """Return the redaction for paths such as `basics.name`, in all languages of the file."""
        fields = {_where(path) for path in paths if path}
        if _NAME in fields:
            fields.add(("basics", "aka"))
        if not fields:
            return cls()
        words = wording(language)
        hidden = cls(frozenset(fields))
        own: set[str] = set()
        if not hidden.hides(*_NAME):
            # Authors of a publication may be hidden while the person's own name is shown.
            names = [name for where in (_NAME, ("basics", "aka")) for _, name in _values(profile, where)]
            own = {word for name in names for word in map(squashed, name.replace(",", " ").split())}
        found = _Found(own)
        for at, value in dict.fromkeys(pair for where in sorted(fields, key=str) for pair in _values(profile, where)):
            found.add(at, value)
        return replace(
            hidden,
            people=tuple(dict.fromkeys(found.people)),
            addresses=tuple(dict.fromkeys(found.addresses)),
            digits=frozenset(found.digits),
            words={squash: frozenset(typed) for squash, typed in found.words.items()},
            spared=frozenset(_words_of_ours(words)),
            mark=words.label("redacted"),
        )

    def hides(self, *where: str | int) -> bool:
        """Return whether a field or an enclosing field is emptied, in all entries unless an index is included."""
        return any(_covers(pattern, where) for pattern in self.fields)

    def clean(self, item: AnyItem, where: FieldNames) -> AnyItem:
        """Return an item without the redacted fields and values."""
        if not self.fields:
            return item
        index = next((step for step in reversed(item.path) if isinstance(step, int)), None)
        is_entry = len(where) == 1 and where[0] not in {"basics", "meta", "sections"} and index is not None
        at: At = (*where, index) if is_entry and index is not None else where
        if is_entry and getattr(item, "url", None) is not None and self.hides(*at, _NAMING.get(where[0], "name")):
            item = replace(item, url=None)
        return self._item(item, at)

    def _item(self, item: AnyItem, at: At) -> AnyItem:
        changes: dict[str, Any] = {}
        for attribute, declared in fields_of(type(item)).items():
            value = getattr(item, attribute)
            if not value or attribute == "tags":
                continue
            changed = self._value(value, declared.kind, (*at, attribute))
            if changed is not value:
                changes[attribute] = changed
        return replace(item, **changes) if changes else item

    def _value(self, value: Any, kind: FieldKind, at: At) -> Any:  # noqa: ANN401 - of any field
        if self.hides(*at):
            return () if isinstance(value, tuple) else {} if isinstance(value, Mapping) else None
        match value:
            case LocalizedText(highlights=highlights):
                text = self._text(value, kind, at)
                within = self._value(highlights, kind, at) if highlights else ()
                # Nested bullets need a parent, so an emptied text keeps the mark.
                text = text or (replace(value, values=((value.language, self.mark),)) if within else None)
                return replace(text, highlights=within) if text and highlights else text
            case Item():
                return self._item(value, at)
            case tuple():
                kept = (self._value(each, kind, (*at, _index(each, place))) for place, each in enumerate(value))
                return tuple(each for each in kept if each is not None)
            case Mapping():
                return {
                    key: new
                    for key, old in value.items()
                    if (new := self._value(old, kind, (*at, name_of(key)))) is not None
                }
            case _:
                return value

    def _text(self, text: LocalizedText, kind: FieldKind, at: At) -> LocalizedText | None:
        where = tuple(step for step in at if isinstance(step, str))
        content = text.content
        if kind in _ADDRESSES or where[-1] in {"email", "username"}:
            return None if self.is_in_address(content) else text
        if kind in _MARKED:
            cleaned = rewritten(content, lambda words: self._spans(words, text.path), self.is_in_address, self.mark)
        else:
            cleaned = cut(content, self._spans(content, text.path), self.mark)
        if cleaned == content:
            return text
        if where not in _AUTHORS and not any(map(str.isalnum, cleaned.replace(self.mark, ""))):
            return None
        return replace(text, values=((text.language, cleaned),))

    def is_in_address(self, address: str) -> bool:
        """Return whether an address reveals a redacted value."""
        if "%" in address:
            from urllib.parse import unquote

            address = unquote(address)
        folded = fold(address)
        text = folded.text
        if any(each.is_in_address(text, self.spared) for each in self.people):
            return True
        spans = (numbers.numbers_in(text, self.digits), *(each.spans(text) for each in self.addresses))
        return any(True for found in (*spans, self._words(folded, in_address=True)) for _ in found)

    def replaced(self, content: str, mark: str) -> str:
        """Return a string with every redacted value replaced by a mark."""
        return cut(content, self._spans(content), mark) if self.fields else content

    def _spans(self, content: str, path: FieldPath | None = None) -> Spans:
        """Return the spans of redacted values in a string, sorted and joined. An address is one span."""
        folded = fold(content)
        text = folded.text
        found, doubts = spellings.people_in(folded, self.people, self.spared)
        found += numbers.numbers_in(text, self.digits)
        found += (span for each in self.addresses if each.in_texts for span in each.spans(text))
        found += self._words(folded, in_address=False)
        doubts += self._humps(folded)
        for match in numbers.ADDRESSES.finditer(text):
            start, stop = match.span()
            if any(first < stop and start < last for first, last in found) or self.is_in_address(match.group()):
                found.append((start, stop))
        if doubts and path is not None:
            self.doubts[path] = None
        return joined(content, sorted(folded.span(*span) for span in found if span[0] < span[1]))

    def _words(self, folded: Folded, *, in_address: bool) -> Iterator[tuple[int, int]]:
        """Yield the spans of other redacted texts, as whole words or with the exact original spelling."""
        places = [place for place, letter in enumerate(folded.text) if letter.isalnum()]
        letters = "".join(folded.text[place] for place in places)
        for squash, typed in self.words.items():
            at = letters.find(squash)
            while at >= 0:
                start, stop = places[at], places[at + len(squash) - 1] + 1
                first, last = folded.span(start, stop)
                begins = not start or not folded.text[start - 1].isalnum()
                exact = not squash.isascii() and folded.content[first:last] in typed and len(squash) >= _INSIDE_WORDS
                inside = in_address and begins and len(squash) >= _INSIDE_ADDRESSES
                if folded.is_whole(start, stop) or exact or inside:
                    yield start, stop
                at = letters.find(squash, at + 1)

    def _humps(self, folded: Folded) -> list[str]:
        """Return redacted words that begin a longer word, which is kept: `Apple` in `AppleScript`."""
        typed = {each for spellings in self.words.values() for each in spellings if len(each) >= _INSIDE_WORDS}
        return [each for each in typed if re.search(rf"\b{re.escape(each)}[A-Z]", folded.content)]

    def without(self, content: str) -> str:
        """Return a string, such as a file name, without redacted values, including parts of names in lower case."""
        if not self.fields:
            return content
        folded = fold(content)
        found, _ = spellings.people_in(folded, self.people, frozenset())
        found += numbers.numbers_in(folded.text, self.digits)
        found += (span for each in self.addresses for span in each.spans(folded.text))
        found += self._words(folded, in_address=True)
        for match in spellings.WORDS.finditer(folded.text):
            if any(each.is_in_address(match.group(), frozenset()) for each in self.people):
                found.append(match.span())
        return cut(content, joined(content, sorted(folded.span(*span) for span in found)), "")

    def file_name(self, name: str) -> str:
        """Return a file name without redacted values: `cv/stuart-lau.yaml` becomes `cv/resume.yaml`."""
        if self.without(name) == name:
            return name
        folder, slash, file = name.rpartition("/")
        stem, dot, suffix = file.rpartition(".") if "." in file else (file, "", "")
        return f"{self.without(folder)}{slash}{self.without(stem).strip('-_. ') or 'resume'}{dot}{suffix}"

    def problems(self) -> tuple[Problem, ...]:
        """Return a warning for each text that retains a word that may be part of a redacted name."""
        message = "a word here may be part of a redacted name, and stays"
        hint = "reword the text, or add the spelling to `basics.aka` if it is the name"
        return tuple(Problem("redaction-doubtful", message, path, hint=hint) for path in self.doubts)

    def clean_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems without redacted values."""
        return tuple(map(self._problem, problems)) if self.fields else tuple(problems)

    def _said(self, message: str) -> str:
        """Return a message without redacted values and without keys that contain part of a name."""
        said = self.replaced(message, self.mark)
        return _QUOTED.sub(lambda each: each[0] if self.without(each[0]) == each[0] else f"`{self.mark}`", said)

    def _problem(self, problem: Problem) -> Problem:
        place = problem.position
        if place is not None:
            place = replace(place, file=self.file_name(place.file), source=self.replaced(place.source, self.mark))
        return replace(
            problem,
            message=self._said(problem.message),
            hint=self._said(problem.hint),
            path=tuple(self.mark if isinstance(at, str) and self.without(at) != at else at for at in problem.path),
            position=place,
        )


class _Found(Struct):
    """The spellings of all redacted values. `own` holds the words of the person's name if it is not hidden."""

    own: set[str]
    people: list[Person] = field(default_factory=list)
    addresses: list[numbers.Address] = field(default_factory=list)
    digits: set[str] = field(default_factory=set)
    words: dict[str, set[str]] = field(default_factory=dict)

    def add(self, where: FieldNames, value: str) -> None:
        """Add the spellings of one value, by what its field holds."""
        name = where[-1]
        if where in _PEOPLE:
            self._person(where, value)
        elif name == "phone":
            telling = numbers.telling_digits(value)
            self.digits |= telling
            if not telling:
                self._word(value)
        elif name == "email":
            self.addresses += numbers.mail_addresses(value)
        elif name == "username":
            account = numbers.account_name(value)
            self.addresses += [account] if account else []
        elif name in {"url", "more", "canonical"}:
            page = numbers.web_address(value, is_home=where in _HOMES)
            self.addresses += [page] if page else []
        else:
            self._word(value)

    def _person(self, where: FieldNames, value: str) -> None:
        words = {squashed(word) for word in value.replace(",", " ").split()}
        if words and words <= self.own:
            return
        found = spellings.person(value)
        # The surnames of authors are not searched for alone, since they are often other people's or ordinary words.
        self.people.append(replace(found, parts=frozenset() if where in _AUTHORS else found.parts - self.own))
        if not found.patterns and not found.parts:
            self._word(value)

    def _word(self, value: str) -> None:
        if squash := squashed(value):
            self.words.setdefault(squash, set()).add(value)


def _words_of_ours(words: Any) -> Iterator[str]:  # noqa: ANN401 - a Locale
    for each in words.calendar_words():
        yield squashed(each)
    for table in ("labels", "details", "sections", "status", "dates"):
        for said in words.tables.get(table, {}).values():
            if isinstance(said, str):
                yield from map(squashed, re.sub(r"\{\w*\}", " ", said).split())


def _index(value: object, place: int) -> int:
    path = getattr(value, "path", ())
    return next((step for step in reversed(path) if isinstance(step, int)), place) if len(path) > 1 else place


def _covers(pattern: At, at: At) -> bool:
    """Return whether a path matches a pattern or lies within it. Without an index, a pattern matches every entry."""
    position = 0
    for step in pattern:
        if isinstance(step, str):
            while position < len(at) and isinstance(at[position], int):
                position += 1
        if position >= len(at) or at[position] != step:
            return False
        position += 1
    return True


def _where(path: str) -> At:
    """Return the attributes and indexes of a path such as `work[].startDate` or `work[0].company`."""
    from resume_cli.profile.other_keys import detail, named

    steps: list[str | int] = []
    of: type[Item] | None = Profile
    for match in _STEP.finditer(path):
        index, name = match[1], match[2]
        if name is None or name.isdigit():
            digits = index if name is None else name
            steps += [int(digits)] if digits else []
            continue
        declared = named(of, name) if of is not None else None
        fact = detail(name) if of is Basics and not declared else ""
        steps += ["details", name_of(fact)] if fact else [declared.name if declared else name_of(name)]
        of = declared.of if declared else Work if of is Profile else None
    return tuple(steps)


def _values(profile: Profile, where: At) -> Iterator[tuple[FieldNames, str]]:
    """Yield every text at or within a path, in all languages, with the names of its own path."""
    if where[0] in fields_of(Profile):
        yield from _in(profile, where, ())
    else:
        # Custom sections are identified by their id.
        own = (entry for section in profile.sections if name_of(section.id) == where[0] for entry in section.entries)
        yield from _in(tuple(own), where[1:], (str(where[0]),))


def _in(value: object, rest: At, at: FieldNames) -> Iterator[tuple[FieldNames, str]]:
    match value:
        case LocalizedText(values=values, highlights=highlights):
            if not [step for step in rest if isinstance(step, str)]:
                yield from ((at, content) for _, content in values)
                yield from _in(highlights, (), at)
        case Item():
            within = rest[:1] or tuple(name for name in fields_of(type(value)) if name not in _COMMON)
            for attribute in within:
                if isinstance(attribute, str):
                    yield from _in(getattr(value, attribute, None), rest[1:], (*at, attribute))
        case tuple():
            one = rest[0] if rest and isinstance(rest[0], int) else None
            for each in value if one is None else value[one : one + 1]:
                yield from _in(each, rest if one is None else rest[1:], at)
        case Mapping():
            for key, each in value.items():
                if not rest or rest[0] in {key, name_of(str(key))}:
                    yield from _in(each, rest[1:], (*at, str(key)))
