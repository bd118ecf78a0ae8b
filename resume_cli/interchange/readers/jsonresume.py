"""JSON Resume in all versions: 1.x, 0.x, the drafts of 2014, and mixtures of them.

Profiles use its keys, and keys that it does not define are kept. Older keys are replaced with the newer ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.translation import Translation, as_list, is_filled, is_scalar, scalar
from resume_cli.interchange.writers.jsonresume import allowed

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_TELL_TALE = frozenset({"basics", "work", "education", "skills", "volunteer", "awards", "publications", "bio"})
#: The keys of `basics`, by the keys that the drafts of 2014 have at the top level instead.
_AT_TOP = {
    "name": "name", "firstName": "firstName", "lastName": "lastName", "label": "label", "headline": "label",
    "email": "email", "phoneNumber": "phone", "phone": "phone", "website": "website", "picture": "picture",
    "bio": "summary", "location": "location", "profiles": "profiles",
}  # fmt: skip
#: The keys that `convert` writes with `x-` if the schema refuses their values.
_ASIDE = frozenset(
    {"email", "phone", "url", "startDate", "endDate", "date", "releaseDate", "canonical", "position", "highlights",
     "courses", "keywords", "roles"}
)  # fmt: skip
_SECTIONS = (
    "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
    "references", "projects", "patents", "contributions", "talks",
)  # fmt: skip
_KEYS = frozenset({"basics", "meta", "metadata", *_SECTIONS})
#: The older keys of each section, by the keys of 1.x.
_RENAMED: dict[str, dict[str, tuple[str, ...]]] = {
    "work": {"name": ("company", "employer"), "url": ("website",)},
    "volunteer": {"url": ("website",)},
    "education": {"institution": ("name",), "score": ("gpa", "grade"), "url": ("website",)},
    "awards": {"title": ("name",), "date": ("awardDate",)},
    "publications": {"url": ("website",)},
    "projects": {"url": ("website",)},
    "languages": {"language": ("name",), "fluency": ("level",)},
}


def _recognise(source: Source) -> str | None:
    data = source.mapping
    if _is_draft(data):
        return "a JSON Resume file (draft of 2014)"
    declared = "resume-schema" in str(data.get("$schema", ""))
    # Every key may be absent.
    is_bare = source.data == {} and source.start.startswith("{")
    is_bare |= bool(data) and all(isinstance(data[key], Mapping | list | None) and key in _KEYS for key in data)
    return "a JSON Resume file" if declared or is_bare or not _TELL_TALE.isdisjoint(data) else None


def _is_draft(data: Mapping[str, Any]) -> bool:
    """Return whether personal data are at the top level, as in the first drafts."""
    return "basics" not in data and not isinstance(data.get("bio"), Mapping) and {"name", "email"} <= data.keys()


def _read(source: Source, draft: Draft) -> None:
    draft.locator = source.loaded.locator
    resume = Translation(draft, source.mapping, draft.profile)
    resume.lose("$schema", why="the address of the schema of JSON Resume")
    for section in _SECTIONS:
        if isinstance(value := resume.left.get(section), Mapping):
            resume.left[section] = _listed(value, section)
            draft.renamed((section,), (section,), value, resume.left[section])
    _without_copies(resume)
    if _is_draft(source.mapping):
        person = {new: resume.take(old) for old, new in _AT_TOP.items() if old in resume.left}
        resume.left["basics"] = person
        draft.note("renamed", (), "basics", message="what the drafts of 2014 have at the top is in `basics`")
    with resume.inside("basics", "bio", target="basics") as basics:
        _basics(basics)
    for old, new in {"hobbies": "interests", "certifications": "certificates", "metadata": "meta"}.items():
        if old in resume.left and new not in resume.left:
            resume.left[new] = resume.take(old)
            draft.renamed((old,), (new,), None)
    for section in _SECTIONS:
        for entry in resume.each(section):
            for target, keys in _RENAMED.get(section, {}).items():
                entry.text(target, target, *keys)
            if section == "work" and "roles" not in entry.left:
                for role in entry.each("roles", "positions"):
                    _keep(role)
            _keep(entry)
    _keep(resume)


def _without_copies(resume: Translation) -> None:
    """Remove the copies that `convert` wrote for other programs, and restore the values that it set aside."""
    for section in ("publications", "projects"):
        entries = resume.left.get(section)
        if not isinstance(entries, list):
            continue
        kept = [each for each in entries if not (isinstance(each, Mapping) and each.get("x-copy-of") in resume.left)]
        resume.left[section] = kept
    jobs = as_list(resume.left.get("work", []))
    resume.left["work"] = _joined_roles(jobs) if any(map(_is_role, jobs)) else jobs
    resume.left = {key: _restored(value) for key, value in resume.left.items() if is_filled(value)}


def _is_role(job: object) -> bool:
    return isinstance(job, Mapping) and isinstance(job.get("x-role-of"), Mapping)


def _joined_roles(entries: list[Any]) -> list[Any]:
    """Return jobs, in which the entries that `convert` wrote for the roles of a job are one job again."""
    jobs: list[Any] = []
    before: object = None
    for entry in entries:
        if not _is_role(entry):
            jobs.append(entry)
            before = None
            continue
        shared, mark = entry["x-role-of"], entry.get("x-role")
        number, own = (mark.get("number"), mark.get("keys", ())) if isinstance(mark, Mapping) else (None, ())
        written = allowed(dict(shared))
        role = {
            key: value
            for key, value in entry.items()
            if key not in {"x-role-of", "x-role"} and (key.removeprefix("x-") in own or written.get(key) != value)
        }
        if shared != before or number == "1":
            jobs.append({**shared, "roles": []})
        jobs[-1]["roles"].append(role)
        before = shared
    return jobs


def _restored(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return plain data in which values that `convert` wrote under keys with `x-` are back under the plain keys."""
    if isinstance(value, list):
        return [_restored(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    own = {key.removeprefix("x-"): inner for key, inner in value.items() if key.startswith("x-") and key[2:] in _ASIDE}
    rest = {key: inner for key, inner in value.items() if not (key.startswith("x-") and key[2:] in _ASIDE)}
    return {key: _restored(inner) for key, inner in (rest | own).items()}


def _basics(basics: Translation) -> None:
    first, last = basics.take("firstName"), basics.take("lastName")
    if not is_filled(basics.left.get("name")) and (first or last):
        name = full_name(scalar(first or ""), scalar(last or ""))
        basics.put("name", name)
        basics.draft.renamed((*basics.path, "firstName"), ("basics", "name"), name)
    basics.text("image", "image", "picture", "photo")
    for key in ("email", "phone", "url", "website", "websites"):
        if isinstance(value := basics.left.get(key), Mapping):
            basics.left[key] = [scalar(each) for each in value.values() if is_scalar(each)]
    basics.texts("url", "url", "website", "websites")
    for key in ("email", "phone", "url"):
        values: Any = basics.target.get(key) or basics.left.get(key)
        if isinstance(values, list) and len(values) == 1:
            basics.left.pop(key, None)
            basics.target[key] = values[0]
    with basics.inside("location", target="location") as location:
        location.text("region", "region", "state")
        _keep(location)
    if isinstance(profiles := basics.left.get("profiles"), Mapping):
        basics.left["profiles"] = _profiles(basics.take("profiles") or profiles)
    for profile in basics.each("profiles"):
        profile.text("url", "url", "website")
        _keep(profile)
    _keep(basics)


def _listed(value: Mapping[str, Any], section: str) -> list[Any]:
    """Return the entries of a section that is a mapping of entries, a mapping with the list, or a single entry."""
    if isinstance(inner := value.get(section), list):
        return [
            *inner,
            *([rest] if is_filled(rest := {key: each for key, each in value.items() if key != section}) else []),
        ]
    if all(isinstance(each, Mapping) for each in value.values()):
        return [*value.values()]
    if section in {"skills", "interests"} and all(isinstance(each, list) for each in value.values()):
        return [{"name": name, "keywords": [_named(each) for each in inner]} for name, inner in value.items()]
    return [value]


def _named(value: Any) -> Any:  # noqa: ANN401 - plain data
    return (
        value["name"] if isinstance(value, Mapping) and value.keys() <= {"name", "level"} and "name" in value else value
    )


def _profiles(profiles: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return accounts as a list, from a draft in which they are a mapping by network."""
    return [
        {"network": network, **(each if isinstance(each, Mapping) else {_account_key(each): each})}
        for network, each in profiles.items()
        if is_filled(each)
    ]


def _account_key(value: object) -> str:
    return "url" if re.match(r"(?:[a-z]+:)?//|[^@\s]+\.[a-z]{2,}/", scalar(value)) else "username"


def _keep(translation: Translation) -> None:
    """Move the remaining values unchanged; their keys are those of profiles, or unknown, which `validate` reports."""
    for key in [*translation.left]:
        value = translation.take(key)
        # In the settings of sections, an empty title means that there is no heading.
        translation.put(key, value if key == "sections" else without_blanks(value))


def without_blanks(value: object) -> Any:  # noqa: ANN401 - plain data
    """Return plain data without nulls, blank texts, and lists and mappings that contain nothing else."""
    if isinstance(value, Mapping):
        return {key: without_blanks(inner) for key, inner in value.items() if is_filled(inner)}
    if isinstance(value, list):
        return [without_blanks(inner) for inner in as_list(value) if is_filled(inner)]
    return value


def full_name(given: str, family: str) -> str:
    """Return a full name. If both parts are Chinese, the family name comes first, without a space in between."""
    if given and family and all("\u4e00" <= each <= "\u9fff" for each in given + family):
        return family + given
    return f"{given} {family}".strip()


READER = Reader("jsonresume", "JSON Resume", _recognise, _read)
