"""The formats that a profile can be converted to, one module each.

A writer is a function `write(data, report)` that gets a profile as plain data in one language and returns bytes. It
reports the values that have no place in its format.
"""

#: The modules of this package, by the identifiers of their formats.
WRITERS = {
    "jsonresume": "jsonresume",
    "rendercv": "rendercv",
    "bibtex": "bibtex",
    "csl-json": "csl_json",
    "vcard": "vcard",
}
#: The formats of profiles, which need no writer.
OWN = ("yaml", "json", "toml")
