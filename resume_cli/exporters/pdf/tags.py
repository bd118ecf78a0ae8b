"""The structure tree: the language of each part, and definition lists as lists.

WeasyPrint writes only the document's language, although the voice of a screen reader depends on the language of each
part. It also makes an item of each term and of each description, whereas a term should be the label of its description.
"""

from __future__ import annotations

from typing import Any

from resume_cli.exporters.pdf.engine.tagger import watch_tagger

# The name under which WeasyPrint's tagger sees a pair of a term and its description.
_PAIR = "dl::pair"


def improve_tags() -> None:
    """Make WeasyPrint's tagger write languages and definition lists, unless its code has changed."""
    watch_tagger(_name, _retag, _finish)


def _name(tag: str) -> str | None:
    return "LI" if tag == _PAIR else None


def _retag(tag: str, parent: Any) -> str:  # noqa: ANN401 - pydyf publishes no types
    return _PAIR if tag == "div" and parent.get("S") == "/L" else tag


def _finish(element: Any, parent: Any, pdf: Any, tag: str, language: str) -> None:  # noqa: ANN401 - untyped
    import pydyf

    if tag == "dt" and parent.get("S") == "/LI":
        element["S"] = "/Lbl"
    if language:
        element["Lang"] = pydyf.String(language)
    if element["S"] == "/L":
        _settle(element, pdf)


def _settle(listed: Any, pdf: Any) -> None:  # noqa: ANN401 - pydyf publishes no types
    """Move spaces between items on the same line into the item before, because a list may contain only items."""
    kept: list[bytes] = []
    body = None
    for reference in listed["K"]:
        kid = _object(pdf, reference)
        if kid["S"] in {"/LI", "/L", "/Caption"}:
            parts = [_object(pdf, part) for part in reversed(kid["K"]) if isinstance(part, bytes)]
            body = next((each for each in parts if each["S"] == "/LBody"), None)
        elif body is not None:
            body["K"].append(reference)
            kid["P"] = body.reference
            continue
        kept.append(reference)
    listed["K"][:] = kept


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401 - pydyf publishes no types
    return pdf.objects[int(reference.split()[0])]
