"""JSON Resume 1.2.1 and 1.3.1, valid with format checks; values that the schema refuses are under keys with `x-`.

- Of several e-mail addresses, telephone numbers or home pages, the first has the usual key, and all are under `x-email`
  etc.
- Each role of a job becomes an entry, marked with `x-role-of` and `x-role`. The reader joins the roles again.
- Patents are also written as publications, and contributions and talks as projects. These copies are marked with
  `x-copy-of`, and the reader skips them, because the complete lists are under the keys of profiles.
- Dates in words, addresses that are not URIs, several positions, and lists with nested bullets are under their keys
  with `x-`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list, is_filled

if TYPE_CHECKING:
    from resume_cli.interchange.converting import Report

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"
_DATE = re.compile(r"([1-2]\d{3}-[0-1]\d-[0-3]\d|[1-2]\d{3}-[0-1]\d|[1-2]\d{3})\Z")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_DATES = ("startDate", "endDate", "date", "releaseDate")
_SECTIONS = ("work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages",
             "interests", "references", "projects")  # fmt: skip
_BULLETS = ("highlights", "courses", "keywords", "roles")


def write(data: dict[str, Any], _report: Report) -> bytes:
    """Return a profile as JSON Resume; nothing is reported, because nothing is lost."""
    resume: dict[str, Any] = {"$schema": _SCHEMA, **data} | {"$schema": _SCHEMA}
    resume["basics"] = _basics(dict(data.get("basics", {})))
    resume["work"] = [role for job in data.get("work", []) for role in _roles(job)]
    copies = [_copy("patents", name=each.get("title"), publisher=_office(each), releaseDate=_day(each))
              for each in data.get("patents", [])]  # fmt: skip
    resume["publications"] = [*data.get("publications", []), *(each | {"type": "patent"} for each in copies)]
    resume["projects"] = [
        *data.get("projects", []),
        *(_copy("contributions", name=each.get("name"), description=each.get("summary"), url=each.get("url"),
                startDate=each.get("startDate") or each.get("date"), endDate=each.get("endDate"),
                highlights=each.get("highlights"), type="open source") for each in data.get("contributions", [])),
        *(_copy("talks", name=each.get("title"), entity=each.get("event"), startDate=each.get("date"),
                endDate=each.get("date"), url=each.get("url"), description=each.get("summary"), type="talk")
          for each in data.get("talks", [])),
    ]  # fmt: skip
    for section in _SECTIONS:
        resume[section] = [allowed(dict(entry)) for entry in resume.get(section, [])]
    resume["meta"] = allowed(dict(data.get("meta", {})), urls=("canonical",))
    filled = {key: value for key, value in resume.items() if is_filled(value)}
    return (json.dumps(filled, ensure_ascii=False, indent=2) + "\n").encode()


def _basics(basics: dict[str, Any]) -> dict[str, Any]:
    for key, form in (("email", _EMAIL), ("phone", None), ("url", _URI)):
        values = as_list(basics.get(key) or [])
        valid = [each for each in values if isinstance(each, str) and (form is None or form.match(each))]
        if key in basics and values != valid[:1]:
            basics[f"x-{key}"] = basics.pop(key)
        if valid:
            basics[key] = valid[0]
    basics["profiles"] = [allowed(dict(each)) for each in basics.get("profiles", [])]
    return {key: value for key, value in basics.items() if is_filled(value)}


def _roles(job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a job as one entry, or as one entry per role, each of which repeats the shared values.

    `x-role` numbers the roles of a job and names the keys of each, because a job and its roles can have equal values.
    """
    shared = {key: value for key, value in job.items() if key != "roles"}
    marks = ({"number": str(number), "keys": [*role]} for number, role in enumerate(job.get("roles", []), 1))
    return [
        {**shared, **role, "x-role-of": shared, "x-role": mark}
        for role, mark in zip(job.get("roles", []), marks, strict=False)
    ] or [job]


def _copy(section: str, **values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if is_filled(value)} | {"x-copy-of": section}


def _office(patent: dict[str, Any]) -> str:
    return " ".join(filter(None, [patent.get("office", ""), patent.get("number", "")]))


def _day(patent: dict[str, Any]) -> str | None:
    return next((patent[key] for key in ("granted", "date", "published", "filed") if patent.get(key)), None)


def allowed(entry: dict[str, Any], urls: tuple[str, ...] = ("url",)) -> dict[str, Any]:
    """Return an entry in which values that the schema refuses are under their keys with `x-`."""
    for key in _DATES:
        if key in entry and not _DATE.match(str(entry[key])):
            entry[f"x-{key}"] = entry.pop(key)
    for key in urls:
        if key in entry and not (isinstance(entry[key], str) and _URI.match(entry[key])):
            entry[f"x-{key}"] = entry.pop(key)
    if isinstance(positions := entry.get("position"), list):
        entry |= {"position": ", ".join(map(str, positions)), "x-position": positions}
    for key in _BULLETS:
        if key in entry and not all(isinstance(each, str) for each in as_list(entry[key])):
            entry[f"x-{key}"] = entry[key]
            entry[key] = [text for each in as_list(entry[key]) for text in _flat(each)]
    return {key: value for key, value in entry.items() if is_filled(value)}


def _flat(bullet: Any) -> list[str]:  # noqa: ANN401 - plain data
    if not isinstance(bullet, dict):
        return [str(bullet)]
    texts = (
        [bullet["text"]]
        if "text" in bullet
        else [value for key, value in bullet.items() if key not in {"tags", "highlights"}]
    )
    return [*map(str, texts), *(text for each in bullet.get("highlights", []) for text in _flat(each))]
