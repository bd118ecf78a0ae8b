"""The document: every field reaches it, in the words, dates and order of its language."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import profile_of, profiles, strings

from resume_cli.compose import compose
from resume_cli.compose.dates import date, period
from resume_cli.compose.words import Words, foreign_runs
from resume_cli.document import (
    Block,
    Bullets,
    Document,
    Entry,
    Group,
    Inline,
    Link,
    Paragraph,
    Section,
    Strong,
    Terms,
    Text,
    Time,
    plain,
    texts,
)
from resume_cli.profile.load import load
from resume_cli.profile.model import Date, Item, Kind, Profile, declarations
from resume_cli.profile.model import Text as ProfileText
from resume_cli.profile.validate import validate
from resume_cli.select import select
from resume_cli.wording import AVAILABLE

SAMPLE = Path(__file__).parent / "data" / "jsonresume-sample.json"


def made(yaml: str, language: str = "en", variant: str | None = None) -> Document:
    return compose(select(profile_of(yaml), language, variant))


def section(document: Document, kind: str) -> Section:
    return next(each for each in document.sections if each.kind == kind)


def said(blocks: tuple[Block, ...]) -> list[str]:
    document = Document("en", header=made("basics: {name: A}").header, sections=(), metadata=made("work: []").metadata)
    return list(texts(replace(document, sections=(Section("s", (), blocks),))))[2:]


def inlines_of(value: object) -> Iterator[Inline]:
    """Yield every inline within a tree."""
    if isinstance(value, Text | Time | Link | Strong):
        yield value
    if isinstance(value, tuple):
        for each in value:
            yield from inlines_of(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from inlines_of(getattr(value, name))


def everything(document: Document) -> str:
    """Return all that a reader sees or follows: texts, labels of contacts, targets of links, machine dates."""
    found = [*texts(document), *(contact.label for contact in document.header.contacts)]
    for inline in inlines_of((document.header, document.sections)):
        if isinstance(inline, Link):
            found.append(inline.href)
        if isinstance(inline, Time):
            found.append(inline.datetime)
    if document.header.photo is not None:
        found.append(document.header.photo.asset)
    return "\n".join(found)


# Nothing is lost


def values(item: Item, where: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield every filled field of a selected profile that a reader must find: its name and its text."""
    for attribute, declared in declarations(type(item)).items():
        value = getattr(item, attribute)
        here = (*where, attribute)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Item) and attribute not in {"meta", "sections"}:
                yield from values(each, here)
            elif isinstance(each, Date):
                yield ".".join(here), each.iso or each.text
            elif isinstance(each, ProfileText):
                content = each.content
                if declared.kind in {Kind.MARKUP, Kind.BULLETS}:
                    content = content.split("\n\n")[0]
                yield ".".join(here), content


