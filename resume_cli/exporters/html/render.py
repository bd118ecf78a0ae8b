"""A self-contained HTML page, a fragment for another page, and the page that the PDF exporter prints.

The page loads nothing, and its policy forbids it to. Its frame is a single string, because importing a template
engine would take longer than the whole walk.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from resume_cli.document import direction, plain
from resume_cli.export import Context, Exporter, choice
from resume_cli.exporters.html.head import head, head_in_print, linked_data, title
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
YES_OR_NO = {"yes": True, "no": False}


def render(document: Document, context: Context) -> bytes:
    """Return the page for browsers, or the fragment or the Jekyll page that the options ask for, in UTF-8."""
    if choice(context.options, "front-matter", YES_OR_NO, default=False):
        return _jekyll_page(document, fragment(document, context)).encode()
    if choice(context.options, "fragment", YES_OR_NO, default=False):
        return fragment(document, context).encode()
    return page(document, context, "screen").encode()


def page(document: Document, context: Context, medium: Medium = "print") -> str:
    """Return a whole page, its style sheet included, for a browser or for WeasyPrint.

    In print, sizes depend on two variables that may be set on `:root`: `--size` scales the type and `--space` the
    gaps. Both are 1 by default.
    """
    body = articles(document, context, medium)
    style = style_sheet(document, context.theme, medium, body)
    framed = _FRAME.format(
        language=document.language,
        direction=direction(document.language),
        head=head(document, context, style) if medium == "screen" else head_in_print(document, context),
        title=title(document) if medium == "screen" else document.metadata.title,
        style=Markup(style),  # noqa: S704 - style_sheet() leaves nothing that could end the element
        body=body,
    )
    # A plain string, because text added to Markup is escaped.
    return str(framed)


def fragment(document: Document, context: Context) -> str:
    """Return the body alone, with a style sheet that applies only to it."""
    from resume_cli.exporters.html.guard import scoped_style

    body = articles(document, context, "screen")
    style = scoped_style(style_sheet(document, context.theme, "screen", body))
    parts = [element("style", Markup(style)), linked_data(document), body]  # noqa: S704 - it contains no `</`
    return "\n".join(str(part) for part in parts if part) + "\n"


def articles(document: Document, context: Context, medium: Medium) -> Markup:
    """Return the résumé as the element that themes style, or several of them if the options ask for more languages."""
    documents = [document, *document.translations] if context.options.get("languages") else [document]
    # The id of a language is its primary tag, or the whole tag if two languages share the primary one.
    primaries = [each.language.lower().partition("-")[0] for each in documents]
    named = {
        primary if primaries.count(primary) == 1 else each.language.lower(): each
        for primary, each in zip(primaries, documents, strict=True)
    }
    if len(named) == 1:
        return _article(document, context, Scope(document.language, medium), named)
    parts = []
    for name, each in named.items():
        scope = Scope(each.language, medium, prefix="" if each is document else f"{name}-")
        parts.append(_article(each, context, scope, named, "first" if each is document else "other"))
    return element("div", lines(parts), class_="resume-languages")


def _article(document: Document, context: Context, scope: Scope, named: _Named, order: str = "") -> Markup:
    """Return the résumé in one language; one of several has an id, a class for its order, and links to the others.

    On a Jekyll page, the layout contains the first heading, and the classes are those that sites use to switch between
    their own languages.
    """
    name = next(name for name, each in named.items() if each is document)
    within = choice(context.options, "front-matter", YES_OR_NO, default=False)
    heading = "p" if within else "div" if order == "other" else "h1"
    choices = _switch(named, name, context) if scope.medium == "screen" else None
    parts = (choices, header(document, context, scope, heading), *(section(each, scope) for each in document.sections))
    site = f"{name} post-container" if within else None
    return element(
        "div",
        lines(filter(None, parts)),
        class_=classes("resume h-resume", body_classes(context.theme, document.language), order, site),
        id=name if order else None,
        lang=document.language,
        dir=direction(document.language),
    )


def _switch(named: _Named, here: str, context: Context) -> Markup:
    """Return links to the other languages and to a PDF; the style sheet makes them a switch without a script."""
    document, links = named[here], []
    for name, each in named.items() if len(named) > 1 else ():
        words = each.labels.language_name or each.language
        attributes = language_attributes(each.language, document.language)
        attributes["dir"] = direction(each.language) if attributes else None
        if name == here:
            links.append(element("span", words, aria_current="true", **attributes))
        else:
            links.append(element("a", words, href=f"#{name}", hreflang=each.language, **attributes))
    if file := context.options.get("pdf-link", "").strip():
        links.append(element("a", "PDF", href=_file(file.replace("{language}", here)), type="application/pdf"))
    if not links:
        return Markup()
    if len(named) == 1:
        return element("p", lines(links), class_="switch")
    return element("nav", lines(links), class_="switch", aria_label=document.labels.languages or None)


def _file(name: str) -> str:
    """Return the address of a file beside the page or on the web. Raise UsageError for anything else."""
    from urllib.parse import quote, urlsplit

    from resume_cli.errors import UsageError

    try:
        scheme = urlsplit(name).scheme
    except ValueError:
        scheme = "?"
    if scheme not in {"", "https", "http"} or name.startswith("//"):
        raise UsageError(f"option `pdf-link` cannot be `{name}`", hint="name a file beside the page, such as `cv.pdf`")
    return quote(name, safe="/:?#[]@!$&'()*+,;=%~")


def _jekyll_page(document: Document, markup: str) -> str:
    """Return a page with front matter (JSON strings are valid YAML) and without anything that Jekyll would run."""
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
    "pdf-link": "a file such as cv.pdf: link to it above the name; {language} in it is the page's language",
    "attach": "yes (default) or no: put the selected profile into the page, as data that is not shown",
    "fragment": "yes: the body alone, its styles confined to it, for another page",
    "front-matter": "yes: a page for Jekyll, with front matter and the body",
}
EXPORTER = Exporter("html", ".html", "text/html", binary=False, render=render, options=_OPTIONS)
