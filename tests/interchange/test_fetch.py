"""`import --fetch-images`: one picture, over https, from a public host, and nothing without the option."""

from __future__ import annotations

import io
import json
import socket
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from installed import resume, write
from PIL import Image

from resume_cli.errors import InputError, LimitError, ProfileError, RefusedError, ResumeError, TransferError
from resume_cli.interchange.draft import Draft
from resume_cli.interchange.source import fetch, pictures
from resume_cli.interchange.source.fetch import Fetcher, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

TLS = Path(__file__).parent.parent / "data" / "tls"
HOST = "pictures.example"
NAMES = '{{"basics": {{"name": "Ada", "image": "{}"}}, "work": []}}'


def picture(form: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 10), "teal").save(content, form)
    return content.getvalue()


class Site(BaseHTTPRequestHandler):
    """Answers with what the test has put at a path: bytes, a redirect, or a status."""

    pages: dict[str, bytes | str | int]

    def do_GET(self) -> None:
        found = self.pages.get(self.path, 404)
        self.send_response(found if isinstance(found, int) else 302 if isinstance(found, str) else 200)
        if isinstance(found, str):
            self.send_header("Location", found)
        self.end_headers()
        if isinstance(found, bytes):
            self.wfile.write(found)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site(**pages: bytes | str | int) -> Iterator[int]:
    """Serve pages over TLS on this machine, with a certificate of the tests' own."""
    handler = type("Handler", (Site,), {"pages": {f"/{name}": page for name, page in pages.items()}})
    server = HTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetcher(told: list[str] | None = None, *, allowed: bool = True, trusted: bool = True) -> Fetcher:
    """A fetcher for which every host is this machine, and which trusts the certificate of the tests."""
    context = ssl.create_default_context(cafile=TLS / "certificate.pem" if trusted else None)
    return Fetcher(
        ([] if told is None else told).append,
        lambda _host, _port: ["127.0.0.1"],
        (lambda _: True) if allowed else None,
        context,
    )


def test_a_picture_is_fetched_and_every_redirect_is_shown() -> None:
    told: list[str] = []
    with site(c=picture()) as other, site(a="b", b=f"https://other.example:{other}/c") as port:
        assert fetcher(told).fetch(f"https://{HOST}:{port}/a") == picture()
    first, second, third = told
    assert first == f"fetching https://{HOST}:{port}/a"
    assert second == f"redirected to https://{HOST}:{port}/b"
    assert third == f"redirected to https://other.example:{other}/c"


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://pictures.example/x", RefusedError),
        ("//user:secret@pictures.example/x", RefusedError),
        ("ftp://pictures.example/x", RefusedError),
        ("file:///etc/passwd", RefusedError),
        ("/missing", InputError),
        ("/broken", InputError),
        ("/a", LimitError),
    ],
)
def test_a_redirect_is_held_to_the_same_rules(target: str, error: type[ResumeError]) -> None:
    with site(a=target, broken=500) as port, pytest.raises(error):
        fetcher().fetch(f"https://{HOST}:{port}/a")


def test_more_bytes_than_a_picture_may_have_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 1_000)
    with site(a=b"x" * 1_001) as port, pytest.raises(LimitError, match="more than 1,000 bytes"):
        fetcher().fetch(f"https://{HOST}:{port}/a")


def test_the_clock_stops_a_server_that_gives_little_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 0.0)
    with site(a=picture()) as port, pytest.raises(LimitError, match="seconds"):
        fetcher().fetch(f"https://{HOST}:{port}/a")


def test_a_certificate_of_nobody_or_of_another_host_is_refused() -> None:
    with site(a=picture()) as port:
        with pytest.raises(RefusedError, match="certificate"):
            fetcher(trusted=False).fetch(f"https://{HOST}:{port}/a")
        with pytest.raises(RefusedError, match="certificate"):
            fetcher().fetch(f"https://stranger.example:{port}/a")


