"""What is installed is what was written: locks, the wheel, and the wheel at work with the sources out of the way."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft7Validator
from packaging.utils import canonicalize_name
from referencing import Registry, Resource

import resume_cli
from resume_cli.theme import fonts

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("pdf", "docx", "html", "text", "markdown")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("lock_fresh", ROOT / "scripts" / "lock_fresh.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_locks_fit_the_project(script: ModuleType) -> None:
    assert script.problems() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("pyproject.toml", '"weasyprint>=70,<71"', '"weasyprint>=71"', "weasyprint is locked at 70.0"),
        ("pyproject.toml", '"rich>=15"', '"rich>=15", "absent-package"', "absent-package is not locked"),
        ("requirements.lock", "rich==", "--index-url https://example.com\nrich==", "names an address"),
        ("requirements-dev.lock", "rich==15", "rich==16", "rich is not at 15"),
        (
            "pyproject.toml",
            '"mkdocs-material>=9.8"',
            '"mkdocs-material>=10"',
            "requirements-site.lock: mkdocs-material is",
        ),
    ],
    ids=["changed", "added", "address", "apart", "site"],
)
def test_a_stale_lock_is_noticed(
    script: ModuleType, tmp_path: Path, name: str, old: str, new: str, complaint: str
) -> None:
    for file in ("pyproject.toml", *script.LOCKS):
        text = (ROOT / file).read_text("utf-8")
        if file == name:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / file).write_text(text, "utf-8")
    assert any(complaint in sentence for sentence in script.problems(tmp_path))


def test_every_locked_package_has_a_hash(script: ModuleType) -> None:
    for name in script.LOCKS:
        entries = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
        assert len(entries) > 20
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_nothing_that_is_installed_for_users_brings_a_slow_start() -> None:
    names = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert "weasyprint" in names
    assert not names & {"pydantic", "babel", "requests"}


def test_every_library_that_is_imported_is_one_that_users_get() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]
    promised: set[str] = {
        canonicalize_name(re.split("[<>=\\[]", text)[0]) for text in [*project["dependencies"], *extras]
    }
    # weasyprint's own parts, at the versions that it asks for.
    promised |= {"cffi", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen"}
    # universal-pathlib and s3fs bring it.
    promised |= {"fsspec"}
    distributions = packages_distributions()
    package = Path(resume_cli.__file__).parent
    trees = [ast.walk(ast.parse(module.read_text("utf-8"))) for module in package.rglob("*.py")]
    names = {name for tree in trees for node in tree for name in imported(node)}
    foreign = names - set(sys.stdlib_module_names) - {"resume_cli"}
    assert {"weasyprint", "yaml", "rich"} <= foreign
    unpromised = {
        name for name in foreign if not promised & set(map(canonicalize_name, distributions.get(name, [name])))
    }
    assert unpromised == set()


def imported(node: ast.AST) -> list[str]:
    """Return the top-level modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module.partition(".")[0]]
    return []


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "sbom.cdx.json").read_text("utf-8"))
    return found


