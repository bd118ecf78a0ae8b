"""Arabic, Persian and Urdu copied from a PDF have the letters that were typed."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from commands import run
from readers import read_pdfminer, read_pdftotext
from tools import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
PERSIAN = "پچژکگی"
URDU = "ٹڈڑںھہے"
#: Each letter alone, at the beginning, in the middle and at the end of a word.
FORMS = ("{}", "{}ب", "ب{}ب", "ب{}")
WORDS = "مهندسة برمجيات نُشِرَت أبحاثها لا إله إلا الاستجابة خفّضت پژوهش گفت چای ٹماٹر ڈاکٹر لڑکے میں ہے"


def read_pypdf(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def letters(text: str) -> Counter[str]:
    """Return the letters and marks, wherever they stand: readers differ in which direction they give lines."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(each for each in plain if "\u0600" <= each <= "\u06ff" and each != "،")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    folder: Path = tmp_path_factory.mktemp("arabic")
    lines = [" ".join(form.format(letter) for form in FORMS) for letter in (*ARABIC, *PERSIAN, *URDU)]
    text = "\n".join(f"      - {line}" for line in (*lines, WORDS))
    profile = f"meta: {{languages: [ar]}}\nbasics: {{name: ليلى}}\nwork:\n  - name: شركة\n    highlights:\n{text}\n"
    (folder / "cv.yaml").write_text(profile, "utf-8")
    assert run(folder, "export", "pdf", "cv.yaml", "-O", "pages=free").code == 0
    return " ".join((*lines, WORDS)), (folder / "cv.pdf").read_bytes()


@pytest.mark.parametrize("read", [read_pypdf, read_pdfminer, read_pdftotext])
def test_every_letter_in_every_form_is_given_back(exported: tuple[str, bytes], read: Callable[[bytes], str]) -> None:
    if read is read_pdftotext:
        program("pdftotext")
    typed, content = exported
    assert letters(typed) - letters(read(content)) == Counter()
