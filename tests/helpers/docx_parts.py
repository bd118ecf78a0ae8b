"""Helpers of the DOCX tests: documents in several languages, and access to the XML of an export."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docx.oxml.ns import nsmap
from msgspec.structs import replace

from resume_cli.document import (
    Bullets,
    Contact,
    Document,
    Emphasis,
    Entry,
    Header,
    Isolate,
    Labels,
    Link,
    Metadata,
    Paragraph,
    Section,
    Text,
    Time,
)
from resume_cli.exporters.docx.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.images import Asset

if TYPE_CHECKING:
    from resume_cli.document import Block

# A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63606060000000040001"
    "f61738550000000049454e44ae426082"
)


class OnePicture:
    """Assets with one portrait, taller than wide."""

    def read(self, name: str) -> Asset | None:
        return Asset(PIXEL, "image/png", 300, 400) if name == "portrait" else None


CHINESE = Document(
    language="zh-CN",
    header=Header((Text("刘硕"),), (Text("架构师"),), (Contact("phone", "电话", (Text("010 0000"),)),)),
    sections=(
        Section(
            "work",
            (Text("工作经历"),),
            (
                Entry(
                    (Text("快手"),),
                    (Text("架构师"),),
                    ((Time("2018.01", "2018-01"), Text(" – 至今")), (Text("北京"),)),
                    (Paragraph((Text("他说：“你好”。Apple’s API"), Emphasis((Text("论文 Journal"),)))),),
                ),
            ),
        ),
    ),
    metadata=Metadata("刘硕的简历"),
    labels=Labels("第 {page} 页，共 {pages} 页"),
)
ARABIC = Document(
    language="ar",
    header=Header(
        (Text("سارة"),),
        (),
        (
            Contact("email", "", (Isolate((Link((Text("sara@example.com"),), "mailto:sara@example.com"),), "ltr"),)),
            Contact("phone", "", (Isolate((Text("+971 50 000 0000"),), "ltr"),)),
        ),
    ),
    sections=(
        Section(
            "work",
            (Text("الخبرة"),),
            (
                Entry(
                    (Text("شركة"),),
                    (),
                    ((Text("2018 – 2020"),),),
                    (Paragraph((Text("قادت فريق "), Isolate((Text("Java"),), "ltr"), Text(" كبير"))),),
                ),
                Bullets(((Text("واحد"),),), start=1),
            ),
        ),
    ),
    metadata=Metadata("سيرة"),
    labels=Labels("صفحة {page} من {pages}"),
)
JAPANESE = replace(CHINESE, language="ja", paper="Letter")
DOCUMENTS = {"en": KITCHEN_SINK, "zh-CN": CHINESE, "ar": ARABIC, "ja": JAPANESE}


def export(document: Document = KITCHEN_SINK, theme: str = "plain", **changes: object) -> bytes:
    return EXPORTER.render(document, context(theme, **changes))


def of_blocks(*blocks: Block, language: str = "en") -> Document:
    return Document(language, Header((Text("Ada"),)), (Section("s", (Text("Part"),), blocks),), Metadata("Ada"))


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(content: bytes, name: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(members(content)[name])


def w(name: str) -> str:
    return f"{{{nsmap['w']}}}{name}"


def paragraphs(content: bytes) -> list[ET.Element]:
    return list(part(content).iter(w("p")))


def words(node: ET.Element) -> str:
    """Return the text of a paragraph or a run, with no-break spaces replaced by ordinary ones."""
    return "".join(text.text or "" for text in node.iter(w("t"))).replace("\xa0", " ")


def with_words(content: bytes, start: str) -> ET.Element:
    return next(paragraph for paragraph in paragraphs(content) if words(paragraph).startswith(start))


def style(paragraph: ET.Element) -> str:
    return paragraph.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))  # type: ignore[union-attr,return-value]


def run_with(content: bytes, text: str) -> ET.Element:
    return next(run for run in part(content).iter(w("r")) if words(run) == text)
