"""Compose documents from profiles written in YAML, and find their content."""

from made import profile_of
from msgspec.structs import replace

from resume_cli.compose import compose
from resume_cli.document import Block, Document, Inline, Link, Section, Strong, Text, Time, nodes, texts
from resume_cli.select import select


def made(yaml: str, language: str = "en", variant: str | None = None) -> Document:
    return compose(select(profile_of(yaml), language, variant))


def section(document: Document, kind: str) -> Section:
    return next(each for each in document.sections if each.kind == kind)


def said(blocks: tuple[Block, ...]) -> list[str]:
    document = Document("en", header=made("basics: {name: A}").header, sections=(), metadata=made("work: []").metadata)
    return list(texts(replace(document, sections=(Section("s", (), blocks),))))[2:]


def inlines_of(value: object) -> list[Inline]:
    """Return every inline within a tree."""
    return [node for node in nodes(value) if isinstance(node, Text | Time | Link | Strong)]


def everything(document: Document) -> str:
    """Return everything that a reader sees or follows: texts, labels of contacts, targets of links, machine dates."""
    found = [*texts(document), *(contact.label for contact in document.header.contacts)]
    for inline in inlines_of((document.header, document.sections)):
        if isinstance(inline, Link):
            found.append(inline.href)
        if isinstance(inline, Time):
            found.append(inline.datetime)
    if document.header.photo is not None:
        found.append(document.header.photo.asset)
    return "\n".join(found)


PATENTS = """
    basics: {name: Ada}
    patents:
      - {title: One, number: CN1A, office: CN, status: granted, granted: 2018-01-09, url: "https://example.com/1"}
      - {title: Two, number: US2B, status: granted, granted: 2020-05}
      - {number: CN3A, office: CN, status: pending, filed: 2019}
      - {title: Four, number: "4", status: dormant, inventors: [Ada, Bo]}
"""
CONTACTS = """
    basics:
      name: Ada Byron
      image: ada.jpg
      email: [ada@example.com, b@example.com]
      phone: [+44 (0)20 1234-5678, "call me"]
      url: [https://ada.example/, ada.example/blog]
      location: {address: Street 1, postalCode: 0123, city: Zug, region: ZG, countryCode: CH}
      profiles:
        - {network: GitHub, username: ada, url: https://github.com/ada}
        - {network: Twitter, username: ada, url: https://www.twitter.com}
        - {network: WeChat, username: ada_wx}
        - {network: Blog, url: https://ada.example}
        - {network: Jabber}
        - {url: https://ada.example/me}
"""
