"""Fitted to fewer pages, gaps give way before type, and text is never lost; dates have room in their column."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from pdf_documents import Node, long_document, read, with_options
from pdfminer.layout import LTTextContainer

from resume_cli.document import Entry, Section, Text, texts
from resume_cli.exporters.html.walk import Scope, entry
from resume_cli.exporters.pdf import fit
from resume_cli.exporters.pdf.engine.pages import filled
from resume_cli.exporters.pdf.lines import line_rules
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context, missing
from resume_cli.theme.levels import SMALLEST, Level, levels
from resume_cli.theme.loader import load_theme


def test_asked_for_fewer_pages_gaps_give_way_before_type_and_text_stays_whole() -> None:
    document = long_document(60)
    designed = context()
    EXPORTER.render(document, designed)
    assert designed.report.pages == 3
    fitted = with_options({"pages": "2"})
    content = EXPORTER.render(document, fitted)
    assert (fitted.report.pages, fitted.report.problems) == (2, [])
    assert not missing(texts(document), "\n".join(page.extract_text() for page in read(content).pages))
    by_document = context()
    assert EXPORTER.render(replace(document, pages=2), by_document) == content


def test_what_cannot_be_fitted_takes_the_fewest_pages_it_can_and_says_so() -> None:
    document = long_document(90)
    free, asked = with_options({"pages": "free"}), with_options({"pages": "1"})
    EXPORTER.render(document, free)
    EXPORTER.render(document, asked)
    assert (free.report.pages, asked.report.pages) == (4, 3)
    (problem,) = asked.report.problems
    assert problem.code == "pages-exceeded"
    assert "3 pages instead of 1" in problem.message


def test_what_fits_already_stays_as_designed() -> None:
    document = long_document(20)
    assert EXPORTER.render(document, with_options({"pages": "2"})) == EXPORTER.render(document, context())


def test_levels_shrink_gaps_first_and_never_below_what_is_readable() -> None:
    theme = context().theme
    scale = levels(theme)
    assert scale[0] == Level()
    assert [level.space for level in scale] == sorted((level.space for level in scale), reverse=True)
    assert all(level.size == 100 for level in scale if level.space > scale[-1].space)
    tightest = scale[-1].tightened(theme)
    assert all(tightest.length(name).points >= smallest for name, smallest in SMALLEST.items())


class Rendering:
    """Stands for pages that are as long as a document of a given length gets at a level."""

    class _Box:
        def __init__(self, height: float, children: tuple[object, ...] = ()) -> None:
            self.height = height
            self.children = children

    def __init__(self, style: str, length: float) -> None:
        self.style = style
        full = int(length)
        self.pages = [self] * (full + 1)
        self._page_box = self._Box(100, (self._Box(100 * (length - full)),))


@pytest.mark.parametrize("gaps", [0.15, 0.25, 0.4])
@pytest.mark.parametrize("designed", [2.01, 2.1, 2.2, 2.3])
def test_fitting_looks_at_few_levels_and_takes_no_tighter_one_than_needed(gaps: float, designed: float) -> None:
    theme = context().theme
    scale = levels(theme)
    tried = []

    def length(level: Level) -> float:
        return designed * (1 - gaps * (1 - level.space / 100)) * level.size / 100

    def render(style: str) -> Rendering:
        tried.append(style)
        (level,) = (level for level in scale if level.css == style)
        return Rendering(style, length(level))

    taken = fit.fit(render, 2, theme).pages
    lengths = [length(level) for level in scale]
    loosest = next(place for place, each in enumerate(lengths) if each < 2)
    assert len(taken.pages) <= 2
    assert [level.css for level in scale].index(taken.style) - loosest <= 1 or filled(taken) > 1.87
    assert len(tried) <= 4


def test_the_fewest_pages_are_no_tighter_than_they_need_to_be() -> None:
    scale = levels(context().theme)

    def length(level: Level) -> float:
        return 2.4 * (1 - 0.3 * (1 - level.space / 100)) * level.size / 100

    def render(style: str) -> Rendering:
        (level,) = (level for level in scale if level.css == style)
        return Rendering(style, length(level))

    fitted = fit.fit(render, 1, context().theme)
    loosest = next(place for place, level in enumerate(scale) if length(level) < 2)
    assert fitted.smallest == len(fitted.pages.pages) == 2
    assert [level.css for level in scale].index(fitted.pages.style) - loosest <= 1 or filled(fitted.pages) > 1.87


def test_when_weasyprint_does_not_say_how_full_a_page_is_fitting_still_keeps_to_the_pages_wanted() -> None:
    scale = levels(context().theme)

    class Unmeasured(Rendering):
        def __init__(self, style: str, length: float) -> None:
            super().__init__(style, length)
            del self._page_box

    def render(style: str) -> Rendering:
        (level,) = (level for level in scale if level.css == style)
        return Unmeasured(style, 2.1 * (1 - 0.25 * (1 - level.space / 100)) * level.size / 100)

    assert len(fit.fit(render, 2, context().theme).pages.pages) == 2


def test_how_much_of_the_last_page_is_filled_can_still_be_read_from_weasyprint() -> None:
    seen = []

    def watch(rendering: Node) -> float:
        seen.append(filled(rendering))
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "filled", watch)
        EXPORTER.render(long_document(60), with_options({"pages": "2"}))
    assert 2.0 < seen[0] < 2.5
    assert seen[-1] < 2.0


def test_rows_with_dates_get_a_column_unless_theme_direction_or_dates_forbid() -> None:
    theme = load_theme("plain")
    assert "table" in line_rules(KITCHEN_SINK, theme)
    assert not line_rules(replace(KITCHEN_SINK, language="ar"), theme)
    assert not line_rules(KITCHEN_SINK, replace(theme, css=f"{theme.css}.resume .line{{display:block}}"))
    words = Entry((Text("A title"),), meta=((Text("from a spring long ago to the end of all winters"),),))
    assert "dated" not in entry(words, Scope("en", "print"))


def test_each_row_keeps_room_for_its_own_dates_only() -> None:
    rows = (Entry((Text("A title"),), meta=((Text(dates),),)) for dates in ("2018", "Oct 2018 – Present"))
    year, period = (entry(each, Scope("en", "print")) for each in rows)
    assert 'class="dates w3"' in year
    assert 'class="dates w11"' in period


@pytest.mark.parametrize("dates", ["WWWWW 2018 – WWWWW 2019", "2018年10月10日–2019年10月10日", "Oct 2018 – Present"])
def test_the_column_for_dates_holds_them(dates: str) -> None:
    from pdfminer.high_level import extract_pages

    dated = Entry((Text("A title of an entry"),), meta=((Text(dates),),))
    document = replace(KITCHEN_SINK, sections=(Section("s", (), (dated,)),))
    content = EXPORTER.render(document, context())
    page = next(iter(extract_pages(io.BytesIO(content))))
    (box,) = (each for each in page if isinstance(each, LTTextContainer) and "201" in each.get_text())
    lines = [line for line in box if isinstance(line, LTTextContainer) and "201" in line.get_text()]
    margin = 20 / 25.4 * 72
    assert lines
    assert all(line.x1 <= page.width - margin + 0.5 for line in lines)


@pytest.mark.parametrize(("length", "pages"), [(1.05, 1), (1.3, 2), (2.08, 2), (0.4, 1)])
def test_a_last_page_of_a_few_lines_is_saved_if_a_little_tightening_does_it(length: float, pages: int) -> None:
    scale = levels(context().theme)

    def render(style: str) -> Rendering:
        (level,) = (level for level in scale if level.css == style)
        assert level.size >= 97
        return Rendering(style, length * (1 - 0.25 * (1 - level.space / 100)) * level.size / 100)

    assert len(fit.fit(render, "auto", context().theme).pages.pages) == pages


def test_a_last_page_of_a_few_lines_stays_where_it_is_wanted_or_cannot_be_saved() -> None:
    document = long_document(27, "Some words that fill a line. " * 6)
    lengths = {}
    for value in ("auto", "free"):
        given = with_options({"pages": value})
        EXPORTER.render(document, given)
        lengths[value] = given.report.pages
    assert lengths == {"auto": 1, "free": 2}
    rigid = fit.fit(lambda style: Rendering(style, 1.05), "auto", context().theme).pages
    assert (len(rigid.pages), rigid.style) == (2, "")
