"""Write what the program and the documentation take from the wordings, or check that it is fresh.

    python scripts/wording.py            writes the files below
    python scripts/wording.py --check    names those that are stale, exit 1 if any

For every `resume_cli/locale/<tag>.toml` it writes `cldr/<tag>.toml`, the names of months and countries from CLDR, and
a row of the table in docs/languages.md. `cldr/languages.txt` has the languages that CLDR has an English name for,
`cldr/dates.txt` all names of months and words for "until now", `cldr/frequent.txt` the frequent words of languages.
Babel brings CLDR, so no network is needed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, __version__, localedata

from resume_cli.compose.dates import date, period
from resume_cli.compose.formatter import Formatter
from resume_cli.document import plain
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.profile.values import Date, LocalizedText

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "resume_cli" / "locale"
FOLDER = TABLES / "cldr"
PAGE = ROOT / "docs" / "languages.md"
HEAD = f"# Written by scripts/wording.py from CLDR as in babel {__version__}. Do not edit.\n"
PART = re.compile(r"(<!-- languages: made by scripts/wording\.py -->\n).*?(<!-- end of languages -->)", re.DOTALL)


def names(tag: str) -> str:
    """Return the text of the generated file of one language."""
    locale = _locale(tag.replace("-", "_"))
    # The width that typesetters of résumés use where they name months in words.
    months = [locale.months["format"]["abbreviated"][number] for number in range(1, 13)]
    countries = [(code, name) for code, name in sorted(locale.territories.items()) if len(code) == 2 and code.isalpha()]
    lines = [f"{code} = {_quoted(name)}" for code, name in countries]
    # Words of a calendar are no names of people, although May is one.
    wide = [locale.months[where]["wide"][number] for where in ("format", "stand-alone") for number in range(1, 13)]
    days = [locale.days["format"][width][number] for width in ("wide", "abbreviated") for number in range(7)]
    calendar = f"\n[calendar]\nwords = {_quoted(list(dict.fromkeys(wide + days)))}\n"
    head = f"{HEAD}\n[months]\nnames = {_quoted(months)}\n{calendar}{_plurals(locale)}\n[countries]\n"
    return head + "\n".join(lines) + "\n"


def _locale(name: str) -> Locale:
    """Return a locale that was never asked before: Babel keeps what one language inherits among the data of others."""
    localedata._cache.clear()  # noqa: SLF001 - the only way
    return Locale.parse(name)


def _plurals(locale: Locale) -> str:
    """Return the table of the numbers below a hundred by the form of a noun that follows them, `other` left out."""
    forms = {number: locale.plural_form(number) for number in range(1, 100)}
    numbers = {
        form: [number for number, each in forms.items() if each == form] for form in ("one", "two", "few", "many")
    }
    return "\n[plurals]\n" + "".join(f"{form} = {_quoted(found)}\n" for form, found in numbers.items() if found)


def _quoted(value: object) -> str:
    """Return a text or a list of texts as TOML has it, which in these cases is as JSON has it."""
    return json.dumps(value, ensure_ascii=False)


def languages() -> str:
    """Return the text of the list of languages: the tag and the English name of each."""
    lines = (f"{tag} {name}\n" for tag, name in sorted(Locale("en").languages.items()) if tag.isalpha())
    return HEAD + "".join(lines)


def dates() -> str:
    """Return the text of the list by which dates are read: the number of a month and a name, 0 and "until now"."""
    heads = {tag.partition("-")[0] for tag in AVAILABLE}
    found = {f"0 {word}" for tag in AVAILABLE for word in wording(tag).tables["dates"]["present"]}
    # Regions have names of their own, such as `Jänner` in Austria and `شباط` in Lebanon.
    for name in localedata.locale_identifiers():
        head, _, rest = name.partition("_")
        if head in heads and "Dsrt" not in rest and "Shaw" not in rest:
            found |= set(_months(_locale(name)))
    return HEAD + "".join(f"{line}\n" for line in sorted(found, key=lambda line: (int(line.split()[0]), line)))


def _months(locale: Locale) -> Iterator[str]:
    """Yield number and name of each month, in all forms that a date can have."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                # `3月` and `M03` are numbers, which need no list.
                if not any(map(str.isdigit, name)):
                    yield f"{number} {_bare(name)}"


def _bare(name: str) -> str:
    return name.casefold().strip(" .'׳").replace("\xa0", " ")


def frequent() -> str:
    """Return the text of the list of frequent words: a tag and the words of the language in each line."""
    words = {tag: tomllib.loads((TABLES / f"{tag}.toml").read_text("utf-8")).get("words") for tag in AVAILABLE}
    return HEAD + "".join(f"{tag} {' '.join(own['frequent'].split())}\n" for tag, own in words.items() if own)


def table() -> str:
    """Return the table of languages in the documentation."""
    head = "| language | | `work` | a month that goes on | a day | a list | a limit |\n|---|---|---|---|---|---|---|\n"
    return head + "".join(f"| {' | '.join(_row(tag))} |\n" for tag in AVAILABLE)


def _row(tag: str) -> Iterator[str]:
    words = Formatter.of(tag, (tag,))
    yield f"`{tag}`"
    yield words.locale.label("language_name")
    yield words.locale.section("work") or ""
    yield plain(period(words, Date("2018-01", 2018, 1), None))
    yield plain(date(words, Date("2018-01-31", 2018, 1, 31)))
    yield plain(words.items([LocalizedText(((tag, letter),)) for letter in "AB"]))
    yield words.locale.label("some_of").format(shown=1, total=2)


def main(arguments: list[str]) -> int:
    """Write the files, or with --check name those that differ."""
    check = "--check" in arguments
    fresh = {FOLDER / f"{tag}.toml": names(tag) for tag in AVAILABLE} | {FOLDER / "languages.txt": languages()}
    fresh |= {FOLDER / "dates.txt": dates(), FOLDER / "frequent.txt": frequent()}
    stale = [path for path, text in fresh.items() if _renew(path, text, check=check)]
    # The table has names of months, so the files of CLDR come first.
    if not (check and stale):
        page = PART.sub(lambda part: part[1] + table() + part[2], PAGE.read_text("utf-8"))
        stale += [PAGE] if _renew(PAGE, page, check=check) else []
    print("\n".join(f"{'stale' if check else 'written'}: {path.name}" for path in stale) or "wording: fresh")
    return int(check and bool(stale))


def _renew(path: Path, text: str, *, check: bool) -> bool:
    """Write a file unless it has this text already, and tell whether it had not."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    if not check:
        path.write_text(text, "utf-8")
    return True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
