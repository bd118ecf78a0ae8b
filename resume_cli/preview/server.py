"""The server of the preview, which serves one page, its content and its changes to a browser on this machine.

Every request must name the printed host and have the secret in its path. A request that changes anything must come
from the page itself. Only the files of the page and rendered outputs are served.
"""

from __future__ import annotations

import asyncio  # noqa: TID253 - nothing but `preview` imports this module
import json
import secrets
import tempfile
import time
from contextlib import aclosing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from resume_cli.errors import ResumeError, UsageError
from resume_cli.output.digests import HOW, Followed
from resume_cli.output.results import problem_record
from resume_cli.pipeline import RenderOptions
from resume_cli.preview import pictures
from resume_cli.preview.editing import write_settings
from resume_cli.preview.worker import Answer, Request, Worker
from resume_cli.theme.installed import installed_themes
from resume_cli.theme.loader import theme_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request as Asked

_STATIC = Path(__file__).with_name("static")
_FILES = {"preview.css": "text/css", "preview.js": "text/javascript"}
_FORMATS = {"pdf": "PDF", "html": "HTML", "docx": "Word", "terminal": "Terminal", "text": "Text"}
_SUFFIXES = {"pdf": ".pdf", "html": ".html", "docx": ".txt", "terminal": ".html", "text": ".txt"}
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: Outputs are shown in a frame, where they may only style themselves. The page must be able to read the frame's height.
_FRAME = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'self'"
_SANDBOX = f"{_FRAME}; sandbox allow-same-origin"
_LARGEST_BODY = 1 << 16
_KEPT = 24
_BEAT = 0.5
_TERMINAL = """\
<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Terminal</title>
<style>html{{background:#101418}}
pre{{color:#e6e6e6;font:min(14px,1.95vw)/1.35 ui-monospace,monospace;margin:2vw}}</style>
<pre>{code}</pre></html>"""


