"""What each output was made of: a line of JSON per output, written as it is done, and read to continue a run.

A line holds the output's record, its `name` within the output folder, its `key` (a hash over all that it was made
of, but for the files that the profile includes) and the hashes of those files. An output is up to date when key and
hashes are the same and its bytes are those that were written. A line that was cut off by a crash is skipped.
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


#: The libraries that decide the bytes of a format.
_MADE_WITH = {"pdf": "weasyprint", "docx": "python-docx"}


class Line(Struct, frozen=True):
    """What is known of an output: its key, the hashes of the files that its profile includes, and its record."""

    key: str
    inputs: Mapping[str, str]
    record: Mapping[str, Any]


class Journal(Struct):
    """A journal to write; if it is `optional`, the run goes on without it where it cannot be written."""

    path: Path
    optional: bool = False
    _file: IO[bytes] | None = None
    # Lines from before it was opened: while names are being found, nothing may be overwritten yet.
    _early: list[str] = field(default_factory=list)

    @contextmanager
    def open(self, *, keep: bool) -> Iterator[None]:
        """Keep the file open, after the lines that it has or without them. Raises OutputError."""
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
            with suppress(OSError):  # what could not be written was told then
                self._file.close()

    def add(self, record: Mapping[str, Any], name: str, key: str, inputs: Mapping[str, str]) -> None:
        """Write a line; from here on it survives the death of this process. Raises TransferError."""
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
    """Open a journal at its end; a last line that was cut off is ended."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+b" if keep else "wb")
    if keep and file.seek(0, os.SEEK_END):
        file.seek(-1, os.SEEK_END)
        file.write(b"" if file.read(1) == b"\n" else b"\n")
    return file


def read(paths: Iterable[Path]) -> dict[str, Line]:
    """Return the last line of each output that was made, by the output's name; a missing journal is empty."""
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
    """Return the hash over all that an output is made of, but for the files that the profile includes.

    `installed` is the hash over the environment; `themes` keeps those over themes that were asked for.
    """
    options, theme = spec.options, spec.options.theme or ""
    if theme not in themes:
        themes[theme] = theme_digest(theme, options.tokens) if theme else ""
    parts = [
        *(installed, sha256(task.content).hexdigest(), task.created, task.input_format),
        task.label,  # decides the input format where none is given, and is part of messages
        *(options.format, options.language, options.variant, theme, themes[theme]),
        *(sorted(options.options.items()), sorted(options.tokens.items())),
        *(options.allow_missing_glyphs, options.untrusted is not None),
    ]
    return sha256(json.dumps(parts).encode()).hexdigest()


def environment(formats: Iterable[str]) -> str:
    """Return the hash over what is installed: versions, built-in themes, fonts, and the exporters of the formats."""
    wanted = tuple(formats)
    parts: list[object] = [sorted(versions(wanted).items())]
    brought = registry.registered() if not registry.BUILT_IN.keys() >= set(wanted) else ()
    parts += [[each.name, each.distribution, each.version] for each in brought if each.name in wanted]
    # Hashing the files of the themes takes a tenth of reading them.
    parts += [sha256(file.read_bytes()).hexdigest() for file in sorted(theme_folder().glob("*/*.*"))]
    fonts = font_folder()
    parts += sorted([str(face.relative_to(fonts)), face.stat().st_size] for face in fonts.glob("*/*.ttf"))
    return sha256(json.dumps(parts).encode()).hexdigest()


def versions(formats: Iterable[str] = tuple(_MADE_WITH)) -> dict[str, str]:
    """Return the versions that must be the same on every worker, for the same bytes of these formats to come out."""
    found = {"resume-press": __version__}
    for library in filter(None, map(_MADE_WITH.get, formats)):
        # 10 ms, which an HTML page can do without.
        from importlib.metadata import version

        found[library] = version(library)
    return found


def theme_digest(name: str, tokens: Mapping[str, str] | None = None) -> str:
    """Return the hash over all that a theme is made of, with what it takes from the themes it extends."""
    theme = load_theme(name, tokens)
    return sha256(repr((sorted(theme.tokens.items()), theme.css, theme.foreign)).encode()).hexdigest()


def state_path(destination: str, kind: str = "batch") -> Path:
    """Return where the journal of an output folder is kept when no report was asked for: nowhere without a home.

    `kind` is the command whose it is.
    """
    base = os.environ.get("XDG_STATE_HOME") or ""
    try:
        folder = Path(base) if Path(base).is_absolute() else Path("~/.local/state").expanduser()
    except RuntimeError:
        return Path(os.devnull)
    return folder / "resume-press" / kind / f"{sha256(os.fsencode(destination)).hexdigest()[:32]}.ndjson"
