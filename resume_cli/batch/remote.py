"""Profiles and outputs behind the addresses that fsspec knows (`s3://…`); needs the extra `remote`."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from resume_cli.errors import InputError, LimitError, MissingPartError, OutputError, TransferError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from resume_cli.batch.sources import InputProfile

_SUFFIXES = (".yaml", ".yml", ".json", ".toml")
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Address:
    """A file behind an address."""

    url: str

    def read(self) -> bytes:
        """Return the bytes; raises InputError."""
        return _read(_path(self.url), self.url)

    def beside(self, name: str) -> bytes:
        """Return the bytes of a file in the same folder; raises InputError."""
        return _read(_path(self.url).parent / name, name)

    def changed(self) -> float | None:
        """Return when the file was changed, in seconds, if its store tells."""
        try:
            moment = _path(self.url).stat().st_mtime
        except (OSError, ValueError, AttributeError, NotImplementedError):
            return None
        return float(moment) if moment else None


def _path(url: str) -> Any:  # noqa: ANN401 - the library publishes no types that we could promise
    try:
        from upath import UPath
    except ImportError:
        message = f"{url} needs an extra that is not installed"
        raise MissingPartError(message, hint="pip install 'resume-press[remote]'") from None
    try:
        return UPath(url)
    except (ImportError, ValueError) as error:
        message = f"{url} cannot be opened: {error}"
        raise MissingPartError(
            message, hint="pip install 'resume-press[remote]', or the library of that protocol"
        ) from None


def _read(path: Any, shown: str) -> bytes:  # noqa: ANN401 - as above
    try:
        with path.open("rb") as file:
            content: bytes = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{shown}: there is no such file") from None
    except Exception as error:
        raise InputError(f"{shown}: {_reason(error)}") from error
    if len(content) > _MOST_BYTES:
        raise LimitError(f"{shown}: too large: more than {_MOST_BYTES:,} bytes")
    return content


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}".rstrip(": ")


def find_remote(source: str) -> Iterator[InputProfile]:
    """Yield the profiles of an address: a file, a folder with all below it, or a pattern with `*`."""
    from resume_cli.batch.sources import InputProfile

    try:
        root, paths = _matching(source)
    except Exception as error:
        if isinstance(error, MissingPartError):
            raise
        raise InputError(f"{source}: {_reason(error)}") from error
    if not paths:
        raise InputError(f"{source}: there is no profile")
    for path in sorted(paths, key=str):
        folder = _folder(path, root)
        yield InputProfile(str(path), path.stem, folder, address=Address(str(path)))


def _matching(source: str) -> tuple[Any, list[Any]]:
    """Return the root of a source, if it is a folder, and the profiles."""
    head, star, tail = source.partition("*")
    if star:
        base, _, rest = head.rpartition("/")
        root = _path(base)
        return root, [path for path in root.glob(rest + star + tail) if path.is_file()]
    path = _path(source)
    if path.is_dir():
        return path, [each for each in path.rglob("*") if each.suffix.lower() in _SUFFIXES and each.is_file()]
    return None, [path] if path.exists() else []


def _folder(path: Any, root: Any) -> str:  # noqa: ANN401 - as above
    if root is None:
        return ""
    return str(path.parent).removeprefix(str(root)).strip("/")


@dataclass(slots=True)
class RemoteStore:
    """A folder behind an address. Stores such as S3 show a file when all of it has arrived."""

    url: str
    _root: Any = field(default=None)

    def __post_init__(self) -> None:
        """Open the address."""
        self._root = _path(self.url)

    @property
    def identity(self) -> str:
        """The address."""
        return str(self._root)

    def prepare(self) -> None:
        """Make the folder, where its store knows such a thing."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
        except Exception as error:
            raise OutputError(f"{self.url} cannot be written: {_reason(error)}") from error

    def refuse(self, names: Iterable[str], inputs: Iterable[Path]) -> None:
        """Files of this machine are never overwritten by an address."""

    def write(self, name: str, content: bytes) -> str:
        """Write a file."""
        path = self._root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except Exception as error:
            raise TransferError(f"writing {path} failed: {_reason(error)}") from error
        return str(path)

    def shown(self, name: str) -> str:
        """Return the address."""
        return str(self._root / name)

    def digest(self, name: str) -> str | None:
        """Return the hash of what is there."""
        try:
            return sha256((self._root / name).read_bytes()).hexdigest()
        except Exception:  # noqa: BLE001 - whatever cannot be read is made again
            return None
