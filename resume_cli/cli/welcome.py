"""What `resume` says without a command: what can be done with the profile that is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.cli.profiles import find_profiles, load_profile
from resume_cli.errors import ResumeError
from resume_cli.output.report import printable
from resume_cli.pipeline import ignore_step

if TYPE_CHECKING:
    from collections.abc import Iterator


def welcome() -> str:
    """Return lines about the profile in this folder, or an empty text where there is none, or several."""
    try:
        (name,) = find_profiles(())
    except ResumeError:
        return ""
    return printable("\n".join(_lines(name)), keep="\n")


def _lines(name: str) -> Iterator[str]:
    from resume_cli.select import available_languages

    try:
        loaded = load_profile(name, None, ignore_step)
    except ResumeError:
        yield f"{name} has errors:"
        yield "  resume validate          says which, and what to write instead"
        return
    languages, variants = available_languages(loaded.profile), loaded.profile.variants
    yield f"{name} is here:"
    yield "  resume show              reads it in the terminal"
    yield "  resume export pdf,docx   writes it as PDF and Word"
    if len(languages) > 1:
        yield f"  resume export pdf -l all in each of its languages: {', '.join(languages)}"
    if variants:
        yield f"  resume export pdf -V all in each of its variants: {', '.join(variants)}"
    yield "  resume preview           shows it in the browser while you edit"
    yield "  resume check             finds what a reader would stumble over"
    yield "  resume --help            lists all commands"
