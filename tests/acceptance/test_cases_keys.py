"""Cases of public threads: what people must state, and keys that are nearly right, in all formats."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from commands import run

CASES = Path(__file__).parent.parent / "data" / "cases"
FORMATS = ("text", "markdown", "html", "docx", "pdf")
SHOWN = {
    "certificates-and-papers-fields.yaml": (
        "Platform", "On churn", "Prof. K. Weiss", "LF-abc123", "May 2027", "TOEFL 110", "C1", "114", "19", "191803",
        "under review", "2101.00001", "978-3-16-148410-0",
    ),
    "keys-nearly-right.yaml": ("Cooking", "basic", "Chef", "Jan 2019", "Feb 2020"),
    "personal-details-de.yaml": (
        "Geburtsdatum: 06.12.1980", "Geburtsort: Berlin", "Staatsangehörigkeit: deutsch",
        "Familienstand: verheiratet, zwei Kinder", "Führerschein: Klasse B, BE", "Verfügbarkeit: ab 01.04.2027",
    ),
    "roles-under-other-names.yaml": (
        "Engineering Manager", "Led twelve", "Tested it", "Go", "Director", "Platform", "Sep 2008", "Dec 2019",
    ),
    "own-section-place-and-title.yaml": ("Stadtwerke", "CAD", "München, den 3. Mai 2026"),
    "handle-without-url.yaml": ("adaquell", "@ada@social.example", "adaq_wx"),
}  # fmt: skip


def shown(folder: Path, case: str, form: str, *words: str) -> str:
    """Return the text of an output in the order of reading, with single spaces."""
    target = folder / f"out.{form}"
    done = run(folder, "export", form, CASES / case, "-o", target, "--strict", *words)
    assert done.code == 0, done.err
    if form == "pdf":
        content = "\n".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    elif form == "docx":
        with ZipFile(io.BytesIO(target.read_bytes())) as package:
            content = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode().replace("</w:p>", " "))
    elif form == "html":
        content = re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(script|style|head).*?</\1>", "", target.read_text("utf-8")))
    else:
        content = target.read_text("utf-8").replace("\\", "")
    return " ".join(content.split())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", SHOWN)
def test_everything_that_is_stated_is_shown_and_nothing_is_warned_about(tmp_path: Path, case: str, form: str) -> None:
    content = shown(tmp_path, case, form)
    assert [each for each in SHOWN[case] if each not in content] == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_formal_page_has_a_table_of_details_before_the_jobs_and_the_name_to_sign_above_at_the_end(
    tmp_path: Path, form: str
) -> None:
    content = re.sub("[*:]", "", shown(tmp_path, "personal-details-de.yaml", form, "--theme", "formal"))
    order = ("Persönliche Daten", "E-Mail", "Geburtsdatum", "06.12.1980", "Führerschein", "Klasse B, BE", "Stadtwerke")
    places = [content.find(each) for each in order]
    assert places == sorted(places)
    assert -1 not in places
    assert content.count("E-Mail") == 1
    assert content.endswith("Jürgen Groß-Lüdenscheidt")


@pytest.mark.parametrize("form", FORMATS)
def test_a_signature_without_a_title_is_the_end_and_has_no_heading(tmp_path: Path, form: str) -> None:
    content = shown(tmp_path, "own-section-place-and-title.yaml", form).casefold()
    assert "signature" not in content
    assert content.index("stadtwerke") < content.index("cad") < content.index("münchen, den 3. mai 2026")


def test_each_key_that_is_read_under_another_name_is_a_note_with_its_place(tmp_path: Path) -> None:
    found = run(tmp_path, "validate", CASES / "keys-nearly-right.yaml", "--strict")
    assert found.code == 0
    for key in ("educations", "Fluency", "Position", "start_date", "end_date"):
        assert f"`{key}` is read as" in found.out + found.err
    details = run(tmp_path, "validate", CASES / "personal-details-de.yaml")
    assert "write `details: {birthDate: …}`" in details.out + details.err


def test_accounts_at_known_networks_are_linked_and_others_are_not(tmp_path: Path) -> None:
    done = run(tmp_path, "export", "html", CASES / "handle-without-url.yaml", "-o", "-")
    links = re.findall(r'href="(https://[^"]+)"', done.out)
    assert links == [
        "https://www.linkedin.com/in/adaquell", "https://github.com/adaq", "https://gitlab.com/adaq",
        "https://orcid.org/0000-0002-1825-0097", "https://scholar.google.com/citations?user=qc6CJjYAAAAJ",
        "https://social.example/@ada", "https://stackoverflow.com/users/12323/ada-quell", "https://x.com/ada_q",
    ]  # fmt: skip


def test_details_can_be_redacted_one_by_one(tmp_path: Path) -> None:
    profile = (CASES / "personal-details-de.yaml").read_text("utf-8")
    variants = "variants: {v: {redact: [basics.birthDate, basics.details.nationality]}}\n"
    (tmp_path / "p.yaml").write_text(profile + variants, "utf-8")
    for form in ("text", "html"):
        done = run(tmp_path, "export", form, "p.yaml", "-V", "v", "-o", "-")
        assert done.code == 0, done.err
        assert "Familienstand" in done.out
        assert not {"1980", "Geburtsdatum", "deutsch"} & set(re.findall(r"\w+", done.out))
