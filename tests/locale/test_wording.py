"""The wording: complete where it promises to be, fresh from CLDR, and with the same placeholders everywhere."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from resume_cli.compose.formatter import Formatter
from resume_cli.compose.sections import _entry_line
from resume_cli.document import Entry, Paragraph, Text, plain
from resume_cli.locale import wording as package
from resume_cli.locale.countries import meant
from resume_cli.locale.wording import AVAILABLE, resolve, wording

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(package.__file__).parent
#: What every language brings in words of its own.
#: Languages in which every key has a word of its own; the others leave the rarest to English.
COMPLETE = ("ja", "nl", "pl", "tr", "zh", "zh-Hant")
REQUIRED = ("sections", "labels", "details", "facts", "status", "dates")
#: Words that may be the same in every language.
SHARED = set("title doi arxiv isbn level group count_before count_after year frequent elided".split())
PLACEHOLDER = re.compile(r"\{(\w+)(?::02)?\}")


def tables(tag: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((FOLDER / f"{tag}.toml").read_text("utf-8"))


ENGLISH = tables("en")
OTHERS = [tag for tag in AVAILABLE if tag not in {"en", "en-GB"}]


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_every_label_and_date_in_words_of_its_own(tag: str) -> None:
    own = tables(tag)
    missing = [
        f"{table}.{key}"
        for table in REQUIRED
        for key in ENGLISH[table]
        if key not in own.get(table, {}) and key not in SHARED
    ]
    assert missing == []


@pytest.mark.parametrize("tag", COMPLETE)
def test_a_complete_language_leaves_nothing_to_english(tag: str) -> None:
    own = tables(tag)
    missing = [
        f"{table}.{key}"
        for table in ENGLISH
        for key in ENGLISH[table]
        if key not in own.get(table, {}) and key not in SHARED
    ]
    assert missing == []


@pytest.mark.parametrize("tag", AVAILABLE)
def test_no_language_has_a_key_that_english_lacks(tag: str) -> None:
    assert {(table, key) for table, keys in tables(tag).items() for key in keys} <= {
        (table, key) for table, keys in ENGLISH.items() for key in keys
    }


@pytest.mark.parametrize("tag", AVAILABLE)
def test_patterns_have_the_placeholders_of_the_english_ones(tag: str) -> None:
    for table, keys in tables(tag).items():
        for key, pattern in keys.items():
            if isinstance(pattern, str) and table != "dates":
                assert set(PLACEHOLDER.findall(pattern)) == set(PLACEHOLDER.findall(str(ENGLISH[table][key]))), key


@pytest.mark.parametrize("tag", AVAILABLE)
def test_a_date_pattern_names_each_part_that_it_has(tag: str) -> None:
    date = wording(tag).date
    for kind, parts in {"year": {"year"}, "month": {"year", "month"}, "day": {"year", "month", "day"}}.items():
        found = [name.removesuffix("_name") for name in PLACEHOLDER.findall(date(kind))]
        assert sorted(found) == sorted(parts)
    assert PLACEHOLDER.findall(date("range")) == ["start", "end"]


@pytest.mark.parametrize("tag", AVAILABLE)
def test_addresses_and_degrees_name_all_their_parts(tag: str) -> None:
    words = wording(tag)
    parts = [part for step in words.order("address") for part in step.split()]
    assert sorted(parts) == ["address", "city", "country", "postal_code", "region"]
    assert sorted(words.order("degree")) == ["area", "study_type"]


@pytest.mark.sources
def test_the_words_of_cldr_and_the_table_of_languages_are_fresh() -> None:
    assert run_script(FOLDER / "cldr", "--check") == 0


@pytest.mark.sources
def test_a_changed_word_of_cldr_is_noticed(tmp_path: Path) -> None:
    assert run_script(tmp_path) == 0
    assert run_script(tmp_path, "--check") == 0
    german = tmp_path / "de.toml"
    german.write_text(german.read_text("utf-8").replace("Deutschland", "Teutonia"), "utf-8")
    assert run_script(tmp_path, "--check") == 1


def run_script(folder: Path, *words: str) -> int:
    """Run the script in a process of its own: Babel's answers depend on what it was asked before."""
    code = (
        "import sys, pathlib, wording; wording.FOLDER = pathlib.Path(sys.argv[1]); sys.exit(wording.main(sys.argv[2:]))"
    )
    command = [sys.executable, "-c", code, str(folder), *words]
    return subprocess.run(command, cwd=ROOT / "scripts", check=False).returncode


@pytest.mark.parametrize(
    ("asked", "served"),
    [("zh-CN", "zh"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-Hans-SG", "zh"), ("pt-BR", "pt"), ("sv", "en"),
     ("en-GB", "en-GB"), ("en-AU", "en"), ("de-CH-1996", "de")],
)  # fmt: skip
def test_a_language_is_served_by_the_nearest_wording(asked: str, served: str) -> None:
    assert resolve(asked) == served


@pytest.mark.parametrize(
    ("tag", "code", "name"),
    [("zh", "US", "美国"), ("zh-Hant", "us", "美國"), ("de", " at ", "Österreich"), ("en", "QQ", None)],
)
def test_countries_have_their_names_in_each_language(tag: str, code: str, name: str | None) -> None:
    assert wording(tag).country(code) == name


@pytest.mark.parametrize(
    ("written", "code"),
    [("UK", "GB"), ("USA", "US"), ("de", "DE"), ("Deutschland", "DE"), ("한국", "KR"), ("대한민국", "KR"),
     ("Ísland", ""), ("Iceland", "IS"), ("РОССИЯ", "RU"), ("中国", "CN"), ("日本", "JP"),
     ("Unknown Region", ""), ("Narnia", "")],
)  # fmt: skip
def test_a_country_written_out_leads_to_its_code(written: str, code: str) -> None:
    assert meant(written) == code


@pytest.mark.parametrize("tag", AVAILABLE)
def test_months_are_those_of_cldr(tag: str) -> None:
    from babel import Locale

    months = Locale.parse(tag, sep="-").months["format"]["abbreviated"]
    assert [wording(tag).month(number) for number in range(1, 13)] == [months[number] for number in range(1, 13)]


def test_a_line_keeps_one_stop_of_the_language_at_the_end_of_a_sentence() -> None:
    words = Formatter.of("en", ("en",))
    tables = {**words.locale.tables, "marks": {**words.locale.tables["marks"], "stop": "। "}}
    hindi = replace(words, locale=replace(words.locale, tables=tables))
    entry = Entry((Text("एक"),), body=(Paragraph((Text("दो।"),)), Paragraph((Text("तीन।"),))))
    assert plain(_entry_line(hindi, entry)) == "एक। दो। तीन"


def test_reading_a_wording_needs_no_babel() -> None:
    import subprocess
    import sys

    program = "import sys; from resume_cli.locale.wording import wording; wording('zh').country('CN')"
    program += "; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
