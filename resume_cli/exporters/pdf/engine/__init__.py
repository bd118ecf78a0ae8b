"""All code that uses private names of WeasyPrint, pydyf or cffi.

Each file has one purpose. Its docstring says what it replaces, how many milliseconds it saves in an export of two pages
("gives"), and what happens without it. `touched.py` lists the private names. If one of them has changed, the file that
uses it does nothing: the PDF takes longer or lacks a detail, but it is still made. tests/exporters/test_engine.py
renames them one at a time.

Times were measured on the machine of docs/performance.md; "by instruction count" is an estimate from valgrind's counts.
"""
