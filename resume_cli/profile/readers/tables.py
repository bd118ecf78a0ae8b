"""What readers of lists say of fields that nobody knows: once for a file, not once for each entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resume_cli.profile.fields import Item, keys_of
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resume_cli.profile.readers.positions import SourceFile


def report_unknown(source: SourceFile, of: type[Item], found: Mapping[str, tuple[int, int]]) -> None:
    """Warn of names that no key has, each with how often it has a value and where it is first."""
    if not found:
        return
    names = ", ".join(f"`{name}` ({count} times)" if count > 1 else f"`{name}`" for name, (count, _) in found.items())
    message = f"{names} {'is' if len(found) == 1 else 'are'} not known"
    meant = {name: did_you_mean(name, keys_of(of)) for name in found}
    hints = [f"`{name}`: {hint}" if len(found) > 1 else hint for name, hint in meant.items() if hint]
    hint = "; ".join(hints) or f"{'it appears' if len(found) == 1 else 'they appear'} in no output"
    source.add(min(offset for _, offset in found.values()), "unknown-key", message, "warning", hint)
