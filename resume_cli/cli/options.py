"""The options of formats, `-O key=value`: known to one of the formats asked for, or an error that suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.errors import ResumeError
from resume_cli.exporters import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resume_cli.export import Exporter


def load_exporters(formats: Iterable[str]) -> dict[str, Exporter | ResumeError]:
    """Return the exporter of each format, or the reason why it cannot be had."""
    exporters: dict[str, Exporter | ResumeError] = {}
    for name in formats:
        try:
            exporters[name] = registry.find(name).exporter
        except ResumeError as error:
            exporters[name] = error
    return exporters
