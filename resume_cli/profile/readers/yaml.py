"""YAML, with every text read as it was typed.

It works on the parser's events with a stack of its own: no value is guessed from its looks (`NO`, `0123`,
`12:30` stay texts), no depth can exhaust the interpreter, and aliases are counted as if written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Place, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event

_STANDARD = "tag:yaml.org,2002:"
_TAGS = {
    _STANDARD + name for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "set", "merge")
}
_NOTHING = {"", "~", "null"}
#: What YAML forbids in a file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


def read(source: Source) -> object:
    """Return the plain data of a YAML text; errors are ProfileError with a position, or LimitError."""
    return _Builder(source).build()[0]


def scan(text: str) -> Place:
    """Return the places of a YAML text that `read` accepts."""
    return _Builder(Source("", text)).build()[1]


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    value: Any
    place: Place
    anchor: str | None
    start: int
    block: bool = False
    key: str | None = None
    key_offset: int = 0
    nodes: int = 1
    merges: list[object] = field(default_factory=list)


class _Builder:
    """Builds data and places from events."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[object, Place, int] | None] = {}
        self.root: tuple[object, Place] = (None, Place(0, 0))
        self.documents = 0

    def build(self) -> tuple[Any, Place]:
        """Return data and places of the only document."""
        forbidden = _FORBIDDEN.search(self.source.text)
        if forbidden:
            raise self.source.error(
                forbidden.start(),
                "control-character",
                f"the character U+{ord(forbidden[0]):04X} may not stand in YAML",
                "delete it",
            )
        for event in _events(self.source):
            name = type(event).__name__
            handler = _HANDLERS.get(name)
            if handler:
                handler(self, event)
        return self.root

    def document(self, event: Event) -> None:
        """Refuse a second document."""
        self.documents += 1
        if self.documents > 1:
            raise self.source.error(
                _offset(event), "several-documents", "a profile is one YAML document", "delete everything from `---` on"
            )

    def scalar(self, event: Any) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Take a text."""
        self._check_tag(event)
        value: str | None = event.value
        if len(event.value) > limits.MAX_TEXT:
            limits.exceed(self.source.file, "a text is too long", limits.MAX_TEXT, "characters")
        if self._takes_key(event):
            self._take_key(event.value, _offset(event))
            if event.anchor:
                self.anchors[event.anchor] = (event.value, Place(_offset(event), _offset(event)), 1)
            return
        if event.implicit[0] and event.value in _NOTHING:
            value = None
        place = Place(_offset(event), _offset(event))
        if event.anchor:
            self.anchors[event.anchor] = (value, place, 1)
        self._add(value, place, 1)

    def start(self, event: Any) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Open a mapping or a list."""
        self._check_tag(event)
        offset = _offset(event)
        if self._takes_key(event):
            raise self.source.error(offset, "syntax", "a key must be a text", "quote it if it begins with { or [")
        limits.check_depth(self.source.file, len(self.stack) + 1)
        if event.anchor:
            self.anchors[event.anchor] = None
        value: object = {} if type(event).__name__ == "MappingStartEvent" else []
        self.stack.append(_Open(value, Place(offset, offset), event.anchor, offset, block=not event.flow_style))

    def end(self, _event: Event) -> None:
        """Close a mapping or a list."""
        done = self.stack.pop()
        for merged in done.merges:
            self._merge(done, merged)
        if done.anchor:
            self.anchors[done.anchor] = (done.value, done.place, done.nodes)
        if done.block and self.stack and self.stack[-1].key is not None:
            # Such a value begins on the next line; people look for it at its key.
            done.place.value = self.stack[-1].key_offset
        self._add(done.value, done.place, done.nodes)

    def alias(self, event: Any) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Take what an anchor names."""
        offset = _offset(event)
        anchored = self.anchors.get(event.anchor, "missing")
        if anchored is None:
            raise self.source.error(offset, "alias-loop", f"`*{event.anchor}` stands inside what it repeats")
        if isinstance(anchored, str):
            raise self.source.error(
                offset, "unknown-alias", f"no `&{event.anchor}` stands before this", "quote a text that begins with *"
            )
        value, place, nodes = anchored
        if self._takes_key(event):
            if not isinstance(value, str):
                raise self.source.error(offset, "syntax", "a key must be a text")
            self._take_key(value, offset)
            return
        self._add(value, Place(offset, offset, place.children), nodes)

    def _takes_key(self, _event: Event) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _take_key(self, key: str, offset: int) -> None:
        top = self.stack[-1]
        if key in top.value:
            self.source.note_duplicate(key, offset, top.place.children[key].key)
        top.key, top.key_offset = key, offset

    def _add(self, value: object, place: Place, nodes: int) -> None:
        if not self.stack:
            limits.check_nodes(self.source.file, nodes)
            self.root = (value, place)
            return
        top = self.stack[-1]
        top.nodes += nodes
        limits.check_nodes(self.source.file, top.nodes)
        if isinstance(top.value, list):
            top.place.children[len(top.value)] = place
            top.value.append(value)
            return
        key, top.key = top.key or "", None
        place.key = top.key_offset
        if key in top.value:
            return
        if key == "<<" and isinstance(value, (dict, list)):
            top.merges.append(value)
            return
        top.value[key] = value
        top.place.children[key] = place

    def _merge(self, done: _Open, merged: object) -> None:
        for mapping in merged if isinstance(merged, list) else [merged]:
            if not isinstance(mapping, dict):
                raise self.source.error(done.start, "syntax", "`<<` takes a mapping or a list of mappings")
            for key, value in mapping.items():
                done.value.setdefault(key, value)

    def _check_tag(self, event: Any) -> None:  # noqa: ANN401 - the parser's events are untyped
        if event.tag and event.tag != "!" and event.tag not in _TAGS:
            raise self.source.error(
                _offset(event), "unknown-tag", f"`{event.tag}` is no type of a profile", "delete the word with the !"
            )


_HANDLERS: dict[str, Any] = {
    "DocumentStartEvent": _Builder.document,
    "ScalarEvent": _Builder.scalar,
    "MappingStartEvent": _Builder.start,
    "SequenceStartEvent": _Builder.start,
    "MappingEndEvent": _Builder.end,
    "SequenceEndEvent": _Builder.end,
    "AliasEvent": _Builder.alias,
}


def _offset(event: Any) -> int:  # noqa: ANN401 - the parser's events are untyped
    return int(event.start_mark.index)


def _events(source: Source) -> Iterator[Event]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(source.text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        offsets = (mark.index, context.index) if mark and context else (0, 0)
        raise _syntax_error(source, *offsets, error.problem or "") from None
    except yaml.reader.ReaderError as error:
        raise source.error(error.position, "control-character", "a character here may not stand in YAML") from None


#: What the parser says → code, message, hint, and whether to point at where the broken value began.
_EXPLANATIONS = (
    ("mapping values are not", "syntax", "a second `: ` on this line", "quote the text that holds the colon", False),
    ("expected key", "bad-indentation", "this line is not in line with the keys above", "align it", False),
    ("'-' indicator", "bad-indentation", "this line is not in line with the `-` above", "align it", False),
    ("expected ',' or", "syntax", "this bracket is not closed", "a comma or the closing bracket is missing", True),
    ("expected ':'", "syntax", "a key without its colon", "write `key: value`, with a space after the colon", True),
    ("end of stream", "syntax", "this quoted text has no end", "close the quotation mark", True),
    ("document indicator", "syntax", "this quoted text has no end", "close the quotation mark", True),
    (
        "unknown escape",
        "syntax",
        "an unknown \\ sequence in a quoted text",
        "double the \\ or use single quotes",
        False,
    ),
    ("cannot start any token", "syntax", "a text may not begin with this character", "quote the text", False),
    ("alphabetic or numeric", "syntax", "a text may not begin with * or &", "quote the text", False),
    ("node content", "syntax", "a value is missing here", "", False),
)


def _syntax_error(source: Source, offset: int, begun: int, said: str) -> Exception:
    """Return the error at the place where a person would look; `begun` is where the broken value began."""
    position = source.position(offset)
    indentation = position.source[: len(position.source) - len(position.source.lstrip())]
    if "\t" in indentation:
        first = offset - position.column + 1 + indentation.index("\t")
        return source.error(first, "tab", "a tab may not indent YAML", "indent with spaces")
    if source.text[max(offset - 1, 0) : offset] in {"'", '"'} and source.text[offset : offset + 1].strip():
        hint = "double the quotation mark inside, or use the other kind around the text"
        return source.error(offset, "syntax", "something follows the end of a quoted text", hint)
    for words, code, message, hint, at_begin in _EXPLANATIONS:
        if words in said:
            return source.error(begun if at_begin else offset, code, message, hint)
    return source.error(offset, "syntax", f"this is no YAML: {said}")
