#!/usr/bin/env python3
"""Compare the speed of this program with other tools on the same content, and write docs/performance.md.

    scripts/bench.py                       measure cold starts: medians and ratios
    scripts/bench.py --batch 200           also measure a batch of 200 profiles
    scripts/bench.py --peers               also time other ways to make a PDF, other Pythons, and longer documents
    scripts/bench.py --write               also update the page

The other tools are installed in a working folder (--work, kept between runs): RenderCV from PyPI if Python 3.12 or
later is found, and resumed from the npm registry if npm is. All tools get the content of the example profiles,
converted to their own formats. Each round runs every command once, so that a busy moment on the machine affects all of
them. A ratio is the median of the ratios within the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bench_peers
from bench_content import Content, content, for_rendercv, for_us

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
RESUME = Path(sys.executable).with_name("resume")
THEME = "jsonresume-theme-even"
# RenderCV's Typst library downloads this icon package; a stub replaces it.
ICONS = "typst/packages/preview/fontawesome/0.6.0"
BASE = "RenderCV, PDF"


@dataclass(frozen=True, slots=True)
class Command:
    """A command to time: its name, its arguments, its goal, and the name of the command it is compared with."""

    name: str
    arguments: tuple[str, ...]
    goal: float | None = None
    against: str = BASE


@dataclass(frozen=True, slots=True)
class Result:
    """The seconds that a command took in each round."""

    command: Command
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median in seconds."""
        return statistics.median(self.seconds)


def run(arguments: Iterable[str | Path], folder: Path, environment: dict[str, str] | None = None) -> float:
    """Run a command and return the seconds it took; exit if it fails."""
    begun = time.perf_counter()
    done = subprocess.run(list(arguments), cwd=folder, env=environment, capture_output=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stdout.decode()}{done.stderr.decode()}")
    return seconds


# Setup


