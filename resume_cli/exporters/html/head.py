"""The head of a page: its security policy, and its metadata for search engines, other sites and browser tabs."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from resume_cli.document import Paragraph, plain
from resume_cli.export import choice
from resume_cli.exporters.html.walk import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Document
    from resume_cli.export import Context

_META = Markup('<meta {}="{}" content="{}">')
# The length at which search engines and other sites cut off a description.
_LONGEST_DESCRIPTION = 200
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="{ground}"/>'
    '<text x="16" y="16" dy=".36em" font-family="sans-serif" font-weight="700" font-size="{size}" text-anchor="middle" '
    'fill="{colour}">{initials}</text></svg>'
)
# From this character on, letters join or carry the meaning of a word, so that one of them is enough.
_ONE_LETTER = "\u0600"


def title(document: Document) -> str:
    """Return the title for browsers: name and headline if both exist, or else the document's title."""
    name, headline = plain(document.header.name), plain(document.header.headline)
    return f"{name} – {headline}" if name and headline else document.metadata.title


def description(document: Document) -> str:
    """Return the beginning of the summary, or the headline if there is no summary."""
    summaries = (section.blocks for section in document.sections if section.kind == "summary")
    paragraphs = (plain(block.content) for blocks in summaries for block in blocks if isinstance(block, Paragraph))
    found = next(paragraphs, "") or plain(document.header.headline)
    if len(found) <= _LONGEST_DESCRIPTION:
        return found
    cut = found[:_LONGEST_DESCRIPTION]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:，、；：") + "…"


def head(document: Document, context: Context, style: str) -> Markup:
    """Return the elements that precede the title in the head of a page for browsers."""
    # Imported here because OpenSSL takes 3 ms to load, which would slow down shell completion.
    from hashlib import sha256

    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    tags = (
        ("http-equiv", "Content-Security-Policy", policy),
        ("name", "viewport", "width=device-width, initial-scale=1"),
        ("name", "color-scheme", "light dark"),
        *_described(document, context),
        *_shared(document),
    )
    found = (_META.format(*each) for each in tags if each[2])
    data = linked_data(document), _source(document, context)
    return lines(filter(None, (_CHARSET, *found, *_links(document, context), *data)))


def head_in_print(document: Document, context: Context) -> Markup:
    """Return the elements that precede the title in a page for WeasyPrint, which copies them into the PDF."""
    return lines((_CHARSET, *(_META.format(*each) for each in _described(document, context) if each[2])))


_CHARSET = Markup('<meta charset="utf-8">')


def _described(document: Document, context: Context) -> Iterator[tuple[str, str, str]]:
    metadata = document.metadata
    yield "name", "author", metadata.author
    yield "name", "description", metadata.subject
    yield "name", "keywords", ", ".join(metadata.keywords)
    yield "name", "dcterms.created", context.created.isoformat()
    yield "name", "generator", "resume-press"


def _shared(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield the metadata of link previews on other sites: Open Graph, and the type of a card that is filled from it."""
    yield "property", "og:type", "profile"
    yield "property", "og:title", title(document)
    yield "property", "og:description", description(document)
    yield "property", "og:url", document.metadata.address
    for name, each in (("og:locale", document), *(("og:locale:alternate", each) for each in document.translations)):
        # Open Graph requires a region, so a language without one is left out.
        yield "property", name, each.language.replace("-", "_") if "-" in each.language else ""
    yield "name", "twitter:card", "summary"


def _links(document: Document, context: Context) -> Iterator[Markup]:
    """Yield the links to the icon and to the addresses of the page in this and in other languages."""
    metadata = document.metadata
    if metadata.author:
        yield Markup('<link rel="icon" href="data:image/svg+xml;base64,{}">').format(_icon(metadata.author, context))
    if metadata.address:
        yield Markup('<link rel="canonical" href="{}">').format(metadata.address)
    if len(metadata.addresses) > 1:
        for language, address in metadata.addresses:
            yield Markup('<link rel="alternate" hreflang="{}" href="{}">').format(language, address)


def _icon(name: str, context: Context) -> str:
    """Return an SVG image of the person's initials on the accent colour, encoded in base64."""
    words = [word for word in name.split() if word[0].isalnum()] or [name]
    initials = words[0][0] if len(words) == 1 or name >= _ONE_LETTER else words[0][0] + words[-1][0]
    size = 18 if len(initials) == 1 else 15
    colours = {"ground": context.theme.colour("accent"), "colour": context.theme.colour("background")}
    return b64encode(_ICON.format(initials=escape(initials.upper()), size=size, **colours).encode()).decode()


def linked_data(document: Document) -> Markup:
    """Return the JSON-LD element, or empty markup if there is no data."""
    text = document.metadata.linked_data
    return Markup('<script type="application/ld+json">{}</script>').format(_json(text)) if text else Markup()


def _source(document: Document, context: Context) -> Markup:
    """Return the selected profile as data that browsers ignore, or empty markup if it is not to be attached."""
    if not document.metadata.source or not choice(context.options, "attach", {"yes": True, "no": False}, default=True):
        return Markup()
    element = Markup('<script type="application/json" id="resume-source">{}</script>')
    return element.format(_json(document.metadata.source))


def _json(text: str) -> Markup:
    """Return JSON in which the characters that could end the element or begin another are written as JSON escapes."""
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped)  # noqa: S704 - escaped in the line before
