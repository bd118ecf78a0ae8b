"""The head of the first page: name, headline and contacts, and the portrait that floats beside them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Picture
from docx.parts.image import ImagePart
from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from resume_cli.document import direction, plain
from resume_cli.exporters.docx import parts
from resume_cli.exporters.docx.design import PORTRAIT_INSET, length
from resume_cli.exporters.docx.runs import RunFormat

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

    from resume_cli.document import Contact
    from resume_cli.exporters.docx.body import Body
    from resume_cli.theme.images import Asset

#: Media types that Word shows, and the suffixes of their parts.
SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}
_SHAPES = {"rectangle": "rect", "rounded": "roundRect", "circle": "ellipse"}
# White between the portrait and the text, in points.
_PORTRAIT_GAP = 12
# Rather too wide than too narrow: a line that is broken early costs less than an address that is torn.
_LETTER_WIDTH, _IDEOGRAPH_WIDTH, _GAP_WIDTH = 0.51, 1.0, 1.3
# Word goes by the run, others by the letters; a telephone number has none, and its groups would change places.
_LEFT_TO_RIGHT = ("\u202a", "\u202c")
# Contacts that are read from left to right in every language.
_ADDRESSES = frozenset({"email", "phone", "url", "profile"})


def add_header(body: Body) -> None:
    """Add the paragraphs of a document's header."""
    design, header = body.design, body.design.document.header
    italic, paragraphs = design.is_italic("headline"), []
    headline_below = plain(header.headline) and not design.headline_beside_name
    headline_beside = plain(header.headline) and design.headline_beside_name
    if plain(header.name) or headline_beside:
        name = body.add_text("Name", header.name, body.format(heavy=design.has("name-weight", "bold")))
        if headline_beside:
            body.add_gap(name)
            beside = RunFormat(design.language, style="HeadlineCharacter", bold=False, slanted=italic)
            body.runs.add(name, header.headline, beside)
        paragraphs.append(name)
    if headline_below:
        paragraphs.append(body.add_text("Headline", header.headline, RunFormat(design.language, slanted=italic)))
    lines = _lines(header.contacts, body)
    paragraphs += [_add_contacts(line, body) for line in lines]
    if design.portrait:
        paragraphs = paragraphs or [body.add("Contact")]
        _add_portrait(paragraphs[0], body, design.portrait)
        if not design.band:
            _clear(paragraphs[-1], body, len(lines))


def _add_contacts(line: list[Contact], body: Body) -> CT_P:
    paragraph = body.add("Contact")
    for contact in line:
        body.add_gap(paragraph)
        run_format = RunFormat(_language(contact, body.design.language))
        is_number = body.design.right_to_left and contact.kind == "phone"
        begin, end = _LEFT_TO_RIGHT if is_number else ("", "")
        body.runs.add_text(paragraph, begin, run_format)
        body.runs.add(paragraph, contact.content, run_format)
        body.runs.add_text(paragraph, end, run_format)
    return paragraph


def _language(contact: Contact, language: str) -> str:
    """Return the language that keeps the digits of a telephone number in order among Arabic words."""
    has_letters = any("\u0590" <= character <= "\u08ff" for character in plain(contact.content))
    is_address = contact.kind in _ADDRESSES and not has_letters
    return "en" if is_address and direction(language) == "rtl" else language


def _lines(contacts: tuple[Contact, ...], body: Body) -> list[list[Contact]]:
    """Return the contacts in lines that fit, so that no line breaks inside one of them."""
    design = body.design
    em = design.points("small-size")
    room = design.text_width.pt
    if design.portrait and not design.band:
        room -= design.portrait_size()[0] + _PORTRAIT_GAP
    lines: list[list[Contact]] = []
    used = 0.0
    for contact in contacts:
        width = _width(plain(contact.content)) * em
        if lines and used + _GAP_WIDTH * em + width <= room:
            lines[-1].append(contact)
            used += _GAP_WIDTH * em + width
        else:
            lines.append([contact])
            used = width
    return lines


def _width(text: str) -> float:
    """Return about how wide a text is, in multiples of its size."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide * _IDEOGRAPH_WIDTH + (len(text) - wide) * _LETTER_WIDTH


def _add_portrait(paragraph: CT_P, body: Body, asset: Asset) -> None:
    """Put the portrait into a paragraph: text goes round it, but on a coloured ground, which that would cut off."""
    design = body.design
    photo = design.document.header.photo
    # Not by python-docx's own reading of images, which refuses photographs without a JFIF or an Exif header.
    image = ImagePart(PackURI(f"/word/media/portrait.{SUFFIXES[asset.media_type]}"), asset.media_type, asset.content)
    relationship = body.runs.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
    width, height = map(Pt, design.portrait_size())
    picture = CT_Picture.new(1, "Portrait", relationship, width, height)
    parts.shape_picture(picture, _SHAPES[design.theme.keyword("photo-shape")], asset.width, asset.height)
    side = "left" if design.right_to_left else "right"
    down = Pt(PORTRAIT_INSET) if design.band else None
    drawing = parts.floating(picture, photo.alternative if photo else "", side, gap=Pt(_PORTRAIT_GAP), down=down)
    run = paragraph.add_r()
    run.add_drawing(drawing)
    paragraph.insert(1, run)


def _clear(last: CT_P, body: Body, contact_lines: int) -> None:
    """Put white under the header where the portrait reaches below its text, so that no title runs beside it."""
    design = body.design
    height = design.header_height() + design.margin_above("contacts") + contact_lines * design.leading("small-size")
    gap = 0 if design.header_line else design.points("section-gap")
    missing = max(design.portrait_size()[1] + _PORTRAIT_GAP / 2 - height - gap, 0)
    if design.header_line:
        ParagraphFormat(body.add("HeaderRule")).space_before = length(missing)
    elif length(missing):
        ParagraphFormat(last).space_after = length(missing)
