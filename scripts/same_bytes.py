#!/usr/bin/env python3
"""Compare the exports of two revisions: every example profile in every theme, language and format.

    python scripts/same_bytes.py REVISION            compare REVISION with the working tree
    python scripts/same_bytes.py REVISION --pages    also count the pages of changed Word files (needs LibreOffice)

Outputs must be identical byte for byte. Word files that differ are compared by their paragraphs and styles, and with
--pages also by their number of pages. Exit 1 if anything differs in a way that a reader can see.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from docx import Document
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ("stuart-lau", "maya-lindqvist", "first-job")
# Not `tree`, which shows internal names.
FORMATS = "pdf,docx,html,text,markdown"
COMMAND = "from resume_cli.cli import main; main()"


def export(tree: Path, target: Path, theme: str) -> None:
    """Export all profiles of this checkout in one theme with the code of `tree`."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "SOURCE_DATE_EPOCH": "1700000000", "NO_COLOR": "1"}
    profiles = [str(ROOT / "profiles" / f"{name}.yaml") for name in PROFILES]
    words = ["export", FORMATS, *profiles, "-l", "all", "-t", theme, "-o", f"{target}/{theme}/", "--quiet"]
    subprocess.run([sys.executable, "-c", COMMAND, *words], env=environment, check=True, cwd=tree)
    for profile in profiles:
        for colour in ("", "1"):
            words = ["show", profile, "-l", "all", "-t", theme, "--width", "80", "--quiet"]
            shown = environment | {"NO_COLOR": "" if colour else "1", "FORCE_COLOR": colour}
            command = [sys.executable, "-c", COMMAND, *words]
            done = subprocess.run(command, env=shown, check=True, cwd=tree, stdout=subprocess.PIPE)
            (target / theme / f"{Path(profile).stem}{colour}.terminal").write_bytes(done.stdout)


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Return the text and the style name of each paragraph of a Word file."""
    return [(each.text, each.style.name if each.style else "") for each in Document(str(path)).paragraphs]


def pages(files: list[Path], folder: Path) -> list[int]:
    """Return the number of pages of each Word file as laid out by LibreOffice."""
    folder.mkdir(parents=True)
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [len(PdfReader(folder / f"{file.stem}.pdf").pages) for file in files]


def compare(before: Path, after: Path) -> tuple[list[str], list[Path]]:
    """Return the visible differences, and the Word files that differ only in their XML."""
    there = {path.relative_to(root) for root in (before, after) for path in root.rglob("*") if path.is_file()}
    different, xml_only = [], []
    for name in sorted(there):
        old, new = before / name, after / name
        if not (old.is_file() and new.is_file()):
            different.append(f"{name}: only {'before' if old.is_file() else 'after'}")
        elif old.read_bytes() != new.read_bytes():
            if name.suffix == ".docx" and paragraphs(old) == paragraphs(new):
                xml_only.append(name)
            else:
                different.append(f"{name}: differs")
    print(f"{len(there)} outputs, {len(different)} differ, {len(xml_only)} Word files differ in XML only")
    return different, xml_only


def page_differences(before: Path, after: Path, names: list[Path], folder: Path) -> list[str]:
    """Return the Word files whose number of pages has changed."""
    different = []
    for theme in sorted({name.parent for name in names}):
        files = [name for name in names if name.parent == theme]
        counts = [
            pages([root / file for file in files], folder / f"{root.name}-{theme.name}") for root in (before, after)
        ]
        different += [
            f"{name}: {old} pages, now {new}" for name, old, new in zip(files, *counts, strict=True) if old != new
        ]
    return different


def main(arguments: list[str]) -> int:
    """Export with both revisions, compare the results, and print the differences."""
    revision, *options = arguments
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        tree = place / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), revision], check=True, cwd=ROOT)
        try:
            for theme in sorted(path.parent.name for path in (tree / "themes").glob("*/theme.toml")):
                export(tree, place / "before", theme)
                export(ROOT, place / "after", theme)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], check=True, cwd=ROOT)
        different, xml_only = compare(place / "before", place / "after")
        if "--pages" in options:
            different += page_differences(place / "before", place / "after", xml_only, place / "pages")
    print("\n".join(different) or "no visible difference")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
