"""Regenerate the documentation that is derived from the model: the JSON Schema and the tables of all keys.

python scripts/profile_docs.py    write docs/profile.schema.json and the tables in docs/profile.md
"""

import json
import re
from pathlib import Path

from resume_cli.profile.schema import schema
from resume_cli.profile.tables import field_tables

DOCS = Path(__file__).resolve().parent.parent / "docs"
PART = re.compile(r"(<!-- fields: made by scripts/profile_docs\.py -->\n).*?(<!-- end of fields -->)", re.DOTALL)


def main() -> None:
    """Write the schema and the tables."""
    (DOCS / "profile.schema.json").write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    page = DOCS / "profile.md"
    text = page.read_text("utf-8")
    page.write_text(PART.sub(lambda part: part[1] + field_tables() + part[2], text), "utf-8")


if __name__ == "__main__":
    main()
