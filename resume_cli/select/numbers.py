"""Find telephone numbers and addresses in the various ways that people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.select.spellings import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The number of consecutive digits that identify a telephone number.
TELLING = 6
#: Country calling codes with two digits. 1 and 7 are complete codes, and all others have three digits.
_TWO_DIGITS = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 "
    "91 92 93 94 95 98".split()
)
_CHAIN = re.compile(r"\d(?:[\s\-./()·•]{0,3}\d)*")
#: The prefixes dialled before the subscriber's digits.
_PREFIX = re.compile(
    r"(?:\(?(?:\+|(?<!\d)00|(?<!\d)011[\s\-]?)\s?\d{1,3}\)?[\s\-./()]{0,3}|(?<!\d)[18][\s\-.(]{1,2})?"
    r"(?:(?<!\d)\(?0\)?[\s\-./]{0,3})?[(+]*$"
)
_AT = r"\s*(?:@|[\[({<]\s*(?:a|at|@|arroba|chez|klammeraffe)\s*[\])}>]|(?<=\s)at(?=\s)|(?<=\s)arroba(?=\s))\s*"
_DOT = r"(?:\.|\s*[\[({<]\s*(?:dot|punkt|point|punto|\.)\s*[\])}>]\s*|\s+(?:dot|punkt|point|punto)\s+)"
_BRACKETED_AT = r"(?:\s*@\s*|\s*[\[({<]\s*(?:a|at|@|arroba|chez)\s*[\])}>]\s*)"
#: E-mail addresses, URLs and account names in a text.
ADDRESSES = re.compile(
    rf"[\w.+\-]+{_BRACKETED_AT}[\w\-]+(?:{_DOT}[\w\-]+)+"
    rf"|[\w+\-]*[._\d][\w.+\-]*\s+at\s+[\w\-]+(?:{_DOT}[\w\-]+)+"
    r"|(?:https?://|www\.|mailto:)[^\s<>\"'，。；、）】」]+(?<![.,;:!?)\]])"
    r"|(?:[a-z0-9\-]+\.)+[a-z]{2,}(?:/[^\s<>\"'，。；、）】」]*(?<![.,;:!?)\]]))?"
    r"|[@#~][\w.\-]+"
)
_EVERYBODY = frozenset("info contact kontakt mail email hello hi office jobs post me cv resume work admin home".split())
#: Hosts that many people share, which identify nobody.
_SHARED = frozenset(
    "github.com gitlab.com gitee.com bitbucket.org codeberg.org linkedin.com xing.com x.com twitter.com "
    "facebook.com instagram.com medium.com dev.to zhihu.com weibo.com youtube.com vimeo.com stackoverflow.com "
    "scholar.google.com sites.google.com google.com drive.google.com docs.google.com orcid.org researchgate.net "
    "kaggle.com leetcode.com huggingface.co behance.net dribbble.com t.me bsky.app mastodon.social reddit.com "
    "twitch.tv tiktok.com pinterest.com doi.org arxiv.org notion.so notion.site github.io gitlab.io csdn.net "
    "cnblogs.com juejin.cn jianshu.com patents.google.com worldwide.espacenet.com npmjs.com crates.io "
    "about.me linktr.ee wordpress.com".split()
)


def telling_digits(number: str) -> frozenset[str]:
    """Return the runs of six digits of a telephone number, in its domestic and international forms."""
    text = fold(number).text.replace("(0)", "")
    digits = "".join(filter(str.isdigit, text))
    abroad = text.lstrip(" (").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    forms = [digits]
    if abroad:
        length = 1 if digits[:1] in {"1", "7"} else 2 if digits[:2] in _TWO_DIGITS else 3
        forms.append(digits[length:].lstrip("0"))
        forms.append(digits[:length] + digits[length:].lstrip("0"))
    else:
        forms.append(digits.lstrip("0"))
    return frozenset(form[at : at + TELLING] for form in forms for at in range(len(form) - TELLING + 1))


def numbers_in(text: str, telling: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers in a folded text, including dialling prefixes."""
    if not telling:
        return
    for chain in _CHAIN.finditer(text):
        places = [place for place in range(chain.start(), chain.end()) if text[place].isdigit()]
        digits = "".join(text[place] for place in places)
        found = [at for at in range(len(digits) - TELLING + 1) if digits[at : at + TELLING] in telling]
        runs = [(places[at], places[at + TELLING - 1], len(set(digits[at : at + TELLING]))) for at in found]
        # A spaced number with few distinct digits, such as `1 000 000`, is an amount and not a telephone number.
        if all(last - first > TELLING - 1 and varied < 3 for first, last, varied in runs):
            continue
        for first, last, _ in runs:
            start = next((place for place in range(first, 0, -1) if not text[place - 1].isdigit()), 0)
            stop = next((place for place in range(last + 1, len(text)) if not text[place].isdigit()), len(text))
            before = _PREFIX.search(text, 0, start)
            yield (before.start() if before else start), stop


class Address(Struct, frozen=True):
    """An e-mail address, URL or account name. `in_texts` is whether to search for it in texts."""

    anchor: str
    pattern: re.Pattern[str]
    in_texts: bool = True

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the address in a folded text."""
        if self.anchor in text:
            yield from (match.span() for match in self.pattern.finditer(text))


def mail_addresses(value: str) -> Iterator[Address]:
    """Yield the patterns of an e-mail address: the whole, however `@` is written, and the part before it."""
    local, at, host = fold(value.removeprefix("mailto:").strip()).text.partition("@")
    if not (at and local and host):
        return
    # The part after a plus sign is a label that the user chose.
    local = local.partition("+")[0] or local
    name = _DOT.join(re.escape(piece) for piece in local.split(".")) + r"(?:\+[\w.\-]+)?"
    domain = _DOT.join(re.escape(piece) for piece in host.split("."))
    edge, end = r"(?<![^\W_])", r"(?![^\W_])"
    yield Address(local.split(".")[0], re.compile(f"{edge}{name}{_AT}{domain}{end}"))
    if local not in _EVERYBODY and len(local) > 3:
        telling = bool(re.search(r"[._\d]", local))
        yield Address(local, re.compile(f"{edge}{re.escape(local)}{end}"), in_texts=telling)


def web_address(value: str, *, is_home: bool) -> Address | None:
    """Return the pattern of a URL: its host if that is the person's own, or else the page; None without a host."""
    text = fold(value.strip()).text
    address = text.partition("://")[2] or text
    address = address.removeprefix("www.").rstrip("/").partition("?")[0] if "?" not in address else address.rstrip("/")
    host, _, page = address.partition("/")
    if not host or "." not in host:
        return None
    own = host not in _SHARED and (is_home or not page) and not page.startswith("~")
    target = host if own else address.removesuffix("/")
    spelled = _DOT.join(re.escape(piece) for piece in target.split("."))
    return Address(target.partition(".")[0], re.compile(rf"(?:[\w\-]+\.)*(?<![\w\-]){spelled}(?![\w\-])"))


def account_name(value: str) -> Address | None:
    """Return the pattern of an account name, or None if the name is too short."""
    name = fold(value.strip()).text.removeprefix("@")
    if len(name) < 3:
        return None
    telling = len(name) > 4 or not name.isalpha()
    pattern = re.compile(rf"(?<![^\W_])@?{re.escape(name)}(?![^\W_])")
    return Address(name, pattern, in_texts=telling)
