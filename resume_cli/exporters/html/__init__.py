"""HTML: a page, a part of a page, and the markup that the PDF exporter prints."""
