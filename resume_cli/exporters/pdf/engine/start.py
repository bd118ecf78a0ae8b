"""A fast start for an unmodified WeasyPrint 70.0: what it imports but does not use for a résumé waits until it is used.

Nine tenths of a plain import go into things that a document of ours never needs: C declarations parsed anew (cffi),
fontTools, Pillow, urllib's openers, and style sheets for forms. Here the declarations come parsed already, and each
of those libraries is a stand-in until something touches it; then the real one is imported and takes its place
everywhere. WeasyPrint's own code runs as it is, so the bytes of a PDF stay the same (tests/test_start.py).

Whatever is not exactly as expected – another version, another system, a library imported before, a declaration that
changed – leads to the plain import.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.late import Unexpected, stand_ins

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION_LINE = "VERSION = __version__ = '70.0'"


def import_weasyprint() -> bool:
    """Import WeasyPrint and return whether the fast way was taken.

    Raises OSError when a library that it needs is not installed.
    """
    if "weasyprint" in sys.modules:
        return False
    try:
        _import_fast()
    except OSError:
        _forget()
        raise
    except Exception:  # noqa: BLE001 - any surprise at all means: not the WeasyPrint that this was written for
        _forget()
    else:
        return True
    _import_plain()
    return False


def _import_plain() -> None:
    """Import WeasyPrint as everybody does; where Pango is missing it prints advice, and stdout is for data."""
    from io import StringIO

    with redirect_stdout(StringIO()):
        import_module("weasyprint")


def _forget() -> None:
    """Take out of the interpreter what a failed attempt left in it."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        del sys.modules[name]


def _import_fast() -> None:
    folder = _expected_folder()
    collecting = gc.isenabled()
    gc.disable()
    try:
        with stand_ins() as late:
            _load_declarations(folder)
            with _without_style_sheets(), _without_font_check():
                import_module("weasyprint")
            late.settle_into_place()
        _postpone_style_sheets()
        _postpone_font_bytes()
    finally:
        if collecting:
            gc.enable()


def _expected_folder() -> Path:
    """Return WeasyPrint's folder, or raise Unexpected."""
    if sys.platform != "linux" or sys.implementation.name != "cpython":
        raise Unexpected
    spec = find_spec("weasyprint")
    if spec is None or spec.origin is None or VERSION_LINE not in Path(spec.origin).read_text(encoding="utf-8"):
        raise Unexpected
    return Path(spec.origin).parent


# C declarations


def _load_declarations(folder: Path) -> None:
    """Run WeasyPrint's module of C declarations with a cffi that has read them before.

    Its libraries are then opened by the names that the linker knows, with none of the child processes (compilers
    among them) that ctypes starts to guess such names.
    """
    from importlib.util import spec_from_file_location

    from resume_cli.exporters.pdf.engine import declarations

    name = "weasyprint.text.ffi"
    spec = spec_from_file_location(name, folder / "text" / "ffi.py")
    if spec is None or spec.loader is None:
        raise Unexpected
    stand_in = ModuleType("cffi")
    stand_in.FFI = lambda: _Declared(declarations)  # type: ignore[attr-defined]
    module = module_from_spec(spec)
    before = sys.modules.get("cffi")
    sys.modules["cffi"] = stand_in
    from io import StringIO

    try:
        with redirect_stdout(StringIO()):
            spec.loader.exec_module(module)
    finally:
        del sys.modules["cffi"]
        if before is not None:
            sys.modules["cffi"] = before
    module.ffi = declarations.ffi  # type: ignore[attr-defined]
    sys.modules[name] = module


class _Declared:
    """What WeasyPrint's module asks of `cffi.FFI()` while it runs."""

    def __init__(self, declarations: Any) -> None:  # noqa: ANN401 - a generated module
        self._declarations = declarations
        self.dlopen = declarations.ffi.dlopen
        self.RTLD_NOW = declarations.ffi.RTLD_NOW

    def cdef(self, source: str) -> None:
        from hashlib import sha256

        if sha256(source.encode()).hexdigest() != self._declarations.DIGEST:
            raise Unexpected


