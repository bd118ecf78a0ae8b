"""Choose the theme of a document: the requested one, or else the profile's, or else `plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from resume_cli.errors import Problem
from resume_cli.suggestions import did_you_mean
from resume_cli.theme.installed import installed_themes
from resume_cli.theme.loader import load_theme, theme_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from resume_cli.errors import FieldPath
    from resume_cli.theme.loader import Theme

DEFAULT = "plain"


class ProfileFolder(Protocol):
    """The folder of a profile."""

    @property
    def path(self) -> Path:
        """The folder. Raises RefusedError for a profile without one."""
        ...


def resolve_theme(
    asked: str | None, chosen: str | None, tokens: Mapping[str, object], folder: ProfileFolder, where: FieldPath
) -> tuple[Theme, Problem | None]:
    """Return the theme with overridden tokens, and a warning if the profile's theme does not exist, or else None.

    A theme `asked` for on the command line must exist, or ThemeError is raised. One `chosen` by the profile, in the
    field `where`, may belong to another program, as in many JSON Resume files, so the default replaces it.
    """
    if asked is not None:
        return load_theme(asked, tokens), None
    name = chosen or DEFAULT
    if "/" in name or "\\" in name or name == ".":
        root = folder.path.resolve()
        return load_theme(str(root / name), tokens, within=root), None
    # The installed ones are looked for only where the name is not of a built-in one, because that takes time.
    if name in theme_names() or name in installed_themes():
        return load_theme(name, tokens), None
    known = (*theme_names(), *installed_themes())
    hint = did_you_mean(name, known) or f"themes: {', '.join(known)}"
    message = f"there is no theme `{name}`, so `{DEFAULT}` is used"
    return load_theme(DEFAULT, tokens), Problem("unknown-theme", message, where, hint=hint)
