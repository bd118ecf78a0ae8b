"""Regenerate the image in the README: the first page of a profile in two languages, side by side.

python scripts/pictures.py     write docs/images/resume.png (needs poppler's pdftoppm)
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "resume.png"
LANGUAGES = ("zh", "en")
DESK = "#d9dde2"
GAP = 24


def first_page(language: str, folder: Path) -> Image.Image:
    """Export the profile as a PDF and return its first page, 800 pixels wide."""
    resume = Path(sys.executable).with_name("resume")
    output = folder / f"{language}.pdf"
    profile = ROOT / "profiles" / "stuart-lau.yaml"
    subprocess.run([resume, "export", "pdf", profile, "-l", language, "-o", output], check=True)
    page = output.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "800", "-scale-to-y", "-1", output, page], check=True
    )
    return Image.open(page.with_suffix(".png")).convert("RGB")


def main() -> int:
    """Write the image."""
    if shutil.which("pdftoppm") is None:
        print("pictures: pdftoppm is missing (apt-get install poppler-utils)", file=sys.stderr)
        return 69
    with tempfile.TemporaryDirectory() as name:
        pages = [first_page(language, Path(name)) for language in LANGUAGES]
        width = sum(page.width + GAP for page in pages) + GAP
        picture = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), DESK)
        left = GAP
        for page in pages:
            picture.paste(page, (left, GAP))
            left += page.width + GAP
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    # 64 colours are enough for a printed page, at a third of the size.
    picture.quantize(64, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"written: {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
