"""The bundled fonts: what lies there, what it covers, and how fontconfig is told."""

import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from tools import program

from resume_cli.document import Document, Header, Metadata, Paragraph, Section, Strong, Text
from resume_cli.errors import MissingPartError
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.testing import context
from resume_cli.theme import fontconfig, fonts

ROOT = Path(__file__).resolve().parent.parent.parent
FACES = sorted(fonts.font_folder().glob("*/*.ttf"))
BENGALI = "ক"
TEXTS = {
    "ko": ("Noto-Sans-KR", "대용량 시스템 뷁 ㈜한빛 ㅋㅋ"),
    "ar": ("Noto-Sans-Arabic", "خفّضتُ زمن، ٢٠١٥؛ گچپژ ﷺ"),
    "he": ("Noto-Sans-Hebrew", "שָׁלוֹם צה״ל ב־₪"),
    "th": ("Noto-Sans-Thai", "กว่าน้ำ ๑๐ ฿"),
    "hi": ("Noto-Sans-Devanagari", "क्षत्रिय ज्ञान ऋषि। ₹५०"),
    "en": ("Noto-Emoji", "👩‍💻 🇩🇪 👍🏽 1️⃣ ❤️‍🔥 ✅ ⭐"),
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("fonts_script", ROOT / "scripts" / "fonts.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["fonts_script"] = module
    specification.loader.exec_module(module)
    return module


def fresh(code: str, **environment: str) -> str:
    """Run code in a new interpreter and return what it prints."""
    variables = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=variables)
    return done.stdout.strip()


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_every_face_is_a_static_truetype_file_with_its_licence_beside_it(face: Path) -> None:
    font = TTFont(face, lazy=True)
    assert "glyf" in font
    assert "fvar" not in font
    assert "SIL OPEN FONT LICENSE" in (face.parent / "OFL.txt").read_text("utf-8")


def test_each_family_has_one_name_and_tells_its_styles_apart() -> None:
    styles: dict[str, set[tuple[int, bool]]] = {}
    for face in FACES:
        font = TTFont(face, lazy=True)
        italic = bool(font["OS/2"].fsSelection & 1)
        styles.setdefault(font["name"].getDebugName(1), set()).add((font["OS/2"].usWeightClass, italic))
    upright = {(400, False), (700, False)}
    four = upright | {(400, True), (700, True)}
    assert styles == {
        "Source Sans 3": four,
        "Source Serif 4": four,
        "Source Code Pro": four,
        "Noto Sans SC": upright,
        "Noto Serif SC": upright,
        "Noto Sans TC": upright,
        "Noto Sans JP": upright,
        "Noto Sans KR": upright,
        "Vazirmatn NL": upright,
        "Noto Sans Arabic": upright,
        "Noto Sans Hebrew": upright,
        "Noto Sans Thai": upright,
        "Noto Sans Devanagari": upright,
        "Noto Emoji": {(400, False)},
    }


def test_coverage_and_sources_fit_the_faces_that_lie_there(script: ModuleType) -> None:
    assert (fonts.font_folder() / "coverage.json").read_text("utf-8") == script.coverage(fonts.font_folder())
    assert (fonts.font_folder() / "SOURCES.md").read_text("utf-8") == script.sources(fonts.font_folder())


def test_coverage_answers_as_the_character_map_does() -> None:
    in_font = set(TTFont(fonts.font_folder() / "noto-sans-sc" / "NotoSansSC-Regular.ttf").getBestCmap())
    assert len(in_font) == 30890
    answered = {code for code in range(0x20, 0x40000) if fonts.covered(chr(code), ["Noto Sans SC"])}
    assert answered == {code for code in in_font if code >= 0x20}


def test_rare_characters_of_real_names_and_accented_latin_are_covered() -> None:
    assert fonts.uncovered("刘硕镕喆堃䶮頔Ștefan Đặng Łukasz Ærø Привет Ελλάδα“”——…·•→✓№€") == set()


def test_every_syllable_of_hangul_is_covered() -> None:
    assert fonts.uncovered(map(chr, range(0xAC00, 0xD7A4))) == set()
    assert fonts.uncovered("㈜ㅋㅋ㉠ㆍ₩") == set()


def test_every_syllable_of_hangul_is_drawn_in_a_pdf() -> None:
    given = context()
    rows = ["".join(map(chr, range(start, min(start + 100, 0xD7A4)))) for start in range(0xAC00, 0xD7A4, 100)]
    section = Section("one", (Text("한"),), tuple(Paragraph((Text(row),)) for row in rows))
    content = EXPORTER.render(Document("ko", Header((Text("김"),)), (section,), Metadata("김")), given)
    assert given.report.missing_characters == set()
    drawn = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert set("".join(rows)) <= set(drawn)


@pytest.mark.parametrize("tag", TEXTS)
def test_texts_of_the_bundled_scripts_are_drawn_upright_and_bold_by_the_bundled_faces(tag: str) -> None:
    family, text = TEXTS[tag]
    assert fonts.uncovered(text) == set()
    given = context()
    blocks = (Paragraph((Text(text),)), Paragraph((Strong((Text(text),)),)))
    document = Document(tag, Header((Text("Ada"),)), (Section("one", (), blocks),), Metadata("Ada"))
    resources: Any = PdfReader(io.BytesIO(EXPORTER.render(document, given))).pages[0]["/Resources"]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in resources["/Font"].values()}
    assert given.report.missing_characters == set()
    assert {family, family if family == "Noto-Emoji" else f"{family}-Bold"} <= names


