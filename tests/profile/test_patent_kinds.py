"""The kind code of a patent's number decides whether its date is a publication or a grant."""

import pytest
from validating import read

from resume_cli.profile.patent_kinds import event_of, office_of


@pytest.mark.parametrize(
    ("number", "event"),
    [
        ("US10091236B2", "granted"),
        ("US 2018/0123456 A1", "published"),
        ("US20180123456A1", "published"),
        ("US-11222333-B2", "granted"),
        ("US 5,123,456", "granted"),
        ("US5123456A", "granted"),
        ("US D712345 S", "granted"),
        ("USRE45678E1", "granted"),
        ("USPP12345P2", "granted"),
        ("US20010012345P1", "published"),
        ("US 63/123,456", None),
        ("US11222333", None),
        ("EP1234567A1", "published"),
        ("EP 1 234 567 B1", "granted"),
        ("EP1234567A3", "published"),
        ("WO2019123456A1", "published"),
        ("WO 2019/123456", "published"),
        ("CN108259941A", "published"),
        ("CN103746817B", "granted"),
        ("CN101234567C", "granted"),
        ("CN201234567U", "granted"),
        ("CN301234567S", "granted"),
        ("CN201810123456.7", None),
        ("DE102015001234A1", "published"),
        ("DE102015001234B4", "granted"),
        ("DE202015001234U1", "granted"),
        ("JP2015123456A", "published"),
        ("JP5678901B2", "granted"),
        ("KR101234567B1", "granted"),
        ("KR1020150012345A", "published"),
        ("FR3012345B1", "granted"),
        ("AU2015123456A1", "published"),
        ("US20180123456", "published"),
        ("US 2018/0123456", "published"),
        ("US 6,167,568", "granted"),
        ("US 6,167,569", None),
        ("US9123456A", None),
        ("US2018123456 (A1)", "published"),
        ("us 10,091,236 b2", "granted"),
        ("ＵＳ１００９１２３６Ｂ２", "granted"),
        ("US20010012345P4", "published"),
        ("USPP12345P3", "granted"),
        ("US2018123456A9", "published"),
        ("USH1234H", None),
        ("US9123456C1", None),
        ("EP1234567A4", "published"),
        ("EP1234567B3", "granted"),
        ("EP1234567B9", None),
        ("WO/2019/123456", "published"),
        ("PCT/CN2018/123456", None),
        ("CN3012345D", "granted"),
        ("CN2012345Y", "granted"),
        ("CN 103746817 B", "granted"),
        ("ZL201310123456.7", None),
        ("DE1234567B1", None),
        ("DE102015001234B3", "granted"),
        ("DE19812345C2", "granted"),
        ("DE60012345T2", None),
        ("JPH05123456U", "published"),
        ("JP3012345U", "granted"),
        ("JPS6012345A", "published"),
        ("特開2015-123456", "published"),
        ("特許第5678901号", "granted"),
        ("特願2015-123456", None),
        ("KR20000012345U", "published"),
        ("KR200123456Y1", "granted"),
        ("KR 10-1234567 B1", "granted"),
        ("등록특허 10-1234567", "granted"),
        ("공개특허 10-2015-0012345", "published"),
        ("TWI512345B", "granted"),
        ("TW201512345A", "published"),
        ("GB2512345A", "published"),
        ("CA1234567A", None),
        ("CH123456A5", None),
        ("a number", None),
        ("", None),
    ],
)
def test_a_number_says_what_its_date_is(number: str, event: str | None) -> None:
    assert event_of(number) == event


def test_the_office_beside_the_number_counts_where_the_number_has_none() -> None:
    assert (event_of("10091236 B2"), event_of("10091236 B2", "US"), event_of("2019/123456", "wo")) == (
        "granted",
        "granted",
        "published",
    )


@pytest.mark.parametrize(
    ("number", "office"),
    [
        ("CN103746817B", "CN"), ("us 10,091,236", "US"), ("103746817", ""), ("ZL201310123456.7", "CN"), ("RE45678", ""),
        ("PCT/CN2018/123456", "WO"), ("特許第5678901号", "JP"), ("등록특허 10-1", "KR"), ("", ""), ("ＣＮ１Ｂ", "CN"),
    ],
)  # fmt: skip
def test_a_number_names_its_office(number: str, office: str) -> None:
    assert office_of(number) == office


@pytest.mark.parametrize(
    ("patent", "said"),
    [
        ("number: CN108259941A, status: granted", "`status` says `granted`, the number is that of a published appl"),
        ("number: CN108259941A, status: 授权", "`status` says `授权`, the number is that of a published application"),
        ("number: WO2019123456A1, granted: 2020", "there is a day of grant, the number is that of a published"),
        ("number: US20180123456A1, granted: 2020-01", "there is a day of grant, the number is that of a published"),
        ("number: CN103746817B, status: pending", "`status` says `pending`, the number is that of a granted patent"),
        ("number: CN103746817B, status: 实质审查", "`status` says `实质审查`, the number is that of a granted patent"),
        ("number: DE102015001234B4, status: angemeldet", "`status` says `angemeldet`, the number is that of a granted"),
        ("status: pending, granted: 2020", "`status` says `pending`, there is a day of grant"),
        ("number: US10091236B2, office: CN", "`office` says `CN`, the number is one of `US`"),
        ("filed: 2018-03-01, granted: 2017", "`granted` (2017) is before `filed` (2018-03-01)"),
        ("filed: 2018, published: 2017", "`published` (2017) is before `filed` (2018)"),
        ("granted: 2018, expires: 2017", "`expires` (2017) is before `granted` (2018)"),
        ("number: CN103746817B, status: granted, filed: 2014, published: 2014-06, granted: 2018", ""),
        ("number: CN108259941A, status: pending, filed: 2018-03-01, published: 2018", ""),
        ("number: JP5678901B2, granted: 2015-01-09, published: 2015-02-18", ""),
        ("number: US11222333, status: granted, granted: 2022", ""),
        ("number: US10091236B2, status: expired, granted: 2018", ""),
        ("number: US10091236B2, office: us, status: Active", ""),
        ("number: US10091236B2, office: USPTO", ""),
        ("status: something of its own, granted: 2018", ""),
    ],
)
def test_what_disagrees_within_a_patent_is_one_warning(patent: str, said: str) -> None:
    found = [(each.code, each.message) for each in read(f"patents: [{{title: T, {patent}}}]").problems]
    assert [code for code, _ in found] == (["patent-status"] if said else [])
    assert said in "".join(message for _, message in found)
