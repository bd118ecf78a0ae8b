"""Variants and sections choose entries by tags, sort them, limit them and count them."""

import pytest
from made import profile_of
from msgspec.structs import replace
from selecting import BILINGUAL, contents, shown

from resume_cli.profile.model import Patent, Profile, SectionSettings
from resume_cli.profile.values import LocalizedText
from resume_cli.select import select


def test_tags_hide_entries_and_single_bullets() -> None:
    selection = select(profile_of(BILINGUAL), "en", "short")
    assert [each.kind for each in selection.sections] == ["summary", "work"]
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
    assert selection.profile.basics.label == LocalizedText((("en", "Architect"),))


def test_pages_and_theme_come_from_the_variant_unless_asked_for() -> None:
    selection = select(profile_of(BILINGUAL), "en", "five")
    assert (selection.pages, selection.theme) == (2, "classic")
    assert select(profile_of(BILINGUAL), "en", "five", pages=1).pages == 1


def test_sections_that_the_file_does_not_order_stand_in_their_usual_places() -> None:
    profile = replace(profile_of(BILINGUAL), sections=(SectionSettings(id="patents", limit=1),))
    kinds = [each.settings.id for each in select(profile, "en").sections]
    assert kinds == ["summary", "work", "publications", "patents"]
    profile = replace(profile, sections=tuple(SectionSettings(id=name) for name in ("patents", "work")))
    kinds = [each.settings.id for each in select(profile, "en").sections]
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
    patents = next(each for each in select(profile, "en").sections if each.kind == "patents")
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
    patents = select(profile, "en").sections[0]
    assert (numbers(profile), patents.total) == (["A", "C"], 4)
    profile = replace(profile, sections=(SectionSettings(id="patents", exclude=("old",)),))
    assert (numbers(profile), select(profile, "en").sections[0].total) == (["A", "B"], 2)


def test_roles_are_chosen_by_tags_as_bullets_are() -> None:
    profile = profile_of("""
        work:
          - name: A
            roles: [{position: Lead, tags: [old]}, {position: Head, highlights: [x, {text: y, tags: [old]}]}]
        variants: {new: {exclude: [old]}}
    """)
    assert contents(select(profile, "en", "new")) == ["A", "Head", "x"]


@pytest.mark.parametrize(
    ("listed", "order"),
    [
        (["teaching"], ["summary", "work", "publications", "patents", "teaching"]),
        (["teaching", "army"], ["summary", "work", "publications", "patents", "teaching", "army"]),
        (["summary", "teaching"], ["summary", "teaching", "work", "publications", "patents"]),
        (["teaching", "patents"], ["summary", "work", "publications", "teaching", "patents"]),
        (["work", "teaching", "patents"], ["summary", "work", "teaching", "publications", "patents"]),
        (["patents", "teaching"], ["summary", "work", "publications", "patents", "teaching"]),
        (["patents", "teaching", "work"], ["summary", "patents", "teaching", "work", "publications"]),
        (["teaching", "summary"], ["teaching", "summary", "work", "publications", "patents"]),
    ],
)
def test_a_custom_section_stays_with_its_neighbour_in_the_file_and_alone_comes_last(
    listed: list[str], order: list[str]
) -> None:
    entries = profile_of("work: [{name: A}]").work
    sections = tuple(
        SectionSettings(id=name, entries=() if name in {"summary", "work", "patents"} else entries) for name in listed
    )
    profile = replace(profile_of(BILINGUAL), sections=sections)
    assert [each.settings.id for each in select(profile, "en").sections] == order
