"""The borders between the rooms, and what each command may load."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import resume_cli

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(resume_cli.__file__).resolve().parent
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"weasyprint", "docx", "PIL", "fontTools", "pydantic", "lxml", "babel", "distributed", "fsspec"}


def loaded_by(*arguments: str) -> set[str]:
    """Return the top-level modules that are loaded when the command ends."""
    code = (
        "import sys\n"
        "from resume_cli.cli import run\n"
        "status = run(sys.argv[1:])\n"
        "print('status', status, *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    words = done.stderr.splitlines()[-1].split()
    assert words[:2] == ["status", "0"], done.stderr
    return {word.partition(".")[0] for word in words[2:]}


def test_imports_go_one_way() -> None:
    lint = str(Path(sys.executable).with_name("lint-imports"))
    command = [lint, "--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("--version",), ("--help",), ("export", "--help"), ("exporters",), ("themes",), ("languages",)],
    ids=" ".join,
)
def test_help_and_listings_load_no_heavy_library(arguments: tuple[str, ...]) -> None:
    assert not loaded_by(*arguments) & HEAVY


def test_the_first_help_loads_neither_rich_nor_yaml_nor_pydantic() -> None:
    assert not loaded_by("--help") & {"rich", "yaml", "asyncio", "pydantic"}


def test_validating_loads_no_library_that_renders() -> None:
    assert not loaded_by("validate", str(ROOT / "profiles" / "stuart-lau.yaml")) & (HEAVY | {"rich"})


def test_writing_text_loads_no_library_of_another_format(tmp_path: Path) -> None:
    profile = str(ROOT / "profiles" / "stuart-lau.yaml")
    assert not loaded_by("export", "text", profile, "-l", "en", "-o", f"{tmp_path}/") & (HEAVY | {"rich"})


def test_an_export_of_nothing_new_loads_no_library_that_renders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    words = ("export", "pdf,docx", str(ROOT / "profiles" / "first-job.yaml"), "-o", f"{tmp_path}/", "--if-changed")
    loaded_by(*words)
    assert not loaded_by(*words) & (HEAVY | {"rich", "yaml", "tinycss2"})


def committed() -> list[Path]:
    """Return the files under version control."""
    done = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


# Put together from pieces, so that this file does not hold what it looks for.
HOSTS = "|".join(
    re.escape(".".join(parts))
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
    )
)
PLACES = r"(?<![\w.$}>/-])/(?:work|root|tmp|home/[a-z]+|Users/[a-z]+)/"


@pytest.mark.parametrize(
    ("pattern", "what"), [(HOSTS, "a registry's host"), (PLACES, "a machine's path")], ids=["hosts", "paths"]
)
def test_no_committed_file_names(pattern: str, what: str) -> None:
    found = []
    for path in committed():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        hits = re.findall(pattern, content.decode("utf-8", "replace"))
        found += [f"{path.relative_to(ROOT)} names {what}: {hit}" for hit in hits]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert re.search(HOSTS, "https://" + "pypi" + ".org/simple")
    assert re.search(PLACES, "see /" + "root/.config")
    assert not re.search(PLACES, "https://example.com/" + "work/ and $folder/" + "root/src")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_have_at_most_forty_lines_and_files_four_hundred(module: Path) -> None:
    text = module.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


def test_only_single_characters_repeat_possessively() -> None:
    """Python 3.11.0 to 3.11.4, which Debian 12 has among them, match too little where a group does (gh-106052)."""
    group = re.compile(r"[^(\\]\)[*+?}]\+(?![^\[\n]*\])|\(\?>")
    wrong = [
        f"{module.name}:{number}"
        for module in MODULES
        for number, line in enumerate(module.read_text("utf-8").splitlines(), 1)
        if group.search(line)
    ]
    assert wrong == []
