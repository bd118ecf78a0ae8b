"""Languages: their tags, scripts, wording and CLDR data."""
