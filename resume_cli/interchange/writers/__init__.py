"""The formats that a profile can be converted to, a module each, with one contract.

A writer is a function `write(data, report)` that gets a profile as plain data in one language and returns bytes; what
the format has no place for it adds to the report.
"""

#: Modules of this package, by the identifier of their format.
WRITERS = {
    "jsonresume": "jsonresume",
    "rendercv": "rendercv",
    "bibtex": "bibtex",
    "csl-json": "csl_json",
    "vcard": "vcard",
}
#: The formats of profiles themselves.
OWN = ("yaml", "json", "toml")
