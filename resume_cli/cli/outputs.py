"""The making of outputs one by one, which are reported when done and together determine the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from resume_cli.cli.console import painter, write_text
from resume_cli.cli.failures import failure_text, listed_by
from resume_cli.errors import ExitStatus, Problem, ResumeError
from resume_cli.output import results
from resume_cli.output.report import counted, summarised, tally
from resume_cli.pipeline import RenderOptions, Screen, compose, public_name, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.cli.console import Console
    from resume_cli.output.results import Output
    from resume_cli.pipeline import LoadedProfile


class Outputs(Struct):
    """Makes outputs, reports them, and keeps the results that determine the exit code.

    With `summarize`, each written output is reported to people. Without it, the output itself is on stdout.
    `languages` contains the requested languages as typed.
    """

    console: Console
    strict: bool = False
    summarize: bool = True
    languages: str | None = None
    succeeded: int = 0
    words: int = 0
    statuses: list[int] = field(default_factory=list)
    #: The problems of each profile, in the order in which they were found, each once.
    found: dict[str, dict[Problem, None]] = field(default_factory=dict)
    failures: set[str] = field(default_factory=set)
    #: Messages about other possible outputs.
    also: list[str] = field(default_factory=list)
    #: The records of written outputs, if they are to be kept.
    records: list[dict[str, Any]] | None = None
    last: str = ""

    def make(
        self, loaded: LoadedProfile, options: RenderOptions, deliver: Callable[[Output], str], screen: Screen = Screen()
    ) -> None:
        """Render an output and deliver it; `deliver` returns the place to report. A failure stops no other output."""
        name = loaded.source.name
        entry = results.record(name, options.format, options.language, options.variant, options.theme)
        try:
            entry["profile"] = public_name(compose(loaded, options, self.console.on_step).selection, name)
            output = render(loaded, options, screen, self.console.on_step)
            place = deliver(output)
        except ResumeError as error:
            self.fail(entry, error)
            return
        self.succeeded += 1
        self.words += output.undrawn
        self.found.setdefault(entry["profile"], {}).update(dict.fromkeys(output.problems))
        if self.console.json or self.records is not None:
            entry = results.succeed(entry, output, place)
        if self.records is not None:
            self.records.append(entry)
        if self.console.json:
            self.console.record(entry)
        elif self.summarize:
            # The last line also contains the number of warnings, so each line is delayed until the next output.
            self._tell_last()
            self.last = results.summary(output, place)

    def unchanged(self, entry: dict[str, Any]) -> None:
        """Report an output that is unchanged."""
        if self.console.json:
            self.console.record(entry | {"status": "unchanged"})
        else:
            self.console.tell(f"{entry['output']}  unchanged")

    def fail(self, entry: dict[str, Any], error: ResumeError) -> None:
        """Report an output that cannot be made; the same error is reported only once."""
        self._tell_last()
        self.statuses.append(int(error.exit_status))
        text = failure_text(error, entry["profile"])
        if text not in self.failures:
            self.failures.add(text)
            write_text(sys.stderr, text)
        if self.console.json:
            self.console.record(results.fail(entry, error))

    def finish(self) -> int:
        """Report the problems and the written outputs, and return the exit code.

        If all outputs failed in the same way, this is the exit code of that failure.
        """
        every = [problem for problems in self.found.values() for problem in problems]
        if self.succeeded > 1 or (self.succeeded and not self.last):
            self._tell_last()
            self.last = f"{counted(self.succeeded, 'file')} written"
        if not self.console.quiet:
            for profile, problems in self.found.items():
                self._report(profile, list(problems))
        for line in self.also:
            self.console.tell(line)
        told = (self.last, tally(every, "warning"), f"{counted(self.words, 'word')} cannot be drawn" * (self.words > 0))
        self.last = ", ".join(filter(None, told)) if self.summarize else ""
        self._tell_last()
        return self._exit_status(every)

    def _exit_status(self, problems: list[Problem]) -> int:
        if self.statuses:
            alike = not self.succeeded and len(set(self.statuses)) == 1
            return self.statuses[0] if alike else ExitStatus.PROBLEMS
        counts = self.words or (self.strict and any(each.severity == "warning" for each in problems))
        return ExitStatus.PROBLEMS if counts else ExitStatus.OK

    def _report(self, profile: str, problems: list[Problem]) -> None:
        lines, is_short = summarised(problems, painter(sys.stderr))
        if is_short:
            lines.append(f"{listed_by(profile, self.languages)} {len(problems):,}")
        if lines:
            write_text(sys.stderr, "\n".join(lines))

    def _tell_last(self) -> None:
        if self.last:
            self.console.tell(self.last)
        self.last = ""
