"""The YAML reader, which keeps every text as it was typed.

It builds on the events of the parser, because loaders of YAML guess types from the form of a value (`NO`, `0123`,
`12:30`), silently keep the last of two equal keys, and let deep nesting exhaust the interpreter. Aliases count towards
the limits as if they were written out.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from resume_cli.profile.readers import limits, yaml_errors, yaml_warnings
from resume_cli.profile.readers.positions import Node, Scan, SourceFile

_STANDARD = "tag:yaml.org,2002:"
_TAGS = {"!", *(_STANDARD + name for name in "str int float bool null timestamp seq map set merge".split())}
_EMPTY = {"", "~", "null"}
#: The characters that YAML does not allow in a file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


def read(source: SourceFile) -> tuple[object, Scan]:
    """Return the plain data of a YAML text; raises ProfileError with a position, or LimitError."""
    import yaml

    source.refuse(_FORBIDDEN, "YAML")
    builder = _Builder(source)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(source.text, Loader=loader):
            handle = _HANDLERS.get(type(event).__name__)
            if handle:
                handle(builder, event, event.start_mark.index)  # type: ignore[union-attr]  # every event has one
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        offsets = (mark.index, context.index) if mark and context else (0, 0)
        raise yaml_errors.error(yaml_errors.Slip(source, *offsets, error.problem or "", builder.last)) from None
    documents = builder.documents
    data = next(iter(documents.value), None)
    if isinstance(data, str):
        yaml_errors.lone_text(source)
    return data, lambda: documents.node.find((0,))


class _Open(Struct):
    """A mapping or list that has not ended yet; `key` is the key of the next value."""

    value: Any
    node: Node
    anchor: str | None = None
    block: bool = False
    key: str | None = None
    key_offset: int = 0
    #: The last value if it is an unquoted text: its key or index, and the offsets of its start and end.
    text: tuple[str | int, int, int] | None = None
    #: The start and end of each text that YAML splits at its commas, by key or index.
    joined: dict[str | int, tuple[int, int]] = field(default_factory=dict)
    #: The number of values and characters, with all aliases written out.
    size: int = 1
    merges: list[tuple[object, Node]] = field(default_factory=list)


class _Builder:
    """Builds data and nodes from the events of the parser, on a stack whose bottom is the list of documents."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.documents = _Open([], Node(0, 0))
        self.stack = [self.documents]
        self.last = yaml_errors.Last()
        self.anchors: dict[str, tuple[Any, Node, int] | None] = {}

    def document(self, _event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Refuse a second document."""
        if self.documents.value:
            hint = "delete everything from `---` on"
            raise self.source.error(offset, "several-documents", "a profile is one YAML document", hint)

    def scalar(self, event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Add a text as a key or as a value."""
        self._check_tag(event, offset)
        text: str = event.value
        limits.check(self.source.file, len(text), "characters")
        is_key = self._expects_key()
        if text or event.style:
            self.last = yaml_errors.Last(offset, event.end_mark.index, event.style)
        if not is_key:
            if self._continues(event, offset):
                return
            text = self._meant(event, offset)
        value = None if event.implicit[0] and text in _EMPTY and not is_key else text
        node = Node(offset, offset)
        if event.anchor:
            self.anchors[event.anchor] = (value, node, 1 + len(text))
        if is_key:
            self._take_key(text, offset)
            return
        top = self.stack[-1]
        place = len(top.value) if top.key is None else top.key
        self._add(value, node, 1 + len(text))
        if text and not event.style:
            top.text = (place, offset, event.end_mark.index)

    def _continues(self, event: Any, offset: int) -> bool:  # noqa: ANN401 - the parser's events are untyped
        """Return whether a text within brackets continues the previous one, and if so mark the two to be joined."""
        top, text = self.stack[-1], self.source.text
        if top.block or event.style or top.text is None:
            return False
        place, start, end = top.text
        if isinstance(top.value, dict):
            # A key without a colon: `{name: Lund, Holm and Partners}`.
            has_colon = text[top.key_offset : offset].rstrip().endswith(":")
            is_rest = event.value == "" and not has_colon and text[end : top.key_offset].strip() == ","
        else:
            is_rest = yaml_warnings.is_number_with_commas(text, start, end, offset)
        if is_rest:
            top.key = None
            top.joined[place] = (start, event.end_mark.index)
            top.text = (place, start, event.end_mark.index)
        return is_rest

    def _meant(self, event: Any, offset: int) -> str:  # noqa: ANN401 - the parser's events are untyped
        """Return a text as it was meant, and warn of comments that cut it and of lines that are joined."""
        text: str = event.value
        top, end = self.stack[-1], event.end_mark.index
        typed = self.source.text[offset:end]
        if event.style != "|" and not typed.isprintable():
            is_item = not event.style and isinstance(top.value, list)
            if is_item and yaml_warnings.is_nested(typed, offset - self.source.line_start(offset)):
                text = typed
            else:
                text = yaml_warnings.unfolded(self.source, text, (offset, end), event.style)
        if not event.style:
            yaml_warnings.check_comment(self.source, text, end, offset - 1 if top.key is None else top.key_offset)
        return text

    def start(self, event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Open a mapping or a list."""
        self._check_tag(event, offset)
        if self._expects_key():
            raise self.source.error(
                offset, "syntax", "a key must be a text", "a text that begins with [ or { must be quoted"
            )
        limits.check(self.source.file, len(self.stack), "levels")
        if event.anchor:
            self.anchors[event.anchor] = None
        value: object = {} if type(event).__name__ == "MappingStartEvent" else []
        self.stack.append(_Open(value, Node(offset, offset), event.anchor, not event.flow_style))

    def end(self, event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Close a mapping or a list."""
        done = self.stack.pop()
        for place, span in done.joined.items():
            done.value[place] = yaml_warnings.joined(self.source, *span)
        if event.end_mark.index > offset:
            self.last = yaml_errors.Last(
                done.node.value, event.end_mark.index, "]" if isinstance(done.value, list) else "}"
            )
        for merged, node in done.merges:
            several = merged if isinstance(merged, list) else [merged]
            for index, mapping in enumerate(several):
                if not isinstance(mapping, dict):
                    message = "`<<` takes a mapping or a list of mappings"
                    raise self.source.error(
                        node.value, "syntax", message, "write `<<: *name` with the name of an anchor"
                    )
                found = node.children[index] if mapping is not merged else node
                done.value.update({key: value for key, value in mapping.items() if key not in done.value})
                done.node.children = {**found.children, **done.node.children}
        if done.anchor:
            self.anchors[done.anchor] = (done.value, done.node, done.size)
        if done.block and self.stack[-1].key is not None:
            # A block begins on the line after its key, but people look for it at the key.
            done.node.value = self.stack[-1].key_offset
        self._add(done.value, done.node, done.size)

    def alias(self, event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Add the value of an anchor."""
        name = event.anchor
        if name not in self.anchors:
            hint = "quote a text that begins with *"
            raise self.source.error(offset, "unknown-alias", f"no `&{name}` comes before this", hint)
        anchored = self.anchors[name]
        if anchored is None:
            raise self.source.error(offset, "alias-loop", f"`*{name}` is inside the value that it repeats")
        value, node, size = anchored
        self.source.spend(size)
        if not self._expects_key():
            self._add(value, Node(offset, offset, node.children), size)
        elif isinstance(value, str):
            self._take_key(value, offset)
        else:
            raise self.source.error(offset, "syntax", "a key must be a text")

    def _expects_key(self) -> bool:
        return isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _take_key(self, key: str, offset: int) -> None:
        top = self.stack[-1]
        if not key[:1].isascii():
            yaml_errors.odd_space(self.source, offset)
        if key in top.value:
            self.source.problems.append(self.source.duplicate(key, offset, top.node.children[key].key))
        top.key, top.key_offset = key, offset
        top.size += len(key)

    def _add(self, value: object, node: Node, size: int) -> None:
        top = self.stack[-1]
        top.size += size
        top.text = None
        if isinstance(top.value, list):
            top.node.children[len(top.value)] = node
            top.value.append(value)
            return
        key, top.key = top.key or "", None
        node.key = top.key_offset
        if key == "<<" and value is not None:
            top.merges.append((value, node))
        elif key not in top.value:
            top.value[key] = value
            top.node.children[key] = node

    def _check_tag(self, event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        if event.tag and event.tag not in _TAGS:
            message = f"profiles have no values of the type `{event.tag}`"
            raise self.source.error(offset, "unknown-tag", message, "delete the word with the !, or quote the text")


_HANDLERS: dict[str, Any] = {
    "DocumentStartEvent": _Builder.document, "ScalarEvent": _Builder.scalar, "AliasEvent": _Builder.alias,
    "MappingStartEvent": _Builder.start, "SequenceStartEvent": _Builder.start,
    "MappingEndEvent": _Builder.end, "SequenceEndEvent": _Builder.end,
}  # fmt: skip
