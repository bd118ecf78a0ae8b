"""`resume diff A B`: the differences between two profiles, variants, languages, revisions or exports."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from msgspec import Struct
from msgspec.structs import replace

from resume_cli.cli import clock, parameters
from resume_cli.cli.console import Console, painter, write_text
from resume_cli.cli.examples import command
from resume_cli.cli.profiles import load_profile
from resume_cli.errors import ExitStatus, InputError, UsageError
from resume_cli.locale.languages import is_tag
from resume_cli.output.report import counted, printable
from resume_cli.pipeline import LoadedProfile, ignore_step, load
from resume_cli.profile.source import ProfileSource, creation_moment, source_of

_Side = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help="FILE, FILE@VARIANT, FILE:LANGUAGE, REVISION:FILE as git has it, or an exported PDF, Word or HTML file.",
        show_default=False,
    ),
]
_OtherSide = Annotated[str, typer.Argument(metavar="B", help="The same.", show_default=False)]
_Format = Annotated[
    Literal["text", "json", "html"], typer.Option("--format", help="For people, a program, or a browser.")
]
_EXPORTED = (".pdf", ".docx", ".html", ".htm")
#: The suffix of a file that names a variant, a language, or both.
_SUFFIX = re.compile(
    r"(?P<file>.+?)(?:@(?P<variant>[^@:/]+))?(?::(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?", re.DOTALL
)
#: The keys that control how a profile is shown.
_SETTINGS = ("meta", "sections", "variants")


class _Given(Struct, frozen=True):
    """One of the two arguments: the text as typed, the profile, and the chosen variant and language."""

    name: str
    loaded: LoadedProfile
    variant: str | None
    language: str | None
    is_export: bool


@command(
    "resume diff profile.yaml@architect profile.yaml",
    "resume diff HEAD~1:profile.yaml profile.yaml",
    "resume diff profile.yaml sent/profile.pdf",
)
def diff(
    first: _Side,
    second: _OtherSide,
    form: _Format = "text",
    timeout: clock.Timeout = clock.SECONDS,
    quiet: parameters.Quiet = False,
    json: parameters.Json = False,
) -> int:
    """Tell what differs between two profiles; exit 0 if nothing does, and 1 otherwise."""
    from resume_cli.check.differences import differences, page, written

    console = Console(quiet, json=json or form != "text")
    with clock.limited(timeout):
        before, after = _read(first), _read(second)
        found = list(differences(*_data(before, after)))
    if json or form == "json":
        for each in found:
            console.record({"field": each.field, "before": each.before, "after": each.after})
    elif form == "html":
        console.data(page(found, f"{before.name} → {after.name}"))
    else:
        paint = painter(sys.stdout)
        for each in found:
            lines = [paint(printable(each.field), "message")]
            lines += [paint(f"  - {printable(written(each.before))}", "error")] if each.before is not None else []
            lines += [paint(f"  + {printable(written(each.after))}", "note")] if each.after is not None else []
            write_text(sys.stdout, "\n".join(lines))
        told = f"{counted(len(found), 'difference')} between" if found else "no difference between"
        console.tell(f"{told} {before.name} and {after.name}")
    return ExitStatus.PROBLEMS if found else ExitStatus.OK


def _read(name: str) -> _Given:
    """Load the profile that an argument names; a file with exactly that name takes precedence."""
    match = None if Path(name).exists() else _SUFFIX.fullmatch(name)
    file, variant, language = (match["file"], match["variant"], match["language"]) if match else (name, None, None)
    if Path(file).suffix.lower() in _EXPORTED and Path(file).is_file():
        return _Given(name, _exported(file), variant, language, is_export=True)
    if not Path(file).exists() and ":" in file:
        return _Given(name, _at_revision(file), variant, language, is_export=False)
    return _Given(name, load_profile(file, None, ignore_step), variant, language, is_export=False)


def _at_revision(name: str) -> LoadedProfile:
    from resume_cli.check.history import RevisionFolder

    revision, _, file = name.partition(":")
    folder = RevisionFolder(Path(file).parent, revision)
    _, content = folder.read(Path(file).name)
    return load(ProfileSource(name, content, folder, creation_moment(0)), ignore_step)


def _exported(name: str) -> LoadedProfile:
    """Load the profile that is attached to an export."""
    from resume_cli.interchange.readers.own import attached
    from resume_cli.interchange.source import open_source

    content = attached(open_source(name))
    if content is None:
        raise InputError(f"no profile is attached to {name}", hint="only files that this program wrote have one")
    return load(source_of(content, name, "json"), ignore_step)


def _data(before: _Given, after: _Given) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return both profiles as plain data, either whole with all languages, or as selected for one language."""
    chosen = [each for each in (before, after) if each.variant or each.language or each.is_export]
    from resume_cli.profile.data import to_data

    if not chosen:
        return to_data(before.loaded.profile), to_data(after.loaded.profile)
    first, second = (_selected(each, other) for each, other in ((before, after), (after, before)))
    return first, second


def _selected(given: _Given, other: _Given) -> dict[str, Any]:
    """Return the selected profile as plain data; without a language, that of the other is used if available."""
    from resume_cli.profile.data import to_data
    from resume_cli.select import available_languages, language_for, select

    profile = given.loaded.profile
    language = given.language
    spoken = available_languages(profile)
    if language is None:
        wanted = other.language or language_for(other.loaded.profile, other.variant)
        language = wanted if wanted in spoken else language_for(profile, given.variant)
    elif not any(_base(language) == _base(each) for each in spoken):
        # An export would fall back to another language, so the two would never differ.
        raise UsageError(
            f"{given.name}: the profile has no `{language}` texts", hint=f"it has texts in {', '.join(spoken)}"
        )
    try:
        selection = select(profile, language, given.variant)
    except UsageError as error:
        raise UsageError(f"{given.name}: {error.message}", hint=error.hint) from None
    # The selected data includes names in other languages, which are not differences in this language.
    written = (each.loaded.profile.basics.name for each in (given, other))
    names = {words for name in written if name for _, words in name.values}
    aka = tuple(each for each in selection.profile.basics.aka if each.content not in names)
    basics = replace(selection.profile.basics, aka=aka)
    shown = to_data(replace(selection.profile, basics=basics), selection.language)
    return {key: _flat(value) for key, value in shown.items() if key not in _SETTINGS}


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _flat(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Return plain data in which texts in other languages are replaced by their words alone."""
    if isinstance(value, list):
        return [_flat(each) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and all(isinstance(each, str) and is_tag(key) for key, each in value.items()):
        return next(iter(value.values()))
    return {key: _flat(each) for key, each in value.items()}
