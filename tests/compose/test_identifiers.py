"""A DOI, a number at arXiv and an ORCID are one link each, however they were typed."""

import pytest
from composing import everything, inlines_of, made

from resume_cli.document import Link, plain

DOI = ("10.1109/X.1", "https://doi.org/10.1109/X.1")


def links(yaml: str) -> list[tuple[str, str]]:
    document = made(yaml)
    found = inlines_of((document.header, document.sections))
    return [(plain(inline.children), inline.href) for inline in found if isinstance(inline, Link)]


@pytest.mark.parametrize(
    "doi",
    [
        "10.1109/X.1", "doi:10.1109/X.1", "DOI 10.1109/X.1", "DOI: 10.1109/X.1", "doi： 10.1109/X.1",
        "https://doi.org/10.1109/X.1", "http://dx.doi.org/10.1109/X.1", "https://www.doi.org/10.1109/X.1",
        "doi.org/10.1109/X.1", "dx.doi.org/10.1109/X.1", "https://doi.org/doi:10.1109/X.1", "info:doi/10.1109/X.1",
        "https://doi.org/10.1109%2FX.1", "10.1109/X.1.", "https://dl.example.org/doi/10.1109/X.1?x=1", " 10.1109/X.1 ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("url", ["", "https://doi.org/10.1109/x.1", "https://dx.doi.org/10.1109/X.1"])
@pytest.mark.parametrize("style", ["full", "compact"])
def test_a_doi_is_one_link_in_every_spelling(doi: str, url: str, style: str) -> None:
    sections = f"sections: [publications: {{style: {style}}}]"
    assert links(f"publications: [{{name: X, doi: '{doi}', url: '{url}'}}]\n{sections}") == [DOI]


def test_another_page_of_a_paper_stays_a_link_beside_its_doi() -> None:
    page = "https://example.org/paper"
    assert links(f"publications: [{{name: X, doi: 10.1109/X.1, url: '{page}'}}]") == [("X", page), DOI]


@pytest.mark.parametrize("url", ["doi:10.1109/X.1", "DOI 10.1109/X.1", "10.1109/X.1"])
def test_a_doi_in_place_of_an_address_is_followed(url: str) -> None:
    assert links(f"publications: [{{name: X, url: '{url}'}}]") == [("X", DOI[1])]


@pytest.mark.parametrize(
    ("text", "words", "target"),
    [
        ("See doi:10.1109/X.1.", "doi:10.1109/X.1", DOI[1]),
        ("(DOI: 10.1109/X.1)", "DOI: 10.1109/X.1", DOI[1]),
        ("见doi:10.1109/X.1，2020", "doi:10.1109/X.1", DOI[1]),
        ("doi 10.1109/X.1; arXiv", "doi 10.1109/X.1", DOI[1]),
        ("as arXiv:2101.00001v2, 2021", "arXiv:2101.00001v2", "https://arxiv.org/abs/2101.00001v2"),
        ("https://doi.org/10.1109/X.1", "https://doi.org/10.1109/X.1", DOI[1]),
    ],
)
def test_a_doi_in_a_text_is_a_link(text: str, words: str, target: str) -> None:
    assert links(f"work: [{{name: A, summary: '{text}'}}]") == [(words, target)]


@pytest.mark.parametrize("text", ["version 10.1109/2", "doing 10.1109/X.1 of", "arXiv:21.1", "radio:10.1109/x"])
def test_what_only_looks_like_a_doi_is_a_text(text: str) -> None:
    assert links(f"work: [{{name: A, summary: '{text}'}}]") == []


@pytest.mark.parametrize("doi", ["not yet", "10.1109", "10.1109/a b", "11.1109/X.1"])
def test_what_is_no_doi_is_shown_as_it_was_typed(doi: str) -> None:
    assert doi in everything(made(f"publications: [{{name: X, doi: '{doi}'}}]"))
    assert links(f"publications: [{{name: X, doi: '{doi}'}}]") == []


@pytest.mark.parametrize(
    "arxiv",
    [
        "2101.00001", "arXiv:2101.00001", "arXiv: 2101.00001", "https://arxiv.org/abs/2101.00001",
        "http://www.arxiv.org/pdf/2101.00001.pdf", "arxiv.org/abs/2101.00001", "arXiv:2101.00001 [cs.CL]",
        "https://export.arxiv.org/abs/2101.00001",
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", ["", "url: 'https://arxiv.org/pdf/2101.00001'", "doi: 10.48550/arXiv.2101.00001"])
def test_a_number_at_arxiv_is_one_link_in_every_spelling(arxiv: str, more: str) -> None:
    assert links(f"publications: [{{name: X, arxiv: '{arxiv}', {more}}}]") == [
        ("2101.00001", "https://arxiv.org/abs/2101.00001")
    ]


@pytest.mark.parametrize(
    "account",
    [
        "0000-0002-1825-009X", "0000-0002-1825-009x", "000000021825009X", "https://orcid.org/0000-0002-1825-009X",
        "orcid.org/0000-0002-1825-009X/", "ORCID: 0000-0002-1825-009X",
    ],
)  # fmt: skip
def test_an_orcid_is_one_link_in_every_spelling(account: str) -> None:
    (link,) = links(f"basics: {{name: A, profiles: [{{network: ORCID, username: '{account}'}}]}}")
    assert link[1] == "https://orcid.org/0000-0002-1825-009X"