def lost(document: Document, profile: Profile, *, known: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    everywhere = everything(document)
    return [(name, value) for name, value in values(profile) if value not in everywhere and name not in known]


#: A country is shown by its name; other spellings of the name are there to be found, not to be read.
CODED = frozenset({"basics.location.country_code", "basics.aka"})


@pytest.mark.parametrize("language", AVAILABLE)
def test_every_value_of_the_sample_of_json_resume_reaches_the_document(language: str) -> None:
    profile = validate(load(SAMPLE.read_bytes(), SAMPLE.name)).profile
    selection = select(profile, language)
    document = compose(selection)
    assert lost(document, selection.profile, known=CODED) == []
    if language == "en":
        assert "United States" in everything(document)


def filled(of: type[Item], where: str) -> dict[str, Any]:
    """Return data with every field of a class filled, each with a value that is found nowhere else."""
    data: dict[str, Any] = {}
    for place, (attribute, declared) in enumerate(declarations(of).items()):
        head, *rest = attribute.split("_")
        key = head + "".join(map(str.capitalize, rest))
        name = f"{where} {attribute.replace('_', ' ')}"
        match declared.kind:
            case Kind.TEXT | Kind.MARKUP:
                data[key] = name
            case Kind.TEXTS | Kind.BULLETS:
                data[key] = [f"{name} first", f"{name} second"]
            case Kind.LINK:
                data[key] = f"https://example.com/{where}/{attribute}"
            case Kind.LINKS:
                data[key] = [f"https://example.com/{where}/{attribute}/{number}" for number in (1, 2)]
            case Kind.DATE:
                data[key] = f"20{10 + place}-0{1 + place % 9}"
            case Kind.ITEM | Kind.ITEMS:
                assert declared.of is not None
                inner = filled(declared.of, f"{where} {attribute}")
                data[key] = inner if declared.kind is Kind.ITEM else [inner]
            case _:
                continue
    return data


def complete() -> dict[str, Any]:
    """Return a profile in which every field of every section is filled."""
    data: dict[str, Any] = {"basics": filled(declared_class("basics"), "basics")}
    for name in Profile.LISTS:
        data[name] = [filled(declared_class(name), name)]
    data["sections"] = [{"id": "mine", "title": "My own", "entries": [filled(declared_class("work"), "mine")]}]
    return data


def declared_class(name: str) -> type[Item]:
    of = declarations(Profile)[name].of
    assert of is not None
    return of


@pytest.mark.parametrize("style", ["full", "compact"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_field_that_the_model_declares_reaches_the_document(style: str, language: str) -> None:
    data = complete()
    data["sections"] = [*({name: {"style": style}} for name in Profile.LISTS), *data["sections"]]
    profile = validate(load(json.dumps(data).encode(), "profile.json")).profile
    selection = select(profile, language)
    document = compose(selection)
    own = [("mine", entry) for each in selection.lists if each.kind == "custom" for entry in each.items]
    everywhere = everything(document)
    assert own
    assert lost(document, selection.profile, known=CODED) == []
    assert [value for name, entry in own for _, value in values(entry, (name,)) if value not in everywhere] == []


@settings(max_examples=40, deadline=None)
@given(profiles(), st.sampled_from(["zh", "en", "de"]))
def test_every_word_of_a_selection_is_in_its_document(profile: Profile, language: str) -> None:
    selection = select(profile, language)
    found = everything(compose(selection))
    plain_text = "".join(filter(str.isalnum, found))
    for name, value in values(selection.profile):
        # An office is shown by the name of its country.
        assert name == "patents.office" or "".join(filter(str.isalnum, value)) in plain_text


def test_what_cannot_be_linked_is_shown_as_text() -> None:
    document = made("work: [{name: A, url: /local/page}]\nprojects: [{url: 'https://example.com/p'}]")
    assert said(section(document, "work").blocks) == ["A", "/local/page"]
    assert said(section(document, "projects").blocks) == ["example.com/p"]


# Dates


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("2018", "Jan 2018", "Jan 5, 2018", "Jan 2018 – Present")),
        ("en-GB", ("2018", "Jan 2018", "5 Jan 2018", "Jan 2018 – Present")),
        ("zh", ("2018", "2018.01", "2018.01.05", "2018.01 – 至今")),
        ("zh-Hant", ("2018", "2018.01", "2018.01.05", "2018.01 – 至今")),
        ("ja", ("2018年", "2018年1月", "2018年1月5日", "2018年1月 – 現在")),
        ("ko", ("2018년", "2018년 1월", "2018년 1월 5일", "2018년 1월 – 현재")),
        ("de", ("2018", "01/2018", "05.01.2018", "01/2018 – heute")),
        ("fr", ("2018", "janv. 2018", "5 janv. 2018", "janv. 2018 – aujourd’hui")),
        ("es", ("2018", "ene 2018", "5 ene 2018", "ene 2018 – actualidad")),
        ("pt", ("2018", "jan. 2018", "5 jan. 2018", "jan. 2018 – atual")),
        ("it", ("2018", "gen 2018", "5 gen 2018", "gen 2018 – oggi")),
        ("ru", ("2018", "01.2018", "05.01.2018", "01.2018 – настоящее время")),
        ("ar", ("2018", "يناير 2018", "5 يناير 2018", "يناير 2018 – حتى الآن")),
        ("he", ("2018", "01/2018", "5.1.2018", "01/2018 – היום")),
        ("sv", ("2018", "Jan 2018", "Jan 5, 2018", "Jan 2018 – Present")),
    ],
)
def test_dates_are_written_as_in_their_language_and_as_precise_as_given(
    language: str, expected: tuple[str, ...]
) -> None:
    words = Words.of(language, (language,))
    month = Date("2018-01", 2018, 1)
    written = (
        date(words, Date("2018", 2018)), date(words, month), date(words, Date("2018-01-05", 2018, 1, 5)),
        period(words, month, None),
    )  # fmt: skip
    assert tuple(map(plain, written)) == expected


