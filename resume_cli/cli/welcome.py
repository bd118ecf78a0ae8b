"""The message of `resume` without a command, which shows what can be done with the profile in this folder."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.cli.profiles import find_profile, likely_profiles, load_profile
from resume_cli.errors import ResumeError
from resume_cli.output.report import printable
from resume_cli.pipeline import ignore_step

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The number of profiles that are named.
_SHOWN = 5


def welcome() -> str:
    """Return lines about the profiles in this folder, or an empty string if there is none."""
    try:
        said = list(_lines(find_profile(None), ""))
    except ResumeError:
        like = likely_profiles()
        if not like:
            return ""
        said = list(_lines(like[0], f" {shlex.quote(like[0])}") if len(like) == 1 else _lines_of_several(like))
    width = max(len(command) for command, _ in said[1:])
    lines = (f"  {command:<{width}}  {text}" if text else command for command, text in said)
    return printable("\n".join(lines), keep="\n")


def _lines(name: str, words: str) -> Iterator[tuple[str, str]]:
    """Yield a line about the profile and one for each command; `words` names the profile if necessary."""
    from resume_cli.select import available_languages

    try:
        loaded = load_profile(name, None, ignore_step)
    except ResumeError:
        yield f"{name} has errors:", ""
        yield f"resume validate{words}", "says which, and what to write instead"
        return
    languages, variants = available_languages(loaded.profile), loaded.profile.variants
    yield f"{name} is here:", ""
    yield f"resume show{words}", "reads it in the terminal"
    yield f"resume export pdf,docx{words}", "writes it as PDF and Word"
    if len(languages) > 1:
        yield f"resume export pdf{words} -l all", f"in each of its languages: {', '.join(languages)}"
    if variants:
        yield f"resume export pdf{words} -V all", f"in each of its variants: {', '.join(variants)}"
    yield f"resume preview{words}", "shows it in the browser while you edit"
    yield f"resume check{words}", "finds what a reader would stumble over"
    yield "resume --help", "lists all commands"


def _lines_of_several(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a line about several profiles, and commands for the first and for all of them."""
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} others" if len(names) > _SHOWN else "")
    first, folder = shlex.quote(names[0]), Path(names[0]).parent
    yield f"{shown} are here:", ""
    yield f"resume show {first}", "reads one in the terminal"
    yield f"resume export pdf,docx {first}", "writes it as PDF and Word"
    yield f"resume batch {folder} --to pdf --output out/", "writes all of them"
    yield "resume --help", "lists all commands"
