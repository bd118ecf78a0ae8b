"""Writing a theme or a token into a profile, with its comments and its order."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from resume_cli.errors import MissingPartError, UsageError
from resume_cli.output import writer
from resume_cli.profile.folder import read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_settings(file: Path, theme: str | None, tokens: Mapping[str, str]) -> None:
    """Set `meta.theme` and `meta.tokens` of a profile.

    Raises UsageError for a file that cannot be changed so, TransferError when it cannot be written.
    """
    text = read_bytes(file, str(file)).decode("utf-8-sig")
    if file.suffix.lower() == ".json":
        data = json.loads(text)
        _set(data, theme, tokens)
        changed = json.dumps(data, ensure_ascii=False, indent=_indent(text)) + "\n"
    elif file.suffix.lower() in {".yaml", ".yml"}:
        changed = _changed_yaml(text, theme, tokens)
    else:
        hint = "copy what `-O` takes, and write it into `meta.tokens` yourself"
        raise UsageError(f"{file.name}: only YAML and JSON can be changed from here", hint=hint)
    writer.write(file, changed.encode())


def _changed_yaml(text: str, theme: str | None, tokens: Mapping[str, str]) -> str:
    try:
        from ruamel.yaml import YAML
    except ImportError:
        hint = "pip install 'resume-press[preview]'"
        raise MissingPartError("writing into YAML needs ruamel.yaml, which is not installed", hint=hint) from None
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1 << 16
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    _set(data, theme, tokens)
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _set(data: Any, theme: str | None, tokens: Mapping[str, str]) -> None:  # noqa: ANN401 - a mapping of a library
    if not isinstance(data, dict) or not isinstance(data.get("meta", {}), dict | None):
        raise UsageError("the profile has no `meta` that could be changed")
    if data.get("meta") is None:
        data["meta"] = {}
    meta = data["meta"]
    if theme:
        meta["theme"] = theme
    if tokens:
        if not isinstance(meta.get("tokens"), dict):
            meta["tokens"] = {}
        meta["tokens"].update(tokens)


def _indent(text: str) -> int:
    second = text.split("\n", 2)[1] if "\n" in text else "  "
    return len(second) - len(second.lstrip()) or 2
