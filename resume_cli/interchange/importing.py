"""The import of a source, which is recognised and translated, with notes about all changes."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from resume_cli.errors import ExporterError, Problem, ProfileError, UsageError
from resume_cli.interchange import plugins
from resume_cli.interchange.draft import Draft, Note, note_problems
from resume_cli.interchange.readers import BUILT_IN
from resume_cli.interchange.settle import settle
from resume_cli.interchange.source import Source
from resume_cli.interchange.source.repair import repaired
from resume_cli.profile.readers import PROFILE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resume_cli.interchange.contract import Reader


def readers(*, untrusted: bool = False) -> Iterator[tuple[str, Reader]]:
    """Yield the identifier and the reader of each format, plugins last; modules are imported one by one.

    With `untrusted`, the readers of plugins are left out.
    """
    for identifier, module in BUILT_IN.items():
        yield identifier, import_module(f"resume_cli.interchange.readers.{module}").READER
    if not untrusted:
        yield from ((name, reader) for name, reader in plugins.readers() if name not in BUILT_IN)


def recognise(source: Source, *, untrusted: bool = False) -> tuple[str, Reader, str]:
    """Return the identifier of a source's format, its reader, and a description of the source.

    Raises ProfileError for an unknown format, or ExporterError if the reader of a plugin failed to recognise it.
    """
    broken = None
    if source.start.startswith(("{", "[")) and source.data is None:
        # The error for invalid JSON has a position.
        _ = source.loaded
    for identifier, reader in readers(untrusted=untrusted):
        try:
            if found := reader.recognise(source):
                return identifier, reader, found
        except ExporterError as error:
            broken = error
    if broken:
        raise broken
    if source.data is None and PurePath(source.name).suffix.lower() in PROFILE_SUFFIXES:
        _ = source.loaded
    message = f"{source.name}: {_impression(source)}, which is none of the formats that can be imported"
    hint = f"name the format if you know better: --from {'|'.join(BUILT_IN)}"
    raise ProfileError(message, (Problem("unknown-source", message, severity="error", hint=hint),))


def read(
    source: Source,
    kind: str | None,
    languages: Sequence[str] = (),
    *,
    repair: bool = False,
    untrusted: bool = False,
) -> tuple[Draft, str]:
    """Return the draft of a source and a description of its format. `kind` is the format, or None to recognise it.

    With `repair`, unambiguous mistakes in JSON are repaired first, with a note for each.

    Raises UsageError for an unknown kind, and the errors of readers (see `contract`).
    """
    mended: list[tuple[int, str, str]] = []
    if repair and source.start.startswith(("{", "[")) and source.data is None:
        text, mended = repaired(source.text)
        source = Source(source.name, text.encode(), source.path)
    reader, what = _reader_of(source, kind, untrusted=untrusted)
    draft = Draft(file=source.name, languages=tuple(languages))
    for line, was, done in mended:
        draft.notes.append(Note("guessed", "", "", was, f"repaired: {done}", source.name, line, 1))
    reader.read(source, draft)
    settle(draft)
    if "loaded" in vars(source):
        note_problems(draft, source, source.loaded.problems)
    if languages:
        draft.profile.setdefault("meta", {})["languages"] = list(languages)
    return draft, what


def _reader_of(source: Source, kind: str | None, *, untrusted: bool) -> tuple[Reader, str]:
    """Return the reader of a source, which is the named one if any, and a description of the source."""
    if kind is None:
        return recognise(source, untrusted=untrusted)[1:]
    known = dict(readers(untrusted=untrusted))
    if kind not in known:
        raise UsageError(f"`{kind}` is not a format that can be imported", hint=", ".join(known))
    what = known[kind].recognise(source)
    if not what:
        message = f"{source.name}: not {known[kind].title} but {_impression(source)}"
        raise ProfileError(message, (Problem("unknown-source", message, severity="error"),))
    return known[kind], what


def _impression(source: Source) -> str:
    """Return a description of a source with an unknown format."""
    if source.path is not None and source.path.is_dir():
        return "a folder without files of LinkedIn"
    if source.content[:5] == b"%PDF-":
        return "a PDF without a profile in it"
    if source.is_zip:
        return "a Word document without a profile in it" if "word/document.xml" in source.members else "a ZIP archive"
    if not source.content.strip():
        return "an empty file"
    if source.start.startswith("<"):
        return "XML or HTML"
    if isinstance(source.data, list):
        return "a list"
    if source.mapping:
        return f"a mapping with the keys {_keys(source)}"
    return "an empty mapping" if source.data == {} else "a text"


def _keys(source: Source) -> str:
    keys = [f"`{key}`" for key in source.mapping]
    return ", ".join(keys[:4]) + (", …" if len(keys) > 4 else "")
