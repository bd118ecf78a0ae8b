"""The style sheet of a page: tokens as variables, fonts by language, paper, and then the theme's own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resume_cli.document import direction, plain
from resume_cli.theme.loader import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resume_cli.document import Document
    from resume_cli.exporters.html.walk import Medium
    from resume_cli.theme.loader import Fonts, Theme

# Families with a region's own shapes, sans and serif. They go before the bundled Chinese ones, which draw
# mainland shapes.
_REGIONAL: dict[str, tuple[Fonts, Fonts]] = {
    "zh-TW": (
        ("Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei"),
        ("Noto Serif TC", "Noto Serif CJK TC", "Songti TC", "PMingLiU"),
    ),
    "zh-HK": (
        ("Noto Sans HK", "Noto Sans TC", "Noto Sans CJK HK", "PingFang HK", "Microsoft JhengHei"),
        ("Noto Serif HK", "Noto Serif CJK HK", "Songti TC", "PMingLiU"),
    ),
    "ja": (
        ("Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic"),
        ("Noto Serif JP", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho"),
    ),
    "ko": (
        ("Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"),
        ("Noto Serif KR", "Noto Serif CJK KR", "AppleMyungjo", "Batang"),
    ),
}
# What a browser may have where ours are not installed.
_MAINLAND: tuple[Fonts, Fonts] = (
    ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"),
    ("Noto Serif CJK SC", "Songti SC", "SimSun"),
)
# A face of these signs only: the browser takes them from it in Chinese and Japanese, and nothing else.
_SIGNS_FACE = "Han signs"
_SIGNS_RANGE = "U+2014, U+2018-2019, U+201C-201D, U+2026"
# Languages written from left to right in scripts without italics.
_UPRIGHT = {"am", "hy", "ja", "ka", "km", "ko", "lo", "my", "th", "zh"} | {
    "bn",
    "gu",
    "hi",
    "kn",
    "ml",
    "mr",
    "ne",
    "pa",
    "si",
    "ta",
    "te",
}
# Margins of the page that stand beside the text of a coloured column, outside and inside.
_PANEL_MARGINS = 1.6
_GENERIC = {"serif", "sans-serif", "monospace"}


def style_sheet(documents: Sequence[Document], theme: Theme, medium: Medium) -> str:
    """Return the whole style sheet of a page for a document and its translations; it never holds `</`."""
    nodes = tuple(documents)
    languages = sorted({language for language in _values(nodes, "language") if isinstance(language, str)})
    parts = [
        _signs_faces(theme, languages) if medium == "screen" else "",
        _page_rules(documents[0], theme, medium),
        _variables(theme),
        *(_language_rules(theme, language, medium) for language in languages),
        theme.css,
        _numbering(nodes) if medium == "print" else "",
    ]
    # A style element ends at its closing tag, wherever that stands.
    return "\n".join(filter(None, parts)).replace("</", "<\\/")


def body_classes(theme: Theme, language: str) -> str:
    """Return a class for each keyword token, `layout-single`, and `slants` for a script that has italics."""
    keywords = (name for name, declaration in TOKENS.items() if declaration.kind == "keyword")
    classes = [f"{name}-{theme.keyword(name)}" for name in keywords]
    slants = direction(language) == "ltr" and language.partition("-")[0] not in _UPRIGHT
    return " ".join([*classes, *(["slants"] if slants else [])])


def css_string(text: str) -> str:
    """Return text as a CSS string; only letters and digits stand for themselves."""
    escaped = "".join(
        character if character.isalnum() or character in " .,-" else f"\\{ord(character):x} " for character in text
    )
    return f'"{escaped}"'


def _values(node: object, name: str) -> Iterator[object]:
    """Yield the value of every field of that name at or below a node of the document."""
    if isinstance(node, tuple):
        for each in node:
            yield from _values(each, name)
    elif isinstance(node, Struct):
        for part in node.__struct_fields__:
            value = getattr(node, part)
            if part == name:
                yield value
            else:
                yield from _values(value, name)


def _numbering(nodes: tuple[object, ...]) -> str:
    """Return a rule for each list that does not count from 1: WeasyPrint does not read the attribute."""
    starts = sorted({start for start in _values(nodes, "start") if isinstance(start, int) and start != 1})
    return "".join(f'.resume ol[start="{start}"]{{counter-reset:list-item {start - 1}}}' for start in starts)


def _page_rules(document: Document, theme: Theme, medium: Medium) -> str:
    """Return paper and margins, and on later pages the name and the page's number below the text.

    They stand where reading begins and ends. Margin boxes know no variables, so tokens are written out.
    """
    begin, end = ("left", "right") if direction(document.language) == "ltr" else ("right", "left")
    before, _, rest = document.labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = f"{css_string(before)} counter(page) {css_string(between)} counter(pages) {css_string(after)}"
    boxes = (
        f"font:{theme.length('small-size')}/1.2 {_font_list(theme.fonts('body-font'), document.language, medium)};"
        f"color:{theme.colour('muted-colour')};"
        f"vertical-align:top;padding-top:{theme.length('margin-block').points / 4:g}pt"
    )
    panel = _panel(document, theme) if theme.keyword("layout") == "sidebar" else ""
    return (
        f"@page{{{panel}size:{document.paper};margin:{theme.length('margin-block')} {theme.length('margin-inline')};"
        f"@bottom-{begin}{{content:{css_string(plain(document.header.name))};{boxes}}}@bottom-{end}{{content:{number};{boxes}}}}}"
        f"@page :first{{@bottom-{begin}{{content:none}}@bottom-{end}{{content:none}}}}"
    )


def _panel(document: Document, theme: Theme) -> str:
    """Return the coloured column of a printed page: its text with a margin outside and most of one inside.

    Backgrounds of a page are placed from the corner of its text, so the margins are taken off.
    """
    side, away = ("left", "right") if direction(document.language) == "ltr" else ("right", "left")
    margin, colour = theme.length("margin-inline"), theme.colour("panel-background")
    width = theme.length("column-width").points + margin.points * _PANEL_MARGINS
    image = f"linear-gradient(to {away},{colour} {width:g}pt,{theme.colour('background')} {width:g}pt)"
    return f"background:{image} {side} -{margin} top -{theme.length('margin-block')}/220mm 300mm no-repeat;"


def _variables(theme: Theme) -> str:
    """Return the tokens as variables of the root, but fonts, which hang on the language."""
    lines = []
    for name, declaration in TOKENS.items():
        token = theme.tokens[name]
        if declaration.kind not in {"fonts", "keyword"}:
            lines.append(f"--{name}:{token:g}" if isinstance(token, float) else f"--{name}:{token}")
    return ".resume,.resume-page{" + ";".join(lines) + "}"


def _language_rules(theme: Theme, language: str, medium: Medium) -> str:
    """Return fonts and line height of elements in a language, which may differ from those around."""
    selector = f'.resume[lang="{language}"],.resume [lang="{language}"]'
    fonts = [f"--{name}:{_font_list(theme.fonts(name), language, medium)}" for name in _font_tokens()]
    fonts += [f"--{name}-han:{_han_first(theme.fonts(name), language, medium)}" for name in _font_tokens()]
    height = "ideographic-line-height" if _is_ideographic(language) else "line-height"
    return f"{selector}{{{';'.join(fonts)};--leading:var(--{height})}}"


def _font_tokens() -> tuple[str, ...]:
    return tuple(name for name, declaration in TOKENS.items() if declaration.kind == "fonts")


def _is_ideographic(language: str) -> bool:
    return language.partition("-")[0] in {"zh", "ja", "ko"}


def _font_list(families: Fonts, language: str, medium: Medium) -> str:
    """Return a font list for a language: its regional families before the first Chinese one, or before the generic."""
    serif = int(families[-1] == "serif")
    regional = _regional(language)
    extra = _REGIONAL[regional][serif] if regional else ()
    if medium == "screen" and not regional:
        extra = _MAINLAND[serif] if _is_ideographic(language) else ()
    chinese = next((place for place, family in enumerate(families) if family.endswith(" SC")), len(families) - 1)
    place = chinese if regional else len(families) - 1
    ordered = (*families[:place], *extra, *families[place:])
    signs = (_SIGNS_FACE,) if medium == "screen" and language.partition("-")[0] in {"zh", "ja"} else ()
    return ",".join(family if family in _GENERIC else f'"{family}"' for family in (*signs, *ordered))


def _han_first(families: Fonts, language: str, medium: Medium) -> str:
    """Return a font list for the signs that Latin has too, drawn as in Chinese."""
    chinese = tuple(family for family in families if family.endswith(" SC"))
    return _font_list((*chinese, families[-1]), language, medium)


def _regional(language: str) -> str:
    """Return the key of the regional families for a language, or nothing for mainland Chinese and the rest."""
    if language in {"zh-Hant", "zh-MO"}:
        return "zh-TW" if language == "zh-Hant" else "zh-HK"
    return next((key for key in _REGIONAL if language == key or language.startswith(f"{key}-")), "")


def _signs_faces(theme: Theme, languages: list[str]) -> str:
    """Return the faces from which browsers take the signs that Latin fonts draw too narrow for Chinese."""
    if not any(language.partition("-")[0] in {"zh", "ja"} for language in languages):
        return ""
    serif = int(theme.fonts("body-font")[-1] == "serif")
    bundled = next((family for family in theme.fonts("body-font") if family.endswith(" SC")), "Noto Sans SC")
    faces = []
    for weight in ("Regular", "Bold"):
        suffix = "" if weight == "Regular" else f" {weight}"
        sources = ",".join(f'local("{family}{suffix}")' for family in (bundled, *_MAINLAND[serif]))
        faces.append(
            f'@font-face{{font-family:"{_SIGNS_FACE}";font-weight:{400 if weight == "Regular" else 700};'
            f"src:{sources};unicode-range:{_SIGNS_RANGE}}}"
        )
    return "".join(faces)
