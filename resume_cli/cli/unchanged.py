"""`export --if-changed`: what the last export with the same arguments was made of, and whether anything is different.

A record is a file in the user's state folder, as batch's journals are: the hashes of the profiles and of the files
that they include, of what is installed, and of the outputs. Everything is compared by content, never by time.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resume_cli.output import writer
from resume_cli.output.digests import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class Record:
    """The record of an export, which its arguments and the current folder identify."""

    def __init__(self, arguments: Sequence[object], formats: Collection[str]) -> None:
        from resume_cli.batch.journal import environment, state_path

        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._path = state_path(json.dumps([*arguments, str(Path.cwd()), epoch], default=str), "export")
        self._environment = environment(formats)

    def read(self) -> tuple[list[dict[str, Any]], int] | None:
        """Return the records of the outputs and the exit code of the last export, if nothing is different since."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            data = json.loads(self._path.read_bytes())
            outputs, status = list(data["outputs"]), int(data["status"])
            wanted = {**data["inputs"], **{each["output"]: each["sha256"] for each in outputs}}
            same = data["environment"] == self._environment and outputs
            if same and all(digest(Path(name)) == known for name, known in wanted.items()):
                return outputs, status
        return None

    def write(self, inputs: Iterable[Path], outputs: Sequence[dict[str, Any]], status: int) -> None:
        """Keep what was made of what; where that cannot be written, the next export is made again."""
        data = {
            "environment": self._environment,
            "inputs": {str(path): digest(path) for path in inputs},
            "outputs": list(outputs),
            "status": status,
        }
        with suppress(Exception):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            writer.write(self._path, json.dumps(data, ensure_ascii=True).encode(), durable=False)

    def forget(self) -> None:
        """Drop the record: what was made since may be incomplete."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
