"""Dates as people type them, which keep their precision; ambiguous dates are kept as words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.profile.values import Date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.errors import FieldPath

_TIME = r"[T\s]\d{1,2}:\d{2}"
_YEAR_FIRST = (
    r"(\d{4})(?:\s*([-./年년–—])\s*(\d{1,2})(?:\s*[-./月월–]\s*(\d{1,2}))?)?\s*[年月日년월일]?"
    r"(?:[T\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*\Z"
)
_YEAR_LAST = r"(?:(\d{1,2})\s*([-./])\s*)?(\d{1,2})(?:\s*[-./]\s*|\s+)(\d{4})\s*\Z"
_COMPACT = r"((?:19|20)\d{2})(\d{2})(\d{2})?\Z"
_SCHOOL_YEAR = r"(\d{4})\s*/\s*(\d{4})\Z"
#: The parts of a date with the name of a month, the characters between them, and the small words that may appear.
_PART = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s.,/'\-–]*")
_SMALL = frozenset("a de del den di d er le el of o th st nd rd the г года году r roku في".split())
_YEAR_AFTER = re.compile(r"(?<=\d)\s*(?:г\.?|года|году|r\.|roku)\s*\Z")
#: The signs and words between the ends of a range. Any of them may also be part of a date.
_TO = re.compile(
    r"\s*(?:–|—|~|〜|-+>?|→|\.{2,3}|/|至|到|から|부터)\s*"
    r"|\s+(?:to|till|until|through|bis|zum|à|a|al|au|ad|hasta|até|fino a|tot|do|до|по|إلى|الى|حتى|עד)\s+"
)
_FROM = re.compile(r"(?:from|von|vom|de|du|desde|dal|da|od|van|с|من|自|从|從)\s+|[自从從]", re.IGNORECASE)
_CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ERA = re.compile(r"(?:令和|平成|昭和|大正|明治|民國|民国|佛曆|พ\.?ศ)|[RHS]\s?\d{1,2}[./年-]")
#: Years that in a résumé can only be of another calendar: Persian or Islamic, Buddhist, Hebrew.
_OTHER_CALENDARS = (range(1300, 1500), range(2400, 2700), range(5600, 5900))
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"
#: The maximum number of characters of a date or range. Trying each way to split a longer text would take too long.
_LONGEST = 100


class Reading(Struct, frozen=True):
    """A date with the problem found in it, if any.

    `code`, `message` and `hint` describe the problem, which is an error if `impossible` is set. `ends` contains the
    two dates of a range.
    """

    date: Date
    code: str = ""
    message: str = ""
    hint: str = ""
    impossible: bool = False
    ends: tuple[Date, Date] | None = None


class _Doubt(Exception):  # noqa: N818 - a reason to keep words, not an error
    """The reason why a text that looks like a date is kept as words."""


def read_date(written: str, path: FieldPath, *, end: bool = False) -> Reading:
    """Return the date that a clean text means: a calendar date, an ongoing one, or free words.

    A word for "until now" is a date only if `end` is set.
    """
    exact = _exact(written, path)
    if exact is not None:
        return Reading(exact)
    if len(written) > _LONGEST:
        return Reading(Date(written, path=path), "free-date", "so long a text is kept as words", _FORMS)
    text = _plain(written)
    if _has_words(text) and _is_present(text):
        if end:
            return Reading(Date(written, ongoing=True, path=path))
        message = f"`{written}` says until now, which only an end can be; it is shown as written"
        return Reading(Date(written, path=path), "ongoing-start", message, _FORMS)
    try:
        numbers = _read(text)
    except _Doubt as doubt:
        return Reading(Date(written, path=path), "free-date", f"`{written}` {doubt}; it is shown as written", _FORMS)
    if numbers is None:
        return _range_or_words(written, text, path)
    year, month, day = numbers
    date = _date(numbers, path)
    wrong = _impossible(year, month, day)
    if wrong:
        return Reading(date, "impossible-date", f"`{written}`: {wrong}", _FORMS, impossible=True)
    if date.text == written or re.search(_TIME, written):
        return Reading(date)
    return Reading(date, "loose-date", f"`{written}` is read as {date.text}", f"write {date.text}")


_Numbers = tuple[int, int | None, int | None]


def _date(numbers: _Numbers, path: FieldPath) -> Date:
    date = Date("", *numbers, path=path)
    return Date(date.iso, *numbers, path=path)


def _exact(written: str, path: FieldPath) -> Date | None:
    """Return the date of a text in ISO 8601 format, which is recognised without a pattern, or None."""
    year, month, day = written[:4], written[5:7], written[8:]
    if len(written) not in {4, 7, 10} or not written.isascii() or not year.isdigit():
        return None
    if (month and not (written[4] == "-" and len(month) == 2 and month.isdigit())) or (
        day and not (written[7] == "-" and day.isdigit())
    ):
        return None
    numbers = (int(year), int(month) if month else None, int(day) if day else None)
    if _is_of_another_calendar(numbers[0]):
        return None
    return None if _impossible(*numbers) else Date(written, *numbers, path=path)


def _is_of_another_calendar(year: int) -> bool:
    return any(year in years for years in _OTHER_CALENDARS)


def _plain(written: str) -> str:
    """Return a text with its digits and hyphens in ASCII, and without marks that do not change the date."""
    if written.isascii():
        return written.strip()
    text = "".join(str(unicodedata.decimal(each, each)) for each in unicodedata.normalize("NFKC", written))
    text = re.sub("[\u200e\u200f\u061c]", "", re.sub("[‐‑−]", "-", text)).strip()
    if re.match("[〇零一二三四五六七八九]{4}年", text):
        text = re.sub("十(?=[一二])", "1", text).replace("十", "10").translate(_CHINESE)
    return _YEAR_AFTER.sub("", text)


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, re.sub("[年月日년월일]", "", text)))


def _is_present(text: str) -> bool:
    from resume_cli.locale.vocabulary import is_present

    return is_present(text)


def _read(text: str) -> _Numbers | None:
    """Return the year, month and day of a single date, or None; raises _Doubt if the text is ambiguous."""
    if match := re.match(_YEAR_FIRST, text, re.ASCII):
        year, sign, second, day = match.groups()
        _check_calendar(int(year))
        if second and not day:
            _check_two_digits(int(year), sign, second)
        return int(year), _number(second), _number(day)
    if match := re.match(_YEAR_LAST, text, re.ASCII):
        first, sign, second, year = match.groups()
        _check_calendar(int(year))
        return _year_last(_number(first), sign, int(second), int(year))
    if match := re.match(_COMPACT, text, re.ASCII):
        numbers = int(match[1]), int(match[2]), _number(match[3])
        return None if _impossible(*numbers) else numbers
    if (match := re.match(_SCHOOL_YEAR, text, re.ASCII)) and int(match[2]) == int(match[1]) + 1:
        raise _Doubt("is a year of school, or a range")
    if _ERA.match(text):
        raise _Doubt("is a year of another calendar")
    return _read_words(text) if _has_words(text) else None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _check_calendar(year: int) -> None:
    if _is_of_another_calendar(year):
        raise _Doubt("is a year of another calendar")


def _check_two_digits(year: int, sign: str, second: str) -> None:
    """Raise _Doubt if two digits after a year can be a later year, as in `2012/13` and `2011–12` but not `2011-12`."""
    number = int(second)
    if len(second) < 2 or sign not in "-/–—.":
        return
    if number == (year + 1) % 100 and (sign not in "-." or not 1 <= number <= 12):
        can_be_month = 1 <= number <= 12
        raise _Doubt("can be a month or a year of school" if can_be_month else "is a year of school")
    if sign in "–—" and number > year % 100:
        raise _Doubt("can be a range of years or a month" if number <= 12 else "is a range of years")


def _year_last(first: int | None, sign: str | None, second: int, year: int) -> _Numbers:
    """Return a date whose year comes last; if its parts are separated by points, the day comes first."""
    if first is None:
        return year, second, None
    if first <= 12 and second <= 12 and first != second and sign != ".":
        raise _Doubt("can be two days, one with the month first and one with the day first")
    return (year, first, second) if second > 12 >= first else (year, second, first)


def _read_words(text: str) -> _Numbers | None:
    """Return a date with the name of a month in any known language, or None."""
    from resume_cli.locale.vocabulary import fold, month_of

    text = fold(text)
    parts = _PART.findall(text)
    if not all(_BETWEEN.fullmatch(gap) for gap in _PART.split(text)):
        return None
    numbers = [part for part in parts if part.isdigit()]
    names = [part for part in parts if not part.isdigit()]
    month = month_of(" ".join(names)) or month_of(" ".join(part for part in names if part not in _SMALL))
    years = [int(part) for part in numbers if len(part) == 4]
    days = [int(part) for part in numbers if len(part) <= 2]
    if month is None or len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return None
    _check_calendar(years[0])
    return years[0], month, days[0] if days else None


def _range_or_words(written: str, text: str, path: FieldPath) -> Reading:
    found = list(_ranges(text, path))
    words = Date(written, path=path)
    if len(found) != 1:
        return Reading(words, "free-date", f"`{written}` is kept as words", _FORMS)
    first, last = found[0]
    message = f"`{written}` is a range"
    return Reading(words, "date-range", message, f"write `startDate: {first.text}` and `endDate: {last.text}`",
                   ends=(first, last))  # fmt: skip


def _ranges(text: str, path: FieldPath) -> Iterator[tuple[Date, Date]]:
    """Yield each way to split a text into two dates."""
    text = re.sub(r"\s*(?:まで|까지|止)\Z", "", _FROM.sub("", text, count=1) if _FROM.match(text) else text)
    for match in _TO.finditer(text):
        last = text[match.end() :].strip()
        if not last:
            continue
        end = Date(last, ongoing=True, path=path) if _has_words(last) and _is_present(last) else _whole(last, path)
        if end is None:
            continue
        first = text[: match.start()].strip()
        begin = _whole(first, path) or (_whole(f"{first} {end.year}", path) if _has_words(first) else None)
        if begin is not None:
            yield begin, end


def _whole(text: str, path: FieldPath) -> Date | None:
    try:
        numbers = _read(text)
    except _Doubt:
        return None
    return None if numbers is None or _impossible(*numbers) else _date(numbers, path)


def _impossible(year: int | None, month: int | None, day: int | None) -> str:
    """Return a message that explains why a date does not exist, or an empty string."""
    if not year:
        return "there is no year 0"
    if month is not None and not 1 <= month <= 12:
        return f"there is no month {month}"
    if month is None or day is None:
        return ""
    last = _DAYS_OF_MONTHS[month - 1]
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        last = 28
    return "" if 1 <= day <= last else f"month {month} of {year} has no day {day}"


def ends_before(start: Date | None, end: Date | None) -> bool:
    """Return whether an end is before its start, compared with the precision that both share."""
    if start is None or end is None or start.year is None or end.year is None:
        return False
    pairs = ((start.year, end.year), (start.month, end.month), (start.day, end.day))
    for first, last in pairs:
        if first is None or last is None or first < last:
            return False
        if first > last:
            return True
    return False
