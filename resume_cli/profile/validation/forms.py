"""What e-mail addresses, telephone numbers, country codes and URLs look like: judgements, never errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.profile.validation import links

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resume_cli.errors import FieldPath
    from resume_cli.profile.validation.problems import Problems

_PHONE_CHARACTERS = frozenset("0123456789+-–./·()（） \u00a0")
_EXTENSION = r"\s*(?:ext\.?|x|#|转|durchwahl)\s*\d+\Z"


def email(text: str, path: FieldPath, problems: Problems) -> None:
    """Warn of what is no e-mail address."""
    if not links.is_address(text.removeprefix("mailto:")):
        problems.warn("odd-email", f"`{text}` does not look like an e-mail address", path, "write name@example.com")


def phone(text: str, path: FieldPath, problems: Problems) -> None:
    """Warn of what is no telephone number."""
    number = text.removeprefix("tel:")
    if not _PHONE_CHARACTERS.issuperset(number):
        number = re.sub(_EXTENSION, "", number, flags=re.IGNORECASE)
    digits = sum(map(str.isdigit, number))
    if not _PHONE_CHARACTERS.issuperset(number) or "+" in number[2:] or not 5 <= digits <= 20:
        problems.warn("odd-phone", f"`{text}` does not look like a telephone number", path, "write +86 10 1234 5678")


def country(text: str, path: FieldPath, problems: Problems) -> None:
    """Warn of what is no country code."""
    from resume_cli.locale import countries

    if countries.is_code(text):
        return
    code = countries.meant(text)
    hint = f"did you mean `{code}`?" if code else "two letters, such as `CN`; a name belongs into `country`"
    problems.warn("odd-country", f"`{text}` is no country code", path, hint)


def _file(_text: str, _path: FieldPath, _problems: Problems) -> None:
    """Leave a file's name to whoever opens it."""


def url(text: str, path: FieldPath, problems: Problems) -> str:
    """Return a URL with obvious slips repaired, and warn of what is no link."""
    repaired = links.repair(text)
    scheme = links.scheme_of(repaired)
    if scheme and scheme not in links.SCHEMES:
        problems.warn(
            "refused-scheme", f"`{scheme}:` is not followed: this is shown as text, without a link", path,
            "https, http, mailto and tel are followed",
        )  # fmt: skip
        return text
    if not scheme and not links.is_host(repaired) and not links.is_address(repaired):
        problems.warn("url-without-scheme", f"`{text}` is no URL", path, "write https://…")
        return text
    if not scheme:
        problems.warn("url-without-scheme", f"`{text}` does not begin with https://", path, f"write https://{repaired}")
    if repaired != text:
        problems.warn("repaired-url", f"this URL is read as {repaired}", path, f"write {repaired}")
    return repaired


CHECKS: Mapping[str, Callable[[str, FieldPath, Problems], None]] = {
    "email": email, "phone": phone, "country": country, "file": _file
}  # fmt: skip
