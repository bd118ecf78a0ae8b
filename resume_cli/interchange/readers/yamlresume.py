"""YAMLResume 0.3 to 0.16: everything is under `content`, and the lists in the Markdown summaries are the highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.interchange import prose
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.merge import join_roles
from resume_cli.interchange.translation import Translation, scalar
from resume_cli.profile.readers.foreign import foreign_format

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_LANGUAGES = {"zh-hans": "zh", "zh-hant-hk": "zh-Hant-HK", "zh-hant-tw": "zh-Hant", "no": "nb", "pt-br": "pt-BR"}
_NETWORKS = {"Gitlab": "GitLab"}


def _recognise(source: Source) -> str | None:
    identifier, found = foreign_format(source.mapping) or ("", "")
    return found if identifier == "yamlresume" else None


def _read(source: Source, draft: Draft) -> None:
    draft.locator = source.loaded.locator
    top = Translation(draft, source.mapping, draft.profile)
    with top.inside("content") as content:
        _content(content)
    with top.inside("locale") as locale:
        if language := locale.take("language"):
            draft.profile.setdefault("meta", {})["languages"] = [_LANGUAGES.get(scalar(language), scalar(language))]
    top.lose("layout", "layouts", why="layout of YAMLResume")
    top.done()
    join_roles(draft)


def _content(content: Translation) -> None:
    with content.inside("basics", target="basics") as basics:
        for key in ("name", "email", "phone", "url"):
            basics.text(key)
        basics.text("label", "headline")
        # A header has no bullets, so list items become paragraphs of the summary.
        basics.text("summary", by=lambda text: prose.from_lines(text).whole)
        with content.inside("location") as location:
            location.target = basics.target.setdefault("location", {})
            location.into = ("basics", "location")
            for key in ("address", "city", "region", "country", "postalCode"):
                location.text(key)
        if not basics.target["location"]:
            del basics.target["location"]
        profiles = Translation(
            content.draft, {"profiles": content.take("profiles")}, basics.target, content.path, ("basics",)
        )
        for profile in profiles.each("profiles"):
            profile.text("network", by=lambda name: _NETWORKS.get(name, name))
            profile.text("username")
            profile.text("url")
    for entry in content.each("work"):
        _dated(entry, "name", "position", "url", "location")
        entry.texts("keywords")
    for entry in content.each("volunteer"):
        _dated(entry, "organization", "position", "url", "location")
    for entry in content.each("education"):
        entry.text("studyType", "degree")
        entry.texts("courses")
        _dated(entry, "institution", "area", "score", "url")
    for entry in content.each("projects"):
        entry.texts("keywords")
        entry.text("description")
        _dated(entry, "name", "url", text="description")
    _lists(content)


def _dated(entry: Translation, *keys: str, text: str = "summary") -> None:
    for key in keys:
        entry.text(key)
    entry.date("startDate")
    entry.date("endDate", end=True)
    entry.prose(text, "highlights", "summary")


def _lists(content: Translation) -> None:
    for entry in content.each("skills"):
        entry.text("name")
        entry.text("level")
        entry.texts("keywords")
    for entry in content.each("interests"):
        entry.text("name")
        entry.texts("keywords")
    for entry in content.each("languages"):
        entry.text("language")
        entry.text("fluency")
        entry.texts("keywords")
    for entry in content.each("awards"):
        for key in ("title", "awarder", "summary", "url"):
            entry.text(key)
        entry.date("date")
    for entry in content.each("certificates"):
        for key in ("name", "issuer", "url"):
            entry.text(key)
        entry.date("date")
    for entry in content.each("publications"):
        for key in ("name", "publisher", "url"):
            entry.text(key)
        entry.date("releaseDate")
        entry.prose("summary", "highlights", "summary")
    for entry in content.each("references"):
        for key in ("name", "email", "phone"):
            entry.text(key)
        entry.text("position", "relationship")
        entry.text("reference", "summary")


READER = Reader("yamlresume", "YAMLResume", _recognise, _read)
