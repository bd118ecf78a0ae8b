"""Reactive Resume, versions 2 to 5. Hidden values are kept as comments.

The four versions have different names for the same things. The reader supports all names, and so also mixtures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from resume_cli.interchange import periods, prose
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.merge import join_roles
from resume_cli.interchange.readers.jsonresume import full_name
from resume_cli.interchange.readers.reactive_resume import items
from resume_cli.interchange.translation import Translation, as_list, is_filled, is_scalar, scalar, target_of
from resume_cli.profile.readers.foreign import foreign_format

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_HIDDEN = "hidden in Reactive Resume"
_SECTIONS = {
    "experience": "work", "work": "work", "education": "education", "volunteer": "volunteer", "awards": "awards",
    "certifications": "certificates", "certificates": "certificates", "publications": "publications",
    "skills": "skills", "languages": "languages", "interests": "interests", "hobbies": "interests",
    "references": "references", "projects": "projects", "profiles": "profiles", "social": "profiles",
}  # fmt: skip


def _recognise(source: Source) -> str | None:
    identifier, found = foreign_format(source.mapping) or ("", "")
    return found if identifier == "reactive-resume" else None


def _read(source: Source, draft: Draft) -> None:
    draft.locator = source.loaded.locator
    top = Translation(draft, source.mapping, draft.profile)
    _metadata(top)
    _header(top)
    with top.inside("sections") as sections:
        _order = [*sections.left]
        for key in _order:
            _section(sections, key)
    for key in [*top.left]:
        if key in _SECTIONS:
            _section(top, key)
    for index, custom in enumerate(as_list(top.take("customSections") or [])):
        _custom(Translation(draft, custom, draft.profile, ("customSections", index)))
    top.lose("id", "shortId", "slug", "public", "createdAt", "updatedAt", "userId", "user", "preview", "title", "name",
             why="about the document, not the person")  # fmt: skip
    top.done()
    join_roles(draft)


def _metadata(top: Translation) -> None:
    with top.inside("metadata") as metadata:
        language = metadata.take("locale", "language")
        page = metadata.left.get("page")
        if not language and isinstance(page, Mapping):
            language = page.get("locale")
        if is_scalar(language):
            top.draft.profile.setdefault("meta", {})["languages"] = [scalar(language).split("-")[0]]
        if notes := metadata.take("notes"):
            top.draft.hide(("metadata", "notes"), (), prose.plain(scalar(notes)), "private notes")
        if isinstance(page, Mapping) and page.get("format") in {"a4", "letter"}:
            paper = "A4" if page["format"] == "a4" else "Letter"
            top.draft.profile.setdefault("meta", {})["paper"] = paper
            top.draft.renamed((*metadata.path, "page", "format"), ("meta", "paper"), page["format"], paper)
            metadata.left["page"] = {key: value for key, value in page.items() if key != "format"}
        metadata.lose(*[*metadata.left], why="layout of Reactive Resume")


def _header(top: Translation) -> None:
    basics = top.target.setdefault("basics", {})
    with top.inside("profile", "basics") as part:
        part.target, part.into = basics, ("basics",)
        _person(part)
        if isinstance(part.left.get("profiles"), list):
            _items(part, "profiles", part.left, "profiles", basics)
    for key in ("objective", "summary"):
        with top.inside(key) as part:
            part.target, part.into = basics, ("basics",)
            _summary(part)
    for key in ("image", "picture", "photo"):
        if isinstance(top.left.get(key), str):
            basics.setdefault("image", scalar(top.take(key)))
        with top.inside(key) as picture:
            _picture(picture, basics)


def _person(part: Translation) -> None:
    first, last = part.take("firstName"), part.take("lastName")
    if first or last:
        part.put("name", full_name(scalar(first or ""), scalar(last or "")))
    part.text("name")
    part.text("label", "headline", "subtitle")
    for key in ("email", "phone"):
        part.text(key)
    part.text("url", "website")
    for key in ("url", "website"):
        items.website(part, key)
    _place(part)
    part.text("summary", by=lambda text: items.prose_of(text).whole)
    with part.inside("summary") as summary:
        summary.target, summary.into = part.target, ("basics",)
        _summary(summary)
    for key in ("photo", "photograph", "picture"):
        if isinstance(part.left.get(key), str):
            part.text("image", key)
        with part.inside(key) as picture:
            _picture(picture, part.target)
    if birth := part.take("birthdate", "birthDate"):
        part.target.setdefault("details", {})["birthDate"] = periods.date(scalar(birth))
    for field in part.each("customFields"):
        _custom_field(part, field)
        field.lose("id", "icon", why="an identifier or a setting of Reactive Resume")
    part.target.pop("customFields", None)


def _custom_field(part: Translation, field: Translation) -> None:
    """Move a custom field, which becomes an account if it has a link, or else a personal detail."""
    label, value = scalar(field.take("name", "text") or ""), scalar(field.take("value") or "")
    link = field.take("link") or (value if re.match("https?://", value) else None)
    if link:
        part.target.setdefault("profiles", []).append({"network": label or "Website", "url": scalar(link)})
        if value and value != link:
            part.target["profiles"][-1]["username"] = value
    elif label or value:
        part.target.setdefault("details", {})[label if value and label else "Note"] = value or label
    where = target_of(part, "profiles" if link else "details")
    part.draft.note("guessed", field.path, where, value or label, "a custom field")


def _place(part: Translation) -> None:
    """Move a place, which is a text or a mapping depending on the version."""
    if isinstance(part.left.get("location"), str):
        from resume_cli.interchange.readers.rendercv import place

        part.put("location", place(scalar(part.take("location"))))
    with part.inside("location", "address") as location:
        location.target = part.target.setdefault("location", {})
        location.into = ("basics", "location")
        lines = [scalar(each) for each in (location.take("line1"), location.take("line2")) if each]
        location.put("address", ", ".join(lines))
        for key in ("address", "city", "region", "country"):
            location.text(key)
        location.text("postalCode", "postalCode", "pincode")
    if not part.target["location"]:
        del part.target["location"]


def _summary(part: Translation) -> None:
    found = items.text_of(part, "content", "body")
    if found and is_shown(part):
        part.put("summary", found.whole)
    elif found:
        part.draft.hide(part.path, ("basics",), found.text, _HIDDEN)
    part.lose(*items.IDS, "title", "heading", "name", why="layout of Reactive Resume")


def _picture(part: Translation, basics: dict[str, Any]) -> None:
    url = part.take("url")
    effects = part.left.get("effects")
    hidden = not is_shown(part) or (isinstance(effects, Mapping) and effects.get("hidden") is True)
    if is_scalar(url):
        if hidden:
            part.draft.hide((*part.path, "url"), ("basics",), scalar(url), _HIDDEN)
        else:
            basics.setdefault("image", scalar(url))
    part.lose(*[*part.left], why="how the photo is shown there")


def is_shown(part: Translation) -> bool:
    """Return whether the source shows an item or a section."""
    return part.left.get("visible") is not False and part.left.get("hidden") is not True


def _section(sections: Translation, key: str) -> None:
    with sections.inside(key) as section:
        if key == "custom" and "items" not in section.left:
            for inner in [*section.left]:
                with section.inside(inner) as custom:
                    _custom(custom)
            return
        if key == "summary":
            section.target, section.into = section.draft.profile.setdefault("basics", {}), ("basics",)
            _summary(section)
        elif key in _SECTIONS:
            _items(section, "items", section.left, _SECTIONS[key])
        else:
            _custom(section)


def _items(
    section: Translation, key: str, holder: dict[str, Any], target: str, into: dict[str, Any] | None = None
) -> None:
    """Move the items of a section; shown items become entries, and hidden ones comments."""
    profile = section.draft.profile
    at: tuple[str | int, ...] = ("basics", "profiles") if target == "profiles" else (target,)
    parent = profile.setdefault("basics", {}) if target == "profiles" else profile
    if into is not None:
        parent = into
    values = [each for each in as_list(holder.pop(key, [])) if is_filled(each)]
    shown = is_shown(section)
    for index, item in enumerate(values):
        path = (*section.path, key, index)
        entries = parent.setdefault(target, [])
        entry: dict[str, Any] = {}
        source = item if isinstance(item, Mapping) else {"name": item}
        with Translation(section.draft, source, entry, path, (*at, len(entries))) as each:
            if not (shown and is_shown(each)):
                each.lose(*items.IDS, why="an identifier or a setting of Reactive Resume")
                each.hide(_HIDDEN)
                continue
            items.ENTRIES[target](each)
            each.lose(*items.IDS, why="an identifier or a setting of Reactive Resume")
        if entry:
            entries.append(entry)
    if not parent.get(target, True):
        del parent[target]
    heading = section.left.get("name", section.left.get("title", section.left.get("heading")))
    section.lose(*items.IDS, "type", why="layout of Reactive Resume")
    if heading and section.path and values:
        section.lose("name", "title", "heading", why="the title of a section; ours comes with the language")
    if not values:
        section.left.clear()


def _custom(section: Translation) -> None:
    is_letter = section.left.get("type") == "cover-letter"
    if is_letter or not is_shown(section):
        reason = "a letter, not part of a résumé" if is_letter else _HIDDEN
        section.lose(*items.IDS, why="layout of Reactive Resume")
        section.hide(reason)
        return
    title = scalar(section.take("name", "title") or "Section")
    section.lose("type", why="the kind of a section, which its entries tell")
    is_first = True
    for index, item in enumerate(as_list(section.take("items") or [])):
        if not isinstance(item, Mapping) or not is_filled(item):
            continue
        entry: dict[str, Any] = {}
        at = len(section.draft.profile.get("sections", [])) - (index > 0)
        into = ("sections", at, "entries", index)
        with Translation(section.draft, item, entry, (*section.path, "items", index), into) as each:
            if not is_shown(each):
                each.lose(*items.IDS, why="an identifier or a setting of Reactive Resume")
                each.hide(_HIDDEN)
                continue
            entries = section.draft.own_section(title, apart=is_first)
            is_first = False
            each.into = ("sections", len(section.draft.profile["sections"]) - 1, "entries", len(entries))
            items.own(each)
            each.lose(*items.IDS, why="an identifier or a setting of Reactive Resume")
        if entry:
            entries.append(entry)
    section.lose(*items.IDS, why="layout of Reactive Resume")


READER = Reader("reactive-resume", "Reactive Resume", _recognise, _read)
