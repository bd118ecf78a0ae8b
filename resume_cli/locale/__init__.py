"""Handle languages: their tags, scripts, wording and CLDR data."""
