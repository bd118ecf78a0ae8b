"""Runs: inlines as stretches of one character style, one language and one direction."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, assert_never, cast
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.text.font import Font

from resume_cli.document import Code, Emphasis, Link, Strong, Text, Time, direction
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.fonts import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.part import Part
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement

    from resume_cli.document import Inline, Inlines
    from resume_cli.exporters.docx.design import Design

# Word takes these from the Latin font unless the run says that its context is East Asian.
_RANGES = ((0x2010, 0x203B), (0x2190, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x26FF))
_AMBIGUOUS = frozenset("\xa7\xb0\xb1\xb7\xd7").union(*(map(chr, range(low, high + 1)) for low, high in _RANGES))
# An apostrophe within a Latin word stays Latin in Chinese text too.
_APOSTROPHE = "(?<=[A-Za-z])(\u2019)(?=[A-Za-z])"
# From a letter of a left-to-right alphabet to the last one before letters of the other direction. It takes
# milliseconds to compile, so that happens where a text first needs it.
_LEFT_TO_RIGHT = (
    "([A-Za-z\u00c0-\u058f\u1e00-\u1fff\u2e80-\ud7ff]"
    "(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[A-Za-z0-9+#%\u00c0-\u058f\u1e00-\u1fff\u2e80-\ud7ff])?)"
)
# What may be in an address as it is; Word calls a document damaged for a target that is not a valid address.
_IN_ADDRESS = "!#$%&'()*+,-./:;=?@_~"


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run is written: its character style, its language, and what comes on top of the style.

    `bold` and `italic` come on top of the style; None leaves it to the style. `heavy` says that the paragraph's style
    is bold: Word takes bold upon bold for regular, so bold must be set on the run as well. `slanted` says that the
    paragraph's style is italic, which only some scripts are.
    """

    language: str
    style: str = ""
    bold: bool | None = None
    italic: bool = False
    heavy: bool = False
    slanted: bool = False
    proof: bool = True


@dataclass(frozen=True, slots=True)
class Runs:
    """Adds runs to one part (the body, a footer), whose relationships hold the targets of hyperlinks.

    python-docx formats one run of each kind, and the others are copies of it: its calls took 60 ms for the 350 runs of
    a résumé, and take 8 ms this way. For the same reason a target is searched for here and not among the relationships.
    """

    design: Design
    part: Part
    targets: dict[str, str] = field(default_factory=dict)
    samples: dict[tuple[RunFormat, str, bool], CT_R] = field(default_factory=dict)

    def add(self, parent: BaseOxmlElement, inlines: Inlines, run_format: RunFormat | None = None) -> None:
        """Add runs and hyperlinks for inlines to a paragraph, by default in the document's language and no style."""
        for inline in inlines:
            self._add_inline(parent, inline, run_format or RunFormat(self.design.language))

    def add_text(self, parent: BaseOxmlElement, text: str, run_format: RunFormat | None = None) -> None:
        """Add runs for characters."""
        self.add(parent, (Text(text),), run_format)

    def _add_inline(self, parent: BaseOxmlElement, inline: Inline, run_format: RunFormat) -> None:
        if inline.language:
            run_format = replace(run_format, language=inline.language)
        match inline:
            case Text(content=content) | Time(content=content):
                self._add_runs(parent, content, run_format)
            case Code(content=content):
                self._add_runs(parent, content, replace(run_format, style="Code"))
            case Strong(children=children):
                self.add(parent, children, _layered(run_format, "Strong"))
            case Emphasis(children=children):
                self.add(parent, children, _layered(run_format, "Emphasis"))
            case Link(children=children, href=href):
                link = parts.hyperlink(self._relationship(address(href)))
                self.add(link, children, _linked(run_format))
                parent.append(link)
            case _:
                assert_never(inline)

    def _relationship(self, target: str) -> str:
        """Return the identifier of a link's target, which it keeps when it is asked for again."""
        if target not in self.targets:
            relationships = self.part.rels
            name = f"rId{len(relationships) + 1}"
            relationships.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, name, is_external=True)
            self.targets[target] = name
        return self.targets[target]

    def _add_runs(self, parent: BaseOxmlElement, content: str, run_format: RunFormat) -> None:
        for text, kind in _stretches(parts.clean(content), run_format):
            is_east_asian = script(run_format.language) == "east-asian"
            hint = is_east_asian and kind != "apostrophe" and not _AMBIGUOUS.isdisjoint(text)
            key = run_format, kind, hint
            if key not in self.samples:
                self.samples[key] = self._sample(run_format, kind, hint=hint)
            run = deepcopy(self.samples[key])
            run.add_t(text)
            parent.append(run)

    def _sample(self, run_format: RunFormat, kind: str, *, hint: bool) -> CT_R:
        """Return a run without text."""
        run = cast("CT_R", OxmlElement("w:r"))
        font = Font(run)
        upright = kind == "east-asian"
        if run_format.style:
            run.style = "EmphasisEastAsian" if upright and run_format.style == "Emphasis" else run_format.style
        has_italics = self.design.script != "complex"
        emphatic = run_format.heavy and run_format.style == "Emphasis" and (upright or not has_italics)
        if run_format.bold is not None or emphatic:
            font.bold = font.cs_bold = bool(run_format.bold or emphatic)
        if run_format.italic and not upright and kind != "right-to-left":
            font.italic = font.cs_italic = True
        elif run_format.slanted and script(run_format.language) != "latin":
            font.italic = font.cs_italic = False
        if not run_format.proof:
            font.no_proof = True
        if kind == "right-to-left":
            font.rtl = True
        is_foreign = run_format.language != self.design.language
        language = run_format.language if is_foreign else ""
        parts.add_properties(run, fonts=self._fonts(run_format.language, hint=hint), language=language)
        return run

    def _fonts(self, language: str, *, hint: bool) -> dict[str, str]:
        fonts = {"hint": "eastAsia"} if hint else {}
        family = self.design.faces("body-font", language).east_asian
        if script(language) == "east-asian" and family != self.design.faces("body-font").east_asian:
            fonts["eastAsia"] = family
        return fonts


