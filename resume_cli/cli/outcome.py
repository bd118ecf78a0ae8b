"""What came of a command's jobs: told one by one, and added up to an exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resume_cli.cli.failures import failure_text
from resume_cli.errors import ExitStatus, Problem
from resume_cli.output import results

if TYPE_CHECKING:
    from resume_cli.cli.console import Console
    from resume_cli.errors import ResumeError
    from resume_cli.output.results import Output


@dataclass(slots=True)
class Outcome:
    """Tells of each output as it is done, and remembers what the exit code hangs on."""

    console: Console
    strict: bool = False
    succeeded: int = 0
    statuses: list[int] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    def succeed(self, entry: dict[str, Any], output: Output, place: str) -> None:
        """Tell of an output that was written."""
        self.show(entry, output, place)
        self.console.tell(results.summary(output, place))

    def show(self, entry: dict[str, Any], output: Output, place: str) -> None:
        """Count an output that speaks for itself on stdout; its warnings, and its record where that was asked for."""
        self.succeeded += 1
        self.warn(output.problems)
        if self.console.json:
            self._data(results.succeed(entry, output, place))

    def warn(self, problems: tuple[Problem, ...]) -> None:
        """Tell of warnings, each once however many outputs it concerns."""
        from resume_cli.output.report import describe

        for problem in problems:
            if problem.severity != "note":
                self.warnings.add(problem.code)
            if self.console.quiet:
                continue
            text = describe(problem)
            if text not in self.told:
                self.told.add(text)
                self.console.warn(text)

    def fail(self, entry: dict[str, Any], error: ResumeError) -> None:
        """Tell of an output that did not come; the same reason is told once."""
        self.statuses.append(int(error.exit_status))
        text = failure_text(error)
        if text not in self.told:
            self.told.add(text)
            self.console.error(text)
        if self.console.json:
            self._data(results.fail(entry, error))

    def finish(self) -> int:
        """Return the exit code: that of the failure when nothing succeeded and all failed alike."""
        if self.statuses:
            alike = not self.succeeded and len(set(self.statuses)) == 1
            return self.statuses[0] if alike else ExitStatus.PROBLEMS
        return strict_status(self.warnings) if self.strict else ExitStatus.OK

    def _data(self, entry: dict[str, Any]) -> None:
        import json

        self.console.data(json.dumps(entry, ensure_ascii=False))


def strict_status(codes: set[str]) -> ExitStatus:
    """Return what warnings of these codes cost under `--strict`: a font that is missing is a missing part."""
    if "missing-glyph" in codes:
        return ExitStatus.MISSING_PART
    return ExitStatus.PROBLEMS if codes else ExitStatus.OK
