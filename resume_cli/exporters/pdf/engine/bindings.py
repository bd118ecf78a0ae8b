"""C declarations of Pango, HarfBuzz and Fontconfig that need not be parsed.

Replaces: cffi's parser, written in Python, which reads some 400 lines of C whenever WeasyPrint is imported; and the
search for five libraries, for which ctypes starts up to 86 processes, compilers and linkers among them.
Gives: about 250 ms of CPU time.
Without it, or when the declarations do not have the recorded digest: cffi parses them as usual.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.touched import ChangedError

if TYPE_CHECKING:
    from pathlib import Path

_MODULE = "weasyprint.text.ffi"


def load_bindings(folder: Path) -> None:
    """Run WeasyPrint's module of declarations with a cffi that has already read them.

    The libraries are opened by the names that the linker knows. Raises ChangedError for other declarations.
    """
    from resume_cli.exporters.pdf.engine import declarations

    spec = spec_from_file_location(_MODULE, folder / "text" / "ffi.py")
    if spec is None or spec.loader is None:
        raise ChangedError(_MODULE)
    stand_in = ModuleType("cffi")
    stand_in.FFI = lambda: _Declared(declarations)  # type: ignore[attr-defined]
    module = module_from_spec(spec)
    before = sys.modules.get("cffi")
    sys.modules["cffi"] = stand_in
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules["cffi"]
        if before is not None:
            sys.modules["cffi"] = before
    module.ffi = declarations.ffi  # type: ignore[attr-defined]
    sys.modules[_MODULE] = module


class _Declared:
    """What WeasyPrint's module asks of `cffi.FFI()` while it runs."""

    def __init__(self, declarations: Any) -> None:  # noqa: ANN401 - a generated module
        self._digest = declarations.DIGEST
        self.dlopen = declarations.ffi.dlopen
        self.RTLD_NOW = declarations.ffi.RTLD_NOW

    def cdef(self, source: str) -> None:
        from hashlib import sha256

        if sha256(source.encode()).hexdigest() != self._digest:
            raise ChangedError(_MODULE)
