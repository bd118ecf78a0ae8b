"""One job: a profile's bytes in, an output's bytes out, by the six steps.

    opened = open_profile(source)                     load, validate: once for a profile
    output = make(opened, order)                      select, compose (once for a language and a variant), render

Whoever calls reads the bytes before and writes them after, so a job runs as well in another process or on
another machine. Nothing here prints, reads a clock or looks at the environment.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from resume_cli import registry
from resume_cli.errors import Problem, place
from resume_cli.export import Context, Report, pages_wanted
from resume_cli.reading import Opened, Watch, languages_of, tidy, unwatched
from resume_cli.theming import theme_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resume_cli.document import Document
    from resume_cli.select import Selection

# Other formats leave the fonts to the reader's machine, and those of plugins are theirs.
_DRAWN_WITH_OUR_FONTS = "pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a profile; without a language, variant or theme the profile's own choice."""

    format: str
    language: str | None = None
    variant: str | None = None
    theme: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Screen:
    """What the terminal is like, for the terminal view."""

    width: int = 80
    colour: bool = False
    hyperlinks: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """What a job made: the bytes, what they are, and all warnings, placed and sorted."""

    content: bytes
    suffix: str
    binary: bool
    language: str
    theme: str
    pages: int | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A selection and its document, with what was found on the way."""

    selection: Selection
    document: Document
    problems: tuple[Problem, ...]


def draft(opened: Opened, order: Order, watch: Watch = unwatched) -> Draft:
    """Select and compose what an order shows. Raises UsageError for a variant or language that is not there."""
    key = (order.language, order.variant, pages_wanted(order.options))
    if key not in opened.drafts:
        opened.drafts[key] = _draft(opened, *key, watch)
    return opened.drafts[key]


def _draft(opened: Opened, asked: str | None, variant: str | None, pages: int | None, watch: Watch) -> Draft:
    from resume_cli.compose import compose
    from resume_cli.select import language_for, select

    language = asked or language_for(opened.profile, variant)
    watch("select", f"language {language}" + (f", variant {variant}" if variant else ""))
    selection = select(opened.profile, language, variant, pages=pages)
    watch("compose", f"{len(selection.lists)} sections")
    document = compose(selection)
    placed = tuple(place(problem, opened.locator) for problem in (*opened.problems, *selection.problems))
    return Draft(selection, document, selection.redaction.clean_problems(placed))


def label_of(selection: Selection, name: str) -> str:
    """Return a profile's name without what the selection redacts: `cv/stuart-lau.yaml` is `cv/resume.yaml`."""
    from resume_cli.select import safe_stem

    redaction = selection.redaction
    if redaction.without(name) == name:
        return name
    folder, slash, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    return f"{redaction.without(folder)}{slash}{safe_stem(selection, stem)}{dot}{suffix}"


def make(opened: Opened, order: Order, screen: Screen = Screen(), watch: Watch = unwatched) -> Output:
    """Do the last steps of a job. Raises ResumeError; an exporter's own failure is an ExporterError."""
    from resume_cli.assets import FolderAssets

    found = registry.find(order.format)
    options = options_for(found.exporter.options, order.options)
    drafted = draft(opened, order, watch)
    theme, doubts = theme_of(opened, drafted.selection, order.theme, order.tokens)
    report = Report()
    context = Context(
        theme=theme,
        created=opened.source.created,
        assets=FolderAssets(opened.source.folder, report),
        width=screen.width,
        colour=screen.colour,
        hyperlinks=screen.hyperlinks,
        options=options,
        report=report,
    )
    document, others = _with_translations(opened, drafted.document, order, options, watch)
    watch("render", f"{order.format}, theme {theme.name}")
    content = registry.render(found, document, context)
    reported = _reported(opened, drafted.selection, order.format, report.problems)
    problems = (*drafted.problems, *doubts, *others, *reported)
    exporter = found.exporter
    return Output(
        content, exporter.suffix, exporter.binary, drafted.selection.language, theme.name, report.pages, tidy(problems)
    )


def _reported(
    opened: Opened, selection: Selection, format_name: str, problems: Iterable[Problem]
) -> tuple[Problem, ...]:
    """Return what a renderer reported, and for our PDF where the characters stand that it has no glyph for."""
    from resume_cli.profile.model import texts

    reported = list(problems)
    if format_name == _DRAWN_WITH_OUR_FONTS:
        from resume_cli.coverage import uncovered_texts

        found = uncovered_texts((text.path, text.content) for text in texts(selection.profile))
        named = " ".join(each.message for each in found)
        reported = [each for each in reported if each.code != "missing-glyph" or _code_point(each) not in named] + found
    placed = tuple(place(problem, opened.locator) if problem.path else problem for problem in reported)
    return selection.redaction.clean_problems(placed)


def _code_point(problem: Problem) -> str:
    """Return the `U+…` that a message names."""
    return "U+" + problem.message.partition("U+")[2].partition(")")[0]


def options_for(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return those options that an exporter knows; whether anybody knows the others was checked before."""
    return {key: value for key, value in given.items() if key in known}


def _with_translations(
    opened: Opened, document: Document, order: Order, options: Mapping[str, str], watch: Watch
) -> tuple[Document, tuple[Problem, ...]]:
    """Add the document in the other languages that one page shall hold."""
    asked = options.get("languages")
    if not asked:
        return document, ()
    languages = languages_of(opened, [part.strip() for part in asked.split(",")])
    drafts = [draft(opened, replace(order, language=language), watch) for language in languages]
    others = [each for each in drafts if each.document.language != document.language]
    return (
        replace(document, translations=tuple(each.document for each in others)),
        tuple(problem for each in others for problem in each.problems),
    )
