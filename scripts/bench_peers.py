#!/usr/bin/env python3
"""Time what a user might choose instead of this program, and how this program grows; used by scripts/bench.py.

All tools get the content of the same example profile. Typst and pandoc come from PyPI and run in an environment of
their own; Typst's library is called through a small script, since PyPI has no program. Chromium is used if it is
installed. Each Python that pyenv has gets an environment with this program in it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from bench_content import content, for_us

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench_content import Content, Data

ROOT = Path(__file__).resolve().parent.parent
RESUME = Path(sys.executable).with_name("resume")
VERSIONS = ("3.11", "3.12", "3.13", "3.14")

TYPST = """\
#!{python}
import sys
import typst
*_, source, target = sys.argv
typst.compile(source, output=target, font_paths=[{fonts!r}])
"""
TEMPLATE = """\
#set page(paper: "a4", margin: (x: 24mm, y: 15mm), numbering: "1 of 1")
#set text(font: "Source Sans 3", size: 10pt)
#set par(leading: 0.55em)
#show heading: it => block(above: 14pt, below: 6pt)[#text(13pt, it.body) #line(length: 100%, stroke: 0.5pt)]
#let entry(title, place, dates, summary, ..bullets) = block[
  #grid(columns: (1fr, auto), strong(title), dates)
  #place
  #if summary != "" [\\ #summary]
  #list(..bullets)
]
"""
#: Prints the milliseconds of one export in a process that has made others, or of a minimal document in WeasyPrint.
WARM = """
import statistics, sys, time
from pathlib import Path
import resume_cli
profile, name = resume_cli.load(Path(sys.argv[1])), sys.argv[2]
if name == "minimal":
    from resume_cli.document import texts
    from resume_cli.exporters.pdf.setup import font_configuration
    from html import escape
    words = resume_cli.export(profile, "text").decode().split("\\n\\n")
    fonts = font_configuration("abc")
    from weasyprint import HTML
    page = "<style>body{font:10pt 'Source Sans 3','Noto Sans SC'}</style>"
    page += "".join(f"<p>{escape(each)}</p>" for each in words)
    make = lambda: HTML(string=page).write_pdf(font_config=fonts)
else:
    make = lambda: resume_cli.export(profile, name)
make(), make()
taken = []
for _ in range(9):
    begun = time.perf_counter()
    make()
    taken.append(time.perf_counter() - begun)
