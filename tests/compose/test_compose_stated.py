"""What people must state: numbers of papers and certificates, theses, departments, links, several positions."""

from __future__ import annotations

import pytest
from composing import inlines_of, made, said, section

from resume_cli.document import Link, plain


@pytest.mark.parametrize(
    ("language", "publication", "shown"),
    [
        ("en", "{name: A, publisher: J, volume: 114, issue: 19, pages: 1–9}", "J, vol. 114, no. 19, pp. 1–9"),
        ("de", "{name: A, publisher: J, volume: 114, issue: 19}", "J, Bd. 114, Nr. 19"),
        ("zh", "{name: A, publisher: 学报, volume: 3, issue: 4, pages: 5}", "学报，第 3 卷，第 4 期，第 5 页"),
        ("ja", "{name: A, publisher: J, volume: 3, issue: 4}", "J、第3巻、第4号"),
        ("en", "{name: A, publisher: J, volume: Vol. 3, issue: Special issue}", "J, Vol. 3, Special issue"),
        ("en", "{name: A, publisher: J, status: In Press}", "J, in press"),
        ("de", "{name: A, publisher: J, status: under review}", "J, in Begutachtung"),
        ("en", "{name: A, publisher: J, status: on hold}", "J, on hold"),
        ("fr", "{name: A, publisher: J, status: accepted}", "J, accepté"),
        ("ar", "{name: A, publisher: J, status: in press}", "J، قيد الطبع"),
    ],
)
def test_a_publication_names_its_volume_issue_and_status_in_the_words_of_the_language(
    language: str, publication: str, shown: str
) -> None:
    assert shown in said(section(made(f"publications: [{publication}]", language), "publications").blocks)


@pytest.mark.parametrize(
    ("written", "shown", "target"),
    [
        ('"2101.00001"', "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("arXiv:2101.00001v2", "2101.00001v2", "https://arxiv.org/abs/2101.00001v2"),
        ("ARXIV: 2101.12345", "2101.12345", "https://arxiv.org/abs/2101.12345"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("https://arxiv.org/pdf/2101.00001", "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("math.GT/0309136", "math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136"),
        ("soon", "soon", None),
        ("12.34", "12.34", None),
    ],
)
def test_a_number_at_arxiv_is_linked_however_it_is_written(written: str, shown: str, target: str | None) -> None:
    blocks = section(made(f"publications: [{{name: A, arxiv: '{written.strip(chr(34))}'}}]"), "publications").blocks
    assert any(text.endswith(shown) for text in said(blocks))
    assert {each.href for each in inlines_of(blocks) if isinstance(each, Link)} == ({target} if target else set())


@pytest.mark.parametrize(
    ("profile", "kind", "shown"),
    [
        ("certificates: [{name: A, expires: 2027-05, id: X-1}]", "certificates", ["A", "Certificate number", "X-1",
                                                                                  "Valid until", "May 2027"]),
        ("certificates: [{name: A, expires: never}]", "certificates", ["A", "Valid until", "never"]),
        ("languages: [{language: A, fluency: B2+, certificate: TOEFL 110}]", "languages", ["A", "B2+ (TOEFL 110)"]),
        ("languages: [{language: A, fluency: HSK 6}, {language: B, fluency: N1}]", "languages",
         ["A", "HSK 6", "B", "N1"]),
        ("languages: [{language: A, certificate: DELF}]", "languages", ["A", "DELF"]),
        ("education: [{institution: U, thesis: On *x*, advisor: [A, B]}]", "education", ["U", "Thesis", "On x",
                                                                                       "Advisor", "A, B"]),
        ("work: [{name: A, position: [B, C], department: D}]", "work", ["A", "B, C · D"]),
        ("work: [{name: A, roles: [{position: B, department: D, keywords: [K]}]}]", "work",
         ["A", "B", "D", "Keywords", "K"]),
        ("volunteer: [{organization: A, position: [B, C]}]", "volunteer", ["A", "B, C"]),
    ],
)  # fmt: skip
def test_what_is_stated_is_shown(profile: str, kind: str, shown: list[str]) -> None:
    assert [each for each in said(section(made(profile), kind).blocks) if each] == shown


ENTRIES = (
    "work", "volunteer", "education", "awards", "certificates", "publications", "references", "projects", "patents",
    "contributions", "talks", "skills", "languages", "interests",
)  # fmt: skip


@pytest.mark.parametrize("style", ["full", "compact"])
@pytest.mark.parametrize("kind", ENTRIES)
def test_links_are_on_every_entry_in_every_style(kind: str, style: str) -> None:
    links = "[{label: Demo, url: 'https://d.example'}, 'https://e.example/x', {label: Old, url: /local}]"
    blocks = section(made(f"{kind}: [{{links: {links}}}]\nsections: [{{{kind}: {{style: {style}}}}}]"), kind).blocks
    found = {plain(each.children): each.href for each in inlines_of(blocks) if isinstance(each, Link)}
    assert found == {"Demo": "https://d.example", "e.example/x": "https://e.example/x"}
    assert "Old: /local" in " ".join(said(blocks))


def test_an_empty_title_is_no_heading_and_an_absent_one_is_the_usual() -> None:
    own = "sections: [{id: end, title: %s, entries: [{summary: X}]}]"
    assert section(made(own % '""'), "custom").title == ()
    assert plain(section(made(own % "null"), "custom").title) == "End"
    assert section(made("work: [{name: A}]\nsections: [{work: {title: ''}}]"), "work").title == ()
    document = made(own % "{en: '', de: Ende}", "de")
    assert plain(section(document, "custom").title) == "Ende"
