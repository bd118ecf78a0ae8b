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

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION_LINE = "VERSION = __version__ = '70.0'"
#: Imported when used: package and module names as WeasyPrint imports them.
LATE = (
    "PIL.EpsImagePlugin",
    "PIL.Image",
    "PIL.ImageCms",
    "PIL.ImageFile",
    "PIL.ImageOps",
    "email.message",
    "fontTools",
    "fontTools.subset",
    "fontTools.ttLib",
    "fontTools.varLib.instancer",
    "pyphen",
    "urllib.request",
)


class Unexpected(Exception):  # noqa: N818 - not an error for anybody: it leads to the plain import
    """Something is not as this module was written for."""


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
        with _stand_ins() as late:
            _load_declarations(folder)
            with _without_style_sheets():
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

    from resume_cli.exporters import _pdf_declarations

    name = "weasyprint.text.ffi"
    spec = spec_from_file_location(name, folder / "text" / "ffi.py")
    if spec is None or spec.loader is None:
        raise Unexpected
    stand_in = ModuleType("cffi")
    stand_in.FFI = lambda: _Declared(_pdf_declarations)  # type: ignore[attr-defined]
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
    module.ffi = _pdf_declarations.ffi  # type: ignore[attr-defined]
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


# Libraries that wait


class _Waiting:
    """A module, or a name in one, that is imported when it is first touched."""

    def __init__(self, late: _Late, module: str, name: str = "") -> None:
        self.__dict__.update(_late=late, _module=module, _name=name, _assigned={})

    def _real(self) -> Any:  # noqa: ANN401 - whatever stands there
        return self._late.real(self._module, self._name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever stands there
        if name.startswith("__"):
            raise AttributeError(name)
        if self._late.importing:
            return self._late.waiting(self._module, name)
        return getattr(self._real(), name)

    def __setattr__(self, name: str, value: object) -> None:
        if self._late.importing:
            self._assigned[name] = value
        else:
            setattr(self._real(), name, value)

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever stands there
        if self._late.importing:
            return self._late.called_early(self._module)
        return self._real()(*arguments, **named)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._real())


class _Late:
    """The stand-ins, and the modules of WeasyPrint in which they were put."""

    def __init__(self) -> None:
        self.importing = True
        self._waiting: dict[tuple[str, str], _Waiting] = {}
        self._places: dict[str, list[tuple[dict[str, Any], str, _Waiting]]] = {}
        self.opener = _opener_class(self)

    def waiting(self, module: str, name: str = "") -> Any:  # noqa: ANN401 - a stand-in, or the one real class
        """Return the stand-in for a name; two names in one module wait independently but arrive together."""
        if (module, name) == ("urllib.request", "OpenerDirector"):
            return self.opener
        if f"{module}.{name}" in LATE:
            module, name = f"{module}.{name}", ""
        return self._waiting.setdefault((module, name), _Waiting(self, module, name))

    def called_early(self, module: str) -> None:
        """Allow what WeasyPrint builds while it is imported and never uses: the openers of its first fetchers."""
        if module != "urllib.request":
            raise Unexpected

    def settle_into_place(self) -> None:
        """Note where the stand-ins are, so that the real things can take their places."""
        self.importing = False
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] == "weasyprint":
                for key, value in vars(module).items():
                    if isinstance(value, _Waiting):
                        self._places.setdefault(value._module, []).append((vars(module), key, value))  # noqa: SLF001 - ours

    def real(self, module: str, name: str) -> Any:  # noqa: ANN401 - whatever stands there
        """Import a module, put it and its names where their stand-ins are, and return one of them."""
        imported = import_module(module)
        for (of, _), waiting in self._waiting.items():
            if of == module:
                for key, value in waiting._assigned.items():  # noqa: SLF001 - ours
                    setattr(_member(imported, waiting._name), key, value)  # noqa: SLF001 - ours
                waiting._assigned.clear()  # noqa: SLF001 - ours
        for namespace, key, waiting in self._places.pop(module, ()):
            namespace[key] = _member(imported, waiting._name)  # noqa: SLF001 - ours
        return _member(imported, name)


def _member(module: ModuleType, name: str) -> Any:  # noqa: ANN401 - whatever stands there
    if not name:
        return module
    try:
        return getattr(module, name)
    except AttributeError:
        return import_module(f"{module.__name__}.{name}")


def _opener_class(late: _Late) -> type:
    """Return a base for WeasyPrint's fetcher that becomes urllib's own as soon as one is made in earnest."""

    class Opener:
        def __init__(self) -> None:
            if late.importing:
                return
            from weasyprint.urls import URLFetcher

            request = late.real("urllib.request", "")
            URLFetcher.__bases__ = (request.OpenerDirector,)
            request.OpenerDirector.__init__(self)

        def add_handler(self, handler: object) -> None:
            """Take nothing: while WeasyPrint is imported there is nothing to take."""

    return Opener


@contextmanager
def _stand_ins() -> Iterator[_Late]:
    """Let stand-ins be found for modules that are not there yet, and none afterwards."""
    late = _Late()
    put = [name for name in LATE if name not in sys.modules]
    for name in put:
        sys.modules[name] = late.waiting(name)
    try:
        yield late
    finally:
        for name in put:
            if isinstance(sys.modules.get(name), _Waiting):
                del sys.modules[name]


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
