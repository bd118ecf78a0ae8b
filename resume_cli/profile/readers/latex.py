"""LaTeX as people write it in BibTeX, turned into the characters it stands for."""

from __future__ import annotations

import re
import unicodedata

#: Accent command → combining character.
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…",
    "copyright": "©", "pounds": "£", "S": "§", "P": "¶", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textbar": "|", "textregistered": "®", "texttrademark": "™", "textdegree": "°",
    "degree": "°", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "µ",
    "pi": "π", "sigma": "σ", "omega": "ω", "Omega": "Ω", "Delta": "Δ", "times": "×", "pm": "±", "leq": "≤",
    "geq": "≥", "to": "→", "rightarrow": "→", "infty": "∞", "LaTeX": "LaTeX", "TeX": "TeX", "euro": "€",
    "texteuro": "€", "guillemotleft": "«", "guillemotright": "»", "quad": " ", "newline": " ",
}  # fmt: skip
#: A dotless i or j takes its accent on the letter with the dot.
_DOTLESS = {"ı": "i", "ȷ": "j"}
_ACCENT = re.compile(
    r"\\(?:([`'^~=.\"])|([uvHtcdbkr])(?![A-Za-z]))\s*(?:\{\s*(\\[ij](?![A-Za-z])|[^{}\\]?)\s*\}|(\\[ij](?![A-Za-z]))\s?|(\w))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?[ \t]?")
_SYMBOL = re.compile(r"\\([&%$#_{} ,;:!\\/-])")
_SYMBOLS = {" ": " ", ",": " ", ";": " ", ":": " ", "!": "", "\\": " ", "/": "", "-": "", "{": "\ue000", "}": "\ue001"}


def decode(written: str) -> str:
    """Return the characters that a piece of LaTeX prints; commands that are not known leave their arguments."""
    if not written:
        return ""
    text = written
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)
        text = _SYMBOL.sub(lambda match: _SYMBOLS.get(match[1], match[1]), text)
        text = _COMMAND.sub(lambda match: _LETTERS.get(match[1], ""), text)
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("~", " ")
    text = re.sub(r"\$([^$]*)\$", r"\1", text)
    text = text.replace("{", "").replace("}", "").replace("\ue000", "{").replace("\ue001", "}")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _accented(match: re.Match[str]) -> str:
    symbol, letter_command, braced, dotless, bare = match.groups()
    base = braced or dotless or bare or ""
    base = base.removeprefix("\\")
    base = _DOTLESS.get(base, base)
    return unicodedata.normalize("NFC", base + _ACCENTS[symbol or letter_command])