#: Where résumés are dated in another way than CLDR's running text: with numbers, or without the article.
OTHER_THAN_CLDR = {"zh", "zh-Hant", "de", "ru", "he", "pt"}


@pytest.mark.parametrize("tag", [tag for tag in AVAILABLE if tag not in OTHER_THAN_CLDR])
@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_those_of_cldr(tag: str, month: int) -> None:
    from babel.dates import format_skeleton

    words = Words.of(tag, (tag,))
    day = dt.date(2018, month, 5)
    locale = tag.replace("-", "_")
    assert plain(date(words, Date("", 2018, month))) == format_skeleton("yMMM", day, locale=locale)
    assert plain(date(words, Date("", 2018, month, 5))) == format_skeleton("yMMMd", day, locale=locale)


def test_a_date_carries_the_form_for_machines_with_the_same_precision() -> None:
    words = Words.of("en", ("en",))
    assert date(words, Date("2018", 2018)) == (Time("2018", "2018"),)
    assert date(words, Date("2018-1", 2018, 1)) == (Time("Jan 2018", "2018-01"),)
    assert period(words, Date("2018", 2018), Date("now", ongoing=True)) == (
        Time("2018", "2018"),
        Text(" – "),
        Text("Present"),
    )


def test_periods_are_written_once_where_they_begin_and_end_at_one_time() -> None:
    words = Words.of("en", ("en",))
    start, end = Date("2018", 2018), Date("2019-02", 2019, 2)
    assert plain(period(words, start, end)) == "2018 – Feb 2019"
    assert plain(period(words, start, start)) == "2018"
    assert plain(period(words, None, end)) == "until Feb 2019"
    assert plain(period(words, None, end, until=False)) == "Feb 2019"
    assert period(words, None, None) == ()
    assert plain(period(words, Date("Summer 2012"), end)) == "Summer 2012 – Feb 2019"


# Entries


def test_the_employer_and_the_dates_lead_and_the_position_has_a_line_of_its_own() -> None:
    document = made("""
        work:
          - name: Acme
            url: https://acme.example
            position: Engineer
            location: Berlin
            startDate: 2018-01
            description: A maker of *everything*.
            summary: |
              First.

              Second.
            highlights: [One **thing**]
            keywords: [Go, Rust]
    """)
    (entry,) = section(document, "work").blocks
    assert isinstance(entry, Entry)
    assert entry.title == (Link((Text("Acme"),), "https://acme.example"),)
    assert plain(entry.subtitle) == "Engineer"
    assert list(map(plain, entry.aside)) == ["Jan 2018 – Present", "Berlin"]
    assert [type(block) for block in entry.body] == [Paragraph, Paragraph, Paragraph, Bullets, Terms]
    assert said(entry.body) == ["A maker of everything.", "First.", "Second.", "One thing", "Keywords", "Go, Rust"]


def test_roles_are_entries_within() -> None:
    document = made("work: [{name: A, roles: [{position: Lead, startDate: 2018, highlights: [x]}, {position: Dev}]}]")
    (entry,) = section(document, "work").blocks
    assert isinstance(entry, Entry)
    assert [plain(role.title) for role in entry.roles] == ["Lead", "Dev"]
    assert plain(entry.roles[0].aside[0]) == "2018 – Present"


def test_an_entry_without_an_employer_is_titled_by_what_there_is() -> None:
    document = made("work: [{position: Freelancer, startDate: 2018}]\neducation: [{area: Physics, studyType: BSc}]")
    assert said(section(document, "work").blocks) == ["Freelancer", "2018 – Present"]
    assert said(section(document, "education").blocks) == ["BSc, Physics"]


@pytest.mark.parametrize(
    ("language", "degree"), [("en", "Master, Physics · Faculty"), ("zh", "Physics，Master · Faculty")]
)
def test_a_degree_stands_in_the_order_of_the_language(language: str, degree: str) -> None:
    document = made(
        "education: [{institution: U, area: Physics, studyType: Master, department: Faculty, endDate: 2012}]", language
    )
    (entry,) = section(document, "education").blocks
    assert isinstance(entry, Entry)
    assert plain(entry.subtitle) == degree
    assert plain(entry.aside[0]) == "2012"


def test_courses_with_commas_are_parted_by_semicolons() -> None:
    document = made("education: [{institution: U, courses: ['A, part 1', B]}]")
    assert "A, part 1; B" in list(texts(document))


