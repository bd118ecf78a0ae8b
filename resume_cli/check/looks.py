"""Whether it can be read: colours, sizes of type, the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.check.pages import lines
from resume_cli.errors import Problem
from resume_cli.theme.contrast import pale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject

#: WCAG 2.2, 1.4.3: contrast of text, at least.
_LEAST_CONTRAST = 4.5
#: Below this, type is read with effort; and a photo shows its pixels.
_SMALLEST_TYPE = 8.0
_COARSEST = 150


def pale_colours(subject: Subject) -> Iterator[Problem]:
    """Yield the colours of texts that are too close to what is behind them: white paper, or the theme's panel."""
    yield from pale(subject.theme, _LEAST_CONTRAST)


def small_type(subject: Subject) -> Iterator[Problem]:
    """Yield the size of running text in the PDF if it is too small."""
    size = text_size(subject)
    if size and size < _SMALLEST_TYPE:
        message = f"running text is set in {size:.1f} pt"
        yield Problem("small-type", message, ("meta",), hint="allow another page: `pages`, or set a larger `body-size`")


def text_size(subject: Subject) -> float:
    """Return the size of running text in points, 0 where there is no PDF: the theme's, or the usual one if smaller."""
    output = subject.outputs.get("pdf")
    counts: dict[float, int] = {}
    for page in lines(output.content) if output else ():
        for line in page:
            counts[round(line.size, 1)] = counts.get(round(line.size, 1), 0) + len(line.text)
    measured = max(counts, key=lambda size: counts[size], default=0.0)
    return min(measured, subject.theme.length("body-size").points)


def coarse_photo(subject: Subject) -> Iterator[Problem]:
    """Yield a photo with too few pixels for the size in which it is printed."""
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