class Preview:
    """The preview of one profile; `generation` counts the changes of its files."""

    def __init__(
        self, profile: Path, worker: Worker, on_open: Callable[[str, int], bool], log: Callable[[str], None]
    ) -> None:
        self.profile = profile
        self._log = log
        self.secret = secrets.token_urlsafe(12)
        self.generation = 0
        self.files = Followed([profile])
        self._worker = worker
        self._on_open = on_open
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()
        self.stopping: Callable[[], bool] = bool
        self._known: dict[tuple[Any, ...], Answer] = {}
        self._office: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Remove the settings of LibreOffice, which were kept for as long as the page was shown."""
        if self._office is not None:
            self._office.cleanup()

    @cached_property
    def application(self) -> Starlette:
        """The Starlette application."""
        base = f"/{self.secret}"
        routes = [
            Route(f"{base}/", self._page),
            Route(f"{base}/{{name}}", self._file),
            Route(f"{base}/data/state", self._state),
            Route(f"{base}/data/events", self._events),
            Route(f"{base}/view/{{format}}", self._view),
            Route(f"{base}/page/{{format}}/{{number:int}}", self._picture),
            Route(f"{base}/do/write", self._write, methods=["POST"]),
            Route(f"{base}/do/open", self._open, methods=["POST"]),
        ]
        return Starlette(routes=routes, exception_handlers={ResumeError: _failed})

    async def ask(self, asked: Asked, format_name: str = "") -> Answer:
        """Return the answer to a query from the current files, cached within a generation."""
        query = {name: value for name, value in asked.query_params.items() if value}
        language, variant, theme = (query.get(name) for name in ("language", "variant", "theme"))
        given, tokens = _named(query, "option."), _named(query, "token.")
        options = RenderOptions(format_name, language, variant, theme, given, tokens)
        async with self._turn:
            key = (self.generation, repr(options))
            if key not in self._known:
                began = time.time()
                answer = await run_in_threadpool(self._worker.ask, Request(str(self.profile), key[0], options))
                self._log(f"{(time.time() - began) * 1000:7.1f} ms  {format_name or 'load'}, {answer.error or 'done'}")
                while len(self._known) >= _KEPT:
                    self._known.pop(next(iter(self._known)))
                self._known[key] = answer
                self.files.add(map(Path, answer.files), began)
            return self._known[key]

    def look(self) -> None:
        """Begin a new generation if one of the files has changed."""
        if self.files.changed():
            self.generation += 1
            self._known.clear()
            self._worker.hurry()
            self._changed.set()
            self._changed = asyncio.Event()

    async def follow(self) -> None:
        """Check the files whenever something changes in their folders."""
        from watchfiles import awatch

        while True:
            folders = self.files.folders()
            try:
                async with aclosing(awatch(*folders, **HOW)) as changes:
                    async for _ in changes:
                        self.look()
                        if self.files.folders() != folders:
                            break
            except OSError:
                # A folder was just removed, or there are more folders than the system can watch.
                await asyncio.sleep(1)
                self.look()

    async def _page(self, _asked: Asked) -> Response:
        return Response((_STATIC / "index.html").read_bytes(), media_type="text/html", headers=_headers())

    async def _file(self, asked: Asked) -> Response:
        name = asked.path_params["name"]
        if name not in _FILES:
            return Response("not found", 404)
        return Response((_STATIC / name).read_bytes(), media_type=_FILES[name], headers=_headers())

    async def _state(self, asked: Asked) -> Response:
        answer = await self.ask(asked)
        state = {
            "name": self.profile.name,
            "generation": self.generation,
            "formats": _FORMATS,
            "pictures": {name: pictures.can_draw(name) for name in ("pdf", "docx")},
            "languages": answer.languages,
            "variants": answer.variants,
            "themes": (*theme_names(), *installed_themes()),
            "theme": answer.theme,
            "tokens": answer.tokens,
        }
        return JSONResponse(state | _said(answer), headers=_headers())

    async def _events(self, _asked: Asked) -> Response:
        async def events() -> AsyncIterator[str]:
            seen = -1
            while not self.stopping():
                if self.generation != seen:
                    seen = self.generation
                    yield f"data: {seen}\n\n"
                changed = self._changed
                try:
                    await asyncio.wait_for(changed.wait(), _BEAT)
                except TimeoutError:
                    # A closed connection is only noticed when something is sent.
                    yield ": still here\n\n"

        return StreamingResponse(events(), media_type="text/event-stream", headers=_headers())

    async def _view(self, asked: Asked) -> Response:
        name = asked.path_params["format"]
        if name not in _FORMATS:
            return Response("not found", 404)
        answer = await self.ask(asked, name)
        if "pages" in asked.query_params.getlist("as"):
            pages = await run_in_threadpool(self._pages, name, answer)
            has_content = pages > 0 if pictures.can_draw(name) else bool(answer.content)
            return JSONResponse({"pages": pages, "has_content": has_content} | _said(answer), headers=_headers())
        content, media_type = _shown(name, answer)
        # The PDF viewers of browsers do not start in a sandbox.
        headers = _headers(_FRAME if name == "pdf" else _SANDBOX)
        headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(self.profile.stem)}{_SUFFIXES[name]}"
        return Response(content, media_type=media_type, headers=headers)

    async def _picture(self, asked: Asked) -> Response:
        name, number = asked.path_params["format"], asked.path_params["number"]
        if not pictures.can_draw(name):
            return Response("not found", 404)
        answer = await self.ask(asked, name)
        content = b""
        if answer.content:
            content = await run_in_threadpool(lambda: pictures.picture(self._pdf(name, answer), number))
        return Response(content, 200 if content else 404, media_type="image/jpeg", headers=_headers())

    def _pages(self, name: str, answer: Answer) -> int:
        return pictures.count(self._pdf(name, answer)) if answer.content and pictures.can_draw(name) else 0

    def _pdf(self, name: str, answer: Answer) -> bytes:
        return answer.content if name == "pdf" else pictures.word_as_pdf(answer.content, self._office_folder())

    def _office_folder(self) -> Path:
        """Return the folder for the settings of LibreOffice, made for the first Word document."""
        if self._office is None:
            self._office = tempfile.TemporaryDirectory(prefix="resume-office-")
        return Path(self._office.name)

    async def _write(self, asked: Asked) -> Response:
        data = await _body(asked)
        theme, tokens = data.get("theme"), data.get("tokens", {})
        if not isinstance(theme, str | None) or not isinstance(tokens, dict) or not all(map(_is_text, tokens.values())):
            raise UsageError("expected `theme` as a text and `tokens` as texts")
        await run_in_threadpool(write_settings, self.profile, theme, tokens)
        self.look()
        return JSONResponse({"generation": self.generation}, headers=_headers())

    async def _open(self, asked: Asked) -> Response:
        data = await _body(asked)
        file, line = data.get("file"), data.get("line")
        if not isinstance(file, str) or not isinstance(line, int) or Path(file) not in self.files:
            raise UsageError("not a file of this profile")
        return JSONResponse({"opened": self._on_open(file, line)}, headers=_headers())


class Guard:
    """ASGI middleware that only admits requests of the page itself from a browser on this machine."""

    def __init__(self, application: Starlette, host: str) -> None:
        self._application = application
        self._hosts = {host, f"localhost:{host.rpartition(':')[2]}"}

    async def __call__(self, scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:  # noqa: ANN401 - ASGI
        """Answer a request of the page, or refuse it."""
        if scope["type"] == "http":
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            origin = headers.get("origin")
            foreign = origin is not None and origin.removeprefix("http://") not in self._hosts
            # Browsers mark requests caused by other sites. Links to the page are allowed on any site.
            followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
            caused = headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}
            foreign = foreign or (caused and not followed)
            unsaid = scope["method"] not in {"GET", "HEAD"} and origin is None
            if headers.get("host") not in self._hosts or foreign or unsaid:
                await Response("refused: this preview is for its own page", 403)(scope, receive, send)
                return
        await self._application(scope, receive, send)


def _shown(name: str, answer: Answer) -> tuple[bytes, str]:
    """Return the content of the frame and its media type."""
    if name == "html":
        return answer.content, "text/html"
    if name == "pdf":
        return answer.content, "application/pdf"
    if name == "docx":
        return _word_text(answer.content).encode(), "text/plain; charset=utf-8"
    if name == "terminal":
        return _terminal(answer.content.decode()).encode(), "text/html"
    return answer.content, "text/plain; charset=utf-8"


def _word_text(content: bytes) -> str:
    import io

    import docx
    from docx.text.paragraph import Paragraph

    # This includes the paragraphs in tables.
    found = docx.Document(io.BytesIO(content)).element.body.iter("{*}p") if content else ()
    return "\n".join(
        Paragraph(each, None).text  # type: ignore[arg-type] # the parent is not used
        for each in found
    )


def _terminal(text: str) -> str:
    import io

    from rich.console import Console
    from rich.text import Text

    console = Console(file=io.StringIO(), record=True, width=80, force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(text), soft_wrap=True)
    code: str = console.export_html(inline_styles=True, code_format="{code}")
    return _TERMINAL.format(code=code)


def _said(answer: Answer) -> dict[str, Any]:
    problems = [{"severity": each.severity, **problem_record(each)} for each in answer.problems]
    return {"error": answer.error, "problems": problems}


async def _body(asked: Asked) -> dict[str, Any]:
    content = await asked.body()
    try:
        data = json.loads(content) if len(content) <= _LARGEST_BODY else None
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise UsageError("expected a JSON object")
    return data


def _named(query: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the values of the names with a prefix, with the prefix removed from the names."""
    return {name.removeprefix(prefix): value for name, value in query.items() if name.startswith(prefix)}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _headers(policy: str = _POLICY) -> dict[str, str]:
    return {**_HEADERS, "Content-Security-Policy": policy}


async def _failed(_asked: Asked, error: Exception) -> Response:
    message = error.message if isinstance(error, ResumeError) else "failed"
    hint = error.hint if isinstance(error, ResumeError) else ""
    return JSONResponse({"error": message, "hint": hint, "problems": []}, 422, headers=_headers())
