"""Runs: inlines as stretches of one character style, language and direction."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING, assert_never, cast
from unicodedata import east_asian_width
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.text.font import Font
from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.document import Code, Emphasis, Isolate, Link, NoWrap, Strong, Text, Time, hidden_targets
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.fonts import script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.part import Part
    from docx.oxml.text.run import CT_R
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from resume_cli.document import Inline, Inlines
    from resume_cli.exporters.docx.design import Design

# Word takes these from the Latin font unless the run hints that its context is East Asian.
_RANGES = ((0x2010, 0x203B), (0x2190, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x26FF))
_AMBIGUOUS = frozenset("\xa7\xb0\xb1\xb7\xd7").union(*(map(chr, range(low, high + 1)) for low, high in _RANGES))
# An apostrophe within a Latin word stays Latin even in Chinese text.
_APOSTROPHE = "(?<=[A-Za-z])(\u2019)(?=[A-Za-z])"
# Punctuation allowed in an address; Word reports a document as damaged if a target is not a valid address.
_IN_ADDRESS = "!#$%&'()*+,-./:;=?@_~"


class RunFormat(Struct, frozen=True):
    """The format of a run: its character style, its language and direction if not the document's, and its own settings.

    `bold` and `italic` are set on the run itself; if `bold` is None, the style decides. `heavy` means that the
    paragraph's style is bold: Word toggles, so that bold on bold is regular unless the run itself is bold as well.
    `slanted` means that the paragraph's style is italic, which only some scripts have, and `upright` that the run is
    not.
    """

    style: str = ""
    language: str = ""
    direction: str = ""
    bold: bool | None = None
    italic: bool = False
    heavy: bool = False
    slanted: bool = False
    upright: bool = False


PLAIN = RunFormat()


class Runs(Struct, frozen=True):
    """A writer of runs to one part (the body, a footer), whose relationships hold the targets of hyperlinks.

    python-docx formats one run of each kind, and the others are copies of it: formatting each of the 350 runs of a
    résumé took 60 ms, while copying takes 8. For the same reason, targets are looked up here rather than among the
    relationships.
    """

    design: Design
    part: Part
    targets: dict[str, str] = field(default_factory=dict)
    samples: dict[tuple[RunFormat, str, bool], CT_R] = field(default_factory=dict)

    def add(self, parent: Element, inlines: Inlines, run_format: RunFormat = PLAIN) -> None:
        """Add runs and hyperlinks for inlines to a paragraph."""
        for inline in inlines:
            self._add_inline(parent, inline, replace(run_format, language=inline.language or run_format.language))

    def _add_inline(self, parent: Element, inline: Inline, run_format: RunFormat) -> None:
        match inline:
            case Text(content=content):
                self.add_text(parent, content, run_format)
            case Time(content=content):
                self.add_text(parent, _unbroken(content), run_format)
            case NoWrap(children=children):
                self.add(parent, tuple(map(_together, children)), run_format)
            case Code(content=content):
                self.add_text(parent, content, replace(run_format, style="Code"))
            case Isolate(children=children, direction=side):
                self.add(parent, children, replace(run_format, direction=side))
            case Strong(children=children):
                self.add(parent, children, _layered(run_format, "Strong"))
            case Emphasis(children=children):
                self.add(parent, children, _layered(run_format, "Emphasis"))
            case Link(children=children, href=href):
                link = parts.hyperlink(self._relationship(address(href)))
                hidden = list(hidden_targets((inline,)))
                self.add(link, children, _layered(run_format, "Hyperlink" if hidden else "HyperlinkAddress"))
                parent.append(link)
                if hidden and self.design.has("link-style", "address"):
                    self.add_text(parent, f" ({href})", run_format)
            case _:
                assert_never(inline)

    def _relationship(self, target: str) -> str:
        """Return the identifier of a link's target, which is added on its first use."""
        if target not in self.targets:
            self.targets[target] = name = f"rId{len(self.part.rels) + 1}"
            self.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, name, is_external=True)
        return self.targets[target]

    def add_text(self, parent: Element, content: str, run_format: RunFormat = PLAIN) -> None:
        """Add a text to a paragraph, in as few runs as Word needs."""
        language = run_format.language or self.design.language
        right_to_left = run_format.direction == "rtl" if run_format.direction else self.design.right_to_left
        pieces = _stretches(parts.clean(content), run_format, language)
        for text, kind in [(content, "right-to-left")] if right_to_left and content else pieces:
            is_ambiguous = script(language) == "east-asian" and not _AMBIGUOUS.isdisjoint(text)
            key = run_format, kind, is_ambiguous and kind != "apostrophe"
            if key not in self.samples:
                self.samples[key] = self._sample(*key)
            run = deepcopy(self.samples[key])
            run.add_t(text)
            parent.append(run)

    def _sample(self, run_format: RunFormat, kind: str, hint: bool) -> CT_R:  # noqa: FBT001 - a key of `samples`
        """Return a run without text."""
        run, design = cast("CT_R", OxmlElement("w:r")), self.design
        language = run_format.language or design.language
        font, upright, emphatic = Font(run), kind == "east-asian", run_format.style == "Emphasis"
        if run_format.style:
            run.style = "EmphasisEastAsian" if upright and emphatic else run_format.style
        must_be_bold = run_format.heavy and emphatic and (upright or design.script == "complex")
        if run_format.bold is not None or must_be_bold:
            font.bold = font.cs_bold = bool(run_format.bold or must_be_bold)
        if run_format.italic and not upright and kind != "right-to-left":
            font.italic = font.cs_italic = True
        elif run_format.upright or (run_format.slanted and script(language) != "latin"):
            font.italic = font.cs_italic = False
        if run_format.style.startswith("Hyperlink"):
            font.no_proof = True
        if kind == "right-to-left":
            font.rtl = True
        fonts = {"hint": "eastAsia"} if hint else {}
        family = design.faces("body-font", language).east_asian
        if script(language) == "east-asian" and family != design.faces("body-font").east_asian:
            fonts["eastAsia"] = family
        parts.add_properties(run, fonts=fonts, language="" if language == design.language else language)
        return run


