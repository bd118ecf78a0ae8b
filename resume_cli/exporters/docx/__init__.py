"""Word documents, made with python-docx from the template in this package."""
