"""The table of exporters: the built-in ones by name, and those that other distributions provide.

A built-in format is found without looking at anything else. Entry points of the group
`resume_cli.exporters.v1` are looked up only for a name that is not built in or to list all exporters, and are
loaded only when used, so that a slow or broken plugin costs nothing to those who do not ask for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.errors import ExporterError, LimitError, ResumeError, ThemeError, TransferError, UsageError
from resume_cli.exporters import plugins
from resume_cli.suggestions import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from resume_cli.document import Document
    from resume_cli.export import Context, Exporter

#: The reference of each built-in exporter by its name.
BUILT_IN = {
    "pdf": "resume_cli.exporters.pdf.render:EXPORTER",
    "docx": "resume_cli.exporters.docx.render:EXPORTER",
    "html": "resume_cli.exporters.html.render:EXPORTER",
    "text": "resume_cli.exporters.text:EXPORTER",
    "markdown": "resume_cli.exporters.markdown:EXPORTER",
    "terminal": "resume_cli.exporters.terminal.view:EXPORTER",
    "tree": "resume_cli.exporters.tree:EXPORTER",
}
#: `-O token.accent=…` changes a token of the theme.
TOKEN = "token."  # noqa: S105 - a token of the theme, not a secret
#: Built-in formats that are not meant as files to send, so `all` leaves them out.
VIEWS = frozenset({"terminal", "tree"})
#: The help text on how to name formats.
FORMATS_HELP = f"{', '.join(name for name in BUILT_IN if name not in VIEWS)}: one, several with commas, or all."
OWN_DISTRIBUTION = "resume-press"
# Common names of formats that have another name here.
_NICKNAMES = {"md": "markdown", "txt": "text", "word": "docx", "doc": "docx", "htm": "html", "ansi": "terminal"}


class Registered(Struct, frozen=True):
    """An available exporter: its name, the distribution that provides it and its version, and its reference."""

    name: str
    distribution: str
    version: str
    reference: str


class LoadedExporter(Struct, frozen=True):
    """A loaded exporter and the distribution to name when it fails."""

    exporter: Exporter
    distribution: str


def registered() -> tuple[Registered, ...]:
    """Return all exporters, the built-in ones first, without loading any of them.

    Two exporters with the same name are both returned; `find` refuses them.
    """
    from resume_cli.version import __version__

    built_in = [Registered(name, OWN_DISTRIBUTION, __version__, where) for name, where in BUILT_IN.items()]
    brought = (Registered(each.name, *plugins.owner(each), each.value) for each in plugins.entry_points())
    return (*built_in, *sorted(brought, key=lambda each: (each.name, each.distribution)))


def all_formats() -> tuple[str, ...]:
    """Return the names that `all` stands for: every format except the views."""
    return tuple(dict.fromkeys(each.name for each in registered() if each.name not in VIEWS))


def find(name: str) -> LoadedExporter:
    """Return the exporter with a name, loading its module.

    Raises UsageError with a suggestion for an unknown name, ThemeError if two plugins claim it, and ExporterError
    if its module cannot be loaded or does not contain a valid exporter.
    """
    if name in BUILT_IN:
        return LoadedExporter(_load_built_in(BUILT_IN[name]), OWN_DISTRIBUTION)
    candidates = [each for each in plugins.entry_points() if each.name == name]
    if not candidates:
        raise _unknown(name)
    if len(candidates) > 1:
        owners = " and ".join(sorted(plugins.owner(each)[0] for each in candidates))
        message = f"two packages bring an exporter called {name}: {owners}"
        raise ThemeError(message, hint="uninstall one of them")
    return LoadedExporter(plugins.load(candidates[0]), plugins.owner(candidates[0])[0])


def parse_formats(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in comma-separated lists, each once, in order; `all` is every format except the views.

    Raises UsageError for an empty list and for an unknown name.
    """
    asked = [name.strip().lower() for text in texts for name in text.split(",")]
    if not all(asked) or not asked:
        message = "a format is missing"
        raise UsageError(message, hint=f"one of {', '.join(BUILT_IN)}, several with commas, or all")
    names = dict.fromkeys(name for each in asked for name in (all_formats() if each == "all" else (each,)))
    unknown = [name for name in names if name not in BUILT_IN]
    known = {each.name for each in plugins.entry_points()} if unknown else set()
    for name in unknown:
        if name not in known:
            raise _unknown(name)
    return tuple(names)


def render(found: LoadedExporter, document: Document, context: Context) -> bytes:
    """Return a document rendered by an exporter.

    Any exception becomes an error of this package, and so does a plugin's result that is not bytes. The error
    of a plugin names its distribution. The other formats can thus still be exported.
    """
    exporter, whose = found.exporter, found.distribution
    if whose == OWN_DISTRIBUTION:
        return _render_built_in(exporter, document, context)
    failed = f"the exporter {exporter.name} of {whose} failed"
    return plugins.call(lambda: plugins.checked(exporter.render(document, context), context.report), failed, whose)


def _render_built_in(exporter: Exporter, document: Document, context: Context) -> bytes:
    try:
        return exporter.render(document, context)
    except ResumeError:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitError(f"{exporter.name} cannot be made: {plugins.excess(error)}") from error
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise TransferError(f"{exporter.name} cannot be made: {place}{error.strerror or error}") from error
    except Exception as error:
        message = f"the exporter {exporter.name} failed: {plugins.described(error)}"
        raise ExporterError(message, hint="this is a bug here; --debug shows where") from error


def _load_built_in(reference: str) -> Exporter:
    module, _, attribute = reference.partition(":")
    exporter: Exporter = getattr(import_module(module), attribute)
    return exporter


def _unknown(name: str) -> UsageError:
    names = list(dict.fromkeys(each.name for each in registered()))
    # Two letters swapped in a name of three yield a similarity of 0.67.
    meant = _NICKNAMES.get(name) or closest(name, names, 0.6)
    if meant:
        hint = f"did you mean `{meant}`?"
    elif any(mark in name for mark in "./\\"):
        hint = f"the format comes before the profile: resume export pdf {name}"
    else:
        hint = f"formats: {', '.join(names)}, or all"
    return UsageError(f"unknown format `{name}`", hint=hint)


def check_options(exporters: Collection[Exporter], options: Mapping[str, str]) -> None:
    """Raise UsageError for an option that none of the exporters has and that is not a token of the theme."""
    known = {key for exporter in exporters for key in exporter.options}
    for key in options:
        if key not in known and not key.startswith(TOKEN):
            raise _unknown_option(key, known, ", ".join(exporter.name for exporter in exporters))


def _unknown_option(key: str, known: set[str], names: str) -> UsageError:
    from resume_cli.theme.tokens import TOKENS

    if key in TOKENS:
        hint = f"a token of the theme is written `{TOKEN}{key}`"
    else:
        listed = ", ".join(sorted(known)) or "none"
        hint = did_you_mean(key, known) or f"options of {names}: {listed}; tokens of the theme: {TOKEN}NAME=VALUE"
    return UsageError(f"{names} has no option `{key}`", hint=hint)
