"""Word documents, made with python-docx from a template of our own."""
