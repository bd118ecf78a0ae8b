"""No input of any reader is a bug: each ends in an output or in an error with a documented exit code.

A minute in CI; `make fuzz` tries a hundred times as much. What it finds becomes a case in `tests/adversarial/`.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from contextlib import suppress
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resume_cli.document import texts
from resume_cli.errors import ExitStatus, LimitError, ProfileError, ResumeError, UsageError
from resume_cli.interchange.converting import convert
from resume_cli.interchange.emit import emit
from resume_cli.interchange.importing import read
from resume_cli.interchange.readers import BUILT_IN
from resume_cli.interchange.source import Source
from resume_cli.interchange.writers import OWN, WRITERS
from resume_cli.pipeline import RenderOptions, compose, load, render
from resume_cli.profile.fields import fields_of
from resume_cli.profile.model import Profile
from resume_cli.profile.source import ProfileSource, creation_moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data"
SAMPLES = sorted(path for path in (DATA / "interchange").rglob("*.*") if path.is_file())
CASES = sorted((DATA / "cases").iterdir())
TIMES = float(os.environ.get("RESUME_FUZZ", "1"))
#: What each syntax is made of, and what has broken readers before.
TOKENS = [
    *"{}[]()<>:;,.|&*!%@#=+-_~^`'\"\\/$?", "\n", "\r\n", "\r", "\t", "\0", " ", "  ", "---\n", "...\n", "- ", "? ",
    ": ",
    "&a ", "*a", "<<: *a\n", "!!python/object ", "%TAG ! x\n", ">\n", "|2-\n", "''", '""', '"""', "'''", "[[a]]\n",
    "null", "true", "NaN", "-0", "1e999", "9" * 400, "0x1F", "2020-02-30", "٢٠٢٠", "31 février 2020", "from: x\n",
    "\u001b[31m", "\u202e", "\u2066", "\u2028", "\ufeff", "\ufffe", "\U000e0001", "e\u0301", "刘硕", "שלום", "👩‍💻",
    "ß", "@string{a = a # b}", "@article{", "crossref = {", "\\input{x}", "TY  - ", "ER  - \n", "BEGIN:VCARD\n",
    ";CHARSET=", "ENCODING=QUOTED-PRINTABLE:=0", "<!ENTITY a 'b'>", "<![CDATA[", "]]>", "<!--", "<p>", "</p>", "&#0;",
    "&#x110000;", "{{x}}", "**", "](javascript:1)", "![a](b)", "`", "http://[", "https://a.b/?q=", "a@b.c",
    "basics", "work", "name",
]  # fmt: skip


def times(count: int) -> Callable[[Any], Any]:
    """Return settings that try so many inputs, times RESUME_FUZZ: the same ones each time, unless it is set."""
    unhealthy = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    many, same = max(int(count * TIMES), 1), "RESUME_FUZZ" not in os.environ
    return settings(max_examples=many, deadline=None, suppress_health_check=unhealthy, derandomize=same)


class Beside:
    """The files beside a profile, in memory."""

    path = Path("beside")

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self, name: str, limit: int = 1 << 24) -> tuple[str, bytes]:
        return name, self.content[:limit]


def outcome(content: bytes, form: str | None = None, beside: bytes = b"", to: str = "text") -> ExitStatus:
    """Return the exit code that exporting a profile would end with; what is composed holds no control character."""
    source = ProfileSource("upload", content, Beside(beside), creation_moment(0), form)
    try:
        loaded = load(source)
        for text in texts(compose(loaded, RenderOptions("text")).document):
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
        render(loaded, RenderOptions(to, allow_missing_glyphs=True))
    except ResumeError as error:
        return error.exit_status
    return ExitStatus.OK


def imported(content: bytes, kind: str | None) -> ExitStatus:
    """Return the exit code that importing would end with; what is written is a profile's file again."""
    try:
        draft, _ = read(Source("upload", content), kind, repair=True)
        for form in OWN:
            written = emit(draft, form)
            assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", written)
            assert outcome(written, form) != ExitStatus.BUG
    except ResumeError as error:
        return error.exit_status
    return ExitStatus.OK


@st.composite
def damaged(draw: DrawFn, samples: list[bytes]) -> bytes:
    """Draw a sample of which pieces are lost, changed, doubled, or replaced by others."""
    content = bytearray(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(content)))
        end = min(start + draw(st.sampled_from([0, 1, 2, 8, 60, 400])), len(content))
        token = draw(st.sampled_from(TOKENS)).encode()
        piece = bytes(content[start:end])
        content[start:end] = draw(
            st.sampled_from([token, token * 3, b"", piece * 2, piece[::-1], draw(st.binary(max_size=4))])
        )
    return bytes(content)


def typed() -> SearchStrategy[bytes]:
    """Draw what nobody would call a profile: tokens of all syntaxes in any order, or bytes."""
    return st.lists(st.sampled_from(TOKENS), max_size=40).map(lambda parts: "".join(parts).encode()) | st.binary(
        max_size=200
    )


LEAVES: SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, "", [], {}, 0, -1, 2020, 1.5, "2020-13", [[]], {"en": ""}, {"en": "a", "zh": ["b"]}]),
    st.lists(st.sampled_from(TOKENS), max_size=4).map("".join),
    st.sampled_from(
        ["2020", "2020-01-31", "since 2019", "present", "https://example.com", "a@example.com", "*b* [c](d:e)"]
    ),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "from", "en", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@cache
