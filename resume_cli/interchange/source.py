"""A file to import, looked at in whatever way a reader wants: bytes, text, plain data, a ZIP archive, XML."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resume_cli.errors import LimitError, ProfileError, RefusedError
from resume_cli.profile.folder import read_bytes
from resume_cli.profile.readers import limits
from resume_cli.profile.readers.encodings import legacy_of, unicode_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile, ZipInfo

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from resume_cli.profile.readers.load import Loaded

MEMBER_LIMIT = 2_000
UNPACKED_LIMIT = 200 << 20
_STARTS = ("{", "[")


class Source:
    """A file, or a folder, that somebody wants to import. `name` is what messages call it."""

    def __init__(self, name: str, content: bytes, path: Path | None = None) -> None:
        self.name = name
        self.content = content
        self.path = path

    @cached_property
    def text(self) -> str:
        """The content as text: Unicode, with or without its mark, or what older programs write."""
        try:
            return self.content.decode(unicode_of(self.content))
        except UnicodeDecodeError:
            found = legacy_of(self.content, lambda _: 0)
            return self.content.decode(found[0] if found else "cp1252", errors="replace")

    @cached_property
    def start(self) -> str:
        """The first non-blank characters, enough to tell a format by."""
        return "" if self.is_binary else self.text[:65_536].lstrip()

    @property
    def is_binary(self) -> bool:
        """Whether the content is that of a program, an archive or a PDF, and not a text."""
        return self.content[:5] == b"%PDF-" or b"%PDF-" in self.content[:1024] or self.is_zip

    @property
    def is_zip(self) -> bool:
        """Whether the content is a ZIP archive."""
        return self.content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}

    @cached_property
    def loaded(self) -> Loaded:
        """The content as plain data with positions. Raises ProfileError when it is neither YAML, JSON nor TOML."""
        from resume_cli.profile.readers.load import load

        return load(self.content, self.name, "json" if self.start.startswith(_STARTS) else None)

    @cached_property
    def data(self) -> Any:  # noqa: ANN401 - plain data
        """The plain data of a text in YAML, JSON or TOML, or None."""
        if self.is_binary or self.start.startswith(("<", "@", "%")):
            return None
        try:
            return self.loaded.data
        except ProfileError:
            return None

    @cached_property
    def mapping(self) -> dict[str, Any]:
        """The plain data when it is a mapping, else an empty one."""
        return self.data if isinstance(self.data, dict) else {}

    @cached_property
    def members(self) -> dict[str, ZipInfo]:
        """The files of a ZIP archive by name, after the checks of `archive`."""
        with self.archive() as archive:
            # Of a member without a name, zipfile cannot say whether it is a folder.
            return {each.filename: each for each in archive.infolist() if each.filename and not each.is_dir()}

    def archive(self) -> ZipFile:
        """Open a ZIP archive whose members are few, small and inside it.

        Raises RefusedError for a member outside the archive's folder, LimitError beyond the limits, InputError for an
        archive that is encrypted or damaged.
        """
        from zipfile import BadZipFile, ZipFile

        try:
            archive = ZipFile(BytesIO(self.content))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged(self.name, f"not a readable ZIP archive: {error}") from None
        check_members(self.name, archive.infolist())
        return archive

    def member(self, name: str, limit: int = 15 << 20) -> bytes:
        """Return the bytes of a member of a ZIP archive; raises LimitError when it is larger than `limit` bytes."""
        content = self.head(name, limit + 1)
        if len(content) > limit:
            raise LimitError(f"{self.name}: `{name}` is larger than {limit >> 20} MB")
        return content

    def head(self, name: str, size: int) -> bytes:
        """Return at most `size` bytes of the beginning of a member. Raises ProfileError for a damaged one."""
        from zipfile import BadZipFile
        from zlib import error as zlib_error

        with self.archive() as archive:
            try:
                with archive.open(name) as file:
                    return file.read(size)
            except (BadZipFile, zlib_error, OSError, EOFError, RuntimeError, NotImplementedError, KeyError) as error:
                raise damaged(self.name, f"`{name}` cannot be unpacked: {error}") from None

    @cached_property
    def xml(self) -> _Element | None:
        """The root element of an XML document, or None. Entities and external parts are never resolved."""
        return xml_root(self.content) if self.start.startswith("<") else None


def open_source(name: str) -> Source:
    """Read a file or note a folder; `-` is standard input. Raises InputError when it is missing or unreadable."""
    if name == "-":
        import sys

        content = sys.stdin.buffer.read(limits.MAX_BYTES + 1)
        limits.check("-", len(content), "bytes")
        return Source("-", content)
    path = Path(name)
    if path.is_dir():
        return Source(name, b"", path)
    return Source(name, read_bytes(path, name), path)


def xml_root(content: bytes) -> _Element | None:
    """Return the root of an XML document, or None when it is not well-formed.

    Raises RefusedError for a document type with entities of its own, which are only good for attacks here.
    """
    from lxml import etree

    if b"<!ENTITY" in content:
        raise RefusedError("the XML declares entities, which are not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def html_root(text: str) -> HtmlElement | None:
    """Return the root of a web page, or None when there is nothing on it."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return None


def damaged(name: str, message: str) -> ProfileError:
    """Return the error for a source that is not what it claims to be."""
    from resume_cli.errors import Problem

    return ProfileError(f"{name}: {message}", (Problem("damaged", f"{name}: {message}", severity="error"),))


def check_members(name: str, members: list[ZipInfo]) -> None:
    """Check the directory of a ZIP archive before anything in it is read."""
    if len(members) > MEMBER_LIMIT:
        raise LimitError(f"{name}: {len(members)} files in the archive, more than {MEMBER_LIMIT}")
    unpacked = sum(each.file_size for each in members)
    if unpacked > UNPACKED_LIMIT:
        raise LimitError(f"{name}: {unpacked >> 20} MB when unpacked, more than {UNPACKED_LIMIT >> 20}")
    for each in members:
        steps = each.filename.replace("\\", "/").split("/")
        if each.filename.startswith(("/", "\\")) or ".." in steps or ":" in steps[0]:
            raise RefusedError(f"{name}: `{each.filename}` is outside the archive's folder")
        if each.flag_bits & 1:
            raise damaged(name, "the archive is encrypted")
    _check_overlaps(name, members)


def _check_overlaps(name: str, members: list[ZipInfo]) -> None:
    end = 0
    for each in sorted(members, key=lambda member: member.header_offset):
        if each.header_offset < end:
            raise RefusedError(f"{name}: files of the archive overlap")
        end = each.header_offset + each.compress_size


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of the folders in it, without following links; at most 2,000."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            count += 1
            if count > MEMBER_LIMIT:
                raise LimitError(f"{folder}: more than {MEMBER_LIMIT} files")
            yield path
