"""Exporters of other distributions: finding, checking and calling them so that their failures name the distribution.

Plugins are trusted, because somebody installed them. Still, their prints do not reach the data on stdout, their
exceptions cost only their own output, and their results are checked before they are used.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from resume_cli.errors import ExporterError, LimitError, Problem, ResumeError
from resume_cli.export import ENTRY_POINT_GROUP, Exporter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint

Returned = TypeVar("Returned")

_LONGEST_REASON = 300
_STDOUT, _STDERR = 1, 2
#: Names and suffixes become parts of a file name, and must not contain a path.
_NAME = re.compile(r"\w[\w.+-]{0,39}")
_SUFFIX = re.compile(r"\.\w[\w+-]{0,19}(?:\.\w[\w+-]{0,19})?")
_KINDS: Mapping[str, Any] = {
    "suffix": str, "media_type": str, "binary": bool, "embeds_fonts": bool, "options": Mapping, "render": Callable,
}  # fmt: skip
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}(?:;[ \w.+=\"-]{0,80})?", re.ASCII)


def entry_points() -> Iterator[EntryPoint]:
    """Yield each entry point of the group once; distributions whose files are broken are skipped."""
    from importlib import metadata

    try:
        found = list(metadata.entry_points(group=ENTRY_POINT_GROUP))
    except Exception:  # noqa: BLE001 - the exceptions depend on the version of Python
        found = []
        for distribution in metadata.distributions():
            with suppress(Exception):
                found += distribution.entry_points.select(group=ENTRY_POINT_GROUP)
    seen = set()
    for each in found:
        key = (each.name, each.value, owner(each)[0])
        if key not in seen:
            seen.add(key)
            yield each


def owner(entry: EntryPoint) -> tuple[str, str]:
    """Return the name and the version of the distribution that provides an entry point."""
    with suppress(Exception):
        if entry.dist:
            return str(entry.dist.name or "an unknown package"), str(entry.dist.version or "")
    return "an unknown package", ""


def load(entry: EntryPoint) -> Exporter:
    """Return the exporter of an entry point. Raise ExporterError if it cannot be loaded or is not a valid exporter."""
    whose = owner(entry)[0]
    exporter = call(entry.load, f"the exporter {entry.name} of {whose} cannot be loaded", whose)
    wrong = call(lambda: _wrong(entry.name, exporter), f"the exporter {entry.name} of {whose} is broken", whose)
    if wrong:
        raise ExporterError(f"the exporter {entry.name} of {whose} {wrong}", hint=hint(whose))
    # The name is always that of the entry point, so that a plugin cannot pass for another one in messages.
    return Exporter(
        entry.name,
        exporter.suffix,
        exporter.media_type,
        exporter.binary,
        exporter.render,
        dict(exporter.options),
        exporter.embeds_fonts,
    )


def _wrong(name: str, exporter: Any) -> str:  # noqa: ANN401 - any object
    """Return the part of a message that names the fault of a loaded object, or an empty string if it is an exporter."""
    if not _NAME.fullmatch(name):
        return "has a name that is not one word"
    if not isinstance(exporter, Exporter):
        return f"is no Exporter but {type(exporter).__name__}"
    for attribute, kind in _KINDS.items():
        value = getattr(exporter, attribute)
        if not isinstance(value, kind):
            return f"has {type(value).__name__} as its {attribute}, where {kind.__name__} is due"
    if not _SUFFIX.fullmatch(exporter.suffix) or not _MEDIA_TYPE.fullmatch(exporter.media_type):
        return f"has `{exporter.suffix[:40]}` as its suffix and `{exporter.media_type[:40]}` as its media type"
    words: list[Any] = [*exporter.options, *exporter.options.values()]
    if not all(isinstance(word, str) for word in words):
        return "has options that are not texts"
    return ""


def call(function: Callable[[], Returned], failed: str, whose: str) -> Returned:
    """Call a function of a plugin, with its output redirected to stderr.

    Errors of this package and KeyboardInterrupt pass through. Any other exception becomes an ExporterError, or a
    LimitError for excessive memory or recursion, with a message that begins with `failed`.
    """
    try:
        with _stdout_as_stderr():
            return function()
    except (MemoryError, RecursionError) as error:
        raise LimitError(f"{failed}: {excess(error)}") from error
    except BaseException as error:
        # This package's errors include those that its signal handlers raise.
        is_ours = type(error).__module__.partition(".")[0] == "resume_cli" and _is_whole(error)
        if is_ours or isinstance(error, KeyboardInterrupt):
            raise
        raise ExporterError(f"{failed}: {described(error)}", hint=hint(whose)) from error


def excess(error: MemoryError | RecursionError) -> str:
    """Return the part of a message that names the limit exceeded."""
    return "it takes more memory than there is" if isinstance(error, MemoryError) else "it is too deeply nested"


def _is_whole(error: Any) -> bool:  # noqa: ANN401 - a plugin may have put anything into it
    """Return whether an error of this package has texts and problems of the right types, so that it can be reported."""
    texts = (error.message, error.hint) if isinstance(error, ResumeError) else ()
    return all(type(text) is str for text in texts) and all(map(_is_problem, getattr(error, "problems", ())))


def described(error: BaseException) -> str:
    """Return the type and the message of an exception, even if its `__str__` fails."""
    name = type(error).__name__
    try:
        return f"{name}: {str(error)[:_LONGEST_REASON]}".rstrip(": ")
    except BaseException:  # noqa: BLE001 - a plugin's `__str__` may raise anything
        return name


def hint(whose: str) -> str:
    """Return the hint that names who can fix the fault."""
    return f"report it to the authors of {whose}; --debug shows where"


def checked(content: Any, report: Any) -> bytes:  # noqa: ANN401 - a plugin may return anything
    """Return the bytes that a plugin rendered. Raise TypeError for any other result, and for an invalid report."""
    # Not `isinstance`, which trusts the object's own `__class__`.
    if not issubclass(type(content), bytes):
        raise TypeError(f"it returned {type(content).__name__}, not bytes")
    pages = report.pages
    if pages is not None and (type(pages) is not int or not 0 <= pages < 10**6):
        raise TypeError("it reported a number of pages that is not a number")
    if not isinstance(report.problems, list) or not all(map(_is_problem, report.problems)):
        raise TypeError("it reported something other than problems")
    if not isinstance(report.missing_characters, set) or not all(
        type(each) is str for each in report.missing_characters
    ):
        raise TypeError("it reported missing characters that are not text")
    # Plain bytes, because a subclass may behave differently and may fail to arrive when a worker sends it.
    return b"".join((content,))


def _is_problem(problem: Any) -> bool:  # noqa: ANN401 - a plugin may report anything
    if type(problem) is not Problem or not isinstance(problem.path, tuple):
        return False
    texts: tuple[Any, ...] = (problem.code, problem.message, problem.hint, problem.severity)
    steps: tuple[Any, ...] = problem.path
    return all(type(text) is str for text in texts) and all(type(step) in {str, int} for step in steps)


@contextmanager
def _stdout_as_stderr() -> Iterator[None]:
    """Redirect stdout to stderr, including the output of C libraries and child processes."""
    kept = None
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        kept = os.dup(_STDOUT)
        os.dup2(_STDERR, _STDOUT)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        if kept is not None:
            for stream in (sys.stderr, sys.__stdout__, sys.stdout):
                with suppress(OSError, ValueError, AttributeError):
                    stream.flush()  # type: ignore[union-attr] # a closed stream is None
            os.dup2(kept, _STDOUT)
            os.close(kept)
