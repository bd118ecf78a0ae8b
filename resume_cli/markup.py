"""The parser of inline Markdown: bold, emphasis, code and links become inlines of the document.

A mark counts only if its writer can have meant it. The rules of CommonMark do not ensure that: they set `2*3*4` and
`*.py, **/*.ts` in italics and `__init__` in bold, but leave `见**“飞书”**的` as it is. So no library is used.

The parser makes one pass over the characters with a stack of open marks, so its time is linear in the length. It
never raises: markup that is not well-formed is text, and HTML is always text.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct, field

from resume_cli.document import Code, Emphasis, Inline, Inlines, Link, Strong, Text

#: The schemes that a link may have; a link with any other scheme remains text.
SCHEMES = ("https://", "http://", "mailto:", "tel:")

_ESCAPABLE = frozenset("\\`*_[]()!#+-.<>{}~|\"'&,:;/=?@^$%")
_SPECIAL = re.compile(r"[\\`*_\[\]]")
#: The characters of Chinese, Japanese and Korean, which have no spaces around marks; punctuation is included.
_CJK = (
    "\u1100\u11ff", "\u2e80\u9fff", "\ua960\ua97f", "\uac00\ud7ff", "\uf900\ufaff", "\uff00\uffef",
    "\U00020000\U0003ffff",
)  # fmt: skip
#: Signs that emphasis may end with, besides letters, digits, quotation marks and brackets: `**30%**`, `**Note:**`.
_LAST = frozenset("%‰+!?:;…°")
#: More signs for bold, which cannot be mistaken for a pattern of file names or a pointer: `**$5 m**`, `**Done.**`.
_FIRST_IN_BOLD = frozenset("$€£¥+-−±~≈<>≤≥#@.")
_LAST_IN_BOLD = frozenset(".,$€£¥#&*")
_BACKTICKS = re.compile("`+")
_DESTINATION = re.compile(
    r"\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*)|(https?://[^\s()/]+/[^\s()]*(?: [^\s()\"']+)+))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
#: The deepest level of nested marks; deeper ones are text, so that no exporter runs out of stack.
_DEEPEST = 8
#: A link target longer than this is not a link; the limit bounds the search for its end.
_LONGEST_TARGET = 2048


class _Frame(Struct):
    """An open mark, and the content after it so far."""

    mark: str
    children: list[Inline] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def flush(self) -> None:
        if self.text:
            self.children.append(Text("".join(self.text)))
            self.text.clear()


def _is_cjk(character: str) -> bool:
    return any(block[0] <= character <= block[1] for block in _CJK)


def is_link(target: str) -> bool:
    """Return whether a target may become a link: it has an allowed scheme, something after it, and no spaces."""
    lowered = target.lower()
    scheme = next((scheme for scheme in SCHEMES if lowered.startswith(scheme)), None)
    if scheme is None or len(target) == len(scheme):
        return False
    return not any(character.isspace() or ord(character) < 0x20 or character in '<>"\\' for character in target)


def inlines(source: str) -> Inlines:
    """Return the inlines of a text with inline Markdown."""
    if not _SPECIAL.search(source):
        return (Text(source),) if source else ()
    return _Parser(source).parse()


class _Parser(Struct):
    source: str
    position: int = 0
    stack: list[_Frame] = field(default_factory=lambda: [_Frame("")])
    #: Lengths of runs of backticks for which no closing run is ahead.
    endless: set[int] = field(default_factory=set)

    def parse(self) -> Inlines:
        while self.position < len(self.source):
            found = _SPECIAL.search(self.source, self.position)
            if found is None:
                self._text(self.source[self.position :])
                break
            self._text(self.source[self.position : found.start()])
            self.position = found.start()
            self._special(found.group())
        while len(self.stack) > 1:
            self._give_up()
        self.stack[0].flush()
        return tuple(_merged(self.stack[0].children))

    def _special(self, character: str) -> None:
        match character:
            case "\\":
                self._escape()
            case "`":
                self._code()
            case "[":
                self._open("[")
                self.position += 1
            case "]":
                self._close_link()
            case _:
                self._delimiters(character)

    def _text(self, characters: str) -> None:
        if characters:
            self.stack[-1].text.append(characters)
        self.position += len(characters)

    def _escape(self) -> None:
        following = self.source[self.position + 1 : self.position + 2]
        if following and following in _ESCAPABLE:
            self.stack[-1].text.append(following)
            self.position += 2
        else:
            self._text("\\")

    def _run(self, character: str) -> str:
        end = self.position
        while end < len(self.source) and self.source[end] == character:
            end += 1
        return self.source[self.position : end]

    def _code(self) -> None:
        run = self._run("`")
        start = self.position + len(run)
        end = -1 if len(run) in self.endless else _end_of_code(self.source, start, len(run))
        if end < 0:
            self.endless.add(len(run))
            self._text(run)
            return
        content = self.source[start:end]
        if content.startswith(" ") and content.endswith(" ") and content.strip():
            content = content[1:-1]
        self.stack[-1].flush()
        self.stack[-1].children.append(Code(content))
        self.position = end + len(run)

    def _open(self, mark: str) -> None:
        if len(self.stack) > _DEEPEST:
            self.stack[-1].text.append(mark)
        else:
            self.stack.append(_Frame(mark))

    def _delimiters(self, character: str) -> None:
        run = self._run(character)
        size = len(run)
        opens, closes = _flanks(self.source, self.position, size)
        self.position += size
        left = size
        if closes:
            while left and (closing := self._closing(character, left)):
                self._close(character, closing)
                left -= closing
        if left == size and opens:
            self._open(run)
        elif left:
            self.stack[-1].text.append(character * left)

    def _closing(self, character: str, left: int) -> int:
        """Return how many characters the run shares with the nearest open mark that it can close, or 0."""
        for frame in reversed(self.stack):
            if frame.mark == "[":
                return 0
            if frame.mark.startswith(character):
                size = len(frame.mark)
                return min(size, left) if size == left or 3 in {size, left} else 0
        return 0

    def _close(self, character: str, size: int) -> None:
        while not self.stack[-1].mark.startswith(character):
            self._give_up()
        frame = self.stack.pop()
        frame.flush()
        content: Inlines = tuple(_merged(frame.children))
        if size != 2:
            content = (Emphasis(content),)
        if size != 1:
            content = (Strong(content),)
        if len(frame.mark) > size:
            self.stack.append(_Frame(frame.mark[size:], [*content]))
        else:
            self.stack[-1].flush()
            self.stack[-1].children.extend(content)

    def _close_link(self) -> None:
        """Make a link of the content after the last open bracket, if a target follows that may be linked."""
        opened = any(frame.mark == "[" for frame in self.stack)
        target = self._target() if opened else None
        if target is None:
            while opened and self.stack[-1].mark != "[":
                self._give_up()
            if opened:
                self._give_up()
            self._text("]")
            return
        while self.stack[-1].mark != "[":
            self._give_up()
        href, self.position = target
        frame = self.stack.pop()
        frame.flush()
        children = tuple(_merged(_without_links(frame.children))) or (Text(href),)
        self.stack[-1].flush()
        self.stack[-1].children.append(Link(children, href))

    def _target(self) -> tuple[str, int] | None:
        after = self.position + 1
        found = _DESTINATION.match(self.source, after, min(len(self.source), after + _LONGEST_TARGET))
        if found is None:
            return None
        href = re.sub(r"\\(.)", r"\1", found[1] or found[2] or found[3] or "").replace(" ", "%20")
        return (href, found.end()) if is_link(href) else None

    def _give_up(self) -> None:
        """Turn the innermost open mark back into text."""
        frame = self.stack.pop()
        frame.flush()
        parent = self.stack[-1]
        parent.text.append(frame.mark)
        parent.flush()
        parent.children.extend(frame.children)


def _end_of_code(source: str, start: int, length: int) -> int:
    for found in _BACKTICKS.finditer(source, start):
        if len(found.group()) == length:
            return found.start()
    return -1


def _flanks(source: str, start: int, size: int) -> tuple[bool, bool]:
    """Return whether the run of marks at `start` may open and may close emphasis.

    Neighbouring marks (`**_a_**`) are skipped, so that the same characters decide for all of them.
    """
    if size > (1 if source[start] == "_" else 3):
        return False, False
    before, after = start, start + size
    while before and source[before - 1] in "*_" and start - before < _DEEPEST:
        before -= 1
    while after < len(source) and source[after] in "*_" and after - start < _DEEPEST:
        after += 1
    outer, inner = source[before - 1 : before] if before else "", source[after : after + 1]
    bold = size > 1
    opens = _is_outside(outer, opening=True) and _is_inside(inner, _FIRST_IN_BOLD if bold else frozenset())
    closes = _is_outside(inner, opening=False) and _is_inside(outer, _LAST | _LAST_IN_BOLD if bold else _LAST)
    return opens, closes


def _is_outside(character: str, *, opening: bool) -> bool:
    """Return whether emphasis may begin after, or end before, this character, or the end of the text if it is empty."""
    if not character or character.isspace() or _is_cjk(character):
        return True
    if character.isalnum() or character in "`\\":
        return False
    if character in "\"'–—":
        return True
    category = unicodedata.category(character)
    return category in ({"Ps", "Pi", "So"} if opening else {"Pe", "Pf", "Po", "Pd", "So"})


def _is_inside(character: str, signs: frozenset[str]) -> bool:
    """Return whether a character may be the first or the last within emphasis."""
    if not character or character.isspace():
        return False
    if character.isalnum() or character in "\"'`\\" or character in signs or _is_cjk(character):
        return True
    return unicodedata.category(character) in {"Ps", "Pi", "Pe", "Pf", "Mn", "Mc", "So"}


def _without_links(children: list[Inline]) -> list[Inline]:
    """Return inlines with each link replaced by its content, because a link cannot contain another link."""
    flat: list[Inline] = []
    for child in children:
        match child:
            case Link(children=inner):
                flat.extend(inner)
            case Strong(children=inner):
                flat.append(Strong(tuple(_without_links(list(inner)))))
            case Emphasis(children=inner):
                flat.append(Emphasis(tuple(_without_links(list(inner)))))
            case _:
                flat.append(child)
    return flat


def _merged(children: list[Inline]) -> list[Inline]:
    """Return inlines with neighbouring texts joined into one."""
    merged: list[Inline] = []
    for child in children:
        last = merged[-1] if merged else None
        if isinstance(child, Text) and isinstance(last, Text):
            merged[-1] = Text(last.content + child.content)
        else:
            merged.append(child)
    return merged
