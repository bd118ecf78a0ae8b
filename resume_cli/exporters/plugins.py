"""Exporters of other distributions: found, checked and called so that their faults are reported as theirs.

They are programs that somebody installed, and trusted as such. What they print does not reach the data on stdout, what
they raise costs their own output only, and what they return is what it should be before anybody uses it.
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
#: What a name is called and a suffix is: parts of a file name that lead nowhere.
_NAME = re.compile(r"\w[\w.+-]{0,39}")
_SUFFIX = re.compile(r"\.\w[\w+-]{0,19}(?:\.\w[\w+-]{0,19})?")
_KINDS: Mapping[str, Any] = {
    "suffix": str, "media_type": str, "binary": bool, "embeds_fonts": bool, "options": Mapping, "render": Callable,
}  # fmt: skip
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}(?:;[ \w.+=\"-]{0,80})?", re.ASCII)


def entry_points() -> Iterator[EntryPoint]:
    """Yield the entry points of the group, each once; a distribution whose files are broken has none."""
    from importlib import metadata

    try:
        found = list(metadata.entry_points(group=ENTRY_POINT_GROUP))
    except Exception:  # noqa: BLE001 - the parser of a version of Python raises what it likes
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
    """Return the name and the version of the distribution that brings an entry point."""
    with suppress(Exception):
        if entry.dist:
            return str(entry.dist.name or "an unknown package"), str(entry.dist.version or "")
    return "an unknown package", ""


def load(entry: EntryPoint) -> Exporter:
    """Return the exporter of an entry point. Raises ExporterError when it cannot be loaded or is something else."""
    whose = owner(entry)[0]
    exporter = call(entry.load, f"the exporter {entry.name} of {whose} cannot be loaded", whose)
    wrong = call(lambda: _wrong(entry.name, exporter), f"the exporter {entry.name} of {whose} is broken", whose)
    if wrong:
        raise ExporterError(f"the exporter {entry.name} of {whose} {wrong}", hint=hint(whose))
    # The name that people ask for is the entry point's; a plugin cannot pass for another in messages.
    return Exporter(
        entry.name,
        exporter.suffix,
        exporter.media_type,
        exporter.binary,
        exporter.render,
        dict(exporter.options),
        exporter.embeds_fonts,
    )


def _wrong(name: str, exporter: Any) -> str:  # noqa: ANN401 - whatever it leads to
    """Return what is wrong with what an entry point leads to, or nothing."""
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
    """Call a function of a plugin; what it prints goes to stderr.

    Whatever it raises beside our own errors becomes an ExporterError that begins with `failed`.
    """
    try:
        with _stdout_as_stderr():
            return function()
    except (MemoryError, RecursionError) as error:
        raise LimitError(f"{failed}: {excess(error)}") from error
    except BaseException as error:
        # Our own errors, Ctrl-C, and what our handlers of signals raise.
        is_ours = type(error).__module__.partition(".")[0] == "resume_cli" and _is_whole(error)
        if is_ours or isinstance(error, KeyboardInterrupt):
            raise
        raise ExporterError(f"{failed}: {described(error)}", hint=hint(whose)) from error


def excess(error: MemoryError | RecursionError) -> str:
    """Return what there was too much of."""
    return "it takes more memory than there is" if isinstance(error, MemoryError) else "it is too deeply nested"


def _is_whole(error: Any) -> bool:  # noqa: ANN401 - a plugin may have put anything into it
    """Return whether an error of ours can be told."""
    texts = (error.message, error.hint) if isinstance(error, ResumeError) else ()
    return all(type(text) is str for text in texts) and all(map(_is_problem, getattr(error, "problems", ())))


def described(error: BaseException) -> str:
    """Return what an exception says, whatever its `__str__` does."""
    name = type(error).__name__
    try:
        return f"{name}: {str(error)[:_LONGEST_REASON]}".rstrip(": ")
    except BaseException:  # noqa: BLE001 - an exception of an exception
        return name


def hint(whose: str) -> str:
    """Return who can mend it."""
    return f"report it to the authors of {whose}; --debug shows where"


def checked(content: Any, report: Any) -> bytes:  # noqa: ANN401 - as it comes from a plugin
    """Return the bytes that a plugin rendered. Raises TypeError for anything else, and for a wrong report."""
    # Not `isinstance`, which asks the object itself.
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
    # A subclass may be anything, and need not arrive where a worker sends it.
    return b"".join((content,))


def _is_problem(problem: Any) -> bool:  # noqa: ANN401 - as above
    if type(problem) is not Problem or not isinstance(problem.path, tuple):
        return False
    texts: tuple[Any, ...] = (problem.code, problem.message, problem.hint, problem.severity)
    steps: tuple[Any, ...] = problem.path
    return all(type(text) is str for text in texts) and all(type(step) in {str, int} for step in steps)


@contextmanager
def _stdout_as_stderr() -> Iterator[None]:
    """Let all that is printed go to stderr, from C and from other programs as well."""
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
