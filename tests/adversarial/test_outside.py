"""S1 to S3 as the system sees them: no network, no read and no write outside the places that are promised."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import RESUME, environment
from installed import PROFILES
from tools import program

import resume_cli
from resume_cli.theme.loader import theme_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data"
SAMPLES = sorted(path for path in (DATA / "interchange").rglob("*.*") if path.is_file())
COMMANDS = [
    ["export", "all", "cv.yaml", "evil.json", "-o", "out/"],
    ["export", "all", "cv.yaml", "-o", "own/", "--untrusted", "--language", "all"],
    ["show", "cv.yaml"],
    ["validate", "cv.yaml", "evil.json"],
    ["batch", "in", "--to", "all", "-o", "out", "-j", "2", "--report", "r.ndjson"],
    ["check", "cv.yaml"],
    ["check", "evil.json", "--for", "one-page"],
    ["diff", "cv.yaml:zh", "evil.json", "--format", "html"],
    ["convert", "cv.yaml", "--to", "rendercv", "-o", "out/rendercv.yaml", "--report", "r.ndjson"],
    ["convert", "evil.json", "--to", "jsonresume", "-o", "out/jsonresume.json"],
    ["import", "evil.html", "-o", "out/page.yaml"],
    ["import", "evil.xml", "-o", "out/passport.yaml"],
    ["import", "evil.json", "-o", "out/evil.yaml", "--report", "r.ndjson", "--force"],
    ["explain", "gap"],
    ["doctor"],
    ["export", "all", "corpus/*", "-o", "out/"],
    ["export", "all", "corpus/*", "-o", "out/", "--untrusted"],
    ["batch", "corpus", "--to", "all", "-o", "out", "--untrusted", "--report", "r.ndjson"],
    *(["import", f"samples/{path.name}", "-o", f"out/{index}.yaml"] for index, path in enumerate(SAMPLES)),
]
#: Pages and documents that name what may not be fetched.
PAGE = """<base href="http://127.0.0.1:9/"><link rel=stylesheet href="http://127.0.0.1:9/a.css"><h1>Eve</h1><p>Hello
<img src="http://127.0.0.1:9/a.png"><img src="file:///etc/passwd"><p><a href="file:///etc/shadow">x</a>
<iframe src="http://127.0.0.1:9/b"></iframe><h2>Work</h2><ul><li>2001-2002 <a href="//127.0.0.1:9/">Acme</a></ul>"""
PASSPORT = """<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?>
<!DOCTYPE SkillsPassport SYSTEM "http://127.0.0.1:9/a.dtd">
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" xmlns:xi="http://www.w3.org/2001/XInclude"
 xmlns:s="http://www.w3.org/2001/XMLSchema-instance" s:schemaLocation="a http://127.0.0.1:9/a.xsd"><LearnerInfo>
<Identification><PersonName><FirstName>Eve</FirstName></PersonName></Identification>
<xi:include href="../secret.csv" parse="text"/></LearnerInfo></SkillsPassport>"""
#: What a profile may try to reach, and to write over.
EVIL = {
    "$schema": "http://127.0.0.1:9/schema.json",
    "basics": {
        "name": "../../Eve", "image": "http://127.0.0.1:9/a.png", "url": "file:///etc/passwd",
        "summary": "![x](http://127.0.0.1:9/b.png) <img src='http://127.0.0.1:9/c.png'> [l](file:///etc/shadow)",
        "profiles": [{"network": "x", "url": "http://127.0.0.1:9/d"}],
    },
    "patents": {"from": "../secret.csv"},
    "work": [{"name": {"from": "/etc/passwd"}, "highlights": ["{{ 1 + 1 }}", "${jndi:ldap://127.0.0.1:9/a}"]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with profiles, beside a secret that none of them may reach."""
    folder = tmp_path_factory.mktemp("outside") / "home"
    (folder / "in").mkdir(parents=True)
    (folder.parent / "secret.csv").write_text("title\nSECRET\n", encoding="utf-8")
    for where in (folder, folder / "in"):
        named = (("stuart-lau.yaml", "cv.yaml"), ("patents.csv", "patents.csv"), ("portrait.png", "portrait.png"))
        for source, name in named:
            shutil.copy(PROFILES / source, where / name)
        (where / "evil.json").write_text(json.dumps(EVIL), encoding="utf-8")
        (where / "link.csv").symlink_to("../../secret.csv")
    shutil.copytree(PROFILES, folder / "corpus", ignore=shutil.ignore_patterns("*.schema.json", "*.csv", "*.md"))
    for path in (DATA / "cases").iterdir():
        shutil.copy(path, folder / "corpus")
    (folder / "samples").mkdir()
    for path in SAMPLES:
        shutil.copy(path, folder / "samples")
    (folder / "evil.html").write_text(PAGE, encoding="utf-8")
    (folder / "evil.xml").write_text(PASSPORT, encoding="utf-8")
    return folder


