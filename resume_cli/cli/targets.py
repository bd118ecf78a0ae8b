"""Where outputs go: names from stems, languages and variants, or what `-o` says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from resume_cli.errors import UsageError
from resume_cli.output import writer

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """What `-o` said: a file, a folder (the current one without `-o`), or stdout."""

    file: Path | None = None
    folder: Path | None = None

    @property
    def is_stdout(self) -> bool:
        """Whether outputs go to stdout."""
        return self.file is None and self.folder is None

    @classmethod
    def read(cls, text: str | None) -> Target:
        """Read the value of `-o`: `-` is stdout, a name with a slash at its end or of a folder is a folder."""
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
        """Return where the output of this name goes; nothing for stdout."""
        return self.folder / name if self.folder is not None else self.file


@dataclass(frozen=True, slots=True)
class Planned:
    """One output before it is made: what to call the profile, the name, and the place."""

    label: str
    path: Path | None


def output_stem(stem: str, language: str | None, variant: str | None) -> str:
    """Return `STEM-LANGUAGE-VARIANT`; language and variant are given where several were asked for."""
    return "-".join(filter(None, (stem, language, safe(variant))))


def safe(text: str | None) -> str:
    """Return a variant's name as part of a file name."""
    return "".join(each if each.isalnum() or each in "-_." else "-" for each in text or "")


def stem_of(profile: str) -> str:
    """Return what outputs of a profile are called after: its file's stem; `resume` for stdin."""
    return "resume" if profile == STDOUT else Path(profile).stem or "resume"


def check(target: Target, planned: Sequence[Planned], inputs: Sequence[Path]) -> None:
    """Refuse, before anything is rendered, what cannot be written or would overwrite something.

    Raises UsageError for two outputs of one name and for several to one file or to stdout, RefusedError for
    an input, OutputError for a place that cannot be.
    """
    if len(planned) > 1 and target.folder is None:
        where = "stdout" if target.is_stdout else str(target.file)
        message = f"{len(planned)} outputs cannot all go to {where}"
        raise UsageError(message, hint="give a folder with a slash at its end: -o out/")
    _check_unique(planned)
    if target.folder is not None:
        writer.make_folder(target.folder)
    for each in planned:
        if each.path is not None:
            writer.check(each.path, inputs)


def _check_unique(planned: Sequence[Planned]) -> None:
    taken: dict[str, Planned] = {}
    for each in planned:
        if each.path is None:
            continue
        # Names that differ only by case are one file on the usual file systems of macOS and Windows.
        key = str(each.path).casefold()
        other = taken.setdefault(key, each)
        if other is not each:
            message = f"two outputs would be called {each.path}: of {other.label} and of {each.label}"
            raise UsageError(message, hint="export them into different folders with -o")
