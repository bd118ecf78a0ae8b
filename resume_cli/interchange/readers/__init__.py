"""The formats that can be imported, a module each.

The order of `BUILT_IN` is that in which sources are looked at: what is sure comes first, what many files resemble last.
"""

#: Modules of this package, by the identifier of their format.
BUILT_IN = {
    "linkedin": "linkedin",
    "pdf": "own",
    "docx": "own",
    "europass": "europass",
    "html": "html_page",
    "vcard": "vcard",
    "bibtex": "bibtex",
    "ris": "ris",
    "csl-json": "csl_json",
    "rendercv": "rendercv",
    "yamlresume": "yamlresume",
    "reactive-resume": "reactive_resume",
    "fresh": "fresh",
    "jsonresume": "jsonresume",
    "patents-csv": "patents_csv",
}
