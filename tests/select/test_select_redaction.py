"""What is redacted is gone in every spelling, from every text, count, problem and file name."""

import pytest
from made import profile_of, strings
from msgspec.structs import replace
from selecting import BILINGUAL, contents

from resume_cli.document import Link, plain
from resume_cli.errors import Problem
from resume_cli.markup import inlines
from resume_cli.profile.model import texts
from resume_cli.profile.settings import Variant
from resume_cli.profile.values import LocalizedText
from resume_cli.select import Selection, safe_stem, select


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
    assert "patents" not in [each.kind for each in selection.sections]
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
        work: [{name: Apple, summary: "At Apple, apple pies; Pineapple stays, AppleScript stays."}]
        projects: [{name: Fruit, url: "https://developer.apple.com/fruit", description: "See APPLE."}]
    """
    selection = redacted(profile, "work.name")
    assert selection.profile.work[0].name is None
    assert contents(selection)[0] == "At [redacted], [redacted] pies; Pineapple stays, AppleScript stays."
    assert selection.profile.projects[0].url is None
    assert selection.profile.projects[0].description == LocalizedText((("en", "See [redacted]."),))


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
    assert redacted(profile, "teaching").sections == ()


def test_a_redacted_branch_hides_its_name_in_all_spellings() -> None:
    selection = redacted(BILINGUAL, "basics")
    found = "\n".join(strings(selection.profile))
    for secret in ("Stuart", "S. Lau", "SHUO", "刘硕", "1111", "stuart"):
        assert secret not in found, secret


def test_a_mark_does_not_become_a_link() -> None:
    profile = "basics: {name: Ada Byron, summary: 'By Ada Byron(https://example.com) herself.'}"
    summary = redacted(profile, "basics.name").profile.basics.summary
    assert summary is not None
    assert plain(inlines(summary.content)) == "By [redacted](https://example.com) herself."
    assert not any(isinstance(each, Link) for each in inlines(summary.content))


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
    assert [(counts.field, counts.values) for counts in selection.sections[0].counts] == [
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
