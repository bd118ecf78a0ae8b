"""Gather the pages of the site in build/pages, from which MkDocs builds it (`make site`).

Pages outside docs/ become pages of the site, links to other files lead to copies of them, and a link to a folder is
replaced by its text.

    python scripts/site_pages.py            gather the pages
    python scripts/site_pages.py --check    list what the site in build/site loads from elsewhere; exit 1 if anything
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

ROOT = Path(__file__).resolve().parent.parent
DOCS = "docs/"
STYLE = "site.css"
#: Pages outside docs/, and their names in the site.
PAGES = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "examples/README.md": "examples.md",
    "themes/fonts/SOURCES.md": "font-sources.md",
}
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?!https?:|mailto:|#)(?P<target>[^)#\s]+)(?P<rest>[^)]*)\)")
LOADED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']?(https?:|//)[^>]*>|<link[^>]*stylesheet[^>]*//[^>]*>"""
)


def gathered() -> dict[str, str | Path]:
    """Return the files of the site by their names: the text of a page, or the file to copy."""
    pages = {place(f"{DOCS}{path.name}"): f"{DOCS}{path.name}" for path in (ROOT / "docs").glob("*.md")}
    pages |= {name: source for source, name in PAGES.items()}
    found: dict[str, str | Path] = {STYLE: ROOT / DOCS / STYLE}
    for name, source in pages.items():
        text = (ROOT / source).read_text("utf-8")
        for link in LINK.finditer(text):
            file = linked(source, link["target"])
            if (ROOT / file).is_file():
                found.setdefault(place(file), ROOT / file)
        found[name] = LINK.sub(lambda link, source=source: moved(source, link), text)  # type: ignore[misc]
    return found


def moved(source: str, link: re.Match[str]) -> str:
    """Return a link of a page, rewritten for the site."""
    file = linked(source, link["target"])
    if (ROOT / file).is_dir():
        return link["words"]
    return f"[{link['words']}]({place(file)}{link['rest']})"


def linked(source: str, target: str) -> str:
    """Return the path of the file that a link of a page leads to, relative to the project's folder."""
    return normpath(join(dirname(source), target))


def place(file: str) -> str:
    """Return the place of a file in the site."""
    return file.removeprefix(DOCS) if file.startswith(DOCS) else PAGES.get(file, f"files/{file}")


def gather(folder: Path) -> None:
    """Write the files of the site to a folder, replacing its content."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in gathered().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, "utf-8")
        else:
            shutil.copyfile(content, path)


def loaded_from_elsewhere(site: Path) -> list[str]:
    """Return the tags of built pages that load something from another host."""
    pages = sorted(site.rglob("*.html"))
    return [f"{page.relative_to(site)}: {tag[0]}" for page in pages for tag in LOADED.finditer(page.read_text("utf-8"))]


def main(arguments: list[str]) -> int:
    """Gather the pages, or check what was built."""
    if "--check" not in arguments:
        gather(ROOT / "build" / "pages")
        return 0
    found = loaded_from_elsewhere(ROOT / "build" / "site")
    print("\n".join(found) or "site: nothing is loaded from elsewhere")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
