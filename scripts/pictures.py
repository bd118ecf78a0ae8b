"""Regenerate the images of the documentation that show whole pages.

python scripts/pictures.py           write docs/images/resume.png: a profile in two languages, for the README
python scripts/pictures.py --word    write docs/images/word-styles.png: a DOCX before and after four changes of style
python scripts/pictures.py --compare write docs/images/word/: for each theme, the PDF and the DOCX side by side
python scripts/pictures.py --compare LANGUAGE FOLDER
                                     write the same images in another language to FOLDER

Needs poppler's pdftoppm, and LibreOffice for --word and --compare.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.shared import Pt, RGBColor
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
RESUME = Path(sys.executable).with_name("resume")
LANGUAGES = ("zh", "en")
DESK = "#d9dde2"
GAP = 24


def first_page(folder: Path, *options: str) -> Image.Image:
    """Export the profile as a PDF and return its first page."""
    output = folder / "resume.pdf"
    profile = ROOT / "profiles" / "stuart-lau.yaml"
    subprocess.run([RESUME, "export", "pdf", profile, *options, "-o", output, "-q"], check=True)
    return picture_of(output)


def picture_of(output: Path) -> Image.Image:
    """Return the first page of a PDF, 800 pixels wide."""
    page = output.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-scale-to-x", "800", "-scale-to-y", "-1", output, page], check=True
    )
    return Image.open(page.with_suffix(".png")).convert("RGB")


def in_word(folder: Path, profile: str, *options: str, restyled: bool = False) -> Image.Image:
    """Return the first page of a DOCX as LibreOffice shows it, as exported or with four styles changed."""
    output = folder / "word.docx"
    source = ROOT / "profiles" / f"{profile}.yaml"
    subprocess.run([RESUME, "export", "docx", source, "-O", "fonts=theme", *options, "-o", output, "-q"], check=True)
    if restyled:
        restyle(output)
    fonts = folder / "fonts.conf"
    included = "<include>/etc/fonts/fonts.conf</include>"
    fonts.write_text(f"<fontconfig><dir>{ROOT / 'themes' / 'fonts'}</dir>{included}</fontconfig>", encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, output], check=True, env=environment, capture_output=True)
    return picture_of(output.with_suffix(".pdf"))


def compare(folder: Path, target: Path, language: str, width: int = 800) -> None:
    """Write a picture for each theme: the PDF and the DOCX side by side, at the same scale."""
    target.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run([RESUME, "themes", "--json"], check=True, capture_output=True, text=True).stdout
    for theme in (json.loads(line)["name"] for line in listed.splitlines()):
        options = ("-t", theme, "-l", language, "-O", "pages=free")
        pages = [first_page(folder, *options), in_word(folder, "stuart-lau", *options)]
        beside([page.resize((width, width * page.height // page.width)) for page in pages], target / f"{theme}.png")


def restyle(path: Path) -> None:
    """Change the styles of a DOCX as docs/restyle.md describes for Word."""
    document = docx.Document(str(path))
    normal, name, heading, title = (document.styles[each] for each in ("Normal", "Name", "Heading 1", "Heading 2"))
    normal.font.name = "Source Serif 4"
    name.font.color.rgb = heading.font.color.rgb = RGBColor(0x8A, 0x1F, 0x3D)
    name.font.size = Pt(28)
    heading.font.small_caps = True
    title.paragraph_format.space_before = Pt(12)
    document.save(str(path))


def beside(pages: Sequence[Image.Image], target: Path) -> None:
    """Write a picture of pages side by side."""
    width = sum(page.width + GAP for page in pages) + GAP
    picture = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), DESK)
    left = GAP
    for page in pages:
        picture.paste(page, (left, GAP))
        left += page.width + GAP
    target.parent.mkdir(parents=True, exist_ok=True)
    # 64 colours are enough for a printed page, at a third of the size.
    picture.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"written: {target}")


def main(arguments: list[str]) -> int:
    """Write the images."""
    for program in ("pdftoppm", *(["soffice"] if arguments else [])):
        if shutil.which(program) is None:
            print(f"pictures: {program} is missing (apt-get install poppler-utils libreoffice)", file=sys.stderr)
            return 69
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        match arguments:
            case ["--compare", language, target]:
                compare(folder, Path(target), language)
            case ["--compare"]:
                compare(folder, IMAGES / "word", "en", width=440)
            case ["--word"]:
                pages = [in_word(folder, "maya-lindqvist", restyled=each) for each in (False, True)]
                beside(pages, IMAGES / "word-styles.png")
            case _:
                beside([first_page(folder, "-l", language) for language in LANGUAGES], IMAGES / "resume.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
