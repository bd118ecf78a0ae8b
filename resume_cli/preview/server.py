"""The server of the preview: one page, what it shows, and when it changes. Only this machine's browser is answered.

Every request must name the host that was printed, and carry its secret in the path; what changes anything must come
from that page. Nothing is served but the page's own files and what is rendered.
"""

from __future__ import annotations

import asyncio  # noqa: TID253 - nothing but `preview` imports this module
import json
import secrets
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from resume_cli.errors import ResumeError, UsageError
from resume_cli.output.digests import digest
from resume_cli.output.results import problem_record
from resume_cli.preview import pictures
from resume_cli.preview.editing import write_settings
from resume_cli.preview.worker import Answer, Request, Worker
from resume_cli.theme.loader import theme_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request as Asked

_STATIC = Path(__file__).with_name("static")
_FILES = {"preview.css": "text/css", "preview.js": "text/javascript"}
_FORMATS = ("pdf", "html", "docx", "terminal", "text")
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: What is rendered stands in a frame; it may style itself, and do nothing else.
_FRAME = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'self'; sandbox"
_LARGEST_BODY = 1 << 16
_KEPT = 24
_BEAT = 0.5
_TERMINAL = """\
<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Terminal</title>
<style>html{{background:#101418}}pre{{color:#e6e6e6;font:14px/1.35 ui-monospace,monospace;padding:1rem}}</style>
<pre>{code}</pre></html>"""


class Preview:
    """What is shown of one profile: the generation counts the changes of the files that it is made of."""

    def __init__(self, profile: Path, worker: Worker, on_open: Callable[[str, int], bool]) -> None:
        self.profile = profile
        self.secret = secrets.token_urlsafe(12)
        self.generation = 0
        self.files: dict[Path, str | None] = {profile: digest(profile)}
        self._worker = worker
        self._on_open = on_open
        self._changed = asyncio.Event()
        self.stopping: Callable[[], bool] = bool
        self._known: dict[tuple[Any, ...], Answer] = {}
        self._settings = tempfile.TemporaryDirectory(prefix="resume-office-")

    def close(self) -> None:
        """Remove what was kept for as long as the page is shown."""
        self._settings.cleanup()

    @cached_property
    def application(self) -> Starlette:
        """The application of Starlette."""
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
        """Render what the query asks for, unless it is known."""
        query = asked.query_params
        given = {name: value for name, value in query.items() if value}
        tokens = {name.removeprefix("token."): value for name, value in given.items() if name.startswith("token.")}
        options = {"pages": given["pages"]} if "pages" in given and format_name in {"pdf", "docx"} else {}
        request = Request(
            str(self.profile),
            self.generation,
            format_name,
            given.get("language"),
            given.get("variant"),
            given.get("theme"),
            options,
            tokens,
        )
        key = (
            *(getattr(request, name) for name in request.__struct_fields__[1:6]),
            *sorted(tokens.items()),
            *options.items(),
        )
        if key not in self._known:
            answer = await run_in_threadpool(self._worker.ask, request)
            while len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[key] = answer
            self._follow(answer)
        return self._known[key]

    def _follow(self, answer: Answer) -> None:
        for name in answer.files:
            self.files.setdefault(Path(name), digest(Path(name)))

    def look(self) -> None:
        """Begin a new generation if one of the files is different."""
        now = {path: digest(path) for path in self.files}
        if now != self.files:
            self.files = now
            self.generation += 1
            self._known.clear()
            self._changed.set()
            self._changed = asyncio.Event()

    async def follow(self) -> None:
        """Look at the files whenever something changes beside them."""
        from watchfiles import awatch

        while True:
            folders = {path.absolute().parent for path in self.files}
            async for _ in awatch(*folders, debounce=40, step=10, recursive=False):
                self.look()
                if {path.absolute().parent for path in self.files} != folders:
                    break

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
            "themes": theme_names(),
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
                    # A browser that left is noticed when something is sent.
                    yield ": still here\n\n"

        return StreamingResponse(events(), media_type="text/event-stream", headers=_headers())

    async def _view(self, asked: Asked) -> Response:
        name = asked.path_params["format"]
        if name not in _FORMATS:
            return Response("not found", 404)
        answer = await self.ask(asked, name)
        if "pages" in asked.query_params.getlist("as"):
            pages = await run_in_threadpool(self._pages, name, answer)
            return JSONResponse({"pages": pages} | _said(answer), headers=_headers())
        content, media_type = _shown(name, answer)
        return Response(content, media_type=media_type, headers=_headers(_FRAME))

    async def _picture(self, asked: Asked) -> Response:
        name, number = asked.path_params["format"], asked.path_params["number"]
        if name not in {"pdf", "docx"} or not pictures.can_draw(name):
            return Response("not found", 404)
        answer = await self.ask(asked, name)
        content = await run_in_threadpool(lambda: pictures.picture(self._pdf(name, answer), number))
        return Response(content, 200 if content else 404, media_type="image/jpeg", headers=_headers())

    def _pages(self, name: str, answer: Answer) -> int:
        pdf = self._pdf(name, answer) if answer.content and name in {"pdf", "docx"} else b""
        return pictures.count(pdf) if pdf else 0

    def _pdf(self, name: str, answer: Answer) -> bytes:
        if name == "pdf":
            return answer.content
        key = ("word", answer.content)
        if key not in self._known:
            made = pictures.word_as_pdf(answer.content, Path(self._settings.name))
            self._known[key] = Answer(content=made)
        return self._known[key].content

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
        file, line = str(data.get("file")), data.get("line")
        known = {str(path) for path in self.files} | {str(path.absolute()) for path in self.files}
        if file not in known or not isinstance(line, int):
            raise UsageError("that is no file of this profile")
        return JSONResponse({"opened": self._on_open(file, line)}, headers=_headers())


class Guard:
    """Lets through what this machine's browser asks of this page, and nothing else."""

    def __init__(self, application: Starlette, host: str) -> None:
        self._application = application
        self._hosts = {host, f"localhost:{host.rpartition(':')[2]}"}

    async def __call__(self, scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:  # noqa: ANN401 - ASGI
        """Answer a request of the page, or refuse it."""
        if scope["type"] == "http":
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            origin = headers.get("origin")
            foreign = origin is not None and origin.removeprefix("http://") not in self._hosts
            # Browsers say so of requests that other sites caused.
            foreign = foreign or headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}
            unsaid = scope["method"] not in {"GET", "HEAD"} and origin is None
            if headers.get("host") not in self._hosts or foreign or unsaid:
                await Response("refused: this preview is for its own page", 403)(scope, receive, send)
                return
        await self._application(scope, receive, send)


def _shown(name: str, answer: Answer) -> tuple[bytes, str]:
    """Return what stands in the frame, and its media type."""
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

    paragraphs = docx.Document(io.BytesIO(content)).paragraphs if content else []
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _terminal(text: str) -> str:
    import io

    from rich.console import Console
    from rich.text import Text

    console = Console(file=io.StringIO(), record=True, width=120, force_terminal=True, color_system="truecolor")
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
        raise UsageError("expected an object of JSON")
    return data


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _headers(policy: str = _POLICY) -> dict[str, str]:
    return {**_HEADERS, "Content-Security-Policy": policy}


async def _failed(_asked: Asked, error: Exception) -> Response:
    message = error.message if isinstance(error, ResumeError) else "failed"
    hint = error.hint if isinstance(error, ResumeError) else ""
    return JSONResponse({"error": message, "hint": hint, "problems": []}, 422, headers=_headers())
