"""YAML, with every text as it was typed.

Ours builds on the parser's events, because every loader of YAML guesses a type from how a value looks (`NO`,
`0123`, `12:30`), keeps the last of two equal keys in silence, and lets deep nesting exhaust the interpreter. Here
aliases count as if they were written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from resume_cli.profile.readers import limits
from resume_cli.profile.readers.positions import Node, Scan, SourceFile

_STANDARD = "tag:yaml.org,2002:"
_TAGS = {"!", *(_STANDARD + name for name in "str int float bool null timestamp seq map set merge".split())}
_EMPTY = {"", "~", "null"}
#: What YAML does not allow in a file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")

#: A line within an unquoted text that looks like an item of a list.
_ITEM = re.compile(r"\n[ \t]*[-*•] ")


def read(source: SourceFile) -> tuple[object, Scan]:
    """Return the plain data of a YAML text; errors are ProfileError with a position, or LimitError."""
    import yaml

    forbidden = _FORBIDDEN.search(source.text)
    if forbidden:
        message = f"the character U+{ord(forbidden[0]):04X} is not allowed in YAML"
        raise source.error(forbidden.start(), "control-character", message, "delete it")
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
        raise _syntax_error(source, *offsets, error.problem or "") from None
    except yaml.reader.ReaderError as error:
        message = "this character is not allowed in YAML"
        raise source.error(error.position, "control-character", message, "delete it") from None
    documents = builder.documents
    return next(iter(documents.value), None), lambda: documents.node.find((0,))


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet; `key` is that of the value which comes next."""

    value: Any
    node: Node
    anchor: str | None = None
    block: bool = False
    key: str | None = None
    key_offset: int = 0
    nodes: int = 1
    merges: list[object] = field(default_factory=list)


