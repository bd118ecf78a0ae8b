"""Find redacted names in the various spellings that people use.

Texts are compared in folded form: without case, width, accents and invisible characters, but with spaces and
punctuation, so that patterns can distinguish a word from a part of another word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import permutations

from msgspec import Struct

from resume_cli.locale.scripts import script_of, script_of_character
from resume_cli.select.han import COMPOUND_SURNAMES, FAMILIAR, SIMPLER, TITLES

#: Letters that Unicode does not decompose, interchangeable Arabic letters, and the Arabic filler (tatweel).
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
          "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""}  # fmt: skip
#: Letters that are also written as two letters.
_TWO_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_APOSTROPHES = frozenset("'’‘ʼ＇`´′")
#: Separators between the words of a name, and between the ideographs of one.
_BETWEEN, _BETWEEN_IDEOGRAPHS = r"[\s.,_\-·'+]{0,3}", r"[\s·•・=]{0,2}"
#: An optional separator within a word: `Xiao-Ming` and `Xiaoming`, `O'Brien` and `OBrien`.
_WITHIN = "['\\-]?"
#: The characters that join the pieces of a word, which may also be written separately: `Müller-Lund`, `O'Brien`.
_PIECES, _HYPHENS = re.compile("[-‐‑'’‘ʼ]"), re.compile("[-‐‑]")
_CASED = frozenset({"Latin", "Cyrillic", "Greek", "Armenian"})
#: Titles, particles and suffixes around a name that are not part of it, folded.
_TITLES = frozenset(
    "dr prof professor dipl ing inf kfm med rer nat phil habil mr mrs ms miss sir dame jr sr ii iii iv phd mba md msc "
    "bsc ma ba herr frau von van de der den del della di da dos das du la le el al bin ibn bint abu zu zum zur ten ter "
    "af av y e st".split()
)
#: Everyday words that are also names, which are not reported in lower case.
ORDINARY = frozenset(
    "will may mark stein rose grace hope bill rich young king art page bach berg wolf koch bauer vogel jung klein "
    "gross lang long short best fischer baker cook mason miller hunter summer winter frost rain snow stone wood "
    "woods field hill lake rivers forest price power banks law love joy faith dean earl grant chance chase drew "
    "jack josh pat ray sky dawn eve april june august son major case read reading close small little white black "
    "brown green gray grey lin ming chan stark frank ernst".split()
)
#: The words "and", "to", "in", "from" and the like are one letter in Hebrew and Arabic, written with the next word.
_PREFIXES = frozenset("ולבכמשהوبلفك")
_PREFIXED = re.compile("[ולבכמשה]|[وف]?(?:ال|لل|[بلك](?:ال)?)|[وف]")
#: A shorter part of a name behind a prefix may be another word: `فعلي` is "actual", not "and Ali".
_TELLING = 4
_LONG = 6
#: The most words of a name for which all orders are tried.
_MOST_WORDS = 3
#: The words of scripts that have spaces between words.
WORDS = re.compile(
    r"[a-z\u0180-\u024f\u1e00-\u1eff]+(?:'[a-z\u0180-\u024f]+)*|[\u0370-\u03ff\u1f00-\u1fff]+|[\u0400-\u052f]+"
    r"|[\u0530-\u058f]+|[\u0590-\u05ff]+|[\u0600-\u06ff]+|[\u0900-\u0dff]+|[\u0e00-\u0eff]+"
)
_LETTERS = re.compile(r"[^\W\d_]+")
#: Categories of combining marks, including the vowels of Indic scripts, and of invisible characters.
_SILENT = frozenset({"Mn", "Mc", "Me", "Cf"})
_CYRILLIC_ENDING = re.compile(r"(?:ои|ею|еи|ои|ою|ом|ым|ем|им|ых|ыми|ую|а|у|е|я|ю|и|ы)$")
_GREEK_ENDING = re.compile(r"(?:ουσ|οσ|ου|ον|ων|οι|εσ|ησ|ασ|ο|ε|η|α)$")


class Folded(Struct, frozen=True):
    """A folded text. `places` maps each folded character to its index in the content."""

    content: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Return the span in the content of a span in the folded text, including accents that follow."""
        first, last = self.places[start], self.places[stop - 1] + 1
        while last < len(self.content) and unicodedata.category(self.content[last]) in _SILENT:
            last += 1
        return first, last

    def is_capital(self, start: int) -> bool:
        """Return whether the character at an index of the folded text is a capital letter."""
        character = self.content[self.places[start]]
        return character.isupper() or character.istitle()

    def is_whole(self, start: int, stop: int) -> bool:
        """Return whether a span begins and ends at word boundaries; each ideograph counts as a word."""
        first, last = self.span(start, stop)
        content = self.content
        return not (
            _continues(content[first - 1 : first], content[first])
            or _continues(content[last : last + 1], content[last - 1])
        )


