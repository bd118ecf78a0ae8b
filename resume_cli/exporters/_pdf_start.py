"""The import of WeasyPrint."""

from __future__ import annotations


def import_weasyprint() -> None:
    """Import WeasyPrint. Raises OSError when a library that it needs is not installed."""
    from contextlib import redirect_stdout
    from io import StringIO

    # Where Pango is missing it prints advice, and stdout is for data.
    with redirect_stdout(StringIO()):
        import weasyprint  # noqa: F401
