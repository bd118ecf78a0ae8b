"""The formats that can be imported, one module each.

The readers try to recognise a source in the order of `BUILT_IN`: unmistakable formats first, and formats that many
files resemble last.
"""

#: The modules of this package, by the identifiers of their formats.
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
