"""The process that renders: warm, limited, and replaced when it does not answer in time.

A request and an answer are pickled, one after another, over the pipes of the process; nobody else can reach them.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct, field
from msgspec.structs import replace

from resume_cli.errors import LimitError, Problem, ProfileError, ResumeError
from resume_cli.pipeline import LoadedProfile, RenderOptions, Screen, compose, inputs_of, load, render, theme_of
from resume_cli.profile.source import read_source
from resume_cli.select import available_languages
from resume_cli.theme.resolve import DEFAULT
from resume_cli.theme.tokens import Length

if TYPE_CHECKING:
    from resume_cli.theme.tokens import Token

_SECONDS = 60.0
# Whoever saves again waits no longer than this for what was saved before.
_PATIENCE = 5.0
_SHOWN = ("accent", "body-size", "heading-size", "name-size")


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
        loaded, broken = self._loaded, self._broken
        if loaded is None:
            return broken
        options = RenderOptions(
            request.format, request.language, request.variant, request.theme, request.options, request.tokens
        )
        try:
            answer = _rendered(loaded, options)
        except Exception as error:  # noqa: BLE001 - whatever it is, the page says so
            answer = _failed(error)
        languages, variants = tuple(available_languages(loaded.profile)), tuple(loaded.profile.variants)
        answer = replace(answer, languages=languages, variants=variants, files=(*answer.files, *broken.files))
        return replace(answer, problems=broken.problems, error=broken.error) if broken.error else answer

    def _load(self, request: Request) -> None:
        self._generation = request.generation
        try:
            self._loaded, self._broken = load(read_source(request.profile)), Answer()
        except Exception as error:  # noqa: BLE001 - as above
            self._broken = _failed(error)


def _rendered(loaded: LoadedProfile, options: RenderOptions) -> Answer:
    selection = compose(loaded, options).selection
    tokens = theme_of(loaded, selection, options)[0].tokens
    output = render(loaded, options, Screen(colour=True)) if options.format else None
    return Answer(
        content=output.content if output else b"",
        problems=output.problems if output else loaded.problems,
        files=tuple(map(str, inputs_of(loaded, options))),
        theme=selection.theme or DEFAULT,
        tokens={name: _written(tokens[name]) for name in _SHOWN},
    )


def _failed(error: Exception) -> Answer:
    """Return what is to be said of an error."""
    if isinstance(error, ResumeError):
        problems = error.problems if isinstance(error, ProfileError) else ()
        told = f"{error.message} ({error.hint})" if error.hint else error.message
        return Answer(problems=problems, error=told, files=tuple(map(str, error.inputs)))
    if isinstance(error, RecursionError | MemoryError):
        return Answer(error="too large or too deeply nested")
    return Answer(error=f"a bug here: {type(error).__name__}: {str(error)[:200]}")


def _written(token: Token) -> str:
    """Return a token as the page takes it: lengths in points."""
    return f"{round(token.points, 2):g}pt" if isinstance(token, Length) else str(token)


class Worker:
    """A renderer in a process of its own; requests of several threads wait for each other."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._asked = 0.0
        self._process = self._started()

    def ask(self, request: Request) -> Answer:
        """Return the answer. Raises LimitError when there is none in time, or the process died of it."""
        with self._lock:
            process = self._process
            stop = threading.Timer(self._seconds, process.kill)
            stop.start()
            self._asked = time.monotonic()
            try:
                _write(process.stdin, request)
                answer: Answer = _read(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError):
                process.kill()
                process.wait()
                self._process = self._started()
                raise LimitError(
                    f"nothing was rendered in {self._seconds:g} seconds, or it took too much memory"
                ) from None
            finally:
                stop.cancel()
                self._asked = 0.0
            return answer

    def hurry(self) -> None:
        """End what takes long: it is of a profile that has been changed since."""
        if self._asked and time.monotonic() - self._asked > _PATIENCE:
            self._process.kill()

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
    renderer, alarm = Renderer(), getattr(signal, "alarm", lambda _seconds: None)
    with suppress(EOFError):
        while True:
            request = _read(sys.stdin.buffer)
            # Ends this process even where nobody is left to end it.
            alarm(2 * int(_SECONDS))
            _write(answers, renderer.answer(request))
            alarm(0)
