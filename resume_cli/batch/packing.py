"""Sending a profile away: with it go the files that it names, since a worker elsewhere cannot see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from resume_cli.errors import ResumeError

_IMAGES = ("image", "picture", "photo")


def companions(
    content: bytes, label: str, input_format: str | None, beside: Callable[[str], bytes]
) -> dict[str, bytes]:
    """Return the files that a profile names with `from` or as its image, as far as they are there.

    What is missing or refused is left out: validation says so where the profile is read.
    """
    from resume_cli.profile.readers.load import load

    files: dict[str, bytes] = {}
    try:
        data = load(content, label, input_format).data
    except ResumeError:
        return files
    for name in dict.fromkeys(_named(data)):
        try:
            files[name] = beside(name)
        except ResumeError:
            continue
    return files


def _named(data: object) -> Iterator[str]:
    if not isinstance(data, Mapping):
        return
    for section in data.values():
        if isinstance(section, Mapping):
            name = section.get("from")
            if isinstance(name, str):
                yield name
    basics = data.get("basics")
    if isinstance(basics, Mapping):
        for key in _IMAGES:
            yield from _strings(basics.get(key))


def _strings(value: object) -> Iterator[str]:
    """Yield a text, or its versions in several languages, unless it is an address or holds the data itself."""
    texts = value.values() if isinstance(value, Mapping) else [value]
    for text in texts:
        if isinstance(text, str) and text and ":" not in text:
            yield text
