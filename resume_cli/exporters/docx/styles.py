"""The style sheet of a Word document: every look has a name, so that it can be changed in one place.

The built-in names (heading 1, List Bullet, Strong, …) stand where Word has one for the purpose, for they fill the
navigation pane and are known to other programs. The name is no "Title": pandoc takes that style for metadata
and leaves the text out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resume_cli.exporters.docx.languages import word_language, writing
from resume_cli.exporters.docx.looks import aside_tab, band, boldness, heading_mark, line, look, sizes, spacing
from resume_cli.exporters.docx.numbering import BULLETS, NUMBERS
from resume_cli.exporters.docx.picture import band_padding
from resume_cli.exporters.docx.xml import properties, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from resume_cli.exporters.docx.design import Design

_NAME_LEADING, _HEADING_LEADING = 1.2, 1.3
_ENTRY_LEVEL = 2
# How much of the text's width the names take where terms stand in two columns.
_TERM_COLUMN = 0.26
_DATE_LINE = "EntryDateLine"


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


def style_sheet(design: Design) -> list[Element]:
    """Return all named styles."""
    return [_element(style, priority) for priority, style in enumerate(_all(design), 1)]


def fill_styles(root: Element, design: Design) -> None:
    """Put the defaults and all styles into the style part."""
    root.insert(0, _defaults(design))
    root.extend(style_sheet(design))


def _all(design: Design) -> Iterator[Style]:
    yield _normal(design)
    yield Style("DefaultParagraphFont", "Default Paragraph Font", kind="character", based_on="")
    yield from _header_styles(design)
    yield from _heading_styles(design)
    yield from _body_styles(design)
    yield from _character_styles(design)


def _defaults(design: Design) -> Element:
    faces = design.faces("body-font")
    languages = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    slot = {"latin": "val", "east-asian": "eastAsia", "complex": "bidi"}[writing(design.language)]
    languages[slot] = word_language(design.language)
    run = (
        word("rFonts", ascii=faces.latin, hAnsi=faces.latin, eastAsia=faces.east_asian, cs=faces.complex),
        word("kern", val=0),
        *sizes(design.points("body-size")),
        word("lang", **languages),
    )
    # Rules for line ends, and the gap between ideographs and Latin letters, which Word sets without a space.
    paragraph = [word(name) for name in ("widowControl", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN")]
    return word(
        "docDefaults",
        word("rPrDefault", properties("rPr", run)),
        word("pPrDefault", properties("pPr", paragraph)),
    )


def _normal(design: Design) -> Style:
    paragraph = (spacing(leading=design.leading("body-size")), *((word("bidi"),) if design.right_to_left else ()))
    return Style("Normal", "Normal", paragraph, (word("color", val=design.colour("text-colour")),), based_on="")


def _header_styles(design: Design) -> Iterator[Style]:
    middle = (word("jc", val="center"),) if design.theme.keyword("header-align") == "center" else ()
    together = (word("keepNext"), word("keepLines"), *middle, *band(design, band_padding(design)))
    bold = design.theme.keyword("name-weight") == "bold"
    height = design.sheet.points("name", "line-height", 1) or _NAME_LEADING
    leading = height * design.points("name-size")
    above_headline, above_contacts = design.margin_above("headline"), design.margin_above("contacts")
    name = look(design, "name", font="name-font", size="name-size", bold=bold, colour="text-colour")
    headline = look(design, "headline", size="headline-size", colour="muted-colour")
    contact = look(design, "contacts", size="small-size")
    yield Style(
        "Name",
        "Name",
        (*together, spacing(after=above_contacts if design.headline_beside_name else above_headline, leading=leading)),
        (*name, word("noProof")),
        following="Headline",
        custom=True,
    )
    yield Style(
        "Headline", "Headline", (*together, spacing(after=above_contacts)), headline, following="Contact", custom=True
    )
    lines = (word("keepLines"), *middle, *_header_line(design))
    yield Style(
        "Contact",
        "Contact",
        (*lines, spacing(leading=design.leading("small-size"))),
        (*contact, word("noProof")),
        custom=True,
    )
    if design.headline_beside_name:
        yield _character("HeadlineCharacter", "Headline Character", headline)
    if design.header_line and design.portrait:
        yield Style("HeaderRule", "Header Rule", (*_header_line(design), spacing(leading=1)), sizes(1), custom=True)


def _header_line(design: Design) -> tuple[Element, ...]:
    """Return the line below the header, which goes under the portrait where there is one."""
    if not design.header_line:
        return ()
    width, colour = design.header_line
    distance = design.sheet.points("header", "padding-bottom", 0) or 0
    return (word("pBdr", line("bottom", width, distance, colour)),)


def _heading_styles(design: Design) -> Iterator[Style]:
    together = (word("keepNext"), word("keepLines"))
    bold = design.theme.keyword("heading-weight") == "bold"
    height = design.sheet.points("section-title", "line-height", 1) or _HEADING_LEADING
    yield Style(
        "Heading1",
        "heading 1",
        (
            *together,
            *heading_mark(design),
            spacing(
                before=design.points("section-gap"),
                after=design.points("heading-gap"),
                leading=height * design.points("heading-size"),
            ),
            word("outlineLvl", val=0),
        ),
        look(design, "section-title", font="heading-font", size="heading-size", bold=bold, colour="text-colour"),
        following="BodyText",
    )
    yield from _entry_styles(design, together)
    yield Style(
        "GroupTitle",
        "Group Title",
        (spacing(before=0.75 * design.points("entry-gap")),),
        look(design, "group-title", font="heading-font", size="body-size"),
        based_on="Heading2",
        following="ListNumber",
        custom=True,
    )


def _entry_styles(design: Design, together: tuple[Element, ...]) -> Iterator[Style]:
    gap = design.points("entry-gap")
    second = _DATE_LINE if design.dates_below else "EntrySubtitle"
    for level in (2, 3, 4):
        within = level > _ENTRY_LEVEL
        target = "entry .entry .entry-title" if within else "entry-title"
        yield Style(
            f"Heading{level}",
            f"heading {level}",
            (
                *together,
                spacing(before=gap / 2 if within else gap),
                aside_tab(design),
                word("outlineLvl", val=level - 1),
            ),
            look(design, target, font="heading-font", size="entry-size", bold=True),
            following=second,
        )
    if design.dates_below:
        yield Style(_DATE_LINE, "Entry Date Line", together, following="EntrySubtitle", custom=True)
    yield Style(
        "EntrySubtitle", "Entry Subtitle", together, look(design, "entry-subtitle"), following="BodyText", custom=True
    )


def _body_styles(design: Design) -> Iterator[Style]:
    gap = spacing(before=design.points("bullet-gap"))
    yield Style("BodyText", "Body Text", (gap,))
    yield _summary(design)
    yield Style("ListBullet", "List Bullet", (_numbered(BULLETS), gap))
    yield Style("ListNumber", "List Number", (_numbered(NUMBERS), gap))
    columns = design.theme.keyword("terms-layout") == "columns"
    column = round(design.text_width * _TERM_COLUMN)
    hanging = (word("ind", left=column, hanging=column),) if columns else ()
    yield Style("TermList", "Term List", (gap, *hanging), custom=True)
    quiet = (*sizes(design.points("small-size")), word("color", val=design.colour("muted-colour")), word("noProof"))
    yield Style("Footer", "footer", (aside_tab(design),), quiet)


def _summary(design: Design) -> Style:
    """Return the style of the opening paragraphs, whose lines stand apart as far as their type is larger."""
    body = design.points("body-size")
    size = design.sheet.points("kind-summary p", "font-size", body) or body
    leading = spacing(before=design.points("bullet-gap"), leading=design.leading("body-size") * size / body)
    return Style("Summary", "Summary", (leading,), look(design, "kind-summary p"), based_on="BodyText", custom=True)


def _character_styles(design: Design) -> Iterator[Style]:
    bold = boldness(design)
    code = design.faces("mono-font").latin
    links = {
        "underline": (word("u", val="single"),),
        "accent": (word("color", val=design.colour("accent")),),
    }.get(design.theme.keyword("link-style"), ())
    # Chinese with Latin words has letters that lean; Arabic has none.
    slanted = (word("i"), word("iCs")) if design.alphabetic or design.ideographic else bold
    upright = (word("i", val=0), word("iCs", val=0), *bold)
    yield _character("Strong", "Strong", bold)
    yield _character("Emphasis", "Emphasis", slanted)
    yield _character("EmphasisEastAsian", "Emphasis East Asian", upright, "Emphasis")
    yield _character("Hyperlink", "Hyperlink", (*links, word("noProof")))
    yield _character("Code", "Code", (word("rFonts", ascii=code, hAnsi=code, cs=code), word("noProof")))
    yield _character("Term", "Term", look(design, "dt", bold=True))
    yield _character("EntryDates", "Entry Dates", look(design, "dates", size="small-size", colour="muted-colour"))
    yield _character("EntryPlace", "Entry Place", look(design, "place", size="small-size", colour="muted-colour"))


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


def _numbered(identifier: int) -> Element:
    return word("numPr", word("numId", val=identifier))
