"""The fast start gives the same bytes as the plain import, imports nothing in vain, and steps aside when in doubt."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from resume_cli.exporters.html import style
from resume_cli.exporters.pdf import metadata
from resume_cli.exporters.pdf.engine import page, sheets, writer
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import theme_names

ROOT = Path(__file__).resolve().parent.parent.parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the plain import is the only one")

#: Renders the kitchen sink, with a portrait, and prints a digest and what happened on the way.
RENDER = """
import hashlib, json, sys
from msgspec.structs import replace
started = []
sys.addaudithook(lambda event, _: started.append(event) if event in STARTS else None)
from resume_cli.exporters.pdf.engine import start
if sys.argv[1] == "plain":
    start.VERSION_LINE = "another version"
fast = start.import_weasyprint()
loaded = [name for name in WATCHED if name in sys.modules]
from resume_cli.document import Photo
from resume_cli.theme.images import Asset
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
document = replace(KITCHEN_SINK, metadata=replace(KITCHEN_SINK.metadata, source='{"basics": {}}'))
content = EXPORTER.render(document, context())
loaded_after = [name for name in WATCHED if name in sys.modules]
class Portraits:
    def read(self, name):
        return Asset(PORTRAIT, "image/png", 4, 5)
portrait = replace(document, header=replace(document.header, photo=Photo("portrait.png", "A portrait")))
with_photo = EXPORTER.render(portrait, replace(context(), assets=Portraits()))
digests = [hashlib.sha256(each).hexdigest() for each in (content, with_photo)]
print(json.dumps([fast, digests, loaded, loaded_after, started]))
"""
STARTS = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "socket.__new__")
WATCHED = (
    "PIL", "PIL.Image", "cffi", "email.message", "fontTools", "http.client", "lxml", "pycparser", "ssl", "tinyhtml5",
    "urllib.request", "uuid",
)  # fmt: skip


def portrait() -> bytes:
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (4, 5), (10, 120, 200)).save(target, "PNG")
    return target.getvalue()


def run(code: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **(environment or {})},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def rendered(how: str) -> tuple[bool, list[str], list[str], list[str], list[str]]:
    code = f"STARTS, WATCHED, PORTRAIT = {STARTS!r}, {WATCHED!r}, {portrait()!r}\n{RENDER}"
    fast, digests, loaded, after, started = json.loads(run(code, how))
    return fast, digests, loaded, after, started


@pytest.fixture(scope="module")
def fast() -> tuple[bool, list[str], list[str], list[str], list[str]]:
    return rendered("fast")


@LINUX
def test_the_fast_start_is_taken_with_the_locked_weasyprint(fast: tuple[bool, list[str], list[str]]) -> None:
    assert fast[0] is True


def test_the_fast_start_gives_the_same_bytes_as_the_plain_import(
    fast: tuple[bool, list[str], list[str], list[str], list[str]],
) -> None:
    plain = rendered("plain")
    assert plain[0] is False
    assert set(plain[2]) >= {"cffi", "fontTools", "PIL.Image", "urllib.request"}
    assert fast[1] == plain[1]


@LINUX
def test_a_cold_pdf_imports_no_image_font_or_network_library_and_starts_no_process(
    fast: tuple[bool, list[str], list[str], list[str], list[str]],
) -> None:
    _, _, loaded, after, started = fast
    assert set(loaded) <= {"PIL", "uuid"}  # msgspec imports uuid
    assert set(after) <= {"PIL", "uuid"}
    assert not started


#: Uses WeasyPrint as a plugin might: its own fetcher, an image, a table, a form, counters of another script.
AS_A_PLUGIN = """
import hashlib, sys
from resume_cli.exporters.pdf.engine import start
if sys.argv[1] == "plain":
    start.VERSION_LINE = "another version"
fast = start.import_weasyprint()
import base64, weasyprint
from pathlib import Path
image = "data:image/png;base64," + base64.b64encode(PORTRAIT).decode()
page = (
    "<html lang=en><title>t</title><table><tr><th>a<td>b</table><ol style='list-style:hebrew'><li>x</ol>"
    "<center>c</center><form><input value=v></form><p lang=en style='hyphens:auto;width:2em'>hyphenation"
    "<img alt=i src='" + image + "'><img alt=j src='" + Path(sys.argv[2]).as_uri() + "'>"
)
content = weasyprint.HTML(string=page).write_pdf(pdf_forms=True, presentational_hints=True, pdf_variant="pdf/a-3u")
fetched = weasyprint.urls.URLFetcher().fetch(image)
print(fast, isinstance(fetched.headers, weasyprint.urls.EmailMessage), hashlib.sha256(content).hexdigest())
"""


@pytest.mark.slow
@LINUX
def test_other_users_of_weasyprint_in_the_same_process_get_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "portrait.png"
    file.write_bytes(portrait())
    code = f"PORTRAIT = {portrait()!r}\n{AS_A_PLUGIN}"
    environment = {"SOURCE_DATE_EPOCH": "0"}
    fast = run(code, "fast", str(file), environment=environment).split()
    plain = run(code, "plain", str(file), environment=environment).split()
    assert (fast[0], plain[0]) == ("True", "False")
    assert fast[1:] == plain[1:]
    assert fast[1] == "True"


#: Disturbs one thing, imports, and says which way was taken and whether WeasyPrint works.
DISTURBED = """
import sys
from resume_cli.exporters.pdf.engine import start
{disturbance}
fast = start.import_weasyprint()
import weasyprint
print(fast, len(weasyprint.HTML(string="<p>works").write_pdf()) > 500, "PIL.Image" in sys.modules)
"""


@pytest.mark.slow
@LINUX
@pytest.mark.parametrize(
    "disturbance",
    [
        'start.VERSION_LINE = "VERSION = __version__ = \'71."',
        "from resume_cli.exporters.pdf.engine import declarations; declarations.DIGEST = 'other'",
        "sys.modules['resume_cli.exporters.pdf.engine.declarations'] = None",
        "sys.implementation.name = 'pypy'",
        "from resume_cli.exporters.pdf.engine import late; late._Waiting.__call__ = None",
        "from resume_cli.exporters.pdf.engine import late; late.LATE = ('tempfile', *late.LATE[:5])",
        "import weasyprint",
    ],
)
def test_whatever_is_unexpected_leads_to_the_plain_import(disturbance: str) -> None:
    assert run(DISTURBED.format(disturbance=disturbance)).split()[:2] == ["False", "True"]


@pytest.mark.sources
def test_the_parsed_declarations_are_those_of_the_installed_weasyprint() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/declarations.py", "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", theme_names())
def test_short_and_shared_style_sheets_and_the_other_parser_change_no_byte(
    monkeypatch: pytest.MonkeyPatch, theme: str, language: str
) -> None:
    document = replace(KITCHEN_SINK, language=language)
    monkeypatch.setattr(writer, "_COMPRESSION", 9)
    fast = EXPORTER.render(document, context(theme))
    from weasyprint import html

    assert len(sheets.shortened(html.UA)) < len(html.UA) / 3
    with monkeypatch.context() as changed:
        changed.setattr(sheets, "shortened", lambda sheet: sheet)
        changed.setattr(style, "_needed_in_print", lambda theme: theme.css)
        changed.setattr(page, "_OWN_NAMES", re.compile(""))
        changed.setattr(page, "_VOID", re.compile("(?!)()()"))
        changed.setattr(metadata, "serialize", lambda _pdf: None)
        page._page_class.cache_clear()
        assert EXPORTER.render(document, context(theme)) == fast
    page._page_class.cache_clear()
