"""Stand-ins for libraries that WeasyPrint imports but rarely uses. The real ones are imported on first use.

Replaces: the import of fontTools, Pillow, urllib's openers and what they import: ssl, email, http. LazyLoader in
`importlib` does not help: it loads a module as soon as a name is imported from it.
Gives: about 158 ms of CPU time.
Without it: those libraries are imported.

A stand-in takes the place of a module, or of a name imported from one. The first call, attribute or assignment
imports the real module, which then takes the places of all its stand-ins.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from resume_cli.exporters.pdf.engine.touched import ChangedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

#: Imported when used: package and module names as WeasyPrint imports them.
LATE = (
    "PIL.EpsImagePlugin", "PIL.Image", "PIL.ImageCms", "PIL.ImageFile", "PIL.ImageOps", "email.message", "fontTools",
    "fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer", "tinyhtml5", "urllib.request", "uuid",
)  # fmt: skip


class _Waiting:
    """A module, or a name in one, that is imported when it is first touched."""

    def __init__(self, late: Late, module: str, name: str = "") -> None:
        self.__dict__.update(_late=late, _module=module, _name=name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - anything
        if name.startswith("__"):
            raise AttributeError(name)
        if self._late.importing:
            return self._late.waiting(self._module, name)
        return getattr(self._late.real(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        # During its import, WeasyPrint only asks Pillow to accept damaged images, and no page has any.
        if not self._late.importing:
            setattr(self._late.real(self), name, value)

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - anything
        if not self._late.importing:
            return self._late.real(self)(*arguments, **named)
        # During its import, WeasyPrint only makes openers for fetchers that are never used.
        if self._module != "urllib.request":
            raise ChangedError(self._module)
        return None

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._late.real(self))


class Late:
    """The stand-ins, and whether WeasyPrint is still being imported."""

    def __init__(self) -> None:
        self.importing = True
        self._waiting: dict[tuple[str, str], _Waiting] = {}
        self.opener = _opener_class(self)

    def waiting(self, module: str, name: str = "") -> Any:  # noqa: ANN401 - a stand-in, or a class
        """Return the stand-in for a name, or the base class that is needed at once."""
        if (module, name) == ("urllib.request", "OpenerDirector"):
            return self.opener
        if f"{module}.{name}" in LATE:
            module, name = f"{module}.{name}", ""
        return self._waiting.setdefault((module, name), _Waiting(self, module, name))

    def real(self, touched: _Waiting) -> Any:  # noqa: ANN401 - anything
        """Import a module, put it and its names where WeasyPrint has their stand-ins, and return one of them."""
        module = touched._module  # noqa: SLF001 - ours
        imported = import_module(module)
        waiting = [each for (of, _), each in self._waiting.items() if of == module]
        names = [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]
        for namespace in (vars(sys.modules[name]) for name in names):
            for key in [key for key, value in namespace.items() if any(value is each for each in waiting)]:
                namespace[key] = _member(imported, namespace[key])
        return _member(imported, touched)


def _member(module: ModuleType, waiting: _Waiting) -> Any:  # noqa: ANN401 - anything
    name = waiting._name  # noqa: SLF001 - ours
    if not name:
        return module
    return getattr(module, name) if hasattr(module, name) else import_module(f"{module.__name__}.{name}")


def _opener_class(late: Late) -> type:
    """Return a base class for WeasyPrint's fetcher that becomes urllib's own when the first one is made."""

    class Opener:
        def __init__(self) -> None:
            if not late.importing:
                from urllib.request import OpenerDirector

                from weasyprint.urls import URLFetcher

                URLFetcher.__bases__ = (OpenerDirector,)
                OpenerDirector.__init__(self)

        def add_handler(self, handler: object) -> None:
            """Ignore the handlers of fetchers that are made during the import."""

    return Opener


@contextmanager
def stand_ins() -> Iterator[None]:
    """Put stand-ins in the places of modules that have not been imported, and remove them at the end."""
    late = Late()
    put = [name for name in LATE if name not in sys.modules]
    sys.modules.update((name, late.waiting(name)) for name in put)
    try:
        yield
    finally:
        late.importing = False
        for name in put:
            if isinstance(sys.modules.get(name), _Waiting):
                del sys.modules[name]
