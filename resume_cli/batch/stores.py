"""The stores for the outputs of a batch: a local folder, or a folder at an fsspec address."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from resume_cli.batch.remote import open_address
from resume_cli.errors import OutputError, RefusedError, TransferError
from resume_cli.exporters.plugins import described
from resume_cli.output import writer

_NEVER_INCLUDED = frozenset({".pdf", ".docx", ".html", ".txt", ".md", ".ndjson", ".jsonl", ".log"})


class OutputStore(Struct):
    """A folder for outputs at an address; names have `/` between their parts.

    `root` is used like a `pathlib.Path`. Stores such as S3 show a file only after it has been transferred completely.
    """

    root: Any
    #: Whether a failure to write affects all outputs, as a full disk does.
    is_local = False

    @property
    def identity(self) -> str:
        """The absolute name of the folder, which does not depend on the current folder."""
        return str(self.root.resolve())

    def prepare(self) -> None:
        """Make the folder, if the store has folders; raises OutputError."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except Exception as error:
            raise OutputError(f"{self.root} cannot be written: {described(error)}") from error

    def check(self, name: str, inputs: writer.Inputs) -> None:
        """Raise RefusedError if an output would overwrite an input, which is only possible in a local folder."""

    def may_replace_input(self, name: str) -> bool:  # noqa: ARG002 - FolderStore uses it
        """Return whether a file with this name exists that a profile could include."""
        return False

    def write(self, name: str, content: bytes) -> None:
        """Write a file completely or not at all; raises OutputError or TransferError."""
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except Exception as error:
            raise TransferError(f"writing {path} failed: {described(error)}") from error

    def location(self, name: str) -> str:
        """Return the location of a file for display."""
        return str(self.root / name)

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 hash of a file, or None if it cannot be read and must be made again."""
        try:
            return sha256((self.root / name).read_bytes()).hexdigest()
        except Exception:  # noqa: BLE001 - each protocol has errors of its own
            return None


class FolderStore(OutputStore):
    """A local folder, written with the atomic writer."""

    root: Path
    is_local = True

    def prepare(self) -> None:
        """Make the folder, and remove incomplete files of a killed run."""
        writer.make_folder(self.root)
        writer.sweep(self.root, below=True)

    def check(self, name: str, inputs: writer.Inputs) -> None:
        """Raise RefusedError for an output that is an input, or whose path contains a link in the folder."""
        path = self.root / name
        if writer.resolve(path, follow=False) in inputs:
            message = f"{path} is an input or the report: it would be overwritten"
            raise RefusedError(message, hint="choose another folder with --output, or other names with --name")
        for folder in list(path.relative_to(self.root).parents)[:-1]:
            if (self.root / folder).is_symlink():
                message = f"{self.root / folder} is a link, and nothing is written through links in a folder"
                raise RefusedError(message, hint="remove the link, or name the folder with --output")

    def may_replace_input(self, name: str) -> bool:
        """Return whether a file with this name exists that a profile could include."""
        return may_be_included(self.root / name)

    def write(self, name: str, content: bytes) -> None:
        """Write a file, and make its folder if necessary."""
        path = self.root / name
        writer.make_folder(path.parent)
        # A power cut may lose the files of the last seconds, which `--resume` detects by their hashes.
        writer.write(path, content, durable=False, follow=False)


def may_be_included(path: Path) -> bool:
    """Return whether a file exists that a profile or theme could include, judging by its suffix."""
    return path.suffix.lower() not in _NEVER_INCLUDED and os.path.lexists(path)


def open_store(text: str) -> OutputStore:
    """Return the store for a value of `--output`; raises MissingPartError for an address without the extra `remote`."""
    return OutputStore(open_address(text)) if "://" in text else FolderStore(Path(text))
