"""The style sheet of a Word document: every look has a name, so that it can be changed in one place.

The built-in names (heading 1, List Bullet, Strong, …) stand where Word has one for the purpose, for they fill the
navigation pane and are known to other programs. The name is no "Title": pandoc takes that style for metadata
and leaves the text out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resume_cli.exporters._docx_design import TWIPS
from resume_cli.exporters._docx_languages import east_asian_family, word_language, writing
from resume_cli.exporters._docx_numbering import BULLETS, NUMBERS
from resume_cli.exporters._docx_xml import properties, word, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from resume_cli.exporters._docx_design import Design

# Families without a bold cut; Word would smear their regular one.
_NO_BOLD = frozenset({"SimSun", "PMingLiU", "Batang"})
_NAME_LEADING, _HEADING_LEADING = 1.2, 1.3
_ENTRY_LEVEL = 2
_HEAVY = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_EM = re.compile(r"(\.?\d+(?:\.\d+)?)em")
#: How much of the text's width the names take where terms stand in two columns.
TERM_COLUMN = 0.26


@dataclass(frozen=True, slots=True)
class Style:
    """One named style; `paragraph` and `run` are properties in any order."""

    identifier: str
    name: str
    paragraph: tuple[Element, ...] = ()
    run: tuple[Element, ...] = ()
    based_on: str = "Normal"
    following: str = ""
    kind: str = "paragraph"
    custom: bool = False


def write_styles(design: Design) -> bytes:
    """Return the bytes of the style part."""
    styles = [_element(style, priority) for priority, style in enumerate(_all(design), 1)]
    return write(word("styles", _defaults(design), _latent(), *styles), "w")


def _all(design: Design) -> Iterator[Style]:
    yield _normal(design)
    yield Style("DefaultParagraphFont", "Default Paragraph Font", kind="character", based_on="")
    yield from _header_styles(design)
    yield from _heading_styles(design)
    yield from _body_styles(design)
    yield from _character_styles(design)


def _defaults(design: Design) -> Element:
    faces = design.faces("body-font")
    size = design.half_points("body-size")
    languages = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    slot = {"latin": "val", "east-asian": "eastAsia", "complex": "bidi"}[writing(design.language)]
    languages[slot] = word_language(design.language)
    run = (
        word("rFonts", ascii=faces.latin, hAnsi=faces.latin, eastAsia=faces.east_asian, cs=faces.complex),
        word("kern", val=0),
        word("sz", val=size),
        word("szCs", val=size),
        word("lang", **languages),
    )
    # Rules for line ends, and the gap between ideographs and Latin letters, which Word sets without a space.
    paragraph = [word(name) for name in ("widowControl", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN")]
    return word(
        "docDefaults",
        word("rPrDefault", properties("rPr", run)),
        word("pPrDefault", properties("pPr", paragraph)),
    )


def _latent() -> Element:
    """Return what keeps the styles that Word adds by itself out of the list: ours remain, to be changed."""
    return word(
        "latentStyles",
        defLockedState=0, defUIPriority=99, defSemiHidden=1, defUnhideWhenUsed=1, defQFormat=0, count=376,
    )  # fmt: skip


def _normal(design: Design) -> Style:
    spacing = _spacing(leading=design.leading("body-size"))
    sides = (word("bidi"),) if design.right_to_left else ()
    return Style("Normal", "Normal", (spacing, *sides), (word("color", val=design.colour("text-colour")),), based_on="")


def _header_styles(design: Design) -> Iterator[Style]:
    together = (word("keepNext"), word("keepLines"))
    middle = (word("jc", val="center"),) if design.theme.keyword("header-align") == "center" else ()
    bold = design.theme.keyword("name-weight") == "bold"
    headline, small = design.points("headline-size"), design.points("small-size")
    yield Style(
        "Name",
        "Name",
        (*together, *middle, _spacing(after=0.15 * headline, leading=_leading(design, "name-size", _NAME_LEADING))),
        (*_look(design, "name", font="name-font", size="name-size", bold=bold, colour="text-colour"), word("noProof")),
        following="Headline",
        custom=True,
    )
    yield Style(
        "Headline",
        "Headline",
        (*together, *middle, _spacing(after=0.5 * small)),
        _look(design, "headline", size="headline-size", colour="muted-colour"),
        following="Contact",
        custom=True,
    )
    yield Style(
        "Contact",
        "Contact",
        (word("keepLines"), *middle, _spacing(leading=design.leading("small-size"))),
        (*_look(design, "contacts", size="small-size"), word("noProof")),
        custom=True,
    )


def _heading_styles(design: Design) -> Iterator[Style]:
    together = (word("keepNext"), word("keepLines"))
    bold = design.theme.keyword("heading-weight") == "bold"
    before, after = design.points("section-gap"), design.points("heading-gap")
    spacing = _spacing(before=before, after=after, leading=_leading(design, "heading-size", _HEADING_LEADING))
    yield Style(
        "Heading1",
        "heading 1",
        (*together, *_rule(design), spacing, word("outlineLvl", val=0)),
        _look(design, "section-title", font="heading-font", size="heading-size", bold=bold, colour="text-colour"),
        following="BodyText",
    )
    for level in (2, 3, 4):
        gap = design.points("entry-gap") * (1 if level == _ENTRY_LEVEL else 0.5)
        yield Style(
            f"Heading{level}",
            f"heading {level}",
            (*together, _spacing(before=gap), _aside_tab(design), word("outlineLvl", val=level - 1)),
            _look(design, "entry-title", font="heading-font", size="entry-size", bold=True),
            following="EntrySubtitle",
        )
    gap = 0.75 * design.points("entry-gap")
    yield Style(
        "GroupTitle",
        "Group Title",
        (_spacing(before=gap),),
        _look(design, "group-title", size="body-size"),
        based_on="Heading2",
        following="ListNumber",
        custom=True,
    )
    yield Style(
        "EntrySubtitle", "Entry Subtitle", together, _look(design, "entry-subtitle"), following="BodyText", custom=True
    )


def _body_styles(design: Design) -> Iterator[Style]:
    gap = _spacing(before=design.points("bullet-gap"))
    yield Style("BodyText", "Body Text", (gap,))
    yield Style("ListBullet", "List Bullet", (_numbered(BULLETS), gap))
    yield Style("ListNumber", "List Number", (_numbered(NUMBERS), gap))
    columns = design.theme.keyword("terms-layout") == "columns"
    column = round(design.text_width * TERM_COLUMN)
    hanging = (word("ind", left=column, hanging=column),) if columns else ()
    yield Style("TermList", "Term List", (gap, *hanging), custom=True)
    footer = (*_size(design, "small-size"), word("color", val=design.colour("muted-colour")), word("noProof"))
    yield Style("Footer", "footer", (_aside_tab(design),), footer)


def _character_styles(design: Design) -> Iterator[Style]:
    bold = _bold(design)
    code = design.faces("mono-font").latin
    link = design.theme.keyword("link-style")
    look = {
        "underline": (word("u", val="single"),),
        "accent": (word("color", val=design.colour("accent")),),
    }.get(link, ())
    slanted = (word("i"), word("iCs")) if design.alphabetic or design.ideographic else bold
    upright = (word("i", val=0), word("iCs", val=0), *bold)
    yield _character("Strong", "Strong", bold)
    yield _character("Emphasis", "Emphasis", slanted)
    yield _character("EmphasisEastAsian", "Emphasis East Asian", upright, "Emphasis")
    yield _character("Hyperlink", "Hyperlink", (*look, word("noProof")))
    yield _character("Code", "Code", (word("rFonts", ascii=code, hAnsi=code, cs=code), word("noProof")))
    yield _character("Term", "Term", _look(design, "dt", bold=True))
    yield _character("EntryDates", "Entry Dates", _look(design, "dates", size="small-size", colour="muted-colour"))
    yield _character("EntryPlace", "Entry Place", _look(design, "place", size="small-size", colour="muted-colour"))


def _character(identifier: str, name: str, run: tuple[Element, ...], based_on: str = "DefaultParagraphFont") -> Style:
    built_in = name in {"Strong", "Emphasis", "Hyperlink"}
    return Style(identifier, name, run=run, based_on=based_on, kind="character", custom=not built_in)


def _element(style: Style, priority: int) -> Element:
    attributes: dict[str, str | int] = {"type": style.kind}
    if style.identifier in {"Normal", "DefaultParagraphFont"}:
        attributes["default"] = 1
    if style.custom:
        attributes["customStyle"] = 1
    children = [word("name", val=style.name)]
    if style.based_on:
        children.append(word("basedOn", val=style.based_on))
    if style.following:
        children.append(word("next", val=style.following))
    children.append(word("uiPriority", val=priority))
    if style.identifier == "DefaultParagraphFont":
        children += [word("semiHidden"), word("unhideWhenUsed")]
    else:
        children.append(word("qFormat"))
    if style.paragraph:
        children.append(properties("pPr", style.paragraph))
    if style.run:
        children.append(properties("rPr", style.run))
    return word("style", *children, **attributes, styleId=style.identifier)


def _spacing(*, before: float = 0, after: float = 0, leading: int = 0) -> Element:
    """Return a paragraph's spacing: points before and after, and the least line height in twips.

    "At least", because Chinese fonts of Word stand higher than Latin ones: so every line is as high as the
    next, and still grows when a reader enlarges the type.
    """
    height: dict[str, str | int] = {"line": leading, "lineRule": "atLeast"} if leading else {}
    return word("spacing", before=round(before * TWIPS), after=round(after * TWIPS), **height)


def _leading(design: Design, size: str, multiple: float) -> int:
    return round(design.points(size) * multiple * TWIPS)


def _look(
    design: Design, target: str, *, font: str = "", size: str = "", bold: bool | None = None, colour: str = ""
) -> tuple[Element, ...]:
    """Return run properties from tokens, and from what the theme's style sheet says of a class."""
    rule = design.rules.get(target, {})
    weight = rule.get("font-weight")
    heavy = bold if weight is None else weight in _HEAVY
    shade = design.ruled_colour(target, colour)
    found = [
        *_fonts(design, font or "body-font", heavy=bool(heavy)),
        *((word("b"), word("bCs")) if heavy else ()),
        *(_size(design, size) if size else ()),
        *([word("color", val=shade)] if shade else []),
    ]
    if rule.get("font-style") == "italic" and design.alphabetic:
        found += [word("i"), word("iCs")]
    if rule.get("text-transform") == "uppercase" and design.alphabetic:
        found.append(word("caps"))
    spacing = _EM.fullmatch(rule.get("letter-spacing", ""))
    if spacing and design.alphabetic:
        found.append(word("spacing", val=round(float(spacing[1]) * design.points(size or "body-size") * TWIPS)))
    return tuple(found)


