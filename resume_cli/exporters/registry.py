"""The table of exporters: the built-in ones by name, and those that other distributions bring.

A built-in format is found without looking at anything else. Entry points of the group
`resume_cli.exporters.v1` are looked up only for a name that is not built in, or to list them all, and are
loaded only to be used: a plugin that is slow or broken costs nothing to those who do not ask for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resume_cli.errors import ExporterError, LimitError, ResumeError, ThemeError, TransferError, UsageError
from resume_cli.export import ENTRY_POINT_GROUP, Exporter
from resume_cli.suggestions import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from importlib.metadata import EntryPoint

    from resume_cli.document import Document
    from resume_cli.export import Context

#: Built-in exporters: the name of each, and where it is.
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
TOKEN = "token."  # noqa: S105 - of a theme
#: Built in, but nobody's idea of a file to send: `all` leaves them out.
VIEWS = frozenset({"terminal", "tree"})
#: How formats are asked for, in help.
FORMATS_HELP = f"{', '.join(name for name in BUILT_IN if name not in VIEWS)}: one, several with commas, or all."
OWN_DISTRIBUTION = "resume-press"
# What people call formats that have another name here.
_NICKNAMES = {"md": "markdown", "txt": "text", "word": "docx", "doc": "docx", "htm": "html", "ansi": "terminal"}


class Registered(Struct, frozen=True):
    """An exporter that can be asked for: its name, who brings it (distribution and version), and where it is."""

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

    Two with one name are both returned: `find` refuses them.
    """
    from resume_cli.version import __version__

    built_in = [Registered(name, OWN_DISTRIBUTION, __version__, where) for name, where in BUILT_IN.items()]
    plugins = sorted(map(_registered, _entry_points()), key=lambda each: (each.name, each.distribution))
    return (*built_in, *plugins)


def all_formats() -> tuple[str, ...]:
    """Return the names that `all` stands for: every format but the views."""
    return tuple(dict.fromkeys(each.name for each in registered() if each.name not in VIEWS))


def find(name: str) -> LoadedExporter:
    """Load the exporter called so.

    Raises UsageError with a suggestion for an unknown name, ThemeError when two plugins claim it, and
    ExporterError when its module cannot be loaded or holds something else.
    """
    if name in BUILT_IN:
        return LoadedExporter(_load_built_in(BUILT_IN[name]), OWN_DISTRIBUTION)
    candidates = [each for each in _entry_points() if each.name == name]
    if not candidates:
        raise _unknown(name)
    if len(candidates) > 1:
        owners = " and ".join(sorted(_registered(each).distribution for each in candidates))
        message = f"two packages bring an exporter called {name}: {owners}"
        raise ThemeError(message, hint="uninstall one of them")
    return LoadedExporter(_load_plugin(candidates[0]), _registered(candidates[0]).distribution)


def parse_formats(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in comma-separated lists, each once, in order; `all` is every format but the views.

    Raises UsageError for an empty list and for an unknown name.
    """
    asked = [name.strip().lower() for text in texts for name in text.split(",")]
    if not all(asked) or not asked:
        message = "a format is missing"
        raise UsageError(message, hint=f"one of {', '.join(BUILT_IN)}, several with commas, or all")
    names = dict.fromkeys(name for each in asked for name in (all_formats() if each == "all" else (each,)))
    unknown = [name for name in names if name not in BUILT_IN]
    known = {each.name for each in _entry_points()} if unknown else set()
    for name in unknown:
        if name not in known:
            raise _unknown(name)
    return tuple(names)


def render(found: LoadedExporter, document: Document, context: Context) -> bytes:
    """Let an exporter render.

    Whatever it raises beside our own errors, and any result that is not bytes, becomes an ExporterError that
    names its distribution, so that the other formats can go on.
    """
    exporter = found.exporter
    try:
        content: object = exporter.render(document, context)
    except ResumeError:
        raise
    except (MemoryError, RecursionError) as error:
        reason = "it takes more memory than there is" if isinstance(error, MemoryError) else "it is too deeply nested"
        message = f"{exporter.name} of {found.distribution} cannot be made: {reason}"
        raise LimitError(message) from error
    except (Exception, SystemExit) as error:
        if isinstance(error, OSError) and error.errno is not None:
            # The machine's fault, not a mistake: a file of ours cannot be read, there are no file descriptors left.
            where = f"{error.filename}: " if error.filename else ""
            raise TransferError(f"{exporter.name} cannot be made: {where}{error.strerror}") from error
        message = f"the exporter {exporter.name} of {found.distribution} failed: {type(error).__name__}: {error}"
        raise ExporterError(message, hint=_whose(found.distribution)) from error
    if not isinstance(content, bytes):
        kind = type(content).__name__
        message = f"the exporter {exporter.name} of {found.distribution} returned {kind} where bytes were due"
        raise ExporterError(message, hint=_whose(found.distribution))
    return content


def _whose(distribution: str) -> str:
    if distribution == OWN_DISTRIBUTION:
        return "this is a bug here; --debug shows where"
    return f"report it to the authors of {distribution}; --debug shows where"


def _load_built_in(reference: str) -> Exporter:
    module, _, attribute = reference.partition(":")
    exporter: Exporter = getattr(import_module(module), attribute)
    return exporter


def _load_plugin(entry: EntryPoint) -> Exporter:
    owner = _registered(entry).distribution
    try:
        exporter: object = entry.load()
    except (Exception, SystemExit) as error:
        message = f"the exporter {entry.name} of {owner} cannot be loaded: {type(error).__name__}: {error}"
        raise ExporterError(message, hint=_whose(owner)) from error
    if not isinstance(exporter, Exporter):
        message = f"the entry point {entry.name} of {owner} is no Exporter but {type(exporter).__name__}"
        raise ExporterError(message, hint=_whose(owner))
    # The name that people ask for is the entry point's; a plugin cannot pass for another in messages.
    return exporter if exporter.name == entry.name else replace(exporter, name=entry.name)


def _entry_points() -> Iterator[EntryPoint]:
    """Yield the entry points of the group; a name that is built in is never a plugin's."""
    from importlib.metadata import entry_points

    seen = set()
    for each in entry_points(group=ENTRY_POINT_GROUP):
        key = (each.name, each.value, each.dist.name if each.dist else "")
        if key not in seen:
            seen.add(key)
            yield each


def _registered(entry: EntryPoint) -> Registered:
    owner = entry.dist.name if entry.dist else "an unknown package"
    return Registered(entry.name, owner, entry.dist.version if entry.dist else "", entry.value)


def _unknown(name: str) -> UsageError:
    names = list(dict.fromkeys(each.name for each in registered()))
    # In a name of three letters, two that changed places are a similarity of 0.67.
    meant = _NICKNAMES.get(name) or closest(name, names, 0.6)
    if meant:
        hint = f"did you mean `{meant}`?"
    elif any(mark in name for mark in "./\\"):
        hint = f"the format stands before the profile: resume export pdf {name}"
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
