"""The differences between two profiles as plain data, field by field; entries are paired by their names."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from msgspec import Struct

from resume_cli.errors import format_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resume_cli.errors import FieldPath

#: The keys that name an entry, the most specific first.
_NAMES = ("number", "doi", "id", "name", "title", "institution", "organization", "network", "language", "position")
#: A word, a space, or a character of a script that is written without spaces.
_WORDS = re.compile(r"[^\s\u2e80-\U0003ffff]+|.", re.DOTALL)
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
dt {{ font-weight: 600; margin-top: 1.2rem }} dd {{ margin: .2rem 0 0; white-space: pre-wrap }}
del {{ background: light-dark(#ffd7d5, #6e2a2a) }}
ins {{ background: light-dark(#ccffd8, #1f5130); text-decoration: none }}
</style>
</head>
<body>
<h1>{title}</h1>
<dl>
{rows}</dl>
</body>
</html>
"""


class Difference(Struct, frozen=True):
    """A field, the entry it belongs to, and its values before and after; None means that there is no value."""

    path: FieldPath
    entry: str
    before: Any
    after: Any

    @property
    def field(self) -> str:
        """The path in readable form, with the name of the entry: `work[0].highlights[2] (Kuaishou)`."""
        return format_path(self.path) + (f" ({self.entry})" if self.entry else "")


def differences(before: Any, after: Any, path: FieldPath = (), entry: str = "") -> Iterator[Difference]:  # noqa: ANN401 - plain data
    """Yield the differences between two values of plain data, in the order of the data."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from differences(before.get(key), after.get(key), (*path, key), entry)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_lists(before, after, path, entry)
    elif before != after:
        yield Difference(path, entry, before, after)


def _in_lists(before: list[Any], after: list[Any], path: FieldPath, entry: str) -> Iterator[Difference]:
    for old, new in _pairs(before, after):
        if old is None and new is not None:
            yield Difference((*path, new), _name(after[new]) or entry, None, after[new])
        elif new is None and old is not None:
            yield Difference((*path, old), _name(before[old]) or entry, before[old], None)
        elif old is not None and new is not None:
            yield from differences(before[old], after[new], (*path, new), _name(after[new]) or entry)
    common = [each for each in map(_identity, before) if each in set(map(_identity, after))]
    order = [each for each in map(_identity, after) if each in set(common)]
    if sorted(common) == sorted(order) and common != order:
        yield Difference(path, entry, [_name(each) or each for each in before], [_name(each) or each for each in after])


def _pairs(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the indexes of matching values, or None and an index for values without a match.

    Values with the same name match, and the remaining ones are paired in order.
    """
    olds, news = list(map(_identity, before)), list(map(_identity, after))
    free = set(range(len(before)))
    partners: dict[int, int] = {}
    for new, identity in enumerate(news):
        old = next((each for each in sorted(free) if olds[each] == identity), None)
        if old is not None:
            partners[new] = old
            free.discard(old)
    # The names of the remaining values have changed, so they are paired in order.
    left = [new for new in range(len(after)) if new not in partners]
    partners |= dict(zip(left, sorted(free), strict=False))
    yield from ((partners.get(new), new) for new in range(len(after)))
    yield from ((old, None) for old in sorted(set(range(len(before))) - set(partners.values())))


def _identity(value: Any) -> str:  # noqa: ANN401 - plain data
    named = value if not isinstance(value, dict) else next((value[key] for key in _NAMES if value.get(key)), value)
    return json.dumps(named, ensure_ascii=False, sort_keys=True)


def _name(value: Any) -> str:  # noqa: ANN401 - plain data
    """Return the name of an entry for display, or an empty string."""
    if not isinstance(value, dict):
        return ""
    named = next((value[key] for key in _NAMES if value.get(key)), "")
    named = next(iter(named.values()), "") if isinstance(named, dict) else named
    return ", ".join(map(str, named)) if isinstance(named, list) else str(named)


def written(value: Any) -> str:  # noqa: ANN401 - plain data
    """Return a value as one line: a text with a mark between its paragraphs, or any other value as JSON."""
    return " ¶ ".join(value.split("\n\n")) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def page(found: Iterable[Difference], title: str) -> str:
    """Return differences as an HTML page with the changed words marked."""
    rows = Markup()
    for each in found:
        rows += Markup("<dt>{}</dt>\n<dd>{}</dd>\n").format(each.field, _marked(each.before, each.after))
    return _PAGE.format(title=escape(title), rows=rows)


def _marked(before: Any, after: Any) -> Markup:  # noqa: ANN401 - plain data
    if before is None or after is None:
        tag = "ins" if before is None else "del"
        return Markup("<{0}>{1}</{0}>").format(Markup(tag), written(after if before is None else before))  # noqa: S704 - one of two
    old, new = _WORDS.findall(written(before)), _WORDS.findall(written(after))
    parts = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(escape("".join(old[first:last])))
            continue
        marks = ("del", old[first:last]), ("ins", new[begin:end])
        marked = (Markup("<{0}>{1}</{0}>").format(tag, "".join(words)) for tag, words in marks if words)
        parts.append(Markup(" ").join(marked))
    return Markup().join(parts)
