"""A WeasyPrint that has changed inside still makes a PDF: slower, or without a nicety."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from pdf_documents import read

import resume_cli
from resume_cli.document import texts
from resume_cli.exporters.pdf.engine.touched import TOUCHED, ChangedError, touch
from resume_cli.exporters.pdf.setup import load
from resume_cli.testing import KITCHEN_SINK, missing

PACKAGE = Path(resume_cli.__file__).resolve().parent
NAMES = sorted({re.split("[:.#]", touched)[-1] for touched in TOUCHED})
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the plain import is the only one")

#: Makes a PDF, in Chinese, with a portrait, fitted to a page, and prints whether the fast start was taken.
RENDER = """
import io, sys
from msgspec.structs import replace
from pathlib import Path
from PIL import Image
from resume_cli.document import Photo
from resume_cli.exporters.pdf import setup
from resume_cli.exporters.pdf.engine import start
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.images import Asset
picture = io.BytesIO()
Image.new("RGB", (4, 5), (10, 120, 200)).save(picture, "PNG")
class Portraits:
    def read(self, name):
        return Asset(picture.getvalue(), "image/png", 4, 5)
ways = []
start.import_weasyprint, original = lambda: ways.append(original()), start.import_weasyprint
header = replace(KITCHEN_SINK.header, photo=Photo("portrait.png", "A portrait"))
document = replace(KITCHEN_SINK, language="zh-CN", pages=1, header=header)
content = EXPORTER.render(document, replace(context("sidebar"), assets=Portraits()))
Path(sys.argv[1]).write_bytes(content)
print(*ways)
"""


def with_copies(folder: Path, name: str, other: str) -> subprocess.CompletedProcess[str]:
    """Make the PDF with copies of WeasyPrint and its parts in which one name is replaced wherever it occurs."""
    copies = folder / "copies"
    found = 0
    for package in ("weasyprint", "pydyf", "cssselect2"):
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        shutil.copytree(Path(spec.origin).parent, copies / package)
    for path in sorted(copies.rglob(name)):
        path.rename(path.with_name(other))
    for path in sorted(copies.rglob("*.py")):
        text, count = re.subn(rf"(?<![\w.-]){name}\b|(?<=\.){name}\b", other, path.read_text("utf-8"))
        found += count
        if count:
            path.write_text(text, "utf-8")
        if path.stem == name:
            path.rename(path.with_stem(other))
    assert found, f"{name} does not occur"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(copies), str(PACKAGE.parent)])}
    command = [sys.executable, "-c", RENDER, str(folder / "resume.pdf")]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_comes_out_when_a_private_name_that_we_touch_has_changed(tmp_path: Path, name: str) -> None:
    done = with_copies(tmp_path, name, f"{name}_renamed")
    assert done.returncode == 0, done.stderr
    pages = read((tmp_path / "resume.pdf").read_bytes()).pages
    assert not missing(texts(KITCHEN_SINK), "\n".join(page.extract_text() for page in pages))


#: Makes PDFs of the kitchen sink in several themes and languages, with or without the engine's patches of layout.
PLAIN_OR_PATCHED = """
import sys
from hashlib import sha256
from msgspec.structs import replace
from resume_cli.exporters.pdf import render
from resume_cli.testing import KITCHEN_SINK, context
if sys.argv[1] == "plain":
    render.fill_styles = render.free_attributes = lambda: None
for language, theme in zip("en zh-CN ar he ja".split(), "plain sidebar classic modern editorial".split()):
    content = render.EXPORTER.render(replace(KITCHEN_SINK, language=language, pages=3), context(theme))
    print(language, theme, len(content), sha256(content).hexdigest())
"""


def test_filled_styles_and_freed_attributes_change_no_byte() -> None:
    plain, patched = (
        subprocess.run(
            [sys.executable, "-c", PLAIN_OR_PATCHED, way], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for way in ("plain", "patched")
    )
    assert len(plain) == 5
    assert patched == plain


@LINUX
@pytest.mark.parametrize(("next_version", "fast"), [("70.9", "True"), ("71.0", "False")])
def test_the_fast_start_is_tried_with_this_major_version_only(tmp_path: Path, next_version: str, fast: str) -> None:
    done = with_copies(tmp_path, re.escape(version("weasyprint")), next_version)
    assert (done.returncode, done.stdout.strip()) == (0, fast), done.stderr


def test_every_name_that_we_touch_is_there_in_the_installed_libraries() -> None:
    load()
    assert [name for name in sorted(TOUCHED) if touch(name) is None] == []


def test_a_part_that_is_not_listed_cannot_be_touched_and_one_that_is_gone_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load()
    with pytest.raises(KeyError):
        touch("weasyprint.html:parse_url")
    monkeypatch.delattr("weasyprint.html.PH")
    touch.cache_clear()
    with pytest.raises(ChangedError):
        touch("weasyprint.html:PH")
    touch.cache_clear()


def test_nothing_outside_the_engine_touches_a_private_name_of_weasyprint() -> None:
    private = re.compile(r"weasyprint[a-z_.]*\._[a-z]|from weasyprint[a-z_.]* import _")
    engine = PACKAGE / "exporters" / "pdf" / "engine"
    found = [path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(engine)]
    assert [path for path in found if private.search(path.read_text("utf-8"))] == []
