"""Find the fonts of this machine through libfontconfig, without a child process or Pango.

`fonts.py` uses this for characters that no bundled face has. No package wraps fontconfig, and WeasyPrint's
own bindings would load Pango.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LIBRARIES = (
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "/opt/homebrew/lib/libfontconfig.1.dylib",
    "/usr/local/lib/libfontconfig.1.dylib",
)
_SYSTEM_SET = 0
_FOUND = 0


class _Pointer(ctypes.c_void_p):
    """A pointer type; ctypes would convert plain `c_void_p` results to integers and pass them on as 32 bits."""


class _FontSet(ctypes.Structure):
    """The head of fontconfig's FcFontSet."""

    _fields_ = (("nfont", ctypes.c_int), ("sfont", ctypes.c_int), ("fonts", ctypes.POINTER(_Pointer)))


def family_with(character: str, configuration: Path) -> str | None:
    """Return the first family, in the order of the configuration file, with a face that draws the character.

    Returns None if there is none or fontconfig is not installed.
    """
    library = _library()
    if library is None:
        return None
    found = _fonts(library, str(configuration))
    faces = (found.fonts[index] for index in range(found.nfont))
    return next((_family(library, face) for face in faces if _draws(library, face, ord(character))), None)


@cache
def _library() -> ctypes.CDLL | None:
    """Load the library by its usual names, since `ctypes.util.find_library` may start a compiler."""
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.FcConfigCreate.restype = _Pointer
        library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
        return library
    return None


@cache
def _fonts(library: ctypes.CDLL, configuration: str) -> _FontSet:
    """Return all faces of a configuration, which is never freed because the faces point into it."""
    config = library.FcConfigCreate()
    loaded = config and library.FcConfigParseAndLoad(config, configuration.encode(), 0)
    found = library.FcConfigGetFonts(config, _SYSTEM_SET) if loaded and library.FcConfigBuildFonts(config) else None
    return found.contents if found else _FontSet(0, 0, None)


def _draws(library: ctypes.CDLL, face: _Pointer, code: int) -> bool:
    """Return whether a scalable or colour face has the character. Old bitmap faces cannot be embedded."""
    characters, flag = _Pointer(), ctypes.c_int()
    if library.FcPatternGetCharSet(face, b"charset", 0, ctypes.byref(characters)) != _FOUND:
        return False
    return bool(library.FcCharSetHasChar(characters, code)) and any(
        library.FcPatternGetBool(face, key, 0, ctypes.byref(flag)) == _FOUND and flag.value
        for key in (b"scalable", b"color")
    )


def _family(library: ctypes.CDLL, face: _Pointer) -> str:
    """Return the first family name of a face."""
    name = ctypes.c_char_p()
    library.FcPatternGetString(face, b"family", 0, ctypes.byref(name))
    return (name.value or b"a system font").decode("utf-8", "replace")
