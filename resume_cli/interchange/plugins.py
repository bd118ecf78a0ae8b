"""The readers of other distributions, which are called so that their errors are attributed to them."""

from __future__ import annotations

from functools import partial
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, cast

from resume_cli.exporters.plugins import call, owner
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import Comment, Draft, Note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint

    from resume_cli.interchange.source import Source

#: The entry point group in which plugins register readers.
GROUP = "resume_cli.readers.v1"


def readers() -> Iterator[tuple[str, Reader]]:
    """Yield the identifiers and readers of plugins, each of which is loaded only when it is called."""
    for entry in entry_points(group=GROUP):
        yield entry.name, Reader(entry.name, entry.name, partial(_recognise, entry), partial(_read, entry))


def _recognise(entry: EntryPoint, source: Source) -> str | None:
    """Return the description of a source by a plugin, or None; raises ExporterError if the plugin is broken."""
    reader = _load(entry)
    found = _call(entry, lambda: reader.recognise(source))
    return found if isinstance(found, str) and found else None


def _read(entry: EntryPoint, source: Source, draft: Draft) -> None:
    """Let a plugin fill the draft; raises ExporterError if the plugin is broken or produces an invalid draft."""
    reader = _load(entry)

    def read() -> None:
        reader.read(source, draft)
        _check(draft)

    _call(entry, read)


def _load(entry: EntryPoint) -> Reader:
    def load() -> Reader:
        reader = entry.load()
        if not isinstance(reader, Reader):
            raise TypeError(f"it is a {type(reader).__name__}, not a Reader")
        return reader

    return cast("Reader", _call(entry, load))


def _call(entry: EntryPoint, function: Any) -> Any:  # noqa: ANN401 - what a plugin returns is checked by the caller
    whose = owner(entry)[0]
    return call(function, f"the reader {entry.name} of {whose} failed", whose)


def _check(draft: Draft) -> None:
    """Check a draft and convert its profile to plain data; raises TypeError or ValueError if it is invalid."""
    import json

    profile = json.loads(json.dumps(draft.profile))
    listed = ((draft.notes, Note), (draft.comments, Comment))
    if type(profile) is not dict or not all(type(each) is kind for every, kind in listed for each in every):
        raise TypeError("it returned something other than a profile, notes and comments")
    draft.profile = profile
    if not all(type(name) is str and type(content) is bytes for name, content in draft.images.items()):
        raise TypeError("it returned pictures that are not images")
