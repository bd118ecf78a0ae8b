"""Measure how much of each foreign format arrives in a profile, and write the table in docs/import.md.

python scripts/import_recall.py [--check]

The texts are those of the tests' samples. A text counts as imported if all its words are in the profile, as kept if
they are in its comments or under keys of the source, and as named if only the report has them. Exit 1 if a text is
missing or, with --check, if the table is stale.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from leaves import leaves, words  # noqa: E402 - from the folder added above

from resume_cli.interchange.importing import read  # noqa: E402
from resume_cli.interchange.source import open_source  # noqa: E402

SAMPLES = ROOT / "tests" / "data" / "interchange"
PAGE = ROOT / "docs" / "import.md"
BEGIN, END = "<!-- recall: made by scripts/import_recall.py -->", "<!-- end of recall -->"
HEAD = (
    "| format | files | texts | imported | kept | named in the report | missing |\n|---|---:|---:|---:|---:|---:|---:|"
)
#: Formats whose values arrive as they were typed. In the others, dates, LaTeX and tables are rewritten, and the tests
#: check each value.
TYPED = frozenset({".json", ".xml", ".yaml", ".yml"})


@dataclass(slots=True)
class Recall:
    """The numbers of texts by the place where they were found."""

    files: int = 0
    texts: int = 0
    imported: int = 0
    kept: int = 0
    named: int = 0
    missing: int = 0

    def row(self, title: str) -> str:
        """Return a row of the table, with shares in percent."""
        shares = (getattr(self, field.name) for field in fields(self)[2:])
        cells = " | ".join(f"{100 * share / max(self.texts, 1):.0f} %" for share in shares)
        return f"| {title} | {self.files} | {self.texts} | {cells} |"


def strings(value: Any) -> str:  # noqa: ANN401 - plain data
    """Return all keys and texts of plain data."""
    if isinstance(value, dict):
        return " ".join(f"{key} {strings(inner)}" for key, inner in value.items())
    return " ".join(map(strings, value)) if isinstance(value, list) else str(value)


def measure(path: Path, recall: Recall) -> None:
    """Add the texts of a sample to the numbers."""
    draft, _ = read(open_source(str(path)), None)
    profile = set(words(strings(draft.profile)))
    kept = profile | set(words(" ".join(comment.text for comment in draft.comments)))
    told = kept | set(words(" ".join(f"{note.source} {note.value} {note.message}" for note in draft.notes)))
    recall.files += 1
    places = {"imported": profile, "kept": kept, "named": told}
    for needed in filter(None, (set(words(text)) for text in leaves(path))):
        recall.texts += 1
        place = next((name for name, found in places.items() if needed <= found), "missing")
        setattr(recall, place, getattr(recall, place) + 1)


def table() -> tuple[str, int]:
    """Return the table and the number of missing texts."""
    rows, missing = [HEAD], 0
    for folder in sorted(SAMPLES.iterdir()):
        recall = Recall()
        for path in sorted(folder.iterdir()):
            if path.suffix in TYPED:
                measure(path, recall)
        if not recall.files:
            continue
        rows.append(recall.row(f"`{folder.name}`"))
        missing += recall.missing
    return "\n".join(rows), missing


def main(arguments: list[str]) -> int:
    """Write the table, or check it."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    rows, missing = table()
    fresh = f"{before}{BEGIN}\n{rows}\n{END}{rest.partition(END)[2]}"
    if "--check" not in arguments:
        PAGE.write_text(fresh, "utf-8")
    stale = "--check" in arguments and fresh != page
    print(f"recall: {missing} texts missing" if missing else f"recall: {'stale' if stale else 'fresh'}")
    return int(bool(missing) or stale)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
