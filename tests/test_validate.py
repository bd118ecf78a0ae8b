"""Validate: plain data become a profile with everything kept, or all problems at once, each at its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resume_cli.errors import InputError, Problem, ProfileError, RefusedError
from resume_cli.profile import latex, links
from resume_cli.profile.bibtex import name_in_order
from resume_cli.profile.clean import clean
from resume_cli.profile.codes import CODES
from resume_cli.profile.data import to_data
from resume_cli.profile.dates import ONGOING, read_date
from resume_cli.profile.folder import Folder, read_profile
from resume_cli.profile.load import from_data, load
from resume_cli.profile.model import Date, Item, Kind, Patent, Profile, Text, declarations, key_of, texts
from resume_cli.profile.rows import read as read_rows
from resume_cli.profile.similar import hint_for, slips
from resume_cli.profile.validate import Validated, validate

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(content: str, input_format: str = "yaml") -> Validated:
    return validate(load(content.encode(), f"profile.{input_format}"))


def profile_of(data: Mapping[str, Any]) -> Profile:
    return validate(from_data(data)).profile


def problems_of(content: str, input_format: str = "yaml") -> list[tuple[str, int, int]]:
    """Return code, line and column of every problem, whether it stops or not."""
    try:
        found = read(content, input_format).problems
    except ProfileError as error:
        found = error.problems
    return [(problem.code, problem.position.line, problem.position.column) for problem in found if problem.position]


def errors_of(data: Mapping[str, Any]) -> list[Problem]:
    with pytest.raises(ProfileError) as caught:
        profile_of(data)
    return [problem for problem in caught.value.problems if problem.severity == "error"]


def test_a_text_is_one_string_or_one_per_language() -> None:
    basics = read("basics:\n  name: {zh: 刘硕, en: Stuart Lau}\n  label: Engineer\n").profile.basics
    assert basics.name == Text((("zh", "刘硕"), ("en", "Stuart Lau")))
    assert basics.name is not None
    assert basics.name.path == ("basics", "name")
    assert basics.label == Text((("", "Engineer"),))


def test_tags_are_written_as_bcp_47_recommends() -> None:
    name = profile_of({"basics": {"name": {"zh-hant-tw": "a", "pt_br": "b"}}}).basics.name
    assert name is not None
    assert [tag for tag, _ in name.values] == ["zh-Hant-TW", "pt-BR"]


def test_lists_of_equal_length_are_paired_by_their_places() -> None:
    work = read("work:\n  - highlights: {zh: [甲, 乙], en: [a, b]}\n").profile.work[0]
    assert [text.values for text in work.highlights] == [(("zh", "甲"), ("en", "a")), (("zh", "乙"), ("en", "b"))]
    assert not any(text.only for text in work.highlights)


def test_lists_of_different_lengths_stay_with_their_languages() -> None:
    profile = read("work:\n  - highlights: {zh: [甲, 乙, 丙], en: [a, {text: b, tags: [t]}]}\n").profile
    bullets = profile.work[0].highlights
    assert [(text.values, text.only) for text in bullets] == [
        *(((("zh", each),), True) for each in "甲乙丙"),
        *(((("en", each),), True) for each in "ab"),
    ]
    assert profile_of(to_data(profile)) == profile


@pytest.mark.parametrize("bullet", ["{zh: 甲, en: a, tags: [x, y]}", "{text: {zh: 甲, en: a}, tags: [x, y]}"])
def test_a_bullet_carries_tags(bullet: str) -> None:
    (text,) = read(f"work:\n  - highlights:\n      - {bullet}\n").profile.work[0].highlights
    assert text == Text((("zh", "甲"), ("en", "a")), tags=("x", "y"))


def test_a_text_alone_is_a_list_of_one() -> None:
    basics = profile_of(
        {"basics": {"email": "a@example.com", "url": "https://example.com"}, "work": [{"highlights": "x"}]}
    )
    assert [len(basics.basics.email), len(basics.basics.url), len(basics.work[0].highlights)] == [1, 1, 1]


def test_numbers_of_json_are_texts_with_their_characters() -> None:
    profile = read(
        '{"basics": {"phone": 5550123456}, "education": [{"score": 1.10, "startDate": 2018}]}', "json"
    ).profile
    assert profile.basics.phone[0].content == "5550123456"
    assert profile.education[0].score == Text((("", "1.10"),))
    assert profile.education[0].start_date == Date("2018", 2018)


WRONG = [
    ("work: x\n", [("wrong-type", 1, 7)]),
    ("basics: [a]\n", [("wrong-type", 1, 9)]),
    ("basics:\n  name:\n    - a\n    - b\n", [("wrong-type", 2, 3)]),
    ("work:\n  name: A\n", [("wrong-type", 1, 1)]),
    ("work:\n  - A\n", [("wrong-type", 2, 5)]),
    ("work:\n  - startDate: {zh: 2018}\n", [("wrong-type", 2, 16)]),
    ("work:\n  - startDate: 2013-19\n", [("impossible-date", 2, 16)]),
    ("work:\n  - startDate: 2023-02-30\n", [("impossible-date", 2, 16)]),
    ("work:\n  - startDate: 2019\n    endDate: 2018-05\n", [("end-before-start", 3, 14)]),
    ("work:\n  - startDate: 2019-05\n    endDate: 2019-05\n  - startDate: 2019\n    endDate: 2019-05\n", []),
    ("work:\n  - startDate: Summer 2012\n    endDate: 10/2018\n", [("free-date", 2, 16), ("free-date", 3, 14)]),
    ("work:\n  - startDate: 2018.01\n", [("loose-date", 2, 16)]),
    ("basics:\n  name: {zh: 甲, enn: b}\n", [("unknown-language", 2, 17)]),
    ("basics:\n  name: {first: A, last: B}\n", [("unknown-language", 2, 10), ("unknown-language", 2, 20)]),
    ("meta:\n  languages: [zh, klingon]\n", [("unknown-language", 2, 19)]),
    ("meta:\n  languages: [zh]\nbasics:\n  name: {zh: 甲, en: b, EN-us: c}\n",
     [("undeclared-language", 4, 17), ("unknown-language", 4, 24)]),
    ("meta:\n  languages: [zh]\nbasics:\n  name: {zh: 甲, en: b}\n  label: {en: c}\n",
     [("undeclared-language", 4, 17)]),
    ("basics:\n  nmae: A\nwrok: [1]\n", [("unknown-key", 2, 3), ("unknown-key", 3, 1)]),
    ("basics:\n  website: https://a.example\n", [("renamed-key", 2, 3)]),
    ("basics:\n  url: https://a.example\n  website: https://b.example\n", [("doubled-key", 3, 3)]),
    ("work:\n  - name: A\n  -\n  - {name: '', url: ''}\n", [("blank-entry", 3, 4), ("blank-entry", 4, 5)]),
    ("basics:\n  email: a(at)b\n  phone: call me\n", [("odd-email", 2, 10), ("odd-phone", 3, 10)]),
    ("basics:\n  location: {countryCode: UK}\n", [("odd-country", 2, 27)]),
    ("basics:\n  url: www.example.com\n", [("url-without-scheme", 2, 8)]),
    ("basics:\n  url: javascript:alert(1)\n", [("refused-scheme", 2, 8)]),
    ("basics:\n  url: https:///www.example.com\n", [("repaired-url", 2, 8)]),
    ('basics:\n  name: "A\\e[31mB"\n', [("removed-characters", 2, 9)]),
    ("work:\n  - highlights:\n      - Result: twice as fast\n", [("colon-in-text", 3, 9)]),
    ("work:\n  - location: {city: A, countryCode: CN}\n", [("joined-location", 2, 15)]),
    ("basics:\n  profiles: {github: a}\n", [("old-form", 2, 13)]),
    ("sections: [work, wrok]\n", [("unknown-section", 1, 18)]),
    ("sections:\n  - patents: {style: compactt, limit: 0}\n", [("unknown-word", 2, 22), ("wrong-number", 2, 39)]),
    ("sections:\n  - title: A\n  - {entries: [{name: B}]}\n", [("missing-id", 2, 5), ("missing-id", 3, 5)]),
    ("variants:\n  a: {redact: [basics.emial]}\n", [("unknown-field", 2, 16)]),
    ("variants:\n  a: {limit: {patnts: 5}}\n", [("unknown-section", 2, 23)]),
    ("cv:\n  name: A\n", [("not-a-profile", 1, 1), ("unknown-key", 1, 1)]),
    ("", [("empty", 1, 1)]),
    ("- a\n", [("wrong-type", 1, 1)]),

]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), WRONG)
def test_what_is_odd_or_wrong_is_named_with_its_code_and_place(
    content: str, expected: list[tuple[str, int, int]]
) -> None:
    assert problems_of(content) == expected


def test_what_yaml_and_others_made_of_a_text_is_put_together_again() -> None:
    places = "work:\n  - location: {address: Main Street 1, postalCode: 0123}\n"
    content = places + "    highlights:\n      - Two things:\n      - Go: fast\n"
    work = read(content).profile.work[0]
    assert work.location == Text((("", "Main Street 1, 0123"),))
    assert [text.content for text in work.highlights] == ["Two things:", "Go: fast"]


def test_a_truth_value_of_json_is_no_text_and_one_of_yaml_is() -> None:
    assert problems_of('{"basics": {"name": true}}', "json") == [("wrong-type", 1, 21)]
    assert read("basics: {name: true}").profile.basics.name == Text((("", "true"),))


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    content = "work:\n  - endDate: 2013-19\n    nmae: A\nbasics:\n  phone: x\n  name: [a, b]\n"
    assert [code for code, _, _ in problems_of(content)] == [
        "impossible-date",
        "unknown-key",
        "odd-phone",
        "wrong-type",
    ]


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("work: [{postion: A}]", "did you mean `position`?"),
        ("basics: {label_en: A}", "write `label: {en: …}`"),
        ("experience: [{name: A}]\nbasics: {}", "did you mean `work`?"),
        ("name: A\nwork: []", "`name` belongs into `basics`"),
        ("work:\n  -name: A", "a space belongs after the `-`"),
        ("basics: {name: {cn: A, en: B}}", "did you mean `zh`?"),
        ("sections: [{patents: {style: ful}}]", "did you mean `full`?"),
        ("variants: {a: {redact: [basics.phnoe]}}", "did you mean `basics.phone`?"),
        ("basics: {location: {countryCode: usa}}", "did you mean `US`?"),
    ],
)
def test_a_hint_names_what_was_meant(content: str, hint: str) -> None:
    try:
        found = read(content).problems
    except ProfileError as error:
        found = error.problems
    assert hint in [problem.hint for problem in found]


def test_a_key_far_from_all_others_gets_no_suggestion() -> None:
    assert [slips("ab", "ba"), slips("name", "nmae"), slips("abc", "ac"), slips("", "ab")] == [1, 1, 1, 2]
    assert hint_for("xyzzy", ["name", "url", "position"]) == ""
    assert hint_for("institution_url", ["institution", "url"]) == ""


def test_unknown_keys_survive_at_every_level() -> None:
    data = {
        "x": {"y": [1, 2.5, "z", None, True]},
        "basics": {"name": "A", "shoe": "44"},
        "work": [{"name": "B", "pin": False}],
    }
    assert to_data(profile_of(data)) == data


def test_keys_of_other_programs_are_kept_without_a_word() -> None:
    validated = read('{"$schema": "x", "basics": {"name": "A", "jobLocation": ""}}', "json")
    assert validated.problems == ()
    assert to_data(validated.profile)["$schema"] == "x"


def test_a_new_name_wins_over_an_old_one_only_when_it_says_something() -> None:
    assert profile_of({"work": [{"company": "A", "name": ""}]}).work[0].name == Text((("", "A"),))
    assert profile_of({"work": [{"company": "A", "name": "B"}]}).work[0].name == Text((("", "B"),))


@pytest.mark.parametrize("written", ["2018", "2018-01", "2018-01-31", "0999-12-01", "2024-02-29"])
def test_a_date_stays_as_precise_as_it_was_written(written: str) -> None:
    reading = read_date(written, ())
    assert (reading.date.text, reading.date.iso, reading.code) == (written, written, "")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018.01", "2018-01"),
        ("2018/1", "2018-01"),
        ("2023-9-28", "2023-09-28"),
        ("2018年3月", "2018-03"),
        ("2018年3月5日", "2018-03-05"),
        ("2018年", "2018"),
        ("2016-08-24T00:00:00.000Z", "2016-08-24"),
    ],
)
def test_a_date_in_another_form_is_understood(written: str, iso: str) -> None:
    assert read_date(written, ()).date.text == iso


@pytest.mark.parametrize("written", ["2013-19", "2023-02-29", "2018-00", "2018-04-31", "0000", "2013-19-39", "2018.13"])
def test_a_date_outside_the_calendar_stops(written: str) -> None:
    assert read_date(written, ()).impossible


@pytest.mark.parametrize("written", ["Present", "至今", "NOW", "heute", "настоящее время", "现在"])
def test_words_for_until_now_are_understood(written: str) -> None:
    date = read_date(written, ()).date
    assert (date.ongoing, date.text, date.iso) == (True, written, "")


def test_every_word_for_until_now_is_in_small_letters() -> None:
    assert {word for word in ONGOING if word != word.lower()} == set()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  a \t b\n c ", "a b c"), ("供应链\n  优化", "供应链优化"), ("Supply\n Chain", "Supply Chain"),
        ("提供IM+RTC\n    闭环能力", "提供IM+RTC闭环能力"), ("worked with\n刘硕 on it", "worked with 刘硕 on it"),
        ("e\u0301", "é"), ("a\u200fb", "a\u200fb"), ("\u2067שלום\u2069", "\u2067שלום\u2069"),
        ("👩‍💻", "👩‍💻"), ("<b>x</b>", "<b>x</b>"),
    ],
)  # fmt: skip
def test_texts_are_joined_as_their_script_wants(written: str, expected: str) -> None:
    assert clean(written) == (expected, ())


@pytest.mark.parametrize(
    ("written", "expected", "removed"),
    [
        ("a\x1b[31mb", "a[31mb", "U+001B"), ("a\x00b", "ab", "U+0000"), ("a\x9bb", "ab", "U+009B"),
        ("a\ud800b", "ab", "U+D800"),
        ("a\ufffeb", "ab", "U+FFFE"), ("a\U0001fffeb", "ab", "U+1FFFE"), ("a\u202eb", "ab", "U+202E"),
        ("a\ufeffb", "ab", "U+FEFF"),
        ("a\U000e0041b", "ab", "U+E0041"), ("soft\u00adhyphen", "softhyphen", "U+00AD"),
    ],
)  # fmt: skip
def test_what_no_reader_can_see_is_removed_and_named(written: str, expected: str, removed: str) -> None:
    assert clean(written) == (expected, (removed,))


def test_marks_of_direction_that_are_never_closed_are_removed() -> None:
    assert clean("a\u2067b")[0] == "ab"
    assert clean("a\u2069b\u2067c\u2069")[0] == "ab\u2067c\u2069"


def test_the_flag_of_a_region_keeps_its_tags() -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert clean(flag) == (flag, ())


def test_an_empty_line_parts_paragraphs_of_longer_texts_alone() -> None:
    basics = profile_of({"basics": {"summary": "a\nb\n\n\nc\n- d\n- e", "name": "a\n\nb"}}).basics
    assert basics.summary == Text((("", "a b\n\nc\n\n- d\n\n- e"),))
    assert basics.name == Text((("", "a b"),))


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60), st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, paragraphs: bool) -> None:
    once, _ = clean(text, paragraphs=paragraphs)
    assert clean(once, paragraphs=paragraphs) == (once, ())
    assert once.encode("utf-8").decode("utf-8") == once
    assert not any(character in once for character in "\x00\x1b\x9b\r\t\u202e\ufeff")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.one_of(WORDS, st.dictionaries(st.sampled_from(["zh", "en", "pt-BR"]), WORDS, max_size=3), st.none())
BULLETS = st.one_of(TEXTS, st.fixed_dictionaries({"text": TEXTS, "tags": st.lists(WORDS, max_size=2)}))
DATES = st.one_of(
    st.sampled_from(["2018", "2018-01", "2018.1", "至今", "Summer 2012", "", "2016-08-24T00:00:00Z"]),
    st.integers(1, 9999).map("{:04d}".format),
)


def values(kind: Kind, of: type[Item] | None, depth: int) -> st.SearchStrategy[Any]:
    """Return data for a field of a kind, as a person might write it."""
    lists = st.lists(BULLETS if kind is Kind.BULLETS else TEXTS, max_size=3)
    by_language = st.dictionaries(st.sampled_from(["zh", "en"]), st.lists(WORDS, max_size=3), max_size=2)
    urls = st.sampled_from(["https://a.example/b", "www.a.example", "javascript:x", "", "http:///a.example"])
    match kind:
        case Kind.TEXT | Kind.MARKUP:
            return TEXTS
        case Kind.TEXTS | Kind.BULLETS:
            return st.one_of(lists, by_language, WORDS)
        case Kind.LINK:
            return urls
        case Kind.LINKS:
            return st.lists(urls, max_size=2)
        case Kind.DATE:
            return DATES
        case Kind.WORDS | Kind.WORD | Kind.NUMBER | Kind.FLAG | Kind.LIMITS | Kind.FREE:
            return st.none()
        case Kind.ITEM:
            return mappings(of or Item, depth - 1)
        case Kind.ITEMS:
            return st.lists(mappings(of or Item, depth - 1), max_size=2)


def mappings(of: type[Item], depth: int = 2) -> st.SearchStrategy[Any]:
    """Return data for an item of a class, unknown keys included."""
    known: dict[str, st.SearchStrategy[Any]] = {}
    for name, declared in declarations(of).items() if depth else ():
        if declared.kind is not Kind.WORDS and key_of(name) not in {"sections", "id"}:
            known[key_of(name)] = values(declared.kind, declared.of, depth)
    return st.fixed_dictionaries({}, optional={**known, "myOwn": WORDS, "tags": st.lists(WORDS, max_size=2)})


@settings(max_examples=60, deadline=None)
@given(mappings(Profile))
def test_data_written_and_validated_again_are_the_same_profile(data: dict[str, Any]) -> None:
    profile = profile_of(data | {"basics": {**data.get("basics", {}), "name": "A"}})
    assert profile_of(to_data(profile)) == profile


def test_sections_and_variants_survive_a_round_trip_in_their_shortest_form() -> None:
    data = {
        "sections": [
            "work",
            {"patents": {"group": "office", "limit": 10, "numbered": True}},
            {"id": "teaching", "title": {"zh": "教学"}, "entries": [{"name": "A"}]},
        ],
        "variants": {"a": {"include": ["x"], "limit": {"patents": 5}, "sections": ["work"], "pages": 2}},
    }
    assert to_data(profile_of(data)) == data


def test_data_in_one_language_are_plain_json_resume() -> None:
    profile = profile_of(
        {"basics": {"name": {"en": "A"}, "label": {"zh": "甲"}}, "work": [{"highlights": [{"en": "b"}]}]}
    )
    assert to_data(profile, "en") == {"basics": {"name": "A", "label": {"zh": "甲"}}, "work": [{"highlights": ["b"]}]}


def test_an_item_is_frozen_and_equal_wherever_it_stands() -> None:
    item = Patent(("a",), number=Text((("", "1"),)))
    assert item == Patent(("b",), number=Text((("", "1"),), ("x",)))
    assert item != Patent(("a",))
    with pytest.raises(AttributeError):
        item.number = None  # type: ignore[misc]
    with pytest.raises(TypeError):
        Patent(nmuber=None)  # type: ignore[call-arg]


CSV = """number,office,title.zh,title.en,granted,inventors,tags,serial
CN1B,CN,方法,"A ""method"", and more",2018-01-09,刘硕; 闻,selected;x,1
US2B2,US,,System,2018-13,,,2
"""
BIB = """@string{ieee = "IEEE"}
@inproceedings{liu, author = {Liu, Shuo and {\\"O}nder, A. and others}, title = {Model of {CAS} --- a study},
  booktitle = {Conference}, publisher = ieee, year = 2011, month = oct, pages = {1--5}}
@patent{p, title = {Verfahren f{\\"u}r {\\ss}}, number = {EP123B1}, date = {2019-13},
  holder = {Acme, Inc. and {A and B}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "patents.csv").write_text(CSV.replace("2018-13", "2018-12"), encoding="utf-8-sig")
    (tmp_path / "wrong.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "papers.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "talks.yaml").write_text("- title: A\n- {title: B, date: 2013-19}\n", encoding="utf-8")
    (tmp_path / "talks.json").write_text('{"talks": [{"title": "A"}]}', encoding="utf-8")
    (tmp_path / "talks.toml").write_text("[[talks]]\ntitle = 'A'\n", encoding="utf-8")
    return tmp_path


def read_in(folder: Path, content: str) -> Validated:
    (folder / "profile.yaml").write_text(content, encoding="utf-8")
    return read_profile(folder / "profile.yaml")


def test_a_list_may_stand_in_a_csv_file(folder: Path) -> None:
    validated = read_in(folder, "patents: {from: patents.csv}\n")
    first, second = validated.profile.patents
    assert first.title == Text((("zh", "方法"), ("en", 'A "method", and more')))
    assert [name.content for name in first.inventors] == ["刘硕", "闻"]
    assert (first.tags, second.tags) == (("selected", "x"), ())
    assert second.title == Text((("en", "System"),))
    (unknown,) = validated.problems
    assert (unknown.code, unknown.message) == ("unknown-key", "`serial` is not known here (2 times)")


def test_columns_without_a_name_and_other_separators_are_no_trouble(folder: Path) -> None:
    (folder / "a.csv").write_text("title;number;;\r\nA, B;1;;\r\n;;;\r\nC\r\n", encoding="utf-8")
    validated = read_in(folder, "patents: {from: a.csv}\n")
    assert [to_data(patent) for patent in validated.profile.patents] == [
        {"title": "A, B", "number": "1"},
        {"title": "C"},
    ]
    assert validated.problems == ()


def test_a_problem_in_a_csv_cell_is_placed_there(folder: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents:\n  from: wrong.csv\n")
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert problem.position is not None
    assert (Path(problem.position.file).name, problem.position.line, problem.position.column) == ("wrong.csv", 3, 18)
    assert problem.position.source == "US2B2,US,,System,2018-13,,,2"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\'\i}tem {\"O}nder M{\"u}ller \c{c} \v{s} \aa{} \ss{} \L{}", "ítem Önder Müller ç š å ß Ł"),
        (r"10\% of \textbf{all} --- ``so'' a~b $x$ \{y\}", "10% of all — “so” a b x {y}"),
        ("{CAS} {{two} braces}", "CAS two braces"),
    ],
)
def test_latex_becomes_the_characters_it_prints(written: str, expected: str) -> None:
    assert latex.decode(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Liu, Shuo", "Shuo Liu"), ("刘, 硕", "刘硕"), ("Ada Example", "Ada Example"), ("{Acme, Inc.}", "{Acme, Inc.}")],
)
def test_names_of_bibtex_are_put_in_order(written: str, expected: str) -> None:
    assert name_in_order(written) == expected


def test_a_request_for_a_patent_is_pending() -> None:
    content = b"@patent{a, title = {T}, type = {patreqde}, date = {2020}}\n@patent{b, type = {patentuk}, date = {2021}}"
    (pending, granted), _ = read_rows(content, "a.bib", Patent, ("patents",))
    assert pending == {"title": "T", "office": "DE", "status": "pending", "published": "2020"}
    assert granted == {"office": "GB", "granted": "2021"}


@pytest.mark.parametrize(
    ("url", "target"),
    [
        *[(same, same) for same in ("https://a.example", "http://a.example/b", "mailto:a@b.example", "tel:+123")],
        ("a.example/b", "https://a.example/b"),
        ("a.example:8080", "https://a.example:8080"),
        ("a@b.example", "mailto:a@b.example"),
        *[
            (refused, None)
            for refused in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x", "vbscript:x")
        ],
        *[(refused, None) for refused in ("data:text/html,x", "file:///etc/passwd", "soon", "//a.example")],
    ],
)
def test_only_harmless_schemes_are_followed(url: str, target: str | None) -> None:
    assert links.target(url) == target


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https\n ://www.a.example/", "https://www.a.example/"),
        ("https:///a.example", "https://a.example"),
        ("http:/a.example", "http://a.example"),
        ("https://a.example/b c", "https://a.example/bc"),
        ("coming soon", "coming soon"),
        ("https://a.example//b", "https://a.example//b"),
    ],
)
def test_obvious_slips_in_a_url_are_repaired(written: str, expected: str) -> None:
    assert links.repair(written) == expected


def test_one_bibtex_file_serves_publications_and_patents(folder: Path) -> None:
    (paper,) = read_in(folder, "publications: {from: papers.bib}\n").profile.publications
    assert to_data(paper) == {
        "name": "Model of CAS — a study", "authors": ["Shuo Liu", "A. Önder", "et al."],
        "publisher": "Conference, IEEE",
        "releaseDate": "2011-10", "type": "conference", "pages": "1–5",
    }  # fmt: skip
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: papers.bib}\n")
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert (problem.code, problem.position.line) == ("impossible-date", 4)
    assert problem.position.source[problem.position.column - 1 :].startswith("{2019-13}")


@pytest.mark.parametrize("name", ["talks.json", "talks.toml"])
def test_a_list_may_stand_in_json_and_toml(folder: Path, name: str) -> None:
    assert [talk.title for talk in read_in(folder, f"talks: [{{title: B}}, {{from: {name}}}]\n").profile.talks] == [
        Text((("", "B"),)), Text((("", "A"),))
    ]  # fmt: skip


def test_a_problem_in_an_included_yaml_file_is_placed_there(folder: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "talks: {from: talks.yaml}\n")
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert (Path(problem.position.file).name, problem.position.line, problem.position.column) == ("talks.yaml", 2, 20)


def test_what_is_broken_beside_the_profile_comes_with_all_other_problems(folder: Path) -> None:
    (folder / "a.csv").write_text("title,title.zh\nx,y\n", encoding="utf-8")
    (folder / "b.json").write_text("[1,]", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: a.csv}\ntalks: {from: b.json}\nbasics: {nmae: A}\nwork: x\n")
    found = [(Path(problem.position.file).name, problem.code) for problem in caught.value.problems if problem.position]
    assert found == [
        ("a.csv", "duplicate-key"),
        ("b.json", "syntax"),
        ("profile.yaml", "unknown-key"),
        ("profile.yaml", "wrong-type"),
    ]


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/passwd", "a/../../b.csv", "x/../patents.csv", "x\\\\..\\\\y.csv", "link.csv"]
)
def test_nothing_outside_the_folder_is_read(folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.csv"
    outside.write_text(CSV, encoding="utf-8")
    (folder / "link.csv").symlink_to(outside)
    with pytest.raises(RefusedError, match=r"profile\.yaml:1:17"):
        read_in(folder, f'patents: {{from: "{name}"}}\n')


def test_a_missing_file_is_named_with_the_place_that_names_it(folder: Path) -> None:
    with pytest.raises(InputError, match=r"profile\.yaml:2:9: .*gone\.csv.*no such file"):
        read_in(folder, "patents:\n  from: gone.csv\n")


def test_a_file_of_an_unknown_type_is_an_error(folder: Path) -> None:
    (folder / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_in(folder, "patents: {from: a.txt}\n")
    assert [problem.code for problem in caught.value.problems] == ["unknown-file-type"]


def test_what_is_no_file_is_no_profile(folder: Path) -> None:
    for name, words in (("gone.yaml", "no such file"), (".", "folder|no file")):
        with pytest.raises(InputError, match=words):
            read_profile(folder / name)
    assert Folder(folder).read("talks.json")[1].startswith(b"{")


JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.sampled_from(["zh", "2018", "from"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["zh", "en", "text", "tags", "from", "name", "id", "entries", "startDate", "endDate", "url", "x", ""]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([key_of(name) for name in declarations(Profile)]), JUNK, max_size=4))
def test_no_data_cause_anything_but_a_profile_or_problems_that_are_documented(data: dict[str, Any]) -> None:
    try:
        validated = validate(from_data(data), lambda name: (f"{name}.csv", b"name\nx\n"))
    except ProfileError as error:
        found = error.problems
    else:
        found = validated.problems
        assert all(text.content for text in texts(validated.profile))
    assert {problem.code for problem in found} <= set(CODES)


def test_a_flood_of_problems_is_cut_short() -> None:
    with pytest.raises(ProfileError) as caught:
        profile_of({"work": [{"name": True, "x": "y"}] * 3_000})
    problems = caught.value.problems
    assert len(problems) == 2_001
    assert (problems[-1].code, problems[-1].message) == ("too-many-problems", "4,000 more problems are not listed")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.yaml", "basics: {name: A}\nwork:\n- startDate: 2013-19\neducation: x\nwork: []\n"),
        ("p.json", '{"basics": {"name": "A"}, "work": [{"startDate": "2013-19"}], "education": "x", "work": []}'),
        ("p.toml", 'education = "x"\nwork = [{startDate = "2013-19"}]\nwork = []\n[basics]\nname = "A"\n'),
    ],
)
def test_a_key_that_stands_twice_hides_no_other_problem(name: str, content: str) -> None:
    with pytest.raises(ProfileError) as caught:
        validate(load(content.encode(), name))
    assert {each.code for each in caught.value.problems} == {"duplicate-key", "impossible-date", "wrong-type"}
