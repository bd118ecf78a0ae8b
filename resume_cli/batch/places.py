"""Where outputs of a batch go: a folder here, or one behind an fsspec address."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from resume_cli.errors import RefusedError
from resume_cli.output import writer

if TYPE_CHECKING:
    from collections.abc import Iterable


class OutputStore(Protocol):
    """A folder for outputs; names have `/` between their parts."""

    @property
    def identity(self) -> str:
        """The folder's full name, the same from wherever it is asked for."""
        ...

    def prepare(self) -> None:
        """Make the folder; raises OutputError."""
        ...

    def refuse(self, names: Iterable[str], inputs: Iterable[Path]) -> None:
        """Raise RefusedError when an output would overwrite an input."""
        ...

    def write(self, name: str, content: bytes) -> str:
        """Write a file, all or nothing, and return its place for people; raises OutputError or TransferError."""
        ...

    def shown(self, name: str) -> str:
        """Return the place of a file for people."""
        ...

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 of a file that is there."""
        ...


@dataclass(slots=True)
class FolderStore:
    """A folder of this machine."""

    folder: Path
    _made: set[Path] = field(default_factory=set)

    @property
    def identity(self) -> str:
        """The absolute path, symbolic links followed."""
        return str(self.folder.resolve())

    def prepare(self) -> None:
        """Make the folder, and clear away what a run that was killed left half-written."""
        writer.make_folder(self.folder)
        writer.sweep(self.folder)

    def refuse(self, names: Iterable[str], inputs: Iterable[Path]) -> None:
        """Refuse outputs that are inputs."""
        root = self.folder.resolve()
        sources = {each.resolve() for each in inputs}
        for name in names:
            if root / name in sources:
                message = f"{self.folder / name} is an input: it would be overwritten"
                raise RefusedError(message, hint="choose another folder with --output")

    def write(self, name: str, content: bytes) -> str:
        """Write a file atomically."""
        path = self.folder / name
        if path.parent not in self._made:
            writer.make_folder(path.parent)
            self._made.add(path.parent)
        # A power cut may cost the last seconds of a batch, which `--resume` notices by the hash of the file.
        writer.write(path, content, durable=False)
        return str(path)

    def shown(self, name: str) -> str:
        """Return the path."""
        return str(self.folder / name)

    def digest(self, name: str) -> str | None:
        """Return the hash of what is there."""
        try:
            return sha256((self.folder / name).read_bytes()).hexdigest()
        except OSError:
            return None


def open_store(text: str) -> OutputStore:
    """Return the place that `--output` names; addresses need the extra `remote`."""
    if "://" in text:
        from resume_cli.batch.remote import RemoteStore

        return RemoteStore(text)
    return FolderStore(Path(text))
