"""Hooks into the structure tree that WeasyPrint builds for screen readers.

Replaces: two functions of its tagger, by functions that call them. The tagger calls itself through a global name, so a
replacement is called for every element.
Gives: no time, but `pdf/tags.py` uses it to tag the language of each part, and definition lists as lists.
Without it: the tags are WeasyPrint's own, in the document's language, and terms are not labels of descriptions.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@cache
def watch_tagger(
    names: Callable[[str], str | None],
    retag: Callable[[str, Any], str],
    finish: Callable[[Any, Any, Any, str, str], None],
) -> None:
    """Let three functions take part in tagging, for the rest of the process.

    `names(tag)` may give the PDF's name of an HTML tag, `retag(tag, parent)` may treat a box as if it had another tag,
    and `finish(element, parent, pdf, tag, language)` may change a structure element; the last two are empty for
    boxes without an element of their own.
    """
    try:
        name = touch("weasyprint.pdf.tags:_get_pdf_tag")
        build = touch("weasyprint.pdf.tags:_build_box_tree")
        touch("weasyprint.pdf.tags:_build_box_tree#_box")
        touch("weasyprint.pdf.tags:_build_box_tree#element_tag")
    except ChangedError:
        return
    from weasyprint.pdf import tags

    def name_too(tag: str | None) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
        return names(tag or "") or name(tag)

    def build_too(box: Any, parent: Any, pdf: Any, *arguments: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
        inner = getattr(box, "_box", box)
        inner.element_tag = retag(inner.element_tag, parent)
        own = inner.element is not None and inner.element_tag not in {"html", "body"}
        _leave_out_spans(inner)
        tag, language = (inner.element_tag, inner.element.attrib.get("lang", "")) if own else ("", "")
        for element in build(box, parent, pdf, *arguments):
            finish(element, parent, pdf, tag, language)
            yield element

    tags._get_pdf_tag, tags._build_box_tree = name_too, build_too  # noqa: SLF001 - private, and checked above


def _leave_out_spans(box: Any) -> None:  # noqa: ANN401 - as above
    """Replace spans that only affect the look of the text by their content, in the lines of a box."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, ParentBox, TextBox

    def meant(children: list[Any]) -> Iterator[Any]:
        for child in children:
            named = child.element is None or child.element_tag != "span" or child.element.attrib.get("lang")
            if isinstance(child, InlineBox) and not named:
                yield from meant(child.children)
            elif named or isinstance(child, TextBox) or child.children:
                yield child

    for line in (box, *box.children) if isinstance(box, ParentBox) else ():
        if isinstance(line, LineBox | InlineBox):
            line.children = list(meant(line.children))
