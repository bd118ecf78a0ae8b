"""Regenerate the parts of the documentation that show the output of a command.

    python scripts/docs.py            rewrite them in README.md, CONTRIBUTING.md and docs/*.md
    python scripts/docs.py --check    list the pages that are out of date; exit 1 if there are any

A generated part is enclosed in two comments, the first of which contains the command:

    <!-- output of: resume export --help -->
    <!-- end -->
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(
    r"(?P<head><!-- output of: (?P<command>resume [^\n]*?) -->\n).*?(?P<tail><!-- end -->)",
    re.DOTALL,
)


def pages() -> list[Path]:
    """Return the files that may contain generated parts."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def output(command: str) -> str:
    """Return the output of a command on a terminal of 100 columns without colours."""
    program, *arguments = shlex.split(command)
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LANG": "C.UTF-8"}
    full = [str(Path(sys.executable).with_name(program)), *arguments]
    done = subprocess.run(full, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"{command}: exit {done.returncode}\n{done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def refreshed(text: str) -> str:
    """Return the page with all its generated parts replaced by current output."""
    return PART.sub(lambda part: f"{part['head']}```text\n{output(part['command'])}\n```\n{part['tail']}", text)


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or list those that are out of date."""
    stale = []
    for page in pages():
        old = page.read_text("utf-8")
        new = refreshed(old)
        if new == old:
            continue
        stale.append(page.relative_to(ROOT))
        if "--check" not in arguments:
            page.write_text(new, "utf-8")
    if "--check" in arguments:
        print("\n".join(f"out of date: {page} (run make docs)" for page in stale) or "docs: up to date")
        return int(bool(stale))
    print("\n".join(f"written: {page}" for page in stale) or "docs: up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
