"""Everything that touches private parts of WeasyPrint."""
