"""Nothing succeeds without content: an empty document, and words that no font can draw."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from installed import resume, write
from pypdf import PdfReader

CASES = Path(__file__).resolve().parent.parent / "data" / "cases"
FORMATS = ["pdf", "docx", "html", "text", "markdown"]
#: In scripts that no bundled face has; fonts of this machine may have some, so two of no living language.
HIEROGLYPH, CUNEIFORM = "\U00013000", "\U00012000"

EMPTY = {
    "nothing": "{}",
    "no-values": '{"basics": {"name": "", "email": ""}, "work": [], "skills": null}',
    "blank-name": '{"basics": {"name": "   "}}',
    "blank-rows": '{"basics": {"name": null}, "work": [{"name": "", "position": ""}], "education": [{}]}',
    "only-contacts": '{"basics": {"email": "a@example.com", "phone": "+49 30 1234"}}',
    "only-meta": '{"meta": {"languages": ["zh"], "theme": "plain"}}',
    "hidden": '{"work": [{"name": "A", "tags": ["x"]}], "variants": {"v": {"exclude": ["x"]}}}',
    "no-section": '{"basics": {"name": "Ann"}, "variants": {"v": {"sections": ["talks"], "redact": ["basics.name"]}}}',
}


@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_document_without_a_name_and_a_section_is_an_error(tmp_path: Path, name: str, kind: str) -> None:
    write(tmp_path, "p.json", EMPTY[name])
    variant = ["-V", "v"] if '"v"' in EMPTY[name] else []
    done = resume("export", kind, "p.json", *variant, cwd=tmp_path)
    assert (done.code, "error[nothing-to-show]" in done.err) == (65, True)
    assert [path.name for path in tmp_path.iterdir()] == ["p.json"]


def test_nothing_to_show_fails_on_the_screen_and_in_a_batch_and_is_told_by_validate(tmp_path: Path) -> None:
    for name, content in EMPTY.items():
        write(tmp_path, f"{name}.json", content)
    assert resume("show", "nothing.json", cwd=tmp_path).code == 65
    done = resume("batch", "nothing.json", "blank-rows.json", "--to", "text", "-o", "out", cwd=tmp_path)
    assert (done.code, list((tmp_path / "out").glob("*.txt"))) == (1, [])
    for name in EMPTY:
        assert "[nothing-to-show]" in resume("validate", f"{name}.json", cwd=tmp_path).out


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_of_another_layout_is_not_reported_as_done(tmp_path: Path, kind: str) -> None:
    other = {"profil": {f"key{index}": f"text {index}" for index in range(12)}, "skills": [{"name": "Java"}]}
    write(tmp_path, "other.json", json.dumps(other))
    done = resume("export", kind, "other.json", cwd=tmp_path)
    assert "warning[mostly-unknown]: 12 of 13 texts are under keys that are not known" in done.err
    for file in (CASES / "nothing-left.json", tmp_path / "other.json"):
        done = resume("export", kind, file, cwd=tmp_path)
        assert (done.code, "[no-name]" in done.err) == (0, True)
        assert resume("export", kind, file, "--strict", cwd=tmp_path).code == 1


@pytest.mark.parametrize("content", ["basics: {email: a@example.com}\nwork: [{name: A}]\n", "work: [{name: A}]\n"])
def test_a_profile_without_a_name_is_written_with_a_warning(tmp_path: Path, content: str) -> None:
    write(tmp_path, "p.yaml", content)
    done = resume("export", "text", "p.yaml", cwd=tmp_path)
    assert (done.code, "warning[no-name]" in done.err) == (0, True)
    assert resume("export", "text", "p.yaml", "--strict", cwd=tmp_path).code == 1


def profile(name: str = "Ann", text: str = "plain", title: str = "Teaching") -> str:
    section = {"id": "teaching", "title": title, "entries": [{"name": text}]}
    return json.dumps({"meta": {"languages": ["en"]}, "basics": {"name": name}, "sections": [section]})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": f"Ann {HIEROGLYPH}"}, "in the name"),
        ({"name": CUNEIFORM}, "in the name"),
        ({"title": f"{HIEROGLYPH}{CUNEIFORM}"}, "in a heading"),
    ],
)
def test_no_pdf_is_written_without_the_characters_of_the_name_or_a_heading(
    tmp_path: Path, given: dict[str, str], told: str
) -> None:
    write(tmp_path, "p.json", profile(**given))
    done = resume("export", "pdf", "p.json", cwd=tmp_path)
    assert (done.code, (tmp_path / "p.pdf").exists()) == (69, False)
    assert "p.json:1:" in done.err
    assert told in done.err
    assert "apt install fonts-" in done.err or "brew install font-" in done.err
    both = resume("export", "pdf,text", "p.json", cwd=tmp_path)
    assert (both.code, (tmp_path / "p.txt").exists(), (tmp_path / "p.pdf").exists()) == (1, True, False)
    allowed = resume("export", "pdf", "p.json", "--allow-missing-glyphs", cwd=tmp_path)
    assert (allowed.code, (tmp_path / "p.pdf").exists()) == (0, True)
    assert "warning[missing-glyph]" in allowed.err
    assert "warning[missing-glyph]" in resume("validate", "p.json", cwd=tmp_path).out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "words"),
    [(f"Acme {HIEROGLYPH}", 1), (f"{HIEROGLYPH}{CUNEIFORM} and {CUNEIFORM}x", 2), (f"甲{CUNEIFORM}乙", 1)],
)
def test_a_pdf_with_words_that_cannot_be_drawn_is_written_and_counted(tmp_path: Path, text: str, words: int) -> None:
    write(tmp_path, "p.json", profile(text=text))
    done = resume("export", "pdf", "p.json", cwd=tmp_path)
    assert done.code == 1
    assert f"{words} word{'s' * (words > 1)} cannot be drawn" in done.err.splitlines()[-1]
    metadata = PdfReader(io.BytesIO((tmp_path / "p.pdf").read_bytes())).xmp_metadata
    assert metadata is not None
    claims = metadata.stream.get_data()
    assert b"pdfaid:part" not in claims
    assert b"pdfuaid:part" not in claims
    assert b"dc:language" in claims
    assert resume("export", "pdf", "p.json", "--allow-missing-glyphs", cwd=tmp_path).code == 0
    assert resume("export", "html,docx,text", "p.json", cwd=tmp_path).code == 0
    batch = resume("batch", "p.json", "--to", "pdf", "-o", "out", cwd=tmp_path)
    assert batch.code == 1
    allowed = resume("batch", "p.json", "--to", "pdf", "-o", "out", "--allow-missing-glyphs", cwd=tmp_path)
    assert allowed.code == 0


@pytest.mark.parametrize("sign", ["\ue0f0", "\U000f0041", "\U0010fffd"])
def test_a_sign_that_stands_alone_is_a_warning(tmp_path: Path, sign: str) -> None:
    write(tmp_path, "p.json", profile(text=f"{sign} Acme"))
    done = resume("export", "pdf", "p.json", cwd=tmp_path)
    assert (done.code, "warning[missing-glyph]" in done.err) == (0, True)
    assert "cannot be drawn" not in done.err
    assert resume("export", "pdf", "p.json", "--strict", cwd=tmp_path).code == 1


def test_validate_says_all_that_an_export_would(tmp_path: Path) -> None:
    write(
        tmp_path,
        "p.yaml",
        f"basics: {{name: Ann, image: gone.png}}\nmeta: {{theme: elegant, tokens: {{accent: zzz}}}}\n"
        f"work: [{{name: A{HIEROGLYPH}, tags: [frontend]}}]\npatents: {{from: gone.csv}}\n"
        "variants: {a: {include: [fronted]}, b: {exclude: [x]}}\n",
    )
    first = resume("validate", "p.yaml", cwd=tmp_path)
    assert first.code == 66
    assert "p.yaml:4:17: error[missing-file]" in first.out
    assert first.out.count("^\n") == 3
    for told in ("did you mean `frontend`", "error[missing-file]", "warning[unused-tag]", "hint: "):
        assert told in first.out
    write(tmp_path, "gone.csv", "title\nA method\n")
    second = resume("validate", "p.yaml", cwd=tmp_path)
    assert second.code == 78
    for code in ("image-unusable", "bad-theme", "unused-tag"):
        assert f"[{code}]" in second.out
    write(tmp_path, "p.yaml", (tmp_path / "p.yaml").read_text().replace("accent: zzz", "accent: red"))
    third = resume("validate", "p.yaml", cwd=tmp_path)
    assert third.code == 0
    for code in ("image-unusable", "unknown-theme", "unused-tag", "missing-glyph"):
        assert f"[{code}]" in third.out
