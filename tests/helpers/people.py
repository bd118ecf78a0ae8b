"""People whose names are part of no other word, and profiles that mention them everywhere, in many spellings."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_SYLLABLES = [consonant + vowel for consonant in "xqzvwkj" for vowel in "aou"]
_PHONES = ("0{}", "+49 {}", "0049{}", "+49 (0){}", "(+49) {}", "0{}/")
#: Ideographs that occur in no other text.
_RARE = "翀煊骁霁翎曦彧懿骞璟翚"
_SURNAMES = ("闫", "郗", "欧阳", "贠")
REDACTED = (
    "basics.name",
    "basics.email",
    "basics.phone",
    "basics.url",
    "basics.profiles",
    "basics.image",
    "references.name",
)


@dataclass
class Hidden:
    """A person, and the pieces that must not appear: four letters or six digits in a row, and whole Chinese names."""

    first: str
    last: str
    chinese: str
    phone: str
    account: str
    pieces: set[str] = field(default_factory=set)

    def told_by(self, text: str) -> list[str]:
        """Return the pieces that a text contains."""
        lowered = text.lower()
        return sorted(piece for piece in self.pieces if piece in lowered)


def hidden(random: Random) -> Hidden:
    """Return a random person."""

    def word(least: int = 2) -> str:
        return "".join(random.sample(_SYLLABLES, random.randint(least, 4)))

    first, last, account = word(), word(3), word(3)
    surname, given = random.choice(_SURNAMES), "".join(random.sample(_RARE, 2))
    phone = f"17{random.randint(10_000_000, 99_999_999)}"
    someone = Hidden(first.capitalize(), last.capitalize(), surname + given, phone, account)
    for name in (first, last, account):
        someone.pieces |= {name[at : at + 4] for at in range(len(name) - 3)}
    someone.pieces |= {phone[at : at + 6] for at in range(len(phone) - 5)} | {surname + given, given}
    return someone


def _spellings(who: Hidden) -> list[str]:
    """Return common spellings of the name, the number and the addresses of a person."""
    first, last, phone, account = who.first, who.last, who.phone, who.account
    low = f"{first}.{last}".lower()
    groups = " ".join(re.findall(".{1,3}", phone))
    return [
        f"{first} {last}",
        f"{last}, {first}",
        f"{first[0]}. {last}",
        f"{last} {first[0]}.",
        f"{last}'s",
        f"{last}’s",
        f"{first.upper()} {last.upper()}",
        f"**{first}** {last}",
        f"*{first} {last}*",
        f"**{first} {last[:3]}**{last[3:]}",
        f"[{first} {last}](https://example.org/x)",
        f"[x](https://{last.lower()}.example/{first.lower()})",
        f"`{low}`",
        f"{low}@mail.example",
        f"{low} (at) mail.example",
        f"{low}[at]mail[dot]example",
        f"{first}-{last}",
        f"{first}{last}",
        f"{first[0].lower()}{last.lower()}@mail.example",
        f"@{account}",
        f"https://github.com/{account}",
        f"github.com/{account}/cv",
        f"0{phone}",
        f"+49 {groups}",
        f"0049 {phone}",
        f"(0{phone[:3]}) {phone[3:6]}-{phone[6:]}",
        f"0{phone[:3]}/{phone[3:]}",
        f"+49{phone}",
        f"tel:+49{phone}",
        f"[call](tel:+49{phone})",
        "".join(chr(ord(each) + 0xFEE0) for each in f"0{phone}"),
        f"见{who.chinese}的",
        f"（{who.chinese[-2:]}）",
        f"{' '.join(who.chinese)}",
        f"**{who.chinese}**先生",
        f"{last}s",
        f"https://{last.lower()}.example/",
        f"www.{last.lower()}.example",
        f"Dr. {last}",
        f"{first[0]}.{last[0]}. {last}",
    ]


def profile_about(who: Hidden, random: Random) -> str:
    """Return a profile as JSON that mentions a person in every kind of field; its variant `blind` hides them."""
    spelled = _spellings(who)

    def said() -> str:
        around = random.choice(["{}", "by {}.", "Built {} and more", "({})", "see {}, then", "“{}”"])
        return "Text " + around.format(random.choice(spelled))

    low = f"{who.first}.{who.last}".lower()
    entry = {"summary": said(), "highlights": [said(), said()]}
    data: dict[str, Any] = {
        "meta": {"languages": ["en", "zh"]},
        "basics": {
            "name": {"en": f"{who.first} {who.last}", "zh": who.chinese},
            "label": said(),
            "summary": f"{said()}\n\n{said()}",
            "email": f"{low}@mail.example",
            "phone": random.choice(_PHONES).format(who.phone),
            "url": f"https://{who.last.lower()}.example",
            "profiles": [{"network": "GitHub", "username": who.account}],
            "location": {"city": "Berlin", "address": said()},
            "details": {"nationality": said(), "Born as": said()},
        },
        "work": [
            {
                "name": "Acme",
                "position": said(),
                "url": f"https://acme.example/{who.last.lower()}",
                "startDate": "2018-05",
                **entry,
                "nickname": said(),
                "links": [{"label": said(), "url": f"https://{who.last.lower()}.example/x"}],
                "roles": [{"position": said(), "startDate": "2019", "summary": said()}],
            },
        ],
        "education": [
            {
                "institution": said(),
                "area": said(),
                "score": said(),
                "courses": [said()],
                "thesis": said(),
                "advisor": said(),
            }
        ],
        "projects": [
            {"name": said(), "description": said(), "keywords": [said()], "url": f"https://github.com/{who.account}/x"}
        ],
        "skills": [{"name": said(), "level": said(), "keywords": [said(), "Rust"]}],
        "publications": [{"name": said(), "authors": [f"{who.last} {who.first[0]}", "Ann Bee"], "publisher": said()}],
        "patents": [
            {"title": said(), "number": "CN103746817B", "inventors": [who.chinese, "Ann Bee"], "assignee": said()}
        ],
        "awards": [{"title": said(), "awarder": said()}],
        "interests": [{"name": said()}],
        "references": [{"name": f"{who.first} {who.last}", "reference": said()}],
        "talks": [{"title": said(), "event": said()}],
        "certificates": [{"name": said(), "issuer": said(), "id": said()}],
        "sections": [
            {"projects": {"more": f"https://{who.last.lower()}.example/all", "title": said()}},
            {"id": f"{who.last.lower()}-lectures", "title": said(), "entries": [{"name": said(), **entry}]},
            {"patents": {"style": "compact", "counts": ["assignee"]}},
        ],
        "variants": {"blind": {"redact": list(REDACTED)}},
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def parts_of(name: str, content: bytes) -> Iterator[str]:
    """Yield the text of a file or of its members; in a PDF, that of all objects except drawings and fonts."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for member in package.namelist():
                yield package.read(member).decode("utf-8", "replace") + member
    elif name.endswith(".pdf"):
        yield from _parts_of_pdf(content)
    else:
        yield content.decode()


def _parts_of_pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject, StreamObject

    reader = PdfReader(io.BytesIO(content))
    drawn = {id(page["/Contents"].get_object()) for page in reader.pages}
    for page in reader.pages:
        yield page.extract_text()
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        part: Any = reader.get_object(IndirectObject(number, 0, reader))
        yield re.sub(r"\d+\.\d+|IndirectObject\(.*?\)", " ", repr(dict(part) if isinstance(part, dict) else part))
        if isinstance(part, StreamObject) and id(part) not in drawn and not {"/Length1", "/N", "/Width"} & part.keys():
            yield part.get_data().decode("utf-8", "replace")
