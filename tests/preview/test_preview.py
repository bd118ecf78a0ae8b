"""`resume preview` serves its own page, to this machine's browser, and follows the profile."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from browser import Browser
from commands import RESUME, environment, run
from tools import program

from resume_cli.cli import run as command
from resume_cli.cli.preview import _stop_if_asked, open_in_editor
from resume_cli.errors import UsageError
from resume_cli.pipeline import RenderOptions
from resume_cli.preview.editing import write_settings
from resume_cli.preview.worker import Request, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
PROFILE = """\
# Mine
meta: {languages: [en, de]}  # two
basics:
  name: Ann Holm
  label: {en: Engineer, de: Ingenieurin}
variants:
  short: {pages: 1}
"""


class Served:
    """A preview of a profile in a folder, and requests to it."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.profile = folder / "cv.yaml"
        self.profile.write_text(PROFILE, "utf-8")
        self.log = (folder / "err.txt").open("wb")
        command = [str(RESUME), "preview", "cv.yaml", "--no-browser", *words]
        given = environment(folder, EDITOR="", VISUAL="")
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=self.log, env=given, start_new_session=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().decode().strip()
        self.host = urlsplit(self.address).netloc
        self.path = urlsplit(self.address).path

    def get(
        self, path: str, method: str = "GET", body: object = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers and the body of an answer; the path is taken as it is."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, json.dumps(body) if body is not None else None, given)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.log.close()

    def data(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get(self.path + path)[2])
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    found = Served(tmp_path_factory.mktemp("preview"))
    try:
        yield found
    finally:
        found.close()


def test_the_address_is_the_first_line_and_on_this_machine(served: Served) -> None:
    assert served.address.startswith("http://127.0.0.1:")
    status, headers, body = served.get(served.path)
    assert (status, b"<title>Preview</title>" in body) == (200, True)
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("", {"Host": "evil.example"}),
        ("", {"Host": "evil.example:80"}),
        ("data/state", {"Origin": "http://evil.example"}),
        ("data/state", {"Origin": "null"}),
        ("data/state", {"Sec_Fetch_Site": "cross-site"}),
        ("view/html", {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"}),
        ("view/html", {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}),
    ],
)
def test_what_another_site_causes_is_refused(served: Served, path: str, headers: dict[str, str]) -> None:
    assert served.get(served.path + path, **headers)[0] == 403


def test_a_link_to_it_may_stand_anywhere(served: Served) -> None:
    headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert served.get(served.path, **headers)[0] == 200
    assert served.get(served.path + "do/write", "POST", {}, **headers)[0] == 403


@pytest.mark.parametrize("path", ["do/write", "do/open"])
def test_what_changes_anything_must_come_from_the_page(served: Served, path: str) -> None:
    assert served.get(served.path + path, "POST", {})[0] == 403
    assert served.get(served.path + path, "GET")[0] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/data/state",
        "{}../cv.yaml",
        "{}..%2f..%2fetc/passwd",
        "{}cv.yaml",
        "{}view/pdf2",
        "{}index.html",
        "//etc/passwd",
    ],
)
def test_nothing_but_its_own_is_served(served: Served, path: str) -> None:
    assert served.get(path.format(served.path))[0] == 404


def test_the_state_lists_what_can_be_chosen(served: Served) -> None:
    state = served.data("data/state")
    assert (state["languages"], state["variants"], state["error"]) == (["en", "de"], ["short"], "")
    assert "modern" in state["themes"]
    assert state["tokens"]["accent"].startswith("#")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("pdf", b"%PDF"),
        ("html", b"<!DOCTYPE html>"),
        ("docx", b"Ann Holm"),
        ("terminal", b"<!DOCTYPE html>"),
        ("text", b"Ann"),
    ],
)
def test_every_format_is_shown_and_can_do_nothing(served: Served, name: str, start: bytes) -> None:
    status, headers, body = served.get(f"{served.path}view/{name}?language=de")
    assert (status, body.startswith(start)) == (200, True)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    # A browser's viewer of PDF files does not start in a sandbox.
    assert ("sandbox allow-same-origin" in policy) == (name != "pdf")
    assert "allow-scripts" not in policy
    if name in {"html", "docx", "terminal", "text"}:
        assert "Ingenieurin" in body.decode()


def test_a_wrong_choice_is_told_and_the_server_goes_on(served: Served) -> None:
    assert "unknown variant" in served.data("view/pdf?variant=nope&as=pages")["error"]
    wrong = served.data("data/state?variant=nope")
    assert (wrong["languages"], wrong["variants"]) == (["en", "de"], ["short"])
    assert served.data("data/state?token.accent=nonsense")["error"]
    assert served.data("data/state")["error"] == ""


