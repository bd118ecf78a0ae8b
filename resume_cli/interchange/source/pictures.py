"""The portrait of an imported profile, which is copied from the source to a file next to the profile."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

from resume_cli.errors import ProfileError, ResumeError
from resume_cli.theme.images import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from resume_cli.interchange.draft import Draft

_INLINE = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_SUFFIXES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
_AT = ("basics", "image")


def collect(draft: Draft, fetch: Callable[[str], bytes] | None) -> None:
    """Move an inline picture from the profile to a file, and fetch one that is an address if `fetch` is given.

    Raises the errors of `fetch`, and ProfileError if the fetched content is not a supported picture.
    """
    named = draft.profile.get("basics", {}).get("image")
    if not isinstance(named, str):
        return
    if inline := _INLINE.match(named):
        try:
            content = b64decode("".join(named[inline.end() :].split()), validate=True)
            _keep(draft, content, "data:")
        except (ValueError, ResumeError):
            draft.note("lost", _AT, value=f"{named[:60]}…", message="not a picture of a kind that profiles can have")
            del draft.profile["basics"]["image"]
    elif fetch and re.match(r"[A-Za-z][A-Za-z+.-]*:", named):
        _keep(draft, fetch(named), named)


def copy(draft: Draft, source: Path, folder: Path) -> None:
    """Copy a picture that is next to the source if the profile is written to another folder."""
    from resume_cli.profile.folder import Folder

    named = draft.profile.get("basics", {}).get("image")
    if not isinstance(named, str) or named in draft.images or source.is_dir():
        return
    if source.parent.resolve() == folder.resolve() or re.match(r"[A-Za-z][A-Za-z+.-]*:", named):
        return
    try:
        _keep(draft, Folder(source.parent).read(named, MAX_BYTES)[1], named)
    except ResumeError:
        # Validation reports the missing picture.
        return


def kind_of(content: bytes) -> str:
    """Return the suffix for a picture; raises ProfileError unless it is a picture of a supported kind."""
    from resume_cli.theme.images import FORMATS, decode

    try:
        decode(content)
    except ResumeError as error:
        raise ProfileError(f"the picture cannot be used: {error.message}") from None
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(content), formats=FORMATS) as image:
        return _SUFFIXES[str(image.format)]


def _keep(draft: Draft, content: bytes, named: str) -> None:
    name = f"portrait.{kind_of(content)}"
    draft.images[name] = content
    draft.profile["basics"]["image"] = name
    draft.note("renamed", _AT, "basics.image", named, f"the picture is `{name}`, beside the profile")
