#!/usr/bin/env python3
"""Check the DOCX files of every theme in Chinese, English and Arabic: valid, and unchanged by LibreOffice.

    scripts/check_docx.py                     check the example profiles and an Arabic one in every theme
    scripts/check_docx.py FILE.docx …         check these files

Neither openxml-audit nor Microsoft's Open XML SDK may report an error. LibreOffice then opens each file and saves it
again; its paragraphs and the attached source must still be there, word for word. Print each finding and a summary. Exit
1 if there are findings, 69 if LibreOffice or the SDK is missing (npm --prefix tests/node install).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
from openxml_audit import OpenXmlValidator

ROOT = Path(__file__).resolve().parent.parent
PROFILES = (*sorted((ROOT / "profiles").glob("*.yaml")), ROOT / "tests" / "data" / "arabic.yaml")
SDK = ROOT / "tests" / "node" / "node_modules" / ".bin" / "ooxml-validator"
SOURCE_NAMESPACE = "urn:resume-press:source:1"
MISSING = 69
PATIENCE_SECONDS = 300


def export_all(folder: Path) -> list[Path]:
    """Export a file for every theme, profile and language."""
    resume = Path(sys.executable).with_name("resume")
    listed = subprocess.run([resume, "themes", "--json"], check=True, capture_output=True, text=True).stdout
    for theme in (json.loads(line)["name"] for line in listed.splitlines()):
        for profile in PROFILES:
            # File names must be unique, because LibreOffice saves all files in one folder.
            target = folder / theme / profile.stem
            command = [resume, "export", "docx", profile, "-t", theme, "-l", "all", "-o", f"{target}/", "--quiet"]
            subprocess.run(command, check=True)
            for path in target.glob("*.docx"):
                path.rename(folder / f"{theme}-{path.name}")
    return sorted(folder.glob("*.docx"))


def schema_findings(path: Path) -> list[str]:
    """Return the errors that openxml-audit reports for a file."""
    return [f"openxml-audit: {error}" for error in OpenXmlValidator().validate(str(path)).errors]


def sdk_findings(path: Path) -> list[str]:
    """Return the errors that the Open XML SDK reports for a file."""
    done = subprocess.run([SDK, path], capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
    verdict = json.loads(done.stdout)
    if verdict["ok"]:
        return []
    errors = (f"{error['path']}:{error['xPath']}: {error['description']}" for error in verdict["errors"])
    return [f"Open XML SDK: {error}" for error in errors] or ["Open XML SDK: not valid, without a reason"]


def paragraphs(path: Path) -> list[str]:
    """Return the text of each non-empty paragraph, with white space collapsed."""
    texts = (" ".join(paragraph.text.split()) for paragraph in docx.Document(str(path)).paragraphs)
    return [text for text in texts if text]


def source(path: Path) -> str:
    """Return the source attached to a file, or an empty string."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("customXml/item") and "Props" not in name and name.endswith(".xml"):
                root = ET.fromstring(archive.read(name))  # noqa: S314 - written by this program or LibreOffice
                if root.tag == f"{{{SOURCE_NAMESPACE}}}source":
                    return root.text or ""
    return ""


def saved_again(paths: list[Path], folder: Path) -> Path:
    """Let LibreOffice open the files and save them again; return the folder with the results."""
    target = folder / "saved"
    office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "docx"]
    subprocess.run([*office, "--outdir", target, *paths], check=True, capture_output=True, timeout=PATIENCE_SECONDS * 2)
    return target


def kept_findings(path: Path, saved: Path) -> list[str]:
    """Return the findings about text, order and source that a file lost when LibreOffice saved it."""
    if not saved.is_file():
        return ["LibreOffice: cannot open the file"]
    before, after = paragraphs(path), paragraphs(saved)
    lost = [text for text in before if text not in after]
    findings = [f"LibreOffice: lost {text!r}" for text in lost]
    if not lost and before != after:
        findings.append("LibreOffice: the order of the paragraphs has changed")
    if not source(path):
        findings.append("no source is attached")
    elif source(saved) != source(path):
        findings.append("LibreOffice: the attached source has changed")
    return findings


def main(arguments: list[str]) -> int:
    """Check the given files, or those of every theme, and return the exit code."""
    if not shutil.which("soffice") or not SDK.exists():
        sys.stderr.write("check_docx: LibreOffice or the Open XML SDK is missing (npm --prefix tests/node install)\n")
        return MISSING
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [Path(argument) for argument in arguments] or export_all(folder)
        saved = saved_again(paths, folder)
        with ThreadPoolExecutor(2) as pool:
            judged = list(pool.map(sdk_findings, paths))
        failed = 0
        for path, found in zip(paths, judged, strict=True):
            findings = [*schema_findings(path), *found, *kept_findings(path, saved / path.name)]
            failed += bool(findings)
            for finding in findings:
                print(f"{path.name}: {finding}")
        print(f"{len(paths) - failed} of {len(paths)} DOCX files have no findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
