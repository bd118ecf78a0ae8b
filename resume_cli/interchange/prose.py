"""The conversion of texts of other formats to inline Markdown, with list items as bullets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BULLET = re.compile(r"(\s*)(?:[•▪◦●‣∙·*–-]|\d{1,2}[.)])\s+(.*)")
_BLOCKS = frozenset("p div ul ol li h1 h2 h3 h4 h5 h6 blockquote pre table tr section article header footer".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}


class Prose(NamedTuple):
    """Paragraphs, separated by empty lines, and the bullets that were among or after them."""

    text: str
    bullets: list[str]


def from_lines(text: str) -> Prose:
    """Return the paragraphs and bullets of a text whose list items begin with a mark, as in Markdown and on LinkedIn.

    An indented line below a bullet belongs to it. Nested bullets are treated like others.
    """
    paragraphs: list[str] = []
    bullets: list[str] = []
    in_bullet = False
    for line in text.splitlines():
        if match := _BULLET.match(line):
            bullets.append(match[2].strip())
            in_bullet = True
        elif not line.strip():
            in_bullet = False
            paragraphs.append("")
        elif in_bullet and line[0].isspace():
            bullets[-1] += f" {line.strip()}"
        else:
            in_bullet = False
            paragraphs.append(line.strip())
    return Prose(re.sub(r"\n{3,}", "\n\n", "\n".join(paragraphs).strip()), [each for each in bullets if each])


def from_html(text: str) -> Prose:
    """Return the paragraphs and bullets of HTML from web editors, or of a text without tags as `from_lines` does."""
    if not re.search(r"<[a-zA-Z!/]|&(?:\w+|#\w+);", text):
        return from_lines(text)
    from lxml.html import fragment_fromstring

    root = fragment_fromstring(text, create_parent="div")
    bullets = [_tidy(inline(item)) for item in root.iter("li")]
    for listing in list(root.iter("ul", "ol")):
        parent = listing.getparent()
        if parent is not None:
            _keep_tail(listing)
            parent.remove(listing)
    return Prose("\n\n".join(_paragraphs(root)), [each for each in bullets if each])


def _keep_tail(element: HtmlElement) -> None:
    """Move the text after an element to the node before it, because removing the element would remove the text."""
    tail, parent, before = element.tail or "", element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    elif parent is not None:
        parent.text = (parent.text or "") + tail


def _paragraphs(root: HtmlElement) -> Iterator[str]:
    for paragraph in re.split(r"\n{2,}", inline(root)):
        if text := _tidy(paragraph):
            yield text


def _tidy(text: str) -> str:
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def inline(element: HtmlElement) -> str:
    """Return the content of an element as inline Markdown without lists, with blocks separated by empty lines."""
    parts = [_plain(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag not in {"", "script", "style", "ul", "ol"}:
            parts.append(_marked(child, tag))
        parts.append(_plain(child.tail))
    return "".join(parts)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _marked(element: HtmlElement, tag: str) -> str:
    text = inline(element)
    if tag == "br":
        return "\n"
    if tag in _BLOCKS:
        return f"\n\n{text}\n\n"
    if tag == "a" and (href := (element.get("href") or "").strip()) and text.strip():
        return f"[{text.strip()}]({href})"
    mark = _MARKS.get(tag, "")
    inner = text.strip()
    return text.replace(inner, f"{mark}{inner}{mark}", 1) if mark and inner else text


def plain(text: str) -> str:
    """Return HTML or a text with entities as plain text on one line."""
    prose = from_html(text)
    return " ".join([*prose.text.split(), *(word for each in prose.bullets for word in each.split())])
