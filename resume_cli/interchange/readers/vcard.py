"""vCard 2.1 to 4.0, for the header of a profile and the current job."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from typing import TYPE_CHECKING, Any, NamedTuple

from resume_cli.interchange import periods
from resume_cli.interchange.contract import Reader
from resume_cli.interchange.draft import LineLocator
from resume_cli.interchange.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resume_cli.interchange.draft import Draft

_NETWORKS = {"github": "GitHub", "gitlab": "GitLab", "linkedin": "LinkedIn", "twitter": "X", "x": "X",
             "orcid": "ORCID", "xing": "Xing", "mastodon": "Mastodon",
             "skype-username": "Skype", "qq": "QQ", "wechat": "WeChat", "icq": "ICQ"}  # fmt: skip
_IMAGES = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"RIFF": "webp", b"GIF8": "gif"}
_MESSENGERS = ("X-SKYPE", "X-SKYPE-USERNAME", "X-QQ", "X-JABBER", "X-ICQ", "X-TWITTER", "X-WECHAT")
#: Types that say nothing about a number or an address.
_PLAIN = frozenset({"INTERNET", "VOICE", "PREF", "QUOTED-PRINTABLE"})
#: Properties that describe the card rather than the person.
_TECHNICAL = frozenset({"REV", "PRODID", "UID", "SORT-STRING", "KIND", "SOURCE"})


class _Line(NamedTuple):
    name: str
    parameters: str
    value: str
    number: int
    written: str = ""

    @property
    def text(self) -> str:
        """The value without escapes."""
        return _unescaped(self.value)

    def parts(self, separator: str = ";") -> list[str]:
        """Return the components of a structured value, without escapes."""
        return [_unescaped(each).strip() for each in re.split(rf"(?<!\\){separator}", self.value)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


def _recognise(source: Source) -> str | None:
    return "a vCard" if source.start[:11].upper() == "BEGIN:VCARD" else None


def _read(source: Source, draft: Draft) -> None:
    draft.locator = LineLocator(source.name)
    card = _Card(draft)
    cards = 0
    for line in _lines(source.text):
        cards += line.name == "BEGIN"
        if line.name in {"BEGIN", "END", "VERSION"} or not line.value.strip(" ;"):
            continue
        if cards == 1 and line.name in _TECHNICAL:
            card.lose(line, "about the card, not the person")
        elif cards == 1:
            card.read(line)
        elif line.name == "FN":
            card.lose(line, "a second card: one is read")
    card.finish()


def _lines(text: str) -> Iterator[_Line]:
    """Yield the properties of a card; a line that begins with white space continues the previous line."""
    unfolded: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if unfolded and unfolded[-1][1].endswith("=") and "QUOTED-PRINTABLE" in unfolded[-1][1].upper():
            unfolded[-1] = (unfolded[-1][0], unfolded[-1][1][:-1] + line)
        elif line[:1] in {" ", "\t"} and unfolded:
            unfolded[-1] = (unfolded[-1][0], unfolded[-1][1] + line[1:])
        else:
            unfolded.append((number, line))
    for number, line in unfolded:
        if match := re.match(r"""(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:;"])*)*):(.*)""", line, re.DOTALL):
            name, parameters, value = match[1].upper(), match[2].upper(), match[3]
            if "QUOTED-PRINTABLE" in parameters:
                from quopri import decodestring

                charset = re.search(r"CHARSET=\"?([\w-]+)", parameters)
                value = _decoded(decodestring(value.encode()), charset[1] if charset else "utf-8")
            yield _Line(name, parameters, value, number, match[2])
        elif line.strip():
            yield _Line("", "", line, number)


def _decoded(content: bytes, charset: str) -> str:
    """Return quoted bytes as text with uniform line ends; `charset` may be unknown or wrong."""
    try:
        text = content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = Source("", content).text
    return "\n".join(text.splitlines())


