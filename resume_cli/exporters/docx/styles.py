"""The style sheet of a Word document: every look has a name, so that it can be changed in one place.

Word's built-in names (heading 1, List Bullet, Strong, …) are used where there is one for the purpose: they fill the
navigation pane, and other programs know them. The person's name is not a "Title", which pandoc drops as metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import RGBColor
from docx.text.font import Font
from docx.text.parfmt import ParagraphFormat
from msgspec import Struct, field

from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.design import length, type_size
from resume_cli.exporters.docx.numbering import BULLETS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docx.document import Document as Package

    from resume_cli.exporters.docx.design import Design

#: Attributes of python-docx's `Font` and `ParagraphFormat`, and the properties of `parts` where those have none.
Look: TypeAlias = "Mapping[str, Any]"

_BUILT_IN = frozenset({
    "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Body Text", "List Bullet", "List Bullet 2", "List Number",
    "List Number 2", "Closing", "Signature", "Footer", "Strong", "Emphasis", "Hyperlink",
})  # fmt: skip
_NAME_LEADING, _HEADING_LEADING = 1.2, 1.3
_BAR_WIDTH, _BAR_DISTANCE = 3, 6
# The share of the text's width that the names take where terms are in two columns.
_TERM_COLUMN = 0.26
_ALIASES = {2: "Entry Title", 3: "Role Title", 4: "Inner Role Title"}
_TOGETHER: Look = {"keep_with_next": True, "keep_together": True}


class Style(Struct, frozen=True):
    """One named style; what its look leaves out comes from the style it is based on.

    `following` is that of the paragraph which Enter begins; `alias` is shown beside a name of Word's own.
    """

    name: str
    look: Look = field(default_factory=dict)
    based_on: str = "Normal"
    following: str = ""
    alias: str = ""
    kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH


def add_styles(package: Package, design: Design) -> None:
    """Complete the template's default styles, and add all others."""
    size = type_size(design.points("body-size"))
    parts.fill_defaults(package.styles.element, design.faces("body-font"), size, design.language)
    sheet = list(style_sheet(design))
    made = {style.name: style for style in package.styles}
    added = (style for style in sheet if style.name not in made)
    made |= {style.name: package.styles.add_style(style.name, style.kind, style.name in _BUILT_IN) for style in added}
    for priority, style in enumerate(sheet, 1):
        target = made[style.name]
        target.priority, target.quick_style = priority, True
        target.base_style = made.get(style.based_on)
        if style.alias:
            parts.add_alias(target.element, style.alias)
        if style.following:
            target.next_paragraph_style = made[style.following]
        for name, value in style.look.items():
            _set(target, name, value)


def _set(target: Any, name: str, value: Any) -> None:  # noqa: ANN401 - python-docx finds the class of a style late
    if name == "colour":
        target.font.color.rgb = RGBColor(value.red, value.green, value.blue)
    elif name == "tab":
        target.paragraph_format.tab_stops.add_tab_stop(value)
    elif name == "right_tab":
        target.paragraph_format.tab_stops.add_tab_stop(value, WD_TAB_ALIGNMENT.RIGHT)
    elif hasattr(Font, name):
        setattr(target.font, name, value)
    elif hasattr(ParagraphFormat, name):
        setattr(target.paragraph_format, name, value)
    else:
        parts.add_properties(target.element, **{name: value})
    # Complex scripts have switches and sizes of their own.
    if name in {"bold", "italic", "size"}:
        _set(target, f"cs_{name}", value)


def style_sheet(design: Design) -> Iterator[Style]:
    """Yield all named styles."""
    normal = {**_leading(design.leading("body-size")), "colour": design.theme.colour("text-colour")}
    # Names, titles and the like stay whole.
    undivided = {"right_to_left": design.right_to_left, "hyphenated": "no" if design.hyphenates else ""}
    yield Style("Normal", {**normal, **undivided}, based_on="")
    for styles in (_header_styles, _heading_styles, _entry_styles, _body_styles):
        yield from styles(design)
    for name, look in _character_looks(design):
        base = "Emphasis" if name == "Emphasis East Asian" else "Default Paragraph Font"
        yield Style(name, look, base, kind=WD_STYLE_TYPE.CHARACTER)


