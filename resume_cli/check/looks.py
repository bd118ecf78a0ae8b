"""Rules about legibility: colours, type size and the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.check.pages import lines
from resume_cli.errors import Problem
from resume_cli.theme.contrast import pale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject

#: The minimum contrast of text according to WCAG 2.2, success criterion 1.4.3.
_LEAST_CONTRAST = 4.5
#: The minimum type size in points, and the minimum resolution of a photo in pixels per inch.
_SMALLEST_TYPE = 8.0
_COARSEST = 150


def pale_colours(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each text colour with too little contrast to its background, the paper or a panel."""
    yield from pale(subject.theme, _LEAST_CONTRAST)


def small_type(subject: Subject) -> Iterator[Problem]:
    """Yield a problem if the running text in the PDF is too small."""
    size = text_size(subject)
    if size and size < _SMALLEST_TYPE:
        message = f"running text is set in {size:.1f} pt"
        yield Problem("small-type", message, ("meta",), hint="allow another page: `pages`, or set a larger `body-size`")


def text_size(subject: Subject) -> float:
    """Return the size of running text in points: the most common one in the PDF, or the theme's if that is smaller.

    Return 0 if there is no PDF.
    """
    output = subject.outputs.get("pdf")
    counts: dict[float, int] = {}
    for page in lines(output.content) if output else ():
        for line in page:
            counts[round(line.size, 1)] = counts.get(round(line.size, 1), 0) + len(line.text)
    measured = max(counts, key=lambda size: counts[size], default=0.0)
    return min(measured, subject.theme.length("body-size").points)


def coarse_photo(subject: Subject) -> Iterator[Problem]:
    """Yield a problem if the photo has too few pixels for its printed size."""
    photo = subject.document.header.photo
    if photo is None:
        return
    from resume_cli.theme.images import FolderAssets

    image = FolderAssets(subject.loaded.source.folder.read, lambda _problem: None).read(photo.asset)
    points = subject.theme.length("photo-width").points
    if image is not None and points:
        resolution = image.width / points * 72
        if resolution < _COARSEST:
            message = f"the photo is printed with {resolution:.0f} pixels an inch"
            hint = f"use one that is at least {points / 72 * _COARSEST:.0f} pixels wide"
            yield Problem("coarse-photo", message, ("basics", "image"), hint=hint)