def _unbroken(words: str) -> str:
    """Return words with no-break spaces, which Word keeps on one line."""
    return words.replace(" ", "\xa0")


def _together(inline: Inline) -> Inline:
    match inline:
        case Text(content=content) | Code(content=content):
            return replace(inline, content=_unbroken(content))
        case Time():
            return inline
        case _:
            return replace(inline, children=tuple(map(_together, inline.children)))


def address(href: str) -> str:
    """Return a link's target with everything escaped that an address must not contain."""
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", href), safe=_IN_ADDRESS, errors="ignore")


def _layered(run_format: RunFormat, style: str) -> RunFormat:
    """Return the format with another style; a run has only one, so the effect of the second is set on the run."""
    is_first = style.startswith("Hyperlink") or not run_format.style
    first, second = (style, run_format.style) if is_first else (run_format.style, style)
    is_bold = second == "Strong" or (first == "Strong" and run_format.heavy)
    bold, italic = is_bold or run_format.bold, run_format.italic or second == "Emphasis"
    return replace(run_format, style=first, bold=bold, italic=italic)


def _stretches(text: str, run_format: RunFormat, language: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text, each with the kind of its characters."""
    if run_format.style == "Emphasis" or run_format.italic:
        for is_wide, characters in groupby(text, lambda character: east_asian_width(character) in "WFH"):
            yield "".join(characters), "east-asian" if is_wide else "left-to-right"
    elif script(language) == "east-asian":
        yield from _alternate(_APOSTROPHE, text, "left-to-right", "apostrophe")
    elif text:
        yield text, "left-to-right"


def _alternate(pattern: str, text: str, between: str, matched: str) -> Iterator[tuple[str, str]]:
    for position, part in enumerate(re.split(pattern, text)):
        if part:
            yield part, matched if position % 2 else between
