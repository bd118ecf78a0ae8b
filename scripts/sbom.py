"""The bill of materials of a release: CycloneDX, made from the lock file; `scripts/docs.py` writes it to sbom.cdx.json.

It lists the contents of the wheel that others made (fonts and data, with their licences) and the locked packages.
Packages that only build the wheel are marked as excluded. It contains no time, so that the same lock file yields the
same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from lock_fresh import locked
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resume_cli.version import __version__

ROOT = Path(__file__).resolve().parent.parent
OWN = f"pkg:pypi/resume-press@{__version__}"
#: SPDX identifiers for the classifiers and names of licences that are unambiguous.
SPDX = {
    "MIT License": "MIT",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
}
#: The licences of packages for other systems, which are locked but not installed here.
ELSEWHERE = {"brotlicffi": "MIT", "colorama": "BSD-3-Clause"}
IDENTIFIER = re.compile(r"[A-Z][A-Za-z0-9.-]*(?<!\.)$")


def bill() -> str:
    """Return the bill of materials as JSON."""
    versions = locked((ROOT / "requirements.lock").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = {name: _needs(name, versions) for name in versions}
    direct: list[str] = sorted(canonicalize_name(Requirement(text).name) for text in project["dependencies"])
    runtime = _reached(direct, needs)
    inside = _inside()
    own = {"type": "application", "bom-ref": OWN, "name": "resume-press", "version": __version__, "purl": OWN}
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own | {"licenses": [{"expression": project["license"]}], "components": inside}},
        "components": [
            _package(name, version, "required" if name in runtime else "excluded")
            for name, version in sorted(versions.items())
        ],
        "dependencies": [
            {"ref": OWN, "dependsOn": [_purl(name, versions[name]) for name in direct]},
            *(
                {"ref": _purl(name, versions[name]), "dependsOn": [_purl(each, versions[each]) for each in needs[name]]}
                for name in sorted(versions)
            ),
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _inside() -> list[dict[str, Any]]:
    """Return the contents of the wheel that others made: each family of fonts, and the words of CLDR."""
    text = (ROOT / "themes" / "fonts" / "SOURCES.md").read_text("utf-8")
    families = re.findall(r"^## (.+)\n\n(\w+ package `\S+` ([0-9][\w.]*)[^\n]*)", text, re.MULTILINE)
    parts = [
        {"type": "data", "bom-ref": f"font:{name}", "name": name, "version": version, "description": origin.rstrip(".")}
        | {"licenses": [{"license": {"id": "OFL-1.1"}}]}
        for name, origin, version in families
    ]
    header = (ROOT / "resume_cli" / "locale" / "cldr" / "zh.toml").read_text("utf-8").partition("\n")[0]
    version = header.partition("babel ")[2].partition(". ")[0]
    words = {"type": "data", "bom-ref": "data:cldr", "name": "CLDR", "version": f"as in babel {version}"}
    return [*parts, words | {"licenses": [{"license": {"id": "Unicode-3.0"}}]}]


def _package(name: str, version: str, scope: str) -> dict[str, Any]:
    purl = _purl(name, version)
    found = {"type": "library", "bom-ref": purl, "name": name, "version": version, "scope": scope, "purl": purl}
    licences = _licences(name)
    return found | ({"licenses": licences} if licences else {})


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _licences(name: str) -> list[dict[str, Any]]:
    """Return the licence of a package in CycloneDX's form: an SPDX expression if one is known, or else its name."""
    if name in ELSEWHERE:
        return [{"expression": ELSEWHERE[name]}]
    about = metadata(name)
    classified = [text.split(" :: ")[-1] for text in about.get_all("Classifier", []) if text.startswith("License ::")]
    expression = (about.get_all("License-Expression") or [""])[0]
    said = expression or (about.get_all("License") or [""])[0]
    if expression or IDENTIFIER.fullmatch(said):
        return [{"expression": said}]
    names = classified or [said] * bool(said)
    if all(each in SPDX for each in names):
        return [{"expression": " OR ".join(SPDX[each] for each in names)}] if names else []
    return [{"license": {"name": each}} for each in names]


def _needs(name: str, versions: dict[str, str]) -> list[str]:
    """Return the locked packages that a package needs, on any system."""
    try:
        texts = metadata(name).get_all("Requires-Dist", [])
    except PackageNotFoundError:
        return ["cffi"] if name == "brotlicffi" else []
    requirements = [Requirement(text) for text in texts]
    # WeasyPrint's `fonttools[woff]` is the only extra in the lock file; the requirements of all others are left out.
    wanted = [each for each in requirements if "extra" not in str(each.marker) or 'extra == "woff"' in str(each.marker)]
    return sorted({canonicalize_name(each.name) for each in wanted} & versions.keys())


def _reached(names: list[str], needs: dict[str, list[str]]) -> set[str]:
    """Return the packages and everything that they need."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs[name]
    return found
