"""Judge the language of a profile that declares none by script, letters and frequent words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.locale.scripts import language_of_script, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
#: Letters that distinguish a language from the one with most readers of its script, in the order of testing.
_LETTERS = {
    "Cyrillic": (("uk", "іїєґ"), ("be", "ўі"), ("sr", "ђћџјљњ"), ("mk", "ѓќѕ"), ("kk", "әғқңөұүһ")),
    "Arabic": (("ur", "ٹڈڑںے"), ("fa", "پچژگیک"), ("ckb", "ڕڵێۆ")),
    "Devanagari": (("mr", "ळ"),),
}
#: Letters that are common in Russian but absent in Bulgarian, which instead uses ъ often.
_RUSSIAN = frozenset("ыэё")
#: One in this many letters must be distinctive, so that foreign names do not decide.
_ONE_OF = 60
#: Frequent words of languages without a wording that could be mistaken for one with a wording.
_LOOKALIKES = {
    "ca": "amb els les per més dels i una un el la de del al com que són aquest també",
    "gl": "o os as unha un coa do da dos das e en para por máis na no",
    "ro": "și în de la cu pentru din care o un pe sau este mai sunt al ale",
    "da": "og i at en et på til med for af er som den det har jeg fra ikke der",
    "sv": "och i att en ett på till med för av är som den det har jag från inte",
    "cs": "a v na se s z do pro je k o ve při jako které byl také od",
    "id": "dan di yang untuk dengan dari pada sebagai dalam ini saya ke",
    "hu": "és a az egy hogy nem is meg csak volt mint ki de",
}
#: Words that occur only in English, and the percentage of them from which other languages are not considered.
_ENGLISH = frozenset({"the", "and", "with", "from", "by"})
_ENOUGH_PERCENT = 7
#: The fewest frequent words to accept a language: in total, distinct ones, and as a percentage of all words.
_FEWEST, _FEWEST_DIFFERENT, _FEWEST_PERCENT = 5, 3, 12


def judge(texts: Iterable[str], prose: Iterable[str]) -> str:
    """Return the language of texts, or `en` if in doubt.

    The script is the predominant one. For Latin letters only `prose` counts, since names of employers and titles
    may be in any language.
    """
    weights: dict[str, int] = {}
    found: dict[str, list[str]] = {}
    for text in texts:
        script = script_of(text)
        if script:
            weights[script] = weights.get(script, 0) + (len(text) // 3 if script == "Latin" else len(text))
            found.setdefault(script, []).append(text)
    if not weights:
        return "en"
    heaviest = max(weights, key=weights.__getitem__)
    if heaviest == "Han" and weights.get("Kana", 0) * 5 > weights["Han"]:
        return "ja"
    if heaviest == "Latin":
        return _by_words(" ".join(prose))
    content = "".join(found[heaviest]).casefold()
    return _chinese(content) if heaviest == "Han" else _by_letters(heaviest, content)


def _by_letters(script: str, content: str) -> str:
    usual = language_of_script(script)
    for tag, letters in _LETTERS.get(script, ()):
        if sum(map(content.count, letters)) * _ONE_OF > len(content):
            return tag
    bulgarian = script == "Cyrillic" and not _RUSSIAN & set(content) and content.count("ъ") * 120 > len(content)
    return "bg" if bulgarian else usual


def _chinese(content: str) -> str:
    from resume_cli.locale.vocabulary import frequent

    traditional, simplified = (sum(map(content.count, frequent()[tag])) for tag in ("zh-Hant", "zh"))
    return "zh-Hant" if traditional > simplified else "zh"


def _by_words(content: str) -> str:
    words = _WORD.findall(content.casefold())
    if len(words) < _FEWEST or sum(word in _ENGLISH for word in words) * 100 >= len(words) * _ENOUGH_PERCENT:
        return "en"
    from resume_cli.locale.vocabulary import frequent

    lists = {tag: each for tag, each in frequent().items() if not tag.startswith("zh")}
    lists |= {tag: frozenset(each.split()) for tag, each in _LOOKALIKES.items()}
    scores = {tag: sum(word in each for word in words) for tag, each in lists.items()}
    first, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    sure = (
        scores[first] >= max(_FEWEST, len(words) * _FEWEST_PERCENT / 100)
        and len(lists[first].intersection(words)) >= _FEWEST_DIFFERENT
        and scores[first] >= 2 * scores["en"]
        and scores[first] > scores[second]
    )
    return first if sure and first not in _LOOKALIKES else "en"
