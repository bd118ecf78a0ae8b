"""The checking, repair and linking of URLs, and checks of e-mail addresses, telephone numbers and country codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.profile.identifiers import address_of

if TYPE_CHECKING:
    from resume_cli.errors import FieldPath
    from resume_cli.profile.validation.problems import Problems

#: The schemes that a link may have. URLs with any other scheme are shown as text.
SCHEMES = frozenset({"https", "http", "mailto", "tel"})
_SLASHES = r"(https?)\s*:?\s*/*\s*(?=[^/:\s])"
_HOST = r"(?:[^\s./?#@:]+\.)+[^\s./?#@:\d]{2,}(?::\d{1,5})?(?:[/?#].*)?\Z"
_EMAIL = r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+\Z"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.\-]*\Z"
_PHONE_CHARACTERS = frozenset("0123456789+-–./·()（） \u00a0")
_EXTENSION = r"\s*(?:ext\.?|x|#|转|durchwahl)\s*\d+\Z"


def target(url: str) -> str | None:
    """Return the target of a link to this URL, or None if it may only be shown as text."""
    if _scheme_of(url) in SCHEMES:
        return url
    if re.match(_EMAIL, url):
        return f"mailto:{url}"
    return f"https://{url}" if re.match(_HOST, url) else None


def read_url(text: str, path: FieldPath, problems: Problems) -> str:
    """Return a URL with obvious mistakes repaired, and warn of them and of URLs that cannot be linked."""
    if re.match(r"(?:info:|urn:)?doi\b|10\.|arxiv\s*:", text, re.IGNORECASE) and (address := address_of(text)):
        return address
    repaired = repair(text)
    scheme = _scheme_of(repaired)
    if scheme and scheme not in SCHEMES:
        message = f"`{scheme}:` is not followed: this is shown as text, without a link"
        problems.warn("refused-scheme", message, path, "https, http, mailto and tel are followed")
        return text
    if not scheme and target(repaired) is None:
        problems.warn("url-without-scheme", f"`{text}` is not a URL", path, "write https://…")
        return text
    if not scheme:
        problems.warn("url-without-scheme", f"`{text}` does not begin with https://", path, f"write https://{repaired}")
    if repaired != text:
        problems.warn("repaired-url", f"this URL is read as {repaired}", path, f"write {repaired}")
    return repaired


def repair(url: str) -> str:
    """Return a URL with two slashes after http or https, no whitespace before its path, and `%20` for spaces in it."""
    if url.startswith(("https://", "http://")) and not url.split("://", 1)[1].startswith("/") and " " not in url:
        return url
    url = url.strip()
    if re.match(r"https?[\s:]", url, re.IGNORECASE):
        url = re.sub(_SLASHES, lambda match: match[1] + "://", url, count=1, flags=re.IGNORECASE)
    elif not re.match(r"[^\s/?#@]+\.[^\s/?#@]+[/?#]", url):
        return url
    scheme, slashes, rest = url.partition("://") if "://" in url else ("", "", url)
    found = re.search("[/?#]", rest)
    host, page = (rest[: found.start()], rest[found.start() :]) if found else (rest, "")
    return scheme + slashes + "".join(host.split()) + re.sub(r"\s*\n\s*", "", page).replace(" ", "%20")


def _scheme_of(url: str) -> str:
    """Return the scheme of a URL in lower case, or an empty string."""
    if url.startswith("https://"):
        return "https"
    scheme, colon, rest = url.partition(":")
    port = rest.partition("/")[0]
    if not colon or not re.match(_SCHEME, scheme) or (port.isdigit() and len(port) > 1 and "." in scheme):
        return ""
    return scheme.lower()


def check_email(text: str, path: FieldPath, problems: Problems) -> None:
    """Warn if a text does not look like an e-mail address."""
    if not re.match(_EMAIL, text.removeprefix("mailto:")):
        problems.warn("odd-email", f"`{text}` does not look like an e-mail address", path, "write name@example.com")


def check_phone(text: str, path: FieldPath, problems: Problems) -> None:
    """Warn if a text does not look like a telephone number."""
    number = text.removeprefix("tel:")
    if not _PHONE_CHARACTERS.issuperset(number):
        number = re.sub(_EXTENSION, "", number, flags=re.IGNORECASE)
    digits = sum(map(str.isdigit, number))
    if not _PHONE_CHARACTERS.issuperset(number) or "+" in number[2:] or not 5 <= digits <= 20:
        problems.warn("odd-phone", f"`{text}` does not look like a telephone number", path, "write +86 10 1234 5678")


def check_country(text: str, path: FieldPath, problems: Problems) -> None:
    """Warn if a text is not a country code."""
    from resume_cli.locale import countries

    if not countries.is_code(text):
        code = countries.meant(text)
        hint = f"did you mean `{code}`?" if code else "two letters, such as `CN`; a name belongs in `country`"
        problems.warn("odd-country", f"`{text}` is not a country code", path, hint)


CHECKS = {"email": check_email, "phone": check_phone, "country": check_country}
