"""Locate the bundled fonts, look up their coverage and write the private fontconfig file.

    uncovered(set(text))             the characters for which no bundled face has a glyph
    system_font(character)           the family of a system font that has one, or None
    undrawable_scripts()             the scripts that no font of this machine can draw
    private_fontconfig(system=…)     the file for FONTCONFIG_FILE, to set before Pango is loaded

A document must not depend on the machine that produces it, so fontconfig sees only the bundled folder. System fonts
are added after the bundled ones only for a document with characters that no bundled face has. Coverage is precomputed
(`themes/fonts/coverage.json`), so that no font file is opened to look it up.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from bisect import bisect_right
from contextlib import suppress
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape

from resume_cli.errors import MissingPartError
from resume_cli.theme.loader import theme_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Families with one script each, which complement the others.
_SCRIPTS = (
    "Noto Sans KR", "Vazirmatn NL", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans Devanagari",
    "Noto Emoji",
)  # fmt: skip
# Families for CSS's generic names, the Latin one first, so that Chinese uses the next. Pango itself requests `emoji`.
_GENERIC = {
    "sans-serif": ("Source Sans 3", "Noto Sans SC", *_SCRIPTS),
    "serif": ("Source Serif 4", "Noto Serif SC", *_SCRIPTS),
    "monospace": ("Source Code Pro", "Noto Sans SC", *_SCRIPTS),
    "emoji": ("Noto Emoji",),
}
# Families for regions whose glyphs differ from mainland China's. They contain only the characters that differ.
_REGIONS = {
    "zh-tw": "Noto Sans TC", "zh-hk": "Noto Sans TC", "zh-mo": "Noto Sans TC", "ja": "Noto Sans JP",
    "ko": "Noto Sans KR",
}  # fmt: skip
#: Living scripts, and emoji, each with a character that most of its fonts have.
_SPECIMENS = {
    "Latin": "a", "Greek": "α", "Cyrillic": "ж", "Han": "永", "Kana": "あ", "Hangul": "한", "Arabic": "ع",
    "Hebrew": "א", "Thai": "ก", "Devanagari": "क", "Emoji": "😀", "Armenian": "ա", "Bengali": "ক", "Ethiopic": "ሀ",
    "Georgian": "ა", "Gujarati": "ક", "Gurmukhi": "ਕ", "Kannada": "ಕ", "Khmer": "ក", "Lao": "ກ", "Malayalam": "ക",
    "Mongolian": "ᠠ", "Myanmar": "က", "Oriya": "କ", "Sinhala": "ක", "Tamil": "க", "Telugu": "క", "Thaana": "ހ",
    "Tibetan": "ཀ",
}  # fmt: skip

# Where Linux and macOS keep fonts; fontconfig ignores folders that do not exist.
_SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/run/current-system/sw/share/X11/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
# This rule puts the regional family first for text in a language.
_REGION_RULE = (
    '  <match target="pattern"><test name="lang"><string>{language}</string></test>'
    '<test name="family"><string>Noto Sans SC</string></test>'
    '<edit name="family" mode="prepend" binding="same"><string>{family}</string></edit></match>'
)
# This rule renames families outside the bundled folder that have the name of a bundled family.
_RENAME_RULE = (
    '  <match target="scan"><test name="file" compare="not_contains"><string>{ours}</string></test>'
    '<test name="family"><string>{family}</string></test>'
    '<edit name="family" mode="assign"><string>{family} of the system</string></edit></match>'
)
# Colour emoji are bitmaps of one size, so this rule scales them to the requested size.
_RATIO = '<divide><name target="pattern">pixelsize</name><name target="font">pixelsize</name></divide>'
_BITMAP_RULE = (
    '  <match target="font"><test name="outline"><bool>false</bool></test><edit name="matrix" mode="assign"><times>'
    f"<name>matrix</name><matrix>{_RATIO}<double>0</double><double>0</double>{_RATIO}</matrix></times></edit></match>"
)


@cache
def font_folder() -> Path:
    """Return the folder of the bundled faces.

    Raises MissingPartError if it has none, since Pango crashes instead of raising if there are no fonts.
    """
    folder = theme_folder() / "fonts"
    if next(folder.glob("*/*.ttf"), None) is None:
        raise MissingPartError("this installation lacks the bundled fonts", hint="install resume-press again")
    return folder


@cache
def _coverage() -> dict[str, tuple[list[int], list[int]]]:
    """Return the starts and exclusive ends of the character ranges that each family covers."""
    import json

    table = {}
    for family, text in json.loads((font_folder() / "coverage.json").read_text(encoding="utf-8")).items():
        # The numbers are alternating gaps and lengths in hexadecimal.
        edges = list(accumulate(int(number, 16) for number in text.split()))
        table[family] = (edges[::2], edges[1::2])
    return table


def bundled_families() -> tuple[str, ...]:
    """Return the names of the bundled families."""
    return tuple(_coverage())


def covered(character: str, families: Iterable[str] | None = None) -> bool:
    """Return whether all faces of one of the given bundled families, by default of any, have the character."""
    table, code = _coverage(), ord(character)
    for family in table if families is None else families:
        starts, ends = table[family]
        place = bisect_right(starts, code) - 1
        if place >= 0 and code < ends[place]:
            return True
    return False


def uncovered(characters: Iterable[str]) -> set[str]:
    """Return the characters that need a glyph and for which no bundled face has one."""
    return {one for one in set(characters) if not (" " <= one <= "~") and _visible(one) and not covered(one)}


def _visible(character: str) -> bool:
    """Return whether a character needs a glyph: controls, formats, spaces and variation selectors do not."""
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return not selector and unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def fontconfig_file(cache_folder: Path, *, system: bool = False) -> str:
    """Return the text of a fontconfig file for the bundled fonts, followed by those of the system if `system` is true.

    In `cache_folder` fontconfig caches the properties of the faces, which it would otherwise read at every start.
    A system font with the name of a bundled family is renamed, so that the bundled one is always chosen.
    """
    folders = [str(font_folder())]
    if system:
        folders += [os.path.expanduser(name) for name in _SYSTEM_FOLDERS]  # noqa: PTH111 - pathlib raises if there is no home
    lines = [f"  <dir>{escape(name)}</dir>" for name in folders]
    lines.append(f"  <cachedir>{escape(str(cache_folder))}</cachedir>")
    for generic, families in _GENERIC.items():
        preferred = "".join(f"<family>{name}</family>" for name in families)
        lines.append(f'  <alias binding="same"><family>{generic}</family><prefer>{preferred}</prefer></alias>')
    lines += [_REGION_RULE.format(language=language, family=family) for language, family in _REGIONS.items()]
    if system:
        ours = escape(str(font_folder()))
        lines += [_RENAME_RULE.format(ours=ours, family=family) for family in bundled_families()]
    lines.append(_BITMAP_RULE)
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
    return head + "\n".join(lines) + "\n</fontconfig>\n"


def private_fontconfig(*, system: bool = False) -> Path:
    """Write the fontconfig file to the first writable cache folder, and return its path.

    Its name depends on its content, so that versions and installations do not overwrite each other's files.
    """
    from zlib import crc32

    problem: OSError | str = "there is no temporary folder"
    for folder in _cache_folders():
        text = fontconfig_file(folder / "fontconfig", system=system)
        path = folder / f"fonts-{crc32(text.encode()):08x}.conf"
        try:
            _write(path, text)
        except OSError as reason:
            problem = reason
        else:
            return path
    hint = "set XDG_CACHE_HOME to a writable folder"
    raise MissingPartError(f"fontconfig has no folder to write to: {problem}", hint=hint)


def _cache_folders() -> Iterator[Path]:
    """Yield the user's cache folder, then a temporary one."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    if not Path(base).is_absolute():
        default = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
        base = os.path.expanduser(default)  # noqa: PTH111 - pathlib raises if there is no home
    if Path(base).is_absolute():
        yield Path(base) / "resume-press"
    with suppress(OSError):
        yield _temporary_folder()


