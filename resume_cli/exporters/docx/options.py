"""The options of the DOCX exporter (`-O key=value`), and what each value means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.export import choice

if TYPE_CHECKING:
    from resume_cli.export import Context

#: Every option with its help.
OPTIONS = {
    "attach": "yes (default) or no: put the selected profile into the file as a custom XML part",
    "fonts": "office (default): fonts that Word's readers have; theme: the theme's own, for who has them installed",
    "pages": "fit to this number of pages by tightening gaps, then type; an estimate, for Word lays out the pages",
    "paper": "a4 or letter, whatever the profile says",
}


def attaches(context: Context) -> bool:
    """Tell whether the profile's data go into the file."""
    return choice(context.options, "attach", {"yes": True, "no": False}, default=True)


def wants_own_fonts(context: Context) -> bool:
    """Tell whether the theme's families are written as they are."""
    return choice(context.options, "fonts", {"office": False, "theme": True}, default=False)
