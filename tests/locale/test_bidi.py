"""Which words of a text read in the other direction: names with their signs, telephone numbers, phrases as one."""

from typing import Literal

import pytest

from resume_cli.locale.bidi import other_phrases


def found(text: str, around: Literal["ltr", "rtl"]) -> list[str]:
    return [text[start:stop] for start, stop in other_phrases(text, around)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("8 שנות ניסיון ב-Java ו-C++; גם C# ו-F#.", ["Java", "C++", "C#", "F#"]),
        ("מעבר מ-C++, לשפת Go", ["C++", "Go"]),
        ("תואר B.Sc. במדעי המחשב", ["B.Sc."]),
        ("עבדתי ב-Acme Ltd. בתל אביב", ["Acme Ltd."]),
        ("סיימתי ב-Acme Ltd.", ["Acme Ltd"]),
        ("טלפון 054-123-4567 או +972 54 123 4567", ["054-123-4567", "+972 54 123 4567"]),
        ("(03) 555-1234 בתל אביב", ["(03) 555-1234"]),
        ("גידול של +30% ו-5,000 לקוחות, −5°", ["+30%", "−5°"]),
        ("משנת 2014-2015 ועד 03/2015-02/2019", ["2014", "2015", "03/2015", "02/2019"]),
        ("בין 2014 – 2015, ביום 15/03/2024 ובשעה 10:30", []),
        ("פיתוח ב-.NET ו-ASP.NET Core (v2), וכן main()", [".NET", "ASP.NET Core (v2)", "main()"]),
        ("خبرة في Amazon Web Services (AWS) مع 3D و C++", ["Amazon Web Services (AWS)", "3D", "C++"]),
        ("راسلني a.b@example.com أو https://example.org/a-b.", ["a.b@example.com", "https://example.org/a-b"]),
        ("#hashtag ו-@user ב-“Clean Code”", ["#hashtag", "@user", "Clean Code"]),
        ("גרסה 3.10 של Python 3.12.", ["Python 3.12"]),
        ("1 000 000 לקוחות", ["1 000 000"]),
        ("شركة STC (2010) و React, 2019, ISO 9001", ["STC", "React, 2019, ISO 9001"]),
        ("שלום", []), ("", []), ("2015", []),
    ],
)  # fmt: skip
def test_words_from_left_to_right_are_found_with_their_signs(text: str, phrases: list[str]) -> None:
    assert found(text, "rtl") == phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Worked at شركة الاتصالات (2010) in Riyadh", ["شركة الاتصالات"]),
        ("a שלום 2010 עולם b", ["שלום 2010 עולם"]),
        ("Name (שם), Firm (חברה)", ["שם", "חברה"]),
        ("plain", []), ("中文", []),
    ],
)  # fmt: skip
def test_words_from_right_to_left_are_found_without_what_surrounds_them(text: str, phrases: list[str]) -> None:
    assert found(text, "ltr") == phrases