@pytest.mark.parametrize("tag", AVAILABLE)
def test_every_language_of_the_wordings_is_drawn_without_a_font_of_the_system(tag: str) -> None:
    words = wording(tag)
    written = [text for table in words.tables.values() for text in table.values() if isinstance(text, str)]
    written += [words.month(number) for number in range(1, 13)]
    written += [name for code in ("CN", "DE", "US", "KR", "SA") if (name := words.country(code))]
    assert fonts.uncovered("".join(written)) == set()


def test_what_is_not_bundled_is_named_and_signs_without_a_glyph_are_not() -> None:
    assert fonts.uncovered(f"a{BENGALI}ክ\u200b\u00ad\t\n\u3000\ufe0f\u2066") == {BENGALI, "ክ"}


def test_a_face_of_one_script_takes_no_other_character_from_the_faces_before_it(script: ModuleType) -> None:
    for family in script.FAMILIES:
        if family.blocks:
            blocks = set().union(*family.blocks) | script.SPACES | script.JOINERS
            for face in family.faces:
                path = fonts.font_folder() / family.folder / face.file
                assert set(TTFont(path, lazy=True).getBestCmap()) <= blocks


def test_the_scripts_that_no_font_can_draw_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_covers", {BENGALI}.__contains__)
    missing = fonts.undrawable_scripts()
    assert {"Ethiopic", "Khmer", "Tamil"} <= set(missing)
    assert not {"Bengali", "Latin", "Han", "Kana", "Hangul", "Arabic", "Hebrew", "Thai", "Devanagari", "Emoji"} & set(
        missing
    )


def test_asking_for_coverage_imports_no_font_library() -> None:
    code = "import sys; from resume_cli.theme import fonts; fonts.uncovered('刘ক'); print(*sys.modules)"
    loaded = set(fresh(code).split())
    assert not loaded & {"fontTools", "ctypes", "PIL", "weasyprint"}


def test_the_private_file_knows_only_our_folder_unless_the_system_is_asked_for(tmp_path: Path) -> None:
    ours = str(fonts.font_folder())
    alone = fonts.fontconfig_file(tmp_path)
    assert f"<dir>{ours}</dir>" in alone
    assert alone.count("<dir>") == 1
    assert fonts.fontconfig_file(tmp_path, system=True).count("<dir>") > 1


def test_the_private_file_goes_to_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = fonts.private_fontconfig()
    assert path.parent == tmp_path / "resume-press"
    assert f"<cachedir>{path.parent / 'fontconfig'}</cachedir>" in path.read_text("utf-8")
    before = path.stat().st_mtime_ns
    assert fonts.private_fontconfig() == path
    assert path.stat().st_mtime_ns == before


def test_a_cache_that_cannot_be_written_gives_way_to_a_private_temporary_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    fonts._temporary_folder.cache_clear()
    path = fonts.private_fontconfig()
    assert path.is_relative_to(tmp_path / "temporary")
    assert path.parent.stat().st_mode & 0o077 == 0
    fonts._temporary_folder.cache_clear()


def test_a_temporary_folder_that_others_can_write_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    planted = tmp_path / f"resume-press-{os.getuid()}"
    planted.mkdir()
    planted.chmod(0o777)
    fonts._temporary_folder.cache_clear()
    assert fonts._temporary_folder() != planted
    fonts._temporary_folder.cache_clear()


