"""The six steps from the bytes of a profile to a file. No other module knows their order.

    loaded = load(source)                      load, validate: once for each profile
    composition = compose(loaded, options)     select, compose: once for each language and variant
    output = render(loaded, options)           render (calls compose itself)
    write(output, path)                        write

Nothing here prints, reads the clock or looks at the environment, so everything except `write` can also run in another
process or on another machine. Each step imports its packages when it runs, so that a command loads only what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import MissingPartError, Position, Problem, ProfileError, ResumeError, once, place
from resume_cli.output.results import Output

if TYPE_CHECKING:
    from pathlib import Path

    from resume_cli.document import Document
    from resume_cli.errors import Locator
    from resume_cli.export import Exporter
    from resume_cli.profile.folder import FileResolver
    from resume_cli.profile.model import Profile
    from resume_cli.profile.source import ProfileSource
    from resume_cli.select import Selection
    from resume_cli.theme.coverage import Gaps
    from resume_cli.theme.loader import Theme
    from resume_cli.untrusted import Untrusted

#: Called at the beginning of each step, with the name of the step and its subject.
OnStep: TypeAlias = Callable[[str, str], None]


def ignore_step(_step: str, _subject: str) -> None:
    """Ignore the step: the default for `on_step`."""


class LoadedProfile(Struct):
    """A valid profile, with the compositions made so far, which several formats share."""

    source: ProfileSource
    profile: Profile
    locator: Locator
    problems: tuple[Problem, ...]
    compositions: dict[tuple[str | None, str | None, int | str | None], Composition] = field(default_factory=dict)


class RenderOptions(Struct, frozen=True):
    """The choices for one export. A language, variant or theme of None means the profile's own choice.

    With `allow_missing_glyphs`, a document is made even if no font has the characters of the name or a heading.
    `untrusted` holds the rules for a profile from a stranger.
    """

    format: str
    language: str | None = None
    variant: str | None = None
    theme: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    allow_missing_glyphs: bool = False
    untrusted: Untrusted | None = None


class Screen(Struct, frozen=True):
    """The capabilities of the terminal, for the terminal view; `width` is in columns."""

    width: int = 80
    colour: bool = False
    hyperlinks: bool = False


_DEFAULT_SCREEN = Screen()


class Composition(Struct, frozen=True):
    """A selection and its document, with the problems found while making them."""

    selection: Selection
    document: Document
    problems: tuple[Problem, ...]


def load(source: ProfileSource, on_step: OnStep = ignore_step) -> LoadedProfile:
    """Load and validate a profile. Raises ProfileError with every problem, or LimitError."""
    try:
        return _load(source, on_step)
    except ResumeError as error:
        from resume_cli.profile.source import files_of

        error.inputs = tuple(files_of(source))
        raise


def _load(source: ProfileSource, on_step: OnStep) -> LoadedProfile:
    from resume_cli.profile.readers.load import load as load_data
    from resume_cli.profile.validation.references import content_problems
    from resume_cli.profile.validation.validate import validate

    on_step("load", f"{source.name}, {len(source.content)} bytes")
    data = load_data(source.content, source.name, source.input_format)
    on_step("validate", source.name)
    validated = validate(data, source.folder.read)
    profile = validated.profile
    found = (*content_problems(profile), *_image_problems(profile, source.folder), *_guess_problems(profile))
    placed = (place(each, validated.locator) for each in found)
    return LoadedProfile(source, profile, validated.locator, tidy((*validated.problems, *placed)))


def compose(loaded: LoadedProfile, options: RenderOptions, on_step: OnStep = ignore_step) -> Composition:
    """Return the selection for `options` and its document. Raises UsageError for an unknown variant or language."""
    from resume_cli.export import pages_wanted

    key = (options.language, options.variant, pages_wanted(options.options))
    if key not in loaded.compositions:
        loaded.compositions[key] = _compose(loaded, *key, on_step)
    return loaded.compositions[key]


def render(
    loaded: LoadedProfile, options: RenderOptions, screen: Screen = _DEFAULT_SCREEN, on_step: OnStep = ignore_step
) -> Output:
    """Render one output. Raises ResumeError; ExporterError if the exporter itself fails."""
    from resume_cli.compose.arrange import arranged
    from resume_cli.export import Context, Report
    from resume_cli.exporters import registry
    from resume_cli.theme.images import FolderAssets

    if options.untrusted:
        options.untrusted.check_exporter(options.format, registry.BUILT_IN)
    found = registry.find(options.format)
    exporter = found.exporter
    known_options = {key: value for key, value in options.options.items() if key in exporter.options}
    composition = compose(loaded, options, on_step)
    check_shown(loaded, composition)
    theme, theme_problems = theme_of(loaded, composition.selection, options)
    if options.untrusted:
        options.untrusted.check_theme(theme.name, is_built_in=theme.trusted)
    report = Report()
    assets = FolderAssets(loaded.source.folder.read, report.problems.append)
    of_screen = (screen.width, screen.colour, screen.hyperlinks)
    context = Context(theme, loaded.source.created, assets, *of_screen, known_options, report)
    document, translation_problems = _with_translations(loaded, composition.document, options, exporter, on_step)
    document = arranged(document, theme.keyword, loaded.source.created)
    on_step("render", f"{options.format}, theme {theme.name}")
    if exporter.embeds_fonts and not options.allow_missing_glyphs:
        _check_glyphs(loaded, composition)
    content = registry.render(found, document, context)
    gaps = glyph_gaps(composition, report.missing_characters) if exporter.embeds_fonts else None
    found_now = (*theme_problems, *translation_problems, *report.problems, *(gaps.problems if gaps else ()))
    placed = (place(each, loaded.locator) if each.path else each for each in found_now)
    problems = tidy(composition.selection.redaction.clean_problems((*composition.problems, *placed)))
    if options.untrusted:
        options.untrusted.check_output(loaded.source.name, problems, report.pages)
    language, words = composition.selection.language, gaps.words if gaps and not options.allow_missing_glyphs else 0
    return Output(content, exporter.suffix, exporter.binary, language, theme.name, report.pages, problems, words)


def write(output: Output, path: Path, on_step: OnStep = ignore_step, *, follow: bool = True) -> None:
    """Write an output to `path` atomically, replacing the file, or its target if it is a link and `follow` is true.

    Raises OutputError or TransferError.
    """
    from resume_cli.output import writer

    on_step("write", f"{path}, {len(output.content)} bytes")
    writer.write(path, output.content, follow=follow)


def check_shown(loaded: LoadedProfile, composition: Composition) -> None:
    """Raise ProfileError, with all problems that may be the cause, for a document with neither name nor sections."""
    if composition.document.header.name or composition.document.sections:
        return
    variant = composition.selection.variant
    where = f"the variant `{variant}` of this profile" if variant else "this profile"
    message = f"{where} has no name and no section to show"
    hint = "write a `name` in `basics`, and sections such as `work`; `resume init` writes an example"
    problem = Problem("nothing-to-show", message, ("variants", variant) if variant else (), "error", hint)
    problems = (place(problem, loaded.locator), *(each for each in composition.problems if each.code != "no-name"))
    raise ProfileError(f"{loaded.source.name}: {message}", tidy(problems), file=loaded.source.name)


def theme_of(loaded: LoadedProfile, selection: Selection, options: RenderOptions) -> tuple[Theme, tuple[Problem, ...]]:
    """Return the theme named by `options`, the variant or the profile, in this order, and the problems with it."""
    from resume_cli.theme.contrast import UNSEEN, pale
    from resume_cli.theme.resolve import resolve_theme

    tokens = {**loaded.profile.meta.tokens, **options.tokens}
    variant = loaded.profile.variants.get(selection.variant or "")
    named_by_variant = variant is not None and variant.theme
    path = ("variants", selection.variant or "", "theme") if named_by_variant else ("meta", "theme")
    theme, problem = resolve_theme(options.theme, selection.theme, tokens, loaded.source.folder, path)
    unseen = () if theme.trusted and not tokens else pale(theme, UNSEEN)
    return theme, tuple(place(each, loaded.locator) for each in (*([problem] if problem else ()), *unseen))


def inputs_of(loaded: LoadedProfile, options: RenderOptions) -> set[Path]:
    """Return the files that an output is made from and must not replace: profile, included files and theme."""
    from resume_cli.profile.source import files_of
    from resume_cli.theme.loader import theme_names

    files = set(files_of(loaded.source))
    selection = compose(loaded, options).selection
    if (options.theme or selection.theme or "") not in {"", *theme_names()}:
        try:
            files.update(theme_of(loaded, selection, options)[0].files)
        except ResumeError as error:
            files.update(error.inputs)
    return files


def languages_of(loaded: LoadedProfile, asked: Iterable[str]) -> tuple[str | None, ...]:
    """Return the requested languages; `all` means those of the profile, and none means the profile's own choice."""
    from resume_cli.select import available_languages

    languages = tuple(asked)
    return tuple(available_languages(loaded.profile)) if "all" in languages else languages or (None,)