@cache
def _temporary_folder() -> Path:
    """Return this user's private folder within the system's temporary folder, the same one each time if possible."""
    import tempfile

    folder = Path(tempfile.gettempdir()) / f"resume-press-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        state = folder.lstat()
        if state.st_uid != os.getuid() or not stat.S_ISDIR(state.st_mode) or state.st_mode & 0o077:
            # Another user owns or can access the folder and could change its files.
            return Path(tempfile.mkdtemp(prefix="resume-press-"))
    return folder


def _write(path: Path, text: str) -> None:
    """Write the file atomically, since another process may be reading it, unless it already has this text."""
    cache_folder = path.parent / "fontconfig"
    cache_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(cache_folder, os.W_OK):
        raise PermissionError(str(cache_folder))
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)


def undrawable_scripts() -> tuple[str, ...]:
    """Return the names of the scripts that neither the bundled fonts nor those of this machine can draw."""
    return tuple(script for script, letter in _SPECIMENS.items() if not covered(letter) and not system_covers(letter))


def system_covers(character: str) -> bool:
    """Return whether a font of this machine, other than the bundled ones, has the character."""
    return system_font(character) is not None


@cache
def system_font(character: str) -> str | None:
    """Return the family of a system font that has the character, or None if none has it or fontconfig is missing."""
    from resume_cli.theme.fontconfig import family_with

    return family_with(character, private_fontconfig(system=True))
