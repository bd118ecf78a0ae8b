"""The structure tree: the language of each part, and definition lists as lists.

WeasyPrint writes the document's language only, although the voice of a screen reader depends on the language of each
part; and it makes items of terms and of descriptions, where a term is the label of its description.
"""

from __future__ import annotations

from typing import Any

from resume_cli.exporters.pdf.engine.tagger import watch_tagger

# Under this name WeasyPrint's tagger sees a pair of a term and its description.
_PAIR = "dl::pair"


def improve_tags() -> None:
    """Let WeasyPrint's tagger write languages and definition lists, unless it is not as we know it."""
    watch_tagger(_name, _retag, _finish)


def _name(tag: str) -> str | None:
    return "LI" if tag == _PAIR else None


def _retag(tag: str, parent: Any) -> str:  # noqa: ANN401 - pydyf publishes no types
    return _PAIR if tag == "div" and parent.get("S") == "/L" else tag


def _finish(element: Any, parent: Any, pdf: Any, tag: str, language: str) -> None:  # noqa: ANN401 - as above
    import pydyf

    if tag == "dt" and parent.get("S") == "/LI":
        element["S"] = "/Lbl"
    if language:
        element["Lang"] = pydyf.String(language)
    if element["S"] == "/L":
        _settle(element, pdf)


def _settle(listed: Any, pdf: Any) -> None:  # noqa: ANN401 - as above
    """Move the spaces between items that share a line into the item before: a list may contain only items."""
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


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401 - as above
    return pdf.objects[int(reference.split()[0])]