@lru_cache(maxsize=2048)
def fold(content: str) -> Folded:
    """Return a text without case, width, accents and invisible characters, in simplified ideographs."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(content):
        for letter in _folded(character):
            letters.append(letter)
            places.append(place)
    return Folded(content, "".join(letters), tuple(places))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character.isascii():
        # Asterisks typed into a field without Markdown must not hide a name: `Va**ajuvo**`.
        return "" if character == "*" else "'" if character in _APOSTROPHES else character.lower()
    if character in SIMPLER:
        return SIMPLER[character]
    kind = unicodedata.category(character)
    if kind in _SILENT:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind == "Pd" or character == "−":
        return "-"
    if character in _APOSTROPHES:
        return "'"
    pieces = unicodedata.normalize("NFKD", character).casefold()
    return "".join(_PLAIN.get(each, each) for each in pieces if unicodedata.category(each) not in _SILENT)


def squashed(content: str) -> str:
    """Return only the letters and digits of a text, folded."""
    return "".join(filter(str.isalnum, fold(content).text))


def _continues(outside: str, inside: str) -> bool:
    if not (outside.isalnum() and inside.isalnum()):
        return False
    return script_of_character(outside) == script_of_character(inside) not in {"Han", "Kana", "Hangul", "Thai"}


class Person(Struct, frozen=True):
    """The spellings of a person's name: patterns of the whole name, and parts that are looked up word by word.

    `joined` are the spellings without spaces, as used in accounts and addresses.
    """

    patterns: tuple[re.Pattern[str], ...] = ()
    initials: tuple[re.Pattern[str], ...] = ()
    anchors: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    ideographs: tuple[str, ...] = ()
    familiar: re.Pattern[str] | None = None
    joined: frozenset[str] = frozenset()

    def is_in_address(self, address: str, spared: frozenset[str]) -> bool:
        """Return whether a folded address contains the name, or part of it as a separate word."""
        if any(pattern.search(address) for pattern in self.patterns if not self.joined):
            return True
        words = _LETTERS.findall(address)
        parts = {part for part in self.parts if part not in spared and part not in ORDINARY}
        chains = {"".join(words[at : at + count]) for count in (1, 2, 3) for at in range(len(words))}
        if chains & (self.joined | parts) or any(part in address for part in self.ideographs):
            return True
        inside = [each for each in self.joined | parts if len(each) >= _LONG]
        return any(each in word for each in inside for word in words)


def person(name: str) -> Person:
    """Return the spellings of somebody's name."""
    script = script_of(name)
    if script in {"Han", "Kana", "Hangul"}:
        return _unspaced(name, script)
    written = [word.strip(".") for word in name.replace(",", " ").split()]
    there = [word for word in written if squashed(word) and squashed(word) not in _TITLES]
    words = there or [word for word in written if squashed(word)]
    if not words:
        return Person()
    patterns = [_between(tuple(words))]
    if len(words) > 1:
        orders = permutations(words) if len(words) <= _MOST_WORDS else [tuple(words), (words[-1], *words[:-1])]
        patterns = [_between(order) for order in orders]
        if len(words) > 2:
            patterns += [_between((words[0], words[-1])), _between((words[-1], words[0]))]
    if words != written:
        patterns += [_between(tuple(written)), *_with_particles(written)]
    cut = {part for word in words for part in (word, *_PIECES.split(word), *_HYPHENS.split(word))}
    pieces = {spelling for part in cut for spelling in _variants(part)}
    pieces |= {piece.removeprefix("ال") for piece in pieces}
    alone = script not in _CASED or len(words) > 1 or not _variants(words[0]) & ORDINARY
    return Person(
        patterns=tuple(re.compile(each) for each in patterns) if alone else (),
        initials=tuple(_initials(words)) if script in _CASED and len(words) > 1 else (),
        anchors=tuple(sorted({spelling for word in words for spelling in _variants(word)})),
        parts=frozenset(piece for piece in pieces if len(piece) >= 3 and piece not in _TITLES),
        short=frozenset(piece for piece in pieces if len(piece) == 2),
        joined=frozenset(_joined(words)),
    )


