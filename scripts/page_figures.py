"""Measure the pages of each theme and of RenderCV's: words on page one, pages, text size, and how full they are.

python scripts/page_figures.py --sheets FOLDER    write sheets with two first pages each, under neutral letters

All tools get the same content: `bench_content.py` converts the example profiles, and an academic with 45 papers is
invented here. RenderCV is installed by `bench.py`; without it, its last figures are kept.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from bench import ROOT, environment, rendercv
from bench_content import Content, content, for_rendercv, for_us

from resume_cli.theme.loader import theme_names

Data: TypeAlias = Any
RESUME = Path(sys.executable).with_name("resume")
WORK = Path.home() / ".cache" / "resume-press-bench"
#: The themes of RenderCV that judges ranked first.
THEIRS = ("classic", "engineeringresumes", "harvard", "ink")
NAMES = ("engineer, en", "academic, en", "first user, en", "first user, zh")
#: The heights, in millimetres, of the top and bottom of a page with margins and page numbers in every theme.
_TOP, _BOTTOM = 15, 20
_POINTS = 72 / 25.4
_CHINESE = {
    "Summary": "个人简介", "Experience": "工作经历", "Projects": "项目经历", "Skills": "专业技能",
    "Education": "教育背景", "Publications": "论文与专利",
}  # fmt: skip
_HEAD = "| theme | profile | words on page 1 | pages | text, pt | how full, % |\n|---|---|---:|---:|---:|---|"


@dataclass(frozen=True, slots=True)
class Figures:
    """The measurements of a PDF; `fill` is in percent of the text area, for each page."""

    words: int
    size: float
    fill: tuple[int, ...]

    def row(self, theme: str, name: str) -> str:
        """Return a row of the table."""
        pages = " ".join(map(str, self.fill))
        return f"| {theme} | {name} | {self.words} | {len(self.fill)} | {self.size:g} | {pages} |"


def contents() -> dict[str, tuple[Content, str]]:
    """Return the content and the language of each profile, by its name."""
    engineer, english, chinese = (
        content("maya-lindqvist", "en"),
        content("stuart-lau", "en"),
        content("stuart-lau", "zh"),
    )
    made = (engineer, academic(), english, chinese)
    return {name: (each, name[-2:]) for name, each in zip(NAMES, made, strict=True)}


def academic() -> Content:
    """Return an invented professor with 45 papers and six posts."""
    fields = ("sea ice", "snow cover", "glacier runoff", "permafrost", "river deltas", "lake sediments", "tidal flats")
    summary = "Measures how ice and water move, from satellites and from boats, and teaches both."
    reached = {"email": "ilse@marrow.example", "url": "https://marrow.example"}
    place = {"location": {"city": "Uppsala", "countryCode": "SE"}}
    made = Content({"name": "Ilse Marrow", "label": "Professor of Geography", **reached, **place, "summary": summary})
    posts = ("Professor", "Associate Professor", "Lecturer", "Postdoctoral Fellow", "Doctoral Student", "Assistant")
    towns = ("Uppsala", "Bergen", "Oulu", "Kiel", "Tartu", "Vilnius")
    for index, (post, town) in enumerate(zip(posts, towns, strict=True)):
        bullets = [f"Led the field work on {fields[index]} over {index + 2} seasons.",
                   f"Taught remote sensing to {40 + 15 * index} students a year."]  # fmt: skip
        dates = {"startDate": f"{2021 - 4 * index}-09", "endDate": f"{2025 - 4 * index}-08"}
        made.work.append({"name": f"University of {town}", "position": post, **dates, "highlights": bullets})
    school = {"institution": "University of Vilnius", "area": "Geography", "studyType": "MSc"}
    made.education = [{**school, "startDate": "1996", "endDate": "2001"}]
    made.skills = [{"name": "Methods", "keywords": ["altimetry", "radar", "GNSS", "sonar"]},
                   {"name": "Code", "keywords": ["Python", "Julia", "Fortran"]}]  # fmt: skip
    made.publications = [_paper(index, fields[index % 7]) for index in range(45)]
    return made


def _paper(index: int, field: str) -> Data:
    what = ("Thickness", "Decline", "Seasonality", "Albedo", "Transport")[index % 5]
    where = ("the Baltic", "Svalbard", "Lapland")[index % 3]
    return {
        "name": f"{what} of {field} in {where}, {1981 + index % 20}–{2001 + index % 20}",
        "publisher": ("Journal of Cold Regions", "Annals of Hydrology", "Polar Letters")[index % 3],
        "releaseDate": f"{2025 - index // 2}-0{1 + index % 9}",
    }


def figures_of(pdf: Path) -> Figures:
    """Return the measurements of a PDF."""
    from pypdf import PdfReader

    sizes: Counter[float] = Counter()
    fill = []
    for page in PdfReader(pdf).pages:
        high, low = float(page.mediabox.height) - _TOP * _POINTS, _BOTTOM * _POINTS
        lines = [line for line in _lines(page) if low * 0.8 < line[0] < high]
        lowest = min((baseline for baseline, _, _ in lines), default=high)
        for _, size, letters in lines:
            sizes[round(size, 1)] += letters
        fill.append(round(100 * min(1, (high - lowest) / (high - low))))
    text = subprocess.run(["pdftotext", "-l", "1", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    words = len(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’.-][^\W\u3400-\u9fff]+)*", text))
    return Figures(words, sizes.most_common(1)[0][0], tuple(fill))


def _lines(page: Data) -> list[tuple[float, float, int]]:
    """Return the baseline, the size and the number of letters of each piece of text, in points."""
    found = []

    def visit(text: str, outer: Data, inner: Data, _font: Data, size: float) -> None:
        baseline = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
        if text.strip():
            found.append((baseline, abs(size * inner[3] * outer[3]), len(text.strip())))

    page.extract_text(visitor_text=visit)
    return found


def ours(theme: str, made: Content, language: str, pdf: Path) -> None:
    """Write a PDF in one of this program's themes."""
    source = pdf.with_suffix(".yaml")
    source.write_text(yaml.safe_dump(for_us(made, language), allow_unicode=True, sort_keys=False), encoding="utf-8")
    subprocess.run([RESUME, "export", "pdf", source, "-t", theme, "-q", "-o", pdf], check=True)


