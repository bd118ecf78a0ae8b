"""Images: only pixels pass the broker, only from the profile's folder, and what cannot be used is said once."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from resume_cli.export import Report
from resume_cli.profile.folder import Folder
from resume_cli.theme import images
from resume_cli.theme.images import Asset, FolderAssets

if TYPE_CHECKING:
    from pathlib import Path

SECRET = b"taken at 59.91 N, 10.75 E"


def picture(size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Return a picture whose left half is red."""
    made = Image.new("RGB", size, (0, 0, 255))
    made.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    return made


def encoded(image: Image.Image, file_format: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, file_format, **options)
    return written.getvalue()


def read(folder: Path, content: bytes, name: str = "portrait.jpg") -> tuple[Asset | None, list[str]]:
    """Return the asset, and the messages of the report."""
    (folder / name).write_bytes(content)
    report = Report()
    found = FolderAssets(Folder(folder).read, report.problems.append).read(name)
    assert all(problem.code == "image-unusable" for problem in report.problems)
    return found, [problem.message for problem in report.problems]


def opened(asset: Asset | None) -> Image.Image:
    assert asset is not None
    image = Image.open(io.BytesIO(asset.content))
    assert (image.width, image.height) == (asset.width, asset.height)
    assert asset.media_type == Image.MIME[image.format or ""]
    return image


@pytest.mark.parametrize(
    ("file_format", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/jpeg"), ("GIF", "image/png")],
)
def test_a_picture_passes_as_png_or_jpeg(tmp_path: Path, file_format: str, media_type: str) -> None:
    asset, messages = read(tmp_path, encoded(picture(), file_format))
    image = opened(asset).convert("RGB")
    assert messages == []
    assert asset is not None
    assert asset.media_type == media_type
    assert (image.size, image.getpixel((5, 5))[0] > 200, image.getpixel((35, 5))[2] > 200) == ((40, 20), True, True)  # type: ignore[index]


def test_nothing_but_the_pixels_passes(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    content = encoded(picture(), "JPEG", exif=exif, comment=SECRET) + SECRET
    assert content.count(SECRET) >= 3
    asset, _ = read(tmp_path, content)
    assert asset is not None
    assert SECRET not in asset.content
    assert not Image.open(io.BytesIO(asset.content)).getexif()


def test_a_photograph_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = opened(read(tmp_path, encoded(picture(), "JPEG", exif=exif))[0])
    assert image.size == (20, 40)
    assert image.getpixel((10, 5))[0] > 200  # type: ignore[index]


def test_transparency_is_kept(tmp_path: Path) -> None:
    image = Image.new("RGBA", (10, 10), (255, 0, 0, 100))
    for file_format in ("PNG", "WEBP"):
        assert opened(read(tmp_path, encoded(image, file_format, lossless=True))[0]).getpixel((1, 1)) == (
            255,
            0,
            0,
            100,
        )


def test_a_large_picture_is_made_smaller_in_proportion(tmp_path: Path) -> None:
    assert opened(read(tmp_path, encoded(picture((4000, 1000)), "JPEG"))[0]).size == (1200, 300)


def test_a_colour_profile_that_does_not_fit_is_left_out(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    plain, _ = read(tmp_path, encoded(picture(), "PNG"))
    tagged, messages = read(tmp_path, encoded(picture(), "PNG", icc_profile=profile.tobytes()))
    assert (plain, messages) == (tagged, [])
    assert tagged is not None
    assert b"iCCP" not in tagged.content


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_photograph_that_was_encoded_here_stays_byte_for_byte(mode: str) -> None:
    photo = io.BytesIO()
    Image.effect_noise((300, 400), 70).convert(mode).save(photo, "jpeg", quality=70)
    once = images.decode(photo.getvalue())
    assert once.content != photo.getvalue()
    assert images.decode(once.content) == once


@pytest.mark.parametrize("added", [b"x", b"\xff\xd8\xff\xe0 another file \xff\xd9"])
def test_nothing_stands_behind_a_photograph_that_looks_as_if_it_was_encoded_here(added: bytes) -> None:
    photo = io.BytesIO()
    Image.effect_noise((300, 400), 70).convert("RGB").save(photo, "jpeg")
    once = images.decode(photo.getvalue())
    assert added not in images.decode(once.content + added).content[-len(added) :]
    comment = once.content[:2] + b"\xff\xfe\x00\x08secret" + once.content[2:]
    assert b"secret" not in images.decode(comment).content


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    content = encoded(picture(), "JPEG")
    assert read(tmp_path, content) == read(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG, JPEG, WebP or GIF image"),
        (b"", "not a PNG, JPEG, WebP or GIF image"),
        (encoded(picture(), "BMP"), "not a PNG, JPEG, WebP or GIF image"),
        (encoded(picture((400, 400)), "PNG")[:200], "damaged"),
        (encoded(picture((400, 400)), "JPEG")[:700], "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_said(tmp_path: Path, content: bytes, reason: str) -> None:
    asset, (message,) = read(tmp_path, content)
    assert asset is None
    assert reason in message
    assert message.startswith("the image `portrait.jpg` is not shown: ")


def test_a_bomb_of_pixels_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 799)
    asset, (message,) = read(tmp_path, encoded(picture(), "PNG"))
    assert asset is None
    assert "799 pixels" in message


def test_a_file_beyond_the_limit_of_bytes_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 50)
    asset, (message,) = read(tmp_path, encoded(picture(), "PNG"))
    assert asset is None
    assert "50 bytes" in message


@pytest.mark.parametrize(
    "name",
    [
        "https://example.com/a.png",
        "file:///etc/passwd",
        "../a.png",
        "/etc/passwd",
        "gone.png",
        ".",
        "link.png",
        "http:a",
    ],
)
def test_nothing_is_fetched_and_nothing_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(encoded(picture(), "PNG"))
    (tmp_path / "a.png").write_bytes(outside.read_bytes())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.png").symlink_to(outside)
    report = Report()
    broker = FolderAssets(Folder(folder).read, report.problems.append)
    assert broker.read(name) is None
    assert broker.read(name) is None
    assert [problem.code for problem in report.problems] == ["image-unusable"]
    assert str(tmp_path) not in report.problems[0].message


def test_a_picture_written_into_the_profile_passes(tmp_path: Path) -> None:
    report = Report()
    written = base64.b64encode(encoded(picture(), "PNG")).decode()
    assert opened(
        FolderAssets(Folder(tmp_path).read, report.problems.append).read(f"data:image/png;base64,{written}")
    ).size == (40, 20)
    assert FolderAssets(Folder(tmp_path).read, report.problems.append).read("data:image/png;base64,é") is None
    assert FolderAssets(Folder(tmp_path).read, report.problems.append).read("data:text/html;base64,eA==") is None
    assert [len(problem.message) < 120 for problem in report.problems] == [True, True]


SAMPLES = [encoded(picture(), file_format) for file_format in ("PNG", "JPEG", "WEBP", "GIF")]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), max_size=8),
    st.integers(0, 900),
)
def test_no_bytes_cause_anything_but_a_picture_or_a_warning(
    tmp_path: Path, sample: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    content = bytearray(sample)
    for offset, value in changes:
        content[offset % len(content)] = value
    asset, messages = read(tmp_path, bytes(content[: end or None]))
    assert (asset is None) == bool(messages)


def test_a_picture_that_ends_too_early_is_damaged_even_after_a_pdf_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What importing WeasyPrint does to Pillow.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    asset, messages = read(tmp_path, encoded(picture((400, 400)), "JPEG")[:700])
    assert asset is None
    assert "damaged" in messages[0]
