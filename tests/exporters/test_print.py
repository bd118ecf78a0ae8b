"""The printed page: nothing stands alone at its end, and lines begin and end as the script wants."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from pypdf import PdfReader

from resume_cli.document import (
    Bullets,
    Document,
    Entry,
    Group,
    Header,
    Link,
    Metadata,
    Paragraph,
    Section,
    Strong,
    Text,
)
from resume_cli.export import Context
from resume_cli.exporters.pdf.engine.spaces import keep_lines_whole
from resume_cli.exporters.pdf.render import EXPORTER
from resume_cli.exporters.pdf.setup import font_configuration
from resume_cli.testing import CREATED
from resume_cli.theme.loader import load_theme, theme_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.document import Inlines

#: No line of Chinese begins with these, and none ends with those.
NOT_FIRST = set("，。、；：？！”’）》」…—")
NOT_LAST = set("“‘（《「")
CHINESE = (
    "他说“先测量，再优化”——不靠猜……“用Raft与MQ”，成本（40%）下降；团队‘小而精’。使用“Kafka”和《清单》：共12人（北京）！"
)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def lines(document: Document, theme: str = "plain", tokens: dict[str, object] | None = None) -> list[list[str]]:
    """Return the lines of each page, without those that all later pages have at their end."""
    context = Context(theme=load_theme(theme, tokens), created=CREATED)
    reader = PdfReader(io.BytesIO(EXPORTER.render(document, context)))
    pages = [[line.strip() for line in page.extract_text().splitlines()] for page in reader.pages]
    return [[line for line in page if line and not line.startswith(("A Name", "Page "))] for page in pages]


def characters(node: object) -> Iterator[LTChar]:
    """Yield the characters on a page."""
    if isinstance(node, LTChar):
        yield node
    for child in node if isinstance(node, LTContainer) else ():
        yield from characters(child)


def job(number: int) -> Entry:
    bullet = words(
        "Cut the latency of deliveries by forty per cent within one quarter of a year, without a pause. " * 2
    )
    body = (Bullets((bullet, words("Short."))),)
    return Entry(words(f"Title {number}"), words("Position"), (words("2018 – 2020"), words("Town")), body)


@pytest.mark.slow
@pytest.mark.parametrize("theme", theme_names())
def test_no_title_stands_at_the_end_of_a_page_without_what_it_titles(theme: str) -> None:
    checked = 0
    for filler in range(20, 50, 3):
        first = Section("first", words("First"), tuple(Paragraph(words("Filler")) for _ in range(filler)))
        group = Group(words("Group"), (Bullets((words("One."), words("Two."))),))
        others = (Section(f"s{each}", words("Heading"), (job(each), group, job(each + 9))) for each in range(3))
        document = Document("en", Header(words("A Name")), (first, *others), Metadata("Title"))
        for page in lines(document, theme)[:-1]:
            checked += 1
            assert not page[-1].startswith(("Heading", "Title", "Position", "Group", "2018", "Town")), page[-4:]
    assert checked >= 8


def test_lines_of_chinese_begin_and_end_with_signs_that_may_stand_there() -> None:
    section = Section("text", words("正文"), (Paragraph(words(CHINESE * 3)),))
    document = Document("zh-CN", Header(words("A Name")), (section,), Metadata("Title"))
    checked = 0
    for margin in range(20, 141, 8):
        (page,) = lines(document, tokens={"margin-inline": f"{margin}pt"})
        body = page[page.index("正文") + 1 :]
        checked += len(body)
        assert not [line for line in body if line[0] in NOT_FIRST]
        assert not [line for line in body if line[-1] in NOT_LAST]
    assert checked > 60


@pytest.mark.parametrize("margin", [20, 92, 116, 140])
def test_every_line_begins_at_the_margin_even_if_it_breaks_where_scripts_meet(margin: int) -> None:
    address = "https://example.com"
    mixed: Inlines = (Text("的AWS与MQ和SLA达"), Strong(words("Go云与")), Link(words("Go"), address), Text("云"))
    section = Section("text", words("正文"), (Paragraph(mixed * 24),))
    document = Document("zh-CN", Header(words("A Name")), (section,), Metadata("Title"))
    context = Context(theme=load_theme("plain", {"margin-inline": f"{margin}pt"}), created=CREATED)
    (page,) = extract_pages(io.BytesIO(EXPORTER.render(document, context)))
    starts: dict[int, tuple[float, str]] = {}
    for character in characters(page):
        place = round(character.matrix[5])
        starts[place] = min(starts.get(place, (999.0, "")), (character.x0, character.get_text()))
    first = [(start, text) for start, text in starts.values() if text != "A"]
    assert len(first) > 6
    assert len({text.isascii() for _, text in first}) == 2
    assert max(start for start, _ in first) - min(start for start, _ in first) < 0.3


def test_no_line_ends_within_a_short_word_or_after_its_hyphen() -> None:
    text = "使用Kubernetes与e-commerce平台，state-of-the-art系统SLA达99.99%；" * 6
    section = Section("text", words("正文"), (Paragraph(words(text)),))
    document = Document("zh-CN", Header(words("A Name")), (section,), Metadata("Title"))
    for margin in range(20, 141, 8):
        (page,) = lines(document, tokens={"margin-inline": f"{margin}pt"})
        body = page[page.index("正文") + 1 :]
        for upper, lower in pairwise(body):
            assert not (upper[-1].isascii() and upper[-1].isalnum() and lower[0].isascii() and lower[0].isalnum())
            assert not upper.endswith("-")


def test_a_space_that_has_no_room_leaves_no_word_alone() -> None:
    # Among so many widths are some in which the first line has room for all but the space before what is bold.
    fonts = font_configuration("a")
    keep_lines_whole()
    from weasyprint import HTML

    text = "<p style='width:{}px'>Begin with the words that fill a line, and then with others <b>at the end.</b></p>"
    page = "<style>@page{size:500px 12000px}p{margin:0;font:12px 'Source Sans 3'}</style>"
    page += "".join(text.format(width / 2) for width in range(400, 700))
    pdf = io.BytesIO(HTML(string=page).write_pdf(font_config=fonts))
    found = PdfReader(pdf).pages[0].extract_text().splitlines()
    assert sum(line.startswith("Begin with") for line in found) > 250
    assert "Begin" not in found


@pytest.mark.parametrize("theme", ["plain", "classic"])
@pytest.mark.parametrize("marks", ["），", "”，", "。”", "》（", "，“"])
def test_two_marks_that_meet_take_one_and_a_half_squares(theme: str, marks: str) -> None:
    section = Section("text", (), (Paragraph(words(f"前{marks}后")),))
    document = Document("zh-CN", Header(words("甲")), (section,), Metadata("Title"))
    content = EXPORTER.render(document, Context(theme=load_theme(theme), created=CREATED))
    found = {each.get_text(): each.x0 for each in characters(next(iter(extract_pages(io.BytesIO(content)))))}
    size = load_theme(theme).length("body-size").points
    assert found["后"] - found["前"] == pytest.approx(2.5 * size, abs=0.02 * size)
