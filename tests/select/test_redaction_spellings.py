"""Names, numbers and addresses are found as people spell them, and ordinary words are left alone."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import profile_of, strings
from msgspec.structs import replace

from resume_cli.compose import compose
from resume_cli.document import texts
from resume_cli.profile.settings import Variant
from resume_cli.select import Selection, safe_stem, select


def shown(basics: dict[str, object], text: str, *paths: str, language: str = "en") -> str:
    """Return what a text becomes when fields of the person are redacted."""
    return plain_of(selected({"basics": {**basics, "summary": text}}, *paths, language=language))


def selected(data: dict[str, object], *paths: str, language: str = "en") -> Selection:
    profile = profile_of(json.dumps(data, ensure_ascii=False))
    return select(replace(profile, variants={"v": Variant(redact=paths)}), language, "v")


def plain_of(selection: Selection) -> str:
    return " ".join(list(texts(compose(selection)))[-1:])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0170 1234567", "+49 170 1234567"), ("0170 1234567", "0049 170 123 45 67"),
        ("+49 170 1234567", "0170/1234567"),
        ("+49 170 1234567", "(0170) 123-4567"), ("+49 (0)170 1234567", "+491701234567"),
        ("0170 1234567", "＋４９ １７０ １２３４５６７"),
        ("+1 212 555 0123", "(212) 555-0123"), ("(212) 555-0123", "1-212-555-0123"),
        ("+86 138 0000 1112", "13800001112"),
        ("138-0000-1112", "+86 138 0000 1112"), ("+44 20 7946 0958", "020 7946 0958"),
        ("+7 916 123-45-67", "8 (916) 123-45-67"),
        ("+39 06 1234567", "06.123.4567"), ("+852 2345 6789", "2345 6789"),
        ("+81 90-1234-5678", "090-1234-5678"),
        ("+33 6 12 34 56 78", "06.12.34.56.78"), ("٠٥٠ ١٢٣ ٤٥٦٧", "+966 50 123 4567"),
        ("0170 1234567", "123 45 67"),
    ],
)  # fmt: skip
def test_a_number_is_found_at_home_and_from_abroad(typed: str, written: str) -> None:
    assert shown({"phone": typed}, f"Call {written}, please", "basics.phone") in {
        "Call [redacted], please", "Call ([redacted], please",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["1,000,000 users", "1 000 000 users", "from 2017 to 2019", "15.04.2015", "CN103746817B"]
)
def test_other_numbers_stay(text: str) -> None:
    assert shown({"phone": "0800 1000000 "}, text, "basics.phone") == text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Lena Achterberg", "Achterberg's work", "[redacted]'s work"),
        ("Lena Achterberg", "Achterbergs Werk von Lena", "[redacted] Werk von [redacted]"),
        ("Lena Achterberg", "by ACHTERBERG, L.; L. Achterberg.", "by [redacted]; [redacted]."),
        ("Lena Achterberg", "**Lena** Achterberg leads *it*", "[redacted] leads it"),
        ("Lena Achterberg", "Lena **Achterberg leads** it", "[redacted] leads it"),
        ("Hans-Peter Müller", "H.-P. Müller and H.P. Mueller", "[redacted] and [redacted]"),
        ("Al Schmidt", "Ask al.schmidt (at) firma.de", "Ask [redacted]"),
        ("Al Schmidt", "write to al.schmidt@firma.de or @alschmidt now", "write to [redacted] or [redacted] now"),
        ("Irving Rlin", "Berlin stays", "Berlin stays"),
        ("Ming Zhao", "Programming stays, Ming goes", "Programming stays, [redacted] goes"),
        ("Bo Li", "Bo Li; Li Bo; B. Li; boring list", "[redacted]; [redacted]; [redacted]; boring list"),
        ("May Tolland", "In May, May Tolland and Tolland", "In May, [redacted] and [redacted]"),
        ("Will Stone", "It will; Will Stone did", "It will; [redacted] did"),
        ("王小明", "我是王小明，小明写代码", "我是[redacted]，[redacted]写代码"),
        ("欧阳小明", "欧阳的小明", "欧阳的[redacted]"),
        ("刘硕", "我是刘 硕，硕士", "我是[redacted]，硕士"),
        ("刘硕", "劉碩寫代碼", "[redacted]寫代碼"), ("劉碩", "刘硕写代码", "[redacted]写代码"),
        ("陈国华", "陳國華與國華", "[redacted]與[redacted]"), ("歐陽小明", "欧阳小明在", "[redacted]在"),
        ("刘硕", "刘先生和劉老師、刘博士在", "[redacted]和[redacted]、[redacted]在"),
        ("王小明", "李先生写代码", "李先生写代码"),
        ("Lena Achterberg", "by Achter**berg** now", "by [redacted]** now"),
        ("山田 太郎", "山田さんと太郎", "[redacted]さんと[redacted]"),
        ("Анна Иванова", "Код Анны Ивановой", "Код [redacted]"),
        ("محمد الأحمد", "عمل محمد الأحمد هنا", "عمل [redacted] هنا"),
        ("Conor O'Brien", "O’Brien's team", "[redacted] team"),
        ("Anna O'Brien-Walsh", "OBrien, Anna O’Brien’s, Ms O'Brien", "[redacted], [redacted], Ms [redacted]"),
        ("Jean-Luc d'Arcy", "l'équipe d'Arcy, J.-L. d’Arcy", "l’équipe [redacted], [redacted]"),
        ("Anna Lund", "le projet d'Anna, rock'n'roll", "le projet [redacted], rock’n’roll"),
        ("ليلى حداد", "ليلي حـــدّاد ثم والحداد", "[redacted] ثم [redacted]"),
        ("علي یوسفی", "علی يوسفي هنا", "[redacted] هنا"), ("ليلى حداد", "عمل وليلى", "عمل [redacted]"),
        ("Θοδωρής Παπαδόπουλος", "του Παπαδόπουλου, ΠΑΠΑΔΟΠΟΥΛΟΣ Θ.", "του [redacted], [redacted]"),
        ("प्रिया शर्मा", "श्री शर्मा और प्रिया शर्मा ने", "श्री [redacted] और [redacted] ने"),
        ("Dr. Karen Smith", "Smith, K. M. and Dr. No", "[redacted] and Dr. No"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_its_spellings(name: str, text: str, expected: str) -> None:
    found = shown({"name": name}, text, "basics.name")
    assert found == expected or found == expected.replace("[redacted]'s", "[redacted]")


@pytest.mark.parametrize(
    ("email", "text"),
    [
        ("al.xqzt@firma.de", f"mail {form} now")
        for form in (
            "al.xqzt@firma.de", "AL.XQZT@Firma.DE", "al.xqzt (at) firma.de", "al.xqzt[at]firma[dot]de",
        "al.xqzt at firma dot de", "al.xqzt {at} firma (punkt) de", "al.xqzt＠firma.de", "al.xqzt @ firma.de",
            "al.xqzt (a) firma.de", "al dot xqzt at firma dot de", "al.xqzt+cv@firma.de",
            "mailto:al.xqzt@firma.de", "[mail](mailto:al.xqzt@firma.de) al.xqzt",
        )
    ],
)  # fmt: skip
def test_an_address_of_mail_is_found_however_it_is_written(email: str, text: str) -> None:
    found = shown({"email": email}, text, "basics.email")
    assert "xqzt" not in found.lower()
    assert found.startswith("mail ")
    assert found.endswith("now")


def test_an_address_with_a_label_hides_the_one_without() -> None:
    found = shown(
        {"email": "al.xqzt+cv@firma.de"}, "mail al.xqzt@firma.de or al.xqzt+jobs@firma.de now", "basics.email"
    )
    assert found == "mail [redacted] or [redacted] now"


@pytest.mark.parametrize("text", ["qxvz.example", "QXVZ[.]example", "qxvz dot example", "blog.qxvz (dot) example"])
def test_ones_own_host_is_found_however_its_dot_is_written(text: str) -> None:
    assert shown({"url": "https://qxvz.example"}, f"see {text} now", "basics.url") == "see [redacted] now"


def test_ones_own_host_is_gone_from_links_and_from_more_and_a_shared_one_is_not() -> None:
    selection = selected(
        {
            "basics": {"name": "A B", "url": ["https://qxv.example.site/", "https://github.com/qxv"]},
            "projects": [
                {"name": "P", "url": "https://qxv.example.site/p", "description": "See qxv.example.site/x."},
                {"name": "Q", "url": "https://github.com/other/thing"},
                {"name": "R", "url": "https://github.com/qxv/thing"},
            ],
            "sections": [{"projects": {"more": "https://qxv.example.site/all"}}],
        },
        "basics.url",
    )
    everything = "\n".join(strings((selection.profile, selection.sections)))
    assert "qxv" not in everything
    assert "https://github.com/other/thing" in everything


def test_a_hidden_employer_leaves_the_position_and_not_the_url() -> None:
    work = [{"name": "Kuai", "position": "Engineer", "url": "https://kwai.example.com", "startDate": "2018"}]
    selection = selected({"basics": {"name": "A"}, "work": work}, "work[].name")
    document = compose(selection)
    assert "Engineer" in list(texts(document))
    assert "kwai" not in repr(document)


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("work.name", []), ("work[].name", []),
        ("work[0].name", ["Second"]), ("work[1].company", ["First"]),
        ("work.1.name", ["First"]), ("work[].employer", []), ("work[0]", ["Second"]), ("work", []),
        ("work[0].startDate", ["First", "Second"]), ("work[1]", ["First"]),
    ],
)  # fmt: skip
def test_a_path_means_each_entry_or_the_one_it_names(path: str, left: list[str]) -> None:
    work = [{"name": "First", "position": "X"}, {"name": "Second", "position": "Y"}]
    selection = selected({"basics": {"name": "A"}, "work": work}, path)
    assert [each.name.content for each in selection.profile.work if each.name] == left


@pytest.mark.parametrize(
    ("name", "text", "doubtful"),
    [
        ("May Tolland", "In May we met", True), ("Bo Li", "With Li we met", True),
        ("Bo Li", "a list", False),
        ("Will Stone", "it will be", False), ("Lena Achterberg", "in achterberg", True),
        ("Larry Page", "Page one", True),
        ("Lena Achterberg", "Achterbergstraße 5", True), ("Lena Achterberg", "Achterberg did", False),
        ("张伟", "和张总", True), ("张伟", "小张写的", True), ("张伟", "和李总", False),
        ("דנה כהן", "וכהן", True), ("علي حداد", "الوضع فعلي", True), ("علي حداد", "عليكم", False),
        ("Ming Zhao", "Programming", False), ("王小明", "明天", False),
    ],
)  # fmt: skip
def test_what_stays_in_doubt_is_a_warning_with_its_place(name: str, text: str, *, doubtful: bool) -> None:
    selection = selected({"basics": {"name": name, "summary": text}}, "basics.name")
    codes = [(each.code, each.path) for each in selection.problems if each.code == "redaction-doubtful"]
    assert codes == ([("redaction-doubtful", ("basics", "summary"))] if doubtful else [])


def test_a_longer_word_that_begins_with_an_employer_stays_with_a_warning() -> None:
    data: dict[str, object] = {"basics": {"name": "A", "summary": "AppleScript and Apple"}}
    data["work"] = [{"name": "Apple", "position": "X"}]
    selection = selected(data, "work.name")
    summary = selection.profile.basics.summary
    assert summary is not None
    assert summary.content == "AppleScript and [redacted]"
    assert [each.path for each in selection.problems if each.code == "redaction-doubtful"] == [("basics", "summary")]


def test_dates_labels_and_headings_are_never_redacted() -> None:
    work = [{"name": "Acme", "startDate": "2018-05", "endDate": "2019-05"}]
    document = compose(selected({"basics": {"name": "May Experience"}, "work": work}, "basics.name"))
    assert list(texts(document)) == ["Experience", "Acme", "May 2018 – May 2019"]


_CONSONANTS, _VOWELS = "xqzvwkj", "aou"
_PIECE = st.lists(st.sampled_from([a + b for a in _CONSONANTS for b in _VOWELS]), min_size=3, max_size=4).map("".join)


@settings(max_examples=60, deadline=None)
@given(_PIECE, _PIECE, st.from_regex(r"01[5-7][0-9]{8}", fullmatch=True), st.randoms(use_true_random=False))
def test_nothing_of_a_person_is_in_the_document_nor_in_names_and_messages(
    first: str, last: str, phone: str, random: object
) -> None:
    given_name, surname = first.capitalize(), last.capitalize()
    spellings = [
        f"{given_name} {surname}", f"{surname}, {given_name}",
        f"{given_name[0]}. {surname}'s", f"**{given_name}** {surname}",
        f"{surname.upper()}", f"{first}.{last} (at) wxyz.example",
        f"@{first}{last}", f"[x](https://{last}.example/{first})",
        f"{first[0]}{last}@wxyz.example", f"+49 {phone[1:4]} {phone[4:7]} {phone[7:]}",
        f"0049{phone[1:]}",
    ]  # fmt: skip
    random.shuffle(spellings)  # type: ignore[attr-defined]
    data: dict[str, object] = {
        "basics": {
            "name": f"{given_name} {surname}", "phone": phone, "email": f"{first}.{last}@wxyz.example",
            "summary": " and ".join(spellings), "url": f"https://{last}.example",
        },
        "work": [{"name": "Acme", "url": f"https://example.com/{last}", "highlights": spellings}],
        "publications": [{"name": "T", "authors": [f"{surname} {given_name[0]}", "B Other"]}],
    }  # fmt: skip
    selection = selected(data, "basics.name", "basics.phone", "basics.email", "basics.url")
    everything = (
        repr(compose(selection)) + repr(selection.problems) + safe_stem(selection, f"{first}-{last}-cv")
    ).lower()
    pieces = {word[at : at + 4] for word in (first, last) for at in range(len(word) - 3)}
    pieces |= {phone[at : at + 6] for at in range(1, len(phone) - 5)}
    digits = re.sub(r"\D", "", everything)
    assert not [piece for piece in pieces if piece in everything or (piece.isdigit() and piece in digits)]
