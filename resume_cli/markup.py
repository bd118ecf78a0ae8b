"""Inline Markdown, and nothing more: bold, emphasis, code and links become inlines of the document.

One pass over the characters with a stack of open marks, so the time is linear in the length. It never
raises: what is not well-formed markup is text, and HTML is always text. Markdown libraries are for whole
documents: they know no limit of depth, and turn lists, headings and HTML into what a line of a résumé has not.
"""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.document import Code, Emphasis, Inline, Inlines, Link, Strong, Text

_ESCAPABLE = frozenset("\\`*_[]()!#+-.<>{}~|\"'&,:;/=?@^$%")
_MARKS = re.compile(r"\\|`+|\*+|_+|[\[\]]")
_BACKTICKS = re.compile("`+")
_DESTINATION = re.compile(r"\(\s*(?:<([^<>\s]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
#: A link may only have one of these schemes; anything else stays the text it was.
_TARGET = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f<>\"\\]+", re.IGNORECASE)
#: How deep marks may be nested; deeper ones are text, so that no exporter runs out of stack.
_DEEPEST = 8
#: A longer link target is text; this bounds the search for its end.
_LONGEST_TARGET = 2048


def is_link(target: str) -> bool:
    """Whether a target may become a link: https, http, mailto or tel, with something behind it and no spaces."""
    return bool(_TARGET.fullmatch(target))


def inlines(source: str) -> Inlines:
    """Return the inlines of a text with inline Markdown."""
    if not _MARKS.search(source):
        return (Text(source),) if source else ()
    return _Parser(source).parse()


class _Frame(Struct):
    """An open mark, and what follows it so far."""

    mark: str
    children: list[Inline] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def add(self, *inlines: Inline) -> None:
        if self.text:
            self.children.append(Text("".join(self.text)))
            self.text.clear()
        self.children.extend(inlines)

    def content(self) -> Inlines:
        """Return the children, with neighbouring texts joined: one run of characters is one text."""
        self.add()
        joined: list[Inline] = []
        for child in self.children:
            last = joined[-1] if joined else None
            if isinstance(child, Text) and isinstance(last, Text):
                joined[-1] = Text(last.content + child.content)
            else:
                joined.append(child)
        return tuple(joined)


class _Parser(Struct):
    source: str
    position: int = 0
    stack: list[_Frame] = field(default_factory=lambda: [_Frame("")])
    #: Lengths of runs of backticks that are known to have no end ahead.
    endless: set[int] = field(default_factory=set)

    def parse(self) -> Inlines:
        while found := _MARKS.search(self.source, self.position):
            self._text(self.source[self.position : found.start()])
            self._mark(found.group())
        self._text(self.source[self.position :])
        self._give_up_to(0)
        return self.stack[0].content()

    def _mark(self, run: str) -> None:
        match run[0]:
            case "\\":
                self._escape()
            case "`":
                self._code(run)
            case "[":
                self._open("[")
                self.position += 1
            case "]":
                self._close_link()
            case _:
                self._delimiters(run)

    def _text(self, characters: str) -> None:
        if characters:
            self.stack[-1].text.append(characters)
        self.position += len(characters)

    def _escape(self) -> None:
        following = self.source[self.position + 1 : self.position + 2]
        if following and following in _ESCAPABLE:
            self.position += 1
            self._text(following)
        else:
            self._text("\\")

    def _code(self, run: str) -> None:
        start = self.position + len(run)
        end = -1 if len(run) in self.endless else _end_of_code(self.source, start, len(run))
        if end < 0:
            self.endless.add(len(run))
            self._text(run)
            return
        content = self.source[start:end]
        if content.startswith(" ") and content.endswith(" ") and content.strip():
            content = content[1:-1]
        self.stack[-1].add(Code(content))
        self.position = end + len(run)

    def _open(self, mark: str) -> None:
        if len(self.stack) > _DEEPEST:
            self.stack[-1].text.append(mark)
        else:
            self.stack.append(_Frame(mark))

    def _delimiters(self, run: str) -> None:
        before = self.source[self.position - 1 : self.position]
        self.position += len(run)
        opens, closes = _flanks(run[0], before, self.source[self.position : self.position + 1])
        left = len(run)
        while left:
            size = min(left, 2)
            if closes and (depth := self._closing(run[0], left)):
                left -= len(self.stack[depth].mark)
                self._close(depth)
            elif opens:
                self._open(run[0] * size)
                left -= size
            else:
                self.stack[-1].text.append(run[0] * left)
                left = 0

    def _closing(self, character: str, left: int) -> int:
        """Return the depth of the nearest open mark of this character that the run can close, or 0."""
        for depth in range(len(self.stack) - 1, 0, -1):
            mark = self.stack[depth].mark
            if mark == "[":
                return 0
            if mark[0] == character and len(mark) <= left:
                return depth
        return 0

    def _close(self, depth: int) -> None:
        self._give_up_to(depth)
        frame = self.stack.pop()
        if children := frame.content():
            self.stack[-1].add(Strong(children) if len(frame.mark) == 2 else Emphasis(children))
        else:
            self.stack[-1].text.append(frame.mark * 2)

    def _close_link(self) -> None:
        """Make a link of what follows the last open bracket, if a target comes next that may be linked."""
        depth = max((depth for depth, frame in enumerate(self.stack) if frame.mark == "["), default=0)
        target = self._target() if depth else None
        if target is None:
            if depth:
                self._give_up_to(depth - 1)
            self._text("]")
            return
        self._give_up_to(depth)
        href, self.position = target
        children = _without_links(self.stack.pop().content())
        self.stack[-1].add(Link(children or (Text(href),), href))

    def _target(self) -> tuple[str, int] | None:
        after = self.position + 1
        found = _DESTINATION.match(self.source, after, min(len(self.source), after + _LONGEST_TARGET))
        if found is None:
            return None
        href = re.sub(r"\\(.)", r"\1", found.group(1) or found.group(2) or "")
        return (href, found.end()) if is_link(href) else None

    def _give_up_to(self, depth: int) -> None:
        """Turn the marks that are open above a depth into the texts they were."""
        while len(self.stack) - 1 > depth:
            frame = self.stack.pop()
            frame.add()
            self.stack[-1].text.append(frame.mark)
            self.stack[-1].add(*frame.children)


def _end_of_code(source: str, start: int, length: int) -> int:
    runs = _BACKTICKS.finditer(source, start)
    return next((run.start() for run in runs if len(run.group()) == length), -1)


def _flanks(character: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run between these characters may open, and may close; underscores inside words do neither."""
    opens = bool(after) and not after.isspace()
    closes = bool(before) and not before.isspace()
    if character == "_":
        return opens and not before.isalnum(), closes and not after.isalnum()
    return opens, closes


def _without_links(content: Inlines) -> Inlines:
    """Return inlines with links replaced by their words, since a link cannot be in a link."""
    flat = _Frame("")
    for inline in content:
        match inline:
            case Link(children):
                flat.add(*children)
            case Strong(children) | Emphasis(children):
                flat.add(replace(inline, children=_without_links(children)))
            case _:
                flat.add(inline)
    return flat.content()