def test_only_files_of_the_profile_are_opened(served: Served) -> None:
    for file in ("/etc/passwd", "err.txt"):
        status, _, body = served.get(
            served.path + "do/open", "POST", {"file": file, "line": 1}, Origin=f"http://{served.host}"
        )
        assert (status, b"not a file of this profile" in body) == (422, True)


def test_options_and_tokens_are_asked_for_by_their_names(served: Served) -> None:
    assert b"#123456" in served.get(f"{served.path}view/html?token.accent=%23123456")[2]
    assert b"<html" not in served.get(f"{served.path}view/html?option.fragment=yes")[2]


def test_a_file_in_another_folder_is_followed(tmp_path: Path) -> None:
    theme = tmp_path / "far" / "mine" / "theme.toml"
    theme.parent.mkdir(parents=True)
    theme.write_text('extends = "plain"\n', "utf-8")
    served = Served(tmp_path, "-t", "./far/mine")
    try:
        query = urlsplit(served.address).query
        assert served.data(f"data/state?{query}")["error"] == ""
        theme.write_text('extends = "plain"\n[tokens]\naccent = "nonsense"\n', "utf-8")
        wait(lambda: "accent" in served.data(f"data/state?{query}")["error"])
        theme.write_text('extends = "plain"\n[tokens]\naccent = "#010203"\n', "utf-8")
        wait(lambda: served.data(f"data/state?{query}")["tokens"].get("accent") == "#010203")
    finally:
        served.close()


def test_what_is_broken_when_it_starts_is_followed(tmp_path: Path) -> None:
    served = Served(tmp_path, "--quiet")
    try:
        served.profile.write_text(PROFILE + "patents: {from: in/p.csv}\n", "utf-8")
        wait(lambda: "error" in served.data("data/state")["error"])
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "p.csv").write_text("title\nOne\n", "utf-8")
        wait(lambda: served.data("data/state")["error"] == "")
        assert served.get(f"{served.path}view/text")[2].count(b"One") == 1
    finally:
        served.close()


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


SETTINGS = ("modern", {"accent": "#112233", "body-size": "10.5pt"})
ALL = 'theme: modern, tokens: {accent: "#112233", body-size: 10.5pt}'
BELOW = 'theme: modern\n  tokens: {accent: "#112233", body-size: 10.5pt}\n'
JSON = '"theme": "modern", "tokens": {"accent": "#112233", "body-size": "10.5pt"}'


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.yaml", "meta: {languages: [en, de]}  # two\n", f"meta: {{languages: [en, de], {ALL}}}  # two\n"),
        ("b.yaml", "meta:\n  # why\n  languages:\n  - en\n  - de # c\n\n# after\nwork: []\n",
         f"meta:\n  # why\n  languages:\n  - en\n  - de # c\n  {BELOW}\n# after\nwork: []\n"),
        ("c.yaml", "meta:\n  theme: plain   # old\n  tokens:\n    accent: '#000000'\n    # end\n",
         'meta:\n  theme: modern   # old\n  tokens:\n    accent: "#112233"\n    body-size: 10.5pt\n    # end\n'),
        ("d.yaml", "basics:\n  name: 安", f"basics:\n  name: 安\nmeta: {{{ALL}}}"),
        ("e.yaml", "meta:\nbasics: {name: Ann}\n", f"meta: {{{ALL}}}\nbasics: {{name: Ann}}\n"),
        ("f.yaml", "meta: {}\n", f"meta: {{{ALL}}}\n"),
        ("g.yaml", "basics:\n  summary: |\n    a\n\n# end\n",
         f"basics:\n  summary: |\n    a\nmeta: {{{ALL}}}\n\n# end\n"),
        ("h.yml", "\ufeffmeta:\r\n  languages: [en]\r\nwork: []\r\n",
         "\ufeffmeta:\r\n  languages: [en]\r\n  " + BELOW.replace("\n", "\r\n") + "work: []\r\n"),
        ("a.json", '{"basics": {"name": "安"}}', f'{{"basics": {{"name": "安"}}, "meta": {{{JSON}}}}}'),
        ("b.json", '{\n\t"basics": {\n\t\t"name": "\\u00e9 \\/"\n\t}\n}\n',
         f'{{\n\t"basics": {{\n\t\t"name": "\\u00e9 \\/"\n\t}},\n\t"meta": {{{JSON}}}\n}}\n'),
        ("a.toml", '[meta]\ntheme = "plain" # c\n[basics]\nname = "Ann"\n',
         ('[meta]\ntheme = "modern" # c\n[basics]\nname = "Ann"\n\n'
         '[meta.tokens]\nbody-size = "10.5pt"\naccent = "#112233"\n')),
    ],
)  # fmt: skip
def test_a_theme_and_tokens_are_written_and_all_else_stays(tmp_path: Path, name: str, before: str, after: str) -> None:
    (tmp_path / name).write_bytes(before.encode())
    write_settings(tmp_path / name, *SETTINGS)
    assert (tmp_path / name).read_bytes().decode() == after
    write_settings(tmp_path / name, *SETTINGS)
    assert (tmp_path / name).read_bytes().decode() == after


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", b"meta: text\n"),
        ("b.yaml", b"basics: &all {name: Ann}\nmeta: *all\n"),
        ("c.yaml", b"basics: [\n"),
        ("d.yaml", "meta: {theme: plain}\n".encode("utf-16")),
        ("a.json", b'{"meta": [] }'),
        ("a.toml", b'meta = {theme = "plain"}\n'),
    ],
)
def test_what_cannot_be_written_alone_is_not_written(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match="cannot be changed"):
        write_settings(tmp_path / name, *SETTINGS)
    assert (tmp_path / name).read_bytes() == content


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [
        ("code --wait", ["--wait", "--goto", "{file}:7"]),
        ("subl", ["{file}:7"]),
        ("gvim", ["+7", "{file}"]),
        ("xyz", ["{file}"]),
        ("vim", None),
        ("emacs -nw", None),
        ("nowhere-to-be-found", None),
        ("'", None),
        ("", None),
    ],
)
def test_editors_with_windows_are_opened_at_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, arguments: list[str] | None
) -> None:
    for name in ("code", "subl", "gvim", "xyz", "vim", "emacs"):
        (tmp_path / name).write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/new"; mv "{tmp_path}/new" "{tmp_path}/given"\n'
        )
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.delenv("EDITOR", raising=False)
    file = str(tmp_path / "-cv.yaml")
    assert open_in_editor(file, 7) == (arguments is not None)
    if arguments is not None:
        wait((tmp_path / "given").is_file)
        assert (tmp_path / "given").read_text().splitlines() == [each.format(file=file) for each in arguments]


