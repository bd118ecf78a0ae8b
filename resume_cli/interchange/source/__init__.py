"""A file to import, in the representations that readers need: bytes, text, plain data, a ZIP archive, and XML."""

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
    """A file or folder to import, with the name that is used in messages."""

    def __init__(self, name: str, content: bytes, path: Path | None = None) -> None:
        self.name = name
        self.content = content
        self.path = path

    @cached_property
    def text(self) -> str:
        """The content as text, decoded as Unicode, with or without a byte order mark, or from a legacy encoding."""
        try:
            return self.content.decode(unicode_of(self.content))
        except UnicodeDecodeError:
            found = legacy_of(self.content, lambda _: 0)
            return self.content.decode(found[0] if found else "cp1252", errors="replace")

    @cached_property
    def start(self) -> str:
        """The beginning of the text without leading white space, for recognising formats; empty for binary content."""
        return "" if self.is_binary else self.text[:65_536].lstrip()

    @property
    def is_binary(self) -> bool:
        """Whether the content is a PDF or a ZIP archive, and therefore not text."""
        return self.content[:5] == b"%PDF-" or b"%PDF-" in self.content[:1024] or self.is_zip

    @property
    def is_zip(self) -> bool:
        """Whether the content is a ZIP archive."""
        return self.content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}

    @cached_property
    def loaded(self) -> Loaded:
        """The content as plain data with positions. Raises ProfileError if it is not valid YAML, JSON or TOML."""
        from resume_cli.profile.readers.load import load

        return load(self.content, self.name, "json" if self.start.startswith(_STARTS) else None)

    @cached_property
    def data(self) -> Any:  # noqa: ANN401 - plain data
        """The plain data of a text in YAML, JSON or TOML, or None for other content."""
        if self.is_binary or self.start.startswith(("<", "@", "%")):
            return None
        try:
            return self.loaded.data
        except ProfileError:
            return None

    @cached_property
    def mapping(self) -> dict[str, Any]:
        """The plain data if it is a mapping, or else an empty mapping."""
        return self.data if isinstance(self.data, dict) else {}

    @cached_property
    def members(self) -> dict[str, ZipInfo]:
        """The files in a ZIP archive by name, after the checks of `archive`."""
        with self.archive() as archive:
            # For a member without a name, `is_dir` fails.
            return {each.filename: each for each in archive.infolist() if each.filename and not each.is_dir()}

    def archive(self) -> ZipFile:
        """Open the content as a ZIP archive after checking the number, sizes and paths of its members.

        Raises RefusedError for a member outside the archive's folder, LimitError for too many or too large members,
        and ProfileError for an archive that is encrypted or damaged.
        """
        from zipfile import BadZipFile, ZipFile

        try:
            archive = ZipFile(BytesIO(self.content))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged(self.name, f"not a readable ZIP archive: {error}") from None
        check_members(self.name, archive.infolist())
        return archive

    def member(self, name: str, limit: int = 15 << 20) -> bytes:
        """Return the bytes of a member of a ZIP archive; raises LimitError if there are more than `limit`."""
        content = self.head(name, limit + 1)
        if len(content) > limit:
            raise LimitError(f"{self.name}: `{name}` is larger than {limit >> 20} MB")
        return content

    def head(self, name: str, size: int) -> bytes:
        """Return at most the first `size` bytes of a member; raises ProfileError if it is damaged."""
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
        """The root element of an XML document, or None. Entities and external references are never resolved."""
        return xml_root(self.content) if self.start.startswith("<") else None


def open_source(name: str) -> Source:
    """Return the source for a file, a folder, or `-` (standard input); raises InputError if it cannot be read."""
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
    """Return the root of an XML document, or None if it is not well-formed.

    Raises RefusedError if the document declares entities, because résumés need none and attacks use them.
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
    """Return the root of a web page, or None if the page is empty."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return None


def damaged(name: str, message: str) -> ProfileError:
    """Return the error for a damaged source."""
    from resume_cli.errors import Problem

    return ProfileError(f"{name}: {message}", (Problem("damaged", f"{name}: {message}", severity="error"),))


def check_members(name: str, members: list[ZipInfo]) -> None:
    """Check the members of a ZIP archive by their directory entries, before any of them is read."""
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
    """Yield the files in a folder and its subfolders, except symbolic links; raises LimitError for too many files."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            count += 1
            if count > MEMBER_LIMIT:
                raise LimitError(f"{folder}: more than {MEMBER_LIMIT} files")
            yield path