def test_skills_are_terms_with_their_level() -> None:
    document = made(
        "skills: [{name: Code, level: Master, keywords: [Go, C]}, {name: Chess, level: Good}, {keywords: [x]}]"
    )
    (terms,) = section(document, "skills").blocks
    assert isinstance(terms, Terms)
    assert [(plain(term.name), plain(term.description)) for term in terms.items] == [
        ("Code (Master)", "Go, C"), ("Chess", "Good"), ("", "x"),
    ]  # fmt: skip
    assert terms.separator == ": "


def test_own_name_is_bold_in_every_spelling_and_no_other_name_is() -> None:
    document = made("""
        meta: {languages: [zh, en]}
        basics: {name: {zh: 刘硕, en: Stuart Lau}, aka: ["Liu, Shuo"]}
        publications: [{name: X, authors: [Liu Shuo, "STUART  LAU", 刘硕, Stuart Laurie, Shuo Liu]}]
    """)
    strong = [plain(inline.children) for inline in inlines_of(document.sections) if isinstance(inline, Strong)]
    assert strong == ["Liu Shuo", "STUART LAU", "刘硕"]


@pytest.mark.parametrize("doi", ["10.1109/X.1", "https://doi.org/10.1109/X.1", "doi:10.1109/X.1"])
def test_a_doi_is_linked_to_its_resolver(doi: str) -> None:
    document = made(f"publications: [{{name: X, doi: '{doi}'}}]")
    links = [
        (plain(inline.children), inline.href) for inline in inlines_of(document.sections) if isinstance(inline, Link)
    ]
    assert links == [("X", "https://doi.org/10.1109/X.1"), ("10.1109/X.1", "https://doi.org/10.1109/X.1")]


# Long lists

PATENTS = """
    basics: {name: Ada}
    patents:
      - {title: One, number: CN1A, office: CN, status: granted, granted: 2018-01-09, url: "https://example.com/1"}
      - {title: Two, number: US2B, status: granted, granted: 2020-05}
      - {number: CN3A, office: CN, status: pending, filed: 2019}
      - {title: Four, number: "4", status: dormant, inventors: [Ada, Bo]}
"""


def test_a_long_list_is_grouped_counted_limited_and_numbered_on() -> None:
    document = made(
        PATENTS + "    sections: [{patents: {group: office, counts: [status, office], style: compact, numbered: true, "
        "limit: 3, more: 'https://example.com/all/'}}]\n"
    )
    counts, first, second, rest = section(document, "patents").blocks
    assert said((counts,)) == ["2 granted, 1 pending, 1 dormant; China 2, United States 1"]
    assert isinstance(first, Group)
    assert isinstance(second, Group)
    assert (plain(first.title), plain(second.title)) == ("China", "United States")
    numbered = [block for group in (first, second) for block in group.blocks]
    assert [(block.start, len(block.items)) for block in numbered if isinstance(block, Bullets)] == [(1, 2), (3, 1)]
    assert said((rest,)) == ["3 of 4 shown. Full list: example.com/all"]


def test_groups_of_a_whole_list_tell_how_many_they_hold() -> None:
    document = made(PATENTS + "    sections: [{patents: {group: status, style: compact}}]\n")
    titles = [plain(block.title) for block in section(document, "patents").blocks if isinstance(block, Group)]
    assert titles == ["granted (2)", "pending (1)", "dormant (1)"]
    document = made(PATENTS + "    sections: [{patents: {group: office, style: compact}}]\n", "zh")
    titles = [plain(block.title) for block in section(document, "patents").blocks if isinstance(block, Group)]
    assert titles == ["中国（2 项）", "美国（1 项）", "其他（1 项）"]


def test_a_compact_line_says_each_fact_once() -> None:
    document = made(PATENTS + "    sections: [{patents: {style: compact}}]\n")
    assert said(section(document, "patents").blocks) == [
        "One, CN1A, granted Jan 9, 2018",
        "Two, US2B, granted May 2020",
        "CN3A, pending, filed 2019",
        "Four, 4, dormant. Ada, Bo",
    ]
    document = made(PATENTS + "    sections: [{patents: {style: compact}}]\n", "zh")
    assert said(section(document, "patents").blocks)[:3] == [
        "One，CN1A，2018.01.09 授权",
        "Two，US2B，2020.05 授权",
        "CN3A，审查中，2019 申请",
    ]


