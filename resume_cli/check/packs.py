"""Rule packs, which describe the requirements of a country, a programme or an employer as data.

A pack is a TOML file. `title`, `authority`, `address` and `date` name the source of its rules. Each of `rules` has
`says`, a sentence about the requirement, and at least one demand, a key of `DEMANDS`. A rule from another source has
its own `authority`, `address` and `date`. The built-in packs are in `packs/`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, ValidationError, convert

from resume_cli.check.looks import text_size
from resume_cli.errors import InputError, Problem, ThemeError, UsageError
from resume_cli.profile.fields import fields_of, keys_of, name_of
from resume_cli.profile.model import SECTIONS, Profile, texts
from resume_cli.suggestions import did_you_mean
from resume_cli.theme.tokens import POINTS, Length, read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resume_cli.check.subject import Subject
    from resume_cli.errors import FieldPath
    from resume_cli.profile.values import Date

_FOLDER = Path(__file__).with_name("packs")
_LARGEST = 1 << 18
_CEFR = re.compile(r"\b[ABC][12]\b", re.ASCII)
_NATIVE = re.compile(r"native|mother tongue|muttersprach|maternelle|materna|母语|母語|ネイティブ", re.IGNORECASE)
_SOURCE = ("authority", "date", "address")
#: The tokens for the margins above and below the text (`block`) and at its sides (`inline`), as in CSS.
_SIDES = {"block": "margin-block", "inline": "margin-inline"}
#: The tolerance in points, because sizes are measured.
_NEARLY = 0.05


class Entries(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A demand on each entry of a section: the `fields` it must have, and phrases of which its texts must contain one.

    A field may be a choice of several: `doi|url`.
    """

    section: str
    fields: tuple[str, ...] = ()
    any_phrase: tuple[str, ...] = ()


class Requirement(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """One rule: the sentence `says`, its demands, and its source if that differs from the source of the pack."""

    says: str
    authority: str = ""
    address: str = ""
    date: str = ""
    pages: int | None = None
    margins: dict[Literal["block", "inline"], str] | None = None
    type_size: str | None = None
    paper: Literal["A4", "Letter"] | None = None
    photo: Literal["required", "none"] | None = None
    contacts: tuple[str, ...] | None = None
    details: tuple[str, ...] | None = None
    no_details: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None
    entries: Entries | None = None
    months: tuple[str, ...] | None = None
    newest_first: tuple[str, ...] | None = None
    cefr: bool | None = None


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule pack: the source of its rules, and the rules."""

    title: str
    authority: str
    address: str
    date: str
    rules: tuple[Requirement, ...]
    name: str = ""


def pack_names() -> tuple[str, ...]:
    """Return the names of the built-in packs."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def load_pack(name: str) -> Pack:
    """Return the pack with a name or in a file; raises UsageError, InputError, or ThemeError for an invalid pack."""
    is_file = name.lower().endswith(".toml")
    name = name if is_file else name.strip().lower().replace("_", "-").replace(" ", "")
    if not is_file and name not in pack_names():
        hint = did_you_mean(name, pack_names()) or f"the packs are {', '.join(pack_names())}"
        raise UsageError(f"there is no rule pack `{name}`", hint=f"{hint}; one of your own is given as NAME.toml")
    path = Path(name) if is_file else _FOLDER / f"{name}.toml"
    try:
        if path.stat().st_size > _LARGEST or not path.is_file():
            raise InputError(f"{name} is not a file of up to 256 KiB")
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        pack = convert({**data, "name": path.stem}, Pack)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValidationError) as error:
        raise ThemeError(f"the rule pack {name} is wrong: {error}", hint="docs/check.md describes the form") from error
    for each in pack.rules:
        if fault := _fault(each):
            raise ThemeError(f"the rule pack {name} is wrong: the rule `{each.says}` {fault[0]}", hint=fault[1])
    return pack


def _fault(rule: Requirement) -> tuple[str, str] | None:
    """Return a message and a hint about a fault in a rule whose values have the right types, or None."""
    if not any(getattr(rule, demand) is not None for demand in DEMANDS):
        return "demands nothing", ""
    named = [*(rule.months or ()), *(rule.newest_first or ()), *([rule.entries.section] if rule.entries else ())]
    for section in (*named, *(rule.sections or ())):
        if section not in SECTIONS and not (section == "summary" and section not in named):
            return f"names `{section}`, which is not a section", did_you_mean(section, SECTIONS)
    if rule.entries:
        keys = keys_of(fields_of(Profile)[rule.entries.section].of or Profile)
        for key in (each for name in rule.entries.fields for each in name.split("|")):
            if key not in keys:
                return f"names `{key}`, which is not a field of `{rule.entries.section}`", did_you_mean(key, keys)
    return None


