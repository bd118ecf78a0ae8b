"""One job: a profile's bytes in, an output's bytes out, by the six steps.

    opened = open_profile(source)                     load, validate: once for a profile
    output = make(opened, order)                      select, compose (once for a language and a variant), render

Whoever calls reads the bytes before and writes them after, so a job runs as well in another process or on
another machine. Nothing here prints, reads a clock or looks at the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from resume_cli import registry
from resume_cli.errors import Position, Problem, RefusedError, UsageError, place
from resume_cli.export import Context, Report

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from resume_cli.document import Document
    from resume_cli.errors import Locator
    from resume_cli.profile.model import Profile
    from resume_cli.select import Selection
    from resume_cli.theme import Theme

# Other formats leave the fonts to the reader's machine, and those of plugins are theirs.
_DRAWN_WITH_OUR_FONTS = "pdf"

#: Told of each step as it begins: its name, and what it works on.
Watch: TypeAlias = Callable[[str, str], None]


def unwatched(_step: str, _on: str) -> None:
    """Let a step pass unnoticed."""


class Beside(Protocol):
    """The files beside a profile; nothing leads out of their folder."""

    @property
    def path(self) -> Path:
        """The folder itself."""
        ...

    def read(self, name: str, limit: int = ...) -> tuple[str, bytes]:
        """Return a file's name for people and its bytes; raises InputError, RefusedError or LimitError."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A profile as bytes: its name for people (`-` is stdin), the folder of what it includes, and its date.

    `created` is the moment to write into the metadata of what is made from it.
    """

    name: str
    content: bytes
    folder: Beside
    created: datetime
    input_format: str | None = None


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


@dataclass(slots=True)
class Opened:
    """A valid profile; drafts are kept, since several formats show the same one."""

    source: Source
    profile: Profile
    locator: Locator
    problems: tuple[Problem, ...]
    drafts: dict[tuple[str | None, str | None, int | None], Draft] = field(default_factory=dict)


def open_profile(source: Source, watch: Watch = unwatched) -> Opened:
    """Load and validate a profile. Raises ProfileError with every problem."""
    from resume_cli.profile.load import load
    from resume_cli.profile.validate import validate

    watch("load", f"{source.name}, {len(source.content)} bytes")
    loaded = load(source.content, source.name, source.input_format)
    watch("validate", source.name)
    validated = validate(loaded, source.folder.read)
    return Opened(source, validated.profile, validated.locator, tuple(validated.problems))


def languages_of(opened: Opened, asked: Iterable[str]) -> tuple[str | None, ...]:
    """Return the languages to export: those asked for, all that the profile has, or the profile's choice."""
    from resume_cli.select import available_languages

    languages = tuple(asked)
    if "all" in languages:
        return tuple(available_languages(opened.profile))
    return languages or (None,)


def variants_of(opened: Opened, asked: Iterable[str]) -> tuple[str | None, ...]:
    """Return the variants to export: those asked for, all named ones, or the profile as it is."""
    variants = tuple(asked)
    if "all" in variants:
        return tuple(opened.profile.variants) or (None,)
    return variants or (None,)


def draft(opened: Opened, order: Order, watch: Watch = unwatched) -> Draft:
    """Select and compose what an order shows. Raises UsageError for a variant or language that is not there."""
    key = (order.language, order.variant, _pages(order.options))
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


def _pages(options: Mapping[str, str]) -> int | None:
    text = options.get("pages")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1000):
        message = f"pages takes a number from 1 on, not {text!r}"
        raise UsageError(message)
    return int(text)


def make(opened: Opened, order: Order, screen: Screen = Screen(), watch: Watch = unwatched) -> Output:
    """Do the last steps of a job. Raises ResumeError; an exporter's own failure is an ExporterError."""
    from resume_cli.assets import FolderAssets

    found = registry.find(order.format)
    options = options_for(found.exporter.options, order.options)
    drafted = draft(opened, order, watch)
    theme = theme_of(opened, drafted.selection, order)
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
    problems = (*drafted.problems, *others, *reported)
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


def theme_of(opened: Opened, selection: Selection, order: Order) -> Theme:
    """Return the theme asked for, else the variant's, else the profile's, with the tokens that were changed."""
    from resume_cli.theme import load_theme

    tokens = {**opened.profile.meta.tokens, **order.tokens}
    if order.theme is not None:
        return load_theme(order.theme, tokens)
    return load_theme(_theme_beside(opened.source.folder, selection.theme or "plain"), tokens)


def _theme_beside(folder: Beside, name: str) -> str:
    """Return what to load for the theme that a profile names: a folder of one lies within the profile's own."""
    if "/" not in name and "\\" not in name and name != ".":
        return name
    root = folder.path.resolve()
    theme = (root / name).resolve()
    if not theme.is_relative_to(root):
        message = f"the theme {name} lies outside the profile's folder"
        raise RefusedError(message, hint="ask for it with --theme, or keep it beside the profile")
    return str(theme)


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


def tidy(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems each once, those with a position first, as they stand in the files."""
    nowhere = Position("", 0, 0)
    return tuple(sorted(dict.fromkeys(problems), key=lambda each: (each.position is None, each.position or nowhere)))
