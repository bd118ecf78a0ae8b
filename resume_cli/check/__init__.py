"""Checks for problems of readers and programs with an exported résumé, and for requirements of countries and employers.

A rule is a function from a `Subject` to problems. `RULES` lists all rules. Rule packs are data (see `packs.py`).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from resume_cli.check import contents, dates, links, looks, pages, reading, standards, translations
from resume_cli.check.packs import Pack, requirements
from resume_cli.errors import Problem, place
from resume_cli.pipeline import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resume_cli.check.subject import Subject

Rule: TypeAlias = "Callable[[Subject], Iterator[Problem]]"

#: The rules, in the order in which a person would look: who, when, what, and then the files.
RULES: tuple[Rule, ...] = (
    contents.missing_contacts,
    contents.crowded_header,
    contents.incomplete_jobs,
    contents.repeated,
    contents.empty_sections,
    dates.future_starts,
    dates.overlaps,
    dates.gaps,
    dates.years_alone,
    links.dead_looking,
    translations.untranslated,
    translations.stale,
    translations.older_languages,
    reading.lost_texts,
    reading.lost_essentials,
    pages.short_last_page,
    pages.stranded_headings,
    looks.pale_colours,
    looks.small_type,
    looks.coarse_photo,
    standards.violations,
)


def check(subject: Subject, packs: Iterable[Pack] = ()) -> tuple[Problem, ...]:
    """Return all problems of a subject with positions, in the order of the file."""
    found = chain.from_iterable(rule(subject) for rule in RULES)
    asked = chain.from_iterable(requirements(pack, subject) for pack in packs)
    of_outputs = (each for output in subject.outputs.values() for each in output.problems)
    every = (*subject.composition.problems, *found, *asked, *of_outputs, *subject.failures)
    clean = subject.composition.selection.redaction.clean_problems(every)
    return tidy(place(each, subject.loaded.locator) for each in clean)
