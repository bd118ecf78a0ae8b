#!/usr/bin/env python3
"""Write resume_cli/exporters/pdf/engine/declarations.py: WeasyPrint's C declarations, already parsed.

Whenever WeasyPrint is imported, it passes some 400 lines of C declarations to cffi, whose parser is written in Python
and takes longer than the layout of two pages. cffi can store the parsed form. The stored file is used only if its
digest matches WeasyPrint's declarations; otherwise WeasyPrint parses them as usual.

    scripts/declarations.py            write the file
    scripts/declarations.py --check    exit 1 if the file is out of date
"""

from __future__ import annotations

import sys
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "resume_cli" / "exporters" / "pdf" / "engine" / "declarations.py"
HEAD = '''\
"""C declarations of Pango, HarfBuzz and Fontconfig as cffi read them; made by scripts/declarations.py, not by hand."""

# mypy: ignore-errors

DIGEST = "{digest}"

'''


class Stop(Exception):  # noqa: N818 - not an error: it ends the import once the declarations are known
    """Raised once the declarations are known, before any library is searched for."""


def declarations() -> str:
    """Return the declarations that WeasyPrint passes to cffi, by running its module with a stand-in for cffi."""
    package = find_spec("weasyprint")
    if package is None or not package.submodule_search_locations:
        message = "WeasyPrint is not installed"
        raise ModuleNotFoundError(message)
    path = Path(package.submodule_search_locations[0]) / "text" / "ffi.py"
    seen: list[str] = []

    class Recorder:
        def cdef(self, source: str) -> None:
            seen.append(source)
            raise Stop

    stand_in = ModuleType("cffi")
    stand_in.FFI = Recorder  # type: ignore[attr-defined]
    before = sys.modules.get("cffi")
    sys.modules["cffi"] = stand_in
    try:
        exec(compile(path.read_text("utf-8"), str(path), "exec"), {"__name__": "declarations"})  # noqa: S102 - an installed module
    except Stop:
        return seen[0]
    finally:
        del sys.modules["cffi"]
        if before is not None:
            sys.modules["cffi"] = before
    message = f"{path} contains no declarations"
    raise ValueError(message)


def generated() -> str:
    """Return the text of the generated file."""
    import cffi

    source = declarations()
    builder: Any = cffi.FFI()
    builder.cdef(source)
    builder.set_source("_pdf_declarations", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "_pdf_declarations.py"
        builder.emit_python_code(str(path))
        written = path.read_text("utf-8")
    code = "\n".join(line for line in written.splitlines() if not line.startswith("#"))
    return HEAD.format(digest=sha256(source.encode()).hexdigest()) + code.strip() + "\n"


def main() -> int:
    """Write the file, or check that it is up to date."""
    text = generated()
    if "--check" in sys.argv[1:]:
        fresh = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print(f"{TARGET.name}: {'up to date' if fresh else 'out of date, run scripts/declarations.py'}")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"wrote {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
