"""The writing of a theme and tokens into a profile, which only changes their values or adds lines.

Comments, order, quotation marks and empty lines are kept. The changed text is parsed again, and written only if its
data is exactly as intended.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from resume_cli.errors import UsageError
from resume_cli.output import writer
from resume_cli.profile.folder import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_BOM = "\ufeff"
_PLAIN = re.compile(r"[a-z][a-z-]*[a-z]|[0-9.]+[a-z]+")
_NEEDS_QUOTES = frozenset({"yes", "no", "on", "off", "true", "false", "null"})


def write_settings(file: Path, theme: str | None, tokens: Mapping[str, str]) -> None:
    """Set `meta.theme` and `meta.tokens` of a profile.

    Raises UsageError if the file cannot be changed in this way, and TransferError if it cannot be written.
    """
    meant: list[tuple[tuple[str, ...], str]] = [(("meta", "theme"), theme)] if theme else []
    meant += [(("meta", "tokens", name), value) for name, value in tokens.items()]
    parse, change = _language(file.suffix.lower())
    try:
        text = read_bytes(file, str(file)).decode()
        mark, text = text[: text.startswith(_BOM)], text.removeprefix(_BOM)
        wanted, changed = parse(text), text
        for path, value in meant:
            wanted, changed = _with(wanted, path, value), change(changed, path, value)
        is_right = parse(changed) == wanted
    except (ValueError, TypeError, IndexError):
        # The errors of the parsers are subclasses of these.
        is_right, mark, changed = False, "", ""
    if not is_right:
        hint = "copy what `-O` takes, and write it into `meta` yourself"
        raise UsageError(f"{file.name} cannot be changed without touching more than its theme", hint=hint)
    writer.write(file, (mark + changed).encode())


def _language(suffix: str) -> tuple[Callable[[str], Any], Callable[[str, tuple[str, ...], str], str]]:
    """Return the functions that parse a file with a suffix and that set a value in its text."""
    if suffix == ".toml":
        import tomllib

        return tomllib.loads, _set_toml
    return (json.loads, _set_json) if suffix == ".json" else (_read_yaml, _set_yaml)


def _with(data: Any, path: tuple[str, ...], value: str) -> Any:  # noqa: ANN401 - plain data
    """Return data with a value set; raises TypeError if a parent is not a mapping."""
    if not path:
        return value
    if not isinstance(data, dict | None):
        raise TypeError
    below = data or {}
    return {**below, path[0]: _with(below.get(path[0]), path[1:], value)}


def _read_yaml(text: str) -> Any:  # noqa: ANN401 - plain data
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _set_json(text: str, path: tuple[str, ...], value: str) -> str:
    return _set_node(text, path, json.dumps(value), lambda name: json.dumps(name) + ": ")


def _set_yaml(text: str, path: tuple[str, ...], value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value not in _NEEDS_QUOTES
    return _set_node(text, path, value if plain else json.dumps(value, ensure_ascii=False), "{}: ".format)


def _set_node(text: str, path: tuple[str, ...], value: str, key: Callable[[str], str]) -> str:
    """Return a YAML or JSON text with a value set; `key` formats a name with its colon.

    JSON is valid YAML after its tabs are replaced with spaces.
    """
    import yaml

    node: Any = yaml.compose(text.replace("\t", " "), Loader=yaml.SafeLoader)
    for done, step in enumerate(path):
        if not isinstance(node, yaml.MappingNode):
            break
        below = next((each for name, each in node.value if name.value == step), None)
        if below is None:
            for name in reversed(path[done + 1 :]):
                value = f"{{{key(name)}{value}}}"
            return _added(text, node, key(step) + value)
        node = below
    else:
        done = len(path)
    for name in reversed(path[done:]):
        value = f"{{{key(name)}{value}}}"
    start, end = node.start_mark.index, node.end_mark.index
    return text[:start] + " " * (start == end and text[start - 1] == ":") + value + text[end:]


def _added(text: str, mapping: Any, entry: str) -> str:  # noqa: ANN401 - a node of PyYAML
    """Return the text with a key and its value added at the end of a mapping, in the layout of the others."""
    if not mapping.value:
        end = mapping.end_mark.index - 1
        return text[:end] + entry + text[end:]
    first, last = mapping.value[0][0], mapping.value[-1][1]
    while getattr(last, "value", "") and isinstance(last.value, list) and not last.flow_style:
        last = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
    end = len(text[: last.end_mark.index].rstrip())
    if mapping.flow_style:
        before = text[: first.start_mark.index]
        space = before[len(before.rstrip()) :]
        return text[:end] + "," + (space if "\n" in space else " ") + entry + text[end:]
    rest = text[end:].partition("\n")[0]
    newline = "\r\n" if rest.endswith("\r") else "\n"
    end += len(rest.rstrip("\r"))
    return f"{text[:end]}{newline}{' ' * first.start_mark.column}{entry}{text[end:]}"


def _set_toml(text: str, path: tuple[str, ...], value: str) -> str:
    """Return a TOML text with a value set in the table of its parent, or in a new table at the end."""
    table, name = ".".join(path[:-1]), path[-1]
    head = re.search(rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\][^\n]*$", text, re.MULTILINE)
    entry = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    if head is None:
        return f"{text.rstrip()}\n\n[{table}]\n{entry}\n"
    next_head = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, head.end())
    end = next_head.start() if next_head else len(text)
    known = re.compile(rf"""^([ \t]*){re.escape(name)}[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
    if found := known.search(text, head.end(), end):
        return text[: found.start()] + found[1] + entry + text[found.end() :]
    return f"{text[: head.end()]}\n{entry}{text[head.end() :]}"
