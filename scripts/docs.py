"""Write the generated parts of the documentation: the output of commands, the keys of a profile, the JSON Schema.

    python scripts/docs.py            write them to README.md, CONTRIBUTING.md, docs/*.md, the schema, the manual and
                                      the bill of materials
    python scripts/docs.py --check    list the stale files; exit 1 if there are any

A generated part of a page is between two comments, the first of which names its source:

    <!-- output of: resume export --help -->
    <!-- end -->

    <!-- fields of a profile -->
    <!-- end -->
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from manual import manual
from profile_docs import field_tables, schema_text
from sbom import bill

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(
    r"(?P<head><!-- output of: (?P<command>resume [^\n]*?) -->\n).*?(?P<tail><!-- end -->)",
    re.DOTALL,
)
FIELDS = re.compile(r"(?P<head><!-- fields of a profile -->\n).*?(?P<tail><!-- end -->)", re.DOTALL)


def pages() -> list[Path]:
    """Return the files that may contain generated parts."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def output(command: str) -> str:
    """Return the output of a command, on a terminal with 100 columns and no colours."""
    program, *arguments = shlex.split(command)
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LANG": "C.UTF-8"}
    full = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(full, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"{command}: exit {done.returncode}\n{done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def refreshed(text: str) -> str:
    """Return a page with all of its generated parts updated."""
    text = FIELDS.sub(lambda part: part["head"] + field_tables() + part["tail"], text)
    return PART.sub(lambda part: f"{part['head']}```text\n{output(part['command'])}\n```\n{part['tail']}", text)


def generated() -> dict[Path, str]:
    """Return the content that each file should have."""
    contents = {page: refreshed(page.read_text("utf-8")) for page in pages()}
    contents |= {ROOT / "docs" / "profile.schema.json": schema_text(), ROOT / "docs" / "resume.1": manual()}
    return contents | {ROOT / "sbom.cdx.json": bill()}


def main(arguments: list[str]) -> int:
    """Write the generated parts, or list the stale files."""
    check = "--check" in arguments
    stale = {
        path: content
        for path, content in generated().items()
        if not path.is_file() or path.read_text("utf-8") != content
    }
    for path, content in stale.items():
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(content, "utf-8")
    if not stale:
        print("docs: fresh")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
