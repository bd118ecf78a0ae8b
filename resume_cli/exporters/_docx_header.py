"""The head of the first page: name, headline, contacts, and the portrait beside them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from resume_cli.document import direction, plain
from resume_cli.exporters._docx_design import TWIPS
from resume_cli.exporters._docx_picture import GAP as PICTURE_GAP
from resume_cli.exporters._docx_picture import picture, size
from resume_cli.exporters._docx_runs import Ink
from resume_cli.exporters._docx_xml import word

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from resume_cli.document import Contact
    from resume_cli.export import Asset, Context
    from resume_cli.exporters._docx_body import Body
    from resume_cli.exporters._docx_package import Package

# Rather too wide than too narrow: a line that is broken early costs less than an address that is torn.
_LETTER_WIDTH, _IDEOGRAPH_WIDTH, _GAP_WIDTH = 0.54, 1.0, 1.3
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}
# Contacts that are read from left to right in every language.
_ADDRESSES = frozenset({"email", "phone", "url", "profile"})


def add_header(body: Body, package: Package, context: Context) -> None:
    """Add the paragraphs of a document's header."""
    header = body.design.document.header
    asset = context.assets.read(header.photo.asset) if header.photo else None
    portrait: list[Element] = []
    if asset and header.photo and asset.media_type in _SUFFIXES:
        name = _add_image(package, asset)
        portrait = [picture(asset, header.photo.alternative, name, body.design)]
    lines = _lines(header.contacts, body, asset if portrait else None)
    before = len(body.paragraphs)
    if plain(header.name):
        heavy = body.design.theme.keyword("name-weight") == "bold"
        ink = Ink(body.design.language, heavy=heavy)
        body.add("Name", *portrait, *body.runs.of(header.name, ink))
        portrait = []
    if plain(header.headline):
        body.add("Headline", *portrait, *body.runs.of(header.headline))
        portrait = []
    for line in lines:
        body.add("Contact", *portrait, *_contacts(line, body))
        portrait = []
    if portrait:
        body.add("Contact", *portrait)
    if asset:
        _clear(body, before, size(asset, body.design)[1])


def _add_image(package: Package, asset: Asset) -> str:
    suffix = _SUFFIXES[asset.media_type]
    package.add(f"word/media/portrait.{suffix}", asset.content)
    return package.document.add("image", f"media/portrait.{suffix}")


def _contacts(line: list[Contact], body: Body) -> list[Element]:
    runs: list[Element] = []
    for contact in line:
        if runs:
            runs += body.gap()
        runs += body.runs.of(contact.content, Ink(_language(contact, body.design.language)))
    return runs


def _language(contact: Contact, language: str) -> str:
    """Return the language that keeps the digits of a telephone number in order among Arabic words."""
    is_address = contact.kind in _ADDRESSES and not _RIGHT_TO_LEFT.search(plain(contact.content))
    return "en" if is_address and direction(language) == "rtl" else language


def _lines(contacts: tuple[Contact, ...], body: Body, asset: Asset | None) -> list[list[Contact]]:
    """Return the contacts in lines that fit, so that no line breaks inside one of them."""
    design = body.design
    room = design.text_width / TWIPS - (size(asset, design)[0] + PICTURE_GAP if asset else 0)
    em = design.points("small-size")
    lines: list[list[Contact]] = []
    used = room
    for contact in contacts:
        width = _width(plain(contact.content)) * em
        if used + _GAP_WIDTH * em + width > room or not lines:
            lines.append([contact])
            used = width
        else:
            lines[-1].append(contact)
            used += _GAP_WIDTH * em + width
    return lines


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide * _IDEOGRAPH_WIDTH + (len(text) - wide) * _LETTER_WIDTH


def _clear(body: Body, before: int, height: float) -> None:
    """Put space under the header's last line when the portrait reaches below it, so that no title runs beside it."""
    design = body.design
    lines = {"Name": "name-size", "Headline": "headline-size", "Contact": "small-size"}
    used = 0.0
    for paragraph in body.paragraphs[before:]:
        style = paragraph[0][0].get("w:val", "")
        used += design.points(lines[style]) * 1.25
    missing = height + 4 - used - design.points("section-gap")
    if missing > 0:
        last = body.paragraphs[-1][0]
        last.append(word("spacing", after=round(missing * TWIPS)))
