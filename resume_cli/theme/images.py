"""Read and sanitize images. Every image passes through this module.

An image is a file in the profile's folder or a `data:` URL. It is decoded within limits and encoded again
from its pixels, so that nothing but the picture reaches a document: no metadata, no record of where a
photo was taken, no second file hidden behind the first. Nothing is ever fetched.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from resume_cli.errors import Problem, ResumeError

if TYPE_CHECKING:
    from PIL import Image


#: Returns the display name and the bytes of a file, given its name and a size limit in bytes; raises ResumeError.
ReadFile: TypeAlias = Callable[[str, int], tuple[str, bytes]]

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
#: The longest side after decoding, in pixels. A photo of 4 cm then has 760 dots per inch.
MAX_SIDE = 1_200
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_JPEG: dict[str, Any] = {"quality": 90, "optimize": True, "subsampling": 0}
#: Its header, tables, one frame, one scan without markers in it, and the end. Lengths of segments are two bytes.
_BARE_JPEG = re.compile(
    rb"\xff\xd8\xff\xe0\x00\x10JFIF\x00.{9}(?:\xff\xdb\x00\x43.{65}){1,2}\xff\xc0\x00[\x0b\x11].{9}(?:.{6})?"
    rb"(?:\xff\xc4\x00.[^\xff]*+)+\xff\xda\x00[\x08\x0c].{6}(?:.{4})?[^\xff]*+(?:\xff\x00[^\xff]*+)*\xff\xd9",
    re.DOTALL,
)
# The longest name shown, in characters: enough for a URL on the web, but not for a whole `data:` URL.
_LONGEST_NAME = 200
_DATA_URL = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Asset(Struct, frozen=True):
    """An image that is safe to embed: decoded, within limits, and encoded again without metadata; sides in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


class FolderAssets:
    """The images of one profile. Each image that cannot be used causes one warning."""

    def __init__(self, read_file: ReadFile, warn: Callable[[Problem], None]) -> None:
        self._read_file = read_file
        self._warn = warn
        self._known: dict[str, Asset | None] = {}

    def read(self, name: str) -> Asset | None:
        """Return the image called `name`, or None if it cannot be used, in which case a warning is reported."""
        if name not in self._known:
            self._known[name] = None
            try:
                self._known[name] = decode(_bytes(self._read_file, name))
            except ResumeError as error:
                self._warn(_problem(name, error))
        return self._known[name]


def fault(read_file: ReadFile, name: str) -> Problem | None:
    """Return the problem with reading the bytes of an image, or None. They are not decoded."""
    try:
        _bytes(read_file, name)
    except ResumeError as error:
        return _problem(name, error)
    return None


class _UnusableError(ResumeError):
    """An image that cannot be shown, with the reason and a hint."""


def _problem(name: str, error: ResumeError) -> Problem:
    """Return a warning about the photo, the only image of a profile."""
    shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    reason = error.message if isinstance(error, _UnusableError) else error.message.rpartition(": ")[2]
    message = f"the image `{shown}` is not shown: {reason}"
    return Problem("image-unusable", message, ("basics", "image"), hint=error.hint)


def _bytes(read_file: ReadFile, name: str) -> bytes:
    inline = _DATA_URL.match(name)
    if not inline and _SCHEME.match(name):
        raise _UnusableError("it is not a file, and nothing is fetched", hint="save it in the profile's folder")
    if not inline:
        return read_file(name, MAX_BYTES)[1]
    if len(name) > MAX_BYTES * 4 // 3:
        raise _UnusableError(f"it has more than {MAX_BYTES:,} bytes", hint="make it smaller")
    try:
        return b64decode("".join(name[inline.end() :].split()), validate=True)
    except ValueError:
        raise _UnusableError("it is not valid base64", hint="save it as a file in the profile's folder") from None


def decode(content: bytes) -> Asset:
    """Return an image that is safe to embed: PNG, or JPEG for photographs without transparency.

    Raises `_UnusableError` with a reason if the content is not an image, is damaged or exceeds the limits.
    """
    import warnings

    from PIL import Image, ImageFile, UnidentifiedImageError

    # WeasyPrint makes Pillow accept truncated images. The result must not depend on whether it has been imported.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    silence = warnings.catch_warnings(action="ignore")
    try:
        with silence, Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _UnusableError(f"it has more than {MAX_PIXELS:,} pixels", hint="make it smaller")
            if _is_our_jpeg(content, image):
                return Asset(content, "image/jpeg", *image.size)
            return _encode(_upright(image), is_photo=image.format in {"JPEG", "WEBP"})
    except UnidentifiedImageError:
        raise _UnusableError("it is not a PNG, JPEG, WebP or GIF image", hint="save it as PNG or JPEG") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        raise _UnusableError("it is damaged", hint="save it again") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _is_our_jpeg(content: bytes, image: Image.Image) -> bool:
    """Return whether a JPEG is one that `_encode` wrote: encoding it again would only lose quality.

    It has the segments of a bare picture, quantised as we do, and nothing after its end. Raises OSError if damaged.
    """
    if image.format != "JPEG" or max(image.size) > MAX_SIDE or not _BARE_JPEG.fullmatch(content):
        return False
    from PIL import Image

    sample = io.BytesIO()
    Image.new(image.mode, (8, 8)).save(sample, "jpeg", **_JPEG)
    with Image.open(sample) as ours:
        same = getattr(image, "quantization", None) == getattr(ours, "quantization", ())
    image.load()
    return same


def _upright(image: Image.Image) -> Image.Image:
    """Return the image turned upright, in sRGB and no larger than needed."""
    from PIL import Image, ImageOps

    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    transparent = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    colours = _in_srgb(upright, profile) if profile and upright.mode == "RGB" else upright
    plain = colours.convert("RGBA" if transparent else "L" if colours.mode in {"1", "L"} else "RGB")
    if max(plain.size) > MAX_SIDE:
        plain.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the image converted to sRGB, or unchanged if its colour profile cannot be read."""
    from PIL import ImageCms

    try:
        converted = ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _encode(image: Image.Image, *, is_photo: bool) -> Asset:
    """Return an image encoded from its pixels alone, without metadata."""
    from PIL import Image

    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    encoded = io.BytesIO()
    kind = "jpeg" if is_photo and image.mode != "RGBA" else "png"
    # Pillow's PNG writer ignores the settings for JPEG.
    bare.save(encoded, kind, **_JPEG)
    return Asset(encoded.getvalue(), f"image/{kind}", *bare.size)