def _header_styles(design: Design) -> Iterator[Style]:
    before, after = design.header_sides()
    sides = {"left_indent": before, "right_indent": after}
    centred = {"alignment": WD_ALIGN_PARAGRAPH.CENTER, **(sides if after else {})} if design.centred else {}
    together = {**_TOGETHER, **centred, **_band(design)}
    above = {each: length(design.margin_above(each)) for each in ("headline", "contacts")}
    look = _look(design, "name", "name-size", "text-colour", font="name-font", bold=design.has("name-weight", "bold"))
    look |= _leading(design.points("name-size") * (design.sheet.points("name", "line-height", 1) or _NAME_LEADING))
    below = above["contacts" if design.headline_beside_name else "headline"]
    yield Style("Name", {**together, **look, "space_after": below, "no_proof": True}, following="Headline")
    look = {**together, **_look(design, "headline", "headline-size", "muted-colour"), "space_after": above["contacts"]}
    yield Style("Headline", look, following="Contact")
    rule: Look = {}
    if design.header_line:
        width, colour = design.header_line
        rule = {"borders": {"bottom": (width, design.sheet.points("header", "padding-bottom", 0) or 0, colour)}}
    ground = {**_TOGETHER, **_band(design)} if design.contacts_on_band else {}
    contact = {"keep_together": True, **centred, **rule, **ground, "no_proof": True}
    contact |= _look(design, "contacts", "small-size")
    yield Style("Contact", {**contact, **_leading(design.leading("small-size"))})
    if rule and design.portrait:
        # The line goes below the portrait.
        yield Style("Header Rule", {**rule, **_leading(1), "size": type_size(1)})


def _band(design: Design) -> Look:
    if design.band is None:
        return {}
    # Paragraphs with the same borders are one box to Word, so no white stripe appears between name and headline.
    above, beside = ((0.5, padding, design.band) for padding in design.band_padding())
    return {"borders": {"top": above, "left": beside, "bottom": above, "right": beside}, "ground": design.band}


def _heading_styles(design: Design) -> Iterator[Style]:
    bold = design.has("heading-weight", "bold")
    look = _look(design, "section-title", "heading-size", "text-colour", font="heading-font", bold=bold)
    height = design.sheet.points("section-title", "line-height", 1) or _HEADING_LEADING
    look |= {**_TOGETHER, **_leading(height * design.points("heading-size")), **_mark(design), "outline_level": 1}
    gaps = {"space_before": length(design.points("section-gap")), "space_after": length(design.points("heading-gap"))}
    yield Style("Heading 1", {**look, **gaps}, following="Heading 2", alias="Section Title")


def _mark(design: Design) -> Look:
    """Return what marks a section's title: a line, a bar, or nothing."""
    match design.theme.keyword("heading-style"):
        case "rule-below":
            return {"borders": {"bottom": (0.5, 2, design.theme.colour("rule-colour"))}}
        case "rule-above":
            return {"borders": {"top": (0.5, 3, design.theme.colour("rule-colour"))}}
        case "bar":
            # Word draws the bar outside the text, so the title is indented by as much.
            bar = (_BAR_WIDTH, _BAR_DISTANCE, design.theme.colour("accent"))
            side = "right" if design.right_to_left else "left"
            return {"borders": {side: bar}, "left_indent": length(_BAR_WIDTH + _BAR_DISTANCE)}
    return {}


def _entry_styles(design: Design) -> Iterator[Style]:
    gap = design.points("entry-gap")
    following = "Entry Date Line" if design.dates_below else "Entry Position"
    for level in (2, 3, 4):
        target, before = ("entry-title", gap) if level == 2 else ("entry .entry .entry-title", gap / 2)
        look = _look(design, target, "entry-size", font="heading-font", bold=True)
        # Dates end at the right margin.
        place = {"space_before": length(before), "outline_level": level, "right_tab": design.text_width}
        yield Style(f"Heading {level}", {**_TOGETHER, **look, **place}, following=following, alias=_ALIASES[level])
    if design.dates_below:
        yield Style("Entry Date Line", _TOGETHER, following="Entry Position")
    yield Style("Entry Subtitle", {**_TOGETHER, **_look(design, "entry-subtitle")}, following="List Bullet")
    for name, kind in (("Entry Position", "work"), ("Entry Source", "patents")):
        look = _look(design, f"kind-{kind} .entry-subtitle")
        yield Style(name, look, "Entry Subtitle", following="List Bullet")
    look = {**_look(design, "group-title", "body-size", font="heading-font"), "space_before": length(0.75 * gap)}
    yield Style("Group Title", look, "Heading 2", following="List Number")


def _body_styles(design: Design) -> Iterator[Style]:
    gap = {"space_before": length(design.points("bullet-gap"))}
    running = {**gap, "hyphenated": "yes" if design.hyphenates else ""}
    yield Style("Body Text", running)
    size = design.points("body-size")
    # Where the opening paragraphs have larger type, their line height grows with it.
    larger = (design.sheet.points("kind-summary p", "font-size", size) or size) / size
    leading = _leading(design.leading("body-size") * larger)
    between = length(design.sheet.points("section-body > p + p", "margin-top", size) or 0)
    look = {**gap, "space_after": between, **leading, **_look(design, "kind-summary p")}
    yield Style("Summary", look, "Body Text")
    for level, ending in enumerate(("", " 2")):
        yield Style(f"List Bullet{ending}", {**running, "list_place": (BULLETS, level)})
        yield Style(f"List Number{ending}", {**running, "list_place": (NUMBERS, level)})
    column = length(design.sheet.points("dt", "flex-basis", size) or design.text_width.pt * _TERM_COLUMN)
    hanging = {"left_indent": column, "first_line_indent": -column} if design.has("terms-layout", "columns") else {}
    halves = {"tab": length(design.text_width.pt / 2)} if design.has_rows_of_two and not hanging else {}
    yield Style("Term List", {**gap, **hanging, **halves})
    yield Style("Entry Fact", gap)
    if design.has("closing", "signature"):
        yield from _closing_styles(design)
    quiet = _look(design, "footer", "small-size", "muted-colour")
    yield Style("Footer", {**quiet, "no_proof": True, "right_tab": design.text_width})


