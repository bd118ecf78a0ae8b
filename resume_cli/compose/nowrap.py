"""Keep periods, facts with their labels, and numbers with their units on one line in every format."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from resume_cli.document import Inlines, NoWrap, Text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The most characters kept on one line. Longer text would leave gaps or overflow a narrow column.
_LONGEST = 40
_NUMBER = r"(?<![A-Za-z0-9_.,/])[-+−±~≈<>≤≥$€£¥]?\d[\d.,:’']*(?:[ \t]?[–-][ \t]?\d[\d.,:’']*)?"
# Units and currencies with common abbreviations. Words such as "years" may move to the next line.
_UNITS = (
    "%|‰|°[CF]?|[nµμm]?s|sec|min|hrs?|h|[kMGTP]?i?[Bb](?:/s)?|[kMGT]?bps|[kMGT]?Hz|[kMGT]?Wh?|kWp|MWp|[km]?V|m?A|m?Ah|"
    "[kcmnµμ]?m[²³]?|km/h|m/s|ha|[km]?g|[mh]?l|kN|N|[kMh]?Pa|bar|dB|px|pt|dpi|fps|rpm|[qt]ps|QPS|TPS|RPS|"
    "[kMT]?[€$£¥]|USD|EUR|GBP|CHF|SEK|NOK|DKK|CNY|RMB|JPY|INR|PLN|CZK|Mio\\.?|Mrd\\.?|Mill\\.?|млн|млрд|тыс\\.?|Kč|zł|kr"
)
# Chinese, Japanese and Korean units are written with or without a space.
_MEASURES = "毫秒|分钟|小时|年間|[个か]月|[秒分天日月年岁歳万萬亿億倍元円人名项个件次条台社개명년월일억만]"
# Abbreviations before a number: `p. 3`, `S. 12`, `Nr. 5`, `§ 7`.
_BEFORE = r"(?:pp?|S|Nr|No|Nos|n|[Vv]ol|Bd|[Ff]ig|Abb|Kap|[Cc]h|Art|с|стр)\.[ \t]?|(?:§§?|№|[Nn]°|Nº|#)[ \t]"


@cache
def _kept() -> re.Pattern[str]:
    """Return the pattern of text to keep on one line, compiled on first use."""
    after = rf"{_NUMBER}(?:[ \t](?:{_UNITS})(?!\w)|[ \t]?(?:{_MEASURES})(?:\d{{1,2}}[月日])*\+?)"
    return re.compile(rf"{after}|(?<!\w)(?:{_BEFORE})\d[\w.–-]*(?<![.–-])")


def kept_together(run: Text) -> Iterator[Text | NoWrap]:
    """Yield a run of text in parts, with those to keep on one line marked."""
    end = 0
    for found in _kept().finditer(run.content) if any(map(str.isdigit, run.content)) else ():
        if found.start() > end:
            yield Text(run.content[end : found.start()], run.language)
        yield NoWrap((Text(found[0], run.language),))
        end = found.end()
    if end < len(run.content):
        yield Text(run.content[end:], run.language)


def together(content: Inlines) -> Inlines:
    """Return inlines marked to stay on one line, unless they are too long."""
    return (NoWrap(content),) if 0 < len(plain(content)) <= _LONGEST else content
