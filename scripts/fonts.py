"""Rebuild themes/fonts: static TrueType faces, their licences, SOURCES.md and coverage.json.

    python scripts/fonts.py            rebuild the folder (needs pip, npm, fontTools, chws-tool and network access)
    python scripts/fonts.py --only "Source Code Pro"    rebuild one family
    python scripts/fonts.py --check    check that coverage.json and SOURCES.md match the faces (works offline)

Latin faces are copied unchanged from Adobe's releases, because "Source" is a reserved font name that a modified file
may not use. Noto names are not reserved. The Chinese faces are reduced to static ones, without the data that
horizontal text never uses (vertical metrics, hints, alternates), because the file size of a face determines how long
a Chinese PDF takes. Noto Sans SC gets the feature `chws`, which Noto Serif SC has: two adjacent marks take one and a
half squares. Faces for a single script keep the characters of that script only. In the Arabic one, lam and alef
become two glyphs (`lam_alef.py`).
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from lam_alef import split

FONTS = Path(__file__).resolve().parent.parent / "themes" / "fonts"

# ccmp, locl, mark, mkmk: correct shapes; kern: Latin kerning; palt, halt, chws: compressed Chinese punctuation.
CHINESE_FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk", "palt", "halt", "chws")
# Required for a script to be shaped correctly; the list is fontTools'.
SHAPING_FEATURES = tuple(subset.Options().layout_features)
# 2026-01-01 in seconds since 1904, the epoch of font files. The current time would make every run differ.
FONT_EPOCH = 3850156800
# Characters below this one (Latin, Greek, Cyrillic, symbols) do not differ between regions.
FIRST_IDEOGRAPHIC = 0x2E80
# Pango draws a space with the face of the surrounding words; a face without it would show a missing character.
SPACES = frozenset({0x20, 0xA0, 0x3000})
# Joiners, direction marks, and the circle for a mark without a base: shaping looks for them in the face of the script.
JOINERS = frozenset({0x200C, 0x200D, 0x200E, 0x200F, 0x25CC})


@dataclass(frozen=True, slots=True)
class Face:
    """One static face: its source in the archive, and the file, style and weight it is given."""

    member: str
    file: str
    style: str
    weight: int


@dataclass(frozen=True, slots=True)
class Family:
    """One family: the published archive and its SHA-256, the licence file in it, and the faces."""

    name: str
    folder: str
    registry: str
    package: str
    version: str
    sha256: str
    licence: str
    faces: tuple[Face, ...]
    unchanged: bool = False
    # Whether two adjacent punctuation marks move closer together.
    chws: bool = False
    # Whether the ligature of lam and alef becomes two glyphs; if so, nothing else is changed.
    lam_alef: bool = False
    # For a regional family: the Python codec of its character set. Only shapes that Noto Sans SC lacks are kept.
    region: str | None = None
    # For a single script: its blocks; nothing else is kept.
    blocks: tuple[range, ...] = ()
    features: Sequence[str] = CHINESE_FEATURES


def _adobe(name: str, package: str, version: str, sha256: str) -> Family:
    """Return a Latin family: four unchanged faces under Adobe's file names."""
    prefix = name.replace(" ", "")
    styles = {"Regular": "Regular", "It": "Italic", "Bold": "Bold", "BoldIt": "Bold Italic"}
    faces = (
        Face(
            f"package/TTF/{prefix}-{theirs}.ttf",
            f"{prefix}-{ours.replace(' ', '')}.ttf",
            ours,
            700 if "B" in ours else 400,
        )
        for theirs, ours in styles.items()
    )
    return Family(
        name, _folder(name), "npm", package, version, sha256, "package/LICENSE.md", tuple(faces), unchanged=True
    )


def _noto(name: str, pack: tuple[str, str], axes: str = "wght", **kept: Any) -> Family:  # noqa: ANN401 - fields of Family
    """Return a family from one of the packages with Noto's variable fonts; `kept` selects the characters."""
    package, sha256 = pack
    file = name.replace(" ", "")
    source = f"{package.replace('-', '_')}/fonts/ofl/{file.lower()}"
    faces = (
        Face(f"{source}/{file}[{axes}].ttf", f"{file}-{style}.ttf", style, weight)
        for style, weight in (("Regular", 400), ("Bold", 700))
    )
    return Family(name, _folder(name), "PyPI", package, "0.1.0", sha256, f"{source}/OFL.txt", tuple(faces), **kept)