def _closing_styles(design: Design) -> Iterator[Style]:
    """Yield the styles of the place and the date, and of the name below a line to sign on."""
    above, size = design.sheet.points("kind-closing", "margin-top", 0), design.points("body-size")
    yield Style("Closing", {**_TOGETHER, "space_before": length(above or design.points("section-gap"))})
    target = "kind-closing p:last-child"
    room, wide = (design.sheet.points(target, name, size) for name in ("margin-top", "width"))
    look: dict[str, Any] = {"space_before": length(room or 0), "right_indent": design.text_width - length(wide or 0)}
    if line := design.sheet.border(target, "border-top"):
        look["borders"] = {"top": (line[0], design.sheet.points(target, "padding-top", size) or 0, line[1])}
    yield Style("Signature", look)


def _character_looks(design: Design) -> Iterator[tuple[str, Look]]:
    bold = {"bold": True, "fonts": _fonts(design, "body-font", bold=True)}
    link: dict[str, Any] = {"colour": design.theme.colour("accent")} if design.has("link-style", "accent") else {}
    line = design.sheet.colour("a:not(.address)", "text-decoration-color") or design.theme.colour("text-colour")
    underline = {"underline_in": line} if design.has("link-style", "underline") else {}
    code = dict.fromkeys(("ascii", "hAnsi", "cs"), design.faces("mono-font").latin)
    if design.headline_beside_name:
        yield "Headline Character", _look(design, "headline", "headline-size", "muted-colour")
    yield "Strong", bold
    # Chinese text may contain Latin words, which slant; Arabic has no italics.
    yield "Emphasis", bold if design.script == "complex" else {"italic": True}
    yield "Emphasis East Asian", {"italic": False, **bold}
    yield "Hyperlink", {**link, **underline, "no_proof": True}
    yield "Hyperlink Address", {**link, "no_proof": True}
    yield "Code", {"fonts": code, "no_proof": True}
    yield "Term", _look(design, "dt", bold=True)
    yield "Entry Term", _look(design, "entry dt", bold=design.sheet.is_bold("dt", otherwise=True))
    yield "Entry Dates", _look(design, "dates")
    yield "Entry Place", _look(design, "place")
    yield "Facts", _look(design, "facts")


def _look(
    design: Design, target: str, size: str = "", colour: str = "", *, font: str = "body-font", bold: bool = False
) -> dict[str, Any]:
    """Return a look from tokens, and from what the theme's style sheet says about `target`."""
    bold = design.sheet.is_bold(target, otherwise=bold)
    sheet, body, is_latin = design.sheet, design.points("body-size"), design.script == "latin"
    points = sheet.points(target, "font-size", body) or (design.points(size) if size else 0)
    spacing = sheet.points(target, "letter-spacing", points or body) or 0
    banner = {"name", "headline", *(["contacts"] if design.contacts_on_band else [])}
    on_band = sheet.colour("banner") if target in banner else None
    small_caps = is_latin and sheet.value(target, "font-variant-caps") == "small-caps"
    look = {
        "fonts": _fonts(design, font, bold=bold),
        "bold": bold,
        "italic": design.sheet.is_italic(target),
        "small_caps": small_caps,
        "all_caps": is_latin and not small_caps and sheet.value(target, "text-transform") == "uppercase",
        "size": type_size(points),
        "colour": sheet.colour(target) or on_band or (colour and design.theme.colour(colour)),
        # Arabic letters are joined, so there is never space between them.
        "letter_spacing": 0 if design.script == "complex" else length(spacing),
    }
    return {name: value for name, value in look.items() if value}


def _fonts(design: Design, token: str, *, bold: bool) -> dict[str, str]:
    """Return the families of a token, where they differ from those of the running text."""
    faces = design.faces(token)
    return (faces.bold(design.language) if bold else faces).attributes(design.faces("body-font"))


def _leading(points: float) -> Look:
    # "At least", because Word's Chinese fonts are taller than its Latin ones: all lines are equally high, and they
    # still grow when a reader enlarges the type.
    return {"line_spacing": length(points), "line_spacing_rule": WD_LINE_SPACING.AT_LEAST}
