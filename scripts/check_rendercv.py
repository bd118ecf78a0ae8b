"""Let RenderCV read what `resume convert --to rendercv` writes: examples, samples, and values it is strict about.

python scripts/check_rendercv.py [--environment FOLDER] [PROFILE…]

RenderCV is installed from PyPI into a separate environment, which is kept: --environment, or one in the user's cache.
It needs Python 3.12. Without that, or if the package cannot be installed, nothing is checked and one line reports why.
Exit 1 if RenderCV refuses a file.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench import newer_python

from resume_cli.errors import ResumeError
from resume_cli.interchange.converting import convert
from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.source import open_source
from resume_cli.pipeline import load
from resume_cli.profile.folder import Folder
from resume_cli.profile.source import ProfileSource, source_of
from resume_cli.select import available_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VERSION = "2.8"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "resume-press" / f"rendercv-{VERSION}"
#: A profile with everything that RenderCV is strict about: addresses, telephone numbers, dates, accounts, empty
#: entries, several languages.
STRICT = {
    "meta": {"languages": ["de"]},
    "basics": {
        "name": "Ada – 李", "email": ["ada@example.org", "not an address"], "phone": ["+49 30 901820", "0123", "+1 2"],
        "url": ["https://ada.example.org", "ada.example.org", "https://"],
        "location": {"city": "Köln", "countryCode": "DE"},
        "profiles": [
            {"network": "Mastodon", "username": "@ada@example.social"}, {"network": "Mastodon", "username": "ada"},
            {"network": "Stack Overflow", "username": "1/ada"}, {"network": "StackOverflow", "username": "ada"},
            {"network": "ORCID", "username": "0000-0001-2345-678X"}, {"network": "ORCID", "username": "x"},
            {"network": "IMDB", "username": "nm1"}, {"network": "YouTube", "username": "@ada"},
            {"network": "Twitter", "username": "ada"}, {"network": "WhatsApp", "username": "+4930901820"},
            {"network": "WhatsApp", "username": "ada"}, {"network": "LinkedIn", "url": "https://linkedin.example/ada"},
            {"network": "Bluesky", "username": "ada.example"}, {"network": "Weibo", "username": "ada"},
        ],
    },
    "work": [
        {"name": "A", "startDate": "2019", "endDate": "2020-12", "highlights": [{"text": "two", "highlights": ["x"]}]},
        {"position": "B", "startDate": "2020-06", "endDate": "2019"}, {"name": "C", "endDate": "2019-02"},
        {"name": "D", "startDate": "Herbst 2019"}, {"startDate": "2019-02-28", "summary": "only"},
        {"name": "E", "url": "https://e.example", "roles": [{"position": "x", "startDate": "2018"}, {"position": "y"}]},
    ],
    "education": [{"institution": "U"}, {"area": "Math", "startDate": "2010", "endDate": "2012-07-01", "score": "1,0"}],
    "publications": [
        {"name": "P", "releaseDate": "2019-03", "doi": "10.5555/rooms.1"}, {"name": "Q", "doi": "https://doi.org/10.1/x"},
        {"name": "R", "releaseDate": "im Druck", "url": "r.example"}, {"name": "S", "doi": "not one"},
    ],
    "skills": [{"name": "X"}, {"keywords": ["a", "b"]}, {"name": "Y", "level": "gut"}],
    "patents": [{"title": "T", "number": "EP1", "granted": "2019-01-02", "url": "https://p.example"}],
    "languages": [{"language": "Deutsch", "fluency": "Muttersprache"}],
    "sections": [
        {"id": "a", "title": "Eins: zwei #3", "entries": [{"name": "x"}, {"summary": "y"}]},
        {"id": "b", "title": "Eins: zwei #3", "entries": [{"name": "z", "startDate": "2019"}]},
        {"id": "experience", "entries": [{"name": "another"}]},
    ],
}  # fmt: skip
#: Run by the Python of RenderCV's environment: prints the errors of each file that it refuses.
_CHECK = """
import pathlib, sys
from rendercv.schema.rendercv_model_builder import build_rendercv_dictionary_and_model
failed = 0
for name in sys.argv[1:]:
    try:
        build_rendercv_dictionary_and_model(pathlib.Path(name).read_text("utf-8"))
    except Exception as error:
        failed += 1
        said = getattr(error, "validation_errors", None) or [error]
        print(f"{name}: " + "; ".join(f"{getattr(each, 'schema_location', '')} {getattr(each, 'message', each)!s}"
                                      for each in said))
print(f"rendercv: {len(sys.argv) - 1 - failed} of {len(sys.argv) - 1} files accepted")
sys.exit(1 if failed else 0)
"""


def environment(folder: Path) -> Path | str:
    """Return the Python of an environment with RenderCV, created if necessary, or the reason why there is none."""
    python = folder / "bin" / "python"
    has_it = [str(python), "-c", "import rendercv"]
    if python.exists() and subprocess.run(has_it, capture_output=True, check=False).returncode == 0:
        return python
    newer = newer_python()
    if newer is None:
        return "it needs Python 3.12"
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--retries",
        "1",
        "--timeout",
        "20",
        f"rendercv=={VERSION}",
    ]
    for step in ([newer, "-m", "venv", "--clear", str(folder)], install):
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            return ((done.stderr or done.stdout).strip().splitlines() or ["it cannot be installed"])[-1]
    return python


def sources(names: Sequence[str]) -> Iterator[ProfileSource]:
    """Yield the profiles to convert: those named, or the examples, the samples as imported, and the strict one."""
    for name in names or sorted(str(path) for path in (ROOT / "profiles").glob("*.yaml")):
        path = Path(name)
        yield ProfileSource(path.name, path.read_bytes(), Folder(path.parent), datetime.fromtimestamp(0, tz=UTC))
    if names:
        return
    yield source_of(json.dumps(STRICT).encode(), "strict.json", "json")
    samples = ROOT / "tests" / "data" / "interchange"
    for path in sorted(each for each in samples.rglob("*") if each.is_file()):
        draft = read(open_source(str(path)), None)[0]
        # RenderCV refuses the telephone numbers of invented people, which do not exist.
        draft.profile.get("basics", {}).pop("phone", None)
        yield source_of(emit(draft, "json"), path.name, "json")


def main() -> int:
    """Convert the profiles, let RenderCV read the results, and print the errors that it reports."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("profiles", nargs="*", metavar="PROFILE", help="default: the examples and the tests' samples")
    parser.add_argument("--environment", type=Path, default=CACHE, help="where RenderCV is, or will be installed")
    arguments = parser.parse_args()
    python = environment(arguments.environment)
    if isinstance(python, str):
        print(f"rendercv: not checked: {python}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        written = []
        shutil.copy(ROOT / "profiles" / "portrait.png", folder)
        for source in sources(arguments.profiles):
            try:
                loaded = load(source)
            except ResumeError as error:
                print(f"rendercv: {source.name} is left out: {error.message}")
                continue
            for language in available_languages(loaded.profile):
                target = Path(folder) / f"{source.name}.{language}.yaml"
                target.write_bytes(convert(loaded, "rendercv", language)[0])
                written.append(target.name)
        return subprocess.run([str(python), "-c", _CHECK, *written], check=False, cwd=folder).returncode


if __name__ == "__main__":
    sys.exit(main())
