"""Links lead only where a click does no harm, and obvious slips in them are repaired."""

from __future__ import annotations

import pytest

from resume_cli.profile.validation import links


@pytest.mark.parametrize(
    ("url", "target"),
    [
        *[(same, same) for same in ("https://a.example", "http://a.example/b", "mailto:a@b.example", "tel:+123")],
        ("a.example/b", "https://a.example/b"),
        ("a.example:8080", "https://a.example:8080"),
        ("a@b.example", "mailto:a@b.example"),
        *[
            (refused, None)
            for refused in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x", "vbscript:x")
        ],
        *[(refused, None) for refused in ("data:text/html,x", "file:///etc/passwd", "soon", "//a.example")],
    ],
)
def test_only_harmless_schemes_are_followed(url: str, target: str | None) -> None:
    assert links.target(url) == target


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https\n ://www.a.example/", "https://www.a.example/"),
        ("https:///a.example", "https://a.example"),
        ("http:/a.example", "http://a.example"),
        ("https://a.example/b c", "https://a.example/b%20c"),
        ("a.example/my file.pdf?a=b c", "a.example/my%20file.pdf?a=b%20c"),
        ("https://a. example/b", "https://a.example/b"),
        ("https://a.example/b\n  c", "https://a.example/bc"),
        ("see a.example/b for it", "see a.example/b for it"),
        ("coming soon", "coming soon"),
        ("https://a.example//b", "https://a.example//b"),
    ],
)
def test_obvious_slips_in_a_url_are_repaired(written: str, expected: str) -> None:
    assert links.repair(written) == expected
