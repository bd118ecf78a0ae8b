"""Themes: tokens are typed, chains end, folders stay within themselves, and every built-in theme is readable."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_cli.errors import OutputError, ThemeError
from resume_cli.theme.loader import TOKENS, Colour, Length, load_theme, new_theme, theme_folder, theme_names
from resume_cli.theme.tokens import read_tokens

THEMES = theme_names()
ROOT = Path(__file__).resolve().parent.parent.parent
#: What WCAG 2 asks of running text.
READABLE = 4.5


def write_theme(folder: Path, toml: str, css: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text(toml, encoding="utf-8")
    (folder / "resume.css").write_text(css, encoding="utf-8")
    return folder


def luminance(colour: Colour) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_folder_is_a_theme_and_the_default_comes_first() -> None:
    folders = {path.name for path in theme_folder().iterdir() if path.is_dir()} - {"fonts"}
    assert ("plain", *sorted(folders - {"plain"})) == THEMES


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_sets_every_token_and_says_what_it_is_for(name: str) -> None:
    theme = load_theme(name)
    assert set(theme.tokens) == set(TOKENS)
    assert theme.description
    assert theme.trusted


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scheme", ["", "dark-"])
@pytest.mark.parametrize("text", ["text-colour", "muted-colour", "accent"])
def test_every_text_of_a_theme_stands_out_from_its_paper(name: str, scheme: str, text: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.colour(scheme + text), theme.colour(f"{scheme}background")) >= READABLE


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scheme", ["", "dark-"])
def test_texts_on_a_panel_stand_out_from_it(name: str, scheme: str) -> None:
    theme = load_theme(name)
    panel = theme.colour(f"{scheme}panel-background")
    assert contrast(theme.colour(f"{scheme}panel-text"), panel) >= READABLE
    assert contrast(theme.colour(f"{scheme}accent"), panel) >= READABLE


@pytest.mark.parametrize("name", THEMES)
def test_sizes_keep_titles_and_dates_apart_from_the_text_so_that_readers_of_pdf_do(name: str) -> None:
    """Readers of PDF text join lines whose sizes differ by less than a twentieth: dates would follow the body."""
    theme = load_theme(name)
    body = theme.length("body-size").points
    assert theme.length("entry-size").points > body * 1.05
    assert theme.length("small-size").points < body * 0.95


def test_a_theme_takes_from_the_one_it_extends_what_it_does_not_set(tmp_path: Path) -> None:
    write_theme(tmp_path / "base", 'extends = "classic"\n[tokens]\naccent = "#123456"', ".resume .one { color: red }")
    folder = write_theme(tmp_path / "mine", 'extends = "base"\n[tokens]\nbody-size = "9pt"', ".resume .two { top: 0 }")
    theme = load_theme(str(folder))
    assert theme.name == "mine"
    assert theme.extends == ("base", "classic", "plain")
    assert theme.length("body-size") == Length(9, "pt")
    assert theme.colour("accent") == Colour(0x12, 0x34, 0x56)
    assert theme.keyword("header-align") == "center"
    assert theme.css.index(".banner") < theme.css.index(".one") < theme.css.index(".two")
    assert not theme.trusted


def test_a_chain_that_comes_back_to_itself_is_refused(tmp_path: Path) -> None:
    write_theme(tmp_path / "one", 'extends = "two"')
    write_theme(tmp_path / "two", 'extends = "one"')
    with pytest.raises(ThemeError, match="one → two → one"):
        load_theme(str(tmp_path / "one"))


def test_a_theme_that_extends_nothing_must_set_every_token(tmp_path: Path) -> None:
    folder = write_theme(tmp_path / "bare", '[tokens]\naccent = "navy"')
    with pytest.raises(ThemeError, match="does not set `text-colour`"):
        load_theme(str(folder))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("modren", "did you mean `modern`?"), ("zzz", "the themes are plain"), ("../plain", "resume themes")],
)
def test_an_unknown_theme_is_refused_with_what_there_is(name: str, hint: str) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme(name)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("token", "value", "words"),
    [
        ("accnt", "#000", "did you mean `accent`?"),
        ("accent", "notacolour", "a colour such as #005a9c"),
        ("accent", "#12345", "a colour such as #005a9c"),
        ("accent", "rgb(1, 2, 256)", "a colour such as #005a9c"),
        ("accent", "red; } body { display: none", "a colour such as #005a9c"),
        ("body-size", "40pt", "a length from 6pt to 18pt"),
        ("body-size", "1e30px", "a length from 6pt to 18pt"),
        ("body-size", "calc(1pt)", "a length from 6pt to 18pt"),
        ("body-size", 10, "a length from 6pt to 18pt"),
        ("line-height", "tall", "a number from 1 to 2.5"),
        ("line-height", True, "a number from 1 to 2.5"),
        ("line-height", float("nan"), "a number from 1 to 2.5"),
        ("layout", "columns", "one of single, sidebar"),
        ("body-font", 'Inter"; } *{', "font families"),
        ("body-font", "Inter\nSans", "font families"),
        ("body-font", "", "font families"),
        ("body-font", ["Inter", 3], "font families"),
    ],
)
def test_a_token_with_a_wrong_name_or_value_is_refused_with_the_wanted_form(
    token: str, value: object, words: str
) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme("plain", {token: value})
    assert words in caught.value.hint


@pytest.mark.parametrize(
    ("token", "value", "written"),
    [
        ("accent", "Navy", "#000080"),
        ("accent", "#ABC", "#aabbcc"),
        ("accent", "rgb(0, 90 156)", "#005a9c"),
        ("margin-inline", "1in", "1in"),
        ("margin-inline", "20.50 mm", "20.5mm"),
        ("line-height", "1.4", "1.4"),
        ("header-align", "center", "center"),
        ("body-font", "Inter, 'Noto Sans SC'", "('Inter', 'Noto Sans SC', 'sans-serif')"),
        ("mono-font", ["Fira Code", "monospace"], "('Fira Code', 'monospace')"),
    ],
)
def test_a_token_can_be_changed_in_any_form_people_write(token: str, value: object, written: str) -> None:
    assert str(load_theme("plain", {token: value}).tokens[token]) == written


@given(st.sampled_from(sorted(TOKENS)), st.text(max_size=40))
def test_no_token_lets_a_character_through_that_could_end_a_css_value(name: str, value: str) -> None:
    try:
        token = read_tokens({name: value}, "here")[name]
    except ThemeError:
        return
    words = token if isinstance(token, tuple) else (str(token),)
    assert not any(character in word for word in words for character in ";{}\"'\\<>\n\r\f")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("tokens = 3", "a table for `tokens`"),
        ("extends = 3", "expected texts"),
        ("[token]\n", "unknown key `token`"),
        ("[tokens\n", "theme.toml is not valid TOML"),
        ('[tokens]\naccent = "#zzz"', "token `accent` cannot be `#zzz`"),
    ],
)
def test_a_broken_theme_is_refused_and_named(tmp_path: Path, toml: str, words: str) -> None:
    folder = write_theme(tmp_path / "mine", toml)
    with pytest.raises(ThemeError, match="theme `mine`") as caught:
        load_theme(str(folder))
    assert words in caught.value.message


def test_a_file_that_leads_out_of_the_theme_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("a { b: c }", encoding="utf-8")
    folder = write_theme(tmp_path / "mine", 'extends = "plain"')
    (folder / "resume.css").unlink()
    (folder / "resume.css").symlink_to(secret)
    with pytest.raises(ThemeError, match="leads out of the theme's folder"):
        load_theme(str(folder))


def test_a_page_template_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    folder = write_theme(tmp_path / "mine", 'extends = "plain"')
    (folder / "page.html.j2").write_text("{{ body }}", encoding="utf-8")
    with pytest.raises(ThemeError, match=r"page\.html\.j2 is not supported") as caught:
        load_theme(str(folder))
    assert "resume.css" in caught.value.hint


def test_a_huge_style_sheet_is_refused(tmp_path: Path) -> None:
    folder = write_theme(tmp_path / "mine", 'extends = "plain"', " " * (1 << 21))
    with pytest.raises(ThemeError, match="larger than 1 MiB"):
        load_theme(str(folder))


def test_a_new_theme_loads_at_once_lists_every_token_and_is_never_overwritten(tmp_path: Path) -> None:
    folder = new_theme("mine", "sidebar", tmp_path)
    theme = load_theme(str(folder))
    assert theme.extends == ("sidebar", "plain")
    assert theme.tokens == load_theme("sidebar").tokens
    written = (folder / "theme.toml").read_text(encoding="utf-8")
    assert all(f"# {token} = " in written for token in TOKENS)
    with pytest.raises(OutputError, match="already exists"):
        new_theme("mine", "plain", tmp_path)
    with pytest.raises(ThemeError, match="cannot be called"):
        new_theme("../mine", "plain", tmp_path)


def test_tokens_of_a_new_theme_can_be_taken_as_they_stand(tmp_path: Path) -> None:
    folder = new_theme("mine", "classic", tmp_path)
    path = folder / "theme.toml"
    lines = [line.removeprefix("# ") if " = " in line else line for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert load_theme(str(folder)).tokens == load_theme("classic").tokens


def test_the_built_in_themes_hold_no_python_and_nothing_to_fetch() -> None:
    for path in theme_folder().rglob("*"):
        assert path.suffix not in {".py", ".pyc"}
        if path.suffix == ".css":
            assert "url(" not in path.read_text("utf-8")
            assert "@import" not in path.read_text("utf-8")


def test_loading_a_theme_imports_nothing_heavy() -> None:
    code = "import sys; from resume_cli.theme.loader import load_theme; load_theme('modern'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"tinycss2", "weasyprint", "yaml", "PIL"} & set(done.stdout.split())


def test_the_table_of_tokens_in_the_docs_is_fresh() -> None:
    docs = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    plain = load_theme("plain")
    rows = [line for line in docs.splitlines() if line.startswith("| `")]
    assert len(rows) == len(TOKENS)
    for row, (name, declaration) in zip(rows, TOKENS.items(), strict=True):
        assert row.startswith(f"| `{name}` | {declaration.description} | {declaration.form} | `")
        value = row.rpartition(" | `")[2].removesuffix("` |")
        assert read_tokens({name: value}, "docs")[name] == plain.tokens[name]


@pytest.mark.parametrize("name", THEMES)
def test_the_gallery_shows_every_theme_and_its_pictures_are_there(name: str) -> None:
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    assert f"{load_theme(name).description}." in page
    for picture in re.findall(rf"\((images/gallery/{name}-[^)]*)\)", page):
        assert (ROOT / "docs" / picture).is_file()
