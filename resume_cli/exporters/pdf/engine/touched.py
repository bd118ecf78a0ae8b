"""The private names that this room touches, and the check that they are still there.

Each is written as `module:name`. What follows a `#` is a name used in the code of that function, such as an attribute
of objects that exist only later. The tests rename the last name of each in a copy of the libraries.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

TOUCHED = frozenset(
    {
        "pydyf:PDF.write#compressible",
        "weasyprint.css.counters:CounterStyle",
        "weasyprint.css:AnonymousStyle.__init__#parent_style",
        "weasyprint.css:ComputedStyle.__init__#cascaded",
        "weasyprint.css:ComputedStyle.__missing__#cascaded",
        "weasyprint.css:ComputedStyle.__missing__#parent_style",
        "weasyprint.css:INHERITED",
        "weasyprint.css:INITIAL_NOT_COMPUTED",
        "weasyprint.css:INITIAL_VALUES",
        "weasyprint.css:PHYSICAL_FUNCTIONS",
        "weasyprint.document:Page.__init__#_page_box",
        "weasyprint.html:PH",
        "weasyprint.html:PH_STYLESHEET",
        "weasyprint.html:UA",
        "weasyprint.html:UA_COUNTER_STYLE",
        "weasyprint.html:UA_FORM",
        "weasyprint.html:UA_FORM_STYLESHEET",
        "weasyprint.html:UA_STYLESHEET",
        "weasyprint.layout.inline:split_first_line",
        "weasyprint.pdf.fonts:Font.__init__#file_content",
        "weasyprint.pdf.fonts:get_hb_object_data",
        "weasyprint.pdf.tags:_build_box_tree",
        "weasyprint.pdf.tags:_build_box_tree#_box",
        "weasyprint.pdf.tags:_build_box_tree#element_tag",
        "weasyprint.pdf.tags:_get_pdf_tag",
        "weasyprint.pdf:generate_pdf#pdf_reference",
        "weasyprint.text.ffi:ffi",
        "weasyprint.text.line_break:LST_TO_ISO",
        "weasyprint.text.line_break:Layout.setup",
        "weasyprint.text.line_break:Layout.setup#ascent",
        "weasyprint.text.line_break:Layout.setup#features",
        "weasyprint.text.line_break:Layout.setup#first_line_direction",
        "weasyprint.text.line_break:Layout.setup#font_map",
        "weasyprint.text.line_break:Layout.setup#language",
        "weasyprint.text.line_break:Layout.setup#layout",
        "weasyprint.text.line_break:PANGO_DIRECTION",
        "weasyprint.text.line_break:ffi",
        "weasyprint.text.line_break:font_features",
        "weasyprint.text.line_break:get_font_description",
        "weasyprint.text.line_break:gobject",
        "weasyprint.text.line_break:pango",
        "weasyprint:HTML.__init__#etree_element",
        "weasyprint:HTML.__init__#wrapper_element",
        "weasyprint:HTML._ph_stylesheets",
        "weasyprint:HTML._ua_counter_style",
        "weasyprint:HTML._ua_stylesheets",
        "weasyprint:HTML.render#color_profiles",
        # Harmless when it has changed, so not checked.
        "weasyprint.urls:fetch#_fail_on_errors",
    }
)


class ChangedError(Exception):
    """A library is not as this room knows it; never shown, because whoever touches it does without."""


@contextmanager
def exchanged(names: MutableMapping[str, Any], name: str, value: Any) -> Iterator[None]:  # noqa: ANN401 - anything
    """Give a name another value for a while, among modules, in a module or in the environment."""
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
    """Return what has a name of `TOUCHED`: an object or, for a name in its code, the function. Raises ChangedError."""
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