def _unspaced(name: str, script: str) -> Person:
    """Return the spellings of a name in ideographs, kana or Hangul: the whole, and a given name of two characters."""
    words = name.replace("・", " ").replace("·", " ").replace(",", " ").split()
    letters = "".join(fold(word).text for word in words) if script == "Han" else "".join(words)
    parts, surname = [], ""
    if len(words) > 1:
        parts = [word for word in words if len(word) > 1]
    elif 2 <= len(letters) <= 4 and script in {"Han", "Hangul"}:
        surname = letters[: 2 if len(letters) > 2 and (letters[:2] in COMPOUND_SURNAMES or len(letters) == 4) else 1]
        given = letters.removeprefix(surname)
        parts = [given] if len(given) == 2 else []
    orders = {tuple(words), tuple(reversed(words))}
    patterns = [_BETWEEN_IDEOGRAPHS.join(re.escape(fold(each).text) for each in "".join(order)) for order in orders]
    patterns += [f"{re.escape(surname)}(?:{TITLES})"] if surname and script == "Han" else []
    return Person(
        patterns=tuple(re.compile(each) for each in patterns) if len(letters) > 1 else (),
        anchors=(squashed(letters[0]),),
        ideographs=tuple(fold(part).text for part in parts),
        familiar=re.compile(FAMILIAR.format(surname=surname)) if surname and script == "Han" else None,
    )


def _variants(word: str) -> set[str]:
    """Return the spellings of a word with and without accents: Müller, Mueller, Muller."""
    lowered = unicodedata.normalize("NFC", word).casefold()
    two = squashed("".join(_TWO_LETTERS.get(each, each) for each in lowered))
    plain = squashed(word)
    one = re.sub("(?<=[^aeiou])([aou])e", r"\1", plain) if script_of(word) == "Latin" and len(plain) > 3 else plain
    return {plain, two, one if "e" in plain else plain}


def _between(words: tuple[str, ...]) -> str:
    spelled = []
    for word in words:
        pieces = [sorted(_variants(piece), key=len, reverse=True) for piece in _PIECES.split(word) if squashed(piece)]
        spelled.append(
            r"[\s\-']{0,2}".join(f"(?:{'|'.join(_WITHIN.join(each) for each in piece)})" for piece in pieces)
        )
    return _BETWEEN.join(spelled)


def _with_particles(written: list[str]) -> list[str]:
    """Return the pattern of a surname with its particles, `van der Berg`, if it has any."""
    first = len(written) - 1
    while first > 1 and squashed(written[first - 1]) in _TITLES:
        first -= 1
    return [_between(tuple(written[first:]))] if first < len(written) - 1 else []


def _initials(words: list[str]) -> list[re.Pattern[str]]:
    """Return the patterns of a surname with initials before or after it, with or without hyphens."""
    found = []
    for at, surname in enumerate(words):
        others = [piece for index, word in enumerate(words) if index != at for piece in _PIECES.split(word)]
        heads = "".join(sorted({squashed(piece)[0] for piece in others if squashed(piece)}))
        if len(squashed(surname)) > 1 and heads:
            spelled = sorted(_variants(surname), key=len, reverse=True)
            name = f"(?:{'|'.join(map(_WITHIN.join, spelled))})"
            particles = r"(?:(?:v[ao]n|de[rnl]?|di|da|dos|du|la|le|te[nr]|zu)\s+){0,3}"
            first = rf"[{heads}]{{1,3}}(?!'?[^\W\d_])"
            more = r"(?:\.?\s?-?\s?[^\W\d_](?![^\W\d_])){0,3}"
            found.append(re.compile(rf"{first}{more}[\s.\-]{{1,3}}{particles}{name}"))
            found.append(re.compile(rf"{name},?\s{{1,2}}{first}{more}\.?"))
    return found


