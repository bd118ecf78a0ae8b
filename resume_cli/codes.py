"""The code of every problem, explained in one sentence; `docs/problems.md` has a section for each code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CODES: Mapping[str, str] = {
    # The file cannot be read.
    "syntax": "The file is not valid YAML, JSON or TOML.",
    "bad-indentation": "A line of YAML is not aligned with the lines it belongs to.",
    "tab": "A line of YAML is indented with a tab.",
    "duplicate-key": "A mapping contains the same key twice, so one of the two values would be lost.",
    "not-a-text": "The file is a document, an archive or an image, whatever its name says.",
    "encoding": "The file is not valid UTF-8.",
    "control-character": "A control character appears where it is not allowed.",
    "unknown-tag": "A YAML tag (`!…`) asks for a type that profiles do not have.",
    "unknown-alias": "A YAML alias (`*…`) refers to an anchor that does not exist.",
    "alias-loop": "A YAML alias refers to a value that contains the alias itself.",
    "several-documents": "A YAML file contains more than one document.",
    "empty": "The file is empty.",
    "not-a-profile": "None of the top-level keys belongs to a profile.",
    "foreign-format": "The file is in the format of another program.",
    "unknown-source": "A file to import is not in a known format.",
    # The file can be read, but a value is not allowed.
    "wrong-type": "A value has a different type from the one its key expects.",
    "impossible-date": "A date does not exist in the calendar.",
    "unknown-language": "A key of a multilingual text is not a known language tag.",
    "unknown-word": "A setting has a value that is not one of its choices.",
    "unknown-field": "A field does not exist: an error in `redact`, a warning in `sort`, `group` and `counts`.",
    "wrong-number": "A setting that takes a whole number of at least 1 has another value.",
    "missing-id": "A section has settings but no name.",
    "unknown-file-type": "A file named by `from` is not CSV, YAML, JSON, TOML or BibTeX.",
    "missing-file": "A file named by `from` does not exist or cannot be read.",
    "refused-file": "A file or theme that the profile names is outside the profile's folder.",
    "bad-theme": "The theme that the profile names, or a token in `meta.tokens`, is wrong.",
    # Something looks wrong.
    "no-name": "The profile has no name.",
    "mostly-unknown": "At least half of the file's texts are under keys that are not known, so no output shows them.",
    "unused-tag": "A tag in `include` or `exclude` is one that nothing has.",
    "unknown-key": "A key is not known; its value is kept in the file but appears in no output.",
    "renamed-key": "A key is an older or alternative name; its value is read under the current name.",
    "doubled-key": "A key and an alternative name for it have different values; only one of them is shown.",
    "undeclared-language": "A text uses a language that `meta.languages` does not list.",
    "left-out": "A file with a list has columns, lines or entries that a résumé does not show.",
    "empty-list": "A section, or a file with a list, has no entries.",
    "blank-entry": "An entry of a list is empty and is left out.",
    "removed-characters": "Invisible or forbidden characters were removed from a text.",
    "hidden-characters": "A text has characters that nobody can see and nothing needs.",
    "colon-in-text": "YAML read a text with a colon as a mapping; it was joined into a text again.",
    "deep-bullets": "Bullets are nested three deep; the third level is shown as the second.",
    "comma-in-text": "YAML ended a text within brackets at its comma; it was joined into one text again.",
    "comment-in-text": "A text in YAML has no quotation marks, and what follows its ` #` is read as a comment.",
    "bullet-in-text": "A line of YAML looks like a bullet or a key, but is read as part of the text above it.",
    "old-form": "A value has the form used by an older version of JSON Resume; it is read in the current form.",
    "joined-location": "A location given as a mapping was joined into one text.",
    "free-date": "A date cannot be sorted or translated and is shown as written.",
    "loose-date": "A date is not written as YYYY-MM-DD but can be understood.",
    "date-range": "A date holds a range; its two ends are read as start and end where both have a place.",
    "ongoing-start": "A start date says that something is ongoing; it is shown as written.",
    "end-before-start": "An end date is earlier than its start date.",
    "patent-status": "The number, the status and the dates of a patent disagree.",
    "odd-email": "A text does not look like an e-mail address.",
    "odd-phone": "A text does not look like a telephone number.",
    "odd-country": "A country code is not an ISO 3166-1 code.",
    "repaired-url": "A URL contained an obvious mistake, which was repaired.",
    "url-without-scheme": "A URL does not begin with `https://`.",
    "refused-scheme": "A URL has a scheme that is not allowed; it is shown as text, without a link.",
    "unknown-section": "A section is neither part of the format nor defined in the profile.",
    "unknown-theme": "The profile names a theme that is not available; the default theme is used.",
    "too-many-problems": "There are more problems than can be listed.",
    # Documents and output files.
    "nothing-to-show": "There is no name and no section to show, so nothing is written.",
    "redaction-doubtful": "A word that may be part of a redacted name stays in a text.",
    "language-guessed": "A file that names no language is taken to be in the one that its texts seem to be in.",
    "no-wording": "A language has no headings, labels and dates of its own here; they are in English.",
    "untranslated": "A text is missing in the requested language; another language is shown in its place.",
    "missing-glyph": "No font contains a character, so it cannot be shown in a PDF.",
    "system-font": "A character is drawn with a font of this machine and may look different on another.",
    "pages-exceeded": "The document needs more pages than requested, even at the smallest readable size.",
    "pdf-engine": "The PDF engine reported something about the page.",
    "image-unusable": "An image cannot be shown: it is missing, too large, in another format, or outside the folder.",
    # What `resume check` finds.
    "missing-contact": "A way to reach the person is missing.",
    "many-contacts": "There are more contacts than a reader takes in.",
    "incomplete-job": "A job lacks its employer, its position or its dates.",
    "repeated": "A contact, an entry or a bullet is given twice.",
    "future-date": "A beginning or an event lies in the future.",
    "overlapping-dates": "Two jobs overlap by more than a month.",
    "gap": "More than three months between two jobs are not accounted for.",
    "missing-month": "A job has years only, where other jobs have months.",
    "dead-looking-url": "A link or an e-mail address looks as if nobody were there.",
    "stale-translation": "A text changed in one language and not in another.",
    "lost-text": "A program that reads the exported file does not find a text in it.",
    "lost-essential": "A program does not find the name, a contact, or a job with its dates, in the exported file.",
    "short-last-page": "The last page has only a few lines.",
    "stranded-heading": "A heading is alone at the end of a page.",
    "low-contrast": "The colour of a text is too close to what is behind it.",
    "small-type": "Running text is set too small to be read without effort.",
    "coarse-photo": "The photo has too few pixels for the size in which it is printed.",
    "not-conforming": "The PDF does not meet a standard that it claims.",
    "not-exported": "A file cannot be exported, so it cannot be checked.",
    "requirement": "A rule pack asks for something that the résumé does not have.",
}


def page_of(code: str) -> str:
    """Return what `docs/problems.md` says of a code, as Markdown."""
    from pathlib import Path

    package = Path(__file__).parent
    page = next(each for each in (package / "problems.md", package.parent / "docs" / "problems.md") if each.is_file())
    return page.read_text("utf-8").partition(f"### `{code}`\n")[2].partition("\n#")[0].strip()
