"""Tools for testing exporters: a document that contains every kind of node, and the checks of the contract.

Plugin authors can use them too: in a test, `check_exporter(EXPORTER, extract)` fails unless the exporter keeps
the promises that users rely on.
"""

from __future__ import annotations

import socket
import unicodedata
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

from resume_cli.document import (
    Bullets,
    Code,
    Contact,
    Document,
    Emphasis,
    Entry,
    Group,
    Header,
    Isolate,
    Labels,
    Link,
    Metadata,
    NoWrap,
    Paragraph,
    Section,
    Strong,
    Term,
    Terms,
    Text,
    Time,
    hidden_targets,
    nodes,
    texts,
)
from resume_cli.export import Context, Exporter
from resume_cli.theme.loader import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

_WORK = Section(
    id="work",
    kind="work",
    title=(Text("Experience"),),
    blocks=(
        Entry(
            title=(Link((Text("Example & Sons <Ltd>"),), "https://example.com/?a=1&b=2"),),
            subtitle=(Text("Principal Engineer"),),
            meta=((NoWrap((Time("Jan 2018", "2018-01"), Text(" – "), Text("Present"))),), (Text("Beijing, China"),)),
            body=(
                Paragraph((Text("Led the "), Strong((Text("messaging"),)), Text(" platform, "), Code("a < b && c"))),
                Bullets(
                    (
                        (Text("Cut latency by "), Emphasis((Text("40 %"),)), Text(" in one quarter.")),
                        (Text("Wrote “quotes”, dashes – and … dots; [brackets] *stars* _lines_ `ticks` # hash."),),
                        (Text("一句"), Strong((Text("中文"),)), Text("，夹着 Latin 词。")),
                        Bullets(((Text("A bullet within a bullet"),), (Text("第二层", "zh-CN"),))),
                    )
                ),
            ),
        ),
        Entry(
            title=(Text("A company with several roles"),),
            meta=((Time("2009", "2009"), Text("–"), Time("2012", "2012")),),
            roles=(
                Entry(
                    title=(Text("Team lead"),),
                    meta=((Time("2011", "2011"), Text("–"), Time("2012", "2012")),),
                    body=(Bullets(((Text("Grew the team from three to nine."),),)),),
                ),
                Entry(title=(Text("Engineer"),), meta=((Time("2009", "2009"), Text("–"), Time("2011", "2011")),)),
            ),
        ),
        Entry(title=(), subtitle=(Text("A position without an employer"),)),
        Entry(title=(Text("A bare title"),)),
    ),
)

_SKILLS = Section(
    id="skills",
    kind="skills",
    title=(Text("Skills"),),
    blocks=(
        Terms(
            (
                Term((Text("Languages"),), (Text("Java, Python, Groovy"),)),
                Term((Text("A name alone"),), ()),
                Term((), (Text("A description alone"),)),
            )
        ),
    ),
)

_PATENTS = Section(
    id="patents",
    kind="patents",
    title=(Text("Patents"),),
    blocks=(
        Paragraph((Text("122 granted, 68 pending"),)),
        Group(
            (Text("United States (2)"),),
            (
                Bullets(
                    (
                        (Link((Text("Acquiring installation packages"),), "https://example.com/us1"), Text(", US 1")),
                        (Text("Presenting an icon"), Text(", US 2")),
                    ),
                    start=1,
                ),
            ),
        ),
        Group(
            (Text("Russia (1)"),),
            (
                Bullets(
                    (
                        (
                            Text("Способ и устройство", "ru"),
                            Text(", "),
                            Text("RU 3, "),
                            Time("12 Oct 2018", "2018-10-12"),
                        ),
                    ),
                    start=3,
                    mark=", ",
                ),
                Paragraph(
                    (
                        Text("3 of 190. "),
                        Link((Text("Full list"),), "https://example.com/list"),
                    )
                ),
            ),
        ),
    ),
)

