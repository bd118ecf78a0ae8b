"""The profile that `resume init` writes: with comments, in the languages asked for, ready to export."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING

from resume_cli.errors import UsageError
from resume_cli.profile.readers import PROFILE_SUFFIXES
from resume_cli.profile.readers.load import load

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The languages that the example is written in.
LANGUAGES = ("en", "zh")
_TEXT = r'"(?:[^"\\]|\\.)*"'
_VALUE = rf"(?:{_TEXT}|\[{_TEXT}(?:, {_TEXT})*\])"
_PAIR = re.compile(rf"\{{en( =|:) ({_VALUE}), zh(?: =|:) ({_VALUE})(, tags[^\]]*\])?\}}")
_LANGUAGES = re.compile(r'\[("?)en"?, "?zh"?\]')
_COMMENT = re.compile(r"^( *)#(en|zh)\| ?(.*)\n", re.MULTILINE)


def starter(languages: Sequence[str] = LANGUAGES, file_format: str = "yaml", schema: str = "") -> str:
    """Return a profile to start from, as text in `yaml`, `json` or `toml`.

    Its comments are in the first of the `languages`, which are `en`, `zh` or both. `schema` is the address or
    the file name of the JSON Schema, for the editor. Raises UsageError for other languages and formats.
    """
    for language in languages:
        if language not in LANGUAGES:
            raise UsageError(f"no starter profile in `{language}`", hint="en, zh, or both: en,zh")
    if file_format not in PROFILE_SUFFIXES.values():
        raise UsageError(f"`{file_format}` is not a format of profiles", hint="yaml, json or toml")
    chosen = tuple(dict.fromkeys(languages)) or LANGUAGES
    if file_format == "json":
        data = load(starter(chosen).encode(), "starter.yaml").data
        written = {"$schema": schema, **data} if schema and isinstance(data, dict) else data
        return json.dumps(written, ensure_ascii=False, indent=2) + "\n"
    name = f"starter.{file_format}"
    text = resources.files("resume_cli.profile").joinpath(name).read_text(encoding="utf-8")
    text = _COMMENT.sub(lambda match: f"{match[1]}# {match[3]}\n" if match[2] == chosen[0] else "", text)
    text = _PAIR.sub(lambda match: _pair(match, chosen), text)
    text = _LANGUAGES.sub(lambda match: f"[{', '.join(f'{match[1]}{tag}{match[1]}' for tag in chosen)}]", text)
    return _modeline(file_format, schema) + text


def _modeline(file_format: str, schema: str) -> str:
    """Return the comment by which an editor finds the schema."""
    if not schema:
        return ""
    return f"# yaml-language-server: $schema={schema}\n" if file_format == "yaml" else f"#:schema {schema}\n"


def _pair(match: re.Match[str], languages: Sequence[str]) -> str:
    """Return a text in the languages chosen, as one string when there is only one."""
    equals, tags = match[1], match[4] or ""
    texts = dict(zip(LANGUAGES, (match[2], match[3]), strict=True))
    if len(languages) == 1 and not tags:
        return texts[languages[0]]
    if len(languages) == 1:
        return f"{{text{equals} {texts[languages[0]]}{tags}}}"
    return "{" + ", ".join(f"{language}{equals} {texts[language]}" for language in languages) + tags + "}"
