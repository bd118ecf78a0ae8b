#!/usr/bin/env python3
"""Check the HTML pages of every theme in Chinese, English and Arabic: valid, self-contained and accessible.

    scripts/check_html.py                     check two example profiles in every theme, light and dark
    scripts/check_html.py FILE.html …         check these files

A page must be valid HTML, refer to nothing that a browser would fetch, and have one `h1` and no skipped heading level;
axe-core in headless Chromium must find no violations. Print each finding and a summary. Exit 1 if there are findings,
69 if Chromium or axe-core is missing (npm --prefix tests/node install).
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import html5lib

ROOT = Path(__file__).resolve().parent.parent
PROFILES = {"stuart-lau": ROOT / "profiles" / "stuart-lau.yaml", "arabic": ROOT / "tests" / "data" / "arabic.yaml"}
AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1100,1400"),
)
PATIENCE_SECONDS = 300

# Each page runs in its own frame, with axe-core added and without its security policy, which would block axe-core.
HARNESS = """<!DOCTYPE html><meta charset="utf-8"><title>pages</title><pre id="found"></pre><script type="module">
const pages = %s, source = %s, found = {};
for (const [name, markup] of Object.entries(pages)) {
  const frame = document.createElement("iframe");
  frame.width = 1000; frame.height = 3000; frame.srcdoc = markup;
  const loaded = new Promise(done => frame.onload = done);
  document.body.append(frame);
  await loaded;
  const script = frame.contentDocument.createElement("script");
  script.textContent = source;
  frame.contentDocument.head.append(script);
  const options = {resultTypes: ["violations"]};
  if (name.endsWith(" dark")) options.runOnly = ["color-contrast", "link-in-text-block"];
  const result = await frame.contentWindow.axe.run(frame.contentDocument, options);
  found[name] = result.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} ${node.any.map(c => c.message)}`));
  frame.remove();
}
document.getElementById("found").textContent = JSON.stringify(found);
</script>"""


def export_all(folder: Path) -> dict[str, str]:
    """Return pages by name: one for every theme and language, and one with all languages for each theme."""
    resume = Path(sys.executable).with_name("resume")
    listed = subprocess.run([resume, "themes", "--json"], check=True, capture_output=True, text=True).stdout
    pages = {}
    for theme in (json.loads(line)["name"] for line in listed.splitlines()):
        for profile, path in PROFILES.items():
            target = folder / theme / profile
            subprocess.run(
                [resume, "export", "html", path, "-t", theme, "-l", "all", "-q", "-o", f"{target}/"], check=True
            )
        together = ["-O", "languages=all", "-o", folder / theme / "together.html"]
        subprocess.run([resume, "export", "html", PROFILES["stuart-lau"], "-t", theme, "-q", *together], check=True)
        for path in sorted((folder / theme).rglob("*.html")):
            pages[str(path.relative_to(folder))] = path.read_text(encoding="utf-8")
    return pages


def structure_findings(markup: str) -> list[str]:
    """Return the findings of static checks: validity, headings, and URLs that would be fetched."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(markup)
    findings = [f"invalid: {code} at {position}" for position, code, _ in parser.errors]
    names = [element.tag.rpartition("}")[2] for element in tree.iter() if isinstance(element.tag, str)]
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    if levels.count(1) != 1:
        findings.append(f"{levels.count(1)} h1 elements")
    findings += [f"h{lower} follows h{upper}" for upper, lower in pairwise(levels) if lower > upper + 1]
    for element in tree.iter():
        for attribute in ("src", "srcset", "data", "poster", "background", "action", "formaction"):
            value = element.get(attribute)
            if value and not value.startswith("data:"):
                findings.append(f"fetches {value}")
    findings += [f"fetches in a style: {found}" for found in re.findall(r"url\([^)]*\)|@import[^;]*", markup)]
    links = (element for element in tree.iter() if str(element.tag).endswith("}link"))
    named = [element for element in links if element.get("rel") not in {"canonical", "alternate"}]
    findings += [f"fetches {each.get('href')}" for each in named if not str(each.get("href")).startswith("data:")]
    return findings


def axe_findings(pages: dict[str, str]) -> dict[str, list[str]]:
    """Return the violations that axe-core finds in each page, in light and dark mode."""
    variants = {}
    for name, markup in pages.items():
        free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", markup)
        variants[f"{name} light"] = free
        if 'class="resume-languages"' in markup:
            switched = free.replace(".resume.other { display: none }", ".resume.first { display: none }")
            variants[f"{name} switched"] = switched
        else:
            variants[f"{name} dark"] = free.replace("(prefers-color-scheme: dark)", "(min-width: 0)")
    source = AXE.read_text(encoding="utf-8")
    written = [json.dumps(each).replace("<", "\\u003c") for each in (variants, source)]
    with tempfile.TemporaryDirectory() as folder:
        harness = Path(folder) / "harness.html"
        harness.write_text(HARNESS % tuple(written), encoding="utf-8")
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        command = [str(chromium), *FLAGS, f"--user-data-dir={folder}/browser", "--virtual-time-budget=3600000"]
        done = subprocess.run(
            [*command, "--dump-dom", harness.as_uri()],
            capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    if found is None or not found[1]:
        sys.exit(f"axe-core did not finish:\n{done.stderr[-2000:]}")
    results: dict[str, list[str]] = json.loads(html.unescape(found[1]))
    return results


def main(arguments: list[str]) -> int:
    """Check the pages and print the findings."""
    if not AXE.exists() or not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        print("check_html: Chromium or axe-core is missing (npm --prefix tests/node install)", file=sys.stderr)
        return 69
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(argument) for argument in arguments]
        pages = {file.name: file.read_text(encoding="utf-8") for file in files} or export_all(Path(folder))
    findings = {name: structure_findings(markup) for name, markup in pages.items()}
    findings |= axe_findings(pages)
    for name, each in findings.items():
        for finding in each:
            print(f"{name}: {finding}")
    wrong = sum(map(bool, findings.values()))
    print(f"{len(pages)} pages checked in light and dark mode: {wrong or 'none'} with findings")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
