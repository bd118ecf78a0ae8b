"""Write the files that are made from the wordings and from CLDR, or check that they are fresh.

    python scripts/wording.py            write the files below
    python scripts/wording.py --check    list those that are stale; exit 1 if there are any

For every `resume_cli/locale/<tag>.toml`, `cldr/<tag>.toml` contains the names of months and countries from CLDR, and
the table in docs/languages.md has a row. `cldr/languages.txt` lists the languages for which CLDR has an English name,
`cldr/dates.txt` all names of months and words for "until now", and `cldr/frequent.txt` the frequent words of languages.
Babel includes the data of CLDR, so no network is needed.
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
    # Abbreviated names, which are the usual ones in résumés.
    months = [locale.months["format"]["abbreviated"][number] for number in range(1, 13)]
    countries = [(code, name) for code, name in sorted(locale.territories.items()) if len(code) == 2 and code.isalpha()]
    lines = [f"{code} = {_quoted(name)}" for code, name in countries]
    # Words of the calendar are not taken for names of people, although May is one.
    wide = [locale.months[where]["wide"][number] for where in ("format", "stand-alone") for number in range(1, 13)]
    days = [locale.days["format"][width][number] for width in ("wide", "abbreviated") for number in range(7)]
    calendar = f"\n[calendar]\nwords = {_quoted(list(dict.fromkeys(wide + days)))}\n"
    head = f"{HEAD}\n[months]\nnames = {_quoted(months)}\n{calendar}{_plurals(locale)}\n[countries]\n"
    return head + "\n".join(lines) + "\n"


def _locale(name: str) -> Locale:
    """Return a locale, parsed with an empty cache: Babel keeps data that one language inherits with those of others."""
    localedata._cache.clear()  # noqa: SLF001 - there is no public way
    return Locale.parse(name)


def _plurals(locale: Locale) -> str:
    """Return the table of plural forms, except for `other`, each with the numbers below 100 that take it."""
    forms = {number: locale.plural_form(number) for number in range(1, 100)}
    numbers = {
        form: [number for number, each in forms.items() if each == form] for form in ("one", "two", "few", "many")
    }
    return "\n[plurals]\n" + "".join(f"{form} = {_quoted(found)}\n" for form, found in numbers.items() if found)


def _quoted(value: object) -> str:
    """Return a text or a list of texts in TOML, whose syntax for them is that of JSON."""
    return json.dumps(value, ensure_ascii=False)


def languages() -> str:
    """Return the text of the list of languages: the tag and the English name of each."""
    lines = (f"{tag} {name}\n" for tag, name in sorted(Locale("en").languages.items()) if tag.isalpha())
    return HEAD + "".join(lines)


def dates() -> str:
    """Return the text of the list for reading dates: a month's number and a name, or 0 and a word for "until now"."""
    heads = {tag.partition("-")[0] for tag in AVAILABLE}
    found = {f"0 {word}" for tag in AVAILABLE for word in wording(tag).tables["dates"]["present"]}
    # Some regions have different names, such as `Jänner` in Austria and `شباط` in Lebanon.
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
    """Return the text of the list of frequent words: in each line, a tag and the words of the language."""
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
    """Write the files, or list those that differ with --check."""
    check = "--check" in arguments
    fresh = {FOLDER / f"{tag}.toml": names(tag) for tag in AVAILABLE} | {FOLDER / "languages.txt": languages()}
    fresh |= {FOLDER / "dates.txt": dates(), FOLDER / "frequent.txt": frequent()}
    stale = [path for path, text in fresh.items() if _renew(path, text, check=check)]
    # The table contains names of months, so the files from CLDR are written first.
    if not (check and stale):
        page = PART.sub(lambda part: part[1] + table() + part[2], PAGE.read_text("utf-8"))
        stale += [PAGE] if _renew(PAGE, page, check=check) else []
    print("\n".join(f"{'stale' if check else 'written'}: {path.name}" for path in stale) or "wording: fresh")
    return int(check and bool(stale))


def _renew(path: Path, text: str, *, check: bool) -> bool:
    """Return whether a file does not have this text yet, and write it unless `check` is true."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    if not check:
        path.write_text(text, "utf-8")
    return True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
