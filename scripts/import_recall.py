"""Measure how much of each foreign format arrives in a profile, and write the table in docs/import.md.

python scripts/import_recall.py [--check]

A text counts as imported if all its words are in the profile, as kept if some are only in its comments, and as named if
only the report has them or names their column or file as a whole. Exit 1 if a text is missing or, with --check, if the
table is stale.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from leaves import Account, leaves, words  # noqa: E402 - from the folder added above

from resume_cli.interchange.importing import read  # noqa: E402
from resume_cli.interchange.source import open_source  # noqa: E402

SAMPLES = ROOT / "tests" / "data" / "interchange"
JSON_RESUME = ROOT / "tests" / "data" / "jsonresume-sample.json"
PAGE = ROOT / "docs" / "import.md"
BEGIN, END = "<!-- recall: made by scripts/import_recall.py -->", "<!-- end of recall -->"
HEAD = (
    "| format | files | texts | imported | kept | named in the report | missing |\n|---|---:|---:|---:|---:|---:|---:|"
)


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


def measure(path: Path, recall: Recall) -> None:
    """Add the texts of a sample to the numbers."""
    account = Account(read(open_source(str(path)), None)[0])
    recall.files += 1
    for leaf in filter(lambda each: words(each.text), leaves(path)):
        recall.texts += 1
        place = account.place(leaf)
        setattr(recall, place, getattr(recall, place) + 1)


def table() -> tuple[str, int]:
    """Return the table and the number of missing texts."""
    rows, missing = [HEAD], 0
    samples = {folder.name: sorted(folder.iterdir()) for folder in SAMPLES.iterdir()} | {"jsonresume": [JSON_RESUME]}
    for name, paths in sorted(samples.items()):
        recall = Recall()
        for path in paths:
            measure(path, recall)
        rows.append(recall.row(f"`{name}`"))
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