def address(href: str) -> str:
    """Return a link's target with everything escaped that no address may hold."""
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", href), safe=_IN_ADDRESS, errors="ignore")


def _layered(run_format: RunFormat, style: str) -> RunFormat:
    """Return the format with a style, or, where one is set already, with what the style would do."""
    if not run_format.style:
        return replace(run_format, style=style, bold=True if run_format.heavy and style == "Strong" else None)
    return replace(run_format, bold=True) if style == "Strong" else replace(run_format, italic=True)


def _linked(run_format: RunFormat) -> RunFormat:
    layered = replace(run_format, style="Hyperlink", proof=False)
    if run_format.style == "Strong":
        return replace(layered, bold=True)
    return replace(layered, italic=True) if run_format.style == "Emphasis" else layered


def _stretches(text: str, run_format: RunFormat) -> Iterator[tuple[str, str]]:
    """Yield parts of a text with how each is written: as Word needs to be told, and no finer."""
    if direction(run_format.language) == "rtl":
        yield from _alternate(_LEFT_TO_RIGHT, text, "right-to-left", "left-to-right")
    elif run_format.style == "Emphasis" or run_format.italic:
        for is_east_asian, characters in groupby(text, _is_east_asian):
            yield "".join(characters), "east-asian" if is_east_asian else "left-to-right"
    elif script(run_format.language) == "east-asian":
        yield from _alternate(_APOSTROPHE, text, "left-to-right", "apostrophe")
    elif text:
        yield text, "left-to-right"


def _is_east_asian(character: str) -> bool:
    """Tell ideographs, kana, Hangul and their punctuation from what may slant."""
    ranges = "\u1100\u11ff \u2e80\ua4cf \uac00\ud7ff \uf900\ufaff \ufe30\ufe4f \uff00\uffef \U00020000\U0003ffff"
    return any(first <= character <= last for first, last in ranges.split(" "))


def _alternate(pattern: str, text: str, between: str, matched: str) -> Iterator[tuple[str, str]]:
    for position, part in enumerate(re.split(pattern, text)):
        if part:
            yield part, matched if position % 2 else between
