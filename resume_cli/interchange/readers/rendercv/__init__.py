"""RenderCV, from 0.1 (2023, without `sections`) to 2.8 (2026). A kind of entry is known by its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.merge import join_roles
from resume_cli.interchange.readers.rendercv.entries import ENTRIES, outside_brackets, own
from resume_cli.interchange.translation import Translation, as_list, is_filled, is_scalar, scalar
from resume_cli.profile.readers.foreign import foreign_format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resume_cli.errors import FieldPath
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

#: The sections that have a place of their own, by the words that people use for them.
_SECTIONS = {
    "work": r"(?:work_|professional_|industry_)?experiences?|work|employment|professional_experience",
    "education": r"education",
    "publications": r"(?:selected_)?(?:publications|papers)",
    "projects": r"(?:\w+_)?projects",
    "skills": r"(?:\w+_)?skills|technologies",
    "awards": r"(?:selected_)?(?:awards|honou?rs|prizes)(?:_(?:and_)?(?:awards|honou?rs|prizes))?",
    "certificates": r"(?:licenses_and_)?(?:certificates|certifications)",
    "languages": r"languages|language_skills",
    "volunteer": r"volunteer(?:ing)?(?:_experience|_work)?",
    "patents": r"patents",
    "talks": r"(?:invited_|selected_)?(?:talks|presentations)",
    "interests": r"interests|hobbies",
    "references": r"references",
    "contributions": r"open_source(?:_contributions)?|contributions",
}
_SUMMARY = r"summary|about(?:_me)?|profile|objective"
_NETWORKS = {"StackOverflow": "Stack Overflow", "Leetcode": "LeetCode"}
#: Sizes of paper, as the layouts of 2023 to 2026 name them.
_PAPERS = {"a4": "A4", "a4paper": "A4", "us-letter": "Letter", "letterpaper": "Letter"}
_LANGUAGES = {
    "arabic": "ar", "danish": "da", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
    "mandarin_chinese": "zh", "norwegian_bokmål": "nb", "norwegian_bokmal": "nb", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "vietnamese": "vi",
}  # fmt: skip


def _recognise(source: Source) -> str | None:
    identifier, found = foreign_format(source.mapping) or ("", "")
    return found if identifier == "rendercv" else None


def _is_section(key: str) -> bool:
    return key in {"custom_sections", "test_scores", "extracurricular_activities"} or _section(key) is not None


def _section(key: str) -> str | None:
    name = re.sub(r"\W+", "_", key.lower())
    return next((section for section, words in _SECTIONS.items() if re.fullmatch(words, name)), None)


def _read(source: Source, draft: Draft) -> None:
    draft.locator = source.loaded.locator
    top = Translation(draft, source.mapping, draft.profile)
    with top.inside("cv") as cv:
        _header(cv)
        _sections(cv)
    join_roles(draft)
    with top.inside("locale", "locale_catalog", target="") as locale:
        _language(locale)
    with top.inside("design") as design:
        _paper(design)
        design.lose(*[*design.left], why="layout of RenderCV")
    top.lose("design", why="layout of RenderCV")
    top.lose("settings", "rendercv_settings", why="a setting of RenderCV")
    top.done()


def _language(locale: Translation) -> None:
    """Move the language, which the layouts of 2025 name by its code and later ones by its English name."""
    written = scalar(locale.left.get("language") or "").lower()
    language = written if written in _LANGUAGES.values() else _LANGUAGES.get(written)
    if language:
        locale.take("language")
        locale.target.setdefault("meta", {})["languages"] = [language]
        locale.draft.renamed((*locale.path, "language"), ("meta", "languages"), written, language)
    locale.lose("language", why="a language that RenderCV does not have")
    locale.lose(*[*locale.left], why="wording of RenderCV; ours comes with the language")


def _paper(design: Translation) -> None:
    """Move the size of the paper, the only value of a design that profiles have as well."""
    with design.inside("page") as page:
        holder, key = (page, "size") if "size" in page.left else (design, "page_size")
        paper = _PAPERS.get(scalar(holder.left.get(key) or ""))
        if paper:
            size = holder.take(key)
            design.target.setdefault("meta", {})["paper"] = paper
            design.draft.renamed((*holder.path, key), ("meta", "paper"), size, paper)
        page.lose(*[*page.left], why="layout of RenderCV")


def _header(cv: Translation) -> None:
    basics = Translation(cv.draft, {}, cv.target.setdefault("basics", {}), cv.path, ("basics",))
    basics.left, cv.left = cv.left, {}
    basics.text("name")
    basics.text("label", "headline", "label")
    basics.texts("email", by=_address)
    basics.texts("phone", by=_address)
    basics.texts("url", "website")
    for key in ("email", "phone", "url"):
        if len(values := basics.target.get(key, [])) == 1:
            basics.target[key] = values[0]
    basics.text("image", "photo")
    if isinstance(basics.left.get("summary"), str):
        basics.text("summary")
    location = basics.take("location")
    if location:
        basics.put("location", place(scalar(location)))
    for profile in basics.each("profiles", "social_networks"):
        profile.text("network", by=lambda name: _NETWORKS.get(name, name))
        profile.text("username")
        profile.text("url")
    for profile in basics.each("profiles", "custom_connections"):
        profile.text("network", "placeholder")
        profile.text("url")
        profile.lose("fontawesome_icon", why="an icon of RenderCV's themes")
    cv.left = basics.left


def _address(text: str) -> str:
    return re.sub(r"^(?:tel|mailto):", "", text)


def place(text: str) -> dict[str, str]:
    """Return a place such as `Torino, Italy` as city and country; where more is said, as the city alone."""
    city, comma, country = (part.strip() for part in text.rpartition(","))
    return {"city": city, "country": country} if comma and "," not in city else {"city": text}


def _sections(cv: Translation) -> None:
    parts: list[_Part] = []
    with cv.inside("sections") as sections:
        parts += [_entries(sections, key, key) for key in [*sections.left]]
    old = [key for key in cv.left if isinstance(cv.left[key], list) and _is_section(key) and key != "custom_sections"]
    parts += [_entries(cv, key, key) for key in old]
    for index, custom in enumerate(as_list(cv.take("custom_sections") or [])):
        if isinstance(custom, Mapping):
            with Translation(cv.draft, custom, cv.target, (*cv.path, "custom_sections", index)) as each:
                title = each.take("title") or "Section"
                each.lose("entry_type", why="the kind of the entries, which their keys tell")
                parts.append(_entries(each, "entries", scalar(title)))
    cv.lose("section_order", "sort_entries", why="the order of sections; see `sections` of a profile")
    _keep_apart(cv.draft, [part for part in parts if part.section])


class _Part(NamedTuple):
    """A section of a file: its place, its title, the section of profiles that its entries are in, and these entries."""

    path: FieldPath
    title: str = ""
    section: str = ""
    entries: Sequence[Any] = ()


def _keep_apart(draft: Draft, parts: list[_Part]) -> None:
    """Give several sections of one kind their titles and tags for their entries, in the order of the file."""
    summaries = [part for part in parts if part.section == "summary"]
    parts = [part for part in parts if part not in summaries[1:]]
    kinds = [part.section for part in parts]
    if len(set(kinds)) == len(kinds):
        return
    own = {id(each["entries"]): each for each in draft.profile.get("sections", [])}
    several = [part for part in parts if kinds.count(part.section) > 1]
    tags = dict(zip(map(id, several), _tags(several), strict=True))
    shown: list[Any] = []
    for part in parts:
        if id(part.entries) in own:
            shown.append(own[id(part.entries)])
        elif id(part) not in tags:
            shown.append(part.section)
        else:
            for entry in part.entries:
                entry["tags"] = [tags[id(part)]]
            # Leaving out the others, unlike choosing its own, makes a section whole: it does not say `2 of 5 shown`.
            others = [tags[id(each)] for each in several if each.section == part.section and each is not part]
            shown.append({part.section: {"title": part.title, "exclude": others}})
            draft.note("guessed", part.path, f"sections[{len(shown) - 1}]", part.title, "one of several of its kind")
    draft.profile["sections"] = shown


def _tags(parts: Sequence[_Part]) -> list[str]:
    """Return a tag for each section, made of its title, with a number where a title is there twice."""
    tags: list[str] = []
    for part in parts:
        stem = re.sub(r"\W+", "-", part.title.lower()).strip("-")
        names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        tags.append(next(name for name in names if name not in tags))
    return tags


def _entries(parent: Translation, key: str, name: str) -> _Part:
    """Move the entries of a section to the list where they belong."""
    section = _section(name)
    values = [part for each in as_list(parent.left.get(key)) for part in _parts(each, section)]
    texts = [scalar(each) for each in values if is_scalar(each)]
    if re.fullmatch(_SUMMARY, name.lower().replace(" ", "_")) and len(texts) == len(values):
        parent.take(key)
        basics = parent.draft.profile.setdefault("basics", {})
        basics["summary"] = "\n\n".join([*filter(None, [basics.get("summary")]), *texts])
        return _Part((*parent.path, key), name, "summary" if texts else "")
    if not any(map(is_filled, values)):
        parent.take(key)
        return _Part((*parent.path, key))
    title = name if " " in name or not name.islower() else name.replace("_", " ").capitalize()
    entries, into = _list_of(parent.draft, section, title)
    if section and re.sub(r"\W+", "_", name.lower()) != section:
        parent.draft.note("renamed", (*parent.path, key), section, name, "its title comes with the language")
    parent.take(key)
    first = len(entries)
    for index, value in enumerate(values):
        entry: dict[str, object] = {}
        path = (*parent.path, key, index)
        source = value if isinstance(value, Mapping) else {"bullet" if section else "summary": value}
        with Translation(parent.draft, source, entry, path, (*into, len(entries))) as each:
            ENTRIES.get(section or "", own)(each)
        if entry:
            entries.append(entry)
    return _Part((*parent.path, key), title, section or str(id(entries)), entries[first:] if section else entries)


def _parts(value: object, section: str | None) -> list[object]:
    """Return the languages of a line such as `English (native), German (B2)` one by one; anything else as it is."""
    text = value.get("bullet") if isinstance(value, Mapping) and len(value) == 1 else value
    if section != "languages" or not isinstance(text, str):
        return [value]
    parts = outside_brackets(text)
    levels = [re.fullmatch(r"([^()（）]+?)\s*[(（](.+)[)）]", part) for part in parts]
    return [
        {"label": level[1], "details": level[2]} if level else part for part, level in zip(parts, levels, strict=True)
    ]


def _list_of(draft: Draft, section: str | None, title: str) -> tuple[list[object], tuple[str | int, ...]]:
    if section:
        return draft.section(section), (section,)
    entries = draft.own_section(title, apart=True)
    return entries, ("sections", len(draft.profile["sections"]) - 1, "entries")


READER = Reader("rendercv", "RenderCV", _recognise, _read)