# The look for fonts


@contextmanager
def _without_font_check() -> Iterator[None]:
    """Spare WeasyPrint a look at all fonts: whether there are any, the caller has made sure of."""
    declared: Any = sys.modules["weasyprint.text.ffi"]
    library = declared.fontconfig
    declared.fontconfig = _SomeFonts(declared.ffi.NULL)
    try:
        yield
        sys.modules["weasyprint.text.fonts"].fontconfig = library  # type: ignore[attr-defined]
    finally:
        declared.fontconfig = library


class _SomeFonts:
    """A Fontconfig that has fonts, to be asked just that."""

    FcSetSystem = 0
    nfont = 1

    def __init__(self, nothing: Any) -> None:  # noqa: ANN401 - a C pointer
        self._nothing = nothing

    def FcInitLoadConfigAndFonts(self) -> Any:  # noqa: ANN401, N802 - the library's name
        return self._nothing

    def FcConfigDestroy(self, config: object) -> None:  # noqa: N802 - as above
        """Destroy nothing."""

    def FcConfigGetFonts(self, _config: object, _set: int) -> _SomeFonts:  # noqa: N802 - as above
        return self


# Style sheets of the user agent


@contextmanager
def _without_style_sheets() -> Iterator[None]:
    """Let WeasyPrint's own style sheets parse as empty while it is imported."""
    import tinycss2

    parse = tinycss2.parse_stylesheet
    tinycss2.parse_stylesheet = lambda *_arguments, **_named: []
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse


def _postpone_style_sheets() -> None:
    """Parse them when a page first asks for them."""
    import weasyprint
    from weasyprint import html

    def fill() -> None:
        for of in names:
            setattr(weasyprint.HTML, of, originals[of])
        html.UA_COUNTER_STYLE.clear()
        html.UA_STYLESHEET = weasyprint.CSS(string=html.UA, counter_style=html.UA_COUNTER_STYLE)
        html.UA_FORM_STYLESHEET = weasyprint.CSS(string=html.UA_FORM, counter_style=html.UA_COUNTER_STYLE)
        html.PH_STYLESHEET = weasyprint.CSS(string=html.PH)
        for name in ("UA_COUNTER_STYLE", "UA_STYLESHEET", "UA_FORM_STYLESHEET", "PH_STYLESHEET"):
            setattr(weasyprint, name, getattr(html, name))

    def postponed(of: str) -> Any:  # noqa: ANN401 - a method
        def method(self: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
            fill()
            return originals[of](self, *arguments, **named)

        return method

    names = ("_ua_stylesheets", "_ua_counter_style", "_ph_stylesheets")
    originals = {of: getattr(weasyprint.HTML, of) for of in names}
    for of in names:
        setattr(weasyprint.HTML, of, postponed(of))


# Font files


def _postpone_font_bytes() -> None:
    """Copy a font file out of HarfBuzz only if somebody asks for it: subsetting does not, and ours weigh 10 MB."""
    from weasyprint.pdf import fonts

    copy = fonts.get_hb_object_data

    class Uncopied:
        def __init__(self, face: Any) -> None:  # noqa: ANN401 - a C pointer
            self.face = face

    def get(self: Any) -> Any:  # noqa: ANN401 - a Font of WeasyPrint's
        content = self.__dict__["file_content"]
        if isinstance(content, Uncopied):
            content = self.__dict__["file_content"] = copy(content.face)
        return content

    def put(self: Any, content: object) -> None:  # noqa: ANN401 - as above
        self.__dict__["file_content"] = content

    def copy_of(thing: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
        # A source face is copied later; a face that was cut out for this document is wanted at once.
        caller = sys._getframe(1).f_code.co_name  # noqa: SLF001 - the two callers are two lines of one file
        return Uncopied(thing) if caller == "__init__" else copy(thing, *arguments, **named)

    fonts.Font.file_content = property(get, put)
    fonts.get_hb_object_data = copy_of
