"""The style sheet of a page: paper, tokens as variables, fonts by language, and the theme's own rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resume_cli.document import direction, is_hyphenated, plain
from resume_cli.theme.loader import TOKENS

if TYPE_CHECKING:
    from markupsafe import Markup

    from resume_cli.document import Document
    from resume_cli.exporters.html.walk import Medium
    from resume_cli.theme.loader import Fonts, Theme

# Sans and serif families with regional glyph shapes, which precede the bundled Chinese ones with mainland shapes.
_REGIONAL: dict[str, tuple[Fonts, Fonts]] = {
    "zh-TW": (("Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei"),
              ("Noto Serif TC", "Noto Serif CJK TC", "Songti TC", "PMingLiU")),
    "zh-HK": (("Noto Sans HK", "Noto Sans TC", "Noto Sans CJK HK", "PingFang HK", "Microsoft JhengHei"),
              ("Noto Serif HK", "Noto Serif CJK HK", "Songti TC", "PMingLiU")),
    "ja": (("Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic"),
           ("Noto Serif JP", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho")),
    "ko": (("Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"),
           ("Noto Serif KR", "Noto Serif CJK KR", "AppleMyungjo", "Batang")),
}  # fmt: skip
# Families that a browser may have if the bundled ones are not installed.
_MAINLAND: tuple[Fonts, Fonts] = (
    ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"),
    ("Noto Serif CJK SC", "Songti SC", "SimSun"),
)
# A font face for these signs only, used by browsers in Chinese and Japanese text.
_SIGNS_FACE = "Han signs"
_SIGNS_RANGE = "U+2014, U+2018-2019, U+201C-201D, U+2026"
# Languages written from left to right in scripts without italics.
_UPRIGHT = frozenset("am bn gu hi hy ja ka km kn ko lo ml mr my ne pa si ta te th zh".split())
# Languages whose characters fill a square, and those whose quotation marks and dashes do so too.
_IDEOGRAPHIC = frozenset({"zh", "ja", "ko"})
_SHARE_SIGNS = frozenset({"zh", "ja"})
_GENERIC = {"serif", "sans-serif", "monospace"}
# Blocks and rules as our own themes write them, from the beginning of a line.
_SCREEN_ONLY = r"(?ms)^@media screen\b.*?^\}\n"
_VARIANT = r"(?m)^ *\.resume\.([\w-]+)[^{},]*\{[^{}]*\}\n"


def style_sheet(document: Document, theme: Theme, medium: Medium, body: Markup) -> str:
    """Return the whole style sheet of a page with this body; it never contains `</`.

    Raises ThemeError if the theme is not built in and its style sheet is refused.
    """
    if not theme.trusted:
        from resume_cli.exporters.html.guard import check_style

        check_style(theme)
    # In finished markup a quotation mark always ends an attribute, because those in texts are escaped.
    languages = sorted(set(re.findall(r' lang="([^"]+)"', body)))
    parts = [
        _signs_faces(theme, languages) if medium == "screen" else "",
        _page_rules(document, theme, medium),
        _variables(theme),
        *(_language_rules(theme, language, medium) for language in languages),
        _needed_in_print(theme) if medium == "print" and theme.trusted else theme.css,
        _numbering(body) if medium == "print" else "",
    ]
    # A closing tag ends the style element even within a CSS string.
    return "\n".join(filter(None, parts)).replace("</", "<\\/")


def body_classes(theme: Theme, language: str) -> str:
    """Return the classes for keyword tokens, such as `layout-single`, and for features of the language.

    A token whose value arranges nothing has no class. `slants` marks a script that has italics, `hyphenates` a language
    with long words.
    """
    keywords = ((name, theme.keyword(name)) for name in _tokens_of_kind("keyword"))
    classes = [f"{name}-{word}" for name, word in keywords if not _arranges_nothing(name, word)]
    slants = direction(language) == "ltr" and _primary(language) not in _UPRIGHT
    has = {"slants": slants, "hyphenates": is_hyphenated(language)}
    return " ".join([*classes, *filter(has.get, has)])


def _needed_in_print(theme: Theme) -> str:
    """Return the theme's rules without those for screens and for other words of its keyword tokens, almost half.

    WeasyPrint would parse them all, which takes 10 ms.
    """
    others = {
        f"{name}-{word}"
        for name in _tokens_of_kind("keyword")
        for word in TOKENS[name].choices
        if word != theme.keyword(name)
    }
    css = re.sub(_SCREEN_ONLY, "", theme.css)
    return re.sub(_VARIANT, lambda rule: "" if rule[1] in others else rule[0], css)


def css_string(text: str) -> str:
    """Return text as a CSS string, with everything escaped except letters, digits and a few harmless marks."""
    escaped = "".join(
        character if character.isalnum() or character in " .,-" else f"\\{ord(character):x} " for character in text
    )
    return f'"{escaped}"'


def _numbering(body: Markup) -> str:
    """Return a rule for each list that does not start at 1, because WeasyPrint ignores the attribute by default."""
    starts = sorted({int(start) for start in re.findall(r'<ol [^>]*start="(\d+)"', body)})
    return "".join(f'.resume ol[start="{start}"]{{counter-reset:list-item {start - 1}}}' for start in starts)


def _page_rules(document: Document, theme: Theme, medium: Medium) -> str:
    """Return the rules for paper and margins, and for the name and the page number below the text from page 2 on.

    The name is on the side where lines begin, the number where they end. Margin boxes cannot use the variables.
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
    return (
        f"@page{{size:{document.paper};margin:{theme.length('margin-block')} {theme.length('margin-inline')};"
        f"@bottom-{begin}{{content:{css_string(plain(document.header.name))};{boxes}}}@bottom-{end}{{content:{number};{boxes}}}}}"
        f"@page :first{{@bottom-{begin}{{content:none}}@bottom-{end}{{content:none}}}}"
    )