@cache
def sealed() -> tuple[str, ...]:
    """Return what runs a command where there is no network, not even this machine, if the system lets us."""
    seal = ("unshare", "--map-root-user", "--net")
    works = shutil.which(seal[0]) and subprocess.run([*seal, "true"], check=False, capture_output=True).returncode == 0
    return seal if works else ()


@pytest.fixture(scope="module", params=COMMANDS, ids=" ".join)
def calls(request: pytest.FixtureRequest, home: Path) -> list[str]:
    """Return the system calls of a command and of all its processes."""
    log = home.parent / "calls"
    strace = [program("strace"), "-f", "-y", "-s", "4096", "-o", str(log), "-e", "trace=%file,%network"]
    settings = environment(home.parent, HOME=str(home.parent / "person"), XDG_CACHE_HOME=str(home.parent / "cache"))
    # `doctor` looks at other commands of our name, which are not where a test may be.
    others = [each for each in os.environ["PATH"].split(os.pathsep) if not (Path(each) / "resume").exists()]
    settings["PATH"] = os.pathsep.join([str(RESUME.parent), *others])
    shutil.rmtree(home / "out", ignore_errors=True)
    (home / "out").mkdir()
    corpus = [str(path.relative_to(home)) for path in sorted((home / "corpus").glob("*.[yj]*"))]
    words = [name for word in request.param for name in (corpus if word == "corpus/*" else [word])]
    command = [*sealed(), *strace, str(RESUME), *words]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, env=settings, timeout=300)
    assert done.returncode in {0, 1, 65}, done.stderr
    assert "SECRET" not in done.stdout + done.stderr
    return log.read_text("utf-8", errors="replace").splitlines()


def test_no_command_opens_a_connection(calls: list[str]) -> None:
    # Pairs of our own processes have no address, and need none of these; name services are asked by nobody.
    assert not [line for line in calls if re.match(r"\d+ +(socket|connect|bind|listen)\(", line)]


def opened(calls: list[str], *, to_write: bool) -> Iterator[Path]:
    """Yield the files that were opened, with links resolved, as the system names them."""
    for line in calls:
        found = re.search(r"\bopen(?:at)?\(.*?\"(.*?)\", ([A-Z_|]+).*= \d+<(.*?)>", line)
        if found and ("O_WRONLY" in found[2] or "O_RDWR" in found[2]) == to_write:
            yield Path(found[3].removesuffix(" (deleted)"))


def test_nothing_is_read_outside_the_promised_places(calls: list[str], home: Path) -> None:
    places = [
        home, theme_folder(), theme_folder().parent / "docs",
        Path(resume_cli.__file__).parent, Path(sys.prefix), Path(sys.base_prefix),
        *map(Path, sysconfig.get_paths().values()), *(home.parent / name for name in ("cache", "person", "state")),
        *map(Path, ("/lib", "/lib64", "/usr", "/proc", "/sys", "/dev", "/etc", "/opt", "/var/cache/fontconfig")),
    ]  # fmt: skip
    resolved = [*places, *(place.resolve() for place in places), Path(RESUME).parent.parent]
    outside = {path for path in opened(calls, to_write=False) if not any(map(path.is_relative_to, resolved))}
    roots = {Path("/"), *home.parents, *map(Path, sys.path), Path(resume_cli.__file__).parent.parent}
    assert outside - roots == set()
    personal = {"passwd", "shadow"}
    read = {path for path in opened(calls, to_write=False) if path.parts[:2] == ("/", "etc")}
    assert not {path.name for path in read} & personal
    assert not [path for path in opened(calls, to_write=False) if path.name == "secret.csv"]


def test_nothing_is_written_outside_the_named_outputs_and_our_own_folders(calls: list[str], home: Path) -> None:
    places = [home / "out", home / "own", home / "r.ndjson", home.parent / "state", home.parent / "cache"]
    places += [Path("/dev"), Path("/proc")]
    written = {path for path in opened(calls, to_write=True) if not any(map(path.is_relative_to, places))}
    # A file without a name, such as a draft, is shown by its folder and number. Python caches what it compiles.
    unnamed = {path for path in written if path.name.startswith("#") or "__pycache__" in path.parts}
    assert written - unnamed == set()
    named = [
        line for line in calls if re.search(r"\b(rename|link|mkdir|unlink|symlink)(at2?|at)?\(", line) and "= 0" in line
    ]
    for line in named:
        for name in re.findall(r'"(/[^"]*)"', line):
            path = Path(name)
            assert "__pycache__" in path.parts or any(map(path.is_relative_to, (*places, home.parent))), line


def test_the_inputs_are_as_they_were(calls: list[str], home: Path) -> None:
    assert calls
    assert json.loads((home / "evil.json").read_text("utf-8")) == EVIL
    assert (home.parent / "secret.csv").read_text("utf-8") == "title\nSECRET\n"
    assert not (home.parent / "Eve.txt").exists()