def test_without_the_extra_the_command_to_install_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    monkeypatch.setattr("resume_cli.cli.preview.find_spec", lambda _name: None)
    assert command(["preview", "cv.yaml", "--no-browser"]) == 69
    assert "pip install 'resume-press[preview]'" in capsys.readouterr().err


def test_what_was_chosen_on_the_command_line_is_in_the_address(tmp_path: Path) -> None:
    served = Served(tmp_path, "--json", *"-l de,en -V short -t modern -O token.accent=#123456 -O paper=letter".split())
    try:
        record = json.loads(served.address)
        query = dict(parse_qsl(urlsplit(record["address"]).query))
        assert query == {"theme": "modern", "language": "de", "variant": "short", "beside": "language:en"} | {
            "option.paper": "letter", "token.accent": "#123456"
        }  # fmt: skip
        assert record["name"] == "cv.yaml"
    finally:
        served.close()


@pytest.mark.parametrize(
    ("words", "code", "changes"),
    [
        (("-O", "papre=letter"), 2, {}),
        (("-O", "letter"), 2, {}),
        (("-l", ","), 2, {}),
        ((), 77, {"RESUME_UNTRUSTED": "1"}),
    ],
)
def test_what_it_cannot_do_is_refused(
    tmp_path: Path, words: tuple[str, ...], code: int, changes: dict[str, str]
) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    assert run(tmp_path, "preview", "cv.yaml", "--no-browser", *words, **changes).code == code


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_quietly(tmp_path: Path, number: signal.Signals, code: int) -> None:
    served = Served(tmp_path)
    try:
        served.data("data/state")
        served.process.send_signal(number)
        assert served.process.wait(30) == code
        assert b"Traceback" not in (tmp_path / "err.txt").read_bytes()
    finally:
        served.close()


def test_a_signal_that_a_library_discarded_still_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    server: Any = SimpleNamespace(should_exit=False)
    monkeypatch.setattr("resume_cli.cli._stopped_by", {"SIGINT"})
    asyncio.run(asyncio.wait_for(_stop_if_asked(server), 5))
    assert server.should_exit


def test_a_profile_that_never_ends_does_not_keep_the_worker(tmp_path: Path) -> None:
    file = tmp_path / "cv.yaml"
    file.write_text(PROFILE, "utf-8")
    worker = Worker(seconds=0.01)
    try:
        with pytest.raises(Exception, match="nothing was rendered in"):
            worker.ask(Request(str(file), 0, RenderOptions("pdf")))
        worker._seconds = 60
        assert worker.ask(Request(str(file), 0, RenderOptions("text"))).content.startswith(b"Ann Holm")
    finally:
        worker.close()


