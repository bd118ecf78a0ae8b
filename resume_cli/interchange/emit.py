"""The output of profiles as YAML or TOML, with comments, or as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from resume_cli.interchange.draft import Comment
from resume_cli.interchange.translation import is_filled
from resume_cli.output.report import printable
from resume_cli.profile.readers import limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resume_cli.errors import FieldPath
    from resume_cli.interchange.draft import Draft

_WIDTH = 100


def emit(draft: Draft, file_format: str) -> bytes:
    """Return the draft's profile as `yaml`, `json` or `toml`; the comments are omitted from JSON.

    Raises LimitError if the profile is larger than the limits of profiles.
    """
    limits.check_data(draft.file, draft.profile)
    profile = ordered(draft.profile)
    return printable(_text(draft, profile, file_format), keep="\n\t").encode()


def _text(draft: Draft, profile: Mapping[str, Any], file_format: str) -> str:
    if file_format == "json":
        return json.dumps(profile, ensure_ascii=False, indent=2) + "\n"
    guesses = [
        Comment(path, each.message)
        for each in draft.notes
        if each.note == "guessed" and (path := _target(each.target, profile))
    ]
    if file_format == "toml":
        return _toml(profile) + _appendix(draft.comments)
    return _yaml(profile, guesses) + _appendix(draft.comments)


def ordered(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return a profile with its keys in the usual order and without empty values."""
    from resume_cli.profile.model import USUAL_ORDER, Profile

    top = {key: index for index, key in enumerate(("meta", "basics", *USUAL_ORDER))}
    found = {key: profile[key] for key in sorted(profile, key=lambda key: top.get(key, len(top)))}
    arranged: dict[str, Any] = _arranged(found, Profile, keep=True)
    return arranged


def _arranged(value: Any, of: Any, *, keep: bool = False) -> Any:  # noqa: ANN401 - plain data, and a class of items
    """Return plain data with the keys of each mapping in the order of the fields of its class."""
    from resume_cli.profile.fields import fields_of, keys_of
    from resume_cli.profile.model import SectionSettings

    if isinstance(value, list):
        return [_arranged(each, of) for each in value if is_filled(each) or of is SectionSettings]
    if not isinstance(value, dict):
        return value
    fields = keys_of(of) if of else {}
    order = [field.key for field in fields_of(of).values()] if of and not keep else []
    keys = sorted(value, key=lambda key: order.index(key) if key in order else len(order))
    # The settings of a section may stand under its name.
    inner = {key: fields[key].of if key in fields else of if of is SectionSettings else None for key in keys}
    # An empty title shows no heading.
    empty = {key for key in keys if key in fields and fields[key].may_be_empty and value[key] == ""}
    return {
        key: _arranged(value[key], inner[key])
        for key in keys
        if key in empty or is_filled(value[key]) or (inner[key] is SectionSettings and value[key])
    }


def _target(target: str, profile: Mapping[str, Any]) -> FieldPath:
    """Return the path of a note's target, or an empty path if the profile has no such value."""
    path: list[str | int] = []
    value: Any = profile
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", target):
        step = int(index) if index else name
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ()
        path.append(step)
    return tuple(path)


def _appendix(comments: Sequence[Comment]) -> str:
    """Return the lines of comments for the end of the file."""
    lines: list[str] = []
    for comment in comments:
        lines += ["#", *(f"# {line}".rstrip() for line in comment.text.splitlines())]
    return "".join(f"{line}\n" for line in lines)


def _yaml(profile: Mapping[str, Any], guesses: Sequence[Comment]) -> str:
    """Return a profile as YAML, with an empty line between sections and a comment for each guess."""
    parts = re.split(r"^(?=[^\s#-])", dumped(profile), flags=re.MULTILINE)
    return _commented("\n".join(part for part in parts if part), guesses)


def dumped(data: Mapping[str, Any], *, typed: bool = False) -> str:
    """Return YAML in which texts are quoted only if necessary.

    Profiles read a number such as `2020` as text, so it needs no quotation marks. With `typed`, it gets them, for
    programs that distinguish texts from numbers.
    """
    import yaml

    class Dumper(yaml.SafeDumper):
        """A dumper that writes every scalar as text, because profiles read every scalar as text."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
            super().increase_indent(flow, indentless=False)

    if typed:
        # In YAML 1.2, 089 is a number as well.
        Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?\d+\Z"), list("-+0123456789"))
    else:
        Dumper.yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge", ":value"))]
            for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
        }

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = "|" if "\n" in value and not re.search(r"[ \t]\n|^\s|\n\s*$", value) else None
        if printable(value, keep="\n\t") != value:
            # `emit` escapes unprintable characters, and only double-quoted texts may contain escapes.
            style = '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=style)

    Dumper.add_representer(str, text)
    Dumper.add_multi_representer(str, text)
    Dumper.add_representer(bool, lambda dumper, value: text(dumper, str(value).lower()))
    for number in (int, float):
        Dumper.add_representer(number, lambda dumper, value: text(dumper, str(value)))
    return yaml.dump(dict(data), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _commented(text: str, guesses: Sequence[Comment]) -> str:
    """Return the text with each comment at the end of the line of its key, or above a value of several lines."""
    if not guesses:
        return text
    import yaml

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    lines = text.splitlines()
    notes: dict[int, list[str]] = {}
    for guess in guesses:
        line = _line(root, guess.path)
        words = notes.setdefault(line, [])
        if guess.text not in words:
            words.append(guess.text)
    for line, words in notes.items():
        # After the first line of a plain or quoted text of several lines, a comment would become part of the text.
        comment = f"{'; '.join(words)}: please check"
        if re.search(r"(?::|[|>][-+]?\d?)$", lines[line]) or _is_whole(lines, line):
            lines[line] += f"  # {comment}"
        else:
            indent = re.match(r"\s*", lines[line])
            lines[line] = f"{indent[0] if indent else ''}# {comment}\n{lines[line]}"
    return "\n".join(lines) + "\n"


def _line(node: Any, path: FieldPath) -> int:  # noqa: ANN401 - a yaml.Node
    line: int = node.start_mark.line
    for step in path:
        if isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
        else:
            key, node = next((key, value) for key, value in node.value if key.value == step)
            line = key.start_mark.line
    return line


def _is_whole(lines: Sequence[str], line: int) -> bool:
    """Return whether the value in a line ends in that line."""
    following = lines[line + 1] if line + 1 < len(lines) else ""
    indent = len(lines[line]) - len(lines[line].lstrip(" -"))
    deeper = len(following) - len(following.lstrip()) > indent
    return not deeper or following.lstrip().startswith("- ")


def _toml(profile: Mapping[str, Any]) -> str:
    """Return a profile as TOML, with tables for sections and inline tables for nested mappings."""
    lines: list[str] = []
    for key, value in profile.items():
        if isinstance(value, dict):
            lines += ["", f"[{_key(key)}]", *(f"{_key(inner)} = {_inline(each)}" for inner, each in value.items())]
        elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
            for each in value:
                lines += ["", f"[[{_key(key)}]]", *(f"{_key(inner)} = {_inline(item)}" for inner, item in each.items())]
        else:
            lines.insert(0, f"{_key(key)} = {_inline(value)}")
    return "\n".join(lines).strip() + "\n"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(str(key))} = {_inline(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    # A JSON string is also a TOML string, except that TOML requires an escape for the delete character.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
