"""One profile in; PDF, Word, HTML, text and a terminal view out."""

__version__ = "0.1.0"
