"""The starter profile of `resume init`, with comments, in the requested languages and ready to export."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING

from resume_cli.errors import UsageError
from resume_cli.locale.languages import canonical, look_up, satisfies
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.profile.readers import PROFILE_SUFFIXES
from resume_cli.profile.readers.load import load
from resume_cli.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The languages in which the example is written.
LANGUAGES = ("en", "zh")
_TEXT = r'"(?:[^"\\]|\\.)*"'
_VALUE = rf"(?:{_TEXT}|\[{_TEXT}(?:, {_TEXT})*\])"
_PAIR = re.compile(rf"\{{en( =|:) ({_VALUE}), zh(?: =|:) ({_VALUE})(, tags[^\]]*\])?\}}")
_LANGUAGES = re.compile(r'\[("?)en"?, "?zh"?\]')
_COMMENT = re.compile(r"^( *)#(en|zh)\| ?(.*)\n", re.MULTILINE)


def starter(languages: Sequence[str] = LANGUAGES, file_format: str = "yaml", schema: str = "") -> str:
    """Return a starter profile as text in the format `yaml`, `json` or `toml`.

    Its texts are in each of the `languages`, with English text for languages other than Chinese and English. Its
    comments are in the first language, or in English. `schema` is the address or the file name of the JSON Schema for
    the editor. Raises UsageError for languages without a wording, and for other formats.
    """
    chosen = tuple(dict.fromkeys(map(_checked, languages))) or LANGUAGES
    if file_format not in PROFILE_SUFFIXES.values():
        raise UsageError(f"`{file_format}` is not a format of profiles", hint="yaml, json or toml")
    if file_format == "json":
        data = load(starter(chosen).encode(), "starter.yaml").data
        written = {"$schema": schema, **data} if schema and isinstance(data, dict) else data
        return json.dumps(written, ensure_ascii=False, indent=2) + "\n"
    name = f"starter.{file_format}"
    text = resources.files("resume_cli.profile").joinpath(name).read_text(encoding="utf-8")
    commented = written_in(chosen[0]) or "en"
    text = _COMMENT.sub(lambda match: f"{match[1]}# {match[3]}\n" if match[2] == commented else "", text)
    text = _PAIR.sub(lambda match: _pair(match, chosen), text)
    text = _LANGUAGES.sub(lambda match: f"[{', '.join(f'{match[1]}{tag}{match[1]}' for tag in chosen)}]", text)
    said = borrowed(chosen)
    return _modeline(file_format, schema) + (f"# {said[0].upper()}{said[1:]}.\n" if said else "") + text


def written_in(language: str) -> str | None:
    """Return the language of the example that satisfies a requested language, or None."""
    found = look_up(canonical(language), LANGUAGES)
    return found if found and satisfies(found, canonical(language)) else None


def borrowed(languages: Sequence[str]) -> str:
    """Return a message that names the languages without an example of their own, or an empty string."""
    lacking = [tag for tag in map(_checked, languages) if written_in(tag) is None]
    if not lacking:
        return ""
    names = ", ".join(f"`{tag}` ({wording(tag).label('language_name')})" for tag in lacking)
    return f"there is no example in {names} yet: its texts are in English; headings and dates of exports are not"


def _checked(language: str) -> str:
    tag = canonical(language)
    if look_up(tag, AVAILABLE) is None:
        hint = did_you_mean(tag, AVAILABLE) or f"languages: {', '.join(AVAILABLE)}"
        raise UsageError(f"there is no wording for `{language}`, so no starter profile either", hint=hint)
    return tag


def _modeline(file_format: str, schema: str) -> str:
    """Return the comment line that refers an editor to the schema, or an empty string."""
    if not schema:
        return ""
    return f"# yaml-language-server: $schema={schema}\n" if file_format == "yaml" else f"#:schema {schema}\n"


def _pair(match: re.Match[str], languages: Sequence[str]) -> str:
    """Return a text of the example in the chosen languages, without a language tag if there is only one."""
    equals, tags = match[1], match[4] or ""
    example = dict(zip(LANGUAGES, (match[2], match[3]), strict=True))
    texts = {tag: example[written_in(tag) or "en"] for tag in languages}
    if len(texts) > 1:
        return "{" + ", ".join(f"{tag}{equals} {text}" for tag, text in texts.items()) + tags + "}"
    (text,) = texts.values()
    return f"{{text{equals} {text}{tags}}}" if tags else text