print(statistics.median(taken) * 1000)
"""


def run(arguments: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> float:
    """Run a command and return the seconds it took. Raises CalledProcessError."""
    begun = time.perf_counter()
    subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, check=True)
    return time.perf_counter() - begun


def peers(work: Path, environment: Mapping[str, str], rounds: int) -> list[str]:
    """Return the lines of a table of cold starts: what else makes a PDF of the same content."""
    folder = work / "peers"
    folder.mkdir(exist_ok=True)
    made = content("maya-lindqvist", "en")
    (folder / "cv.typ").write_text(typst_source(made), "utf-8")
    (folder / "cv.md").write_text(markdown(made), "utf-8")
    run([RESUME, "export", "html", work / "en.yaml", "-o", folder / "cv.html"], folder, environment)
    commands = _peer_commands(folder, work)
    for arguments in commands.values():
        run(arguments, folder, environment)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, arguments in commands.items():
            taken[name].append(run(arguments, folder, environment))
    ours = statistics.median(taken["resume export pdf"])
    lines = ["| command | median, ms | resume export pdf takes |", "|---|---:|---:|"]
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        lines.append(f"| {name} | {median * 1000:.0f} | {ours / median:.2f} of it |")
    return lines


def _peer_commands(folder: Path, work: Path) -> dict[str, list[str | Path]]:
    python = _environment(folder / "py", sys.executable, "typst", "pypandoc_binary", "weasyprint")
    wrapper = folder / "typst"
    wrapper.write_text(TYPST.format(python=python, fonts=str(ROOT / "themes" / "fonts")), "utf-8")
    wrapper.chmod(0o755)
    pandoc = next(python.parents[1].glob("lib/*/site-packages/pypandoc/files/pandoc"))
    names = {
        "typst": _versions(python, "typst"),
        "pandoc": subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=True).stdout.split()[1],
        "weasyprint": _versions(python, "weasyprint"),
    }
    found: dict[str, list[str | Path]] = {
        "resume export pdf": [RESUME, "export", "pdf", work / "en.yaml", "-q", "-o", folder / "ours.pdf"],
        f"Typst {names['typst']} as a Python library, a template of fifteen lines": [wrapper, "cv.typ", "typst.pdf"],
        f"pandoc {names['pandoc']}, Markdown through Typst": [
            *(pandoc, "cv.md", "-o", "pandoc.pdf", f"--pdf-engine={wrapper}"),
        ],
        f"WeasyPrint {names['weasyprint']} on our HTML, as installed": [
            *(python.with_name("weasyprint"), "-q", "cv.html", "weasyprint.pdf"),
        ],
    }
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser:
        version = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        found[f"Chromium {version} printing our HTML"] = [
            *(browser, *flags, "--print-to-pdf=chromium.pdf", (folder / "cv.html").as_uri()),
        ]
    return found


def pythons(work: Path, environment: Mapping[str, str], rounds: int) -> list[str]:
    """Return the lines of a table: the same exports on each Python that is here."""
    wanted = {"PDF": "pdf", "HTML": "html", "DOCX": "docx"}
    commands: dict[tuple[str, str], list[str | Path]] = {}
    for version in VERSIONS:
        found = next((name for name in _candidates(version) if _runs(name)), None)
        if found:
            python = _environment(work / f"python-{version}", found, str(ROOT))
            for name, suffix in wanted.items():
                target = work / f"out-{version}.{suffix}"
                commands[version, name] = [
                    *(python.with_name("resume"), "export", suffix, work / "en.yaml", "-q", "-o", target),
                ]
    for arguments in commands.values():
        run(arguments, work, environment)
    taken: dict[tuple[str, str], list[float]] = {key: [] for key in commands}
    for _ in range(rounds):
        for key, arguments in commands.items():
            taken[key].append(run(arguments, work, environment))
    lines = [f"| Python | {', ms | '.join(wanted)}, ms |", "|---|" + "---:|" * len(wanted)]
    for version in dict.fromkeys(version for version, _ in commands):
        cells = [f"{statistics.median(taken[version, name]) * 1000:.0f}" for name in wanted]
        lines.append(f"| {version} | {' | '.join(cells)} |")
    return lines


def _candidates(version: str) -> list[str]:
    return [f"python{version}", *map(str, sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python3")))]


def _runs(python: str) -> bool:
    """Return whether a Python starts; pyenv puts commands on the path that may not."""
    found = shutil.which(python)
    return found is not None and subprocess.run([found, "-V"], capture_output=True, check=False).returncode == 0


def warm(work: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the lines of a table: exports in a process that has made others, beside a minimal document."""

    def milliseconds(profile: str, name: str) -> str:
        arguments: list[str | Path] = [sys.executable, "-c", WARM, work / profile, name]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True, env=environment)
        return f"{float(done.stdout):.0f}"

    lines = ["| in a warm process | English, ms | Chinese, ms |", "|---|---:|---:|"]
    labels = {
        "pdf": "PDF",
        "minimal": "WeasyPrint's floor: the same text as plain paragraphs",
        "html": "HTML",
        "docx": "DOCX",
        "terminal": "terminal",
    }
    for name, label in labels.items():
        cells = [milliseconds(profile, name) for profile in ("en.yaml", "zh.yaml")]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return lines