def _script(name: str, pack: tuple[str, str], blocks: tuple[range, ...], axes: str = "wdth,wght") -> Family:
    """Return a family for one script."""
    return _noto(name, pack, axes, blocks=blocks, features=SHAPING_FEATURES)


def _folder(name: str) -> str:
    return name.lower().replace(" ", "-")


_CJK = ("justmytype-intl-cjk", "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256")
_RIGHT_TO_LEFT = ("justmytype-intl-rtl", "dd1644dd497d907228f14568b034c0ce043b34a44ded9f307314941fe9f74b72")
_SOUTH_EAST_ASIA = ("justmytype-intl-sea", "07de9eed31706fdef49dd22e6f6694cdc0825c7818f3da269f7a18991acf3b34")
_SOUTH_ASIA = ("justmytype-intl-south-asia", "748debce6fef48386f40e7bd5ee7dde82c6886a1c42ad2d77915b2209226f12f")

# Syllables and jamo, including those in brackets and circles.
_HANGUL = (
    range(0x1100, 0x1200), range(0x3131, 0x318F), range(0x3200, 0x321F), range(0x3260, 0x327F), range(0xA960, 0xA980),
    range(0xAC00, 0xD7A4), range(0xD7B0, 0xD800), range(0xFFA0, 0xFFDD),
)  # fmt: skip
_ARABIC = (
    range(0x0600, 0x0700), range(0x0750, 0x0780), range(0x0870, 0x0900), range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD),
)  # fmt: skip
_HEBREW = (range(0x0590, 0x0600), range(0x20AA, 0x20AB), range(0xFB1D, 0xFB50))
_THAI = (range(0x0E00, 0x0E80),)
_DEVANAGARI = (range(0x0900, 0x0980), range(0x1CD0, 0x1D00), range(0xA830, 0xA83A), range(0xA8E0, 0xA900))

FAMILIES = (
    _adobe(
        "Source Sans 3", "source-sans", "3.52.0", "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88"
    ),
    _adobe(
        "Source Serif 4", "source-serif", "4.5.1", "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746"
    ),
    _adobe(
        "Source Code Pro",
        "source-code-pro",
        "2.42.0",
        "51f898e0712c5f1b3f583b63c9ab7d51daaa9bae1d4c8dc63dc2a4b6a72d7ae4",
    ),
    _noto("Noto Sans SC", _CJK, chws=True),
    # The shapes of Taiwan and Japan, for characters that are drawn differently there.
    _noto("Noto Sans TC", _CJK, region="cp950"),
    _noto("Noto Sans JP", _CJK, region="cp932"),
    Family(
        name="Noto Serif SC",
        folder="noto-serif-sc",
        registry="npm",
        package="@expo-google-fonts/noto-serif-sc",
        version="0.4.3",
        sha256="ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
        licence="package/LICENSE_FONT",
        faces=(
            Face("package/400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", "Regular", 400),
            Face("package/700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf", "Bold", 700),
        ),
    ),
    _script("Noto Sans KR", _CJK, _HANGUL, "wght"),
    # Each form of a letter is a separate glyph, so that text copied from a PDF has the right letters. Noto composes
    # many of them from shared parts and dots; it is kept for the letters of other languages.
    Family(
        name="Vazirmatn NL",
        folder="vazirmatn-nl",
        registry="npm",
        package="vazirmatn",
        version="33.0.3",
        sha256="9506e9e6a27e62b353c04a136c27de0cc3aa9e434658b45a6363f7c98c357090",
        licence="package/OFL.txt",
        faces=(
            Face(
                "package/misc/Non-Latin/fonts/ttf/Vazirmatn-NL-Regular.ttf", "VazirmatnNL-Regular.ttf", "Regular", 400
            ),
            Face("package/misc/Non-Latin/fonts/ttf/Vazirmatn-NL-Bold.ttf", "VazirmatnNL-Bold.ttf", "Bold", 700),
        ),
        lam_alef=True,
    ),
    _script("Noto Sans Arabic", _RIGHT_TO_LEFT, _ARABIC),
    _script("Noto Sans Hebrew", _RIGHT_TO_LEFT, _HEBREW),
    _script("Noto Sans Thai", _SOUTH_EAST_ASIA, _THAI),
    _script("Noto Sans Devanagari", _SOUTH_ASIA, _DEVANAGARI),
    Family(
        name="Noto Emoji",
        folder="noto-emoji",
        registry="npm",
        package="@expo-google-fonts/noto-emoji",
        version="0.4.7",
        sha256="6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
        licence="package/LICENSE_FONT",
        features=SHAPING_FEATURES,
        # There is no bold face: it would be as large again, and bold emoji look like the regular ones.
        faces=(Face("package/400Regular/NotoEmoji_400Regular.ttf", "NotoEmoji-Regular.ttf", "Regular", 400),),
    ),
)


