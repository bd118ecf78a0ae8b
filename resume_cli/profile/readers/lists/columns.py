"""The names of the columns of exported lists, in databases of patents and papers and in several languages.

The names are in `columns.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from resume_cli.profile import other_keys
from resume_cli.profile.fields import FieldKind, Item, keys_of
from resume_cli.profile.model import Patent, Publication
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.profile.readers.positions import SourceFile

#: The table of `columns.toml` with the columns of each class.
_TABLES: Mapping[type[Item], str] = {Patent: "patents", Publication: "publications"}
#: The rank of a column whose name is one of the other names of a key in a profile.
_OTHER_KEY = 100
#: The maximum number of names in a message.
_LISTED = 100
_IN_A_LANGUAGE = re.compile(r"(.+?)\s*[(\[_\-]\s*(\w+)\s*[)\]]?\Z", re.DOTALL)


class Column(NamedTuple):
    """A column: the path of its values in an item, which is empty if the column is not shown in a résumé.

    `rank` orders the columns for the same key. It is 0 for a column with the name of the key itself.
    """

    path: tuple[str, ...]
    rank: int = 0


def column_of(of: type[Item], name: str) -> Column | None:
    """Return the column with this name, or None if the name is unknown."""
    own, first = keys_of(of), name.partition(".")[0]
    if name in own or (first in own and first != name):
        return Column(tuple(name.split(".")))
    known, written = _known(of), unicodedata.normalize("NFKC", name).strip()
    found = known.get(_fold(written))
    if found is None and (match := _IN_A_LANGUAGE.match(written)):
        base, language = known.get(_fold(match[1])), _languages().get(match[2].casefold())
        if base and language and base.path and own[base.path[0]].kind in {FieldKind.TEXT, FieldKind.TEXTS}:
            return Column((*base.path, language), base.rank)
    if found is None and (meant := next(iter(other_keys.meant(of, name)), None)):
        # A column that may hold a period keeps its name, so that validation can read both dates.
        return Column((name,)) if other_keys.is_time(of, name) else Column((meant.key,), _OTHER_KEY)
    return found


def report_unknown(source: SourceFile, of: type[Item], found: Mapping[str, tuple[int, int]]) -> None:
    """Warn of unknown names once for the whole file.

    `found` maps each name to the number of its values and the offset of the first one.
    """
    if not found:
        return
    written = [f"`{name}` ({count} times)" if count > 1 else f"`{name}`" for name, (count, _) in found.items()]
    names = ", ".join([*written[:_LISTED], *([f"{len(written) - _LISTED:,} more"] if len(written) > _LISTED else [])])
    message = f"{names} {'is' if len(found) == 1 else 'are'} not known"
    meant = {name: did_you_mean(name, keys_of(of)) for name in list(found)[:_LISTED]}
    hints = [f"`{name}`: {hint}" if len(found) > 1 else hint for name, hint in meant.items() if hint]
    hint = "; ".join(hints) or f"{'it appears' if len(found) == 1 else 'they appear'} in no output"
    source.add(min(offset for _, offset in found.values()), "unknown-key", message, "warning", hint)


@cache
def _known(of: type[Item]) -> Mapping[str, Column]:
    own = keys_of(of)
    known = {_fold(key): Column((key,)) for key in own}
    for key, names in _tables()[_TABLES[of]].items() if of in _TABLES else ():
        for rank, name in enumerate([key, *names.split()]):
            known.setdefault(name.casefold(), Column((key,) if key in own else (), rank))
    return known


@cache
def _languages() -> Mapping[str, str]:
    return {word: language for language, words in _tables()["languages"].items() for word in words.split()}


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("columns.toml").read_text("utf-8"))


def _fold(name: str) -> str:
    """Return the letters and digits of a name in folded case, or the name itself if it has none, such as `#`."""
    folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    return folded or name.strip()
