"""LinkedIn's names of files and columns in English and in other languages, which are in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The supported files: first the columns that identify each of them, then the other columns that it may have.
FILES: Mapping[str, tuple[str, str]] = {
    "profile": (
        "first name,last name,headline",
        """maiden name,address,birth date,contact instructions,summary,industry,country,zip code,geo location,\
twitter handles,websites,instant messengers,public profile url""",
    ),
    "profile summary": ("profile summary", ""),
    "email addresses": ("email address,primary", "confirmed,updated on"),
    "phonenumbers": ("extension,number,type", ""),
    "positions": ("company name,title,started on", "description,location,finished on"),
    "education": ("school name,degree name", "start date,end date,notes,activities,field of study"),
    "skills": ("name", ""),
    "languages": ("name,proficiency", ""),
    "certifications": ("name,authority", "url,started on,finished on,license number"),
    "projects": ("title,description,url,started on", "finished on"),
    "publications": ("name,published on,publisher", "description,url"),
    "patents": ("title,patent number", "description,url,status"),
    "honors": ("title,description,issued on", ""),
    "courses": ("name,number", ""),
    "volunteering": ("company name,role,cause", "started on,finished on,description"),
    "organizations": ("name,position held", "started on,finished on,description"),
    "test scores": ("name,score", "description"),
    "recommendations received": ("first name,last name,text,status", "company,job title,creation date"),
}
#: Files about other people or about the use of the site, which are never opened.
_PRIVATE = re.compile(
    r"messages|connections|contacts|invitations|company follows|member follows|hashtag follows|ad targeting|ads clicked"
    r"|inferences.*|logins|security challenges|registration|receipts.*|searchqueries|search queries|reactions.*"
    r"|comments.*|shares.*|votes.*|learning.*|verifications.*|private identity asset|rich media|whatsapp.*"
    r"|endorsement.*|recommendations given|events|services|guide messages|coach.*|lan ads engagement|saved .*|job .*"
    r"|importedcontacts|profile viewers|group.*|providers.*|publishing.*|articles?.*|media.*|instantreposts.*"
)


def plain(name: str) -> str:
    """Return the name of a file as in the tables: in lower case, without folder and suffix, with spaces for `_`."""
    return re.sub(r"[_\s]+", " ", PurePosixPath(name).stem).strip().lower()


def kind_of(name: str) -> str | None:
    """Return the kind of a file from its name in any of the languages, or None."""
    name = plain(name)
    return name if name in FILES else next(iter(_meanings("files").get(name, ())), None)


def is_private(name: str) -> bool:
    """Return whether a file is about other people or the site, according to its name."""
    return _PRIVATE.fullmatch(plain(name)) is not None or plain(name) in _meanings("private")


def kinds_with(cells: Iterable[str]) -> list[str]:
    """Return the kinds of files that are identified by these columns."""
    cells = list(cells)
    return [kind for kind, (own, _) in FILES.items() if "," in own and {*own.split(",")} <= columns(cells, kind)]


def columns(cells: Iterable[str], kind: str) -> set[str]:
    """Return the English names of the columns of a header."""
    return {column(cell, kind) for cell in cells}


def column(cell: str, kind: str) -> str:
    """Return the English name of a column, or its own name in lower case."""
    cell = cell.strip().strip('"\ufeff').strip().lower().replace("\u2019", "'")
    own = {*",".join(FILES[kind]).split(",")}
    return cell if cell in own else next((each for each in _meanings("columns").get(cell, ()) if each in own), cell)


@cache
def _meanings(table: str) -> dict[str, list[str]]:
    """Return the English meanings of each foreign name in a table of `words.toml`, in the order of that table."""
    found: dict[str, list[str]] = {}
    text = files(__package__).joinpath("words.toml").read_text("utf-8")
    for english, others in tomllib.loads(text)[table].items():
        for other in others.split("|"):
            found.setdefault(" ".join(other.split()), []).append(english)
    return found