class _Card:
    """A card that is translated to the header of a profile, with a method for each kind of property."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.basics: dict[str, Any] = draft.profile.setdefault("basics", {})
        self.post: dict[str, str] = {}
        self.parts: _Line | None = None
        self.names: dict[str, str] = {}

    def read(self, line: _Line) -> None:
        """Move one property, or note it as lost."""
        method = {
            "FN": self._name, "N": self._parts_of_name, "NICKNAME": self._nickname, "EMAIL": self._reach,
            "TEL": self._reach, "URL": self._reach, "TITLE": self._title, "ROLE": self._role, "ORG": self._employer,
            "ADR": self._address, "NOTE": self._note, "BDAY": self._detail, "GENDER": self._detail,
            "PHOTO": self._photo, "X-SOCIALPROFILE": self._account, "SOCIALPROFILE": self._account,
            "IMPP": self._account, **dict.fromkeys(_MESSENGERS, self._account),
        }.get(line.name, self.lose)  # fmt: skip
        method(line)

    def finish(self) -> None:
        """Complete the header with what only the whole card tells."""
        if self.parts:
            family, given, middle, title, suffix = ([*self.parts.parts(), "", "", "", ""])[:5]
            self.basics.setdefault("name", " ".join(filter(None, [given, middle, family, suffix])))
            name = " ".join(self.names.values()) or self.basics["name"]
            for part in (given, middle, family, title, suffix):
                if not {*part.casefold().split()} <= {*name.casefold().replace(",", " ").split()} and part not in name:
                    self.lose(self.parts._replace(value=part), "a part of the name that the whole name does not have")
        for key in ("email", "phone", "url"):
            if len(values := self.basics.get(key, [])) == 1:
                self.basics[key] = values[0]
        if "name" in self.post:
            self.draft.section("work").append(self.post)
        if "position" in self.post:
            self.basics.setdefault("label", self.post["position"])

    def lose(self, line: _Line, why: str = "profiles have no place for it") -> None:
        """Note that a property is not in the profile."""
        self.draft.note("lost", (line.name, line.number), value=line.text, message=why)

    def _name(self, line: _Line) -> None:
        if language := re.search(r"LANGUAGE=\"?([\w-]+)", line.written, re.IGNORECASE):
            self.names.setdefault(language[1], line.text)
            if len(self.names) > 1:
                self.basics["name"] = self.names
                self.draft.profile.setdefault("meta", {})["languages"] = [*self.names]
                return
        if self.basics.setdefault("name", line.text) != line.text:
            self.lose(line, "a second name: one is read")

    def _parts_of_name(self, line: _Line) -> None:
        self.parts = line

    def _nickname(self, line: _Line) -> None:
        self.basics.setdefault("aka", []).extend(line.parts(","))

    def _reach(self, line: _Line) -> None:
        if "FAX" in re.split(r"\W+", line.parameters) and "VOICE" not in line.parameters:
            self.lose(line, "the number of a fax")
            return
        values = self.basics.setdefault({"EMAIL": "email", "TEL": "phone", "URL": "url"}[line.name], [])
        for kind in re.split("[;,]", line.parameters.replace('"', "").replace("TYPE=", "")):
            if kind and kind not in _PLAIN and "=" not in kind:
                self.draft.note("lost", (line.name, line.number), value=kind, message="what it is for")
        value = re.sub(r"^(?:tel|mailto):", "", line.text)
        if value not in values:
            values.insert(0 if "PREF" in line.parameters else len(values), value)

    def _title(self, line: _Line) -> None:
        if self.post.setdefault("position", line.text) != line.text:
            self.lose(line, "a second title: one is read")

    def _role(self, line: _Line) -> None:
        self.basics["label"] = line.text

    def _employer(self, line: _Line) -> None:
        name, *units = line.parts()
        if self.post.setdefault("name", name) != name:
            self.lose(line, "a second employer: one is read")
        elif units := [each for each in units if each]:
            self.post["department"] = ", ".join(units)

    def _note(self, line: _Line) -> None:
        self.basics["summary"] = "\n\n".join(filter(None, [self.basics.get("summary", ""), line.text]))

    def _detail(self, line: _Line) -> None:
        details = self.basics.setdefault("details", {})
        if line.name == "BDAY":
            details["birthDate"] = periods.date(line.text)
        else:
            code, *text = line.parts()
            details["gender"] = next(filter(None, text), code)
            if details["gender"] != code:
                self.draft.note("renamed", (line.name, line.number), "basics.details.gender", code, "said in words")

    def _address(self, line: _Line) -> None:
        box, extended, street, city, region, code, country = [*line.parts(), *[""] * 7][:7]
        if "location" in self.basics:
            self.lose(line, "a second address: a profile has one")
            return
        address = ", ".join(filter(None, [box, extended, street]))
        found = {"address": address, "postalCode": code, "city": city, "region": region, "country": country}
        self.basics["location"] = {key: value for key, value in found.items() if value}

    def _account(self, line: _Line) -> None:
        kind = re.search(r"(?:SERVICE-TYPE|TYPE)=(?:\"([^\"]*)\"|([\w.-]+))", line.written, re.IGNORECASE)
        scheme, _, rest = line.text.rpartition(":")
        name = (kind[1] or kind[2]) if kind else scheme.lower()
        name = line.name.removeprefix("X-").lower() if line.name in _MESSENGERS else name
        network = _NETWORKS.get(name.lower(), name.capitalize() if name.islower() or name.isupper() else name)
        is_address = re.match(r"https?://", line.text) is not None
        key, text = ("url", line.text) if is_address else ("username", rest)
        self.basics.setdefault("profiles", []).append({"network": network, key: text})

    def _photo(self, line: _Line) -> None:
        """Keep a picture in the card, or else its address, because nothing is fetched here."""
        data = re.sub(r"^data:[\w/+.-]*;base64,", "", line.value.strip())
        if re.match(r"https?:", data):
            self.basics["image"] = data
            return
        try:
            content = b64decode(re.sub(r"\s+", "", data), validate=True)
        except (Base64Error, ValueError):
            content = b""
        suffix = next((suffix for start, suffix in _IMAGES.items() if content.startswith(start)), "")
        if suffix:
            self.basics["image"] = f"portrait.{suffix}"
            self.draft.images[f"portrait.{suffix}"] = content
        else:
            message = "not a picture of a kind that profiles can have"
            self.draft.note("lost", ("PHOTO", line.number), message=message)


READER = Reader("vcard", "vCard", _recognise, _read)
