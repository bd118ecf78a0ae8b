"""S5 and S7: what a profile holds steers no terminal, and no output carries anything that acts."""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64decode
from typing import Any

import pytest
from bs4 import BeautifulSoup
from commands import contents, run
from pypdf import PdfReader

VECTORS = [
    "javascript:alert(1)", "<script>alert(1)</script>", "\u001b]0;title\u0007", "\u001b[31mred", "\u009b31m",
    "\u202egnp.exe", "a\u2066b\u2069c\u2028d", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "]]><!--",
    "=cmd|'/C calc'!A0", "{\\field{\\*\\fldinst DDEAUTO c:\\\\x}}", "![x](http://127.0.0.1:9/a)",
    "[x](data:text/html,<script>1</script>)", "[x](JaVaScRiPt:alert(1))", "[x](vbscript:1)", "[x](file:///etc/passwd)",
    "<a href='javascript:1'>x</a>", "\\r\\n", "</style><script>1</script>", "*/ body{display:none} /*",
    "expression(alert(1))", "<iframe src=//x>", "&#x3c;script>", "[[x]](http://a.b/'onmouseover=alert(1)//)",
    'http://a.b/"><script>1</script>', "`<script>`", "\u0000\u0008\u007f",
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], str]:
    """Return the outputs of a profile that has every vector in every place, and all that was said about it."""
    folder = tmp_path_factory.mktemp("contents")
    every: dict[str, Any] = {
        "basics": {
            "name": "Ann " + VECTORS[1], "label": VECTORS[7], "email": VECTORS[0], "url": VECTORS[0],
            "phone": VECTORS[6],
            "summary": "\n\n".join(VECTORS), "location": {"city": VECTORS[5]}, "image": VECTORS[0],
            "profiles": [{"network": text, "username": text, "url": text} for text in VECTORS],
        },
        "work": [
            {"name": text, "position": text, "url": text, "summary": text, "highlights": [text], "startDate": text}
            for text in VECTORS
        ],
        "skills": [{"name": text, "keywords": VECTORS} for text in VECTORS[:3]],
        "publications": [{"name": text, "url": text, "publisher": text} for text in VECTORS],
        **{text: {"key": text} for text in VECTORS},
    }  # fmt: skip
    (folder / "evil.json").write_text(json.dumps(every), encoding="utf-8")
    done = run(folder, "export", "all", "evil.json", "-o", "out/", "--json", "--verbose")
    assert done.code in {0, 1}, done.err
    shown = run(folder, "show", "evil.json")
    validated = [run(folder, "validate", "evil.json", "--format", kind) for kind in ("text", "json", "github")]
    said = "".join(each.out + each.err for each in (done, shown, *validated))
    outputs = contents(folder / "out")
    assert len(outputs) == 5
    return outputs, said


def test_nothing_steers_a_terminal(made: tuple[dict[str, bytes], str]) -> None:
    outputs, said = made
    for text in (said, outputs["evil.txt"].decode(), outputs["evil.md"].decode()):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e]", text)


def test_html_holds_no_script_no_handler_and_no_address_to_load(made: tuple[dict[str, bytes], str]) -> None:
    page = BeautifulSoup(made[0]["evil.html"], "html.parser")
    scripts = [each for each in page("script") if each.get("type") not in {"application/ld+json", "application/json"}]
    assert scripts == []
    assert page(["iframe", "object", "embed", "base", "form", "svg", "video", "audio", "source", "frame"]) == []
    assert [each for each in page("meta") if str(each.get("http-equiv", "")).lower() == "refresh"] == []
    for element in page(True):
        for name, value in element.attrs.items():
            assert not name.startswith("on")
            if name in {"href", "src", "srcset", "action", "poster"}:
                assert re.match(r"(https?|mailto|tel):|#|data:image/(png|jpeg|svg\+xml);base64,", str(value)), value
    # The only drawing is our icon, which stands in no element of the page.
    drawn = [each for each in page(True) for value in each.attrs.values() if "svg+xml" in str(value)]
    assert [(each.name, each.get("rel")) for each in drawn] == [("link", ["icon"])]
    assert b64decode(str(drawn[0]["href"]).partition(",")[2]).count(b"<") == 5
    loading = [
        each for each in page(["img", "link"]) if not str(each.get("src") or each.get("href")).startswith("data:")
    ]
    assert [each for each in loading if each.name == "img" or each.get("rel") == ["stylesheet"]] == []


def test_pdf_holds_no_action_but_links(made: tuple[dict[str, bytes], str]) -> None:
    content = made[0]["evil.pdf"]
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/SubmitForm", b"/RichMedia", b"/XFA", b"/GoToR"):
        assert not re.search(re.escape(name) + rb"\b", content)
    reader = PdfReader(io.BytesIO(content))
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            target = annotation.get_object().get("/A", {}).get("/URI", "")
            assert not target or re.match(r"(https?|mailto|tel):", target), target
    assert set(reader.attachments) <= {"resume.json", "profile.json"}


def test_word_holds_no_field_no_program_and_no_picture_elsewhere(made: tuple[dict[str, bytes], str]) -> None:
    with zipfile.ZipFile(io.BytesIO(made[0]["evil.docx"])) as package:
        names = package.namelist()
        assert not [
            name for name in names if re.search(r"vba|activeX|oleObject|embeddings|\.bin$|attachedTemplate", name)
        ]
        for name in names:
            text = package.read(name).decode("utf-8", errors="replace")
            assert not re.search(r"DDE(AUTO)?\b(?=[^<]*</w:instrText>)|altChunk|<w:object\b|subDoc", text), name
            for kind, target in re.findall(r'Type="([^"]*)"[^>]*Target="([^"]*)"[^>]*TargetMode="External"', text):
                assert kind.endswith("/hyperlink"), target
                assert re.match(r"(https?|mailto|tel):", target), target
