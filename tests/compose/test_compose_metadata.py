"""Beside the text: title, author, source and labels, with nothing redacted left in them."""

import json

from composing import CONTACTS, PATENTS, made
from made import strings

from resume_cli.compose import compose
from resume_cli.document import texts
from resume_cli.profile.readers.load import load
from resume_cli.profile.validation.validate import validate
from resume_cli.select import select


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
    assert not any("Hidden" in string for string in strings(document))
    # The name in the other language is among the spellings that authors are recognised by.
    assert source["basics"]["aka"] == ["刘硕"]
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
