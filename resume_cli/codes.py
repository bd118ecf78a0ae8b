"""The codes of all problems, each with what it means in one sentence; `docs/problems.md` has a section per code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CODES: Mapping[str, str] = {
    # The file cannot be read.
    "syntax": "The file breaks a rule of YAML, JSON or TOML.",
    "bad-indentation": "A line of YAML does not stand in line with those it belongs to.",
    "tab": "A tab indents YAML, which only spaces may do.",
    "duplicate-key": "A mapping has the same key twice, so that one of the two values would be lost.",
    "encoding": "The file is not text in UTF-8.",
    "control-character": "A control character stands where it may not.",
    "unknown-tag": "A YAML tag with `!` asks for a type that a profile does not have.",
    "unknown-alias": "A YAML alias with `*` repeats an anchor that does not exist.",
    "alias-loop": "A YAML alias stands inside the value it repeats.",
    "several-documents": "A YAML file holds more than one document.",
    "empty": "The file holds nothing.",
    "not-a-profile": "None of the keys at the top is one of a profile.",
    # The file can be read, and something in it cannot be what it has to be.
    "wrong-type": "A value has another shape than its key asks for.",
    "impossible-date": "A date is not in the calendar.",
    "unknown-language": "A key of a text in several languages is not the tag of a known language.",
    "unknown-word": "A setting has a value that is none of its words.",
    "unknown-field": "A field does not exist: hiding it is an error, sorting or grouping by it a warning.",
    "wrong-number": "A setting takes a whole number of at least 1 and has something else.",
    "missing-id": "A section has settings and no name.",
    "unknown-file-type": "A file named by `from` is neither CSV, YAML, JSON, TOML nor BibTeX.",
    # A judgement.
    "unknown-key": "A key is not known; its value is kept in the file and shown nowhere.",
    "renamed-key": "A key has another name today; its value is read as that.",
    "doubled-key": "A key and its other name stand side by side with different values; one of them is shown.",
    "undeclared-language": "A text has a language that `meta.languages` does not name.",
    "blank-entry": "An entry of a list holds nothing and is left out.",
    "removed-characters": "Invisible or forbidden characters were removed from a text.",
    "colon-in-text": "A text with a colon was read as a mapping by YAML, and put together again.",
    "old-form": "A value has the shape of an older JSON Resume; it is read in today's.",
    "joined-location": "A place given as a mapping is read as one text.",
    "free-date": "A date is not in a form that can be sorted and translated, and is kept as words.",
    "loose-date": "A date is understood although it is not written as YYYY-MM-DD.",
    "end-before-start": "Something ends before it begins.",
    "odd-email": "An e-mail address does not look like one.",
    "odd-phone": "A telephone number does not look like one.",
    "odd-country": "A country code is not one of ISO 3166-1.",
    "repaired-url": "A URL with an obvious slip was repaired.",
    "url-without-scheme": "A URL does not begin with `https://`.",
    "refused-scheme": "A URL has a scheme that is not followed; it is shown as text without a link.",
    "unknown-section": "A section is named that is neither one of the format nor one of the file's own.",
    "unknown-theme": "The profile names a theme that is not here; the default is used.",
    "too-many-problems": "There are more problems than are listed.",
    # A document in one language, and its files.
    "untranslated": "A text is not there in the language asked for; the one that is shown is named.",
    "missing-glyph": "No font has a character, so it cannot be shown.",
    "system-font": "A character is drawn with a font of this machine, so it may look different on another.",
    "pages-exceeded": "The pages asked for are too few, even as small as stays readable.",
    "pdf-engine": "The program that sets the PDF reports something about the page.",
    "image-unusable": "An image cannot be shown: it is missing, too large, of another format, or outside the folder.",
}
