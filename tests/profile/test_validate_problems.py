"""Whatever is odd or wrong is named with its code, place and hint, all of it at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from validating import problems_of, profile_of, read

from resume_cli.codes import CODES
from resume_cli.errors import ProfileError
from resume_cli.profile.fields import fields_of
from resume_cli.profile.model import Profile, texts
from resume_cli.profile.readers.load import from_data, load
from resume_cli.profile.validation.validate import validate
from resume_cli.suggestions import did_you_mean

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
    ("work:\n  - startDate: Summer 2012\n    endDate: 10/2018\n", [("free-date", 2, 16), ("loose-date", 3, 14)]),
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
    ("meta: {pages: fre}\nvariants:\n  a: {pages: 0}\n", [("wrong-number", 1, 15), ("wrong-number", 3, 14)]),
    ("variants:\n  a: {redact: [basics.emial]}\n", [("unknown-field", 2, 16)]),
    ("variants:\n  a: {limit: {patnts: 5}}\n", [("unknown-section", 2, 23)]),
    ("cv:\n  name: A\n", [("foreign-format", 1, 1), ("unknown-key", 1, 1)]),
    ("data:\n  name: A\n", [("not-a-profile", 1, 1), ("unknown-key", 1, 1)]),
    ("", [("empty", 1, 1)]),
    ("- a\n", [("wrong-type", 1, 1)]),

]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), WRONG)
def test_what_is_odd_or_wrong_is_named_with_its_code_and_place(
    content: str, expected: list[tuple[str, int, int]]
) -> None:
    assert problems_of(content) == expected


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
        ("experience: 5 years\nbasics: {}", "`work` takes a list of mappings"),
        ("name: A\nbasics: {name: B}", "`name` belongs in `basics`"),
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
    assert did_you_mean("xyzzy", ["name", "url", "position"]) == ""
    assert did_you_mean("institution_url", ["institution", "url"]) == ""


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
@given(st.dictionaries(st.sampled_from([field.key for field in fields_of(Profile).values()]), JUNK, max_size=4))
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


def test_what_is_merged_or_repeated_is_wrong_once_and_where_it_stands() -> None:
    content = (
        "work:\n  - &job\n    name: A\n    startDate: 2013-19\n    postion: x\n"
        "  - <<: *job\n    name: B\n  - <<: [*job, {endDate: 2013-20}]\n    name: C\n  - *job\n"
    )
    assert problems_of(content) == [("impossible-date", 4, 16), ("unknown-key", 5, 5), ("impossible-date", 8, 26)]


def test_problems_of_data_without_a_file_are_told_for_each_path() -> None:
    with pytest.raises(ProfileError) as caught:
        validate(from_data({"work": [{"startDate": "2013-19"}, {"startDate": "2013-19"}]}))
    assert [problem.field for problem in caught.value.problems] == ["work[0].startDate", "work[1].startDate"]
