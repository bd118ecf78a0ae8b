"""The functions shared by both formats, which find elements by local names and fill entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.interchange import prose
from resume_cli.interchange.translation import is_filled, is_scalar, scalar
from resume_cli.output.report import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

    from resume_cli.interchange.draft import Draft

Entry = dict[str, object]
_LANGUAGES = {"bul": "bg", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et",
              "fin": "fi", "fra": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "isl": "is", "ita": "it", "lav": "lv",
              "lit": "lt", "mlt": "mt", "nld": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru",
              "slk": "sk", "slv": "sl", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "ara": "ar", "zho": "zh",
              "jpn": "ja", "kor": "ko"}  # fmt: skip


def from_json(name: str, value: object) -> _Element:
    """Return JSON as an element, with an element around each list and attributes for a date, as in the XML format."""
    from lxml import etree

    element = etree.Element(name)
    if name in {"From", "To", "Birthdate"} and isinstance(value, Mapping):
        dashes = {"Year": "", "Month": "--", "Day": "---"}
        for part in dashes.keys() & value.keys():
            element.set(part.lower(), f"{dashes[part]}{scalar(value[part])}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "Locale":
                element.set("locale", scalar(inner))
            elif isinstance(inner, list):
                around = etree.SubElement(element, f"{key}List" if key != "Description" else key)
                around.extend(from_json(key if key != "Description" else "Licence", each) for each in inner)
            elif is_filled(inner) and re.fullmatch(r"[A-Za-z_]\w*", key):
                element.append(from_json(key, inner))
    elif is_scalar(value):
        element.text = printable(scalar(value), keep="\n\t")
    return element


class Tree:
    """An element from which texts are taken; `rest` notes the remaining texts as lost."""

    def __init__(self, element: _Element, draft: Draft) -> None:
        self.element = element
        self.draft = draft

    def all(self, path: str) -> list[Tree]:
        """Return the elements at a path of local names, such as `Skills/Driving`."""
        found = [self.element]
        for step in path.split("/"):
            found = [child for each in found for child in each if local_name(child) == step]
        return [Tree(each, self.draft) for each in found]

    def one(self, path: str) -> Tree | None:
        """Return the first element at a path, or None."""
        return next(iter(self.all(path)), None)

    def text(self, *paths: str) -> str:
        """Remove and return the first text at one of these paths, or return ""."""
        for path in paths:
            for each in self.all(path):
                text = (each.element.text or "").strip()
                if text:
                    each.element.text = None
                    return text
        return ""

    def moved(self, path: str, target: str) -> str:
        """Remove and return the text at a path, with a note of its target, because the profile has other words."""
        text = self.text(path)
        if text:
            self.draft.note(
                "renamed", (*path_of(self.element), *path.split("/")), target, text, "in the form of profiles"
            )
        return text

    def texts(self, path: str) -> list[str]:
        """Remove and return the texts of all elements at a path."""
        return [text for each in self.all(path) if (text := each.take())]

    def take(self) -> str:
        """Remove and return the text of this element."""
        text = (self.element.text or "").strip()
        self.element.text = None
        return text

    def drop(self, path: str, why: str) -> None:
        """Note the texts in the elements at a path as lost, with a reason."""
        for each in self.all(path):
            each.rest(why)

    def rest(self, why: str = "profiles have no place for it") -> None:
        """Note the remaining texts in this element as lost."""
        for element in self.element.iter():
            text = (element.text or "").strip() if isinstance(element.tag, str) else ""
            if text:
                self.draft.note("lost", path_of(element), value=text, message=why)
                element.text = None


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace, or "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def path_of(element: _Element) -> tuple[str, ...]:
    """Return the local names of the elements from the root to an element."""
    return tuple(reversed([local_name(element), *(local_name(each) for each in element.iterancestors())]))


def put(entry: Entry, **values: object) -> None:
    """Set keys of an entry, except those with empty values."""
    entry.update({key: value for key, value in values.items() if value})


def prose_of(entry: Entry, html: str, text: str = "summary", bullets: str = "highlights") -> None:
    """Set the paragraphs and bullets of an entry from a description in HTML."""
    found = prose.from_html(html)
    put(entry, **{text: found.text, bullets: found.bullets})


def header(draft: Draft) -> Entry:
    """Return the `basics` of a draft."""
    basics: Entry = draft.profile.setdefault("basics", {})
    return basics


def single(values: list[str]) -> object:
    """Return the only value of a list, or else the list itself."""
    return values[0] if len(values) == 1 else values


def fluency(grades: dict[str, str], draft: Draft, name: str) -> Entry:
    """Return one fluency for the grades of several skills; if they differ, its text names each skill."""
    found = {re.sub(r"^CEF-|-Production$", "", key).replace("-", " "): grade for key, grade in grades.items() if grade}
    if not found:
        return {}
    if len(set(found.values())) == 1:
        return {"fluency": next(iter(found.values()))}
    text = ", ".join(f"{key.split()[-1].lower()} {grade}" for key, grade in found.items())
    at = f"languages[{len(draft.section('languages'))}].fluency"
    draft.note("guessed", ("languages", name), at, text, "the grades of several skills, as one text")
    return {"fluency": text}


def language(code: str) -> str:
    """Return the English name of a language from its code; any other word is returned unchanged."""
    from resume_cli.locale.languages import english_name

    return english_name(_LANGUAGES.get(code.lower(), code)) or code
