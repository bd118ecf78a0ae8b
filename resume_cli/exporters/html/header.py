"""The top of the page: name, headline, contacts and portrait, marked as a business card (h-card)."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from markupsafe import Markup

from resume_cli.document import Contact, Document, Photo, plain, width
from resume_cli.exporters.html.extent import row_starts
from resume_cli.exporters.html.walk import Scope, classes, element, inlines, lines, running

if TYPE_CHECKING:
    from resume_cli.export import Context

_PHOTO = Markup('<img class="photo u-photo" src="{}" alt="{}" width="{}" height="{}">\n')
# In points.
_PAPER_WIDTHS, _PHOTO_GAP = {"A4": 595.3, "Letter": 612.0}, 15
# In ems of the contacts: the average width of a letter, and the gap between two contacts.
_LETTERS, _BETWEEN = {"sans-serif": 0.51, "serif": 0.54}, 1.3
_CONTACT_CLASSES = {"email": "u-email", "phone": "p-tel", "url": "u-url", "profile": "u-url", "location": "p-adr"}


def header(document: Document, context: Context, scope: Scope, heading: str = "h1") -> Markup:
    """Return the header; `heading` is the element of the name: `h1`, `div` (with the role of a heading) or `p`."""
    content = document.header
    if content.name:
        words, names = inlines(content.name, scope), "name p-name"
    else:
        # Every page needs a first-level heading; without a name it is the title, for screen readers only.
        words, names = Markup.escape(document.metadata.title), "name hidden"
    role = {"role": "heading", "aria_level": "1"} if heading == "div" else {}
    rows = [element(heading, words, class_=names, **role)]
    if content.headline:
        rows.append(running("p", content.headline, scope, class_="headline p-job-title"))
    photo = _photo(content.photo, context) if content.photo else Markup()
    # Within a page of a site, the portrait comes last and floats in the text below.
    before, after = (Markup(), photo) if heading == "p" else (photo, Markup())
    banner = element("div", before + element("div", lines(rows), class_="identity"), class_="banner")
    starts = _row_starts(document, context, photo=bool(photo)) if scope.medium == "print" else set()
    rows_of = ("row" if index in starts else None for index in range(len(content.contacts)))
    listed = zip(content.contacts, rows_of, strict=True)
    contacts = lines(_contact(each, document.labels.colon, scope, row) for each, row in listed)
    parts = [banner, *([element("ul", contacts, class_="contacts")] if contacts else []), *([after] if after else [])]
    return element("header", lines(parts), class_=classes("header p-contact h-card", "with-photo" if photo else None))


def _photo(photo: Photo, context: Context) -> Markup:
    """Return the portrait as an embedded image, or empty markup if it cannot be read."""
    asset = context.assets.read(photo.asset)
    if asset is None:
        return Markup()
    data = f"data:{asset.media_type};base64,{b64encode(asset.content).decode()}"
    return _PHOTO.format(data, photo.alternative, asset.width, asset.height)


def _row_starts(document: Document, context: Context, *, photo: bool) -> set[int]:
    """Return the indices of the contacts that begin a line in print, so that the lines are about equally long."""
    theme, em = context.theme, context.theme.length("small-size").points
    sides = 2 if theme.keyword("header-align") == "center" else 1
    taken = sides * (theme.length("photo-width").points + _PHOTO_GAP) if photo else 0
    if theme.keyword("layout") == "sidebar":
        taken = theme.length("column-width").points + _PHOTO_GAP
    measure = _PAPER_WIDTHS[document.paper] - 2 * theme.length("margin-inline").points - taken
    letter = _LETTERS.get(theme.fonts("body-font")[-1], 0.6)
    widths = [letter * width(plain(each.content)) + _BETWEEN for each in document.header.contacts]
    return row_starts(widths, measure / em + _BETWEEN) if widths else set()


def _contact(contact: Contact, colon: str, scope: Scope, row: str | None) -> Markup:
    """Return one contact; its label is for screen readers, and for themes that have room to show it."""
    names = classes("value", _CONTACT_CLASSES.get(contact.kind))
    value = element("span", inlines(contact.content, scope), class_=names)
    # The text of an account may already begin with the name of its network.
    unnamed = contact.label and not plain(contact.content).startswith(contact.label)
    label = element("span", contact.label + colon, class_="label") if unnamed else Markup()
    return element("li", label + value, class_=classes(f"contact-{contact.kind}", row))
