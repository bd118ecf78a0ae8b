"""The private names that this package uses, and the check that they still exist.

Each is a `module:name`. What follows a `#` is a name used in the code of that function, such as an attribute of
objects that exist only later. The tests rename the last part of each in a copy of the libraries.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

# By module, as "object" or "function#name".
_NAMES = {
    "pydyf": "PDF.write#compressible",
    "weasyprint": "HTML.__init__#etree_element HTML.__init__#wrapper_element HTML._ph_stylesheets"
    " HTML._ua_counter_style HTML._ua_stylesheets HTML.render#color_profiles",
    "weasyprint.css": "AnonymousStyle.__init__#parent_style ComputedStyle.__init__#cascaded"
    " ComputedStyle.__missing__#cascaded ComputedStyle.__missing__#parent_style INHERITED INITIAL_NOT_COMPUTED"
    " INITIAL_VALUES PHYSICAL_FUNCTIONS",
    "weasyprint.css.counters": "CounterStyle",
    "weasyprint.document": "Page.__init__#_page_box",
    "weasyprint.html": "PH PH_STYLESHEET UA UA_COUNTER_STYLE UA_FORM UA_FORM_STYLESHEET UA_STYLESHEET",
    "weasyprint.layout.inline": "split_first_line",
    "weasyprint.pdf": "generate_pdf#pdf_reference",
    "weasyprint.pdf.fonts": "Font.__init__#file_content get_hb_object_data",
    "weasyprint.pdf.tags": "_build_box_tree _build_box_tree#_box _build_box_tree#element_tag _get_pdf_tag",
    "weasyprint.text.ffi": "ffi",
    "weasyprint.text.line_break": "Layout.setup#font_features Layout.setup#attr_list ffi pango",
    # Harmless if it has changed, so not checked.
    "weasyprint.urls": "fetch#_fail_on_errors",
}
TOUCHED = frozenset(f"{module}:{name}" for module, names in _NAMES.items() for name in names.split())


class ChangedError(Exception):
    """A library is not as expected. Never shown to the user: the caller does without the private name."""


@contextmanager
def exchanged(names: MutableMapping[str, Any], name: str, value: Any) -> Iterator[None]:  # noqa: ANN401 - anything
    """Temporarily give a name another value, in a module, in `sys.modules` or in the environment."""
    before = names.get(name)
    names[name] = value
    try:
        yield
    finally:
        if before is None:
            del names[name]
        else:
            names[name] = before


@cache
def touch(name: str) -> Any:  # noqa: ANN401 - WeasyPrint publishes no types
    """Return the object with a name in `TOUCHED`, or the function whose code uses the name. Raises ChangedError."""
    if name not in TOUCHED:
        raise KeyError(name)
    place, _, inner = name.partition("#")
    module, _, path = place.partition(":")
    try:
        found = attrgetter(path)(import_module(module))
        code = getattr(found, "__wrapped__", found).__code__ if inner else None
    except (ImportError, AttributeError) as error:
        raise ChangedError(name) from error
    if code and inner not in {*code.co_names, *code.co_varnames}:
        raise ChangedError(name)
    return found
