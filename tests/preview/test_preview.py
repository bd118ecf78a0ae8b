"""`resume preview` serves its own page, to this machine's browser, and follows the profile."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from browser import Browser
from commands import RESUME, environment, run
from tools import program

from resume_cli.preview.editing import write_settings
from resume_cli.preview.worker import Request, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "cv.yaml"
        self.profile.write_text(PROFILE, "utf-8")
        self.log = (folder / "err.txt").open("wb")
        command = [str(RESUME), "preview", "cv.yaml", "--no-browser"]
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

    def data(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get(self.path + path)[2])
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    found = Served(tmp_path_factory.mktemp("preview"))
    try:
        yield found
    finally:
        found.process.kill()
        found.process.wait()
        found.log.close()


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
    ],
)
def test_what_another_site_causes_is_refused(served: Served, path: str, headers: dict[str, str]) -> None:
    assert served.get(served.path + path, **headers)[0] == 403


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
    assert "sandbox" in headers["content-security-policy"]
    if name in {"html", "docx", "terminal", "text"}:
        assert "Ingenieurin" in body.decode()


def test_a_wrong_choice_is_told_and_the_server_goes_on(served: Served) -> None:
    assert "unknown variant" in served.data("view/pdf?variant=nope&as=pages")["error"]
    assert served.data("data/state?token.accent=nonsense")["error"]
    assert served.data("data/state")["error"] == ""


def test_only_files_of_the_profile_are_opened(served: Served) -> None:
    for file in ("/etc/passwd", "err.txt"):
        status, _, body = served.get(
            served.path + "do/open", "POST", {"file": file, "line": 1}, Origin=f"http://{served.host}"
        )
        assert (status, b"no file of this profile" in body) == (422, True)


def test_a_theme_and_tokens_are_written_and_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "cv.yaml"
    file.write_text(PROFILE, "utf-8")
    write_settings(file, "modern", {"accent": "#112233"})
    text = file.read_text("utf-8")
    assert "# Mine" in text
    assert "# two" in text
    assert "theme: modern" in text
    assert "accent: '#112233'" in text
    (tmp_path / "cv.json").write_text('{\n    "basics": {"name": "安"}\n}\n', "utf-8")
    write_settings(tmp_path / "cv.json", None, {"accent": "#112233"})
    assert json.loads((tmp_path / "cv.json").read_text("utf-8"))["meta"] == {"tokens": {"accent": "#112233"}}


def test_a_profile_that_never_ends_does_not_keep_the_worker(tmp_path: Path) -> None:
    file = tmp_path / "cv.yaml"
    file.write_text(PROFILE, "utf-8")
    worker = Worker(seconds=0.01)
    try:
        with pytest.raises(Exception, match="nothing was made in"):
            worker.ask(Request(str(file), 0, "pdf"))
        worker._seconds = 60
        assert worker.ask(Request(str(file), 0, "text")).content.startswith(b"Ann Holm")
    finally:
        worker.close()


@pytest.mark.parametrize(
    ("words", "code", "message"), [(("-",), 2, "stdin is none"), (("none.yaml",), 66, "none.yaml")]
)
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


@pytest.mark.slow
def test_a_browser_sees_every_change(tmp_path: Path) -> None:
    program("pdftoppm")
    served, browser = Served(tmp_path), Browser()
    try:
        browser.open(served.address)
        browser.wait("document.querySelectorAll('.view img').length === 1")
        # Edit, and see.
        browser.ask("document.querySelector('[data-format=text]').click(); 0")
        browser.wait("document.querySelector('iframe')?.src.includes('view/text')")
        served.profile.write_text(PROFILE.replace("Ann Holm", "Bea Berg"), "utf-8")
        browser.wait(
            "fetch(document.querySelector('iframe').src).then(a => a.text()).then(t => t.includes('Bea Berg'))"
        )
        # Break, and see what is wrong over what was.
        served.profile.write_text(PROFILE.replace("basics:", "basics: ["), "utf-8")
        browser.wait("!document.getElementById('problems').hidden")
        assert "cv.yaml:3" in browser.ask("document.getElementById('problems').innerText")
        browser.wait("document.querySelector('iframe') !== null")
        # Mend, and see.
        served.profile.write_text(PROFILE.replace("Ann Holm", "Cleo Dahl"), "utf-8")
        browser.wait("document.getElementById('problems').hidden")
        # Switch the language and the theme, and put two beside each other.
        for name, value in (("language", "de"), ("theme", "modern"), ("beside", "variant:short")):
            browser.ask(
                f"{{ const each = document.getElementById('{name}'); each.value = '{value}';"
                "each.dispatchEvent(new Event('change')); } 0"
            )
        browser.wait("document.querySelectorAll('.view iframe').length === 2")
        browser.wait("[...document.querySelectorAll('iframe')].every(each => each.src.includes('language=de'))")
        browser.ask("document.querySelector('[data-format=pdf]').click(); 0")
        browser.wait("document.querySelectorAll('.view img').length === 2")
        assert all(each.startswith((served.address, "data:", "about:", "blob:")) for each in browser.requests)
        if AXE.is_file():
            browser.ask(AXE.read_text("utf-8") + "; 0")
            found = browser.ask("axe.run().then(result => result.violations.map(each => each.id))")
            assert found == []
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(30) == 130
        assert b"Traceback" not in (tmp_path / "err.txt").read_bytes()
    finally:
        browser.close()
        served.process.kill()
        served.process.wait()
        served.log.close()