@pytest.mark.sources
def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    specification = importlib.util.spec_from_file_location("sbom", ROOT / "scripts" / "sbom.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert (ROOT / "sbom.cdx.json").read_text("utf-8") == module.bill()


def test_the_bill_of_materials_names_every_locked_package_with_its_licence(
    script: ModuleType, bill: dict[str, Any]
) -> None:
    locked = script.locked((ROOT / "requirements.lock").read_text("utf-8"))
    assert {each["name"]: each["version"] for each in bill["components"]} == locked
    assert [each["name"] for each in bill["components"] if not each.get("licenses")] == []
    scopes = {each["name"]: each["scope"] for each in bill["components"]}
    assert (scopes["weasyprint"], scopes["webencodings"], scopes["hatchling"]) == ("required", "required", "excluded")


def test_the_bill_of_materials_names_every_family_of_fonts_in_the_wheel(bill: dict[str, Any]) -> None:
    inside = {each["name"]: each["licenses"] for each in bill["metadata"]["component"]["components"]}
    assert set(fonts.bundled_families()) | {"CLDR"} == set(inside)
    assert all(inside.values())


def test_the_bill_of_materials_is_valid_cyclonedx(bill: dict[str, Any]) -> None:
    folder = Path(str(files("cyclonedx.schema") / "_res"))
    names = [f"{name}.SNAPSHOT.schema.json" for name in ("bom-1.6", "spdx", "jsf-0.82")]
    schemas = {name: json.loads((folder / name).read_text("utf-8")) for name in names}
    # They refer to each other by the names of their files.
    address = schemas[names[0]]["$id"].rpartition("/")[0]
    registry: Registry[Any] = Registry().with_resources(
        (f"{address}/{name}", Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    validator = Draft7Validator(schemas[names[0]], registry=registry)
    assert [error.message for error in validator.iter_errors(bill)] == []
    assert list(validator.iter_errors(bill | {"specVersion": 2}))
    references = [each["bom-ref"] for each in bill["components"]]
    assert len(references) == len(set(references))
    assert {end for each in bill["dependencies"] for end in each["dependsOn"]} <= set(references)


def wheel_file(folder: Path) -> Path:
    """Build the wheel; CI builds it once and names it in RESUME_WHEEL."""
    if named := os.environ.get("RESUME_WHEEL"):
        return Path(named)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def installed(wheel: Path, folder: Path) -> Path:
    """Install the wheel into an environment of its own, which borrows the libraries of this one."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    (site,) = folder.glob("lib/python*/site-packages")
    # A path file inside a folder that a path file names is not read, so our own editable install stays out.
    (site / "libraries.pth").write_text(f"{Path(pytest.__file__).parent.parent}\n")
    return folder / "bin"


def check_contents(wheel: Path) -> None:
    """Themes, fonts with licences, wording, Word's template and the typing mark are in the wheel, and no tests."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"resume_cli/py.typed", "resume_cli/themes/plain/theme.toml", "resume_cli/locale/zh.toml"} <= names
    assert "resume_cli/exporters/docx/template.docx" in names
    themes = fonts.font_folder().parent
    expected = {f"resume_cli/themes/{path.relative_to(themes)}" for path in themes.rglob("*") if path.is_file()}
    assert expected <= names
    assert {name for name in names if "/licenses/" in name} == licences()
    assert [name for name in names if name.endswith(".dist-info/sboms/sbom.cdx.json")]
    foreign = {name for name in names if not name.startswith(("resume_cli/", "resume_press-"))}
    assert foreign == set()
    assert wheel.stat().st_size < 40 * MEGABYTE


def licences() -> set[str]:
    """Return where the wheel has the licence of the program, of each family of fonts, and of CLDR."""
    of_fonts = {f"themes/fonts/{path.parent.name}/OFL.txt" for path in fonts.font_folder().glob("*/*.ttf")}
    folder = f"resume_press-{resume_cli.__version__}.dist-info/licenses"
    return {f"{folder}/{name}" for name in {"LICENSE", "resume_cli/locale/cldr/LICENSE", *of_fonts}}


@pytest.mark.slow
def test_the_installed_wheel_exports_every_format_with_the_sources_out_of_the_way(tmp_path: Path) -> None:
    wheel = wheel_file(tmp_path / "dist")
    check_contents(wheel)
    programs = installed(wheel, tmp_path / "environment")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def run(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = "import resume_cli.theme.fonts as f; print(f.__file__); print(f.font_folder())"
    for line in run(str(programs / "python"), "-c", where).splitlines():
        assert Path(line).is_relative_to(tmp_path / "environment")

    resume = str(programs / "resume")
    assert resume_cli.__version__ in run(resume, "--version")
    assert "plain" in run(resume, "themes")
    profile = tmp_path / "first-job.yaml"
    profile.write_bytes((ROOT / "profiles" / "first-job.yaml").read_bytes())
    lines = run(resume, "export", ",".join(FORMATS), profile.name, "-o", "out/", "--json").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["format"] for record in records] == list(FORMATS)
    assert all((tmp_path / record["output"]).stat().st_size == record["bytes"] for record in records)


def test_the_command_and_the_python_version_are_what_the_documentation_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == "resume-press"
    assert project["scripts"] == dict.fromkeys(("resume", "resume-press"), "resume_cli.cli:main")
    assert project["requires-python"] == ">=3.11"
