"""One self-contained HTML page, and the page that the PDF exporter prints.

The page asks for nothing outside itself, and its policy forbids it to. Its frame is written here and not by
a template engine, whose import would take longer than the whole walk; a theme that brings `page.html.j2`
has its frame made by Jinja in a sandbox.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from markupsafe import Markup

from resume_cli.document import Contact, Document, Photo, direction
from resume_cli.export import Context, Exporter
from resume_cli.exporters._html_style import body_classes, style_sheet
from resume_cli.exporters._html_walk import Medium, Scope, element, inlines, section

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTACT_CLASSES = {"email": "u-email", "phone": "p-tel", "url": "u-url", "profile": "u-url", "location": "p-adr"}
_LEFT_TO_RIGHT_CONTACTS = {"email", "phone", "url", "profile"}


def page(document: Document, context: Context, medium: Medium = "print") -> str:
    """Return a whole page with its style sheet within, for a browser or for WeasyPrint.

    In print the sizes hang on two variables that may be set on `:root`: `--size` scales the type,
    `--space` the gaps; both are 1 when nothing sets them.
    """
    style = style_sheet(document, context.theme, medium)
    body = article(document, context, medium)
    return _frame(document, context, style, body)


def render(document: Document, context: Context) -> bytes:
    """Return the page for browsers."""
    return page(document, context, "screen").encode()


def article(document: Document, context: Context, medium: Medium) -> Markup:
    """Return the résumé itself, the one element that themes style."""
    scope = Scope(document.language, medium)
    parts = [_header(document, context, scope)]
    parts += [section(each, scope) for each in document.sections]
    side = direction(document.language)
    return element(
        "div",
        Markup("\n").join(parts),
        class_=f"resume h-resume {body_classes(context.theme)}",
        lang=document.language,
        dir=side,
    )


def _header(document: Document, context: Context, scope: Scope) -> Markup:
    header = document.header
    name = inlines(header.name, scope) or Markup.escape(document.metadata.title)
    title = element("h1", name, class_="name p-name" if header.name else "name hidden")
    parts = [_photo(header.photo, context)] if header.photo else []
    lines = [title]
    if header.headline:
        lines.append(element("p", inlines(header.headline, scope), class_="headline p-job-title"))
    lines += [_contacts(header.contacts, scope)] if header.contacts else []
    parts.append(element("div", Markup("\n").join(lines), class_="identity"))
    classes = "header p-contact h-card" + (" with-photo" if parts[0] and header.photo else "")
    return element("header", Markup("\n").join(parts), class_=classes)


def _photo(photo: Photo, context: Context) -> Markup:
    """Return the portrait as a part of the page, or nothing when it cannot be read."""
    asset = context.assets.read(photo.asset)
    if asset is None:
        return Markup()
    data = f"data:{asset.media_type};base64,{b64encode(asset.content).decode()}"
    size = Markup(' width="{}" height="{}"').format(asset.width, asset.height)
    return Markup('<img class="photo u-photo" src="{}" alt="{}"{}>').format(data, photo.alternative, size)


def _contacts(contacts: Iterable[Contact], scope: Scope) -> Markup:
    return element("ul", Markup("\n").join(_contact(each, scope) for each in contacts), class_="contacts")


def _contact(contact: Contact, scope: Scope) -> Markup:
    isolated = contact.kind in _LEFT_TO_RIGHT_CONTACTS and direction(scope.language) == "rtl"
    value = element(
        "span",
        inlines(contact.content, scope),
        class_=f"value {_CONTACT_CLASSES.get(contact.kind, '')}".strip(),
        dir="ltr" if isolated else None,
    )
    label = element("span", contact.label + " ", class_="label") if scope.medium == "screen" else Markup()
    return element("li", label + value, class_=f"contact-{contact.kind}")


def _frame(document: Document, context: Context, style: str, body: Markup) -> str:
    metadata = document.metadata
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    named = {
        "author": metadata.author,
        "description": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
        "dcterms.created": context.created.isoformat(),
        "generator": "resume-press",
    }
    tags = Markup("\n").join(
        Markup('<meta name="{}" content="{}">').format(name, content) for name, content in named.items() if content
    )
    markup = Markup(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{}</title>\n{}\n{}<style>{}</style>\n</head>\n<body>\n<main>\n{}\n</main>\n</body>\n</html>\n"
    ).format(
        document.language,
        direction(document.language),
        policy,
        metadata.title,
        tags,
        _linked_data(metadata.linked_data),
        Markup(style),  # noqa: S704 - a style element has no escapes; style_sheet takes out what would end it
        body,
    )
    return str(markup)


def _linked_data(text: str) -> Markup:
    """Return JSON-LD; JSON's own escapes keep it from ending its element."""
    if not text:
        return Markup()
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>\n').format(Markup(escaped))  # noqa: S704 - see above


EXPORTER = Exporter("html", ".html", "text/html", binary=False, render=render)