def newer_python() -> str | None:
    """Return a Python that can run RenderCV: 3.12 or later."""
    candidates = [sys.executable, *(shutil.which(f"python3.{minor}") or "" for minor in (12, 13, 14))]
    candidates += sorted(map(str, Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python3")))
    for candidate in filter(None, candidates):
        check = [candidate, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
        if subprocess.run(check, capture_output=True, check=False).returncode == 0:
            return candidate
    return None


def rendercv(work: Path) -> Path | None:
    """Return the path of RenderCV's command, installed in its own environment."""
    command = work / "rendercv" / "bin" / "rendercv"
    python = newer_python()
    if not command.exists() and python:
        print("setting up RenderCV …", flush=True)
        run([python, "-m", "venv", work / "rendercv"], work)
        run([work / "rendercv" / "bin" / "pip", "install", "--quiet", "rendercv[full]"], work)
    icons = work / "cache" / ICONS
    icons.mkdir(parents=True, exist_ok=True)
    (icons / "typst.toml").write_text('[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n')
    (icons / "lib.typ").write_text("#let fa-icon(name, ..rest) = box(width: 0.8em, height: 0.8em)\n")
    return command if command.exists() else None


def resumed(work: Path) -> Path | None:
    """Return the path of the resumed command, installed together with a theme."""
    command = work / "node" / "node_modules" / ".bin" / "resumed"
    if not command.exists() and shutil.which("npm"):
        print("setting up resumed …", flush=True)
        (work / "node").mkdir(exist_ok=True)
        run(["npm", "install", "--silent", "--no-audit", "--no-fund", "resumed", THEME], work / "node")
    return command if command.exists() else None


def write_inputs(work: Path) -> None:
    """Write the same content in the format of each tool."""
    english, chinese = content("maya-lindqvist", "en"), content("stuart-lau", "zh")
    import yaml

    def dump(name: str, data: Any) -> None:  # noqa: ANN401 - plain data
        (work / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

    dump("en.yaml", for_us(english, "en"))
    dump("zh.yaml", for_us(chinese, "zh"))
    dump("both.yaml", both(chinese, content("stuart-lau", "en")))
    dump("rendercv-en.yaml", for_rendercv(english))
    dump("rendercv-zh.yaml", for_rendercv(chinese, "Noto Sans SC"))
    (work / "en.json").write_text(json.dumps(for_us(english, None)), encoding="utf-8")
    shutil.copytree(ROOT / "themes" / "fonts" / "noto-sans-sc", work / "fonts", dirs_exist_ok=True)


def both(chinese: Content, english: Content) -> dict[str, Any]:
    """Merge two profiles into a bilingual one."""

    def merged(first: Any, second: Any) -> Any:  # noqa: ANN401 - plain data
        if isinstance(first, dict):
            return {key: merged(value, second.get(key, value)) for key, value in first.items()}
        if isinstance(first, list):
            return [merged(each, other) for each, other in zip(first, second, strict=False)]
        return {"zh": first, "en": second} if first != second else first

    profile = merged(for_us(chinese, None), for_us(english, None))
    return {"meta": {"languages": ["zh", "en"]}, **profile}


# Measurement


def commands(work: Path) -> list[Command]:
    """Return the commands to time, starting with the base of the ratios."""
    ours, cv, node = str(RESUME), rendercv(work), resumed(work)
    pdf_only = ("--dont-generate-markdown", "--dont-generate-html", "--dont-generate-png", "--quiet")
    found = []
    if cv:
        found += [
            Command(BASE, (str(cv), "render", "rendercv-en.yaml", "-o", "cv-en", *pdf_only)),
            Command("RenderCV, PDF, Chinese", (str(cv), "render", "rendercv-zh.yaml", "-o", "cv-zh", *pdf_only)),
            Command("RenderCV, --help", (str(cv), "--help")),
        ]
    export = (ours, "export")
    found += [
        Command("resume export pdf", (*export, "pdf", "en.yaml", "-q"), 0.38),
        Command("resume export pdf, Chinese", (*export, "pdf", "zh.yaml", "-q"), 0.43, "RenderCV, PDF, Chinese"),
        Command("resume export html", (*export, "html", "en.yaml", "-q"), 0.25),
        Command("resume export docx", (*export, "docx", "en.yaml", "-q"), 0.18),
        Command("resume show", (ours, "show", "en.yaml"), 0.12),
        Command("resume validate", (ours, "validate", "en.yaml"), 0.2),
        Command("resume --version", (ours, "--version"), 0.1),
        Command("resume --help", (ours, "--help"), 0.15),
        # The first round writes the file, the others find that nothing has changed.
        Command("resume export --if-changed", (*export, "pdf", "en.yaml", "-o", "kept.pdf", "--if-changed", "-q"), 0.1),
        Command("six files", (*export, "pdf,docx,html", "both.yaml", "-l", "zh,en", "-q"), 0.65),
    ]
    if node:
        render = ("render", "en.json", "--theme", THEME, "--output", "even.html")
        found += [
            Command("resumed, HTML", (str(node), *render)),
            Command("resumed, validate", (str(node), "validate", "en.json")),
            Command("resumed, --help", (str(node), "--help")),
            Command("resume export html ", (*export, "html", "en.yaml", "-q"), 0.58, "resumed, HTML"),
            Command("resume validate ", (ours, "validate", "en.yaml"), 0.7, "resumed, validate"),
            Command("resume --help ", (ours, "--help"), 1.0, "resumed, --help"),
        ]
    return found


def environment(work: Path) -> dict[str, str]:
    """Return the environment of every command: caches in the working folder, bytecode files allowed, no colours."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "XDG_CACHE_HOME": str(work / "cache"), "NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb"}


def measure(work: Path, rounds: int) -> dict[str, Result]:
    """Run every command once to warm the caches, then in rounds."""
    wanted = commands(work)
    surroundings = environment(work)
    folder = work / "node" if (work / "node").exists() else work
    places = {each.name: folder if "resumed" in each.arguments[0] else work for each in wanted}
    if folder != work:
        shutil.copyfile(work / "en.json", folder / "en.json")
    for each in wanted:
        run(each.arguments, places[each.name], surroundings)
    seconds: dict[str, list[float]] = {each.name: [] for each in wanted}
    for number in range(rounds):
        print(f"\rround {number + 1} of {rounds}", end="", flush=True)
        for each in wanted:
            seconds[each.name].append(run(each.arguments, places[each.name], surroundings))
    print()
    return {each.name: Result(each, tuple(seconds[each.name])) for each in wanted}


def ratio(result: Result, results: dict[str, Result]) -> float | None:
    """Return the median of the ratios within the rounds, or None if the other command was not measured."""
    other = results.get(result.command.against)
    if other is None or other is result:
        return None
    return statistics.median(mine / theirs for mine, theirs in zip(result.seconds, other.seconds, strict=True))


# Batch export


def batch(work: Path, count: int, peer: Path | None) -> list[str]:
    """Return the lines of a table: the time per profile in a batch, and in two parallel loops of RenderCV."""
    many = work / "many"
    many.mkdir(exist_ok=True)
    source = (work / "en.yaml").read_text("utf-8")
    for number in range(count):
        (many / f"{number:05}.yaml").write_text(source.replace("Maya Lindqvist", f"Maya Lindqvist {number}"), "utf-8")
    surroundings = environment(work)
    theirs = _two_at_a_time(peer, work, 24, surroundings) if peer else None
    lines = ["| command | seconds per profile | compared with RenderCV |", "|---|---:|---:|"]
    if theirs:
        lines.append(f"| RenderCV, PDF, two at a time | {theirs:.3f} | 1 |")
    for name in ("pdf", "docx", "html"):
        arguments = [str(RESUME), "batch", "many", "--to", name, "--output", f"out-{name}", "--jobs", "2", "-q"]
        shutil.rmtree(work / f"out-{name}", ignore_errors=True)
        each = run(arguments, work, surroundings) / count
        faster = f"{theirs / each:.1f} × as fast" if theirs else ""
        lines.append(f"| resume batch, {name}, {count} profiles | {each:.4f} | {faster} |")
    return lines


def _two_at_a_time(peer: Path, work: Path, count: int, surroundings: dict[str, str]) -> float:
    """Return the seconds per profile of RenderCV in two parallel processes."""
    flags = "--dont-generate-markdown --dont-generate-html --dont-generate-png --quiet"
    loop = f"for n in $(seq {count // 2}); do {peer} render rendercv-en.yaml -o loop-$0 {flags} >/dev/null; done"
    begun = time.perf_counter()
    running = [subprocess.Popen(["sh", "-c", loop, str(side)], cwd=work, env=surroundings) for side in (1, 2)]
    if any(process.wait() for process in running):
        sys.exit("RenderCV failed")
    return (time.perf_counter() - begun) / count


# Report


def machine(work: Path) -> list[str]:
    """Describe the machine and the versions that were measured."""
    models = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    models.append(platform.processor())
    lines = [
        f"- {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.release()}, {os.cpu_count()} cores {models[0]}",
        f"- Python {platform.python_version()}; " + ", ".join(versions(sys.executable, "resume-press", "weasyprint")),
    ]
    peer = work / "rendercv" / "bin" / "python"
    if peer.exists():
        version = subprocess.run([peer, "-V"], capture_output=True, text=True, check=True).stdout.strip()
        lines.append(f"- {version}; " + ", ".join(versions(str(peer), "rendercv", "typst", "typer", "pydantic")))
    package = work / "node" / "node_modules" / "resumed" / "package.json"
    if package.exists():
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
        lines.append(f"- node {node}; resumed {json.loads(package.read_text('utf-8'))['version']}")
    return lines


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


def versions(python: str, *names: str) -> list[str]:
    """Return the names and versions of packages in an environment."""
    code = "import sys\nfrom importlib.metadata import version\nfor name in sys.argv[1:]: print(name, version(name))"
    return subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True).stdout.splitlines()


def table(results: dict[str, Result]) -> list[str]:
    """Return the table of cold starts."""
    lines = [
        "| command | median, ms | fastest, ms | ratio | compared with | goal | |",
        "|---|---:|---:|---:|---|---:|---|",
    ]
    for result in results.values():
        share = ratio(result, results)
        goal = result.command.goal
        verdict = "" if share is None or goal is None else ("reached" if share <= goal else "missed")
        cells = [
            result.command.name.strip(),
            f"{result.median * 1000:.0f}",
            f"{min(result.seconds) * 1000:.0f}",
            "" if share is None else f"{share:.2f}",
            "" if share is None else result.command.against,
            "" if goal is None else f"{goal:.2f}",
            verdict,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def main() -> int:
    """Run the measurements and print the tables."""
    parser = argparse.ArgumentParser(description="Compare the speed of this program with other tools.")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument("--work", type=Path, default=cache / "resume-press-bench", help="folder of the other tools")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--batch", type=int, default=0, metavar="N", help="also time a batch of N profiles")
    parser.add_argument("--peers", action="store_true", help="also time other tools, other Pythons, longer documents")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/performance.md")
    options = parser.parse_args()
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    write_inputs(work)
    results = measure(work, options.rounds)
    lines = [*machine(work), f"- medians of {options.rounds} rounds", "", *table(results)]
    if options.batch:
        lines += ["", *batch(work, options.batch, rendercv(work))]
    pages = {"measured": lines}
    if options.peers:
        surroundings = environment(work)
        pages["peers"] = bench_peers.peers(work, surroundings, options.rounds)
        pages["pythons"] = bench_peers.pythons(work, surroundings, options.rounds)
        pages["warm"] = bench_peers.warm(work, surroundings)
        pages["preview"] = bench_peers.preview(work, surroundings)
        pages["growth"] = bench_peers.growth(work, surroundings)
    for name, table_lines in pages.items():
        print(*table_lines, "", sep="\n")
        if options.write:
            write(name, table_lines)
    return 0


def write(name: str, lines: list[str]) -> None:
    """Put lines between the marks of this name on the page."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = PAGE.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text("\n".join([before + begin, *lines, end + after]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
