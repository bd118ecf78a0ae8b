"""Languages: their tags, scripts, wording and the data taken from CLDR."""
