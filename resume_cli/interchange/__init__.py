"""The formats of other programs: readers import them, writers convert profiles to them, and both report losses.

A reader translates a source to the plain data of a profile (see `contract`). Values that it cannot translate are kept
or lost, and the report lists both. Writers are not exporters, because exporters work on the document, in which a title
can no longer be recognised as an employer.
"""