def _joined(words: list[str]) -> set[str]:
    """Return the spellings of a name as one word, for accounts: `lenaachterberg`, `lachterberg`, `achterbergl`."""
    if len(words) == 1:
        return set()
    found: set[str] = set()
    for first in _variants(words[0]):
        for last in _variants(words[-1]):
            middle = "".join(map(squashed, words[1:-1]))
            found |= {first + last, last + first, first + middle + last, last + first + middle}
            for name, other in ((last, first), (first, last)):
                if len(name) > 3:
                    found |= {other[0] + name, name + other[0]}
    return {each for each in found if len(each) > 3}


def people_in(
    folded: Folded, people: tuple[Person, ...], spared: frozenset[str]
) -> tuple[list[tuple[int, int]], list[str]]:
    """Return the spans of the names in a text, and the remaining words that may be parts of names."""
    text, found, doubts = folded.text, [], []
    letters = "".join(filter(str.isalnum, text))
    parts: set[str] = set()
    short: set[str] = set()
    for each in people:
        parts |= each.parts
        short |= each.short
        if not any(anchor in letters for anchor in each.anchors) and not each.ideographs:
            continue
        for pattern in each.patterns:
            found += [match.span() for match in pattern.finditer(text) if _is_whole_name(folded, *match.span())]
        for pattern in each.initials:
            found += [match.span() for match in pattern.finditer(text) if _has_initials(folded, match)]
        if each.familiar and (doubtful := each.familiar.search(text)):
            doubts.append(doubtful.group())
        for part in each.ideographs:
            found += [match.span() for match in re.finditer(re.escape(part), text)]
    taken = {place for start, stop in found for place in range(start, stop)}
    for match in WORDS.finditer(text):
        if match.start() in taken:
            continue
        part = _part_of(match.group(), parts)
        starts = (match.start(), match.start() + match.group().find("'") + 1)
        capital = any(map(folded.is_capital, starts)) or script_of_character(match.group()[0]) not in _CASED
        if part and capital and part not in spared:
            found.append(match.span())
        elif _is_doubtful(match.group(), part, parts, short, capital=capital):
            doubts.append(match.group())
    return found, doubts


def _is_whole_name(folded: Folded, start: int, stop: int) -> bool:
    """Return whether a span is a whole word, possibly after a one-letter Hebrew or Arabic prefix."""
    if start and folded.text[start - 1] in _PREFIXES and folded.is_whole(start - 1, stop):
        return True
    return folded.is_whole(start, stop)


def _is_doubtful(word: str, part: str, parts: set[str], short: set[str], *, capital: bool) -> bool:
    """Return whether a remaining word may be, or begin with, part of a name."""
    if not capital:
        return bool(part) and part not in ORDINARY
    behind = not parts.isdisjoint(_behind_prefixes(word))
    return bool(part) or behind or word in short or any(len(each) >= 5 and word.startswith(each) for each in parts)


def _behind_prefixes(word: str) -> list[str]:
    return [word[at:] for at in range(1, 5) if _PREFIXED.fullmatch(word, 0, at)]


def _has_initials(folded: Folded, match: re.Match[str]) -> bool:
    """Return whether a match consists of capital initials and a whole surname."""
    singles = re.finditer(r"(?<![^\W\d_])[^\W\d_](?!'?[^\W\d_])", match.group())
    stop = match.end()
    capitals = all(folded.is_capital(match.start() + each.start()) for each in singles)
    return capitals and folded.is_capital(match.start()) and folded.is_whole(match.start(), stop)


def _part_of(word: str, parts: set[str]) -> str:
    """Return the part of a name that a word matches, or an empty string.

    The word may have a case ending or begin with a prefix: `Anna's`, `d'Anna`, `Ивановой`, `وليلى`.
    """
    head, _, tail = word.partition("'")
    forms = [word.replace("'", ""), word.rpartition("'")[0].replace("'", ""), head, tail, tail.partition("'")[0]]
    forms += [form[:-1] for form in forms if form.endswith("s") and len(form) > 4]
    forms += [form for form in _behind_prefixes(word) if len(form) >= _TELLING]
    ending = _CYRILLIC_ENDING if "\u0400" <= word[0] <= "\u052f" else _GREEK_ENDING if "ͱ" <= word[0] <= "ϼ" else None
    if ending:
        stem = ending.sub("", word)
        for part in parts:
            if len(stem) > 2 and stem in {part, ending.sub("", part), part.rstrip("иь")}:
                return part
    return next((form for form in forms if form in parts), "")
