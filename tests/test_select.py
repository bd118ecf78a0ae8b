"""Selection: one language, one variant, the entries asked for; nothing invented, nothing reordered, nothing leaked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import TAGS, profile_of, profiles, strings

from resume_cli.errors import Problem, UsageError
from resume_cli.profile.model import Item, Patent, Profile, SectionSettings, Text, Variant, texts
from resume_cli.select import (
    Selection,
    available_languages,
    default_language,
    language_for,
    missing_translations,
    safe_stem,
    select,
)

LANGUAGES = st.sampled_from(["zh", "en", "zh-Hant", "de", "ja"])
BILINGUAL = """
    meta: {languages: [zh, en]}
    basics:
      name: {zh: 刘硕, en: Stuart Lau}
      aka: [Shuo Liu, "Liu, Shuo"]
      email: stuart.lau@example.com
      phone: +86 138-0000-1111
      url: https://stuartlau.example.com
      image: stuart-lau.jpg
      location: {city: {zh: 北京, en: Beijing}, countryCode: CN}
      profiles:
        - {network: GitHub, username: stuartlau, url: "https://github.com/stuartlau"}
        - {network: Mastodon}
      summary:
        zh: 我是刘硕，写[代码](https://github.com/stuartlau)，电话 13800001111。
        en: Stuart Lau writes [code](https://github.com/stuartlau); call +86 138 0000 1111 or stuart.lau@example.com.
    work:
      - {name: Acme, position: {zh: 工程师, en: Engineer}, startDate: 2018, tags: [a]}
      - name: ZDNS
        position: {zh: 实习生, en: Intern}
        startDate: 2010-01
        highlights:
          - {zh: 第一条要点, en: First point}
          - {zh: 秘密的要点, en: Secret point, tags: [secret]}
        tags: [internship]
    publications:
      - {name: On names, authors: [Wei Wang, "LIU  SHUO", S. Lau, "Lau, Stuart"], url: "https://example.org/stuart_lau.pdf"}
    patents:
      - {title: 方法一, number: CN1A, status: granted, granted: 2018-01-09, inventors: [刘硕, 王伟]}
      - {title: Method two, number: US2B, status: granted, granted: 2020-05}
      - {title: 方法三, number: CN3A, status: pending, filed: 2019}
      - {number: CN10A, status: pending}
    variants:
      anonymous: {redact: [basics.name, basics.email, basics.phone, basics.image]}
      short: {exclude: [internship, secret], sections: [summary, work], label: Architect}
      tagged: {include: [a]}
      five: {limit: {patents: 1}, pages: 2, theme: classic, language: en}
"""


def shown(selection: Selection, kind: str) -> tuple[Item, ...]:
    return next(each.items for each in selection.lists if each.kind == kind)


def contents(selection: Selection) -> list[str]:
    return [text.content for text in texts(selection.profile)]


# Properties


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES)
def test_selection_invents_no_text(profile: Profile, language: str) -> None:
    there = {content for text in texts(profile) for _, content in text.values}
    for text in texts(select(profile, language).profile):
        assert text.content in there
        assert len(text.values) == 1
        assert text.language


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES)
def test_every_text_keeps_its_path(profile: Profile, language: str) -> None:
    values = {text.path: {content for _, content in text.values} for text in texts(profile)}
    for text in texts(select(profile, language).profile):
        assert text.content in values[text.path]


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES, TAGS, TAGS)
def test_selection_keeps_the_order_of_the_file(
    profile: Profile, language: str, include: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    varied = replace(profile, variants={"v": Variant(include=include, exclude=exclude)})
    for each in select(varied, language, "v").lists:
        paths = [item.path for item in each.items]
        assert paths == sorted(paths, key=str)


@settings(max_examples=40, deadline=None)
@given(profiles(), TAGS, TAGS)
def test_tags_decide_what_is_shown(profile: Profile, include: tuple[str, ...], exclude: tuple[str, ...]) -> None:
    varied = replace(profile, variants={"v": Variant(include=include, exclude=exclude)})
    paths = {item.path for item in select(varied, "en", "v").profile.work}
    for job in profile.work:
        hidden = bool(set(job.tags) & set(exclude)) or bool(job.tags and include and not set(job.tags) & set(include))
        assert (job.path in paths) is not hidden


@settings(max_examples=40, deadline=None)
@given(profiles(), LANGUAGES)
def test_selecting_again_changes_nothing(profile: Profile, language: str) -> None:
    once = select(profile, language).profile
    again = select(once, language).profile
    assert [text.content for text in texts(again)] == [text.content for text in texts(once)]


SECRETS = st.sampled_from(["Stuart Lau", "刘硕", "Ада Лавлейс", "Müller Ånna", "Li Na", "O'Brien", "Nguyễn Ân"])


@settings(max_examples=60, deadline=None)
@given(profiles(), SECRETS, LANGUAGES, st.data())
def test_redaction_removes_a_value_from_every_text(
    profile: Profile, secret: str, language: str, data: st.DataObject
) -> None:
    around = st.sampled_from(["{}", "by {}.", "作者{}，", "({})", "{}’s work", "see https://x.example/{}/", "**{}**"])
    spellings = st.sampled_from(
        [secret, secret.upper(), secret.lower(), secret.replace(" ", "  "), secret.replace(" ", "-")]
    )

    def planted(text: Text) -> Text:
        return replace(
            text, values=tuple((tag, data.draw(around).format(data.draw(spellings))) for tag, _ in text.values)
        )

    basics = replace(profile.basics, name=Text((("en", secret),), ("basics", "name")))
    work = tuple(
        replace(job, summary=job.summary and planted(job.summary), highlights=tuple(map(planted, job.highlights)))
        for job in profile.work
    )
    made = replace(profile, basics=basics, work=work, variants={"v": Variant(redact=("basics.name",))})
    selection = select(made, language, "v")
    folded = secret.casefold().replace(" ", "")
    for string in strings(selection):
        assert folded not in string.casefold().replace(" ", "").replace("-", ""), string


# Languages


def test_the_languages_of_a_file_are_those_it_names() -> None:
    assert available_languages(profile_of(BILINGUAL)) == ("zh", "en")
    assert default_language(profile_of(BILINGUAL)) == "zh"


def test_without_names_they_are_those_that_texts_are_marked_with() -> None:
    assert available_languages(profile_of("basics: {name: {en: Ada, zh: 阿达}, label: {de: Dame}}")) == (
        "en",
        "zh",
        "de",
    )


@pytest.mark.parametrize(
    ("summary", "language"),
    [
        ("I write programs.", "en"), ("我用 Java 和 Kubernetes 写程序。", "zh"), ("私はプログラムを書きます。", "ja"),
        ("저는 프로그램을 씁니다.", "ko"), ("Я пишу программы.", "ru"), ("أكتب البرامج", "ar"),
        ("אני כותב תוכנה", "he"),
        ("ฉันเขียนโปรแกรม", "th"), ("12345", "en"),
    ],
)  # fmt: skip
def test_a_plain_file_is_in_the_language_of_its_script(summary: str, language: str) -> None:
    assert available_languages(profile_of(f"basics: {{name: A, summary: '{summary}'}}")) == (language,)


def test_a_text_falls_back_to_the_shorter_tag_and_then_to_the_default() -> None:
    selection = select(profile_of(BILINGUAL), "zh-CN")
    assert selection.profile.basics.name == Text((("zh", "刘硕"),))
    assert selection.problems == ()
    selection = select(profile_of("meta: {languages: [zh, en]}\nbasics: {name: A, label: {zh: 工程师}}"), "en")
    assert selection.profile.basics.label == Text((("zh", "工程师"),))
    assert [(problem.code, problem.field) for problem in selection.problems] == [("untranslated", "basics.label")]
    assert "no `en` text" in selection.problems[0].message


def test_a_language_that_the_file_lacks_is_one_warning() -> None:
    for language in ("zh-Hant", "de"):
        problems = select(profile_of(BILINGUAL), language).problems
        assert [problem.code for problem in problems] == ["untranslated"]
        assert f"no `{language}` texts" in problems[0].message


def test_a_plain_file_in_another_language_gives_no_warnings() -> None:
    profile = profile_of("basics: {name: Ada, summary: A plain English sentence of some length.}")
    selection = select(profile, "de")
    assert selection.problems == ()
    assert selection.profile.basics.summary == Text((("de", "A plain English sentence of some length."),))


def test_names_and_titles_in_another_script_are_no_missing_translations() -> None:
    profile = profile_of("""
        meta: {languages: [zh, en]}
        basics: {name: 刘硕}
        patents: [{title: Способ и устройство, number: RU1}, {title: 方法, number: CN1}]
        work: [{name: 快手, position: {zh: 工程师, en: Engineer}}]
    """)
    selection = select(profile, "en")
    assert [problem.field for problem in selection.problems] == ["work[0].name"]
    languages = [patent.title.language for patent in selection.profile.patents if patent.title]
    assert languages == ["ru", "zh"]


def test_a_sentence_without_a_mark_is_in_the_language_of_the_file() -> None:
    profile = profile_of("""
        meta: {languages: [en, de]}
        basics: {name: Ada, summary: Writes programs for a living.}
        work: [{name: Acme, position: Engineer}]
    """)
    selection = select(profile, "de")
    assert [problem.field for problem in selection.problems] == ["basics.summary"]
    assert selection.profile.basics.summary == Text((("en", "Writes programs for a living."),))
    assert selection.profile.work[0].position == Text((("de", "Engineer"),))


def test_lists_of_different_lengths_are_chosen_whole() -> None:
    profile = profile_of("""
        meta: {languages: [zh, en]}
        skills: [{name: X, keywords: {zh: [一, 二], en: [one, two, three]}}]
    """)
    for language, expected in (("zh", ["一", "二"]), ("en", ["one", "two", "three"]), ("de", ["一", "二"])):
        keywords = select(profile, language).profile.skills[0].keywords
        assert [text.content for text in keywords] == expected


def test_missing_translations_lists_each_text_of_the_whole_file() -> None:
    profile = profile_of("""
        meta: {languages: [zh, en]}
        basics: {name: {zh: 刘硕}, label: {zh: 工程师, en: Engineer}}
        work:
          - {name: Acme, highlights: [{zh: 要点}, {en: Point, zh: 要点}]}
          - {name: Acme, summary: 一句没有标注语言的中文。, tags: [x]}
        sections: [{id: mine, title: {zh: 我的}, entries: [{name: {zh: 条目}}]}]
        variants: {v: {label: {zh: 架构师}, exclude: [x]}}
    """)
    problems = missing_translations(profile, "en")
    assert [problem.field for problem in problems] == [
        "basics.name", "work[0].highlights[0]", "work[1].summary", "sections[0].title", "sections[0].entries[0].name",
        "variants.v.label",
    ]  # fmt: skip
    assert {problem.code for problem in problems} == {"untranslated"}
    assert missing_translations(profile, "zh") == ()
    assert len(missing_translations(profile, "de")) == len(problems) + 2


def test_an_unknown_language_or_variant_is_a_wrong_usage() -> None:
    profile = profile_of(BILINGUAL)
    with pytest.raises(UsageError, match="no language `klingon`"):
        select(profile, "klingon")
    with pytest.raises(UsageError, match="no variant `anonymus`") as caught:
        select(profile, "en", "anonymus")
    assert "`anonymous`" in caught.value.hint


def test_a_variant_brings_its_own_language() -> None:
    profile = profile_of(BILINGUAL)
    assert language_for(profile) == "zh"
    assert language_for(profile, "five") == "en"


# Variants and sections


def test_tags_hide_entries_and_single_bullets() -> None:
    selection = select(profile_of(BILINGUAL), "en", "short")
    assert [each.kind for each in selection.lists] == ["summary", "work"]
    assert [job.name.content for job in selection.profile.work if job.name] == ["Acme"]
    selection = select(profile_of(BILINGUAL), "en", "tagged")
    assert "Secret point" not in contents(selection)
    assert "First point" not in contents(selection)
    assert "Engineer" in contents(selection)


def test_what_a_section_does_not_show_is_not_in_the_profile() -> None:
    selection = select(profile_of(BILINGUAL), "en", "short")
    assert selection.profile.patents == ()
    assert selection.profile.variants == {}
    assert {job.tags for job in selection.profile.work} == {()}
    assert selection.profile.basics.label == Text((("en", "Architect"),))


def test_pages_and_theme_come_from_the_variant_unless_asked_for() -> None:
    selection = select(profile_of(BILINGUAL), "en", "five")
    assert (selection.pages, selection.theme) == (2, "classic")
    assert select(profile_of(BILINGUAL), "en", "five", pages=1).pages == 1


def test_sections_that_the_file_does_not_order_stand_in_their_usual_places() -> None:
    profile = replace(profile_of(BILINGUAL), sections=(SectionSettings(id="patents", limit=1),))
    kinds = [each.settings.id for each in select(profile, "en").lists]
    assert kinds == ["summary", "work", "publications", "patents"]
    profile = replace(profile, sections=tuple(SectionSettings(id=name) for name in ("patents", "work")))
    kinds = [each.settings.id for each in select(profile, "en").lists]
    assert kinds == ["summary", "patents", "work", "publications"]


def with_settings(**settings: object) -> Profile:
    return replace(profile_of(BILINGUAL), sections=(SectionSettings(id="patents", **settings),))  # type: ignore[arg-type]


def numbers(profile: Profile, variant: str | None = None) -> list[str]:
    items = shown(select(profile, "en", variant), "patents")
    return [item.number.content for item in items if isinstance(item, Patent) and item.number]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (None, ["CN1A", "US2B", "CN3A", "CN10A"]),
        ("granted", ["CN1A", "CN3A", "US2B", "CN10A"]),
        ("-granted", ["US2B", "CN3A", "CN1A", "CN10A"]),
        ("-filed", ["US2B", "CN3A", "CN1A", "CN10A"]),
        ("number", ["CN1A", "CN3A", "CN10A", "US2B"]),
        ("-number", ["US2B", "CN10A", "CN3A", "CN1A"]),
        ("status", ["CN1A", "US2B", "CN3A", "CN10A"]),
        ("-status", ["CN3A", "CN10A", "CN1A", "US2B"]),
        ("title", ["US2B", "CN1A", "CN3A", "CN10A"]),
        ("nothing", ["CN1A", "US2B", "CN3A", "CN10A"]),
    ],
)
def test_entries_are_sorted_by_dates_and_texts_and_those_without_stand_last(
    sort: str | None, expected: list[str]
) -> None:
    assert numbers(with_settings(sort=sort)) == expected


def test_a_job_that_goes_on_ends_later_than_any_other() -> None:
    profile = profile_of("""
        work:
          - {name: A, startDate: 2010, endDate: 2012}
          - {name: B, startDate: 2011}
          - {name: C, startDate: 2012, endDate: 2014}
        sections: [{work: {sort: -endDate}}]
    """)
    assert [job.name.content for job in select(profile, "en").profile.work if job.name] == ["B", "C", "A"]


def test_a_limit_counts_what_it_leaves_out_and_a_variant_outranks_it() -> None:
    profile = with_settings(limit=2, counts=("status", "office", "year"))
    patents = next(each for each in select(profile, "en").lists if each.kind == "patents")
    assert (len(patents.items), patents.total) == (2, 4)
    assert {counts.field: counts.values for counts in patents.counts} == {
        "status": (("granted", 2), ("pending", 2)),
        "office": (("CN", 3), ("US", 1)),
        "year": (("2020", 1), ("2019", 1), ("2018", 1)),
    }
    assert len(numbers(profile, "five")) == 1


def test_a_section_shows_only_its_included_tags_out_of_all() -> None:
    profile = profile_of("""
        patents: [{number: A, tags: [best]}, {number: B}, {number: C, tags: [best, old]}, {number: D, tags: [old]}]
        sections: [{patents: {include: [best]}}]
    """)
    patents = select(profile, "en").lists[0]
    assert (numbers(profile), patents.total) == (["A", "C"], 4)
    profile = replace(profile, sections=(SectionSettings(id="patents", exclude=("old",)),))
    assert (numbers(profile), select(profile, "en").lists[0].total) == (["A", "B"], 2)


def test_roles_are_chosen_by_tags_as_bullets_are() -> None:
    profile = profile_of("""
        work:
          - name: A
            roles: [{position: Lead, tags: [old]}, {position: Head, highlights: [x, {text: y, tags: [old]}]}]
        variants: {new: {exclude: [old]}}
    """)
    assert contents(select(profile, "en", "new")) == ["A", "Head", "x"]


# Redaction


def test_a_redacted_name_is_gone_in_all_its_spellings() -> None:
    selection = select(profile_of(BILINGUAL), "en", "anonymous")
    everything = "\n".join(strings(selection))
    for secret in ("Stuart", "stuart", "Lau", "刘硕", "Shuo", "SHUO", "138", "0000", "@example.com"):
        assert secret not in everything, secret
    authors = [text.content for text in selection.profile.publications[0].authors]
    assert authors == ["Wei Wang", "[redacted]", "[redacted]", "[redacted]"]
    assert selection.own_names == ()


def test_a_sentence_keeps_a_mark_and_a_field_is_dropped() -> None:
    selection = select(profile_of(BILINGUAL), "zh", "anonymous")
    basics = selection.profile.basics
    assert basics.summary is not None
    assert basics.summary.content == "我是［已隐去］，写代码，电话 ［已隐去］。"
    assert (basics.name, basics.aka, basics.email, basics.phone, basics.url, basics.image) == (
        None,
        (),
        (),
        (),
        (),
        None,
    )
    assert [account.network.content for account in basics.profiles if account.network] == ["Mastodon"]


def test_what_is_not_redacted_stays() -> None:
    selection = select(profile_of(BILINGUAL), "en", "anonymous")
    assert {"Beijing", "Acme", "Engineer", "Wei Wang", "On names", "王伟"} <= set(contents(selection))


def redacted(profile: str, *paths: str, language: str = "en") -> Selection:
    made = replace(profile_of(profile), variants={"v": Variant(redact=paths)})
    return select(made, language, "v")


def test_whole_branches_lists_and_dates_can_be_redacted() -> None:
    selection = redacted(BILINGUAL, "basics.profiles", "publications.authors", "work.startDate", "patents")
    assert selection.profile.basics.profiles == ()
    assert selection.profile.publications[0].authors == ()
    assert {job.start_date for job in selection.profile.work} == {None}
    assert "patents" not in [each.kind for each in selection.lists]
    assert selection.profile.basics.name is not None


def test_hiding_the_authors_does_not_hide_whose_resume_it_is() -> None:
    profile = """
        basics: {name: Ada Byron}
        publications: [{name: X, authors: [Ada Byron, Bo Li]}]
        awards: [{title: With Bo Li}]
    """
    selection = redacted(profile, "publications.authors")
    assert "Ada Byron" in contents(selection)
    assert "With [redacted]" in contents(selection)


def test_an_employer_is_removed_from_other_texts_as_a_word() -> None:
    profile = """
        work: [{name: Apple, summary: "At Apple, apple pies; Pineapple stays, AppleScript goes."}]
        projects: [{name: Fruit, url: "https://developer.apple.com/fruit", description: "See APPLE."}]
    """
    selection = redacted(profile, "work.name")
    assert selection.profile.work[0].name is None
    assert contents(selection)[0] == "At [redacted], [redacted] pies; Pineapple stays, [redacted]Script goes."
    assert selection.profile.projects[0].url is None
    assert selection.profile.projects[0].description == Text((("en", "See [redacted]."),))


@pytest.mark.parametrize(
    "written",
    ["+49 30 1234567", "+49301234567", "030 1234567", "030/123 45 67", "(+49) 30-1234567", "tel:+49301234567"],
)
def test_a_telephone_number_is_found_however_it_is_written(written: str) -> None:
    profile = f"basics: {{name: A, phone: +49 (0)30 1234567, summary: 'Call {written} now'}}"
    summary = redacted(profile, "basics.phone").profile.basics.summary
    assert summary is not None
    assert summary.content in {"Call [redacted] now", "Call tel:[redacted] now"}


def test_a_name_in_the_letters_of_an_address_is_found() -> None:
    profile = """
        basics: {name: 刘硕, url: "https://example.com/%E5%88%98%E7%A1%95/"}
        projects: [{name: P, description: "[a](https://example.com/%E5%88%98%E7%A1%95) and [b](https://example.com/)"}]
    """
    selection = redacted(profile, "basics.name")
    assert selection.profile.basics.url == ()
    assert contents(selection) == ["P", "a and [b](https://example.com/)"]


def test_sections_of_ones_own_are_redacted_by_their_id() -> None:
    profile = "sections: [{id: teaching, entries: [{name: Secret School, position: At Secret School}]}]"
    selection = redacted(profile, "teaching.name")
    assert [text.content for text in texts(selection.profile)] == ["At [redacted]"]
    assert redacted(profile, "teaching").lists == ()


def test_a_redacted_branch_hides_its_name_in_all_spellings() -> None:
    selection = redacted(BILINGUAL, "basics")
    found = "\n".join(strings(selection.profile))
    for secret in ("Stuart", "S. Lau", "SHUO", "刘硕", "1111", "stuart"):
        assert secret not in found, secret


def test_a_mark_does_not_become_a_link() -> None:
    profile = "basics: {name: Ada Byron, summary: 'By Ada Byron(https://example.com) herself.'}"
    summary = redacted(profile, "basics.name").profile.basics.summary
    assert summary is not None
    assert summary.content == "By [redacted] (https://example.com) herself."


def test_counts_and_problems_do_not_tell_what_is_redacted() -> None:
    profile = replace(
        profile_of("""
            meta: {languages: [zh, en]}
            basics: {name: Ada Byron}
            patents: [{number: A, assignee: [Ada Byron Ltd]}]
            sections: [{patents: {counts: [assignee, number]}}]
        """),
        variants={"v": Variant(redact=("basics.name", "patents.number"))},
    )
    selection = select(profile, "en", "v")
    assert [(counts.field, counts.values) for counts in selection.lists[0].counts] == [
        ("assignee", (("[redacted] Ltd", 1),))
    ]
    problem = Problem("code", "Ada Byron is odd", hint="ada-byron?")
    assert selection.redaction.clean_problems((problem,)) == (Problem("code", "[redacted] is odd", hint="[redacted]?"),)


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("stuart-lau-anonymous", "anonymous"), ("stuart-lau-en-anonymous", "en-anonymous"), ("StuartLau", "resume"),
        ("cv_liu.shuo_2", "cv__2"), ("刘硕简历", "简历"), ("profile", "profile"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_does_not_tell_the_name(stem: str, safe: str) -> None:
    assert safe_stem(select(profile_of(BILINGUAL), "en", "anonymous"), stem) == safe
    assert safe_stem(select(profile_of(BILINGUAL), "en"), stem) == stem
