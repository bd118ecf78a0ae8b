"""What the commands have in common: a strict parser that suggests, and the options that several of them take."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from resume_cli.cli.console import USUAL_WIDTH, width_of
from resume_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Help is set no wider than reads well.
_WIDEST_HELP = 100


class Parser(argparse.ArgumentParser):
    """A parser of one command: options anywhere, no abbreviations, and errors that suggest."""

    def __init__(self, command: str, positionals: str, description: str) -> None:
        width = min(_WIDEST_HELP, width_of(sys.stdout)) if "COLUMNS" in _environment() else USUAL_WIDTH
        super().__init__(
            prog=f"resume {command}",
            usage=f"resume {command} {positionals}".rstrip() + " [OPTION…]",
            description=description,
            allow_abbrev=False,
            add_help=False,
            # A width of its own also spares the formatter from importing shutil.
            formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=width, max_help_position=30),
        )
        self.command = command
        self.add_argument("-h", "--help", action="help", help="print this and exit")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Return the arguments; raises UsageError with a suggestion for an option that does not exist."""
        arguments, rest = self.parse_known_intermixed_args(words)
        if rest:
            raise self._unknown(rest[0])
        return arguments

    def error(self, message: str) -> NoReturn:
        """Raise what argparse finds wrong as our own error."""
        raise UsageError(message, hint=f"see resume {self.command} --help")

    def _unknown(self, word: str) -> UsageError:
        options = [option for action in self._actions for option in action.option_strings]
        name = word.partition("=")[0]
        if not word.startswith("-") or word == "-":
            return UsageError(f"unexpected argument {word}", hint=f"see resume {self.command} --help")
        close = get_close_matches(name, options, 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else f"see resume {self.command} --help"
        return UsageError(f"unknown option {name}", hint=hint)


def _environment() -> Iterable[str]:
    import os

    return os.environ


def add_profiles(parser: Parser, *, several: bool) -> None:
    """Take profiles, none of which means to look for one."""
    parser.add_argument(
        "profiles",
        metavar="PROFILE",
        nargs="*" if several else "?",
        default=[] if several else None,
        help="file, or - for stdin; without one: profile.yaml, resume.yaml (.yml .toml .json), the one in profiles/",
    )
    parser.add_argument(
        "--input-format", choices=("yaml", "json", "toml"), help="format of stdin, when it cannot be told"
    )


def add_selection(parser: Parser) -> None:
    """Take what decides which words are shown and how they look."""
    parser.add_argument("-l", "--language", metavar="L[,L]|all", help="languages, such as zh,en")
    parser.add_argument("-V", "--variant", metavar="NAME[,NAME]|all", help="variants of the profile")
    parser.add_argument("-t", "--theme", metavar="NAME|FOLDER", help="theme, or folder of one")
    parser.add_argument(
        "-O",
        dest="options",
        metavar="key=value",
        action="append",
        default=[],
        help="option of a format (see resume exporters), or token.NAME=VALUE of the theme",
    )
    parser.add_argument("--strict", action="store_true", help="a warning makes the exit code 1")


def add_talk(parser: Parser) -> None:
    """Take how much is said, and in which form."""
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    parser.add_argument("--verbose", action="store_true", help="name the six steps as they are taken")
    parser.add_argument("--json", action="store_true", help="print one JSON object per result on stdout")
    parser.add_argument("--debug", action="store_true", help="show the traceback when something fails")


def split_list(text: str | None, what: str) -> tuple[str, ...]:
    """Return the parts of a comma-separated list, each once, in order; raises UsageError for an empty part."""
    if text is None:
        return ()
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if not all(parts):
        message = f"an empty {what} in {text!r}"
        raise UsageError(message)
    return parts


def split_options(texts: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the options of exporters and the tokens of the theme in `key=value` texts; raises UsageError."""
    options: dict[str, str] = {}
    tokens: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        key = key.strip()
        if not equals or not key:
            message = f"-O takes key=value, not {text!r}"
            raise UsageError(message)
        if key.startswith("token."):
            tokens[key.removeprefix("token.")] = value
        else:
            options[key] = value
    return options, tokens
