"""Load themes, which define the appearance of a document in every format.

A theme is a folder with `theme.toml` (`description`, `extends`, `[tokens]`) and `resume.css`, without code.
One table of typed tokens feeds CSS variables, Word styles and terminal styles.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import OutputError, RefusedError, ThemeError
from resume_cli.suggestions import did_you_mean
from resume_cli.theme.installed import installed_themes
from resume_cli.theme.tokens import TOKENS, Colour, Declaration, Fonts, Length, Token, read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TOKENS", "Colour", "Declaration", "Fonts", "Length", "Theme", "Token", "load_theme", "theme_names"]

_Typed = TypeVar("_Typed", Colour, Length, Fonts, float, str)

# Themes are small, so a larger file is a mistake or an attack.
_LARGEST_FILE = 1 << 20
_LONGEST_CHAIN = 8
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_KEYS = ("description", "extends", "tokens")
_STARTER_CSS = """\
/* Styles of the theme {name}, applied after those of the theme it extends.
   Begin selectors with .resume, so that they stay within the résumé when it is part of another page.
   Tokens are variables: var(--accent), var(--body-size), … Nothing may be fetched: no @import, no url(). */
"""


class Theme(Struct, frozen=True):
    """A loaded theme: typed tokens and style sheets of its whole `extends` chain, the base first.

    `foreign` holds the name and the style sheet of each theme in the chain that is not built in, for inspection.
    `files` are the files of those themes.
    """

    name: str
    tokens: Mapping[str, Token]
    css: str
    description: str = ""
    extends: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def trusted(self) -> bool:
        """Return whether every part of the chain is built in."""
        return not self.foreign

    def colour(self, name: str) -> Colour:
        """Return a colour token."""
        return self._typed(name, Colour)

    def length(self, name: str) -> Length:
        """Return a length token."""
        return self._typed(name, Length)

    def fonts(self, name: str) -> Fonts:
        """Return a font-list token."""
        return self._typed(name, tuple)

    def number(self, name: str) -> float:
        """Return a number token."""
        return self._typed(name, float)

    def keyword(self, name: str) -> str:
        """Return a keyword token."""
        return self._typed(name, str)

    def _typed(self, name: str, kind: type[_Typed]) -> _Typed:
        token = self.tokens.get(name)
        if not isinstance(token, kind):
            raise ThemeError(f"theme `{self.name}` has no token `{name}` of type {kind.__name__}")
        return token


def load_theme(name_or_folder: str, overrides: Mapping[str, object] | None = None, within: Path | None = None) -> Theme:
    """Return the theme of the given name or in the given folder, with overridden tokens.

    A folder is `.` or contains a path separator. If `within` is given, themes in folders must be inside it. Raises
    ThemeError for an unknown name, a broken file, a circular chain or an invalid token, and RefusedError for a
    theme outside `within`.
    """
    folder, is_built_in = _find(name_or_folder, within)
    try:
        theme = _load(folder, is_built_in, (), within)
    except ThemeError as error:
        error.inputs += () if is_built_in else _files(folder)
        raise
    theme = replace(theme, tokens={**theme.tokens, **read_tokens(overrides or {}, "changed tokens")})
    missing = next((token for token in TOKENS if token not in theme.tokens), None)
    if missing:
        message = f"theme `{theme.name}` does not set `{missing}`, and extends no theme that does"
        raise ThemeError(message, hint='write `extends = "plain"` in its theme.toml')
    return theme


@cache
def theme_folder() -> Path:
    """Return the folder of the built-in themes, in a wheel or a checkout.

    Raises ThemeError if it is missing.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "themes", package.parent / "themes"):
        if (folder / "plain" / "theme.toml").is_file():
            return folder
    raise ThemeError("the built-in themes are missing from this installation", hint="install resume-press again")


def theme_names() -> tuple[str, ...]:
    """Return the names of the built-in themes, the default first and the others in alphabetical order."""
    names = (path.parent.name for path in theme_folder().glob("*/theme.toml"))
    return tuple(sorted(names, key=lambda name: (name != "plain", name)))


def new_theme(name: str, extends: str, parent: Path) -> Path:
    """Write a new theme that extends another, as a folder in `parent`, and return that folder.

    Raises ThemeError for an invalid name or base, and OutputError if the folder exists or cannot be created.
    """
    if not _NAME.fullmatch(name):
        message = f"a theme cannot be called `{name}`"
        raise ThemeError(message, hint="use lower-case letters, digits and hyphens, beginning with a letter")
    base = load_theme(extends)
    folder = parent / name
    try:
        folder.mkdir(parents=True)
        (folder / "theme.toml").write_text(_starter(name, extends, base), encoding="utf-8")
        (folder / "resume.css").write_text(_STARTER_CSS.format(name=name), encoding="utf-8")
    except FileExistsError as error:
        raise OutputError(f"{folder} already exists", hint="choose another name") from error
    except OSError as error:
        raise OutputError(f"{folder} cannot be created: {error.strerror}") from error
    return folder


