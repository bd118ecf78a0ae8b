"""Long lists are grouped, counted, limited, numbered and set on compact lines."""

import json

import pytest
from composing import PATENTS, made, said, section

from resume_cli.compose import compose
from resume_cli.document import Bullets, Group, plain
from resume_cli.profile.readers.load import load
from resume_cli.profile.validation.validate import validate
from resume_cli.select import select


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
        "One. CN1A, granted Jan 9, 2018",
        "Two. US2B, granted May 2020",
        "CN3A. pending, filed 2019",
        "Four. 4, dormant. Ada, Bo",
    ]
    document = made(PATENTS + "    sections: [{patents: {style: compact}}]\n", "zh")
    assert said(section(document, "patents").blocks)[:3] == [
        "One。CN1A，2018.01.09 授权",
        "Two。US2B，2020.05 授权",
        "CN3A。审查中，2019 申请",
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
    assert [plain(item) for _, item, _ in talks.listed()] == ["A, E, Rome, 2018. Well done", "B"]
    assert said(section(document, "projects").blocks)[0] == "1. P"


def test_a_thousand_patents_print_in_full() -> None:
    rows = [{"title": f"方法{number}", "number": f"CN{number}A", "status": "granted"} for number in range(1000)]
    data = {"patents": rows, "sections": [{"patents": {"style": "compact", "numbered": True}}]}
    profile = validate(load(json.dumps(data).encode(), "profile.json")).profile
    (bullets,) = compose(select(profile, "zh")).sections[0].blocks
    assert isinstance(bullets, Bullets)
    assert len(bullets.items) == 1000
    assert plain([item for _, item, _ in bullets.listed()][-1]) == "方法999。CN999A，已授权"


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
