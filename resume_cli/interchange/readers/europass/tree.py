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
#: The codes of ISO 639-2 for the languages of Europe and large ones elsewhere, each with that of ISO 639-1.
_LANGUAGES = dict(
    each.split(":")
    for each in """
    alb:sq sqi:sq ara:ar arm:hy hye:hy aze:az baq:eu eus:eu bel:be ben:bn bos:bs bre:br bul:bg bur:my mya:my
    cat:ca ces:cs cze:cs chi:zh zho:zh cmn:zh cym:cy wel:cy dan:da deu:de ger:de dut:nl nld:nl ell:el gre:el
    eng:en epo:eo est:et fao:fo fas:fa per:fa pes:fa fin:fi fra:fr fre:fr fry:fy geo:ka kat:ka gla:gd gle:ga
    glg:gl guj:gu hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu ice:is isl:is ind:id ita:it jav:jv jpn:ja kan:kn
    kaz:kk khm:km kir:ky kor:ko kur:ku lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mkd:mk mal:ml mar:mr may:ms
    msa:ms mlt:mt mon:mn nep:ne nno:nn nob:nb nor:no oci:oc pan:pa pol:pl por:pt roh:rm ron:ro rum:ro rus:ru
    sin:si slk:sk slo:sk slv:sl som:so spa:es srp:sr scc:sr scr:hr swa:sw swe:sv tam:ta tel:te tgk:tg tha:th
    tuk:tk tur:tr ukr:uk urd:ur uzb:uz vie:vi yid:yi zul:zu""".split()
)
#: Codes of the European Union that are not those of ISO 3166.
_COUNTRIES = {"EL": "GR", "UK": "GB"}


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
    found = {key: grade for key, grade in grades.items() if grade}
    if not found:
        return {}
    if len(set(found.values())) == 1:
        return {"fluency": next(iter(found.values()))}
    text = ", ".join(f"{_skill(key)} {grade}" for key, grade in found.items())
    at = f"languages[{len(draft.section('languages'))}].fluency"
    draft.note("guessed", ("languages", name), at, text, "the grades of several skills, as one text")
    return {"fluency": text}


def _skill(key: str) -> str:
    """Return the name of a skill for its key, such as `CEF-Understanding-Reading` or `SpokenProduction`."""
    names = {"interaction": "spoken interaction", "listening": "listening", "reading": "reading", "writing": "writing"}
    return next((name for word, name in names.items() if word in key.lower()), "spoken production")


def language(code: str) -> str:
    """Return the English name of a language from its code; any other word is returned unchanged."""
    from resume_cli.locale.languages import english_name

    return english_name(_LANGUAGES.get(code.lower(), code.lower())) or code


def country_code(code: str) -> str:
    """Return the code of a country by ISO 3166."""
    return _COUNTRIES.get(code.upper(), code.upper())


def country(code: str, draft: Draft) -> str:
    """Return the name of a country in the language of a draft by its code; any other word stays as it is."""
    from resume_cli.locale.wording import wording

    languages = draft.profile.get("meta", {}).get("languages", ["en"])
    return wording(languages[0]).country(country_code(code)) or code
