"""Nothing around a PDF is fetched, changed or able to change it, and what is missing there is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from pdf_documents import SINK

from resume_cli.document import Paragraph, Section, Text
from resume_cli.errors import MissingPartError, RefusedError
from resume_cli.exporters.pdf import setup
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    "rule",
    [
        '.resume{background:url("file:///etc/passwd")}',
        '.resume{background:url("data:image/svg+xml,<svg/>")}',
        "@font-face{font-family:x;src:url(https://example.com/x.ttf)}",
    ],
)
def test_even_a_trusted_style_sheet_that_asks_for_an_address_is_refused(rule: str) -> None:
    given = context()
    with pytest.raises(RefusedError, match="nothing may be fetched"):
        EXPORTER.render(SINK, replace(given, theme=replace(given.theme, css=rule + given.theme.css)))


def test_a_character_without_a_glyph_is_named_in_a_warning() -> None:
    given = context()
    document = replace(KITCHEN_SINK, sections=(Section("s", (), (Paragraph((Text("a \U000f1234 b"),)),)),))
    EXPORTER.render(document, given)
    assert given.report.missing_characters == {"\U000f1234"}


def test_other_programs_of_this_process_keep_their_own_font_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "_font_maps", dict)
    monkeypatch.setenv("FONTCONFIG_FILE", "mine")
    EXPORTER.render(KITCHEN_SINK, context())
    assert os.environ["FONTCONFIG_FILE"] == "mine"
    monkeypatch.delenv("FONTCONFIG_FILE")
    EXPORTER.render(KITCHEN_SINK, context())
    assert "FONTCONFIG_FILE" not in os.environ


def test_without_pango_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_there() -> bool:
        message = "cannot load library 'libpango-1.0-0': no such file"
        raise OSError(message)

    monkeypatch.setattr("resume_cli.exporters.pdf.engine.start.import_weasyprint", nothing_there)
    setup.load.cache_clear()
    with pytest.raises(MissingPartError, match="needs Pango") as caught:
        setup.load()
    assert "libpango-1.0-0" in caught.value.hint or "brew install pango" in caught.value.hint


#: Prints the digest of a document of two pages, after whatever the arguments say was rendered before.
DIGEST = """
import hashlib, sys
from msgspec.structs import replace
from resume_cli.document import Paragraph, Section, Text
from resume_cli.exporters.pdf.lines import line_rules
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
if "after-another" in sys.argv:
    other = Section("s", (Text("其他"),), (Paragraph((Text("另一份文件，with *other* words and sizes."),)),))
    EXPORTER.render(replace(KITCHEN_SINK, language="zh-CN", sections=(other,)), context())
print(hashlib.sha256(EXPORTER.render(KITCHEN_SINK, context())).hexdigest())
"""


def test_bytes_are_the_same_in_any_process_zone_locale_folder_and_after_other_documents(tmp_path: Path) -> None:
    surroundings: list[tuple[dict[str, str], list[str], Path]] = [
        ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}, [], ROOT),
        ({"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "de_DE"}, [], tmp_path),
        ({"PYTHONHASHSEED": "3", "XDG_CACHE_HOME": str(tmp_path / "cache")}, ["after-another"], ROOT),
    ]
    digests = set()
    for environment, arguments, folder in surroundings:
        done = subprocess.run(
            [sys.executable, "-c", DIGEST, *arguments],
            capture_output=True, text=True, check=True, cwd=folder, env={**os.environ, **environment},
        )  # fmt: skip
        digests.add(done.stdout)
    assert len(digests) == 1
