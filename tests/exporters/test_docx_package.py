"""DOCX: the template of our own, and the package that python-docx makes of it."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
from docx.opc.rel import Relationships
from docx_parts import export, members, of_blocks, part

from resume_cli.document import Bullets, Link, Paragraph, Photo, Text
from resume_cli.exporters.docx import render
from resume_cli.exporters.docx.render import EXPORTER
from resume_cli.testing import KITCHEN_SINK, context
from resume_cli.theme.images import Asset
from resume_cli.theme.loader import load_theme

if TYPE_CHECKING:
    from types import ModuleType

    from docx.opc.part import Part

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = Path(render.__file__).with_name("template.docx")
# The start of a photograph as scanners and some editors write it: neither JFIF nor Exif, an Adobe header.
ADOBE_PHOTOGRAPH = bytes.fromhex("ffd8ffee000e41646f626500640000000001ffd9")


@pytest.fixture
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("docx_template", ROOT / "scripts" / "docx_template.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.sources
def test_the_template_is_the_one_that_its_script_makes(script: ModuleType) -> None:
    assert TEMPLATE.read_bytes() == script.template()


def test_the_template_holds_no_text_no_style_but_the_defaults_and_nothing_that_was_left_in_it() -> None:
    document = python_docx.Document(str(TEMPLATE))
    assert len(document.paragraphs) == 0
    assert [style.name for style in document.styles] == ["Normal", "Default Paragraph Font"]
    with zipfile.ZipFile(TEMPLATE) as archive:
        names = set(archive.namelist())
    assert not [name for name in names if re.search("customXml|thumbnail|Effects|glossary|media|vba", name)]


def test_an_export_leaves_the_template_as_it_is_for_the_next() -> None:
    first = export()
    assert export(of_blocks(Paragraph((Text("Something else"),)))) != first
    assert export() == first


def test_a_link_that_stands_twice_is_one_relationship_and_each_text_leads_where_it_should() -> None:
    items = tuple((Link((Text(f"to {number % 3}"),), f"https://example.com/{number % 3}"),) for number in range(6))
    document = python_docx.Document(BytesIO(export(of_blocks(Bullets(items)))))
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.url) for link in links] == [
        (f"to {number % 3}", f"https://example.com/{number % 3}") for number in range(6)
    ]
    assert len([each for each in document.part.rels.values() if each.is_external]) == 3


def test_properties_that_are_longer_than_word_shows_are_cut_at_a_word_or_a_keyword() -> None:
    metadata = replace(
        KITCHEN_SINK.metadata,
        title="T" * 300,
        subject="Engineer \x00 & Architect",
        keywords=tuple(f"keyword {number}" for number in range(100)),
    )
    properties = python_docx.Document(BytesIO(export(replace(KITCHEN_SINK, metadata=metadata)))).core_properties
    assert properties.title == "T" * 254 + "…"
    assert properties.subject == "Engineer  & Architect"
    listed = properties.keywords.split(", ")
    assert listed == [f"keyword {number}" for number in range(len(listed))]
    assert 240 < len(properties.keywords) <= 255


def test_a_photograph_without_the_usual_header_is_shown_like_any_other() -> None:
    class OnePhotograph:
        def read(self, name: str) -> Asset | None:
            return Asset(ADOBE_PHOTOGRAPH, "image/jpeg", 400, 300) if name == "portrait" else None

    header = replace(KITCHEN_SINK.header, photo=Photo("portrait", "Ada"))
    content = export(replace(KITCHEN_SINK, header=header), assets=OnePhotograph())
    assert members(content)["word/media/portrait.jpeg"] == ADOBE_PHOTOGRAPH
    types = {found.get("Extension"): found.get("ContentType") for found in part(content, "[Content_Types].xml")}
    assert types["jpeg"] == "image/jpeg"


def test_a_portrait_in_a_circle_is_cut_out_of_the_middle_of_its_longer_side() -> None:
    class Wide:
        def read(self, name: str) -> Asset | None:
            return Asset(ADOBE_PHOTOGRAPH, "image/jpeg", 400, 300) if name == "portrait" else None

    header = replace(KITCHEN_SINK.header, photo=Photo("portrait", "Ada"))
    document = replace(KITCHEN_SINK, header=header)
    round_theme = replace(context(assets=Wide()), theme=load_theme("plain", {"photo-shape": "circle"}))
    content = members(EXPORTER.render(document, round_theme))["word/document.xml"]
    assert b'<a:srcRect l="12500" r="12500"/><a:stretch>' in content
    assert b'prst="ellipse"' in content


def test_the_targets_of_links_are_not_searched_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    search, searches = Relationships._get_matching, []

    def counted(self: Relationships, relationship: str, target: Part | str, is_external: bool = False) -> object:
        searches.append(target)
        return search(self, relationship, target, is_external)

    monkeypatch.setattr(Relationships, "_get_matching", counted)
    items = tuple((Link((Text("there"),), f"https://example.com/{number}"),) for number in range(50))
    assert export(of_blocks(Bullets(items)))
    assert 0 < len(searches) < 10
