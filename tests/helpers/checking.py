"""Subjects of `resume check`, made in this process."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from resume_cli.check.subject import Subject
from resume_cli.pipeline import RenderOptions, load
from resume_cli.profile.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 25)
#: A profile in which `resume check` finds nothing.
SOUND = """\
meta: {languages: [en]}
basics:
  name: Ann Holm
  email: ann.holm@posteo.de
  phone: +49 30 901820
  location: {city: Berlin, countryCode: DE}
  url: https://annholm.dev
work:
  - name: Lund AS
    position: Engineer
    startDate: 2019-03
    highlights: [Built the billing service]
  - name: Berg GmbH
    position: Developer
    startDate: 2015-01
    endDate: 2019-02
education:
  - {institution: TU Berlin, studyType: Diplom, startDate: 2010-10, endDate: 2014-12}
"""


def subject_of(folder: Path, text: str) -> Subject:
    """Return the subject of a profile that is written to a folder."""
    (folder / "cv.yaml").write_text(text, "utf-8")
    return Subject(load(read_source(folder / "cv.yaml")), RenderOptions(""), TODAY)
