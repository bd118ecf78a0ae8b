"""The process that renders: warm, limited, and replaced when it does not answer in time.

A request and an answer are pickled, one after another, over the pipes of the process; nobody else can reach them.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import LimitError, Problem, ProfileError, ResumeError

if TYPE_CHECKING:
    from resume_cli.output.results import Output
    from resume_cli.pipeline import LoadedProfile, RenderOptions

_SECONDS = 60.0


class Request(Struct, frozen=True):
    """What to render of the profile as it is in its `generation`; without a format, only what there is to choose."""

    profile: str
    generation: int
    format: str = ""
    language: str | None = None
    variant: str | None = None
    theme: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


class Answer(Struct, frozen=True):
    """The bytes, and what is to be said of the profile. With an error they are those of the last sound profile."""

    content: bytes = b""
    problems: tuple[Problem, ...] = ()
    error: str = ""
    files: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    theme: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    pages: int | None = None


class Renderer:
    """Answers requests in this process, and remembers the last sound profile."""

    def __init__(self) -> None:
        self._generation = -1
        self._loaded: LoadedProfile | None = None
        self._broken = Answer()

    def answer(self, request: Request) -> Answer:
        """Return what is asked for; a broken profile is no reason to show nothing."""
        if request.generation != self._generation:
            self._load(request)
        if self._loaded is None:
            return self._broken
        try:
            answer = self._rendered(self._loaded, request)
        except ResumeError as error:
            problems = error.problems if isinstance(error, ProfileError) else ()
            answer = Answer(problems=problems, error=error.message, files=self._files(self._loaded))
        if self._broken.error:
            return replace(answer, problems=self._broken.problems, error=self._broken.error)
        return answer

    def _load(self, request: Request) -> None:
        from resume_cli.pipeline import load
        from resume_cli.profile.source import read_source

        self._generation = request.generation
        try:
            self._loaded, self._broken = load(read_source(request.profile)), Answer()
        except ResumeError as error:
            problems = error.problems if isinstance(error, ProfileError) else ()
            files = self._files(self._loaded) if self._loaded else (request.profile,)
            self._broken = Answer(problems=problems, error=error.message, files=files)

    def _rendered(self, loaded: LoadedProfile, request: Request) -> Answer:
        from resume_cli.pipeline import RenderOptions, Screen, compose, render, theme_of
        from resume_cli.select import available_languages

        options = RenderOptions(
            request.format, request.language, request.variant, request.theme, request.options, request.tokens
        )
        selection = compose(loaded, options).selection
        theme = theme_of(loaded, selection, options)[0]
        screen = Screen(int(request.options.get("width", 100)), colour=True)
        output: Output | None = render(loaded, options, screen) if request.format else None
        return Answer(
            content=output.content if output else b"",
            problems=output.problems if output else loaded.problems,
            files=self._files(loaded, options),
            languages=tuple(available_languages(loaded.profile)),
            variants=tuple(loaded.profile.variants),
            theme=theme.name,
            tokens={name: str(theme.tokens[name]) for name in ("accent", "body-size", "heading-size", "name-size")},
            pages=output.pages if output else None,
        )

    @staticmethod
    def _files(loaded: LoadedProfile, options: RenderOptions | None = None) -> tuple[str, ...]:
        from resume_cli.pipeline import RenderOptions, inputs_of

        return tuple(str(path) for path in inputs_of(loaded, options or RenderOptions("")))


class Worker:
    """A renderer in a process of its own; requests of several threads wait for each other."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process = self._started()

    def ask(self, request: Request) -> Answer:
        """Return the answer. Raises LimitError when there is none in time, or the process died of it."""
        with self._lock:
            process = self._process
            stop = threading.Timer(self._seconds, process.kill)
            stop.start()
            try:
                _write(process.stdin, request)
                answer: Answer = _read(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError):
                process.kill()
                process.wait()
                self._process = self._started()
                raise LimitError(f"nothing was made in {self._seconds:g} seconds, or it took too much memory") from None
            finally:
                stop.cancel()
            return answer

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        # With -P no module of the current folder is imported.
        command = [sys.executable, "-P", "-c", "from resume_cli.preview.worker import serve; serve()"]
        # Ctrl-C reaches every process of a terminal; this one ends with its pipe.
        block = getattr(signal, "pthread_sigmask", lambda _how, _which: ())
        before = block(getattr(signal, "SIG_BLOCK", 0), {signal.SIGINT})
        try:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ours
        finally:
            block(getattr(signal, "SIG_SETMASK", 0), before)


def _write(stream: BinaryIO | Any, message: object) -> None:  # noqa: ANN401 - Popen's own type
    pickle.dump(message, stream)
    stream.flush()


def _read(stream: BinaryIO | Any) -> Any:  # noqa: ANN401 - as above
    return pickle.load(stream)  # noqa: S301 - from the process that we started


def serve() -> None:
    """Answer the requests on stdin until it ends; what others print goes to stderr."""
    import os
    from contextlib import suppress

    from resume_cli import memory
    from resume_cli.exporters.pdf.engine.setup import load as load_weasyprint
    from resume_cli.untrusted import MEMORY

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(Exception):
        memory.limit(4 * MEMORY)
    with suppress(ResumeError):
        load_weasyprint()
    renderer = Renderer()
    with suppress(EOFError):
        while True:
            _write(answers, renderer.answer(_read(sys.stdin.buffer)))
