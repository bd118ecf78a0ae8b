"""vCard 4.0, for the header of a profile and the current job."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list

if TYPE_CHECKING:
    from resume_cli.interchange.converting import Report

_LONGEST = 75


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return the header as a vCard, and report the sections of the profile as lost."""
    basics = dict(data.get("basics", {}))
    name = str(basics.pop("name", ""))
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_text(name)}", f"N:{_parts(name)}"]
    job: dict[str, Any] = next(
        (each for each in data.get("work", []) if "endDate" not in each and each.get("startDate")), {}
    )
    title = (
        job.get("position")
        or next((role.get("position") for role in job.get("roles", [])), None)
        or basics.get("label")
    )
    lines += [f"{key}:{_text(str(value))}" for key, value in (("TITLE", title), ("ORG", job.get("name"))) if value]
    basics.pop("label", None)
    for key, prefix in (("email", "EMAIL:"), ("phone", "TEL:"), ("url", "URL:")):
        lines += [f"{prefix}{_text(str(each))}" for each in as_list(basics.pop(key, []))]
    if place := basics.pop("location", None):
        fields = ("address", "city", "region", "postalCode")
        country = place.get("country") or place.get("countryCode") or ""
        lines.append("ADR:;;" + ";".join([*(_text(str(place.get(key, ""))) for key in fields), _text(country)]))
    for account in basics.pop("profiles", []):
        target = account.get("url") or account.get("username", "")
        lines.append(f"SOCIALPROFILE;SERVICE-TYPE={_token(account.get('network', ''))}:{_text(target)}")
    if summary := basics.pop("summary", None):
        lines.append(f"NOTE:{_text(str(summary))}")
    for key, value in {"basics": basics, **data}.items():
        if (key == "basics" and value is basics) or key not in {"meta", "basics", "sections", "variants"}:
            report.lost((key,), value, "a vCard holds the header alone")
    return "".join(f"{each}\r\n" for line in [*lines, "END:VCARD"] for each in _folded(line)).encode()


def _text(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _token(text: str) -> str:
    return re.sub(r"[^\w-]", "", str(text)) or "account"


def _parts(name: str) -> str:
    if re.fullmatch(r"[\u3400-\u9fff]{2,4}", name):
        return f"{name[0]};{name[1:]};;;"
    given, _, family = name.rpartition(" ")
    return f"{_text(family)};{_text(given)};;;"


def _folded(line: str) -> list[str]:
    """Return the pieces of a line, of at most 75 bytes each; all but the first begin with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return [*pieces, piece]