class _Builder:
    """Builds data and nodes from the parser's events, with a stack of its own, whose bottom is a list of documents."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.documents = _Open([], Node(0, 0))
        self.stack = [self.documents]
        self.anchors: dict[str, tuple[Any, Node, int] | None] = {}

    def document(self, _event: Any, offset: int) -> None:  # noqa: ANN401 - the parser's events are untyped
        """Refuse a second document."""
        if self.documents.value:
            hint = "delete everything from `---` on"
            raise self.source.error(offset, "several-documents", "a profile is one YAML document", hint)

    def scalar(self, event: Any, offset: int) -> None:  # noqa: ANN401 - as above
        """Take a text, as a key or as a value."""
        self._check_tag(event, offset)
        text: str = event.value
        if not event.style and event.end_mark.line > event.start_mark.line:
            text = self._with_items(text, offset, event.end_mark.index)
        limits.check(self.source.file, len(text), "characters")
        is_key = self._expects_key()
        value = None if event.implicit[0] and text in _EMPTY and not is_key else text
        node = Node(offset, offset)
        if event.anchor:
            self.anchors[event.anchor] = (value, node, 1)
        if is_key:
            self._take_key(text, offset)
        else:
            self._add(value, node, 1)

    def _with_items(self, text: str, start: int, end: int) -> str:
        """Return an unquoted text of several lines, with its line ends if some begin with a `-`.

        YAML would join `- Led the team` and, deeper below it, `- Hired two` to one line.
        """
        typed = self.source.text[start:end]
        return typed if _ITEM.search(typed) else text

    def start(self, event: Any, offset: int) -> None:  # noqa: ANN401 - as above
        """Open a mapping or a list."""
        self._check_tag(event, offset)
        if self._expects_key():
            raise self.source.error(offset, "syntax", "a key must be a text", "quote it if it begins with { or [")
        limits.check(self.source.file, len(self.stack), "levels")
        if event.anchor:
            self.anchors[event.anchor] = None
        value: object = {} if type(event).__name__ == "MappingStartEvent" else []
        self.stack.append(_Open(value, Node(offset, offset), event.anchor, not event.flow_style))

    def end(self, _event: Any, _offset: int) -> None:  # noqa: ANN401 - as above
        """Close a mapping or a list."""
        done = self.stack.pop()
        for merged in done.merges:
            for mapping in merged if isinstance(merged, list) else [merged]:
                if not isinstance(mapping, dict):
                    message = "`<<` takes a mapping or a list of mappings"
                    raise self.source.error(done.node.value, "syntax", message)
                done.value.update({key: value for key, value in mapping.items() if key not in done.value})
        if done.anchor:
            self.anchors[done.anchor] = (done.value, done.node, done.nodes)
        if done.block and self.stack[-1].key is not None:
            # Such a value begins on the next line; people look for it at its key.
            done.node.value = self.stack[-1].key_offset
        self._add(done.value, done.node, done.nodes)

    def alias(self, event: Any, offset: int) -> None:  # noqa: ANN401 - as above
        """Take what an anchor names."""
        name = event.anchor
        if name not in self.anchors:
            hint = "quote a text that begins with *"
            raise self.source.error(offset, "unknown-alias", f"no `&{name}` comes before this", hint)
        anchored = self.anchors[name]
        if anchored is None:
            raise self.source.error(offset, "alias-loop", f"`*{name}` is inside the value that it repeats")
        value, node, nodes = anchored
        if not self._expects_key():
            self._add(value, Node(offset, offset, node.children), nodes)
        elif isinstance(value, str):
            self._take_key(value, offset)
        else:
            raise self.source.error(offset, "syntax", "a key must be a text")

    def _expects_key(self) -> bool:
        return isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _take_key(self, key: str, offset: int) -> None:
        top = self.stack[-1]
        if key in top.value:
            self.source.problems.append(self.source.duplicate(key, offset, top.node.children[key].key))
        top.key, top.key_offset = key, offset

    def _add(self, value: object, node: Node, nodes: int) -> None:
        top = self.stack[-1]
        top.nodes += nodes
        limits.check(self.source.file, top.nodes, "values")
        if isinstance(top.value, list):
            top.node.children[len(top.value)] = node
            top.value.append(value)
            return
        key, top.key = top.key or "", None
        node.key = top.key_offset
        if key == "<<" and isinstance(value, dict | list):
            top.merges.append(value)
        elif key not in top.value:
            top.value[key] = value
            top.node.children[key] = node

    def _check_tag(self, event: Any, offset: int) -> None:  # noqa: ANN401 - as above
        if event.tag and event.tag not in _TAGS:
            message = f"profiles have no values of the type `{event.tag}`"
            raise self.source.error(offset, "unknown-tag", message, "delete the word with the !")


_HANDLERS: dict[str, Any] = {
    "DocumentStartEvent": _Builder.document, "ScalarEvent": _Builder.scalar, "AliasEvent": _Builder.alias,
    "MappingStartEvent": _Builder.start, "SequenceStartEvent": _Builder.start,
    "MappingEndEvent": _Builder.end, "SequenceEndEvent": _Builder.end,
}  # fmt: skip

_OPEN_QUOTATION = ("syntax", "unterminated quoted text", "close the quotation mark", True)
#: What the parser says → code, message, hint, and whether to point at where the broken value began.
_EXPLANATIONS = {
    "mapping values are not": ("syntax", "a second `: ` on this line", "quote the text that holds the colon", False),
    "expected key": ("bad-indentation", "this line is not aligned with the keys above", "align it", False),
    "'-' indicator": ("bad-indentation", "this line is not aligned with the `-` above", "align it", False),
    "expected ',' or": ("syntax", "unclosed bracket", "a comma or the closing bracket is missing", True),
    "expected ':'": ("syntax", "a key without its colon", "write `key: value`, with a space after the colon", True),
    "end of stream": _OPEN_QUOTATION,
    "document indicator": _OPEN_QUOTATION,
    "unknown escape": ("syntax", "unknown \\ sequence in a quoted text", "double the \\ or use single quotes", False),
    "cannot start any token": ("syntax", "a text may not begin with this character", "quote the text", False),
    "alphabetic or numeric": ("syntax", "a text may not begin with * or &", "quote the text", False),
    "node content": ("syntax", "a value is missing here", "", False),
}


def _syntax_error(source: SourceFile, offset: int, begun: int, said: str) -> Exception:
    """Return the error at the place where a person would look; `begun` is where the broken value began."""
    position = source.position(offset)
    indentation = position.source[: len(position.source) - len(position.source.lstrip())]
    if "\t" in indentation:
        first = offset - position.column + 1 + indentation.index("\t")
        return source.error(first, "tab", "YAML does not allow a tab as indentation", "indent with spaces")
    if source.text[max(offset - 1, 0) : offset] in {"'", '"'} and source.text[offset : offset + 1].strip():
        hint = "double the quotation mark inside, or use the other kind around the text"
        return source.error(offset, "syntax", "something follows the end of a quoted text", hint)
    for words, (code, message, hint, at_begin) in _EXPLANATIONS.items():
        if words in said:
            return source.error(begun if at_begin else offset, code, message, hint)
    return source.error(offset, "syntax", f"not valid YAML: {said}")
