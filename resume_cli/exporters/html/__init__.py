"""HTML: a whole page, a fragment of a page, and the markup that the PDF exporter prints."""
