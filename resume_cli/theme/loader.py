"""Themes: data that says how a document looks, for every format.

A theme is a folder with `theme.toml` (`description`, `extends`, `[tokens]`), `resume.css`, and optionally
`page.html.j2`; it holds no Python. One table of typed tokens feeds CSS variables, Word styles and terminal styles.
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from resume_cli.errors import OutputError, ThemeError
from resume_cli.theme.tokens import TOKENS, Colour, Declaration, Fonts, Length, Token, read_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "TOKENS",
    "Colour",
    "Declaration",
    "Fonts",
    "Length",
    "Theme",
    "Token",
    "load_theme",
    "new_theme",
    "theme_folder",
    "theme_names",
]

Kind = TypeVar("Kind")

# A theme is small; what is larger is a mistake or an attack.
_LARGEST_FILE = 1 << 20
_LONGEST_CHAIN = 8
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_KEYS = ("description", "extends", "tokens")


class Theme(Struct, frozen=True):
    """A loaded theme: tokens typed and complete, style sheets of its whole `extends` chain, the base first.

    `foreign` names those of the chain that are not built in, each with its style sheet, which needs inspection.
    """

    name: str
    tokens: Mapping[str, Token]
    css: str
    description: str = ""
    page_template: str | None = None
    extends: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    foreign: tuple[tuple[str, str], ...] = ()

    @property
    def trusted(self) -> bool:
        """Whether every part of the chain is built in."""
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

    def _typed(self, name: str, kind: type[Kind]) -> Kind:
        token = self.tokens.get(name)
        if not isinstance(token, kind):
            message = f"theme {self.name} has no token {name} of type {kind.__name__}"
            raise ThemeError(message)
        return token


class _Part(Struct, frozen=True):
    """One folder of an `extends` chain, read but not yet joined with its base."""

    name: str
    folder: Path
    builtin: bool
    extends: str | None
    description: str
    tokens: Mapping[str, Token]
    css: str
    page_template: str | None


def load_theme(name_or_folder: str, overrides: Mapping[str, object] | None = None) -> Theme:
    """Return the theme called so, or the theme in that folder, with some tokens changed.

    A folder is what contains a path separator, or is `.`. Raises ThemeError for an unknown name, a broken
    file, a chain that comes back to itself, and a token that does not exist or has the wrong form.
    """
    parts = _chain(name_or_folder)
    tokens: dict[str, Token] = {}
    for part in reversed(parts):
        tokens.update(part.tokens)
    if overrides:
        tokens.update(read_tokens(overrides, "changed tokens"))
    lost = [token for token in TOKENS if token not in tokens]
    if lost:
        message = f"theme {parts[0].name} sets no {lost[0]} and extends nothing that does"
        raise ThemeError(message, hint='write extends = "plain" into its theme.toml')
    return Theme(
        name=parts[0].name,
        tokens=tokens,
        css="\n".join(part.css for part in reversed(parts) if part.css),
        description=parts[0].description,
        page_template=next((part.page_template for part in parts if part.page_template is not None), None),
        extends=tuple(part.name for part in parts[1:]),
        foreign=tuple((part.name, part.css) for part in parts if not part.builtin),
    )


@cache
def theme_folder() -> Path:
    """Return the folder of the built-in themes, in a wheel and in a checkout alike.

    Raises ThemeError when neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "themes", package.parent / "themes"):
        if (folder / "plain" / "theme.toml").is_file():
            return folder
    message = "the built-in themes are missing from this installation"
    raise ThemeError(message, hint="install resume-press again")


def theme_names() -> tuple[str, ...]:
    """Return the names of the built-in themes, the default first and the others in alphabetic order."""
    names = (path.parent.name for path in theme_folder().glob("*/theme.toml"))
    return tuple(sorted(names, key=lambda name: (name != "plain", name)))


def new_theme(name: str, extends: str, folder: Path) -> Path:
    """Write a theme of one's own that extends another, ready to be changed, and return its folder.

    `folder` is where the theme's folder is made. Raises ThemeError for a bad name or base, OutputError when
    the folder exists already or cannot be made.
    """
    if not _NAME.fullmatch(name):
        message = f"a theme cannot be called {name!r}"
        raise ThemeError(message, hint="small letters, digits and hyphens, a letter first")
    base = load_theme(extends)
    target = folder / name
    try:
        target.mkdir(parents=True)
        (target / "theme.toml").write_text(_starter(name, extends, base), encoding="utf-8")
        (target / "resume.css").write_text(_STARTER_CSS.format(name=name), encoding="utf-8")
    except FileExistsError as error:
        message = f"{target} exists already"
        raise OutputError(message, hint="choose another name") from error
    except OSError as error:
        message = f"{target} cannot be made: {error.strerror}"
        raise OutputError(message) from error
    return target