def test_an_installation_without_fonts_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "theme_folder", lambda: tmp_path)
    fonts.font_folder.cache_clear()
    with pytest.raises(MissingPartError):
        fonts.font_folder()
    fonts.font_folder.cache_clear()


def test_a_missing_fontconfig_means_no_system_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fontconfig, "_LIBRARIES", ("libabsent.so",))
    fontconfig._library.cache_clear()
    assert fontconfig.family_with("a", tmp_path / "absent.conf") is None
    fontconfig._library.cache_clear()


@pytest.fixture
def system_folder(tmp_path: Path) -> Path:
    """Make a stand-in for the system's fonts: a face with Bengali, and one that bears the name of a bundled family."""
    folder = tmp_path / "system"
    folder.mkdir()
    source = fonts.font_folder() / "source-sans-3" / "SourceSans3-Regular.ttf"
    shutil.copy(source, folder / "impostor.ttf")
    font = TTFont(source)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {ord(BENGALI): "A", ord("ع"): "A"}
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Stand In"
    font.save(folder / "standin.ttf")
    return folder


def test_a_system_font_is_found_for_a_script_that_is_not_bundled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system_folder: Path
) -> None:
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", (str(system_folder),))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    fonts.system_font.cache_clear()
    assert fonts.system_font(BENGALI) == "Stand In"
    assert fonts.system_covers(BENGALI)
    assert not fonts.system_covers("ክ")
    fonts.system_font.cache_clear()


def test_a_system_font_with_the_name_of_a_bundled_one_never_replaces_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system_folder: Path
) -> None:
    match = program("fc-match")
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", (str(system_folder),))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = fonts.private_fontconfig(system=True)
    command = [match, "-s", "-f", "%{family}|%{file}\n", "Source Sans 3:weight=80"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"FONTCONFIG_FILE": str(path)})
    lines = done.stdout.splitlines()
    assert lines[0] == f"Source Sans 3|{fonts.font_folder()}/source-sans-3/SourceSans3-Regular.ttf"
    assert not any(line.startswith("Source Sans 3|") and "impostor" in line for line in lines)


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("zh-cn", "Noto Sans SC"),
        ("en", "Noto Sans SC"),
        ("zh-tw", "Noto Sans TC"),
        ("zh-hk", "Noto Sans TC"),
        ("ja", "Noto Sans JP"),
        ("ko", "Noto Sans KR"),
    ],
)
def test_the_language_of_a_text_chooses_the_regional_shapes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, family: str
) -> None:
    found = matches(f"Source Sans 3,Noto Sans SC:weight=200:lang={language}", monkeypatch, tmp_path, system=False)
    noto = [name for name in found if name.startswith("Noto Sans")]
    assert noto[0] == family


# In a pattern, a hyphen begins the size.
@pytest.mark.parametrize("generic", [r"sans\-serif", "serif", "monospace"])
def test_a_bundled_script_is_drawn_by_ours_where_the_system_has_it_as_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system_folder: Path, generic: str
) -> None:
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", (str(system_folder),))
    found = matches(f"{generic}:lang=en", monkeypatch, tmp_path, system=True)
    assert found.index("Noto Sans Arabic") < found.index("Stand In")


def test_emoji_are_asked_of_the_bundled_family_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert matches("emoji", monkeypatch, tmp_path, system=False)[0] == "Noto Emoji"


def matches(pattern: str, monkeypatch: pytest.MonkeyPatch, cache_folder: Path, *, system: bool) -> list[str]:
    """Return the families that fontconfig asks for a pattern, in order."""
    match = program("fc-match")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    environment = {"FONTCONFIG_FILE": str(fonts.private_fontconfig(system=system))}
    command = [match, "-s", "-f", "%{family}\\n", pattern]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.splitlines()


def test_a_regional_face_holds_only_what_is_drawn_otherwise_there(script: ModuleType) -> None:
    folder = fonts.font_folder()
    mainland = TTFont(folder / "noto-sans-sc" / "NotoSansSC-Regular.ttf")
    known = mainland.getBestCmap()
    for region, known_to_differ in (("TC", "骨"), ("JP", "直")):
        font = TTFont(folder / f"noto-sans-{region.lower()}" / f"NotoSans{region}-Regular.ttf")
        glyphs = font.getBestCmap()
        assert ord(known_to_differ) in glyphs
        assert set(glyphs) >= script.SPACES
        shared = [code for code in glyphs if code in known and code not in script.SPACES]
        assert len(shared) > 3000
        assert not any(script.same_shape(font, glyphs[code], mainland, known[code]) for code in shared[::20])