def requirements(pack: Pack, subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each requirement of a pack that the subject does not meet."""
    for rule in pack.rules:
        for demand, find in DEMANDS.items():
            wanted = getattr(rule, demand)
            for message, path in find(wanted, subject) if wanted is not None else ():
                authority, date, address = (getattr(rule, key) or getattr(pack, key) for key in _SOURCE)
                source = f"{authority}, {date}: {rule.says} ({address})"
                yield Problem("requirement", f"{pack.name}: {message}", path, hint=source)


def _pages(most: int, subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    output = subject.outputs.get("pdf")
    if output and output.pages and output.pages > most:
        yield f"{output.pages} pages, where {most} are allowed", ("meta",)


def _margins(least: dict[str, str], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for side, wanted in least.items():
        given, needed = subject.theme.length(_SIDES[side]), _length(_SIDES[side], wanted)
        if given.points < needed.points - _NEARLY:
            told = Length(round(given.points / POINTS[needed.unit], 2), needed.unit)
            yield f"the margin ({side}) is {told}, where {wanted} are needed", ("meta", "tokens")


def _type_size(least: str, subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    size = text_size(subject)
    if size and size < _length("body-size", least).points - _NEARLY:
        yield f"running text is set in {size:.1f}pt, where {least} are needed", ("meta", "tokens")


def _length(token: str, text: str) -> Length:
    """Return a length, which is read like a token of a theme; raises ThemeError for an invalid one."""
    found = read_tokens({token: text}, "a rule pack")[token]
    return found if isinstance(found, Length) else Length(0, "pt")


def _paper(wanted: str, subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    if subject.document.paper != wanted:
        yield f"the paper is {subject.document.paper}, not {wanted}", ("meta",)


def _photo(wanted: str, subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    photo = subject.document.header.photo
    if wanted == "none" and photo:
        yield "there is a photo, which is not wanted", ("basics", "image")
    if wanted == "required" and not photo:
        yield "there is no photo", ("basics",)


def _contacts(wanted: tuple[str, ...], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    given = {contact.kind for contact in subject.composition.document.header.contacts}
    for kind in wanted:
        if kind not in given:
            yield f"`{kind}` is not given", ("basics",)


def _details(wanted: tuple[str, ...], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for key in wanted:
        if key not in subject.profile.basics.details:
            yield f"`basics.details.{key}` is not given", ("basics",)


def _no_details(unwanted: tuple[str, ...], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for key in unwanted:
        if key in subject.profile.basics.details:
            yield f"`basics.details.{key}` is given, and not asked for", ("basics", "details", key)


def _sections(wanted: tuple[str, ...], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for name in wanted:
        given = subject.profile.basics.summary if name == "summary" else getattr(subject.profile, name, ())
        if not given:
            yield f"there is no `{name}`", ()


def _entries(wanted: Entries, subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for index, entry in enumerate(getattr(subject.profile, wanted.section, ())):
        path = _path(entry, (wanted.section, index))
        parts = getattr(entry, "roles", ()) or (entry,)
        for name in wanted.fields:
            choices = [name_of(each) for each in name.split("|")]
            if not any(getattr(each, choice, None) for each in (entry, *parts) for choice in choices):
                yield f"an entry of `{wanted.section}` has no `{name.replace('|', '` or `')}`", path
        words = " ".join(text.content for text in texts(entry)).casefold()
        if wanted.any_phrase and not any(phrase.casefold() in words for phrase in wanted.any_phrase):
            yield f"an entry of `{wanted.section}` does not say `{wanted.any_phrase[0]}`", path


def _months(wanted: tuple[str, ...], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for section in wanted:
        for entry in getattr(subject.profile, section, ()):
            for item in (entry, *getattr(entry, "roles", ())):
                for when in (getattr(item, "start_date", None), getattr(item, "end_date", None)):
                    if when is not None and when.month is None and not when.ongoing:
                        yield f"`{when.text}` has no month", when.path


def _newest_first(wanted: tuple[str, ...], subject: Subject) -> Iterator[tuple[str, FieldPath]]:
    for section in wanted:
        earlier: Date | None = None
        for entry in getattr(subject.profile, section, ()):
            start = getattr(entry, "start_date", None)
            if start is None or start.year is None:
                continue
            if earlier is not None and (start.year, start.month or 0) > (earlier.year or 0, earlier.month or 12):
                yield f"an entry of `{section}` is newer than the one before it", start.path
            earlier = start


def _cefr(wanted: bool, subject: Subject) -> Iterator[tuple[str, FieldPath]]:  # noqa: FBT001 - a value of the file
    for index, language in enumerate(subject.profile.languages if wanted else ()):
        fluency = language.fluency.content if language.fluency else ""
        if not _CEFR.search(fluency) and not _NATIVE.search(fluency):
            yield "a language has no level from A1 to C2", _path(language, ("languages", index))


def _path(entry: Any, otherwise: FieldPath) -> FieldPath:  # noqa: ANN401 - an entry of any section
    """Return the path of an entry in the file, from its first text, because variants hide entries and shift indexes."""
    first = next(texts(entry), None)
    return first.path[:2] if first is not None and len(first.path) > 1 else otherwise


#: The demands of rules, each with a function that yields a message and a path for every violation.
DEMANDS: dict[str, Callable[[Any, Subject], Iterator[tuple[str, FieldPath]]]] = {
    "pages": _pages,
    "margins": _margins,
    "type_size": _type_size,
    "paper": _paper,
    "photo": _photo,
    "contacts": _contacts,
    "details": _details,
    "no_details": _no_details,
    "sections": _sections,
    "entries": _entries,
    "months": _months,
    "newest_first": _newest_first,
    "cefr": _cefr,
}
