"""Europass: the SkillsPassport of Cedefop (until 2020) and the Candidate of europa.eu, alone or attached to a PDF.

Elements are found by their local names, because prefixes differ. Descriptions are HTML from a web editor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from resume_cli.interchange.contract import Reader
from resume_cli.interchange.merge import join_roles
from resume_cli.interchange.readers.europass import candidate, passport
from resume_cli.interchange.readers.europass.tree import Tree, from_json, local_name
from resume_cli.interchange.source import damaged, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element

    from resume_cli.interchange.draft import Draft
    from resume_cli.interchange.source import Source


def _root(source: Source) -> _Element | None:
    if source.content[:5] == b"%PDF-":
        from resume_cli.interchange.source.attachments import pdf_attachments

        roots = (xml_root(content) for content in pdf_attachments(source).values() if content.lstrip()[:1] == b"<")
        return next((root for root in roots if root is not None and _kind(root)), None)
    if isinstance(source.mapping.get("SkillsPassport"), Mapping):
        return from_json("SkillsPassport", source.mapping["SkillsPassport"])
    return source.xml


def _kind(root: _Element) -> str:
    return {"SkillsPassport": "SkillsPassport", "Candidate": "Candidate"}.get(local_name(root), "")


def _recognise(source: Source) -> str | None:
    root = _root(source)
    kind = "" if root is None else _kind(root)
    return f"a Europass file ({kind})" if kind else None


def _read(source: Source, draft: Draft) -> None:
    root = _root(source)
    if root is None:
        raise damaged(source.name, "not a Europass file")
    tree = Tree(root, draft)
    if _kind(root) == "Candidate":
        candidate.read(tree, draft)
    else:
        passport.read(tree, draft)
    join_roles(draft)
    tree.rest()
    draft.profile.update({key: value for key, value in draft.profile.items() if value})


READER = Reader("europass", "Europass", _recognise, _read)
