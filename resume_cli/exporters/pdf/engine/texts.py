"""One Pango context for all texts that are set alike.

Replaces: the set-up of a layout, which is done again for each line that is measured, broken or drawn, and whose list of
attributes is never freed.
Gives: 30 kB of memory that a one-page document would lose for good; of time, some milliseconds.
Without it: WeasyPrint makes a context, a font description and a list of attributes for each layout.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resume_cli.exporters.pdf.engine.touched import ChangedError, touch

if TYPE_CHECKING:
    from collections.abc import Callable

_MODULE = "weasyprint.text.line_break"
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
#: What a context depends on; a text that is underlined or struck through is measured by WeasyPrint itself.
_PROPERTIES = (
    *_FEATURES,
    "direction",
    "lang",
    "font_language_override",
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variation_settings",
)
# A font map serves many documents, each of which may be laid out in several sizes.
_MOST_CONTEXTS = 1_000


class _Shared(Struct, frozen=True):
    """What layouts of one look have in common: Pango's objects, and features as bytes."""

    context: Any
    description: Any
    language: Any
    features: bytes


@cache
def share_contexts() -> None:
    """Have WeasyPrint's layouts share what does not depend on their text, as long as the process lives."""
    try:
        original = touch(f"{_MODULE}:Layout.setup")
        for name in ("font_map", "layout", "language", "ascent", "first_line_direction", "features"):
            touch(f"{_MODULE}:Layout.setup#{name}")
        pango, ffi, gobject = (touch(f"{_MODULE}:{name}") for name in ("pango", "ffi", "gobject"))
        make = _maker()
    except ChangedError:
        return
    from weasyprint.text import line_break

    def setup(self: Any, style: Any) -> None:  # noqa: ANN401 - WeasyPrint publishes no types
        if style["text_decoration_line"] != "none":
            original(self, style)
            return
        shared = _shared(style, make)
        self.style, self.language, self.first_line_direction = style, shared.language, 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(pango.pango_layout_new(shared.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)  # noqa: FBT003 - C has no names of arguments
        pango.pango_layout_set_font_description(self.layout, shared.description)
        if shared.features:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            # The list owns its attribute, so each has one of its own.
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(shared.features))
            pango.pango_layout_set_attributes(self.layout, attributes)

    line_break.Layout.setup = setup


def _maker() -> Callable[[Any], _Shared]:
    """Return the function that makes what layouts of a style share. Raises ChangedError."""
    names = ("pango", "ffi", "gobject", "font_features", "get_font_description", "PANGO_DIRECTION", "LST_TO_ISO")
    pango, ffi, gobject, features_of, describe, directions, languages = (touch(f"{_MODULE}:{name}") for name in names)

    def make(style: Any) -> _Shared:  # noqa: ANN401 - as above
        context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003 - as above
        pango.pango_context_set_base_dir(context, directions[style["direction"]])
        override = style["font_language_override"]
        tag = style["lang"] if override == "normal" else languages.get(override.lower(), override)
        language = pango.pango_language_get_default()
        if tag:
            language = pango.pango_language_from_string(ffi.new("char[]", tag.encode()))
            pango.pango_context_set_language(context, language)
        features = features_of(*(style[name] for name in _FEATURES))
        return _Shared(
            context, describe(style), language, ",".join(f"{name} {value}" for name, value in features.items()).encode()
        )

    return make


def _shared(style: Any, make: Callable[[Any], _Shared]) -> _Shared:  # noqa: ANN401 - as above
    contexts: dict[tuple[object, ...], _Shared] = vars(style.font_config).setdefault("resume_contexts", {})
    key = tuple([style[name] for name in _PROPERTIES])
    if key not in contexts:
        if len(contexts) >= _MOST_CONTEXTS:
            contexts.clear()
        contexts[key] = make(style)
    return contexts[key]