_TALKS = Section(
    id="talks",
    kind="talks",
    title=(Text("演讲", "zh-CN"),),
    break_before=True,
    blocks=(
        Entry(
            title=(Emphasis((Text("The ABC’s of Emoji"),)),),
            subtitle=(Text("東京にて", "ja"),),
            meta=((), (Text("东京"),)),
        ),
        Paragraph(
            (
                Isolate((Text("שלום"),), "rtl", "he"),
                Text(" and "),
                Link((Strong((Text("bold link"),)),), "mailto:a@example.com"),
            )
        ),
    ),
)

#: Contains every kind of node, alone and nested, empty parts, characters that formats escape, and several scripts.
KITCHEN_SINK = Document(
    language="en",
    header=Header(
        name=(Text("Ada Example "), Text("艾达", "zh-CN")),
        headline=(Text("Engineer & "), Strong((Text("Architect"),))),
        contacts=(
            Contact("email", "E-mail", (Link((Text("ada@example.com"),), "mailto:ada@example.com"),)),
            Contact("phone", "Phone", (Link((Text("+1 555 0100"),), "tel:+15550100"),)),
            Contact("location", "Location", (Text("Zürich, Switzerland"),)),
            Contact("profile", "GitHub", (Link((Text("github.com/ada"),), "https://github.com/ada"),)),
        ),
    ),
    sections=(
        Section(
            "summary", (Text("Summary"),), (Paragraph((Text("First."),)), Paragraph((Text("Second."),))), "summary"
        ),
        _WORK,
        _SKILLS,
        _PATENTS,
        _TALKS,
    ),
    metadata=Metadata(
        title="Ada Example – Résumé",
        author="Ada Example",
        subject="Engineer & Architect",
        keywords=("Java", "Python"),
        source='{"basics": {"name": "Ada Example"}}',
        linked_data='{"@context": "https://schema.org", "@type": "Person", "name": "Ada Example"}',
    ),
    labels=Labels(page="Page {page} of {pages}", language_name="English", contents="Contents"),
)


def normal(text: str) -> str:
    """Return a text normalized for comparison, in NFKC and without white space and invisible characters."""
    compatible = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(character for character in compatible if unicodedata.category(character) != "Cf")


def missing(wanted: Iterable[str], found: str) -> list[str]:
    """Return the texts that `found` does not contain in the given order, ignoring white space."""
    haystack, position, lost = normal(found), 0, []
    for text in wanted:
        start = haystack.find(normal(text), position)
        if start < 0:
            lost.append(text)
        else:
            position = start + len(normal(text))
    return lost


def context(theme: str = "plain", **changes: object) -> Context:
    """Return a context with a fixed time, for tests."""
    return Context(theme=load_theme(theme), created=CREATED, **changes)  # type: ignore[arg-type] # the caller's keywords


def check_exporter(
    exporter: Exporter,
    extract: Callable[[bytes], str],
    document: Document = KITCHEN_SINK,
    *,
    theme: str = "plain",
) -> None:
    """Raise AssertionError unless an exporter keeps the contract.

    The exporter must lose no text, keep the document's order, keep links (the result of `extract` contains each
    target, or a text that shows it), return the same bytes twice, and open no socket.
    """
    with no_sockets():
        first = exporter.render(document, context(theme))
        second = exporter.render(document, context(theme))
    _demand(isinstance(first, bytes), f"{exporter.name} returned {type(first).__name__}, not bytes")
    _demand(first == second, f"{exporter.name} yields other bytes the second time")
    found = extract(first)
    lost = missing(texts(document), found)
    _demand(not lost, f"{exporter.name} lost or moved: {lost}")
    hidden = [target for node in nodes(document) if isinstance(node, Link) for target in hidden_targets((node,))]
    dead = [target for target in hidden if normal(target) not in normal(found)]
    _demand(not dead, f"{exporter.name} lost the links {dead}")


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise AssertionError(otherwise)


@contextmanager
def no_sockets() -> Iterator[None]:
    """Make every attempt to open a socket fail while the block runs."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("an exporter tried to open a socket")

    original = socket.socket.__init__
    socket.socket.__init__ = refuse  # type: ignore[method-assign] # no socket may be opened
    try:
        yield
    finally:
        socket.socket.__init__ = original  # type: ignore[method-assign]
