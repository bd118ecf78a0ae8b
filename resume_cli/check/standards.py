"""The rule about conformance with PDF/UA and PDF/A, which uses veraPDF if it is installed."""

from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING

from resume_cli.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject

_PROFILES = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
_SECONDS = 120


def violations(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each standard that the PDF claims to meet but does not."""
    program, output = which("verapdf"), subject.outputs.get("pdf")
    if program is None or output is None or any(each.code == "missing-glyph" for each in output.problems):
        return
    import subprocess
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(output.content)
        file.flush()
        for flavour, standard in _PROFILES.items():
            command = [program, "--flavour", flavour, "--format", "text", file.name]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)  # noqa: S603
            if "FAIL" in done.stdout:
                message = f"the PDF does not conform to {standard}, says veraPDF"
                yield Problem("not-conforming", message, hint="try a built-in theme, and report this")
