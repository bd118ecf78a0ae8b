"""Issue 9, redaction: nothing of a hidden person is in any byte that the installed command writes or prints."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from commands import run
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROFILE = """\
meta: {languages: [en, zh]}
basics:
  name: {en: Xaqo Vuzawoq, zh: 欧阳小硕}
  phone: 0171 2839465
  email: xaqo.vuzawoq@firma.example
  url: https://vuzawoq.example
  label: "**Xaqo** Vuzawoq, engineer"
  summary:
    en: "Call +49 171 283 94 65 or 0049-171-2839465. Vuzawoq's **code** by *Xaqo Vuzawoq*; X. Vuzawoq in May."
    zh: "**欧阳小硕**写代码，小硕的电话是０１７１２８３９４６５。"
  profiles: [{network: GitHub, username: xaqovuzawoq}]
work:
  - name: Acme
    position: Dev
    startDate: 2018-05
    url: https://vuzawoq.example/acme
    highlights: ["See [a](https://x.vuzawoq.example) b", "Mail xaqo.vuzawoq (at) firma.example", "**Vuzawoq** *leads*"]
    nickname: Vuzawoq
publications: [{name: On things, authors: [Ann Bee, "Vuzawoq, X."]}]
sections:
  - projects: {more: "https://vuzawoq.example/all"}
  - {id: vuzawoq-lectures, entries: [{name: Lecture}]}
variants: {blind: {redact: [basics.name, basics.phone, basics.email, basics.url]}}
"""
SECRETS = ("xaqo", "aqov", "vuza", "zawo", "awoq", "欧阳小硕", "小硕", "283946", "839465", "171283", "2839465")


def unpacked(name: str, content: bytes) -> Iterator[bytes]:
    """Yield a file and everything that is packed in it."""
    yield content
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from map(package.read, package.namelist())
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        yield repr(reader.metadata).encode()
        yield from (page.extract_text().encode() for page in reader.pages)
        yield from (part for parts in reader.attachments.values() for part in parts)
        yield reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""


def assert_clean(told: str) -> None:
    lowered = told.lower()
    assert not [secret for secret in SECRETS if secret in lowered]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_a_hidden_person_is_in_any_output(tmp_path: Path, language: str) -> None:
    (tmp_path / "xaqo-vuzawoq-cv.yaml").write_text(PROFILE, encoding="utf-8")
    done = run(
        tmp_path, "export", "all", "xaqo-vuzawoq-cv.yaml", "--variant", "blind", "-l", language, "-o", "out/", "--json"
    )
    assert done.code == 0, done.err
    assert_clean(done.out)
    assert_clean(done.err)
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["cv.docx", "cv.html", "cv.md", "cv.pdf", "cv.txt"]
    for file in files:
        for part in unpacked(file.name, file.read_bytes()):
            assert_clean(part.decode("utf-8", "replace"))
    assert "Acme" in (tmp_path / "out" / "cv.txt").read_text("utf-8")


def test_nothing_of_a_hidden_person_is_in_a_batch_or_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "xaqo-vuzawoq-cv.yaml").write_text(PROFILE, encoding="utf-8")
    done = run(tmp_path, "batch", "xaqo-vuzawoq-cv.yaml", "--to", "text", "--variant", "blind", "-o", "out")
    assert done.code == 0, done.err
    assert_clean(done.out)
    shown = run(tmp_path, "show", "xaqo-vuzawoq-cv.yaml", "--variant", "blind", "-l", "en")
    assert shown.code == 0, shown.err
    assert_clean(shown.out + shown.err)
    assert "in May" in shown.out


def test_an_entry_that_does_not_exist_cannot_be_hidden(tmp_path: Path) -> None:
    profile = "basics: {name: A}\nwork: [{name: Acme}]\nvariants: {v: {redact: ['work[1].name']}}\n"
    (tmp_path / "cv.yaml").write_text(profile, encoding="utf-8")
    done = run(tmp_path, "validate", "cv.yaml")
    assert done.code == 65
    assert "`work[1].name` does not exist" in done.err + done.out