def test_any_section_can_be_compact_and_numbered() -> None:
    document = made("""
        talks:
          - {title: A, event: E, date: 2018, location: Rome, url: "https://example.com", summary: Well done.}
          - {title: B}
        projects: [{name: P, highlights: [One., Two], keywords: [k]}]
        sections: [{talks: {style: compact, numbered: true}}, {projects: {numbered: true}}]
    """)
    (talks,) = section(document, "talks").blocks
    assert isinstance(talks, Bullets)
    assert talks.start == 1
    assert list(map(plain, talks.items)) == ["A, E, Rome, 2018. Well done", "B"]
    assert said(section(document, "projects").blocks)[0] == "1. P"


def test_a_thousand_patents_print_in_full() -> None:
    rows = [{"title": f"方法{number}", "number": f"CN{number}A", "status": "granted"} for number in range(1000)]
    data = {"patents": rows, "sections": [{"patents": {"style": "compact", "numbered": True}}]}
    profile = validate(load(json.dumps(data).encode(), "profile.json")).profile
    (bullets,) = compose(select(profile, "zh")).sections[0].blocks
    assert isinstance(bullets, Bullets)
    assert len(bullets.items) == 1000
    assert plain(bullets.items[-1]) == "方法999，CN999A，已授权"


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "1 of 2 shown."),
        ("zh", "共 2 项，此处列出 1 项。"),
        ("zh-Hant", "共 2 項，此處列出 1 項。"),
        ("de", "1 von 2 aufgeführt."),
        ("ja", "全2件中1件を記載。"),
    ],
)
def test_a_limit_says_in_the_language_how_many_there_are(language: str, note: str) -> None:
    document = made("talks: [{title: A}, {title: B}]\nsections: [{talks: {limit: 1}}]", language)
    assert said(section(document, "talks").blocks) == ["A", note]


def test_two_sections_of_one_list_have_ids_of_their_own() -> None:
    document = made("""
        talks: [{title: A, tags: [x]}, {title: B, tags: [y]}]
        sections: [{talks: {include: [x], title: First}}, {talks: {include: [y]}}, {id: "你好", entries: [{name: C}]}]
    """)
    assert [(each.id, plain(each.title)) for each in document.sections] == [
        ("talks", "First"), ("talks-2", "Talks"), ("section", "你好"),
    ]  # fmt: skip


# Languages


def test_texts_in_another_script_carry_their_language() -> None:
    document = made("""
        basics: {name: Stuart Lau, summary: Worked at 快手 (Kuaishou) on Способ 1 and 無線LANの表示.}
        patents: [{title: 方法及装置, number: "1"}]
        sections: [{patents: {style: compact}}]
    """)
    paragraph = section(document, "summary").blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [(run.content, run.language) for run in inlines_of(paragraph) if isinstance(run, Text)] == [
        ("Worked at ", None), ("快手", "zh-CN"), (" (Kuaishou) on ", None), ("Способ", "ru"), (" 1 and ", None),
        ("無線", "zh-CN"), ("LAN", None), ("の表示", "ja"), (".", None),
    ]  # fmt: skip
    (bullets,) = section(document, "patents").blocks
    assert isinstance(bullets, Bullets)
    assert bullets.items[0][0] == Text("方法及装置", "zh-CN")


@pytest.mark.parametrize(
    ("written", "asked", "marked"),
    [
        ("en", "en-GB", None),
        ("pt", "pt-BR", None),
        ("zh-Hant", "zh-HK", None),
        ("zh", "zh-Hant", "zh-CN"),
        ("en", "de", "en"),
    ],
)  # fmt: skip
def test_a_text_that_serves_the_reader_is_in_the_language_of_the_document(
    written: str, asked: str, marked: str | None
) -> None:
    words = "个人" if written.startswith("zh") else "words"
    document = made(f"meta: {{languages: [{written}]}}\nbasics: {{name: {{{written}: {words}}}}}", asked)
    assert document.header.name == (Text(words, marked),)


def test_latin_names_in_chinese_texts_are_not_marked() -> None:
    document = made("basics: {name: 刘硕, summary: 用 Java 和 α 写程序。}", "zh")
    assert [run.language for run in inlines_of(document.sections) if isinstance(run, Text)] == [None, None]