def _size(design: Design, name: str) -> tuple[Element, ...]:
    size = design.half_points(name)
    return word("sz", val=size), word("szCs", val=size)


def _fonts(design: Design, name: str, *, heavy: bool) -> tuple[Element, ...]:
    """Return the families of a token where they are not those of the running text.

    Where something is bold and the East Asian family has no bold cut, one that has takes its place.
    """
    faces, usual = design.faces(name), design.faces("body-font")
    if heavy and faces.east_asian in _NO_BOLD:
        faces = replace(faces, east_asian=east_asian_family(design.language))
    names = {"ascii": "latin", "hAnsi": "latin", "eastAsia": "east_asian", "cs": "complex"}
    other = {slot: getattr(faces, face) for slot, face in names.items() if getattr(faces, face) != getattr(usual, face)}
    return (word("rFonts", **other),) if other else ()


def _bold(design: Design) -> tuple[Element, ...]:
    return (*_fonts(design, "body-font", heavy=True), word("b"), word("bCs"))


def _rule(design: Design) -> Iterator[Element]:
    """Yield the line that marks a section's title."""
    side, size, space, colour = {
        "rule-below": ("bottom", 4, 2, "rule-colour"),
        "rule-above": ("top", 4, 4, "rule-colour"),
        "bar": ("right" if design.right_to_left else "left", 24, 6, "accent"),
        "plain": ("", 0, 0, ""),
    }[design.theme.keyword("heading-style")]
    if side:
        border = word(side, val="single", sz=size, space=space, color=design.colour(colour))
        yield word("pBdr", border)


def _aside_tab(design: Design) -> Element:
    return word("tabs", word("tab", val="right", pos=design.text_width))


def _numbered(identifier: int) -> Element:
    return word("numPr", word("numId", val=identifier))
