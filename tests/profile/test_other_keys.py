"""Keys of other names: what they mean is read with a note, and what means nothing here is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from validating import profile_of, read

from resume_cli.errors import ProfileError
from resume_cli.profile import other_keys
from resume_cli.profile.data import to_data
from resume_cli.profile.fields import FieldKind, Item, fields_of, keys_of
from resume_cli.profile.model import SECTIONS, Basics, Profile, Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What somebody wrote, and what it means in the words of the format.
MEANT: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = [
    ({"姓名": "张伟", "电话": "1380000", "工作": [{"公司": "快手"}]},
     {"basics": {"name": "张伟", "phone": "1380000"}, "work": [{"name": "快手"}]}),
    ({"基本信息": {"姓名": "张伟", "邮箱": "a@example.com", "性别": "男", "籍贯": "湖南"}},
     {"basics": {"name": "张伟", "email": "a@example.com", "details": {"gender": "男", "籍贯": "湖南"}}}),
    ({"教育经历": [{"学校": "湖大", "专业": "物理", "学历": "本科", "导师": "李", "时间": "2013.09 - 2017.06"}]},
     {"education": [{"institution": "湖大", "area": "物理", "studyType": "本科", "startDate": "2013-09",
                     "endDate": "2017-06", "advisor": "李"}]}),
    ({"工作经历": [{"单位": "小米", "岗位": "工程师", "开始": "2017", "结束": "2019", "描述": "推送", "职责": ["写"]}]},
     {"work": [{"name": "小米", "position": "工程师", "startDate": "2017", "endDate": "2019", "summary": "推送",
                "highlights": ["写"]}]}),
    ({"项目": [{"名称": "推流", "角色": "负责人", "描述": "低延迟", "技术栈": ["Go"]}], "技能": ["Go"]},
     {"skills": [{"name": "Go"}],
      "projects": [{"name": "推流", "description": "低延迟", "keywords": ["Go"], "roles": ["负责人"]}]}),
    ({"Basics": {"Name": "Ada"}, "Work": [{"Start_Date": "2018"}]},
     {"basics": {"name": "Ada"}, "work": [{"startDate": "2018"}]}),
    ({"Berufserfahrung": [{"Firma": "A", "Funktion": "B", "von": "2010", "bis": "2012", "Aufgaben": ["C"]}]},
     {"work": [{"name": "A", "position": "B", "startDate": "2010", "endDate": "2012", "highlights": ["C"]}]}),
    ({"basics": {"Geburtsdatum": "1980-12-06", "Telefon": "0123456"}},
     {"basics": {"phone": "0123456", "details": {"birthDate": "1980-12-06"}}}),
    ({"職歴": [{"会社名": "青葉", "役職": "部長"}], "スキル": ["Go"]},
     {"work": [{"name": "青葉", "position": "部長"}], "skills": [{"name": "Go"}]}),
    ({"الاسم": "ليلى", "المهارات": ["Go"]}, {"basics": {"name": "ليلى"}, "skills": [{"name": "Go"}]}),
    ({"experience": [{"employer": "A", "job_title": "B", "from": "2018", "to": "2019"}]},
     {"work": [{"name": "A", "position": "B", "startDate": "2018", "endDate": "2019"}]}),
    ({"work": [{"name": "A", "positions": [{"title": "B"}, {"title": "C", "tech_stack": ["Go"]}]}]},
     {"work": [{"name": "A", "roles": [{"position": "B"}, {"position": "C", "keywords": ["Go"]}]}]}),
    ({"work": [{"name": "A", "positions": ["B", "C"]}]},
     {"work": [{"name": "A", "roles": [{"position": "B"}, {"position": "C"}]}]}),
    ({"work": [{"name": "A", "title": ["B", "C"]}]}, {"work": [{"name": "A", "position": ["B", "C"]}]}),
    ({"work": [{"name": "A", "tasks": [{"text": "B", "highlights": ["C"]}, "D"]}]},
     {"work": [{"name": "A", "highlights": [{"text": "B", "highlights": ["C"]}, "D"]}]}),
    ({"work": [{"name": "A", "职责": [{"zh": "甲", "en": "B"}, None, ""]}]},
     {"work": [{"name": "A", "highlights": [{"zh": "甲", "en": "B"}]}]}),
    ({"技能": {"语言": ["Go", "C"], "工具": "Git"}, "工作": [None, {"公司": "A"}]},
     {"skills": [{"name": "语言", "keywords": ["Go", "C"]}, {"name": "工具", "keywords": ["Git"]}],
      "work": [{"name": "A"}]}),
    ({"work": [{"name": "A", "jobLocation": {"city": "Zug", "country": "CH"}}], "experiences": [{"name": "B"}]},
     {"work": [{"name": "A", "location": "Zug, CH"}, {"name": "B"}]}),
    ({"work": [{"name": "A", "date": "2018"}]}, {"work": [{"name": "A", "startDate": "2018", "endDate": "2018"}]}),
    ({"education": [{"university": "U", "school": "S"}]}, {"education": [{"institution": "U", "department": "S"}]}),
    ({"certifications": [{"title": "A", "issued": "2020", "validUntil": "2023", "credential_id": "7"}]},
     {"certificates": [{"name": "A", "date": "2020", "expires": "2023", "id": "7"}]}),
    ({"languages": [{"name": "German", "Level": "B2+"}]}, {"languages": [{"language": "German", "fluency": "B2+"}]}),
    ({"languages": {"English": "C1"}, "skills": {"Tools": ["Git", "Make"]}},
     {"skills": [{"name": "Tools", "keywords": ["Git", "Make"]}],
      "languages": [{"language": "English", "fluency": "C1"}]}),
    ({"basics": {"firstName": "Ada", "last_name": "Quell", "GitHub": "ada"}},
     {"basics": {"name": "Ada Quell", "profiles": [{"network": "GitHub", "username": "ada"}]}}),
    ({"basics": {"name": "A", "contact": {"mail": "a@example.com", "github": "x"}, "email": "b@example.com"}},
     {"basics": {"name": "A", "email": ["b@example.com", "a@example.com"],
                 "profiles": [{"network": "GitHub", "username": "x"}]}}),
    ({"basics": {"profiles": [{"network": "X", "username": "y"}]}, "GitLab": "z"},
     {"basics": {"profiles": [{"network": "X", "username": "y"}, {"network": "GitLab", "username": "z"}]}}),
    ({"basics": {"姓": "张", "名": "伟"}}, {"basics": {"name": "张伟"}}),
    ({"work": [{"name": "A"}], "experience": [{"name": "B"}]}, {"work": [{"name": "A"}, {"name": "B"}]}),
    ({"projects": [{"name": "A", "description": "One.", "summary": "Two."}]},
     {"projects": [{"name": "A", "description": "One.\n\nTwo."}]}),
    ({"basics": {"details": [{"label": "Pronouns", "value": "they"}, {"gender": "x"}]}},
     {"basics": {"details": {"Pronouns": "they", "gender": "x"}}}),
    ({"work": [{"name": "A", "links": {"Demo": "https://a.example"}}]},
     {"work": [{"name": "A", "links": [{"label": "Demo", "url": "https://a.example"}]}]}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), MEANT, ids=lambda each: str(each)[:60])
def test_a_known_meaning_under_another_key_is_read(written: dict[str, Any], meant: dict[str, Any]) -> None:
    assert to_data(profile_of(written)) == meant


#: What means nothing here, or has another shape than what it might mean.
UNKNOWN = [
    ("experience: 5 years\nbasics: {}", "experience"),
    ("jobs: {build: {steps: 3}}\nbasics: {}", "jobs"),
    ("basics: {name: A, shoeSize: 42}", "shoeSize"),
    ("basics: {name: A}\n_work: [{name: secret}]", "_work"),
    ("work: [{name: A, x-position: B}]", "x-position"),
    ("work: [{name: A, notes: private}]", "notes"),
    ("work: [{name: A, title: {text: {deep: 1}}}]", "title"),
    ("meta: {date: 2020}", "date"),
    ("variants: {v: {description: for architects}}", "description"),
    ("name: B\nbasics: {name: A}", "name"),
    ("skills: [{name: A, rating: 4}]", "rating"),
    ("skills: [{name: A, items: [{title: Go}]}]", "items"),
    ("work: [{name: A, tasks: [{text: B, comment: C}]}]", "tasks"),
    ("basics: {name: A, 自定义: 值}", "自定义"),
]


@pytest.mark.parametrize(("content", "key"), UNKNOWN)
def test_what_means_nothing_here_is_named_and_never_read_as_something_else(content: str, key: str) -> None:
    (problem,) = read(content).problems
    assert (problem.code, problem.severity, problem.path[-1]) == ("unknown-key", "warning", key)


def test_a_key_that_convert_writes_is_not_taken_for_a_slip() -> None:
    (problem,) = read("work: [{name: A, x-highlights: [{text: B, tags: [c]}]}]").problems
    assert problem.hint == "`resume import` reads what `resume convert` kept under it"


def test_two_texts_for_one_place_are_a_warning() -> None:
    (problem,) = read("work: [{name: A, company: B}]").problems
    assert (problem.code, problem.severity) == ("doubled-key", "warning")
    assert read("work: [{name: A, company: A}]").problems == ()


def test_a_bullet_with_a_colon_is_read_under_another_key_as_under_its_own() -> None:
    (work,) = read(
        "work:\n- name: A\n  tasks:\n  - Led the team: five people\n  tools: [Go, Word: 2016]\n"
    ).profile.work
    assert [each.content for each in (*work.highlights, *work.keywords)] == [
        "Led the team: five people", "Go", "Word: 2016",
    ]  # fmt: skip


def test_a_second_name_in_another_place_is_a_warning() -> None:
    found = read("basics: {name: A, contact: {name: B}}").problems
    assert [(each.code, each.path) for each in found if each.severity == "warning"] == [
        ("doubled-key", ("basics", "contact", "name"))
    ]


def test_a_note_stands_at_the_key_and_never_counts() -> None:
    (note,) = read("basics:\n  name: A\nwork:\n- name: A\n  job_title: B\n").problems
    assert note.position is not None
    assert (note.code, note.severity, note.position.line, note.position.column) == ("renamed-key", "note", 5, 3)
    assert (note.message, note.hint) == ("`job_title` is read as `position`", "write `position`")


def test_a_note_about_a_key_at_the_top_says_where_it_belongs() -> None:
    found = read("姓名: A\n出生日期: 1990-05\nemail: a@example.com\nGitHub: a\n").problems
    assert [each.message for each in found] == [
        "`姓名` is read as `basics.name`", "`出生日期` is read as `basics.details.birthDate`",
        "`email` is read as `basics.email`", "`GitHub` is read as `basics.profiles`",
    ]  # fmt: skip


def test_a_mistake_within_a_renamed_list_is_placed_where_it_is() -> None:
    with pytest.raises(ProfileError) as error:
        read("experience:\n- company: A\n  from: 2013-19\n")
    (wrong,) = [each for each in error.value.problems if each.severity == "error"]
    assert wrong.position is not None
    assert (wrong.code, wrong.position.line) == ("impossible-date", 3)


@pytest.mark.parametrize(
    "content",
    ["name: tool\ndescription: A package.\nversion: 1.0\nlicense: MIT", "name: CI\non: push\njobs: {build: {}}"],
)
def test_a_file_of_another_program_is_no_profile_for_its_name(content: str) -> None:
    with pytest.raises(ProfileError) as error:
        read(content)
    assert [each.code for each in error.value.problems if each.severity == "error"] == ["not-a-profile"]


def classes(of: type[Item] = Profile) -> Iterator[type[Item]]:
    yield of
    for field in fields_of(of).values():
        if field.of is not None:
            yield from classes(field.of)


def spelled(key: str) -> st.SearchStrategy[str]:
    """Return other spellings of a key: in capitals, with underscores, hyphens or spaces."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in key)
    joined = st.sampled_from(["_", "-", " ", ""]).map(lambda mark: words.replace(" ", mark))
    return st.one_of(joined, joined.map(str.upper), joined.map(str.capitalize), joined.map(str.title))


