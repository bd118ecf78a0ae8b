"""Word documents, made with python-docx on a template of our own."""
