"""`resume init [PATH]`: a commented starter profile that exports at once; it never overwrites."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from resume_cli import sink
from resume_cli.cli.arguments import Parser, split_list
from resume_cli.cli.console import Console
from resume_cli.errors import ExitStatus, OutputError, UsageError

_FORMATS = ("yaml", "json", "toml")
_SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}


def run(words: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    from resume_cli.profile.starter import starter

    parser = Parser("init", "[PATH]", "Write a commented starter profile. What exists is never overwritten.")
    parser.add_argument("path", metavar="PATH", nargs="?", help="file or folder (default: profile.yaml in this folder)")
    parser.add_argument(
        "-l", "--language", metavar="L[,L]", default="en,zh", help="languages of its texts (default: en,zh)"
    )
    parser.add_argument("--format", choices=_FORMATS, help="format (default: by PATH, else yaml)")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    parser.add_argument("--debug", action="store_true", help="show the traceback when something fails")
    arguments = parser.read(words)
    path, form = _place(arguments.path, arguments.format)
    languages = split_list(arguments.language, "language")
    content = starter(languages, form)
    if path.exists() or path.is_symlink():
        message = f"{path} exists already"
        raise OutputError(message, hint="it was left as it is; choose another name")
    sink.make_folder(path.parent)
    sink.write_new(path, content.encode())
    Console(arguments.quiet).tell(
        f"{path}: write your own words into it, then: resume export pdf {_argument(path)}".rstrip()
    )
    return ExitStatus.OK


def _place(text: str | None, form: str | None) -> tuple[Path, str]:
    """Return the file to write and its format, which the suffix tells unless it was asked for."""
    path = Path(text) if text else Path()
    if not text or text.endswith("/") or path.is_dir():
        form = form or "yaml"
        return path / f"profile.{form}", form
    by_suffix = _SUFFIXES.get(path.suffix.lower())
    if form is None and by_suffix is None:
        message = f"{path} does not tell the format"
        raise UsageError(message, hint="call it .yaml, .json or .toml, or say --format")
    if form and by_suffix and form != by_suffix:
        message = f"{path} would be read as {by_suffix}, not as {form}"
        raise UsageError(message, hint="leave --format out, or change the suffix")
    return path, form or by_suffix or "yaml"


def _argument(path: Path) -> str:
    """Return the profile's name as the next command needs it: none where it is found anyway."""
    import shlex

    return "" if path.parent == Path() and path.stem == "profile" else shlex.quote(str(path))
