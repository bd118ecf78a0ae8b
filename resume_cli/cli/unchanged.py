"""`export --if-changed`: a record of the last export with the same arguments, to find out whether anything changed.

Like the journals of `batch`, a record is a file in the user's state folder. It contains the hashes of the profiles, of
the files that they include, of the installation, and of the outputs. Files are compared by content, never by time.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import MsgspecError, Struct
from msgspec.json import decode, encode

from resume_cli.errors import ResumeError
from resume_cli.output import writer
from resume_cli.output.digests import digest, is_newer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Known(Struct):
    """The known state of an export: the hash of each file, and the record of each output."""

    environment: str
    inputs: dict[str, str | None]
    outputs: list[dict[str, Any]]
    status: int


class Record:
    """The record of an export, which is identified by its arguments and the current folder."""

    def __init__(self, arguments: Sequence[object], formats: Collection[str]) -> None:
        from resume_cli.batch.journal import environment, state_path

        self._began = time.time()
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._path = state_path(json.dumps([*arguments, str(Path.cwd()), epoch], default=str), "export")
        self._environment = environment(formats)

    def read(self) -> Known | None:
        """Return the state of the last export, or None if anything has changed since."""
        with suppress(OSError, MsgspecError, KeyError):
            known = decode(self._path.read_bytes(), type=Known)
            wanted = {**known.inputs, **{each["output"]: each["sha256"] for each in known.outputs}}
            same = known.environment == self._environment and known.outputs
            if same and all(digest(Path(name)) == was for name, was in wanted.items()):
                return known
        return None

    def write(self, inputs: Collection[Path], outputs: list[dict[str, Any]], status: int) -> None:
        """Write the record of an export; if that fails, the next export is made again.

        No record is written if a file changed during the export, because the content that was read is unknown.
        """
        if any(is_newer(path, self._began) for path in inputs):
            return
        known = Known(self._environment, {str(path): digest(path) for path in inputs}, outputs, status)
        with suppress(ResumeError, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            writer.write(self._path, encode(known), durable=False)

    def forget(self) -> None:
        """Remove the record, because outputs made since may be incomplete."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
