"""Skills, spoken languages and interests: a name, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.document import Inlines, Term
from resume_cli.profile.model import Interest, Item, Skill, SpokenLanguage

if TYPE_CHECKING:
    from resume_cli.compose.words import Formatter


def term(words: Formatter, item: Item) -> Term:
    """Return one of these as a term."""
    match item:
        case Skill():
            return _skill(words, item)
        case SpokenLanguage():
            return Term(words.text(item.language), words.text(item.fluency))
        case Interest():
            said = words.join((words.items(item.keywords), words.markup(item.summary)), "semicolon")
            return Term(words.text(item.name), said)
        case _:
            raise TypeError(type(item).__name__)


def _skill(words: Formatter, item: Skill) -> Term:
    name, level = words.text(item.name), words.text(item.level)
    keywords, summary = words.items(item.keywords), words.markup(item.summary)
    if name and level and (keywords or summary):
        name, level = words.fill(words.wording.label("level"), name=name, level=level), ()
    said: Inlines = words.join((level, keywords, summary), "semicolon")
    return Term(name, said)
