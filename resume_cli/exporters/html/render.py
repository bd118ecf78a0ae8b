"""One self-contained HTML page, a part of someone else's page, and the page that the PDF exporter prints.

The page asks for nothing outside itself, and its policy forbids it to. Its frame is written here and not by
a template engine, whose import would take longer than the whole walk; a theme that brings `page.html.j2`
has its frame made by Jinja in a sandbox.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from markupsafe import Markup

from resume_cli.document import direction, plain
from resume_cli.errors import UsageError
from resume_cli.export import Context, Exporter
from resume_cli.exporters.html.header import header
from resume_cli.exporters.html.style import body_classes, style_sheet
from resume_cli.exporters.html.walk import Medium, Scope, element, language_attributes, section

if TYPE_CHECKING:
    from resume_cli.document import Document


def page(document: Document, context: Context, medium: Medium = "print") -> str:
    """Return a whole page with its style sheet within, for a browser or for WeasyPrint.

    In print the sizes hang on two variables that may be set on `:root`: `--size` scales the type,
    `--space` the gaps; both are 1 when nothing sets them.
    """
    style = _style(document, context, medium)
    return _frame(document, context, style, articles(document, context, medium), medium)


def fragment(document: Document, context: Context) -> str:
    """Return the body alone with a style sheet that reaches nothing outside of it."""
    from resume_cli.exporters.html.guard import scoped_style

    style = element("style", Markup(scoped_style(_style(document, context, "screen"))))  # noqa: S704 - no </ in it
    parts = [style, _linked_data(document), articles(document, context, "screen")]
    # A plain text: what is added to Markup is escaped.
    return "\n".join(str(part) for part in parts if part) + "\n"


def render(document: Document, context: Context) -> bytes:
    """Return the page for browsers, or the part of a page that the options ask for."""
    if _yes(context, "front-matter"):
        return (_front_matter(document) + _without_liquid(fragment(document, context))).encode()
    if _yes(context, "fragment"):
        return fragment(document, context).encode()
    return page(document, context, "screen").encode()


def articles(document: Document, context: Context, medium: Medium) -> Markup:
    """Return the résumé, the one element that themes style; in all its languages if the options ask for them."""
    documents = _documents(document, context)
    if len(documents) == 1:
        return _article(document, context, Scope(document.language, medium))
    identifiers = _language_ids(documents)
    parts = []
    for place, each in enumerate(documents):
        scope = Scope(each.language, medium, prefix=f"{identifiers[place]}-" if place else "")
        switch = _switch(documents, identifiers, place)
        parts.append(_article(each, context, scope, Choice(identifiers[place], place == 0, switch)))
    return element("div", Markup("\n").join(parts), class_="resume-languages")


@dataclass(frozen=True, slots=True)
class Choice:
    """One language of several on a page: its id, whether it shows first, and the links to all of them."""

    identifier: str
    first: bool
    switch: Markup


def _article(document: Document, context: Context, scope: Scope, choice: Choice | None = None) -> Markup:
    first = choice is None or choice.first
    parts = [choice.switch] if choice else []
    parts += [header(document, context, scope, first=first), *(section(each, scope) for each in document.sections)]
    classes = f"resume h-resume {body_classes(context.theme, document.language)}"
    return element(
        "div",
        Markup("\n").join(parts),
        class_=f"{classes} {'first' if first else 'other'}" if choice else classes,
        id=choice.identifier if choice else None,
        lang=document.language,
        dir=direction(document.language),
    )


def _language_ids(documents: list[Document]) -> list[str]:
    """Return an id for each language: its primary tag, or all of it where two share that."""
    tags = [document.language.lower() for document in documents]
    primaries = [tag.partition("-")[0] for tag in tags]
    return [primary if primaries.count(primary) == 1 else tag for tag, primary in zip(tags, primaries, strict=True)]


def _switch(documents: list[Document], identifiers: list[str], here: int) -> Markup:
    """Return the choice of languages: links that style rules make a switch, so that no script is needed."""
    links = []
    for place, (document, identifier) in enumerate(zip(documents, identifiers, strict=True)):
        name = document.labels.language_name or document.language
        attributes = language_attributes(document.language, documents[here].language)
        if place == here:
            links.append(element("span", name, aria_current="true", **attributes))
        else:
            links.append(element("a", name, href=f"#{identifier}", hreflang=document.language, **attributes))
    return element("nav", Markup("\n").join(links), class_="switch")


def _documents(document: Document, context: Context) -> list[Document]:
    """Return the document, and its translations when the options ask for them."""
    return [document, *document.translations] if context.options.get("languages") else [document]


def _style(document: Document, context: Context, medium: Medium) -> str:
    if not context.theme.trusted:
        from resume_cli.exporters.html.guard import check_style

        check_style(context.theme)
    documents = _documents(document, context)
    return style_sheet(documents, context.theme, medium)


def _frame(document: Document, context: Context, style: str, body: Markup, medium: Medium) -> str:
    parts = {
        "language": document.language,
        "direction": direction(document.language),
        "title": document.metadata.title,
        "head": _head(document, context, style, medium),
        "style": Markup(style),  # noqa: S704 - a style element has no escapes; style_sheet takes out what would end it
        "body": body,
    }
    if context.theme.page_template is not None:
        from resume_cli.exporters.html.guard import fill_template

        return fill_template(context.theme, parts)
    markup = Markup(
        '<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n{head}\n<title>{title}</title>\n'
        '<style>{style}</style>\n</head>\n<body class="resume-page">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )
    return str(markup.format(**parts))


def _head(document: Document, context: Context, style: str, medium: Medium) -> Markup:
    """Return what stands before the title: encoding, policy, metadata and, for browsers, the linked data."""
    metadata = document.metadata
    named = {
        "author": metadata.author,
        "description": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
        "dcterms.created": context.created.isoformat(),
        "generator": "resume-press",
    }
    tags = [Markup('<meta charset="utf-8">')]
    if medium == "screen":
        digest = b64encode(sha256(style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        tags += [
            Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(policy),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
        ]
    tags += [Markup('<meta name="{}" content="{}">').format(*each) for each in named.items() if each[1]]
    if medium == "screen" and metadata.linked_data:
        tags.append(_linked_data(document))
    return Markup("\n").join(tags)


def _linked_data(document: Document) -> Markup:
    """Return JSON-LD; JSON's own escapes keep it from ending its element."""
    text = document.metadata.linked_data
    if not text:
        return Markup()
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(escaped))  # noqa: S704 - see above


def _front_matter(document: Document) -> str:
    """Return Jekyll's front matter; JSON strings are YAML strings."""
    values = {
        "layout": "page",
        "title": plain(document.header.name) or document.metadata.title,
        "description": document.metadata.subject,
        "lang": document.language,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---", ""])


def _without_liquid(markup: str) -> str:
    """Return markup in which Jekyll finds no template tags; style and JSON never hold two braces that open."""
    return markup.replace("{{", "&#123;&#123;").replace("{%", "&#123;%")


def _yes(context: Context, option: str) -> bool:
    value = context.options.get(option, "no")
    if value not in {"yes", "no"}:
        message = f"the option {option} is yes or no, not {value}"
        raise UsageError(message)
    return value == "yes"


EXPORTER = Exporter(
    "html",
    ".html",
    "text/html",
    binary=False,
    render=render,
    options={
        "languages": "all, or some such as zh,en: these languages on one page, with a switch",
        "fragment": "yes writes the body alone, its styles confined to it, to be put into another page",
        "front-matter": "yes writes a page for Jekyll: front matter and the body",
    },
)
