"""Which theme a document is set in: the one asked for, else the variant's, else the profile's, else `plain`."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from resume_cli.errors import Problem, RefusedError, place
from resume_cli.theme import load_theme, theme_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.errors import Path
    from resume_cli.reading import Beside, Opened
    from resume_cli.select import Selection
    from resume_cli.theme import Theme

DEFAULT = "plain"


def theme_of(
    opened: Opened, selection: Selection, asked: str | None, tokens: Mapping[str, str]
) -> tuple[Theme, tuple[Problem, ...]]:
    """Return the theme with the tokens that were changed, and what is to be said of the profile's own choice.

    A theme that the command line names must exist (ThemeError). One that only the profile names may be another
    program's, as in many JSON Resume files: then there is a warning, and the default is taken.
    """
    changed = {**opened.profile.meta.tokens, **tokens}
    if asked is not None:
        return load_theme(asked, changed), ()
    name = selection.theme or DEFAULT
    if _is_folder(name):
        return load_theme(_within(opened.source.folder, name), changed), ()
    if name in theme_names():
        return load_theme(name, changed), ()
    close = get_close_matches(name, theme_names(), 1)
    hint = f"did you mean `{close[0]}`?" if close else f"themes: {', '.join(theme_names())}"
    problem = Problem(
        "unknown-theme", f"there is no theme `{name}`, so `{DEFAULT}` is used", _path(opened, selection), hint=hint
    )
    return load_theme(DEFAULT, changed), (place(problem, opened.locator),)


def _path(opened: Opened, selection: Selection) -> Path:
    """Return where the profile names its theme."""
    variant = opened.profile.variants.get(selection.variant or "")
    if variant is not None and variant.theme:
        return ("variants", selection.variant or "", "theme")
    return ("meta", "theme")


def _is_folder(name: str) -> bool:
    return "/" in name or "\\" in name or name == "."


def _within(folder: Beside, name: str) -> str:
    """Return the folder of a theme that a profile names: it lies, like all that a profile names, within its own."""
    root = folder.path.resolve()
    theme = (root / name).resolve()
    if not theme.is_relative_to(root):
        message = f"the theme {name} lies outside the profile's folder"
        raise RefusedError(message, hint="ask for it with --theme, or keep it beside the profile")
    return str(theme)
