"""The targets of outputs, named by `-o` or by stem, language and variant."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.errors import UsageError
from resume_cli.output import writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STDOUT = "-"
#: The formats that suffixes of files imply.
_FORMATS = {
    ".pdf": "pdf", ".docx": "docx", ".doc": "old Word", ".html": "html", ".htm": "html",
    ".txt": "text", ".md": "markdown",
    ".yaml": "a profile", ".yml": "a profile", ".json": "a profile", ".toml": "a profile",
}  # fmt: skip


class Target(Struct, frozen=True):
    """The target given by `-o`: a file, a folder (the current one without `-o`), or stdout."""

    file: Path | None = None
    folder: Path | None = None

    @property
    def is_stdout(self) -> bool:
        """Return whether outputs go to stdout."""
        return self.file is None and self.folder is None

    @classmethod
    def read(cls, text: str | None) -> Target:
        """Return the target for a value of `-o`: stdout for `-`, a folder for an existing one or a trailing slash."""
        if text is None:
            return cls(folder=Path())
        if text == STDOUT:
            return cls()
        if not text:
            message = "-o takes a file, a folder with a slash at its end, or -"
            raise UsageError(message)
        if text.endswith(("/", os.sep)) or Path(text).is_dir():
            return cls(folder=Path(text))
        return cls(file=Path(text))

    def path(self, name: str) -> Path | None:
        """Return the path of the output with a name, or None for stdout."""
        return self.folder / name if self.folder is not None else self.file

    def check_suffix(self, format_name: str, suffix: str) -> None:
        """Raise UsageError if the file has the suffix of another format."""
        given = self.file.suffix.lower() if self.file is not None else ""
        expected = _FORMATS.get(given, format_name)
        if self.file is None or suffix.endswith(given) or expected == format_name:
            return
        message = f"`{self.file}` is named like {expected}, but the format is {format_name}"
        other = "" if " " in expected else f", or the format: resume export {expected}"
        raise UsageError(message, hint=f"change the name: -o {self.file.with_suffix(suffix)}{other}")


def output_stem(stem: str, language: str | None, variant: str | None) -> str:
    """Return `STEM-LANGUAGE-VARIANT`; language and variant are given only if several are requested."""
    safe_variant = "".join(each if each.isalnum() or each in "-_." else "-" for each in variant or "")
    return "-".join(filter(None, (stem, language, safe_variant)))


def check(target: Target, planned: Sequence[tuple[str, Path | None]], inputs: Iterable[Path]) -> None:
    """Check, before anything is rendered, that all outputs can be written and overwrite no other file.

    `planned` contains the name of the profile and the path of each output. Raises UsageError for two outputs with the
    same name and for several outputs to one file or to stdout, RefusedError for a path that is an input, and
    OutputError for an impossible path.
    """
    if len(planned) > 1 and target.folder is None:
        where = "stdout" if target.is_stdout else str(target.file)
        message = f"{len(planned)} outputs cannot all go to {where}"
        raise UsageError(message, hint="give a folder with a slash at its end: -o out/")
    taken: dict[str, str] = {}
    for profile, path in planned:
        # Names that differ only in case are the same file on the usual file systems of macOS and Windows.
        key = str(path).casefold()
        if key in taken:
            message = f"two outputs would be called {path}: of {taken[key]} and of {profile}"
            raise UsageError(message, hint="export them into different folders with -o")
        taken[key] = profile
    if target.folder is not None:
        writer.make_folder(target.folder)
    for _, path in planned:
        if path is not None:
            # A link in a folder may come from someone else, but a link that was named explicitly is followed.
            writer.check(path, inputs, follow=target.folder is None)
    folder = target.folder or (target.file and target.file.parent)
    if folder is not None:
        writer.sweep(folder)
