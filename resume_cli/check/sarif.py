"""Problems in SARIF 2.1.0 format, which code-scanning services read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from resume_cli.codes import CODES
from resume_cli.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resume_cli.errors import Problem

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return a SARIF log with one run that contains the problems."""
    found = list(problems)
    codes = sorted({each.code for each in found})
    rules = [{"id": code, "shortDescription": {"text": CODES[code]}} for code in codes]
    driver = {"name": "resume-press", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": list(map(_result, found))}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem) -> dict[str, Any]:
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    result: dict[str, Any] = {"ruleId": problem.code, "level": problem.severity, "message": {"text": text}}
    position = problem.position
    if position:
        region = {"startLine": max(position.line, 1), "startColumn": max(position.column, 1)}
        place = {"artifactLocation": {"uri": quote(position.file)}, "region": region}
        result["locations"] = [{"physicalLocation": place}]
    return result