@given(st.text(alphabet="ab 中文жあ1.,。", max_size=30), st.sampled_from(["en", "zh-CN", "ja", "ru"]))
def test_runs_put_together_are_the_text(content: str, language: str) -> None:
    assert "".join(run for run, _ in foreign_runs(content, language)) == content


@pytest.mark.parametrize(
    ("asked", "tag"),
    [("zh", "zh-CN"), ("zh-Hant", "zh-TW"), ("en", "en"), ("ja", "ja"), ("pt-br", "pt-BR"), ("zh-HK", "zh-HK")],
)
def test_the_language_of_a_document_is_one_that_fonts_understand(asked: str, tag: str) -> None:
    assert made("basics: {name: A}", asked).language == tag


def test_line_ends_join_as_the_script_wants() -> None:
    words = Words.of("zh", ("zh",))
    for written, joined in (
        ("中文\n句子", "中文句子"),
        ("two\nwords", "two words"),
        ("用\nJava", "用 Java"),
        ("句，\n子", "句，子"),
    ):
        assert plain(words.text(ProfileText((("zh", written),)))) == joined


def test_chinese_lists_have_chinese_marks() -> None:
    document = made(
        "skills: [{name: 语言, level: 精通, keywords: [Java, Go]}]\n"
        "publications: [{name: X, authors: [Wei Wang, Li Na]}]",
        "zh",
    )
    found = list(texts(document))
    assert "语言（精通）" in found
    assert "Java、Go" in found
    assert "Wei Wang, Li Na" in found
    (terms,) = section(document, "skills").blocks
    assert isinstance(terms, Terms)
    assert terms.separator == "："


# Header


CONTACTS = """
    basics:
      name: Ada Byron
      image: ada.jpg
      email: [ada@example.com, b@example.com]
      phone: [+44 (0)20 1234-5678, "call me"]
      url: [https://ada.example/, ada.example/blog]
      location: {address: Street 1, postalCode: 0123, city: Zug, region: ZG, countryCode: CH}
      profiles:
        - {network: GitHub, username: ada, url: https://github.com/ada}
        - {network: Twitter, username: ada, url: https://www.twitter.com}
        - {network: WeChat, username: ada_wx}
        - {network: Blog, url: https://ada.example}
        - {network: Jabber}
        - {url: https://ada.example/me}
"""


def test_each_contact_stands_alone_with_its_link() -> None:
    contacts = made(CONTACTS).header.contacts
    assert [(contact.kind, contact.label, plain(contact.content)) for contact in contacts] == [
        ("email", "E-mail", "ada@example.com"), ("email", "E-mail", "b@example.com"),
        ("phone", "Phone", "+44 (0)20 1234-5678"), ("phone", "Phone", "call me"),
        ("url", "Website", "ada.example"), ("url", "Website", "ada.example/blog"),
        ("location", "Address", "Street 1, Zug, ZG 0123, Switzerland"),
        ("profile", "", "GitHub: github.com/ada"), ("profile", "", "Twitter: ada"), ("profile", "", "WeChat: ada_wx"),
        ("profile", "", "Blog: ada.example"), ("profile", "", "Jabber"), ("profile", "Profile", "ada.example/me"),
    ]  # fmt: skip
    assert [inline.href for contact in contacts for inline in contact.content if isinstance(inline, Link)] == [
        "mailto:ada@example.com", "mailto:b@example.com", "tel:+442012345678", "https://ada.example/",
        "https://ada.example/blog", "https://github.com/ada", "https://www.twitter.com", "https://ada.example",
        "https://ada.example/me",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("de", "Street 1, 0123 Zug, ZG, Schweiz"),
        ("ru", "0123, Швейцария, ZG, Zug, Street 1"),
        ("zh", "瑞士，ZG，Zug，Street 1，0123"),
    ],
)
def test_an_address_stands_in_the_order_of_the_language(language: str, address: str) -> None:
    assert address in [plain(contact.content) for contact in made(CONTACTS, language).header.contacts]


