"""The readers, which turn bytes into plain data with the position of every value."""

#: The suffixes of profiles with their formats, in the order in which a folder is searched.
PROFILE_SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json"}
#: The suffixes of files that contain a list of a profile, with their formats.
LIST_SUFFIXES = {**PROFILE_SUFFIXES, ".csv": "lists.csv", ".bib": "lists.bibtex"}
