"""Every touch of a private part of WeasyPrint, pydyf or cffi, and the set-up around them.

A file per touch; its docstring says what it replaces, how many milliseconds of an export of two pages it gives, and
what happens without it. `touched.py` lists the private names. Where one has changed, its file steps aside: the PDF
takes longer, or lacks a nicety, but is still made. tests/exporters/test_engine.py renames them one at a time.

Measured on the machine of docs/performance.md; "by instruction count" is an estimate from valgrind's counts.
"""
