"""Making outputs one by one: each is reported as it is done, and together they decide the exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resume_cli.cli.failures import failure_text
from resume_cli.errors import ExitStatus, Problem, ResumeError
from resume_cli.output import results
from resume_cli.pipeline import OnStep, RenderOptions, Screen, compose, public_name, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resume_cli.cli.console import Console
    from resume_cli.output.results import Output
    from resume_cli.pipeline import LoadedProfile


@dataclass(slots=True)
class Outputs:
    """Makes outputs, reports each, and remembers what the exit code depends on.

    With `summarize`, each that was written is reported to people; else it speaks for itself on stdout.
    """

    console: Console
    on_step: OnStep
    strict: bool = False
    summarize: bool = True
    succeeded: int = 0
    statuses: list[int] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)

    def make(
        self, loaded: LoadedProfile, options: RenderOptions, deliver: Callable[[Output], str], screen: Screen = Screen()
    ) -> None:
        """Render an output and deliver it; `deliver` returns the place to report. A failure stops no other output."""
        name = loaded.source.name
        entry = results.record(name, options.format, options.language, options.variant, options.theme)
        try:
            entry["profile"] = public_name(compose(loaded, options, self.on_step).selection, name)
            output = render(loaded, options, screen, self.on_step)
            place = deliver(output)
        except ResumeError as error:
            self.fail(entry, error)
            return
        self.succeeded += 1
        self._warn(output.problems)
        if self.console.json:
            self.console.record(results.succeed(entry, output, place))
        elif self.summarize:
            self.console.tell(results.summary(output, place))

    def fail(self, entry: dict[str, Any], error: ResumeError) -> None:
        """Report an output that cannot be made; the same reason is reported once."""
        self.statuses.append(int(error.exit_status))
        self._report(failure_text(error), self.console.error)
        if self.console.json:
            self.console.record(results.fail(entry, error))

    def exit_status(self) -> int:
        """Return the exit code: that of the failure when nothing succeeded and all failed alike."""
        if self.statuses:
            alike = not self.succeeded and len(set(self.statuses)) == 1
            return self.statuses[0] if alike else ExitStatus.PROBLEMS
        return strict_status(self.codes) if self.strict else ExitStatus.OK

    def _warn(self, problems: Iterable[Problem]) -> None:
        from resume_cli.output.report import describe

        for problem in problems:
            if problem.severity != "note":
                self.codes.add(problem.code)
            if not self.console.quiet:
                self._report(describe(problem), self.console.warn)

    def _report(self, text: str, write: Callable[[str], None]) -> None:
        if text not in self.reported:
            self.reported.add(text)
            write(text)


def strict_status(codes: set[str]) -> ExitStatus:
    """Return the exit code for warnings of these codes under `--strict`: a missing font is a missing part."""
    if "missing-glyph" in codes:
        return ExitStatus.MISSING_PART
    return ExitStatus.PROBLEMS if codes else ExitStatus.OK
