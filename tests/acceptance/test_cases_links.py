"""Issue 9, links: accounts at known networks and bare addresses are linked in every format."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run
from readers import read_docx, read_html, read_plain, read_pypdf

CASES = Path(__file__).parent.parent / "data" / "cases"
READERS = {"html": read_html, "docx": read_docx, "pdf": read_pypdf, "text": read_plain, "markdown": read_plain}
TARGETS = (
    "https://www.linkedin.com/in/adaquell", "https://github.com/adaq", "https://gitlab.com/adaq",
    "https://orcid.org/0000-0002-1825-0097", "https://scholar.google.com/citations?user=qc6CJjYAAAAJ",
    "https://social.example/@ada", "https://stackoverflow.com/users/12323/ada-quell", "https://x.com/ada_q",
)  # fmt: skip
TEXTS = """\
basics: {name: Ada, summary: "见https://example.com/a，邮箱 a.b@example.org。", url: "https://example.com/my cv.pdf"}
projects:
- {name: P, url: "https://example.com/p", description: "[the file](https://example.com/b c.pdf), www.example.net."}
"""
LINKED = (
    "https://example.com/a", "a.b@example.org", "https://example.com/my%20cv.pdf", "https://example.com/p",
    "https://example.com/b%20c.pdf", "www.example.net",
)  # fmt: skip


@pytest.mark.parametrize("form", READERS)
def test_accounts_at_known_networks_are_linked(tmp_path: Path, form: str) -> None:
    done = run(tmp_path, "export", form, CASES / "handle-without-url.yaml", "-o", f"out.{form}")
    assert done.code == 0, done.err
    found = READERS[form]((tmp_path / f"out.{form}").read_bytes())
    assert not [target for target in TARGETS if target not in found]
    assert "adaq_wx" in found
    assert "/adaq_wx" not in found


@pytest.mark.parametrize("form", READERS)
def test_addresses_in_texts_are_linked_without_the_punctuation_behind_them(tmp_path: Path, form: str) -> None:
    (tmp_path / "cv.yaml").write_text(TEXTS, encoding="utf-8")
    assert run(tmp_path, "export", form, "cv.yaml", "-o", f"out.{form}").code == 0
    content = (tmp_path / f"out.{form}").read_bytes()
    found = READERS[form](content)
    assert not [target for target in LINKED if target not in found]
    if form in {"html", "docx", "pdf"}:
        assert "https://www.example.net" in found
        assert "mailto:a.b@example.org" in found
        assert "，" not in [found[found.rindex(target) + len(target) :][:1] for target in LINKED]
