"""Runs: inlines as stretches of one character style, one language and one direction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from resume_cli.document import Code, Emphasis, Link, Strong, Text, Time, direction
from resume_cli.exporters.docx.languages import word_language, writing
from resume_cli.exporters.docx.xml import element, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.part import Part
    from lxml.etree import _Element as Element

    from resume_cli.document import Inline, Inlines
    from resume_cli.exporters.docx.design import Design

# Patterns of these sizes take milliseconds to compile, so that happens where a text first needs one.
# Ideographs, kana, Hangul and their punctuation.
_EAST_ASIAN = "([\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]+)"
# Word takes these from the Latin font unless the run says that its context is East Asian.
_AMBIGUOUS = "[\xa7\xb0\xb1\xb7\xd7\u2010-\u203b\u2190-\u22ff\u2460-\u24ff\u25a0-\u26ff]"
# An apostrophe within a Latin word stays Latin in Chinese text too.
_APOSTROPHE = "(?<=[A-Za-z])(\u2019)(?=[A-Za-z])"
# From a letter of a left-to-right alphabet to the last one before letters of the other direction.
_LEFT_TO_RIGHT = (
    "([A-Za-z\u00c0-\u058f\u1e00-\u1fff\u2e80-\ud7ff]"
    "(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[A-Za-z0-9+#%\u00c0-\u058f\u1e00-\u1fff\u2e80-\ud7ff])?)"
)
# What may stand in an address as it is; Word calls a document damaged for a target that is no address.
_NOT_IN_ADDRESS = re.compile(r"%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]")


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How a run is written: its character style, its language, and what comes on top of the style.

    `bold` and `italic` come on top of the style; none leaves it to the style. `heavy` says that the paragraph's
    style is bold: Word takes bold upon bold for regular, so a bold style must be said twice there. `leans` says
    that it is italic, which only some scripts are.
    """

    language: str
    style: str = ""
    bold: bool | None = None
    italic: bool = False
    heavy: bool = False
    leans: bool = False
    proof: bool = True


@dataclass(frozen=True, slots=True)
class Runs:
    """Makes the runs of one part (the body, a footer), whose relationships hold the targets of hyperlinks."""

    design: Design
    part: Part
    targets: dict[str, str] = field(default_factory=dict)

    def of(self, inlines: Inlines, run_format: RunFormat | None = None) -> Iterator[Element]:
        """Yield runs and hyperlinks for inlines, by default in the document's language and no style."""
        for inline in inlines:
            yield from self._inline(inline, run_format or RunFormat(self.design.language))

    def plain(self, text: str, run_format: RunFormat | None = None) -> Iterator[Element]:
        """Yield runs for characters."""
        yield from self.of((Text(text),), run_format)

    def _inline(self, inline: Inline, run_format: RunFormat) -> Iterator[Element]:
        if inline.language:
            run_format = replace(run_format, language=inline.language)
        match inline:
            case Text(content=content) | Time(content=content):
                yield from self._text(content, run_format)
            case Code(content=content):
                yield from self._text(content, replace(run_format, style="Code"))
            case Strong(children=children):
                yield from self.of(children, _layered(run_format, "Strong"))
            case Emphasis(children=children):
                yield from self.of(children, _layered(run_format, "Emphasis"))
            case Link(children=children, href=href):
                yield self._link(tuple(self.of(children, _linked(run_format))), href)
            case _:
                assert_never(inline)

    def _link(self, runs: tuple[Element, ...], href: str) -> Element:
        return element("w:hyperlink", *runs, attributes={"r:id": self._relationship(address(href)), "w:history": 1})

    def _relationship(self, target: str) -> str:
        """Return the identifier of a link's target, which it keeps when it is asked for again.

        `relate_to` would look through all relationships each time: 2,000 links took it 2 s, and take 0.1 s this way.
        """
        if target not in self.targets:
            relationships = self.part.rels
            name = f"rId{len(relationships) + 1}"
            relationships.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, name, is_external=True)
            self.targets[target] = name
        return self.targets[target]

    def _text(self, content: str, run_format: RunFormat) -> Iterator[Element]:
        for part, writes in _stretches(content, run_format):
            properties = word("rPr", *self._properties(part, run_format, writes))
            text = element("w:t", attributes={"xml:space": "preserve"}, text=part)
            yield word("r", properties, text) if len(properties) else word("r", text)

    def _properties(self, text: str, run_format: RunFormat, writes: str) -> Iterator[Element]:
        """Yield a run's properties in the order that the schema wants."""
        upright = writes == "east-asian"
        if run_format.style:
            yield word(
                "rStyle", val="EmphasisEastAsian" if upright and run_format.style == "Emphasis" else run_format.style
            )
        fonts = self._fonts(text, run_format, writes)
        if fonts:
            yield word("rFonts", **fonts)
        emphatic = run_format.heavy and run_format.style == "Emphasis" and (upright or not self._has_italics)
        if run_format.bold is not None or emphatic:
            yield from (word(name, **({} if run_format.bold or emphatic else {"val": 0})) for name in ("b", "bCs"))
        if run_format.italic and not upright and writes != "right-to-left":
            yield word("i")
            yield word("iCs")
        elif run_format.leans and writing(run_format.language) != "latin":
            yield from (word(name, val=0) for name in ("i", "iCs"))
        if not run_format.proof:
            yield word("noProof")
        if writes == "right-to-left":
            yield word("rtl")
        if run_format.language != self.design.language:
            yield word(
                "lang", **{_LANGUAGE_ATTRIBUTES[writing(run_format.language)]: word_language(run_format.language)}
            )

    @property
    def _has_italics(self) -> bool:
        return self.design.alphabetic or self.design.ideographic

    def _fonts(self, text: str, run_format: RunFormat, writes: str) -> dict[str, str]:
        if writing(run_format.language) != "east-asian":
            return {}
        fonts = {"hint": "eastAsia"} if writes != "apostrophe" and re.search(_AMBIGUOUS, text) else {}
        family = self.design.faces("body-font", run_format.language).east_asian
        if run_format.language != self.design.language and family != self.design.faces("body-font").east_asian:
            fonts["eastAsia"] = family
        return fonts


_LANGUAGE_ATTRIBUTES = {"latin": "val", "east-asian": "eastAsia", "complex": "bidi"}


def address(href: str) -> str:
    """Return a link's target with everything escaped that no address may hold."""
    return _NOT_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode(errors="ignore")), href)


def _layered(run_format: RunFormat, style: str) -> RunFormat:
    """Return the run_format with a style, or, where one is set already, with what the style would do."""
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
        yield from _alternate(_EAST_ASIAN, text, "left-to-right", "east-asian")
    elif writing(run_format.language) == "east-asian":
        yield from _alternate(_APOSTROPHE, text, "left-to-right", "apostrophe")
    elif text:
        yield text, "left-to-right"


def _alternate(pattern: str, text: str, between: str, matched: str) -> Iterator[tuple[str, str]]:
    for position, part in enumerate(re.split(pattern, text)):
        if part:
            yield part, matched if position % 2 else between