def _variables(theme: Theme) -> str:
    """Return tokens as variables, except for fonts, which depend on the language, and keywords, which are classes."""
    values = ((name, theme.tokens[name]) for name in _tokens_of_kind("colour", "length", "number"))
    lines = (f"--{name}:{token:g}" if isinstance(token, float) else f"--{name}:{token}" for name, token in values)
    return ".resume,.resume-page{" + ";".join(lines) + "}"


def _language_rules(theme: Theme, language: str, medium: Medium) -> str:
    """Return the rule that sets the fonts and the line height of elements in a language."""
    selector = f'.resume[lang="{language}"],.resume [lang="{language}"]'
    fonts = {name: theme.fonts(name) for name in _tokens_of_kind("fonts")}
    # For signs that Chinese shares with Latin, to be drawn as in Chinese.
    fonts |= {f"{name}-han": (*filter(_is_chinese, families), families[-1]) for name, families in fonts.items()}
    variables = [f"--{name}:{_font_list(families, language, medium)}" for name, families in fonts.items()]
    height = "ideographic-line-height" if _primary(language) in _IDEOGRAPHIC else "line-height"
    return f"{selector}{{{';'.join(variables)};--leading:var(--{height})}}"


def _tokens_of_kind(*kinds: str) -> list[str]:
    return [name for name, declaration in TOKENS.items() if declaration.kind in kinds]


def _arranges_nothing(name: str, word: str) -> bool:
    return TOKENS[name].arranges and word == TOKENS[name].choices[0]


def _primary(language: str) -> str:
    return language.partition("-")[0]


def _font_list(families: Fonts, language: str, medium: Medium) -> str:
    """Return the CSS font list for a language; its regional families precede the Chinese or the generic one."""
    serif, regional = int(families[-1] == "serif"), _regional(language)
    extra: Fonts = ()
    if regional:
        extra = _REGIONAL[regional][serif]
    elif medium == "screen" and _primary(language) in _IDEOGRAPHIC:
        extra = _MAINLAND[serif]
    places = (place for place, family in enumerate(families) if regional and _is_chinese(family))
    place = next(places, len(families) - 1)
    ordered = (*families[:place], *extra, *families[place:])
    signs = (_SIGNS_FACE,) if medium == "screen" and _primary(language) in _SHARE_SIGNS else ()
    return ",".join(family if family in _GENERIC else f'"{family}"' for family in (*signs, *ordered))


def _is_chinese(family: str) -> bool:
    return family.endswith(" SC")


def _regional(language: str) -> str:
    """Return the key of a language's regional families, or an empty string if it has none, as in mainland Chinese."""
    if language in {"zh-Hant", "zh-MO"}:
        return "zh-TW" if language == "zh-Hant" else "zh-HK"
    return next((key for key in _REGIONAL if language == key or language.startswith(f"{key}-")), "")


def _signs_faces(theme: Theme, languages: list[str]) -> str:
    """Return the font faces that browsers use for signs that Latin fonts draw too narrow for Chinese."""
    if _SHARE_SIGNS.isdisjoint(map(_primary, languages)):
        return ""
    serif = int(theme.fonts("body-font")[-1] == "serif")
    families = (next(filter(_is_chinese, theme.fonts("body-font")), "Noto Sans SC"), *_MAINLAND[serif])
    faces = []
    for weight, suffix in ((400, ""), (700, " Bold")):
        sources = ",".join(f'local("{family}{suffix}")' for family in families)
        head = f'@font-face{{font-family:"{_SIGNS_FACE}";font-weight:{weight}'
        faces.append(f"{head};src:{sources};unicode-range:{_SIGNS_RANGE}}}")
    return "".join(faces)
