"""Small documents, pages made of them, and the elements of those pages."""

from __future__ import annotations

from bs4 import BeautifulSoup
from msgspec.structs import replace

from resume_cli.document import Block, Document, Header, Labels, Metadata, Section, Text
from resume_cli.export import Assets, NoAssets
from resume_cli.exporters.html.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.loader import theme_names

THEMES = theme_names()
GERMAN = replace(KITCHEN_SINK, language="de", labels=Labels("Seite {page} von {pages}", "Deutsch"))
CHINESE = replace(KITCHEN_SINK, language="zh-CN", labels=Labels("第 {page} 页", "简体中文"))
TOGETHER = replace(KITCHEN_SINK, translations=(GERMAN, CHINESE))


def words(*parts: str) -> tuple[Text, ...]:
    return tuple(map(Text, parts))


def document(*blocks: Block, language: str = "en", header: Header | None = None) -> Document:
    section = Section("work", words("Work"), blocks, "work")
    return Document(language, header or Header(words("A Name")), (section,), Metadata("Title", "A Name"))


def rendered(
    what: Document = KITCHEN_SINK,
    theme: str = "plain",
    options: dict[str, str] | None = None,
    assets: Assets | None = None,
) -> str:
    given_context = context(theme, options=options or {}, assets=assets or NoAssets())
    return EXPORTER.render(what, given_context).decode()


def soup(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "html.parser")