def growth(work: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the lines of a table: the time of longer documents, from a cold start."""
    folder = work / "growth"
    folder.mkdir(exist_ok=True)
    made = for_us(content("maya-lindqvist", "en"), "en")
    cases = {f"{count} × the jobs": {**made, "work": made["work"] * count} for count in (1, 5, 10, 30)}
    for count in (10, 100, 1_000):
        cases[f"{count:,} patents"] = {**made, "patents": [_patent(number) for number in range(count)]}
    import yaml
    from pypdf import PdfReader

    lines = ["| document | pages | PDF, ms | ms per page | HTML, ms |", "|---|---:|---:|---:|---:|"]
    for name, profile in cases.items():
        (folder / "cv.yaml").write_text(yaml.safe_dump(profile, allow_unicode=True), "utf-8")
        milliseconds = {}
        for suffix in ("pdf", "html"):
            target = folder / f"cv.{suffix}"
            arguments: list[str | Path] = [RESUME, "export", suffix, folder / "cv.yaml", "-q", "-o", target]
            milliseconds[suffix] = 1000 * statistics.median(run(arguments, folder, environment) for _ in range(3))
        pages = len(PdfReader(folder / "cv.pdf").pages)
        cells = (name, pages, f"{milliseconds['pdf']:.0f}", f"{milliseconds['pdf'] / pages:.0f}",
                 f"{milliseconds['html']:.0f}")  # fmt: skip
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def _patent(number: int) -> Data:
    day = f"20{number % 20:02}-0{number % 9 + 1}-1{number % 10}"
    return {"title": f"Method for answering question {number}", "number": f"US {9_000_000 + number}", "date": day}


def typst_source(made: Content) -> str:
    """Return the content as a document for Typst's compiler."""

    def quoted(text: object) -> str:
        return '"' + str(text or "").replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    basics = made.basics
    parts = [TEMPLATE, f'#text(22pt, weight: "bold", {quoted(basics["name"])})\n', f"#{quoted(basics['summary'])}\n"]
    for title, name, place in (("Experience", "work", "position"), ("Projects", "projects", "url")):
        parts.append(f"= {title}\n")
        for each in getattr(made, name):
            dates = f"{each.get('startDate', '')} – {each.get('endDate', '')}"
            told = each.get("summary") or each.get("description")
            cells = [each["name"], each.get(place), dates, told, *each.get("highlights", [])]
            parts.append(f"#entry({', '.join(map(quoted, cells))})\n")
    parts.append("= Skills\n")
    parts += [f"#{quoted(each['name'] + ': ' + ', '.join(each['keywords']))}\n\n" for each in made.skills]
    parts.append("= Education\n")
    parts += [f"#{quoted(each['institution'] + ', ' + each.get('studyType', ''))}\n\n" for each in made.education]
    return "".join(parts)


def markdown(made: Content) -> str:
    """Return the content as Markdown for pandoc."""
    lines = [f"% {made.basics['name']}", "", str(made.basics["summary"]), "", "# Experience", ""]
    for job in made.work:
        lines += [f"## {job['name']}, {job.get('position', '')}", "", str(job.get("summary", "")), ""]
        lines += [*(f"- {each}" for each in job.get("highlights", [])), ""]
    lines += ["# Projects", ""]
    lines += [f"- **{each['name']}** {each.get('description', '')}" for each in made.projects]
    lines += ["", "# Skills", "", *(f"- {each['name']}: {', '.join(each['keywords'])}" for each in made.skills)]
    lines += ["", "# Education", "", *(f"- {each['institution']}" for each in made.education)]
    return "\n".join(lines)


def _environment(folder: Path, python: str, *packages: str) -> Path:
    """Return the Python of an environment with these packages, which is made if it does not exist."""
    made = folder / "bin" / "python"
    if not made.exists():
        print(f"setting up {folder.name} …", flush=True)
        run([python, "-m", "venv", folder], folder.parent)
        run([made, "-m", "pip", "install", "--quiet", *packages], folder.parent, dict(os.environ))
    return made


def _versions(python: Path, name: str) -> str:
    code = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def preview(work: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the lines of a table: the time from saving the profile until a preview has the new bytes."""
    profile = work / "preview.yaml"
    text = (work / "en.yaml").read_text("utf-8")
    profile.write_text(text, "utf-8")
    command: list[str | Path] = [RESUME, "preview", profile, "--no-browser"]
    server = subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines = ["| from saving to the new bytes in `resume preview` | median, ms |", "|---|---:|"]
    try:
        address = server.stdout.readline().decode().strip().partition("?")[0] if server.stdout else ""
        for name, path in {"HTML": "view/html", "PDF": "view/pdf", "PDF as a picture": "page/pdf/1"}.items():
            seconds = [_until_new(address, path, profile, f"{text}\n# {name} {turn}\n") for turn in range(9)]
            lines.append(f"| {name} | {statistics.median(seconds[2:]) * 1000:.0f} |")
    finally:
        server.kill()
        server.wait()
    return lines


def _until_new(address: str, path: str, profile: Path, text: str) -> float:
    """Save a profile, and return the seconds until the preview has announced the change and answered with bytes."""
    with urlopen(f"{address}data/events") as events:  # noqa: S310 - the server started above
        events.readline()
        events.readline()
        begun = time.perf_counter()
        profile.write_text(text, "utf-8")
        while not events.readline().startswith(b"data:"):
            pass
        with urlopen(f"{address}{path}") as answer:  # noqa: S310 - as above
            answer.read()
        return time.perf_counter() - begun
