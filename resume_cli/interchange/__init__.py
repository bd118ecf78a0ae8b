"""Other people's formats: readers that bring a file in, writers that take a profile out, and a report of each loss.

A reader translates a source into the plain data of a profile (see `contract`); what it does not translate is kept or
lost, and either way the report says so. Exporters work on the document, which has forgotten that a title was an
employer; writers of data therefore live here.
"""
