"""Where the outputs of a batch go: a folder here, or one behind an fsspec address."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from resume_cli.batch.remote import open_address, reason
from resume_cli.errors import OutputError, RefusedError, TransferError
from resume_cli.output import writer

_NEVER_INCLUDED = frozenset({".pdf", ".docx", ".html", ".txt", ".md", ".ndjson", ".jsonl", ".log"})


class OutputStore(Struct):
    """A folder for outputs behind an address; names have `/` between their parts.

    `root` is used like a `pathlib.Path`. Stores such as S3 show a file when all of it has arrived.
    """

    root: Any
    #: Whether a failure to write concerns all outputs, as a full disk does.
    is_local = False

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

    def check(self, name: str, inputs: writer.Inputs) -> None:
        """Raise RefusedError when an output would overwrite an input, which is a file of this machine."""

    def may_replace_input(self, name: str) -> bool:  # noqa: ARG002 - of the folder below
        """Return whether a file is there already that could be what a profile includes."""
        return False

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
    is_local = True

    def prepare(self) -> None:
        """Make the folder, and remove what a killed run left half-written."""
        writer.make_folder(self.root)
        writer.sweep(self.root, below=True)

    def check(self, name: str, inputs: writer.Inputs) -> None:
        """Refuse an output that is an input, or goes through a link in the folder."""
        path = self.root / name
        if writer.resolve(path, follow=False) in inputs:
            message = f"{path} is an input or the report: it would be overwritten"
            raise RefusedError(message, hint="choose another folder with --output, or other names with --name")
        for folder in list(path.relative_to(self.root).parents)[:-1]:
            if (self.root / folder).is_symlink():
                message = f"{self.root / folder} is a link, and nothing is written through links in a folder"
                raise RefusedError(message, hint="remove the link, or name the folder with --output")

    def may_replace_input(self, name: str) -> bool:
        """As above."""
        return may_be_included(self.root / name)

    def write(self, name: str, content: bytes) -> None:
        """Write a file, and the folder it belongs in."""
        path = self.root / name
        writer.make_folder(path.parent)
        # A power cut may cost the last seconds of a batch, which `--resume` notices by the hash of the file.
        writer.write(path, content, durable=False, follow=False)


def may_be_included(path: Path) -> bool:
    """Return whether there is a file that a profile could include, or a theme: none that only exporters write."""
    return path.suffix.lower() not in _NEVER_INCLUDED and os.path.lexists(path)


def open_store(text: str) -> OutputStore:
    """Return the store that `--output` names. An address raises MissingPartError without the extra `remote`."""
    return OutputStore(open_address(text)) if "://" in text else FolderStore(Path(text))
