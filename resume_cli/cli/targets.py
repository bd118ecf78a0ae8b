"""Where outputs go: names from stems, languages and variants, or what `-o` says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resume_cli.errors import UsageError
from resume_cli.output import writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STDOUT = "-"
#: What a reader of a name expects in the file.
_FORMATS = {
    ".pdf": "pdf", ".docx": "docx", ".doc": "old Word", ".html": "html", ".htm": "html",
    ".txt": "text", ".md": "markdown",
    ".yaml": "a profile", ".yml": "a profile", ".json": "a profile", ".toml": "a profile",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What `-o` says: a file, a folder (the current one without `-o`), or stdout."""

    file: Path | None = None
    folder: Path | None = None

    @property
    def is_stdout(self) -> bool:
        """Return whether outputs go to stdout."""
        return self.file is None and self.folder is None

    @classmethod
    def read(cls, text: str | None) -> Target:
        """Read the value of `-o`: `-` is stdout, a name that ends in a slash or is a folder's is a folder."""
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
        """Return where the output of this name goes; None is stdout."""
        return self.folder / name if self.folder is not None else self.file

    def check_suffix(self, format_name: str, suffix: str) -> None:
        """Raise UsageError where the file is named like one of another format."""
        given = self.file.suffix.lower() if self.file is not None else ""
        expected = _FORMATS.get(given, format_name)
        if self.file is None or suffix.endswith(given) or expected == format_name:
            return
        message = f"`{self.file}` is named like {expected}, but the format is {format_name}"
        other = "" if " " in expected else f", or the format: resume export {expected}"
        raise UsageError(message, hint=f"change the name: -o {self.file.with_suffix(suffix)}{other}")


def output_stem(stem: str, language: str | None, variant: str | None) -> str:
    """Return `STEM-LANGUAGE-VARIANT`; language and variant are given where several were asked for."""
    safe_variant = "".join(each if each.isalnum() or each in "-_." else "-" for each in variant or "")
    return "-".join(filter(None, (stem, language, safe_variant)))


def check(target: Target, planned: Sequence[tuple[str, Path | None]], inputs: Iterable[Path]) -> None:
    """Refuse, before anything is rendered, what cannot be written or would overwrite something.

    `planned` are the outputs: the name of the profile, and where it goes. Raises UsageError for two outputs of one
    name and for several to one file or to stdout, RefusedError for an input, OutputError for an impossible place.
    """
    if len(planned) > 1 and target.folder is None:
        where = "stdout" if target.is_stdout else str(target.file)
        message = f"{len(planned)} outputs cannot all go to {where}"
        raise UsageError(message, hint="give a folder with a slash at its end: -o out/")
    taken: dict[str, str] = {}
    for profile, path in planned:
        # Names that differ only by case are one file on the usual file systems of macOS and Windows.
        key = str(path).casefold()
        if key in taken:
            message = f"two outputs would be called {path}: of {taken[key]} and of {profile}"
            raise UsageError(message, hint="export them into different folders with -o")
        taken[key] = profile
    if target.folder is not None:
        writer.make_folder(target.folder)
    for _, path in planned:
        if path is not None:
            # In a folder, anybody may have left a link; a file that was named is meant.
            writer.check(path, inputs, follow=target.folder is None)
    folder = target.folder or (target.file and target.file.parent)
    if folder is not None:
        writer.sweep(folder)
