"""DOCX: nothing in a file that acts, whatever a profile says; a machine that fails is named as that."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from commands import run
from docx_parts import members, part, w
from msgspec.structs import replace

from resume_cli.errors import TransferError
from resume_cli.export import Exporter
from resume_cli.exporters import registry
from resume_cli.exporters.docx import render
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import theme_names

if TYPE_CHECKING:
    from resume_cli.document import Document
    from resume_cli.export import Context

#: Parts that hold programs, embedded objects or other documents.
_ACTIVE_PARTS = re.compile(
    r"vba|macro|\.bin$|embeddings|activeX|\.ole|altChunk|afchunk|webExtension|\.rtf$|\.html?$", re.IGNORECASE
)
#: Elements that run, fetch or embed something; fields are looked at by their instruction.
_ACTIVE_ELEMENTS = ("object", "control", "altChunk", "subDoc", "attachedTemplate", "instrText", "fldChar", "frameset",
                    "mailMerge", "OLEObject", "script")  # fmt: skip
HOSTILE = {
    "basics": {
        "name": '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe" }',
        "label": '</w:t><w:fldSimple w:instr="DDEAUTO"/><w:t>',
        "url": ["javascript:alert(1)", "file:///etc/passwd", "\\\\\\\\host\\\\share\\\\x.dotm", "https://example.com"],
        "summary": "[a](javascript:alert(1)) [b](file://host/x) [c](ms-word:ofe|u|https://e.com) [d](https://e.com/x.dotm)",
        "image": "https://example.com/x.png",
    },
    "work": [{"name": "INCLUDEPICTURE \\d http://e.com", "url": "vbscript:x", "highlights": ["=cmd|'/c calc'!A0"]}],
}


def findings(content: bytes) -> list[str]:
    """Return what of a file could act: programs, objects, fields but page numbers, targets that are no hyperlinks."""
    files = members(content)
    found = [name for name in files if _ACTIVE_PARTS.search(name)]
    if b"macroEnabled" in files["[Content_Types].xml"]:
        found.append("macros by content type")
    for name in (each for each in files if each.endswith(".rels")):
        for each in part(content, name):
            kind, target = str(each.get("Type")).rpartition("/")[2], str(each.get("Target"))
            if each.get("TargetMode") == "External" and (
                kind != "hyperlink" or not target.startswith(("https:", "http:", "mailto:", "tel:"))
            ):
                found.append(f"{name}: {kind} to {target}")
    for name in (each for each in files if each.startswith("word/") and each.endswith(".xml")):
        root = part(content, name)
        found += [f"{name}: {each}" for each in _ACTIVE_ELEMENTS if next(root.iter(w(each)), None) is not None]
        fields = {str(each.get(w("instr"))).strip() for each in root.iter(w("fldSimple"))}
        found += [f"{name}: {each}" for each in fields - {"PAGE", "NUMPAGES"}]
    return found


@pytest.mark.parametrize("theme", theme_names())
def test_no_file_holds_macros_objects_or_targets_but_hyperlinks(theme: str) -> None:
    assert findings(render.EXPORTER.render(KITCHEN_SINK, context(theme))) == []


def test_a_hostile_profile_becomes_words_and_nothing_that_acts(tmp_path: Path) -> None:
    (tmp_path / "cv.json").write_text(json.dumps(HOSTILE), "utf-8")
    assert run(tmp_path, "export", "docx", "cv.json", "-o", "out.docx").code in {0, 1}
    assert findings((tmp_path / "out.docx").read_bytes()) == []


@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE, errno.ENOSPC, errno.EACCES])
def test_a_file_of_ours_that_cannot_be_read_is_no_bug_here(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> NoReturn:
        raise OSError(number, "it is so", str(path))

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(TransferError, match=r"docx cannot be made: .*template\.docx: it is so") as raised:
        registry.render(registry.find("docx"), KITCHEN_SINK, context())
    assert raised.value.exit_status == 74


def test_a_template_that_is_gone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_TEMPLATE", tmp_path / "gone.docx")
    with pytest.raises(TransferError, match=r"gone\.docx: No such file"):
        registry.render(registry.find("docx"), KITCHEN_SINK, context())


def test_an_error_of_the_system_in_any_exporter_names_its_file() -> None:
    def fail(_document: Document, _context: Context) -> bytes:
        raise OSError(errno.EMFILE, "Too many open files", "part.dat")

    found = registry.find("text")
    failing = replace(found, exporter=Exporter("text", ".txt", "text/plain", binary=False, render=fail))
    with pytest.raises(TransferError, match=r"text cannot be made: part\.dat: Too many open files"):
        registry.render(failing, KITCHEN_SINK, context())
