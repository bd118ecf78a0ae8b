"""Diagnoses of invalid YAML, which describe the mistake that a person made instead of the parser's complaint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from resume_cli.profile.readers.yaml_warnings import COMMENT, QUOTE, is_text, short

if TYPE_CHECKING:
    from resume_cli.profile.readers.positions import SourceFile

#: Characters that look like spaces at the beginning of a line but are not.
_ODD_SPACE = re.compile(r" *(?P<odd>[\t\xa0\u2000-\u200a\u202f\u3000])")
_KEY = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<key>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s#\"'\[{&*!|>%@`-][^#\r\n]*?)"
    r"[ \t]*:(?=\s|$)",
    re.MULTILINE,
)
_WIDE_COLON = re.compile(r"[ \t]*(?:-[ \t]+)?[^\s:：]+(?P<colon>：)(?![^\r\n]*: )")


class Last(NamedTuple):
    """The last text or bracket before a mistake: the offsets of its start and end, and its closing sign, if any."""

    start: int = 0
    end: int = 0
    closing: str = ""


class Slip(NamedTuple):
    """A mistake: where the parser stopped, where the unreadable value began, its message, and what came last."""

    source: SourceFile
    offset: int
    begun: int
    said: str
    last: Last


_Diagnosis: TypeAlias = tuple[int, str, str, str] | None


def error(slip: Slip) -> Exception:
    """Return the exception for a mistake, at the place where a person would look for it.

    Problems already found on its line or below it are discarded.
    """
    source = slip.source
    odd_space(source, source.line_start(slip.offset))
    diagnoses = (_apostrophe, _rest, _indentation, _comment, _sign, _explanation)
    at, *told = next(filter(None, (diagnose(slip) for diagnose in diagnoses)))
    line = source.position(at).line
    source.problems = [each for each in source.problems if each.position and each.position.line < line]
    return source.error(at, *told)


def odd_space(source: SourceFile, offset: int) -> None:
    """Raise ProfileError if a line is indented with anything but spaces."""
    odd = _ODD_SPACE.match(source.text, offset)
    if odd:
        code, what = ("tab", "a tab") if odd["odd"] == "\t" else ("bad-indentation", "a full-width or no-break space")
        message = f"YAML does not allow {what} as indentation"
        raise source.error(odd.start("odd"), code, message, "indent with spaces")


def _apostrophe(slip: Slip) -> _Diagnosis:
    """Find an apostrophe that opens a quoted text on a line that does not end with another apostrophe."""
    text, last = slip.source.text, slip.last
    is_open = "end of stream" in slip.said or "document indicator" in slip.said
    start = slip.begun if is_open else last.start
    runs_on = last.closing == "'" and "\n" in text[start : last.end] and "\n" not in text[last.end : slip.offset]
    is_apostrophe = re.match(r"'\w", text[start : start + 2])
    if not is_apostrophe or not (is_open or runs_on) or slip.source.position(start).source.rstrip().endswith("'"):
        return None
    hint = "put double quotation marks around the text, or close the quotation mark"
    return start, "syntax", "the apostrophe opens a quoted text", hint


def _rest(slip: Slip) -> _Diagnosis:
    """Find text after a closing quotation mark or bracket."""
    text, closing = slip.source.text, slip.last.closing
    if not closing or text[slip.last.end : slip.offset].strip(" ") or not text[slip.offset : slip.offset + 1].strip():
        return None
    what, hint = "quotation mark", f"{QUOTE} of the other kind"
    if closing in "]}":
        what, hint = "bracket", f"a text that begins with {'[' if closing == ']' else '{'} must be quoted as a whole"
    elif slip.offset == slip.last.end:
        hint = "double the quotation mark inside, or use the other kind around the text"
    if "expected ','" in slip.said:
        hint += ", or add a comma"
    return slip.offset, "syntax", f"text follows the closing {what}", hint


def _indentation(slip: Slip) -> _Diagnosis:
    """Find a key or a `-` that is not aligned with its neighbours."""
    source, before = slip.source, slip.source.line_start(slip.last.start)
    key = _KEY.match(source.text, source.line_start(slip.offset))
    above = _KEY.match(source.text, before)
    if not key or not above or before >= key.start() or key.end() < slip.offset or " " in key["key"].strip("'\""):
        return None
    if key["dash"] and not above["dash"]:
        items = [each for each in _KEY.finditer(source.text, 0, before) if each["dash"]]
        if not items:
            return key.end("indent"), "bad-indentation", "the text above goes on in this list", "align the `-`"
        above = items[-1]
    columns = [len(each["indent"] + (each["dash"] if not key["dash"] else "")) for each in (key, above)]
    if columns[0] == columns[1]:
        return None
    what = "`-`" if key["dash"] else "key"
    message = f"this {what} is indented {columns[0]} space{'s' * (columns[0] != 1)}, its neighbours {columns[1]}"
    return key.end("indent"), "bad-indentation", message, "align them, or quote a text that holds the colon"


def _comment(slip: Slip) -> _Diagnosis:
    """Find a comment that cuts off a text that continues after it."""
    source = slip.source
    found = COMMENT.match(source.text, slip.last.end) or COMMENT.search(source.text, slip.begun, slip.offset)
    if found is None or found.end() > slip.offset:
        return None
    value = source.text[slip.last.start : slip.last.end]
    goes_on = re.match(r"[ \t]*[^\s#\[\]{}&*!|>\"'%@`:,-][^:\r\n]*$", source.position(slip.offset).source)
    if not goes_on and not is_text(value, found):
        return None
    hint = f"{QUOTE}, or add a comma" if "expected ','" in slip.said else QUOTE
    return found.start("comment"), "syntax", f"the text ends here: `{short(found['comment'])}` is a comment", hint


def _sign(slip: Slip) -> _Diagnosis:
    """Find the marks of a merge conflict, a full-width colon, or a `-` without a space."""
    conflict = re.search("^<{7} ", slip.source.text, re.MULTILINE)
    if conflict:
        return conflict.start(), "syntax", "an unresolved merge conflict", "keep one of the two versions"
    for offset in (slip.last.start, slip.begun, slip.offset):
        wide = _WIDE_COLON.match(slip.source.text, slip.source.line_start(offset))
        if wide:
            return wide.start("colon"), "syntax", "a full-width colon after a key", "write `: ` with a space"
        if re.match(r"-[^\W\d]", slip.source.text[offset : offset + 2]):
            return offset, "syntax", "a `-` without a space after it", "write `- ` before each item"
    return None


_OPEN_QUOTATION = ("syntax", "unterminated quoted text", "close the quotation mark", True)
_ESCAPE = ("syntax", "unknown \\ sequence in a quoted text", "double the \\ or use single quotes", False)
#: A part of the parser's message → code, message, hint, and whether to point at the start of the broken value.
_EXPLANATIONS = {
    "mapping values are not": ("syntax", "a `: ` within a text that is not quoted", QUOTE, False),
    "expected key": ("bad-indentation", "this line is not aligned with the keys above", "align it", False),
    "'-' indicator": ("bad-indentation", "this line is not aligned with the `-` above", "align it", False),
    "expected ',' or": ("syntax", "unclosed bracket", "a comma or the closing bracket is missing", True),
    "expected ':'": ("syntax", "a key without its colon", "write `key: value`, with a space after the colon", True),
    "end of stream": _OPEN_QUOTATION,
    "document indicator": _OPEN_QUOTATION,
    "unknown escape": _ESCAPE,
    "expected hexdecimal": _ESCAPE,
    "cannot start any token": ("syntax", "a text may not begin with this character", "quote the text", False),
    "alphabetic or numeric": ("syntax", "a text may not begin with * or &", "quote the text", True),
    "comment or line break": ("syntax", "a text may not begin with > or |", "quote the text", True),
    "mapping keys are not": ("syntax", "a text may not begin with `? `", "quote the text", False),
    "sequence entries are": ("syntax", "a list begins below its key", "begin a new line, or quote the text", False),
    "node content": ("syntax", "a value is missing here", "", False),
}


def _explanation(slip: Slip) -> tuple[int, str, str, str]:
    for words, (code, message, hint, at_begin) in _EXPLANATIONS.items():
        if words in slip.said:
            return slip.begun if at_begin else slip.offset, code, message, hint
    return slip.offset, "syntax", f"not valid YAML: {slip.said}", ""


def lone_text(source: SourceFile) -> None:
    """Raise ProfileError if a file is a single text because its first key is not followed by a colon and a space."""
    key = re.match(r"\s*+(?:#.*+\s*+)*[\w ]+(?P<colon>：|:(?=\S)(?!//))", source.text)
    if key:
        message = "a full-width colon after a key" if key["colon"] == "：" else "no space after this colon"
        source.problems.clear()
        raise source.error(key.start("colon"), "syntax", message, "write a colon and a space after each key")
