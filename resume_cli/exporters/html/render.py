"""One self-contained HTML page, a part of someone else's page, and the page that the PDF exporter prints.

The page loads nothing, and its policy forbids it to. Its frame is one string: a template engine would take longer
to import than the whole walk takes.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from resume_cli.document import direction, plain
from resume_cli.export import Context, Exporter, choice
from resume_cli.exporters.html.header import header
from resume_cli.exporters.html.style import body_classes, style_sheet
from resume_cli.exporters.html.walk import Medium, Scope, classes, element, language_attributes, lines, section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.document import Document

_FRAME = Markup(
    '<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n{head}\n<title>{title}</title>\n'
    '<style>{style}</style>\n</head>\n<body class="resume-page">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
)
_Named: TypeAlias = "Mapping[str, Document]"
_YES_OR_NO = {"yes": True, "no": False}


def render(document: Document, context: Context) -> bytes:
    """Return the page for browsers, or the part of a page that the options ask for."""
    if choice(context.options, "front-matter", _YES_OR_NO, default=False):
        return _jekyll_page(document, fragment(document, context)).encode()
    if choice(context.options, "fragment", _YES_OR_NO, default=False):
        return fragment(document, context).encode()
    return page(document, context, "screen").encode()


def page(document: Document, context: Context, medium: Medium = "print") -> str:
    """Return a whole page, its style sheet included, for a browser or for WeasyPrint.

    In print the sizes depend on two variables that may be set on `:root`: `--size` scales the type,
    `--space` the gaps; both are 1 by default.
    """
    body = articles(document, context, medium)
    style = style_sheet(document, context.theme, medium, body)
    framed = _FRAME.format(
        language=document.language,
        direction=direction(document.language),
        head=_head(document, context, style, medium),
        title=document.metadata.title,
        style=Markup(style),  # noqa: S704 - a style element has no escapes; style_sheet takes out what would end it
        body=body,
    )
    # As plain text: what is added to Markup is escaped.
    return str(framed)


def fragment(document: Document, context: Context) -> str:
    """Return the body alone, with a style sheet that reaches nothing outside it."""
    from resume_cli.exporters.html.guard import scoped_style

    body = articles(document, context, "screen")
    style = scoped_style(style_sheet(document, context.theme, "screen", body))
    parts = [element("style", Markup(style)), _linked_data(document), body]  # noqa: S704 - it contains no `</`
    return "\n".join(str(part) for part in parts if part) + "\n"


def articles(document: Document, context: Context, medium: Medium) -> Markup:
    """Return the résumé, the one element that themes style; in all its languages if the options ask for them."""
    documents = [document, *document.translations] if context.options.get("languages") else [document]
    if len(documents) == 1:
        return _article(document, context, Scope(document.language, medium))
    # The id of a language is its primary tag, or all of it where two share that.
    primaries = [each.language.lower().partition("-")[0] for each in documents]
    named = {
        primary if primaries.count(primary) == 1 else each.language.lower(): each
        for primary, each in zip(primaries, documents, strict=True)
    }
    parts = []
    for name, each in named.items():
        scope = Scope(each.language, medium, prefix="" if each is document else f"{name}-")
        parts.append(_article(each, context, scope, "first" if each is document else "other", name, named))
    return element("div", lines(parts), class_="resume-languages")


def _article(
    document: Document, context: Context, scope: Scope, order: str = "", name: str = "", named: _Named | None = None
) -> Markup:
    """Return one language; where there are several, with a class for its order, its id, and links to the others."""
    top = header(document, context, scope, first=order != "other")
    parts = (_switch(named, name) if named else None, top, *(section(each, scope) for each in document.sections))
    return element(
        "div",
        lines(filter(None, parts)),
        class_=classes("resume h-resume", body_classes(context.theme, document.language), order),
        id=name or None,
        lang=document.language,
        dir=direction(document.language),
    )


def _switch(named: _Named, here: str) -> Markup:
    """Return links to the other languages, which the style sheet makes a switch without any script."""
    links = []
    for name, document in named.items():
        words = document.labels.language_name or document.language
        attributes = language_attributes(document.language, named[here].language)
        attributes["dir"] = direction(document.language) if attributes else None
        if name == here:
            links.append(element("span", words, aria_current="true", **attributes))
        else:
            links.append(element("a", words, href=f"#{name}", hreflang=document.language, **attributes))
    return element("nav", lines(links), class_="switch")


def _head(document: Document, context: Context, style: str, medium: Medium) -> Markup:
    """Return what precedes the title: encoding, metadata and, for browsers, the policy and the linked data."""
    metadata, screen = document.metadata, []
    if medium == "screen":
        digest = b64encode(sha256(style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        screen = [
            ("http-equiv", "Content-Security-Policy", policy),
            ("name", "viewport", "width=device-width, initial-scale=1"),
            ("name", "color-scheme", "light dark"),
        ]
    described = [
        ("name", "author", metadata.author),
        ("name", "description", metadata.subject),
        ("name", "keywords", ", ".join(metadata.keywords)),
        ("name", "dcterms.created", context.created.isoformat()),
        ("name", "generator", "resume-press"),
    ]
    tags = [Markup('<meta {}="{}" content="{}">').format(*each) for each in (*screen, *described) if each[2]]
    data = (_linked_data(document), _source(document, context)) if screen else ()
    return lines(filter(None, (Markup('<meta charset="utf-8">'), *tags, *data)))


def _linked_data(document: Document) -> Markup:
    """Return JSON-LD, or nothing; JSON's own escapes keep it from ending its element."""
    text = document.metadata.linked_data
    if not text:
        return Markup()
    return Markup('<script type="application/ld+json">{}</script>').format(_json(text))


def _source(document: Document, context: Context) -> Markup:
    """Return the selected profile as data that browsers ignore, unless it is not to be attached."""
    if not document.metadata.source or not choice(context.options, "attach", {"yes": True, "no": False}, default=True):
        return Markup()
    element = Markup('<script type="application/json" id="resume-source">{}</script>')
    return element.format(_json(document.metadata.source))


def _json(text: str) -> Markup:
    """Return JSON with its own escapes for whatever could end the element or begin another."""
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped)  # noqa: S704 - see above


def _jekyll_page(document: Document, markup: str) -> str:
    """Return a page with front matter (JSON strings are YAML strings) and with nothing that Jekyll would run."""
    values = {
        "layout": "page",
        "title": plain(document.header.name) or document.metadata.title,
        "description": document.metadata.subject,
        "lang": document.language,
    }
    entries = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value]
    # Style sheet and JSON never contain these pairs of characters.
    harmless = markup.replace("{{", "&#123;&#123;").replace("{%", "&#123;%")
    return "\n".join(["---", *entries, "---", harmless])


_OPTIONS = {
    "languages": "all, or a list such as zh,en: these languages on one page, with a switch",
    "attach": "yes (default) or no: put the selected profile into the page, as data that is not shown",
    "fragment": "yes: the body alone, its styles confined to it, for another page",
    "front-matter": "yes: a page for Jekyll, with front matter and the body",
}
EXPORTER = Exporter("html", ".html", "text/html", binary=False, render=render, options=_OPTIONS)