def theirs(command: Path, theme: str, made: Content, language: str, pdf: Path) -> None:
    """Write a PDF in one of RenderCV's themes, without the icons that it would download."""
    data = for_rendercv(made, "Noto Sans SC" if language == "zh" else None)
    page = {"size": "a4", "show_top_note": False}
    header = {"connections": {"show_icons": False}}
    data["design"] = {**data.get("design", {}), "theme": theme, "page": page, "header": header}
    data["settings"] = {"current_date": "2026-01-15"}
    person = data["cv"]
    if made.basics.get("phone"):
        person["phone"] = made.basics["phone"]
    if language == "zh":
        data["locale"] = {"language": "mandarin_chinese"}
        person["sections"] = {_CHINESE[title]: entries for title, entries in person["sections"].items()}
    source = pdf.with_name(f"{pdf.stem}-theirs.yaml")
    source.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    only = ("--dont-generate-markdown", "--dont-generate-html", "--dont-generate-png", "--quiet")
    folder = pdf.parent
    if not (folder / "fonts").exists():
        (folder / "fonts").symlink_to(ROOT / "themes" / "fonts" / "noto-sans-sc")
    subprocess.run(
        [command, "render", source.name, "--pdf-path", pdf, *only], cwd=folder, env=environment(WORK), check=True
    )


def all_pdfs(folder: Path) -> dict[tuple[str, str], Path]:
    """Write every profile in every theme, and return the files by theme and profile."""
    WORK.mkdir(parents=True, exist_ok=True)
    command = rendercv(WORK)
    found = {}
    for name, (made, language) in contents().items():
        for theme in theme_names():
            found[theme, name] = folder / f"{theme}-{NAMES.index(name)}.pdf"
            ours(theme, made, language, found[theme, name])
        if command is None:
            continue
        for theme in THEIRS:
            found[f"RenderCV {theme}", name] = pdf = folder / f"rendercv-{theme}-{NAMES.index(name)}.pdf"
            theirs(command, theme, made, language, pdf)
    return found


def table(before: str) -> str:
    """Return the table; `before` is the last version of its page, whose figures are kept for tools that are missing."""
    with tempfile.TemporaryDirectory() as folder:
        rows = {key: figures_of(pdf).row(*key) for key, pdf in all_pdfs(Path(folder)).items()}
    old = [line for line in before.splitlines() if line.startswith("| RenderCV")]
    new = [row for name in NAMES for (_, each), row in rows.items() if each == name]
    return "\n".join([_HEAD, *new, *([] if any("RenderCV" in row for row in new) else old)])


def sheets(folder: Path, seed: int) -> None:
    """Write a picture for each pair of a theme and one of RenderCV's, at random on the left or right, and the key."""
    from PIL import Image

    chance = random.Random(seed)  # noqa: S311 - no secret
    folder.mkdir(parents=True, exist_ok=True)
    key: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as work:
        pdfs = all_pdfs(Path(work))
        pictures = {}
        for (theme, name), pdf in pdfs.items():
            subprocess.run(["pdftoppm", "-r", "120", "-png", "-singlefile", pdf, pdf.with_suffix("")], check=True)
            pictures[theme, name] = Image.open(pdf.with_suffix(".png")).convert("RGB")
        # Each theme of this program, for each profile, beside a random one of RenderCV's.
        pairs = [(our, chance.choice(THEIRS), name) for name in NAMES for our in theme_names()]
        chance.shuffle(pairs)
        for number, (our, their, name) in enumerate(pairs, 1):
            sides = [our, f"RenderCV {their}"]
            chance.shuffle(sides)
            left, right = (pictures[side, name] for side in sides)
            sheet = Image.new("RGB", (left.width + right.width + 24, max(left.height, right.height)), "#777")
            sheet.paste(left, (0, 0))
            sheet.paste(right, (left.width + 24, 0))
            sheet.save(folder / f"{number:03}.png", optimize=True)
            key[f"{number:03}"] = {"left": sides[0], "right": sides[1], "profile": name}
    folder.with_suffix(".key.json").write_text(json.dumps(key, indent=1), encoding="utf-8")


def main() -> int:
    """Print the table, or write the sheets."""
    parser = argparse.ArgumentParser(description="Figures of the pages of each theme.")
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="write pairs of first pages for blind judging")
    parser.add_argument("--seed", type=int, default=1, help="of the order and the sides")
    options = parser.parse_args()
    if options.sheets:
        sheets(options.sheets, options.seed)
    else:
        print(table(""))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
