"""vCard, 2.1 to 4.0: the header of a profile, and the post that somebody holds."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from typing import TYPE_CHECKING, NamedTuple

from resume_cli.interchange import periods
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source

_NETWORKS = {"github": "GitHub", "gitlab": "GitLab", "linkedin": "LinkedIn", "twitter": "X", "x": "X",
             "orcid": "ORCID", "xing": "Xing", "mastodon": "Mastodon"}  # fmt: skip
_IMAGES = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"RIFF": "webp", b"GIF8": "gif"}
#: About the card, not the person.
_TECHNICAL = frozenset({"BEGIN", "END", "VERSION", "REV", "PRODID", "UID", "SORT-STRING", "KIND", "SOURCE"})


class _Line(NamedTuple):
    name: str
    parameters: str
    value: str
    number: int

    @property
    def text(self) -> str:
        """The value with its escapes resolved."""
        return _unescaped(self.value)

    def parts(self, separator: str = ";") -> list[str]:
        """The components of a structured value, each with its escapes resolved."""
        return [_unescaped(each).strip() for each in re.split(rf"(?<!\\){separator}", self.value)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


def _recognise(source: Source) -> str | None:
    return "a vCard" if source.start[:11].upper() == "BEGIN:VCARD" else None


def _read(source: Source, draft: Draft) -> None:
    draft.locator = LineLocator(source.name)
    basics = draft.profile.setdefault("basics", {})
    post: dict[str, str] = {}
    cards = 0
    for line in _lines(source.text):
        cards += line.name == "BEGIN"
        if cards > 1:
            if line.name == "FN":
                draft.note("lost", (line.name, line.number), value=line.text, message="a second card: one is read")
            continue
        if line.name in _TECHNICAL or not line.value.strip(" ;"):
            continue
        _property(line, basics, post, draft)
    for key in ("email", "phone", "url"):
        if len(values := basics.get(key, [])) == 1:
            basics[key] = values[0]
    if "name" in post:
        draft.section("work").append(post)
    if "position" in post:
        basics.setdefault("label", post["position"])


def _lines(text: str) -> Iterator[_Line]:
    """Yield the properties of a card; a line that begins with white space continues the one before."""
    unfolded: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1] in {" ", "\t"} and unfolded:
            unfolded[-1] = (unfolded[-1][0], unfolded[-1][1] + line[1:])
        elif unfolded and unfolded[-1][1].endswith("=") and "QUOTED-PRINTABLE" in unfolded[-1][1].upper():
            unfolded[-1] = (unfolded[-1][0], unfolded[-1][1][:-1] + line)
        else:
            unfolded.append((number, line))
    for number, line in unfolded:
        if match := re.match(r"""(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:;"])*)*):(.*)""", line, re.DOTALL):
            name, parameters, value = match[1].upper(), match[2].upper(), match[3]
            if "QUOTED-PRINTABLE" in parameters:
                from quopri import decodestring

                value = decodestring(value.encode()).decode("utf-8", errors="replace")
            yield _Line(name, parameters, value, number)


def _property(line: _Line, basics: dict[str, object], post: dict[str, str], draft: Draft) -> None:
    match line.name:
        case "FN":
            basics["name"] = line.text
        case "N":
            family, given, *more = [*line.parts(), "", ""]
            basics.setdefault("name", " ".join(filter(None, [given, more[0], family])))
            if title := more[1] if len(more) > 1 else "":
                draft.note("lost", ("N", line.number), value=title, message="a title before the name")
        case "NICKNAME":
            basics["aka"] = line.parts(",")
        case "EMAIL" | "TEL" | "URL":
            key = {"EMAIL": "email", "TEL": "phone", "URL": "url"}[line.name]
            values = basics.setdefault(key, [])
            value = re.sub(r"^(?:tel|mailto):", "", line.text)
            values.insert(0 if "PREF" in line.parameters else len(values), value)  # type: ignore[attr-defined]
        case "TITLE" | "ROLE":
            post.setdefault("position", line.text)
        case "ORG":
            name, *units = line.parts()
            post["name"] = name
            if units := [each for each in units if each]:
                post["department"] = ", ".join(units)
        case "ADR":
            _address(line, basics, draft)
        case "NOTE":
            basics["summary"] = line.text
        case "BDAY":
            basics.setdefault("details", {})["birthDate"] = periods.date(line.text)  # type: ignore[index]
        case "GENDER":
            basics.setdefault("details", {})["gender"] = line.parts()[-1]  # type: ignore[index]
        case "PHOTO":
            _photo(line, basics, draft)
        case "X-SOCIALPROFILE" | "SOCIALPROFILE" | "IMPP":
            _account(line, basics)
        case _:
            draft.note("lost", (line.name, line.number), value=line.text, message="profiles have no place for it")


def _address(line: _Line, basics: dict[str, object], draft: Draft) -> None:
    box, extended, street, city, region, code, country = [*line.parts(), *[""] * 7][:7]
    if "location" in basics:
        text = ", ".join(filter(None, [box, extended, street, code, city, region, country]))
        draft.note("lost", ("ADR", line.number), value=text, message="a second address: a profile has one")
        return
    address = ", ".join(filter(None, [box, extended, street]))
    found = {"address": address, "postalCode": code, "city": city, "region": region, "country": country}
    basics["location"] = {key: value for key, value in found.items() if value}


def _account(line: _Line, basics: dict[str, object]) -> None:
    kind = re.search(r"TYPE=\"?([\w.-]+)", line.parameters)
    name = kind[1].lower() if kind else line.text.partition(":")[0]
    profile = {"network": _NETWORKS.get(name, name.capitalize())}
    text = line.text.removeprefix("x-apple:")
    profile["url" if re.match(r"https?://", text) else "username"] = text
    basics.setdefault("profiles", []).append(profile)  # type: ignore[attr-defined]


def _photo(line: _Line, basics: dict[str, object], draft: Draft) -> None:
    """Keep a picture that the card carries; of an address only the address, since nothing is fetched."""
    data = re.sub(r"^data:[\w/+.-]*;base64,", "", line.value.strip())
    if re.match(r"https?:", data):
        basics["image"] = data
        return
    try:
        content = b64decode(re.sub(r"\s+", "", data), validate=True)
    except (Base64Error, ValueError):
        content = b""
    suffix = next((suffix for start, suffix in _IMAGES.items() if content.startswith(start)), "")
    if suffix:
        basics["image"] = f"portrait.{suffix}"
        draft.images[f"portrait.{suffix}"] = content
    else:
        draft.note("lost", ("PHOTO", line.number), message="not a picture of a kind that profiles can have")


READER = Reader("vcard", "vCard", _recognise, _read)
