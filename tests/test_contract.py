"""Every exporter keeps the contract: no text lost, order and links kept, the same bytes always, no socket."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from readers import READERS, read_markdown, read_pdfminer, read_plain

from resume_cli.document import Paragraph, Section, Text, texts
from resume_cli.exporters.registry import BUILT_IN, find
from resume_cli.testing import KITCHEN_SINK, check_exporter, context, missing, no_sockets, normal

if TYPE_CHECKING:
    from collections.abc import Callable

    from resume_cli.export import Context, Exporter

FORMATS = tuple(BUILT_IN)

#: Prints the digest of the kitchen sink in one format, in a process of its own.
DIGEST = """
import hashlib, sys
from resume_cli.exporters.registry import find
from resume_cli.testing import KITCHEN_SINK, context
exporter = find(sys.argv[1]).exporter
print(hashlib.sha256(exporter.render(KITCHEN_SINK, context())).hexdigest())
"""


def exporter_of(name: str) -> Exporter:
    found: Exporter = find(name).exporter
    return found


def readers_of(name: str) -> tuple[Callable[[bytes], str], ...]:
    if name not in READERS:
        pytest.fail(f"the exporter `{name}` has no reader in tests/helpers/readers.py")
    return READERS[name]


@pytest.mark.parametrize("name", FORMATS)
def test_an_exporter_loses_no_text_keeps_order_and_links_repeats_its_bytes_and_opens_no_socket(name: str) -> None:
    check_exporter(exporter_of(name), readers_of(name)[0])


@pytest.mark.parametrize("name", FORMATS)
def test_every_reader_of_a_format_finds_every_text_in_order(name: str) -> None:
    rendered = exporter_of(name).render(KITCHEN_SINK, context())
    for reader in readers_of(name):
        lost = missing(texts(KITCHEN_SINK), reader(rendered))
        # pdfminer gives right-to-left runs in the order of the page, the last letter first.
        assert not lost or (reader is read_pdfminer and lost == ["שלום and bold link"]), reader.__name__


def test_a_registered_exporter_without_a_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(READERS, "text")
    with pytest.raises(pytest.fail.Exception, match=r"`text` has no reader in tests/helpers/readers\.py"):
        test_an_exporter_loses_no_text_keeps_order_and_links_repeats_its_bytes_and_opens_no_socket("text")


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_do_not_depend_on_the_hash_seed_time_zone_or_locale(name: str) -> None:
    digests = set()
    for seed, zone, locale in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Shanghai", "C")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        run = subprocess.run(
            [sys.executable, "-c", DIGEST, name], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_an_almost_empty_document_is_rendered(name: str) -> None:
    empty = replace(KITCHEN_SINK, header=replace(KITCHEN_SINK.header, headline=(), contacts=()), sections=())
    rendered = exporter_of(name).render(empty, context())
    assert not missing(texts(empty), readers_of(name)[0](rendered))


def test_a_document_survives_pickling_and_can_be_hashed() -> None:
    copy = pickle.loads(pickle.dumps(KITCHEN_SINK))
    assert copy == KITCHEN_SINK
    assert hash(copy) == hash(KITCHEN_SINK)


def test_the_check_notices_a_lost_text() -> None:
    def forgetful(_: object, given: Context) -> bytes:
        kept = replace(KITCHEN_SINK, sections=KITCHEN_SINK.sections[1:])
        return exporter_of("text").render(kept, given)

    broken = replace(exporter_of("text"), render=forgetful)
    with pytest.raises(AssertionError, match=r"lost or moved.*Summary"):
        check_exporter(broken, read_plain)


def test_the_check_notices_bytes_that_change() -> None:
    calls: list[int] = []

    def moody(_: object, given: Context) -> bytes:
        calls.append(1)
        return exporter_of("text").render(KITCHEN_SINK, given) + b"x" * len(calls)

    with pytest.raises(AssertionError, match="other bytes"):
        check_exporter(replace(exporter_of("text"), render=moody), read_plain)


def test_the_check_notices_a_socket() -> None:
    def talkative(_: object, __: Context) -> bytes:
        import socket

        socket.socket()
        return b""

    with pytest.raises(AssertionError, match="socket"):
        check_exporter(replace(exporter_of("text"), render=talkative), read_plain)


def test_no_sockets_gives_sockets_back() -> None:
    import socket

    with no_sockets():
        pass
    socket.socket().close()
    assert socket.socket.__init__.__qualname__ == "socket.__init__"


@pytest.mark.parametrize(
    "words",
    ["# no heading", "1. no list", "- no list", "<b>no element</b>", "a*b*c _d_ `e`", "[x](y)", "&amp; &", "\\"],
)
def test_markdown_never_takes_a_text_for_markup(words: str) -> None:
    document = replace(KITCHEN_SINK, sections=(Section("s", (), (Paragraph((Text(words),)),)),))
    shown = read_markdown(exporter_of("markdown").render(document, context()))
    assert normal(words) in normal(shown)


@pytest.mark.parametrize("words", ["\x00\x0b\x1b[31m", "\ud800", "\ufffe"])
def test_what_no_xml_can_hold_does_not_break_a_word_file(words: str) -> None:
    document = replace(KITCHEN_SINK, sections=(Section("s", (), (Paragraph((Text(f"before{words}after"),)),)),))
    assert "before" in READERS["docx"][0](exporter_of("docx").render(document, context()))
