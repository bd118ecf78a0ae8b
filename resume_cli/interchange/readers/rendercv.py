"""RenderCV from 0.1 (2023, without `sections`) to 2.8 (2026). The kind of an entry is recognised by its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.translation import Translation, as_list, is_filled, is_scalar, scalar
from resume_cli.profile.readers.foreign import foreign_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

#: The usual names of each section of a profile, as regular expressions.
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
_LANGUAGES = {
    "arabic": "ar", "danish": "da", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
    "mandarin_chinese": "zh", "norwegian_bokmål": "nb", "norwegian_bokmal": "nb", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr", "vietnamese": "vi",
}  # fmt: skip
_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)")


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
    with top.inside("locale", "locale_catalog", target="") as locale:
        language = scalar(locale.left.get("language", "")).lower()
        if language in _LANGUAGES:
            locale.take("language")
            draft.profile.setdefault("meta", {})["languages"] = [_LANGUAGES[language]]
            draft.renamed((*locale.path, "language"), ("meta", "languages"), language, _LANGUAGES[language])
        locale.lose(*[*locale.left], why="wording of RenderCV; ours comes with the language")
    _paper(top)
    top.lose("design", "settings", "rendercv_settings", why="layout of RenderCV")
    top.done()


def _paper(top: Translation) -> None:
    design = top.left.get("design")
    page = design.get("page") if isinstance(design, Mapping) else None
    size = page.get("size") if isinstance(page, Mapping) else None
    if size in ("a4", "us-letter"):
        meta = top.target.setdefault("meta", {})
        meta["paper"] = "A4" if size == "a4" else "Letter"
        top.draft.renamed(("design", "page", "size"), ("meta", "paper"), size)


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
    """Return a place such as `Torino, Italy` as city and country, or a text with more parts as the city alone."""
    city, comma, country = (part.strip() for part in text.rpartition(","))
    return {"city": city, "country": country} if comma and "," not in city else {"city": text}


def _sections(cv: Translation) -> None:
    with cv.inside("sections") as sections:
        for key in [*sections.left]:
            _entries(sections, key, key)
    for key in [*cv.left]:
        if isinstance(cv.left[key], list) and _is_section(key) and key != "custom_sections":
            _entries(cv, key, key)
    for index, custom in enumerate(as_list(cv.take("custom_sections") or [])):
        if isinstance(custom, Mapping):
            with Translation(cv.draft, custom, cv.target, (*cv.path, "custom_sections", index)) as each:
                title = each.take("title") or "Section"
                each.lose("entry_type", why="the kind of the entries, which their keys tell")
                _entries(each, "entries", scalar(title))
    cv.lose("section_order", "sort_entries", why="the order of sections; see `sections` of a profile")


def _entries(parent: Translation, key: str, name: str) -> None:
    """Move the entries of a section to the matching section of the profile, or to the summary."""
    values = [part for each in as_list(parent.left.get(key)) for part in _parts(each, _section(name))]
    texts = [scalar(each) for each in values if is_scalar(each)]
    if re.fullmatch(_SUMMARY, name.lower().replace(" ", "_")) and len(texts) == len(values):
        parent.take(key)
        basics = parent.draft.profile.setdefault("basics", {})
        basics["summary"] = "\n\n".join([*filter(None, [basics.get("summary")]), *texts])
        return
    section = _section(name)
    if not any(map(is_filled, values)):
        parent.take(key)
        return
    entries, into = _list_of(parent.draft, section, name)
    parent.take(key)
    for index, value in enumerate(values):
        entry: dict[str, object] = {}
        path = (*parent.path, key, index)
        source = value if isinstance(value, Mapping) else {"bullet": value}
        with Translation(parent.draft, source, entry, path, (*into, len(entries))) as each:
            _ENTRIES.get(section or "", _own)(each)
        if entry:
            entries.append(entry)


def _parts(value: object, section: str | None) -> list[object]:
    """Return the languages in a line such as `English (native), German (B2)`, or a list of any other value alone."""
    text = value.get("bullet") if isinstance(value, Mapping) and len(value) == 1 else value
    if section != "languages" or not isinstance(text, str):
        return [value]
    parts = outside_brackets(text)
    levels = [re.fullmatch(r"([^()（）]+?)\s*[(（](.+)[)）]", part) for part in parts]
    return [
        {"label": level[1], "details": level[2]} if level else part for part, level in zip(parts, levels, strict=True)
    ]


def _list_of(draft: Draft, section: str | None, name: str) -> tuple[list[object], tuple[str | int, ...]]:
    if section:
        return draft.section(section), (section,)
    title = name if " " in name or not name.islower() else name.replace("_", " ").capitalize()
    entries = draft.own_section(title)
    return entries, ("sections", len(draft.profile["sections"]) - 1, "entries")


def _common(entry: Translation) -> None:
    entry.text("location")
    entry.date("startDate", "start_date")
    entry.date("endDate", "end_date", end=True)
    entry.period("date")
    entry.text("summary")
    _highlights(entry)
    entry.text("url")


def _highlights(entry: Translation, target: str = "highlights") -> None:
    """Move bullets; nested ones are in the text of their parent, each after ` - `, because YAML folds lines."""
    values = entry.take("highlights")
    bullets: list[object] = []
    for value in as_list(values) if values else []:
        text, *inner = re.split(r"\s+-\s+(?=[A-Z\d\"'*\[])", scalar(value)) if is_scalar(value) else [""]
        bullets.append({"text": text, "highlights": inner} if inner else text)
        if inner:
            entry.draft.note(
                "guessed", (*entry.path, "highlights"), value=value, message="` - ` begins a deeper bullet"
            )
    entry.put(target, [each for each in bullets if each])


def _work(entry: Translation) -> None:
    entry.text("name", "company", "bullet", "name", "label")
    entry.text("position")
    _common(entry)
    entry.text("summary", "details")
    _linked(entry, "name")


def _education(entry: Translation) -> None:
    entry.text("institution", "institution", "bullet", "name", "label")
    entry.text("area")
    entry.text("studyType", "degree", "study_type")
    entry.text("score", "grade", "gpa")
    _common(entry)
    entry.text("summary", "details")
    if url := entry.take("transcript_url"):
        entry.put("links", [{"label": "Transcript", "url": scalar(url)}])


def _publication(entry: Translation) -> None:
    entry.text("name", "title", "bullet", "name", "label")
    entry.texts("authors", by=lambda name: name.strip().strip("*_"))
    entry.text("publisher", "journal")
    entry.text("doi")
    entry.date("releaseDate", "date", "start_date")
    entry.text("summary", "summary", "details")
    entry.text("url")
    _highlights(entry)


def _labelled(entry: Translation) -> None:
    _split(entry, "details")
    if len(several := outside_brackets(scalar(entry.left.get("bullet", "")))) > 1:
        entry.put("keywords", several)
        entry.draft.renamed((*entry.path, "bullet"), (*entry.into, "keywords"), entry.take("bullet"))
    entry.text("name", "label", "bullet", "name", "company")
    if is_scalar(entry.left.get("details")):
        entry.put("keywords", outside_brackets(scalar(entry.take("details"))))
    entry.text("summary", "summary")
    if lines := entry.take("highlights"):
        entry.put("keywords", [scalar(each) for each in as_list(lines)])


def _split(entry: Translation, target: str) -> None:
    """Split a bullet such as `**Languages:** C, C++` or `English: native` at its colon."""
    text = scalar(entry.left.get("bullet", ""))
    if found := re.fullmatch(r"\**([^:*]{1,40}?)(?::\**|\*+:)\s+(.+)", text, re.DOTALL):
        entry.take("bullet")
        entry.left["label"], entry.left[target] = found.groups()
        entry.draft.renamed((*entry.path, "bullet"), (*entry.into, "name"), text, found[1])


def _linked(entry: Translation, key: str) -> None:
    """Move the address out of a name that is a link, as written in entries without a key for an address."""
    if found := _LINK.fullmatch(scalar(entry.target.get(key, ""))):
        entry.target[key] = found[1]
        entry.put("url", found[2])


def _award(entry: Translation) -> None:
    _titled(entry, "title")


def _certificate(entry: Translation) -> None:
    _titled(entry, "name")


def _titled(entry: Translation, title: str) -> None:
    entry.text(title, *_TITLES)
    entry.date("date", "date", "end_date")
    entry.text("url")
    entry.text("summary", "summary", "details")
    _linked(entry, title)
    _rest(entry)


def _language(entry: Translation) -> None:
    _split(entry, "details")
    entry.text("language", "label", "bullet", "name")
    entry.text("fluency", "details", "summary")


def _patent(entry: Translation) -> None:
    entry.text("title", *_TITLES)
    entry.date("date", "date", "end_date")
    entry.text("url")
    entry.text("summary", "summary", "details")
    entry.texts("inventors", "authors", by=lambda name: name.strip().strip("*_"))
    if re.fullmatch("[A-Z]{2}", scalar(entry.left.get("journal", ""))):
        entry.text("office", "journal")
    _linked(entry, "title")
    _rest(entry)


def _talk(entry: Translation) -> None:
    entry.text("title", *_TITLES)
    entry.text("event", "summary", "details", "journal")
    entry.text("location")
    entry.date("date", "date", "start_date")
    entry.text("url")
    _linked(entry, "title")
    _rest(entry)


def _rest(entry: Translation) -> None:
    """Move a place and bullets, for which the section has no keys, to the summary; several bullets become a list."""
    lines = [scalar(each) for each in as_list(entry.take("highlights") or []) if is_scalar(each)]
    place = scalar(entry.take("location") or "")
    listed = lines if len(lines) == 1 else ["\n".join(f"- {each}" for each in lines)]
    text = "\n\n".join(filter(None, (entry.target.get("summary", ""), place, *listed)))
    entry.target |= {"summary": text} if text else {}
    for key, value in (("highlights", lines), ("location", place)):
        if value:
            entry.draft.renamed((*entry.path, key), (*entry.into, "summary"), value)


def _volunteer(entry: Translation) -> None:
    entry.text("organization", "company", "bullet", "name", "label")
    entry.text("position")
    _common(entry)
    entry.text("summary", "details")


def _reference(entry: Translation) -> None:
    entry.text("name", "label", "bullet", "name")
    entry.text("reference", "details", "summary")


def _own(entry: Translation) -> None:
    entry.text("name", "name", "company", "institution", "title", "label", "bullet", "number", "reversed_number")
    entry.text("position", "position", "degree")
    _common(entry)
    entry.text("summary", "details")
    entry.text("url", "url")


def _project(entry: Translation) -> None:
    entry.text("name", *_TITLES)
    entry.text("description", "summary", "details")
    _common(entry)
    _linked(entry, "name")


_TITLES = ("title", "name", "label", "bullet", "number", "reversed_number")
_ENTRIES: dict[str, Callable[[Translation], None]] = {
    "work": _work, "education": _education, "publications": _publication, "projects": _project, "skills": _labelled,
    "interests": _labelled, "awards": _award, "certificates": _certificate, "languages": _language,
    "patents": _patent, "talks": _talk, "volunteer": _volunteer, "references": _reference,
}  # fmt: skip


def outside_brackets(text: str) -> list[str]:
    """Split a text at the commas outside brackets."""
    return [part.strip() for part in re.split(r"[,，、](?![^(（\[]*[)）\]])", text) if part.strip()]


READER = Reader("rendercv", "RenderCV", _recognise, _read)