def shape(of: type) -> dict[str, type | None]:
    return {field.key: field.of for field in fields_of(of).values()}


@st.composite
def mappings(draw: DrawFn, of: type = Profile) -> dict[str, Any]:
    """Draw a mapping with the keys of a class, and values that are now and then what they should be."""
    made: dict[str, Any] = {}
    for key in draw(st.lists(st.sampled_from(sorted(shape(of))), max_size=6, unique=True)):
        inner = shape(of)[key]
        if inner is None or draw(st.integers(0, 9)) == 0:
            made[key] = draw(VALUES)
        else:
            entries = draw(st.lists(mappings(inner), max_size=2))
            made[key] = entries if draw(st.booleans()) or not entries else entries[0]
    return made


@cache
def samples(*suffixes: str) -> list[bytes]:
    return [path.read_bytes() for path in (*SAMPLES, *CASES) if path.suffix in suffixes]


@pytest.mark.parametrize("form", ["yaml", "json", "toml"])
@times(150)
@given(data=st.data())
def test_no_bytes_are_a_bug_of_a_reader_of_profiles(form: str, data: st.DataObject) -> None:
    known = [emitted(each, form) for each in (0, 1)]
    assert outcome(data.draw(damaged(known) | typed()), form) != ExitStatus.BUG


@cache
def emitted(index: int, form: str) -> bytes:
    """Return a profile in a format."""
    return emit(
        read(Source("cv.yaml", sorted((DATA / "interchange" / "rendercv").iterdir())[index].read_bytes()), None)[0],
        form,
    )


@pytest.mark.parametrize("suffix", ["csv", "bib", "json", "yaml"])
@times(100)
@given(data=st.data())
def test_no_list_beside_a_profile_is_a_bug(suffix: str, data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(["patents", "publications", "work", "skills"]))
    content = data.draw(damaged(samples(f".{suffix}") or [b""]) | typed())
    profile = json.dumps({"basics": {"name": "A"}, section: {"from": f"list.{suffix}"}}).encode()
    assert outcome(profile, "json", content) != ExitStatus.BUG


@times(300)
@given(profile=mappings(), to=st.sampled_from(["text", "markdown", "html", "docx", "tree"]))
def test_no_profile_is_a_bug_from_load_to_render(profile: dict[str, Any], to: str) -> None:
    content = json.dumps({"basics": {"name": "A"}} | profile).encode()
    assert outcome(content, "json", b"name\nx\n", to) != ExitStatus.BUG


@times(15)
@given(profile=mappings())
def test_no_profile_is_a_bug_as_pdf(profile: dict[str, Any]) -> None:
    assert outcome(json.dumps({"basics": {"name": "A"}} | profile).encode(), "json", b"", "pdf") != ExitStatus.BUG


@times(150)
@given(profile=mappings(), to=st.sampled_from(sorted({*OWN, *WRITERS})))
def test_no_profile_is_a_bug_when_it_is_converted(profile: dict[str, Any], to: str) -> None:
    content = json.dumps({"basics": {"name": "A"}} | profile).encode()
    with suppress(ProfileError, UsageError, LimitError):
        convert(load(ProfileSource("upload", content, Beside(b""), creation_moment(0), "json")), to, None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@times(40)
@given(data=st.data())
def test_no_bytes_are_a_bug_of_a_reader_of_other_formats(path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([None, None, *BUILT_IN]))
    assert imported(data.draw(damaged([path.read_bytes()])), kind) != ExitStatus.BUG


@times(200)
@given(content=typed(), kind=st.sampled_from([None, *BUILT_IN]))
def test_nothing_that_can_be_typed_is_a_bug_of_import(content: bytes, kind: str | None) -> None:
    assert imported(content, kind) != ExitStatus.BUG


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.suffix in {".json", ".yaml", ".yml"}], ids=lambda path: path.name
)
@times(60)
@given(data=st.data())
def test_no_value_of_another_kind_is_a_bug_of_import(path: Path, data: st.DataObject) -> None:
    whole = yaml.safe_load(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        holder, step = data.draw(st.sampled_from(list(places(whole))))
        # What is drawn is the same object each time.
        holder[step] = deepcopy(data.draw(VALUES))
    assert imported(json.dumps(whole, default=str).encode(), None) != ExitStatus.BUG


def places(value: Any) -> Any:  # noqa: ANN401 - plain data
    """Yield each holder of a value, with the step to it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in list(steps):
        yield value, step
        yield from places(inner)


@cache
def members(name: str) -> dict[str, bytes]:
    content = (
        (DATA / "interchange" / "linkedin" / name).read_bytes()
        if name
        else render(
            load(ProfileSource("a", emitted(0, "json"), Beside(b""), creation_moment(0), "json")), RenderOptions("docx")
        ).content
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


@pytest.mark.parametrize("name", ["", *(path.name for path in SAMPLES if path.suffix == ".zip")])
@times(40)
@given(data=st.data())
def test_no_member_of_an_archive_is_a_bug_of_import(name: str, data: st.DataObject) -> None:
    changed = dict(members(name))
    for _ in range(data.draw(st.integers(1, 4))):
        each = data.draw(st.sampled_from(sorted(changed)))
        changed[each] = data.draw(damaged([changed[each]]) | typed())
        if data.draw(st.booleans()):
            changed[data.draw(st.sampled_from(sorted(changed)))] = changed.pop(each)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for each, inner in changed.items():
            archive.writestr(each, inner)
    assert imported(content.getvalue(), None) != ExitStatus.BUG
