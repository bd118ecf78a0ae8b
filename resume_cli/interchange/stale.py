"""Detection of edits to a Word document, whose texts are compared with those of its attached profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.interchange.emit import emit
from resume_cli.interchange.source import Source, damaged, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element

    from resume_cli.interchange.draft import Draft

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def note_edits(source: Source, draft: Draft) -> None:
    """Add a note for each difference between the paragraphs of the document and those made from the profile."""
    from difflib import SequenceMatcher

    made, found = _paragraphs(_made_again(source, draft)), _paragraphs(source)
    for what, a, b, c, d in SequenceMatcher(a=made, b=found, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        before, after = "\n".join(made[a:b]), "\n".join(found[c:d])
        message = "edited in Word since: the profile has the text from before" if before else "added in Word since"
        if not after:
            message = "removed in Word since: the profile still has it"
        draft.note("lost", ("word", "document", c), value=after or before, message=message)


def _made_again(source: Source, draft: Draft) -> Source:
    """Return the document made from the attached profile."""
    from resume_cli.pipeline import RenderOptions, load, render
    from resume_cli.profile.source import source_of

    loaded = load(source_of(emit(draft, "json"), f"the profile in {source.name}", "json"))
    return Source(source.name, render(loaded, RenderOptions("docx")).content)


def _paragraphs(source: Source) -> list[str]:
    """Return the texts of the paragraphs outside of tables; raises ProfileError for a damaged file."""
    root = xml_root(source.member("word/document.xml"))
    if root is None:
        raise damaged(source.name, "`word/document.xml` is not well-formed XML")
    return [text for each in root.iterfind(f"{_W}body/{_W}p") if (text := " ".join(_words(each).split()))]


def _words(paragraph: _Element) -> str:
    # Tabs and line breaks have no text, so they become spaces.
    return "".join(each.text or " " for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"))
