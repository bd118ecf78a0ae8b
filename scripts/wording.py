"""Write the month and country names of every language from CLDR, or check that they are up to date.

Usage: python scripts/wording.py [--check]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from babel import Locale, __version__

from resume_cli.locale.wording import AVAILABLE

FOLDER = Path(__file__).parent.parent / "resume_cli" / "locale" / "cldr"
#: The CLDR width of the month names: the one usual in typesetting.
WIDTH = "abbreviated"


def content(tag: str) -> str:
    """Return the text of the generated file for one language."""
    locale = Locale.parse(tag, sep="-")
    months = locale.months["format"][WIDTH]
    names = [months[number] for number in range(1, 13)]
    countries = {code: name for code, name in sorted(locale.territories.items()) if len(code) == 2 and code.isalpha()}
    lines = [
        f"# Written by scripts/wording.py from CLDR as in babel {__version__}. Do not edit.",
        "",
        "[months]",
        f"names = {json.dumps(names, ensure_ascii=False)}",
        "",
        "[countries]",
        *(f"{code} = {json.dumps(name, ensure_ascii=False)}" for code, name in countries.items()),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or with --check list those that are out of date."""
    stale = []
    for tag in AVAILABLE:
        path = FOLDER / f"{tag}.toml"
        fresh = content(tag)
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale.append(path.name)
        if "--check" not in arguments:
            path.write_text(fresh, encoding="utf-8")
    if stale:
        print(("out of date: " if "--check" in arguments else "written: ") + ", ".join(stale))
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
