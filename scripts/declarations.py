#!/usr/bin/env python3
"""Make resume_cli/exporters/pdf/engine/declarations.py: what WeasyPrint tells cffi of C, read once.

WeasyPrint hands cffi some 400 lines of C declarations whenever it is imported, and cffi parses them with a parser
written in Python: that takes longer than laying out two pages. cffi can write down what it has read. The file is
used only while the declarations have the digest in it; with any others WeasyPrint parses its own as always.

    scripts/declarations.py            write the file
    scripts/declarations.py --check    exit 1 when it is stale
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


class Stop(Exception):  # noqa: N818 - it is no error: all that was wanted has been seen
    """Raised once the declarations are known, before any library is looked for."""


def declarations() -> str:
    """Return the declarations that WeasyPrint would hand to cffi, by letting it do so."""
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
        exec(compile(path.read_text("utf-8"), str(path), "exec"), {"__name__": "declarations"})  # noqa: S102 - ours to read
    except Stop:
        return seen[0]
    finally:
        del sys.modules["cffi"]
        if before is not None:
            sys.modules["cffi"] = before
    message = f"{path} declares nothing"
    raise ValueError(message)


def generated() -> str:
    """Return the text of the file."""
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
    """Write the file, or compare it."""
    text = generated()
    if "--check" in sys.argv[1:]:
        fresh = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print(f"{TARGET.name}: {'fresh' if fresh else 'stale, run scripts/declarations.py'}")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"wrote {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