@pytest.mark.parametrize(("words", "code", "message"), [(("-",), 2, "not stdin"), (("none.yaml",), 66, "none.yaml")])
def test_what_cannot_be_followed_is_named(tmp_path: Path, words: tuple[str, ...], code: int, message: str) -> None:
    done = run(tmp_path, "preview", "--no-browser", *words, stdin="")
    assert (done.code, message in done.err) == (code, True), done.err


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(PROFILE, "utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(tmp_path, "preview", "cv.yaml", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert (done.code, "cannot be used" in done.err) == (73, True), done.err


def choose(browser: Browser, name: str, value: str) -> None:
    """Choose as somebody does."""
    browser.ask(
        f"{{ const each = document.getElementById('{name}'); each.value = '{value}';"
        "each.dispatchEvent(new Event('change')); } 0"
    )


def press(browser: Browser, key: str) -> None:
    browser.ask(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }})); 0")


def check_accessible(browser: Browser) -> None:
    """Find no violation with axe-core, where it is installed, on light and dark screens."""
    if not AXE.is_file():
        return
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.ask(AXE.read_text("utf-8") + "; 0")
        found = browser.ask("axe.run().then(found => found.violations.map(each => [each.id, each.nodes[0].html]))")
        assert found == [], scheme


@pytest.mark.slow
def test_a_browser_sees_every_change(tmp_path: Path) -> None:
    served, browser = Served(tmp_path), Browser()
    frame = "document.querySelector('iframe:not(.coming)')?.contentDocument.body.innerText"
    try:
        # Start, edit, and see.
        browser.open(served.address + "?format=html")
        browser.wait(f"{frame}?.includes('Ann Holm')")
        served.profile.write_text(PROFILE.replace("Ann Holm", "Bea Berg"), "utf-8")
        browser.wait(f"{frame}?.includes('Bea Berg')")
        # Break, and see what is wrong over what was.
        served.profile.write_text(PROFILE.replace("basics:", "basics: ["), "utf-8")
        browser.wait("document.getElementById('problems').className === 'broken'")
        assert "cv.yaml:3" in browser.ask("document.querySelector('#problems button').innerText")
        assert "Bea Berg" in browser.ask(frame)
        browser.ask("document.querySelector('#problems button').click(); 0")
        browser.wait("document.getElementById('status').textContent.includes('set VISUAL')")
        press(browser, "o")
        check_accessible(browser)
        # Mend, and see.
        served.profile.write_text(PROFILE.replace("Ann Holm", "Cleo Dahl"), "utf-8")
        browser.wait(f"document.getElementById('problems').hidden && {frame}.includes('Cleo Dahl')")
        # Switch the language and the theme, and put two beside each other.
        for name, value in (("language", "de"), ("theme", "modern"), ("beside", "variant:short")):
            choose(browser, name, value)
        browser.wait("document.querySelectorAll('iframe:not(.coming)').length === 2")
        browser.wait(f"{frame}?.includes('Ingenieurin')")
        assert browser.ask("location.search") == "?format=html&language=de&theme=modern&beside=variant%3Ashort"
        # Choose a colour, and write it and the theme into the profile.
        choose(browser, "accent", "#123456")
        browser.wait("document.getElementById('command').innerText.includes(\"token.accent='#123456'\")")
        browser.ask("document.getElementById('write').click(); 0")
        browser.wait("document.getElementById('command').innerText === ''")
        written = 'meta: {languages: [en, de], theme: modern, tokens: {accent: "#123456"}}  # two'
        assert written in served.profile.read_text("utf-8")
        check_accessible(browser)
        assert all(each.startswith((served.address, "data:", "about:", "blob:")) for each in browser.requests)
    finally:
        browser.close()
        served.close()


@pytest.mark.slow
def test_pages_are_pictures_and_stay_where_they_are_scrolled_to(tmp_path: Path) -> None:
    program("pdftoppm")
    served, browser = Served(tmp_path), Browser(height=300)
    long = PROFILE + "work:\n" + "- {name: Works, position: Job}\n" * 12
    served.profile.write_text(long, "utf-8")
    try:
        browser.open(served.address)
        browser.wait("document.querySelectorAll('.view img').length === 1")
        for key in ("1", "2", "4"):
            press(browser, key)
            browser.wait(f"document.querySelector('[title=\"Key {key}\"]').getAttribute('aria-pressed') === 'true'")
            browser.wait("document.documentElement.scrollHeight > 320")
            browser.ask("scrollTo(0, 20); 0")
            before = browser.ask("Number(document.body.dataset.shown)")
            served.profile.write_text(long.replace("Ann Holm", f"Ann Holm {key}"), "utf-8")
            browser.wait(f"Number(document.body.dataset.shown) > {before}")
            assert browser.ask("scrollY") == 20
        check_accessible(browser)
    finally:
        browser.close()
        served.close()
