"""Rules about the contacts in the header of a résumé."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.check.subject import Subject
    from resume_cli.errors import Severity

#: The contacts that an employer needs, with the severity of their absence.
_NEEDED: dict[str, Severity] = {"email": "warning", "phone": "warning", "location": "note"}
_MOST_CONTACTS = 8


def missing_contacts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each missing contact."""
    if subject.is_redacted:
        return
    given = {contact.kind for contact in subject.composition.document.header.contacts}
    names = {"email": "e-mail address", "phone": "telephone number", "location": "place of residence"}
    for kind, severity in _NEEDED.items():
        if kind not in given:
            message = f"no {names[kind]} is given"
            yield Problem("missing-contact", message, ("basics",), severity, f"write `{kind}` in `basics`")


def crowded_header(subject: Subject) -> Iterator[Problem]:
    """Yield a note if there are more contacts than a reader can take in."""
    number = len(subject.composition.document.header.contacts)
    if number > _MOST_CONTACTS:
        message = f"{number} contacts are given; the ones that matter are hard to find among them"
        yield Problem("many-contacts", message, ("basics",), "note", "keep those that an employer will use")
