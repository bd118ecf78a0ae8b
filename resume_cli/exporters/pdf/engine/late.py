"""Stand-ins for libraries that WeasyPrint imports but rarely uses: the real ones are imported when they are touched.

    with stand_ins() as late:
        import weasyprint
    late.settle_into_place()

Replaces: the import of fontTools, Pillow, urllib's openers and what they import: ssl, email, http. `importlib`'s own
LazyLoader is of no use: it loads a module as soon as a name is imported from it.
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
    "tinyhtml5",
    "urllib.request",
    "uuid",
)


class _Waiting:
    """A module, or a name in one, that is imported when it is first touched."""

    def __init__(self, late: Late, module: str, name: str = "") -> None:
        self.__dict__.update(_late=late, _module=module, _name=name, _assigned={})

    def _real(self) -> Any:  # noqa: ANN401 - anything
        return self._late.real(self._module, self._name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - anything
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

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - anything
        if self._late.importing:
            return self._late.called_early(self._module)
        return self._real()(*arguments, **named)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._real())


class Late:
    """The stand-ins, and the modules of WeasyPrint in which they were put."""

    def __init__(self) -> None:
        self.importing = True
        self._waiting: dict[tuple[str, str], _Waiting] = {}
        self._places: dict[str, list[tuple[dict[str, Any], str, _Waiting]]] = {}
        self.opener = _opener_class(self)

    def waiting(self, module: str, name: str = "") -> Any:  # noqa: ANN401 - a stand-in, or a class
        """Return the stand-in for a name, or the base class that is needed at once."""
        if (module, name) == ("urllib.request", "OpenerDirector"):
            return self.opener
        if f"{module}.{name}" in LATE:
            module, name = f"{module}.{name}", ""
        return self._waiting.setdefault((module, name), _Waiting(self, module, name))

    def called_early(self, module: str) -> None:
        """Allow what WeasyPrint builds during its import and never uses: the openers of its first fetchers."""
        if module != "urllib.request":
            raise ChangedError(module)

    def settle_into_place(self) -> None:
        """Record where the stand-ins are, so that the real modules can take their places."""
        self.importing = False
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] == "weasyprint":
                for key, value in vars(module).items():
                    if isinstance(value, _Waiting):
                        self._places.setdefault(value._module, []).append((vars(module), key, value))  # noqa: SLF001 - ours

    def real(self, module: str, name: str) -> Any:  # noqa: ANN401 - anything
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


def _member(module: ModuleType, name: str) -> Any:  # noqa: ANN401 - anything
    if not name:
        return module
    try:
        return getattr(module, name)
    except AttributeError:
        return import_module(f"{module.__name__}.{name}")


def _opener_class(late: Late) -> type:
    """Return a base class for WeasyPrint's fetcher that becomes urllib's own when the first one is made."""

    class Opener:
        def __init__(self) -> None:
            if late.importing:
                return
            from weasyprint.urls import URLFetcher

            request = late.real("urllib.request", "")
            URLFetcher.__bases__ = (request.OpenerDirector,)
            request.OpenerDirector.__init__(self)

        def add_handler(self, handler: object) -> None:
            """Ignore the handlers of fetchers that are made during the import."""

    return Opener


@contextmanager
def stand_ins() -> Iterator[Late]:
    """Put stand-ins in the places of modules that have not been imported, and remove them at the end."""
    late = Late()
    put = [name for name in LATE if name not in sys.modules]
    for name in put:
        sys.modules[name] = late.waiting(name)
    try:
        yield late
    finally:
        for name in put:
            if isinstance(sys.modules.get(name), _Waiting):
                del sys.modules[name]
