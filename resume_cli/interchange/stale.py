"""Whether a Word document was edited after it was made: its texts, against those of the profile it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.interchange.emit import emit

if TYPE_CHECKING:
    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source


def note_edits(source: Source, draft: Draft) -> None:
    """Add a note for every paragraph that the document has and the profile does not give, and the other way round."""
    from difflib import SequenceMatcher

    made, found = _paragraphs(_made_again(draft)), _paragraphs(source.content)
    for what, a, b, c, d in SequenceMatcher(a=made, b=found, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        before, after = "\n".join(made[a:b]), "\n".join(found[c:d])
        message = "edited in Word since: the profile has the text from before" if before else "added in Word since"
        if not after:
            message = "removed in Word since: the profile still has it"
        draft.note("lost", ("word", "document", c), value=after or before, message=message)


def _made_again(draft: Draft) -> bytes:
    """Return the document that the attached profile gives."""
    from resume_cli.pipeline import RenderOptions, load, render
    from resume_cli.profile.source import source_of

    return render(load(source_of(emit(draft, "json"), "attached", "json")), RenderOptions("docx")).content


def _paragraphs(content: bytes) -> list[str]:
    from io import BytesIO

    from docx import Document

    return [text for each in Document(BytesIO(content)).paragraphs if (text := " ".join(each.text.split()))]
