"""The header of a document: contacts, addresses, the portrait, and the paper it is printed on."""

import pytest
from composing import CONTACTS, made

from resume_cli.document import Link, plain


def test_each_contact_stands_alone_with_its_link() -> None:
    contacts = made(CONTACTS).header.contacts
    assert [(contact.kind, contact.label, plain(contact.content)) for contact in contacts] == [
        ("email", "E-mail", "ada@example.com"), ("email", "E-mail", "b@example.com"),
        ("phone", "Phone", "+44 (0)20 1234-5678"), ("phone", "Phone", "call me"),
        ("url", "Website", "ada.example"), ("url", "Website", "ada.example/blog"),
        ("location", "Address", "Street 1, Zug, ZG 0123, Switzerland"),
        ("profile", "GitHub", "github.com/ada"), ("profile", "", "Twitter: ada"), ("profile", "", "WeChat: ada_wx"),
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
        ("zh", "{city: 上海市, region: 上海, countryCode: CN}", "中国上海市"),
        ("en", "{city: Stockholm, region: Stockholm County, countryCode: SE}", "Stockholm, Sweden"),
        ("en", "{city: York, region: Yorkshire, countryCode: GB}", "York, Yorkshire, United Kingdom"),
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


DETAILS = """
    meta: {languages: [en, de, zh, ar]}
    basics:
      name: Ada
      email: a@example.com
      details:
        birthDate: 1980-12-06
        nationality: {de: deutsch, en: German, zh: 德国}
        drivingLicence: [B, BE]
        availability: 2027-04
        政治面貌: 中共党员
"""


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["Date of birth: Dec 6, 1980", "Nationality: German", "Driver’s license: B, BE",
                "Availability: Apr 2027", "政治面貌: 中共党员"]),
        ("de", ["Geburtsdatum: 06.12.1980", "Staatsangehörigkeit: deutsch", "Führerschein: B, BE",
                "Verfügbarkeit: 04/2027", "政治面貌: 中共党员"]),
        ("zh", ["出生日期：1980.12.06", "国籍：德国", "驾驶证：B、BE", "到岗时间：2027.04", "政治面貌：中共党员"]),
    ],
)  # fmt: skip
def test_details_are_labelled_in_the_language_and_stand_last_in_the_order_of_the_file(
    language: str, shown: list[str]
) -> None:
    contacts = made(DETAILS, language).header.contacts
    assert [plain(each.content) for each in contacts if each.kind == "other"] == shown
    assert contacts[0].kind == "email"


def test_a_date_of_birth_is_no_more_precise_for_machines_than_for_readers() -> None:
    document = made(DETAILS.replace("[en, de, zh, ar]", "[en], dates: year"))
    assert '"birthDate":"1980"' in document.metadata.linked_data
    assert '"birthDate":"1980-12-06"' in made(DETAILS).metadata.linked_data
