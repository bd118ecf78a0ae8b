"""The head of the first page: name, headline, contacts, and the portrait beside them."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

from resume_cli.document import direction, plain
from resume_cli.exporters.docx.design import TWIPS
from resume_cli.exporters.docx.picture import GAP as PICTURE_GAP
from resume_cli.exporters.docx.picture import header_height, portrait, size
from resume_cli.exporters.docx.runs import RunFormat
from resume_cli.exporters.docx.xml import style_of, word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from resume_cli.document import Contact
    from resume_cli.exporters.docx.body import Body
    from resume_cli.exporters.docx.design import Design

# Rather too wide than too narrow: a line that is broken early costs less than an address that is torn.
_LETTER_WIDTH, _IDEOGRAPH_WIDTH, _GAP_WIDTH = 0.51, 1.0, 1.3
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
# Word goes by the run, others by the letters; a telephone number has none, and its groups would change places.
_LEFT_TO_RIGHT = ("\u202a", "\u202c")
# Contacts that are read from left to right in every language.
_ADDRESSES = frozenset({"email", "phone", "url", "profile"})


def add_header(body: Body) -> None:
    """Add the paragraphs of a document's header."""
    design, header = body.design, body.design.document.header
    lines = _lines(header.contacts, design)
    picture_runs = portrait(body.runs.part, design, header.photo.alternative if header.photo else "")
    before = len(body.paragraphs)
    heavy = design.theme.keyword("name-weight") == "bold"
    name = list(body.runs.of(header.name, RunFormat(design.language, heavy=heavy)))
    if plain(header.headline) and design.headline_beside_name:
        run_format = RunFormat(design.language, style="HeadlineCharacter", bold=False, leans=design.leans("headline"))
        name += [*(body.gap() if name else ()), *body.runs.of(header.headline, run_format)]
    headline = () if design.headline_beside_name else header.headline
    written = [
        ("Name", name),
        ("Headline", [*body.runs.of(headline, RunFormat(design.language, leans=design.leans("headline")))]),
    ]
    written += [("Contact", _contacts(line, body)) for line in lines]
    shown = [(style, runs) for style, runs in written if runs] or [("Contact", [])]
    for place, (style, runs) in enumerate(shown):
        if runs or picture_runs:
            body.add(style, *(picture_runs if place == 0 else ()), *runs)
    if picture_runs and not design.has_band:
        _clear(body, before)


def _contacts(line: list[Contact], body: Body) -> list[Element]:
    runs: list[Element] = []
    for contact in line:
        if runs:
            runs += body.gap()
        run_format = RunFormat(_language(contact, body.design.language))
        written = body.runs.of(contact.content, run_format)
        if body.design.right_to_left and contact.kind == "phone":
            begin, end = _LEFT_TO_RIGHT
            written = chain(body.runs.plain(begin, run_format), written, body.runs.plain(end, run_format))
        runs += written
    return runs


def _language(contact: Contact, language: str) -> str:
    """Return the language that keeps the digits of a telephone number in order among Arabic words."""
    is_address = contact.kind in _ADDRESSES and not _RIGHT_TO_LEFT.search(plain(contact.content))
    return "en" if is_address and direction(language) == "rtl" else language


def _lines(contacts: tuple[Contact, ...], design: Design) -> list[list[Contact]]:
    """Return the contacts in lines that fit, so that no line breaks inside one of them."""
    beside = design.portrait is not None and not design.has_band
    taken = size(design.portrait, design)[0] + PICTURE_GAP if design.portrait and beside else 0
    room = design.text_width / TWIPS - taken
    em = design.points("small-size")
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


def _clear(body: Body, before: int) -> None:
    """Put white under the header where the portrait reaches below its text, so that no title runs beside it."""
    design = body.design
    if design.portrait is None:
        return
    contact_lines = sum(style_of(paragraph) == "Contact" for paragraph in body.paragraphs[before:])
    height = header_height(design) + design.margin_above("contacts") + contact_lines * design.leading("small-size")
    gap = 0 if design.header_line else design.points("section-gap")
    missing = size(design.portrait, design)[1] + PICTURE_GAP / 2 - height - gap
    white = round(max(missing, 0) * TWIPS)
    if design.header_line:
        body.add("HeaderRule", direct=(word("spacing", before=white),))
    elif white:
        body.paragraphs[-1][0].append(word("spacing", after=white))
