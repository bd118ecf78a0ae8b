"""Files at the addresses that fsspec supports (`s3://…`), which requires the extra `remote`."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from resume_cli.errors import InputError, LimitError, MissingPartError, ResumeError
from resume_cli.exporters.plugins import described
from resume_cli.suggestions import install_extra

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_MOST_BYTES = 64 << 20


def open_address(url: str) -> Any:  # noqa: ANN401 - fsspec and UPath are optional
    """Return the `UPath` of an address; raises MissingPartError without the library of its protocol."""
    try:
        from upath import UPath

        return UPath(url)
    except (ImportError, ValueError) as error:
        hint = f"{install_extra('remote')}, or the library of that protocol"
        raise MissingPartError(f"{url} cannot be opened: {error}", hint=hint) from None


def find(source: str, suffixes: Collection[str]) -> Iterator[tuple[Any, str]]:
    """Yield the files of an address sorted by name, each with its folder relative to the requested one.

    The address is that of a file or of a folder, or contains a `*`. In a folder, files with one of the suffixes are
    found at any depth. Raises InputError or MissingPartError.
    """
    head, star, tail = source.partition("*")
    base, _, rest = head.rpartition("/") if star else (source, "", "")
    with _errors_as_input(source):
        root = open_address(base)
        if star:
            paths = [path for path in root.glob(rest + star + tail) if path.is_file()]
        elif root.is_dir():
            paths = [path for path in root.rglob("*") if path.suffix.lower() in suffixes and path.is_file()]
        else:
            paths = [root] if root.exists() else []
    if not paths:
        raise InputError(f"{source}: there are no profiles at this address")
    for path in sorted(paths, key=str):
        yield path, "" if path is root else str(path.parent).removeprefix(str(root)).strip("/")


def read(path: Any) -> tuple[bytes, float | None]:  # noqa: ANN401 - a path of the optional library
    """Return the bytes of a file and its modification time in seconds, if known; raises InputError or LimitError."""
    with _errors_as_input(str(path)), path.open("rb") as file:
        content: bytes = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise LimitError(f"{path}: too large: more than {_MOST_BYTES:,} bytes")
    moment = None
    with suppress(OSError, ValueError, AttributeError, NotImplementedError):
        moment = path.stat().st_mtime
    return content, float(moment) if moment else None


def read_sibling(path: Any, name: str) -> bytes:  # noqa: ANN401 - a path of the optional library
    """Return the bytes of a file in the same folder; raises InputError or LimitError."""
    if name.startswith("/") or ".." in name.split("/"):
        raise InputError(f"{name}: it is not in the folder of {path}")
    return read(path.parent / name)[0]


@contextmanager
def _errors_as_input(shown: str) -> Iterator[None]:
    try:
        yield
    except ResumeError:
        raise
    except FileNotFoundError:
        raise InputError(f"{shown}: there is no such file") from None
    except Exception as error:
        raise InputError(f"{shown}: {described(error)}") from error
