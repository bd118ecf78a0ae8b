"""The journal of a batch: a line of JSON per output, written when the output is done and read to continue a run.

A line contains the record of the output, its `name` within the output folder, its `key` (a hash of all its inputs
except the files that the profile includes) and the hashes of those files. An output is up to date if its key and these
hashes are the same and its bytes have not changed. A line that was cut off by a crash is skipped.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import Struct, field

from resume_cli.errors import OutputError, TransferError
from resume_cli.exporters import registry
from resume_cli.theme.fonts import font_folder
from resume_cli.theme.loader import load_theme, theme_folder
from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resume_cli.batch.tasks import OutputSpec, Task


#: The library on which the bytes of each format depend.
_MADE_WITH = {"pdf": "weasyprint", "docx": "python-docx"}


class Line(Struct, frozen=True):
    """A line about an output: its key, the hashes of the files that its profile includes, and its record."""

    key: str
    inputs: Mapping[str, str]
    record: Mapping[str, Any]


class Journal(Struct):
    """A journal to write; if it is `optional` and cannot be written, the run continues without it."""

    path: Path
    optional: bool = False
    _file: IO[bytes] | None = None
    # Lines added before the file is opened. While names are being determined, no file may be overwritten yet.
    _early: list[str] = field(default_factory=list)

    @contextmanager
    def open(self, *, keep: bool) -> Iterator[None]:
        """Open the file for the duration of the context and `keep` or discard its lines; raises OutputError."""
        try:
            self._file = _open(self.path, keep=keep)
        except OSError as error:
            if not self.optional:
                raise OutputError(f"{self.path} cannot be written: {error.strerror}") from error
            self.path = Path(os.devnull)
            self._file = _open(self.path, keep=False)
        try:
            for line in self._early:
                self._write(line)
            yield
        finally:
            with suppress(OSError):  # failures to write have already been reported
                self._file.close()

    def add(self, record: Mapping[str, Any], name: str, key: str, inputs: Mapping[str, str]) -> None:
        """Write a line, which survives a crash of this process; raises TransferError."""
        self._write(json.dumps({**record, "name": name, "key": key, "inputs": inputs}, ensure_ascii=False))

    def _write(self, line: str) -> None:
        if self._file is None:
            self._early.append(line)
            return
        try:
            self._file.write(line.encode("utf-8", "surrogatepass") + b"\n")
            self._file.flush()
        except OSError as error:
            raise TransferError(f"writing {self.path} failed: {error.strerror}") from error


def _open(path: Path, *, keep: bool) -> IO[bytes]:
    """Open a journal at its end, and complete a last line that was cut off with a line end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+b" if keep else "wb")
    if keep and file.seek(0, os.SEEK_END):
        file.seek(-1, os.SEEK_END)
        file.write(b"" if file.read(1) == b"\n" else b"\n")
    return file


def read(paths: Iterable[Path]) -> dict[str, Line]:
    """Return the last line of each successful output by its name; a missing journal counts as empty."""
    lines: dict[str, Line] = {}
    for path in paths:
        with suppress(OSError), path.open("rb") as file:
            for text in file:
                with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    record = json.loads(text)
                    name, key, inputs = record.pop("name"), record.pop("key"), dict(record.pop("inputs"))
                    if isinstance(name, str) and isinstance(record["sha256"], str):
                        lines[name] = Line(key, inputs, record)
    return lines


def output_key(installed: str, themes: dict[str, str], task: Task, spec: OutputSpec) -> str:
    """Return the hash of all inputs of an output except the files that the profile includes.

    `installed` is the hash of the environment, and `themes` caches the hashes of requested themes.
    """
    options, theme = spec.options, spec.options.theme or ""
    if theme not in themes:
        themes[theme] = theme_digest(theme, options.tokens) if theme else ""
    parts = [
        *(installed, sha256(task.content).hexdigest(), task.created, task.input_format),
        task.label,  # determines the input format if none is given, and is part of messages
        *(options.format, options.language, options.variant, theme, themes[theme]),
        *(sorted(options.options.items()), sorted(options.tokens.items())),
        *(options.allow_missing_glyphs, options.untrusted is not None),
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def environment(formats: Iterable[str]) -> str:
    """Return the hash of the installation: versions, built-in themes, fonts, and the exporters of the formats."""
    wanted = tuple(formats)
    parts: list[object] = [sorted(versions(wanted).items())]
    brought = registry.registered() if not registry.BUILT_IN.keys() >= set(wanted) else ()
    parts += [[each.name, each.distribution, each.version] for each in brought if each.name in wanted]
    # The files are hashed because this takes a tenth of the time of loading the themes.
    parts += [sha256(file.read_bytes()).hexdigest() for file in sorted(theme_folder().glob("*/*.*"))]
    fonts = font_folder()
    parts += sorted([str(face.relative_to(fonts)), face.stat().st_size] for face in fonts.glob("*/*.ttf"))
    return sha256(json.dumps(parts).encode()).hexdigest()


def versions(formats: Iterable[str] = tuple(_MADE_WITH)) -> dict[str, str]:
    """Return the versions that must be equal on all workers for these formats to have the same bytes."""
    found = {"resume-press": __version__}
    for library in filter(None, map(_MADE_WITH.get, formats)):
        # This import takes 10 ms and is not needed for formats such as HTML.
        from importlib.metadata import version

        found[library] = version(library)
    return found


def theme_digest(name: str, tokens: Mapping[str, str] | None = None) -> str:
    """Return the hash of a theme, including everything from the themes that it extends."""
    theme = load_theme(name, tokens)
    return sha256(repr((sorted(theme.tokens.items()), theme.css, theme.foreign)).encode()).hexdigest()


def state_path(destination: str, kind: str = "batch") -> Path:
    """Return the path of the journal of an output folder for runs without a report.

    `kind` is the command that writes it. Without a home directory, this is the null device.
    """
    base = os.environ.get("XDG_STATE_HOME") or ""
    try:
        folder = Path(base) if Path(base).is_absolute() else Path("~/.local/state").expanduser()
    except RuntimeError:
        return Path(os.devnull)
    return folder / "resume-press" / kind / f"{sha256(os.fsencode(destination)).hexdigest()[:32]}.ndjson"