_STARTER_CSS = """\
/* Styles of the theme {name}, after those of the theme it extends.
   Begin selectors with .resume, so that a page fragment keeps them to itself.
   Tokens are variables: var(--accent), var(--body-size), … Nothing may be fetched: no @import, no url(). */
"""


def _starter(name: str, extends: str, base: Theme) -> str:
    """Return a theme.toml with every token of the base as a comment beside what it is for."""
    lines = [f'description = "{name}, made from {base.name}"', f"extends = {_quoted(extends)}", "", "[tokens]"]
    for token, declaration in TOKENS.items():
        lines += [f"# {declaration.description}", f"# {token} = {_toml(base.tokens[token])}"]
    return "\n".join(lines) + "\n"


def _toml(token: Token) -> str:
    if isinstance(token, tuple):
        return "[" + ", ".join(map(_quoted, token)) + "]"
    return f"{token:g}" if isinstance(token, float) else _quoted(str(token))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _chain(name_or_folder: str) -> list[_Part]:
    """Return a theme's parts, itself first and the root of its chain last."""
    parts = [_read_part(*_find(name_or_folder, None))]
    while parts[-1].extends is not None:
        folder, builtin = _find(parts[-1].extends, parts[-1])
        if any(part.folder == folder for part in parts) or len(parts) == _LONGEST_CHAIN:
            names = " → ".join([*(part.name for part in parts), folder.name])
            message = f"theme {parts[0].name} extends itself: {names}"
            raise ThemeError(message, hint="let the last of them extend plain, or nothing")
        parts.append(_read_part(folder, builtin))
    return parts


def _find(name: str, child: _Part | None) -> tuple[Path, bool]:
    """Return the folder a name means, and whether it is built in; a folder's chain may name its neighbours."""
    if _NAME.fullmatch(name) and (theme_folder() / name / "theme.toml").is_file():
        return theme_folder() / name, True
    is_folder = "/" in name or "\\" in name or name in {".", ".."}
    if child is not None and not child.builtin and _NAME.fullmatch(name):
        folder = child.folder.parent / name
    elif child is None and (is_folder or (Path(name) / "theme.toml").is_file()):
        folder = Path(name).expanduser()
    else:
        raise _no_theme(name)
    folder = folder.resolve()
    if not (folder / "theme.toml").is_file():
        message = f"no theme in {name}: theme.toml is missing there"
        raise ThemeError(message, hint=f"resume themes new {folder.name} --extends plain starts one")
    return folder, False


def _no_theme(name: str) -> ThemeError:
    near = get_close_matches(name, theme_names(), n=1)
    hint = f"did you mean {near[0]}?" if near else f"the themes are {', '.join(theme_names())}."
    return ThemeError(f"there is no theme called {name}", hint=f"{hint} A theme of your own is given as a folder.")


def _read_part(folder: Path, builtin: bool) -> _Part:  # noqa: FBT001 - a pair made by _find
    name = folder.name
    data = _read_toml(folder, name)
    for key in data:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            hint = f"did you mean {near[0]}?" if near else "its keys are " + ", ".join(_KEYS)
            raise ThemeError(f"theme {name}: theme.toml has an unknown key {key}", hint=hint)
    description, extends, tokens = data.get("description", ""), data.get("extends"), data.get("tokens", {})
    if not isinstance(description, str) or not isinstance(extends, str | None) or not isinstance(tokens, dict):
        message = f"theme {name}: description and extends are texts, tokens is a table"
        raise ThemeError(message)
    css = _read_file(folder, "resume.css") or ""
    template = _read_file(folder, "page.html.j2")
    typed = read_tokens(tokens, f"theme {name}")
    return _Part(name, folder, builtin, extends, description, typed, css, template)


def _read_toml(folder: Path, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(_read_file(folder, "theme.toml") or "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"theme {name}: theme.toml is broken: {error}"
        raise ThemeError(message) from error


def _read_file(folder: Path, file: str) -> str | None:
    """Return a file of a theme, or nothing when there is none; one that leads out of the folder is refused."""
    path = folder / file
    try:
        if not path.is_file():
            return None
        if not path.resolve().is_relative_to(folder):
            message = f"theme {folder.name}: {file} leads out of the theme's folder"
            raise ThemeError(message, hint="copy the file into the folder")
        if path.stat().st_size > _LARGEST_FILE:
            message = f"theme {folder.name}: {file} is larger than 1 MiB"
            raise ThemeError(message)
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"theme {folder.name}: {file} cannot be read: {error}"
        raise ThemeError(message) from error
