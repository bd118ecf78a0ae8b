"""The conversion of texts of other formats to inline Markdown, with list items as bullets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_BULLET = re.compile(r"(\s*)(?:[•▪◦●‣∙·*–-]|\d{1,2}[.)])\s+(.*)")
_BLOCKS = frozenset("p div ul ol li h1 h2 h3 h4 h5 h6 blockquote pre table tr section article header footer".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}


#: A bullet, or a mapping of its text and its own bullets.
Bullet: TypeAlias = "str | dict[str, Any]"


class Prose(NamedTuple):
    """Paragraphs, separated by empty lines, and the bullets that were among or after them.

    `whole` has both in their order, each bullet as a paragraph, for what has no bullets.
    """

    text: str
    bullets: list[Bullet]
    whole: str


def flat(bullets: Iterable[Bullet]) -> Iterator[str]:
    """Yield the texts of bullets and of the bullets in them."""
    for bullet in bullets:
        if isinstance(bullet, str):
            yield bullet
        else:
            yield bullet["text"]
            yield from flat(bullet["highlights"])


class _Item(NamedTuple):
    """A bullet whose own bullets may still be to come."""

    text: str
    items: list[_Item]

    def bullet(self) -> Bullet:
        return {"text": self.text, "highlights": [each.bullet() for each in self.items]} if self.items else self.text


def _nested(lines: Iterable[tuple[int, str]]) -> list[Bullet]:
    """Return items with their indents as bullets: what is indented more is within the item before it."""
    root = _Item("", [])
    open_items = [(-1, root)]
    for indent, text in lines:
        while indent <= open_items[-1][0]:
            open_items.pop()
        item = _Item(text, [])
        open_items[-1][1].items.append(item)
        open_items.append((indent, item))
    return [each.bullet() for each in root.items]


def from_lines(text: str) -> Prose:
    """Return the paragraphs and bullets of a text whose list items begin with a mark, as in Markdown and on LinkedIn.

    An indented line below a bullet belongs to it, and so does an indented bullet.
    """
    paragraphs: list[str] = []
    whole: list[str] = []
    items: list[tuple[int, str]] = []
    in_bullet = False
    for line in text.splitlines():
        if match := _BULLET.match(line):
            items.append((len(match[1].expandtabs(4)), match[2].strip()))
            whole += ["", match[2].strip(), ""]
            in_bullet = True
        elif not line.strip():
            in_bullet = False
            paragraphs.append("")
            whole.append("")
        elif in_bullet and line[0].isspace():
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
            whole[-2] += f" {line.strip()}"
        else:
            in_bullet = False
            paragraphs.append(line.strip())
            whole.append(line.strip())
    return Prose(_spaced(paragraphs), _nested(each for each in items if each[1]), _spaced(whole))


def _spaced(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip())


def from_html(text: str) -> Prose:
    """Return the paragraphs and bullets of HTML from web editors, or of a text without tags as `from_lines` does."""
    if not re.search(r"<[a-zA-Z!/]|&(?:\w+|#\w+);", text):
        return from_lines(text)
    from lxml.html import fragment_fromstring

    root = fragment_fromstring(text, create_parent="div")
    whole = "\n\n".join(_paragraphs(root, lists=True))
    items = [(_depth(item), _tidy(inline(item))) for item in root.iter("li")]
    for listing in list(root.iter("ul", "ol")):
        parent = listing.getparent()
        if parent is not None:
            _keep_tail(listing)
            parent.remove(listing)
    return Prose("\n\n".join(_paragraphs(root)), _nested(each for each in items if each[1]), whole)


def _depth(item: HtmlElement) -> int:
    """Return how deep an item is: by the lists around it, or by the class of an editor that does not nest lists."""
    indent = re.search(r"ql-indent-(\d)", item.get("class") or "")
    return sum(1 for _ in item.iterancestors("ul", "ol")) + (int(indent[1]) if indent else 0)


def _keep_tail(element: HtmlElement) -> None:
    """Move the text after an element to the node before it, because removing the element would remove the text."""
    tail, parent, before = element.tail or "", element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    elif parent is not None:
        parent.text = (parent.text or "") + tail


def _paragraphs(root: HtmlElement, *, lists: bool = False) -> Iterator[str]:
    for paragraph in re.split(r"\n{2,}", inline(root, lists=lists)):
        if text := _tidy(paragraph):
            yield text


def _tidy(text: str) -> str:
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def inline(element: HtmlElement, *, lists: bool = False) -> str:
    """Return the content of an element as inline Markdown, with blocks separated by empty lines, without lists."""
    parts = [_plain(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag not in {"", "script", "style"} and (lists or tag not in {"ul", "ol"}):
            parts.append(_marked(child, tag, lists=lists))
        parts.append(_plain(child.tail))
    return "".join(parts)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _marked(element: HtmlElement, tag: str, *, lists: bool) -> str:
    text = inline(element, lists=lists)
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
    return " ".join(from_html(text).whole.split())
