"""vCard 4.0, for the header of a profile and the current job."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.translation import as_list
from resume_cli.interchange.writers.csl_json import first

if TYPE_CHECKING:
    from resume_cli.interchange.converting import Report

_LONGEST = 75
_ALONE = "a vCard holds the header alone"


def write(data: dict[str, Any], report: Report) -> bytes:
    """Return the header as a vCard, and report the sections of the profile as lost."""
    basics = dict(data.get("basics", {}))
    name = str(basics.pop("name", ""))
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_text(name)}", f"N:{_parts(name)}"]
    job: dict[str, Any] = next(
        (each for each in data.get("work", []) if "endDate" not in each and each.get("startDate")), {}
    )
    held = job.get("position") or next((role.get("position") for role in job.get("roles", [])), None)
    post = ", ".join(map(str, as_list(held or [])))
    label = basics.pop("label", "")
    facts = {"TITLE": post or label, "ROLE": label if post and post != label else "", "ORG": job.get("name")}
    lines += [f"{key}:{_text(str(value))}" for key, value in facts.items() if value]
    for key, prefix in (("email", "EMAIL:"), ("phone", "TEL:"), ("url", "URL:")):
        lines += [f"{prefix}{_text(str(each))}" for each in as_list(basics.pop(key, []))]
    place = dict(basics.pop("location", {}))
    if place:
        fields = [_text(str(place.pop(key, ""))) for key in ("address", "city", "region", "postalCode")]
        lines.append("ADR:;;" + ";".join([*fields, _text(str(first(place, "country", "countryCode") or ""))]))
    for index, account in enumerate(map(dict, basics.pop("profiles", []))):
        target, network = first(account, "url", "username") or "", account.pop("network", "")
        lines.append(f"SOCIALPROFILE;SERVICE-TYPE={_parameter(str(network))}:{_text(str(target))}")
        report.lost(("basics", "profiles", index), account, _ALONE)
    lines += _details(basics)
    if summary := basics.pop("summary", None):
        lines.append(f"NOTE:{_text(str(summary))}")
    for key, value in {**data, "basics": {**basics, "location": place}}.items():
        report.lost((key,), value, _ALONE)
    return "".join(f"{each}\r\n" for line in [*lines, "END:VCARD"] for each in _folded(line)).encode()


def _details(basics: dict[str, Any]) -> list[str]:
    """Return the lines for other names, a picture that is an address, and a day of birth."""
    lines = [f"NICKNAME:{','.join(_text(str(each)) for each in as_list(basics.pop('aka')))}"] if "aka" in basics else []
    if re.match("https?://", str(basics.get("image", ""))):
        lines.append(f"PHOTO:{basics.pop('image')}")
    details = dict(basics.get("details", {}))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(details.get("birthDate", ""))):
        lines.append(f"BDAY:{details.pop('birthDate').replace('-', '')}")
        basics["details"] = details
    return lines


def _text(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _parameter(text: str) -> str:
    text = re.sub(r'["\x00-\x1f]', "", text) or "account"
    return text if re.fullmatch(r"[\w-]+", text) else f'"{text}"'


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