@given(st.data())
def test_a_key_in_another_spelling_is_that_key(data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(sorted(set(classes()), key=lambda each: each.__name__)))
    key = data.draw(st.sampled_from(sorted(keys_of(of))))
    written = data.draw(spelled(key))
    assert other_keys.named(of, written) is keys_of(of)[key]


def test_every_class_and_key_of_the_table_exists() -> None:
    by_name = {each.__name__: each for each in classes()}
    for name, names in other_keys._tables()["keys"].items():
        assert set(names) <= set(keys_of(by_name[name]))
    everywhere = {key for of in by_name.values() for key in keys_of(of)}
    assert set(other_keys._tables()["anywhere"].keys()) <= everywhere


def test_a_title_in_any_language_is_the_key_of_its_section() -> None:
    for title, key in (("Опыт работы", "work"), ("Formation", "education"), ("경력", "work"), ("Beceriler", "skills")):
        assert other_keys.named(Profile, title) is keys_of(Profile)[key]


def test_fields_that_are_redacted_may_be_named_by_another_key() -> None:
    assert read("work: [{name: A}]\nvariants: {v: {redact: ['work[].company', basics.birthDate]}}").problems == ()


def test_only_what_fits_is_read() -> None:
    fits = other_keys.fits
    assert not fits(keys_of(Profile)["work"], "text")
    assert not fits(keys_of(Profile)["work"], ["text"])
    assert fits(keys_of(Profile)["skills"], ["text"])
    assert not fits(keys_of(Work)["name"], ["a", "b"])
    assert fits(keys_of(Work)["position"], ["a", "b"])
    assert not fits(keys_of(Work)["startDate"], {"year": 2018})
    assert not fits(keys_of(Basics)["name"], True)
    assert all(field.kind is FieldKind.ITEMS for field in SECTIONS.values())
