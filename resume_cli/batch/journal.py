"""What was made of what: a line of JSON per output, written as it is done, and read to continue a run.

A line holds the output's record, its `name` within the output folder, its `key` (a hash over all that it was made
of, but for the files beside the profile) and the hashes of those files. An output is up to date when key and
hashes are the same and its bytes are those that were written. A line that was cut off by a crash is passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from resume_cli.errors import OutputError, TransferError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resume_cli.batch.tasks import OutputSpec, Task


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of an output: its key, the files beside the profile, the hash of its bytes, its record."""

    key: str
    inputs: Mapping[str, str]
    sha256: str
    record: Mapping[str, Any]


@dataclass(slots=True)
class Journal:
    """A journal that is being written; one that is `optional` is gone without where it cannot be."""

    path: Path
    optional: bool = False
    file: IO[str] | None = None

    def open(self, *, keep: bool) -> None:
        """Begin: after what is there, or anew. Raises OutputError."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            cut = keep and self.path.exists() and not _ends_with_line(self.path)
            self.file = self.path.open("a" if keep else "w", encoding="utf-8", errors="surrogatepass")
            if cut:
                self.file.write("\n")
        except OSError as error:
            if self.optional:
                return
            message = f"{self.path} cannot be written: {error.strerror}"
            raise OutputError(message) from error

    def note(self, record: Mapping[str, Any], name: str, key: str, inputs: Mapping[str, str]) -> None:
        """Write a line; it survives the death of this process from here on."""
        if self.file is None:
            return
        try:
            self.file.write(
                json.dumps({**record, "name": name, "key": key, "inputs": inputs}, ensure_ascii=False) + "\n"
            )
            self.file.flush()
        except OSError as error:
            message = f"writing {self.path} failed: {error.strerror}"
            raise TransferError(message) from error

    def close(self) -> None:
        """Finish."""
        if self.file is not None:
            self.file.close()
            self.file = None


def _ends_with_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        if file.tell() == 0:
            return True
        file.seek(-1, 2)
        return file.read(1) == b"\n"


def read(paths: Iterable[Path]) -> dict[str, Line]:
    """Return the last successful line of each output by its name; a journal that is not there is empty."""
    lines: dict[str, Line] = {}
    for path in paths:
        try:
            with path.open("rb") as file:
                for text in file:
                    _take(text, lines)
        except OSError:
            continue
    return lines


def _take(text: bytes, lines: dict[str, Line]) -> None:
    try:
        record = json.loads(text)
        name, key, inputs = record.pop("name"), record.pop("key"), record.pop("inputs")
        digest = record["sha256"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    if isinstance(name, str) and isinstance(key, str) and isinstance(inputs, dict) and isinstance(digest, str):
        lines[name] = Line(key, inputs, digest, record)


@dataclass(slots=True)
class Keys:
    """Computes keys; what is the same for a whole run is hashed once."""

    environment: str
    themes: dict[str, str] = field(default_factory=dict)

    def key(self, task: Task, piece: OutputSpec) -> str:
        """Return the hash over all that an output is made of, but for the files beside the profile."""
        parts = [
            self.environment,
            sha256(task.content).hexdigest(),
            task.input_format or "",
            # The label decides how the format is told, and stands in messages.
            task.label,
            repr(task.created),
            piece.format,
            piece.language or "",
            piece.variant or "",
            self._theme(piece.theme),
            json.dumps([sorted(task.options.items()), sorted(task.tokens.items())]),
        ]
        return sha256(json.dumps(parts).encode()).hexdigest()

    def _theme(self, name: str | None) -> str:
        if name is None:
            return ""
        if name not in self.themes:
            self.themes[name] = name if not Path(name).is_dir() else f"{name} {folder_digest(Path(name))}"
        return self.themes[name]


def environment(formats: Iterable[str]) -> str:
    """Return the hash over what is installed: versions, built-in themes, fonts, and who brings the formats."""
    from resume_cli.batch.worker import versions
    from resume_cli.exporters import registry
    from resume_cli.theme.fonts import font_folder
    from resume_cli.theme.loader import theme_folder, theme_names

    wanted = set(formats)
    parts: list[object] = [sorted(versions().items())]
    parts += [[each.name, each.distribution, each.version] for each in registry.registered() if each.name in wanted]
    parts += [[name, folder_digest(theme_folder() / name)] for name in theme_names()]
    fonts = font_folder()
    parts += sorted([str(face.relative_to(fonts)), face.stat().st_size] for face in fonts.glob("*/*.ttf"))
    return sha256(json.dumps(parts).encode()).hexdigest()


def folder_digest(folder: Path) -> str:
    """Return the hash over the files of a theme's folder."""
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()


def state_path(destination: str) -> Path:
    """Return where the journal of an output folder is kept when no report was asked for."""
    import os

    base = os.environ.get("XDG_STATE_HOME") or ""
    folder = Path(base) if Path(base).is_absolute() else Path("~/.local/state").expanduser()
    return folder / "resume-press" / "batch" / f"{sha256(destination.encode()).hexdigest()[:32]}.ndjson"