@pytest.mark.parametrize(
    ("language", "place", "address"),
    [
        ("zh", "{city: 北京, region: 北京, countryCode: CN}", "中国北京"),
        (
            "ja",
            "{city: つくば市, region: 茨城県, postalCode: 305-0001, countryCode: JP}",
            "日本 305-0001 茨城県つくば市",
        ),
        ("ko", "{city: 강남구, region: 서울특별시, countryCode: KR}", "대한민국 서울특별시 강남구"),
        ("en", "{city: Washington, region: Washington, countryCode: US}", "Washington, United States"),
    ],
)
def test_places_run_on_as_the_script_wants_and_are_not_said_twice(language: str, place: str, address: str) -> None:
    document = made(f"basics: {{name: A, location: {place}}}", language)
    assert plain(document.header.contacts[0].content) == address


def test_the_portrait_is_described_by_the_name() -> None:
    photo = made(CONTACTS).header.photo
    assert photo is not None
    assert (photo.asset, photo.alternative) == ("ada.jpg", "Portrait of Ada Byron")
    photo = made("basics: {image: a.jpg}", "zh").header.photo
    assert photo is not None
    assert photo.alternative == "照片"


@pytest.mark.parametrize(
    ("meta", "country", "paper"),
    [
        ("", "US", "Letter"),
        ("", "mx", "Letter"),
        ("", "CN", "A4"),
        ("paper: A4", "US", "A4"),
        ("paper: Letter", "CN", "Letter"),
    ],
)
def test_the_paper_is_asked_for_or_that_of_the_country(meta: str, country: str, paper: str) -> None:
    assert made(f"meta: {{{meta}}}\nbasics: {{location: {{countryCode: {country}}}}}").paper == paper


# Metadata


def test_metadata_name_the_person_and_hold_the_selected_profile() -> None:
    document = made("""
        meta: {languages: [zh, en]}
        basics: {name: {zh: 刘硕, en: Stuart Lau}, label: {zh: 架构师, en: "**Architect**"}}
        skills: [{name: Go, keywords: [a, b, a]}]
        work: [{name: Hidden, tags: [x]}, {name: 快手, startDate: 2018}]
        variants: {v: {exclude: [x]}}
    """, "en", "v")  # fmt: skip
    metadata = document.metadata
    assert (metadata.title, metadata.author, metadata.subject) == ("Stuart Lau – Résumé", "Stuart Lau", "Architect")
    assert metadata.keywords == ("Go", "a", "b")
    source = json.loads(metadata.source)
    assert source["basics"]["name"] == "Stuart Lau"
    assert [job["name"] for job in source["work"]] == ["快手"]
    assert "variants" not in source
    assert not any("Hidden" in string or "刘硕" in string for string in strings(document))
    person = json.loads(metadata.linked_data)["mainEntity"]
    assert person["name"] == "Stuart Lau"
    assert person["worksFor"] == {"@type": "Organization", "name": "快手"}


def test_the_source_gives_the_same_document_again() -> None:
    document = made(CONTACTS + "    work: [{name: A, startDate: 2018-01, highlights: [x]}]\n    skills: [{name: 中文}]")
    again = validate(load(document.metadata.source.encode(), "source.json")).profile
    assert list(texts(compose(select(again, "en")))) == list(texts(document))


def test_a_nameless_document_has_a_title_all_the_same() -> None:
    for language, title in (("en", "Résumé"), ("zh", "简历"), ("de", "Lebenslauf")):
        assert made("work: [{name: A}]", language).metadata.title == title


def test_nothing_redacted_is_left_anywhere_in_the_document() -> None:
    document = made(
        CONTACTS
        + """
    work: [{name: "Ada Byron Ltd", url: "https://adabyron.example", summary: "Call +44 20 1234 5678, ada@example.com"}]
    publications: [{name: X, authors: [A. Byron, Bo Li], url: "https://example.org/byron-ada.pdf"}]
    variants: {v: {redact: [basics.name, basics.email, basics.phone, basics.image]}}
""",
        "en",
        "v",
    )
    found = "\n".join(strings(document))
    for secret in ("Byron", "byron", "1234", "5678", "@example.com", "ada.jpg"):
        assert secret not in found, secret
    assert "[redacted] Ltd" in found


def test_labels_speak_the_language() -> None:
    labels = made("basics: {name: A}", "zh").labels
    assert (labels.page, labels.colon) == ("第 {page} 页，共 {pages} 页", "：")
    assert made("basics: {name: A}", "zh-Hant").labels.language_name == "繁體中文"


def test_composing_twice_gives_equal_documents() -> None:
    assert made(CONTACTS + PATENTS.split("\n", 2)[2]) == made(CONTACTS + PATENTS.split("\n", 2)[2])