def _starter(name: str, extends: str, base: Theme) -> str:
    """Return a theme.toml with every token of the base as a comment, below its description."""
    import json

    lines = [f'description = "{name}, made from {base.name}"', f"extends = {json.dumps(extends)}", "", "[tokens]"]
    for token, declaration in TOKENS.items():
        # Strings, lists of strings and numbers are written in TOML as in JSON.
        value = json.dumps(base.tokens[token], ensure_ascii=False, default=str)
        lines += [f"# {declaration.description}", f"# {token} = {value}"]
    return "\n".join(lines) + "\n"


def _find(name: str, within: Path | None, child: Path | None = None) -> tuple[Path, bool]:
    """Return the folder of a theme and whether it is built in. A theme in a folder may extend sibling folders."""
    if _NAME.fullmatch(name) and (theme_folder() / name / "theme.toml").is_file():
        return theme_folder() / name, True
    is_folder = "/" in name or "\\" in name or name in {".", ".."}
    if child is not None and _NAME.fullmatch(name):
        folder = child.parent / name
    elif not is_folder and name in installed_themes():
        return installed_themes()[name], False
    elif child is None and (is_folder or (Path(name) / "theme.toml").is_file()):
        folder = Path(os.path.expanduser(name))  # noqa: PTH111 - pathlib raises if there is no home
    else:
        known = (*theme_names(), *installed_themes())
        hint = did_you_mean(name, known) or f"the themes are {', '.join(known)}"
        raise ThemeError(f"there is no theme `{name}`", hint=f"{hint}; a theme of your own is given as a folder")
    folder = folder.resolve()
    if within is not None and not folder.is_relative_to(within):
        message = f"the theme `{name}` is outside the profile's folder"
        raise RefusedError(message, hint="name it with `--theme`, or move it into the profile's folder")
    if not (folder / "theme.toml").is_file():
        message = f"there is no theme in `{name}`: theme.toml is missing"
        raise ThemeError(message, hint=f"`resume themes new {folder.name} --extends plain` starts one")
    return folder, False


def _load(
    folder: Path,
    builtin: bool,  # noqa: FBT001 - a pair made by _find
    children: tuple[Path, ...],
    within: Path | None,
) -> Theme:
    """Return the theme in a folder, merged with its base; `children` are the themes that extend it."""
    if folder in children or len(children) == _LONGEST_CHAIN:
        chain = " → ".join(each.name for each in (*children, folder))
        raise _wrong(children[0], f"it extends itself: {chain}", "let the last of them extend `plain`, or nothing")
    data = _read_toml(folder)
    description, extends, tokens = data.get("description", ""), data.get("extends"), data.get("tokens", {})
    if not isinstance(description, str) or not isinstance(extends, str | None) or not isinstance(tokens, dict):
        raise _wrong(folder, "expected texts for `description` and `extends`, and a table for `tokens`")
    if (folder / "page.html.j2").exists():
        advice = "delete it, and style the page in resume.css; `-O fragment=yes` makes a part for a page of your own"
        raise _wrong(folder, "page.html.j2 is not supported any more", advice)
    css, own = _read_file(folder, "resume.css"), read_tokens(tokens, f"theme `{folder.name}`")
    foreign = () if builtin else ((folder.name, css),)
    files = () if builtin else _files(folder)
    if extends is None:
        return Theme(folder.name, own, css, description, (), foreign, files)
    base = _load(*_find(extends, within, None if builtin else folder), (*children, folder), within)
    tokens, css = {**base.tokens, **own}, "\n".join(filter(None, (base.css, css)))
    extended, foreign = (base.name, *base.extends), (*foreign, *base.foreign)
    return Theme(folder.name, tokens, css, description, extended, foreign, (*files, *base.files))


def _read_toml(folder: Path) -> dict[str, object]:
    try:
        data = tomllib.loads(_read_file(folder, "theme.toml"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(folder, f"theme.toml is not valid TOML: {error}") from error
    unknown = next((key for key in data if key not in _KEYS), None)
    if unknown is not None:
        hint = did_you_mean(unknown, _KEYS) or f"its keys are {', '.join(_KEYS)}"
        raise _wrong(folder, f"unknown key `{unknown}` in theme.toml", hint)
    return data


def _read_file(folder: Path, file: str) -> str:
    """Return the text of a theme's file, empty if missing. Raises ThemeError if a link leads out of the folder."""
    path = folder / file
    try:
        if not path.is_file():
            return ""
        if not path.resolve().is_relative_to(folder):
            raise _wrong(folder, f"{file} leads out of the theme's folder", "copy the file into the folder")
        if path.stat().st_size > _LARGEST_FILE:
            raise _wrong(folder, f"{file} is larger than 1 MiB")
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(folder, f"{file} cannot be read: {error}") from error


def _wrong(folder: Path, what: str, hint: str = "") -> ThemeError:
    error = ThemeError(f"theme `{folder.name}`: {what}", hint=hint)
    error.inputs = _files(folder)
    return error


def _files(folder: Path) -> tuple[Path, ...]:
    return folder / "theme.toml", folder / "resume.css"
