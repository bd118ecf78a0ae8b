"""Where the outputs of a batch go: a folder here, or one behind an fsspec address."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.batch.remote import open_address, reason
from resume_cli.errors import OutputError, RefusedError, TransferError
from resume_cli.output import writer

if TYPE_CHECKING:
    from collections.abc import Iterable


class OutputStore(Struct):
    """A folder for outputs behind an address; names have `/` between their parts.

    `root` is used like a `pathlib.Path`. Stores such as S3 show a file when all of it has arrived.
    """

    root: Any

    @property
    def identity(self) -> str:
        """The folder's full name, the same from wherever it is asked for."""
        return str(self.root.resolve())

    def prepare(self) -> None:
        """Make the folder, where the store knows folders. Raises OutputError."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except Exception as error:
            raise OutputError(f"{self.root} cannot be written: {reason(error)}") from error

    def check_inputs(self, names: Iterable[str], inputs: Iterable[Path]) -> None:
        """Raise RefusedError when an output would overwrite an input, which is a file of this machine."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file, all or nothing. Raises OutputError or TransferError."""
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except Exception as error:
            raise TransferError(f"writing {path} failed: {reason(error)}") from error

    def location(self, name: str) -> str:
        """Return where a file is, for people."""
        return str(self.root / name)

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 of a file, or nothing when it cannot be read: it is then made again."""
        try:
            return sha256((self.root / name).read_bytes()).hexdigest()
        except Exception:  # noqa: BLE001 - each protocol has errors of its own
            return None


class FolderStore(OutputStore):
    """A folder of this machine, written through the atomic writer."""

    root: Path

    def prepare(self) -> None:
        """Make the folder, and remove what a killed run left half-written."""
        writer.make_folder(self.root)
        writer.sweep(self.root)

    def check_inputs(self, names: Iterable[str], inputs: Iterable[Path]) -> None:
        """Refuse outputs that are inputs."""
        root = self.root.resolve()
        sources = {each.resolve() for each in inputs}
        for name in names:
            if root / name in sources:
                message = f"{self.root / name} is an input: it would be overwritten"
                raise RefusedError(message, hint="choose another folder with --output")

    def write(self, name: str, content: bytes) -> None:
        """Write a file, and the folder it belongs in."""
        path = self.root / name
        writer.make_folder(path.parent)
        # A power cut may cost the last seconds of a batch, which `--resume` notices by the hash of the file.
        writer.write(path, content, durable=False)


def open_store(text: str) -> OutputStore:
    """Return the store that `--output` names. An address raises MissingPartError without the extra `remote`."""
    return OutputStore(open_address(text)) if "://" in text else FolderStore(Path(text))
