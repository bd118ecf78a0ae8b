"""The content of the example profiles, converted to the format of each tool that is measured."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parent.parent
#: Plain data, as read from YAML.
Data: TypeAlias = Any
_PATENTS = 4


@dataclass(slots=True)
class Content:
    """A résumé in one language: lists of plain mappings with JSON Resume's keys."""

    basics: Data
    work: list[Data] = field(default_factory=list)
    projects: list[Data] = field(default_factory=list)
    skills: list[Data] = field(default_factory=list)
    education: list[Data] = field(default_factory=list)
    publications: list[Data] = field(default_factory=list)


def content(name: str, language: str) -> Content:
    """Return an example profile in one language, without the fields that some tools lack."""
    import yaml

    profile = localised(yaml.safe_load((ROOT / "profiles" / f"{name}.yaml").read_text("utf-8")), language)
    made = Content({key: value for key, value in profile["basics"].items() if key not in {"image", "aka"}})
    for job in profile["work"]:
        shared = {key: job[key] for key in ("name", "url", "location") if key in job}
        for role in job.get("roles", [job]):
            made.work.append({**shared, **_kept(role, "position", "startDate", "endDate", "summary", "highlights")})
    for project in profile.get("projects", []):
        made.projects.append(_kept(project, "name", "url", "description", "startDate", "endDate", "highlights"))
    made.skills = [_kept(skill, "name", "keywords") for skill in profile["skills"]]
    for school in profile["education"]:
        made.education.append(_kept(school, "institution", "area", "studyType", "startDate", "endDate"))
    made.publications = [
        _kept({**each, "releaseDate": str(each["releaseDate"])}, "name", "publisher", "releaseDate", "url")
        for each in profile.get("publications", [])
    ]
    if isinstance(profile.get("patents"), dict):
        made.publications += patents(language)
    return made


def patents(language: str) -> list[Data]:
    """Return a few patents as publications, because the other tools have no long lists of patents."""
    with (ROOT / "profiles" / "patents.csv").open(encoding="utf-8", newline="") as file:
        granted = [row for row in csv.DictReader(file) if row["status"] == "granted"][:_PATENTS]
    return [
        {"name": row[f"title.{language}"], "publisher": row["number"], "releaseDate": row["granted"], "url": row["url"]}
        for row in granted
    ]


def localised(node: Data, language: str) -> Data:
    """Return plain data in one language: mappings of languages, and texts with tags, become plain strings."""
    if isinstance(node, list):
        return [localised(each, language) for each in node]
    if not isinstance(node, dict):
        return node
    if node and set(node) <= {"zh", "en", "tags"} and language in node:
        return localised(node[language], language)
    if set(node) == {"text", "tags"}:
        return localised(node["text"], language)
    return {key: localised(value, language) for key, value in node.items()}


def _kept(mapping: Data, *keys: str) -> Data:
    return {key: mapping[key] for key in keys if mapping.get(key)}


def for_us(made: Content, language: str | None) -> Data:
    """Return a profile for this program, which is also a valid JSON Resume file."""
    meta = {"meta": {"languages": [language]}} if language else {}
    names = ("basics", "work", "projects", "skills", "education", "publications")
    profile = {**meta, **{name: getattr(made, name) for name in names if getattr(made, name)}}
    # JSON Resume requires dates to be strings.
    return _texts(profile)


def _texts(node: Data) -> Data:
    if isinstance(node, dict):
        return {key: _texts(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_texts(each) for each in node]
    return node if isinstance(node, bool) else str(node)


def for_rendercv(made: Content, font: str | None = None) -> Data:
    """Return the same content as a RenderCV input file."""
    basics = made.basics
    location = basics.get("location", {})
    sections: Data = {
        "Summary": [part for part in str(basics["summary"]).split("\n") if part.strip()],
        "Experience": [
            {"company": job["name"], "position": job["position"], **_dates(job), **_more(job)} for job in made.work
        ],
        "Projects": [
            {"name": project["name"], "summary": project.get("description"), **_dates(project), **_more(project)}
            for project in made.projects
        ],
        "Skills": [{"label": skill["name"], "details": ", ".join(skill["keywords"])} for skill in made.skills],
        "Education": [
            {"institution": school["institution"], **_subject(school), **_dates(school)} for school in made.education
        ],
        "Publications": [
            {"title": each["name"], "authors": [basics["name"]], "journal": each.get("publisher"),
             "date": str(each["releaseDate"]), "url": each.get("url")}
            for each in made.publications
        ],
    }  # fmt: skip
    person = {
        "name": basics["name"],
        "headline": basics.get("label"),
        "location": location.get("city"),
        "email": basics.get("email"),
        "website": basics.get("url"),
        "sections": {title: entries for title, entries in sections.items() if entries},
    }
    families = ("body", "name", "headline", "connections", "section_titles")
    design = {"design": {"theme": "classic", "typography": {"font_family": dict.fromkeys(families, font)}}}
    return {"cv": person, **(design if font else {})}


def _subject(school: Data) -> Data:
    """Return the subject, which RenderCV requires, and the degree unless it takes the place of the subject."""
    area, degree = school.get("area"), school.get("studyType")
    return {"area": area or degree or "-", "degree": degree if area else None}


def _dates(mapping: Data) -> Data:
    if "startDate" not in mapping:
        return {}
    return {"start_date": str(mapping["startDate"]), "end_date": str(mapping.get("endDate", "present"))}


def _more(mapping: Data) -> Data:
    more = {"summary": mapping.get("summary") or mapping.get("description"), "highlights": mapping.get("highlights")}
    place = mapping.get("location")
    return {key: value for key, value in {**more, "location": place}.items() if value}