def download(family: Family, folder: Path) -> Path:
    """Download the family's archive from its registry; exit unless its hash is the recorded one."""
    if family.registry == "npm":
        name = f"{family.package}@{family.version}"
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    else:
        name = f"{family.package}=={family.version}"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", name]
        subprocess.run(command, cwd=folder, check=True)
    (archive,) = (path for path in folder.iterdir() if path.is_file())
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != family.sha256:
        sys.exit(f"{name}: the archive's SHA-256 is {found}, expected {family.sha256}")
    return archive


def read_member(archive: Path, member: str) -> bytes:
    """Return one file from a wheel or an npm tarball."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as tarball:
        stream = tarball.extractfile(member)
        if stream is None:
            sys.exit(f"{archive.name}: {member} is not a file")
        return stream.read()


def cut(source: Path, family: Family, face: Face, target: Path) -> None:
    """Write one static face, without the data that horizontal text never uses."""
    font = TTFont(source, recalcTimestamp=False)
    if "fvar" in font:
        place = {"wght": face.weight, "wdth": 100}
        axes = {axis.axisTag: place[axis.axisTag] for axis in font["fvar"].axes}
        font = instancer.instantiateVariableFont(font, axes, inplace=True)
    options = subset.Options(
        layout_features=list(family.features),
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=[0, 5, 7, 8, 9, 11, 13, 14],
        drop_tables=["vhea", "vmtx", "VORG", "STAT", "DSIG", "gasp", "BASE", "MVAR", "avar", "HVAR", "VVAR"],
        recalc_timestamp=False,
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted_characters(font, family, face, target.parent.parent))
    worker.subset(font)
    _name(font, family, face)
    font.save(target, reorderTables=True)


def compress_marks(face: Path) -> None:
    """Add the feature `chws` to a face."""
    from chws_tool import add_chws

    add_chws(face)
    font = TTFont(face, recalcTimestamp=False)
    font["head"].modified = FONT_EPOCH
    font.save(face, reorderTables=True)


def wanted_characters(font: TTFont, family: Family, face: Face, fonts: Path) -> list[int]:
    """Return the characters to keep: all, those of a script, or those of the region that differ from Noto Sans SC."""
    characters = font.getBestCmap()
    if family.blocks:
        wanted = SPACES.union(JOINERS, *family.blocks)
        return sorted(wanted.intersection(characters))
    if family.region is None:
        return sorted(characters)
    mainland = TTFont(fonts / "noto-sans-sc" / f"NotoSansSC-{face.style}.ttf")
    known = mainland.getBestCmap()
    return [
        code
        for code, glyph in sorted(characters.items())
        if code in SPACES
        or (
            code >= FIRST_IDEOGRAPHIC
            and chr(code).encode(family.region, "ignore")
            and not (code in known and same_shape(font, glyph, mainland, known[code]))
        )
    ]


def same_shape(font: TTFont, glyph: str, other_font: TTFont, other_glyph: str) -> bool:
    """Return whether two glyphs have the same shape, apart from rounding in the interpolation."""
    points, ends, _ = font["glyf"][glyph].getCoordinates(font["glyf"])
    other_points, other_ends, _ = other_font["glyf"][other_glyph].getCoordinates(other_font["glyf"])
    if list(ends) != list(other_ends) or font["hmtx"][glyph][0] != other_font["hmtx"][other_glyph][0]:
        return False
    pairs = zip(points, other_points, strict=True)
    return all(abs(x - other_x) <= 2 and abs(y - other_y) <= 2 for (x, y), (other_x, other_y) in pairs)


def _name(font: TTFont, family: Family, face: Face) -> None:
    """Set the names and weight that make fontconfig and Word see one family with two styles."""
    table = font["name"]
    version = table.getDebugName(5)
    postscript = f"{family.name.replace(' ', '')}-{face.style.replace(' ', '')}"
    names = {
        1: family.name,
        2: face.style,
        3: f"{version};{postscript}",
        4: family.name if face.style == "Regular" else f"{family.name} {face.style}",
        6: postscript,
    }
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)
    bold = face.weight >= 700
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = 0b100000 if bold else 0b1000000
    font["head"].macStyle = int(bold)
    font["head"].created = font["head"].modified = FONT_EPOCH


def licence(archive: Path, family: Family, face: Path) -> str:
    """Return the licence text, with the copyright line replaced by the face's own if they may differ."""
    text = read_member(archive, family.licence).decode("utf-8").replace("\r\n", "\n")
    if family.unchanged or "Adobe" in text.partition("\n")[0]:
        return text
    _, _, rest = text.partition("\n")
    statement = TTFont(face)["name"].getDebugName(0)
    return f"{statement if statement.startswith('Copyright') else f'Copyright {statement}'}\n{rest}"


