"""Check that the lock files match pyproject.toml, without contacting a package index.

    python scripts/lock_fresh.py     exit 0 if they match; otherwise list the mismatches and exit 1

Every requirement must be locked at a version that it allows (pip itself checks the hashes), the development lock file
must contain the same versions as the runtime one, and none may name a package index: each machine chooses its own.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-site.lock")
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)
ADDRESS = re.compile(r"https?://|file:|--(?:extra-)?index-url|--find-links|--trusted-host")


def locked(text: str) -> dict[str, str]:
    """Return the version of each package in a lock file."""
    return {canonicalize_name(entry["name"]): entry["version"] for entry in ENTRY.finditer(text)}


def group(groups: dict[str, list[str | dict[str, str]]], name: str) -> Iterator[str]:
    """Yield the requirements of a dependency group and of the groups that it includes."""
    for item in groups[name]:
        if isinstance(item, dict):
            yield from group(groups, item["include-group"])
        else:
            yield item


def misfits(requirements: list[str], versions: dict[str, str], name: str) -> Iterator[str]:
    """Yield a sentence for each requirement that the lock file does not satisfy."""
    for text in requirements:
        requirement = Requirement(text)
        version = versions.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"{name}: {requirement.name} is not locked"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{name}: {requirement.name} is locked at {version}, pyproject.toml requires {requirement.specifier}"


def problems(root: Path = ROOT) -> list[str]:
    """Return the mismatches, one sentence each."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    needed = [*project["project"]["dependencies"], *group(groups, "build")]
    extras = [text for extra in project["project"]["optional-dependencies"].values() for text in extra]
    texts = {name: (root / name).read_text("utf-8") for name in LOCKS}
    runtime, development, site = (locked(text) for text in texts.values())

    found = list(misfits(needed, runtime, "requirements.lock"))
    found += misfits([*needed, *extras, *group(groups, "dev")], development, "requirements-dev.lock")
    found += misfits([*group(groups, "site")], site, "requirements-site.lock")
    found += [
        f"requirements-dev.lock: {name} is not at {version}, as in requirements.lock"
        for name, version in runtime.items()
        if development.get(name) != version
    ]
    for name, text in texts.items():
        if ADDRESS.search(text):
            found.append(f"{name}: names an address, such as that of a package index")
    return found


if __name__ == "__main__":
    sentences = problems()
    print("\n".join(sentences) or "lock files: up to date")
    sys.exit(bool(sentences))