def test_a_host_of_this_machine_is_refused_before_it_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("connected"))
    with pytest.raises(RefusedError, match="private"):
        fetcher(allowed=False).fetch(f"https://{HOST}/a")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.7", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::",
     "64:ff9b::7f00:1", "64:ff9b::a00:1", "ff02::1"],
)  # fmt: skip
def test_an_address_within_a_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_named_after_what_it_is_whatever_its_address_says(form: str) -> None:
    draft = Draft(profile={"basics": {"image": "https://pictures.example/face.exe"}})
    pictures.collect(draft, lambda _: picture(form))
    name = f"portrait.{ {'JPEG': 'jpg'}.get(form, form.lower()) }"
    assert draft.images == {name: picture(form)}
    assert draft.profile["basics"]["image"] == name
    assert [(note.note, note.value) for note in draft.notes] == [("renamed", "https://pictures.example/face.exe")]


@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", b"%PDF-1.7", picture()[:40], b"<svg/>"])
def test_what_is_no_picture_is_not_kept(content: bytes) -> None:
    draft = Draft(profile={"basics": {"image": "https://pictures.example/face.png"}})
    with pytest.raises(ProfileError, match="cannot be used"):
        pictures.collect(draft, lambda _: content)
    assert not draft.images


def test_without_the_option_an_address_stays_and_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a socket"))
    draft = Draft(profile={"basics": {"image": "https://pictures.example/face.png"}})
    pictures.collect(draft, None)
    assert draft.profile["basics"]["image"] == "https://pictures.example/face.png"


@pytest.mark.parametrize(
    ("address", "options", "code"),
    [
        ("https://127.0.0.1/me.png", ("--fetch-images",), 77),
        ("https://localhost/me.png", ("--fetch-images",), 77),
        ("http://example.com/me.png", ("--fetch-images",), 77),
        ("https://127.0.0.1/me.png", ("--fetch-images", "--untrusted"), 77),
        ("https://127.0.0.1/me.png", (), 0),
        ("me.png", ("--fetch-images",), 0),
    ],
)
def test_the_command_refuses_with_its_exit_code_and_writes_nothing(
    tmp_path: Path, address: str, options: tuple[str, ...], code: int
) -> None:
    source = write(tmp_path, "resume.json", NAMES.format(address))
    result = resume("import", str(source), "-o", "cv.yaml", *options, cwd=tmp_path)
    assert result.code == code, result.err
    assert (tmp_path / "cv.yaml").exists() == (code == 0)


def test_the_option_needs_a_profile_to_put_the_picture_beside(tmp_path: Path) -> None:
    source = write(tmp_path, "resume.json", NAMES.format("https://127.0.0.1/me.png"))
    assert resume("import", str(source), "--fetch-images", cwd=tmp_path).code == 2


def test_a_picture_within_the_source_or_beside_it_comes_along(tmp_path: Path) -> None:
    from base64 import b64encode

    inline = write(tmp_path, "inline.json", NAMES.format(f"data:image/png;base64,{b64encode(picture()).decode()}"))
    beside = write(tmp_path, "beside.json", NAMES.format("face.png"))
    (tmp_path / "face.png").write_bytes(picture())
    for source in (inline, beside):
        folder = tmp_path / source.stem
        result = resume("import", str(source), "-o", f"{folder}/cv.yaml", "--report", f"{folder}.ndjson", cwd=tmp_path)
        assert result.code == 0, result.err
        assert (folder / "portrait.png").read_bytes() == picture()
        assert "image: portrait.png" in (folder / "cv.yaml").read_text("utf-8")
        notes = Path(f"{folder}.ndjson").read_text("utf-8").splitlines()
        assert any(json.loads(line)["target"] == "basics.image" for line in notes)


def test_a_name_that_leads_out_of_the_sources_folder_brings_nothing(tmp_path: Path) -> None:
    (tmp_path / "face.png").write_bytes(picture())
    (tmp_path / "inner").mkdir()
    source = write(tmp_path / "inner", "resume.json", NAMES.format("../face.png"))
    assert resume("import", str(source), "-o", "out/cv.yaml", cwd=tmp_path).code == 0
    assert not (tmp_path / "out" / "portrait.png").exists()


def test_a_network_that_fails_has_its_exit_code() -> None:
    def nobody(_host: str, _port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(TransferError, match="not found"):
        Fetcher(print, nobody).fetch("https://pictures.example/a")