def make(family: Family, fonts: Path) -> None:
    """Write the folder of one family: faces and licence."""
    folder = fonts / family.folder
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        archive = download(family, Path(name))
        for face in family.faces:
            source = Path(name) / "source.ttf"
            source.write_bytes(read_member(archive, face.member))
            if family.unchanged:
                shutil.copyfile(source, folder / face.file)
            elif family.lam_alef:
                font = TTFont(source, recalcTimestamp=False)
                split(font)
                font.save(folder / face.file)
            else:
                cut(source, family, face, folder / face.file)
            if family.chws:
                compress_marks(folder / face.file)
            source.unlink()
        text = licence(archive, family, folder / family.faces[0].file)
        (folder / "OFL.txt").write_text(text, encoding="utf-8")


def covered_ranges(faces: Iterable[Path]) -> list[list[int]]:
    """Return the characters that all faces contain, as sorted inclusive ranges."""
    common = sorted(set.intersection(*(set(TTFont(face, lazy=True).getBestCmap()) for face in faces)))
    ranges: list[list[int]] = []
    for character in common:
        if ranges and ranges[-1][1] == character - 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return ranges


def coverage(fonts: Path) -> str:
    """Return coverage.json: the ranges of each family as alternating gaps and lengths, which are small numbers."""
    families = {}
    for family in FAMILIES:
        numbers, position = [], 0
        for first, last in covered_ranges(fonts / family.folder / face.file for face in family.faces):
            numbers += [first - position, last - first + 1]
            position = last + 1
        families[family.name] = " ".join(format(number, "x") for number in numbers)
    return json.dumps(families, indent=1) + "\n"


def sources(fonts: Path) -> str:
    """Return SOURCES.md: the source of each face, and the hashes of the archive and of the bundled file."""
    lines = [
        "# Where these fonts come from",
        "",
        "Written by `scripts/fonts.py`, which reproduces the same bytes. All fonts are under the SIL Open Font License",
        "1.1; `OFL.txt` in the folder of each family contains the licence and the copyright line.",
    ]
    for family in FAMILIES:
        state = "as published" if family.unchanged else "reduced to static faces without vertical metrics and hints"
        if family.lam_alef:
            state = "as published, but for lam and alef, which are two glyphs"
        if family.blocks:
            state += "; only the characters of its script"
        if family.region:
            state += f"; only the characters of {family.region} that Noto Sans SC lacks or draws differently"
        lines += [
            "",
            f"## {family.name}",
            "",
            f"{family.registry} package `{family.package}` {family.version}; {state}.",
            f"The archive's SHA-256 is `{family.sha256}`.",
            "",
            "| face | file | bytes | SHA-256 |",
            "|---|---|---|---|",
        ]
        for face in family.faces:
            data = (fonts / family.folder / face.file).read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            lines.append(f"| {face.style} | `{family.folder}/{face.file}` | {len(data)} | `{digest}` |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Rebuild the folder, or check that its generated files are up to date."""
    parser = argparse.ArgumentParser(description="Rebuild the bundled fonts.")
    parser.add_argument("--check", action="store_true", help="only check that coverage.json and SOURCES.md match")
    parser.add_argument("--into", type=Path, default=FONTS, help="folder to write (default: themes/fonts)")
    parser.add_argument("--only", action="append", metavar="FAMILY", help="rebuild only this family")
    options = parser.parse_args(arguments)
    fonts: Path = options.into
    if options.check:
        stale = (fonts / "coverage.json").read_text("utf-8") != coverage(fonts)
        stale |= (fonts / "SOURCES.md").read_text("utf-8") != sources(fonts)
        print("fonts: coverage.json or SOURCES.md is out of date" if stale else "fonts: up to date")
        return int(stale)
    for family in FAMILIES:
        if options.only and family.name not in options.only:
            continue
        shutil.rmtree(fonts / family.folder, ignore_errors=True)
        make(family, fonts)
        print(f"{family.name}: {len(family.faces)} faces")
    (fonts / "coverage.json").write_text(coverage(fonts), encoding="utf-8")
    (fonts / "SOURCES.md").write_text(sources(fonts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
