"""C declarations of Pango, HarfBuzz and Fontconfig that are already parsed.

Replaces: cffi's parser, written in Python, which reads some 400 lines of C whenever WeasyPrint is imported; and the
search for five libraries, for which ctypes starts up to 86 processes, compilers and linkers among them.
Gives: about 250 ms of CPU time.
Without it, or when the declarations do not have the recorded digest: cffi parses them as usual.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

from resume_cli.exporters.pdf.engine.touched import ChangedError, exchanged

if TYPE_CHECKING:
    from pathlib import Path

_MODULE = "weasyprint.text.ffi"


def load_bindings(folder: Path) -> None:
    """Run WeasyPrint's module of declarations with a cffi that has already read them.

    The libraries are opened by the names that the linker knows. Raises ChangedError for other declarations.
    """
    from resume_cli.exporters.pdf.engine.declarations import DIGEST, ffi

    def cdef(source: str) -> None:
        if sha256(source.encode()).hexdigest() != DIGEST:
            raise ChangedError(_MODULE)

    # The attributes of cffi that the module uses.
    declared = SimpleNamespace(cdef=cdef, dlopen=ffi.dlopen, RTLD_NOW=ffi.RTLD_NOW)
    cffi, module = ModuleType("cffi"), ModuleType(_MODULE)
    cffi.FFI = lambda: declared  # type: ignore[attr-defined]
    with exchanged(sys.modules, "cffi", cffi):
        SourceFileLoader(_MODULE, str(folder / "text" / "ffi.py")).exec_module(module)
    module.ffi = ffi  # type: ignore[attr-defined]
    sys.modules[_MODULE] = module