def variants_of(loaded: LoadedProfile, asked: Iterable[str]) -> tuple[str | None, ...]:
    """Return the requested variants; `all` means those of the profile, and none means the whole profile."""
    variants = tuple(asked)
    return tuple(loaded.profile.variants) or (None,) if "all" in variants else variants or (None,)


def public_name(selection: Selection, name: str) -> str:
    """Return a profile's name without redacted values: `cv/stuart-lau.yaml` becomes `cv/resume.yaml`."""
    return selection.redaction.file_name(name)


def tidy(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without duplicates, sorted by position; those without a position come last."""
    nowhere = Position("", 0, 0)
    return tuple(sorted(once(problems), key=lambda each: (each.position is None, each.position or nowhere)))


def _image_problems(profile: Profile, folder: FileResolver) -> Iterator[Problem]:
    """Yield the problems with the portrait; formats without images report them as well."""
    if profile.basics.image is None:
        return
    from resume_cli.theme.images import fault

    for _, name in profile.basics.image.values:
        found = fault(folder.read, name)
        if found is not None:
            yield found


def _guess_problems(profile: Profile) -> Iterator[Problem]:
    """Yield a note that the language of a plain file was guessed."""
    if profile.meta.languages:
        return
    from resume_cli.select import language_problems

    yield from language_problems(profile, "", asked=False)


def _compose(
    loaded: LoadedProfile, asked: str | None, variant: str | None, pages: int | str | None, on_step: OnStep
) -> Composition:
    from resume_cli.compose import compose as compose_selection
    from resume_cli.select import language_for, language_problems, select

    language = asked or language_for(loaded.profile, variant)
    on_step("select", f"language {language}" + (f", variant {variant}" if variant else ""))
    selection = select(loaded.profile, language, variant, pages=pages)
    on_step("compose", f"{len(selection.sections)} sections")
    notes = language_problems(loaded.profile, selection.language, asked=asked is not None)
    document = compose_selection(selection, loaded.source.created)
    # A variant that hides the image shows none, whether or not there is one.
    hides_image = selection.profile.basics.image is None
    found = [each for each in loaded.problems if not (hides_image and each.code == "image-unusable")]
    placed = tuple(place(problem, loaded.locator) for problem in (*found, *selection.problems, *notes))
    return Composition(selection, document, selection.redaction.clean_problems(placed))


def _with_translations(
    loaded: LoadedProfile, document: Document, options: RenderOptions, exporter: Exporter, on_step: OnStep
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document with its translations, for a page that contains several languages, and their problems."""
    asked = options.options.get("languages")
    if not asked or "languages" not in exporter.options:
        return document, ()
    from msgspec import structs

    languages = languages_of(loaded, [part.strip() for part in asked.split(",")])
    composed = [compose(loaded, replace(options, language=language), on_step) for language in languages]
    others = [each for each in composed if each.document.language != document.language]
    translated = structs.replace(document, translations=tuple(each.document for each in others))
    return translated, tuple(problem for each in others for problem in each.problems)


def glyph_gaps(composition: Composition, missing_characters: Collection[str] = ()) -> Gaps:
    """Return the characters of a composition that no bundled font has, and those that a renderer found missing."""
    from resume_cli.profile.model import texts
    from resume_cli.theme.coverage import find_gaps

    shown = ((text.path, text.content) for text in texts(composition.selection.profile))
    return find_gaps(composition.document, shown, missing_characters)


def _check_glyphs(loaded: LoadedProfile, composition: Composition) -> None:
    """Raise MissingPartError if no font has a character of the name, a heading or a label."""
    gap = glyph_gaps(composition).essential
    if gap is None:
        return
    (gap,) = composition.selection.redaction.clean_problems([place(gap, loaded.locator)])
    at = f"{gap.position.file}:{gap.position.line}:{gap.position.column}: " if gap.position else ""
    raise MissingPartError(f"{at}{gap.message}, so no PDF is written", hint=gap.hint)
