"""Other programs' résumé files, told by the keys that only they have, so that a command can say how to import them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The sections of RenderCV before 1.0, which had no `sections`.
_OLD_RENDERCV = frozenset(
    {"section_order", "custom_sections", "work_experience", "experience", "education", "academic_projects",
     "university_projects", "personal_projects", "projects", "publications", "certificates", "skills",
     "programming_skills", "test_scores", "extracurricular_activities", "awards", "interests"}
)  # fmt: skip


def foreign_format(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the identifier of another program's format and what to call a file of it, or None.

    JSON Resume is not among them: its files are profiles as they are.
    """
    for identifier, look in _FORMATS.items():
        if found := look(data):
            return identifier, found
    return None


def _rendercv(data: Mapping[str, Any]) -> str:
    cv = data.get("cv")
    if not isinstance(cv, Mapping):
        return ""
    if "sections" not in cv and _OLD_RENDERCV & cv.keys():
        return "a RenderCV file (0.x)"
    return f"a RenderCV file ({'1.x' if 'locale_catalog' in data else '2.x'})"


def _yamlresume(data: Mapping[str, Any]) -> str:
    content = data.get("content")
    return "a YAMLResume file" if isinstance(content, Mapping) and isinstance(content.get("basics"), Mapping) else ""


def _reactive_resume(data: Mapping[str, Any]) -> str:
    basics = data.get("basics")
    if "picture" in data and "customSections" in data:
        return "a Reactive Resume file (v5)"
    if isinstance(basics, Mapping) and all(isinstance(data.get(key), Mapping) for key in ("sections", "metadata")):
        return f"a Reactive Resume file ({'v4' if isinstance(basics.get('url'), Mapping) else 'v3'})"
    return "a Reactive Resume file (v2)" if "profile" in data and {"objective", "social"} & data.keys() else ""


def _fresh(data: Mapping[str, Any]) -> str:
    meta, employment = data.get("meta"), data.get("employment")
    declared = isinstance(meta, Mapping) and str(meta.get("format", "")).upper().startswith("FRESH")
    return "a FRESH file" if declared or (isinstance(employment, Mapping) and "history" in employment) else ""


_FORMATS = {"rendercv": _rendercv, "yamlresume": _yamlresume, "reactive-resume": _reactive_resume, "fresh": _fresh}
