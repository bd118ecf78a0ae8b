"""The rendering process, which keeps its modules loaded, has limits, and is replaced if it does not answer in time.

Requests and answers are pickled and exchanged over the pipes of the process, which no other process can access.
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
from resume_cli.exporters.plugins import described
from resume_cli.pipeline import LoadedProfile, RenderOptions, Screen, compose, inputs_of, load, render, theme_of
from resume_cli.profile.source import read_source
from resume_cli.select import available_languages
from resume_cli.theme.resolve import DEFAULT
from resume_cli.theme.tokens import Length

if TYPE_CHECKING:
    from resume_cli.theme.tokens import Token

_SECONDS = 60.0
# The number of seconds after which rendering is stopped if the profile has been saved again.
_PATIENCE = 5.0
_SHOWN = ("accent", "body-size", "heading-size", "name-size")


class Request(Struct, frozen=True):
    """A request to render a profile in its current `generation`, or without a format, to return only the choices."""

    profile: str
    generation: int
    options: RenderOptions


class Answer(Struct, frozen=True):
    """The rendered bytes and problems of a profile; with an error, the bytes are those of the last valid profile."""

    content: bytes = b""
    problems: tuple[Problem, ...] = ()
    error: str = ""
    files: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    theme: str = ""
    tokens: dict[str, str] = field(default_factory=dict)


class Renderer:
    """Answers requests in this process and keeps the last valid profile."""

    def __init__(self) -> None:
        self._generation = -1
        self._loaded: LoadedProfile | None = None
        self._broken = Answer()

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request, from the last valid profile if the current one is invalid."""
        if request.generation != self._generation:
            self._load(request)
        loaded, broken = self._loaded, self._broken
        if loaded is None:
            return broken
        try:
            answer = _rendered(loaded, request.options)
        except Exception as error:  # noqa: BLE001 - the page shows every error
            answer = _failed(error)
        languages, variants = tuple(available_languages(loaded.profile)), tuple(loaded.profile.variants)
        answer = replace(answer, languages=languages, variants=variants, files=(*answer.files, *broken.files))
        return replace(answer, problems=broken.problems, error=broken.error) if broken.error else answer

    def _load(self, request: Request) -> None:
        self._generation = request.generation
        try:
            self._loaded, self._broken = load(read_source(request.profile)), Answer()
        except Exception as error:  # noqa: BLE001 - the page shows every error of loading
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
    """Return the answer for an error."""
    if isinstance(error, ResumeError):
        problems = error.problems if isinstance(error, ProfileError) else ()
        told = f"{error.message} ({error.hint})" if error.hint else error.message
        return Answer(problems=problems, error=told, files=tuple(map(str, error.inputs)))
    if isinstance(error, RecursionError | MemoryError):
        return Answer(error="too large or too deeply nested")
    return Answer(error=f"a bug here: {described(error)}")


def _written(token: Token) -> str:
    """Return a token in the form that the page uses, with lengths in points."""
    return f"{round(token.points, 2):g}pt" if isinstance(token, Length) else str(token)


class Worker:
    """A renderer in a separate process; requests of several threads wait for each other."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._asked = 0.0
        self._process = self._started()

    def ask(self, request: Request) -> Answer:
        """Return the answer to a request; raises LimitError if there is none in time or the process died."""
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
        """Kill the process if it has been busy for long, because the profile has changed since."""
        if self._asked and time.monotonic() - self._asked > _PATIENCE:
            self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        # With -P, no module in the current folder is imported.
        command = [sys.executable, "-P", "-c", "from resume_cli.preview.worker import serve; serve()"]
        # Ctrl-C reaches every process of a terminal, but this process must only end with its pipe.
        block = getattr(signal, "pthread_sigmask", lambda _how, _which: ())
        before = block(getattr(signal, "SIG_BLOCK", 0), {signal.SIGINT})
        try:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - a fixed command
        finally:
            block(getattr(signal, "SIG_SETMASK", 0), before)


def _write(stream: BinaryIO | Any, message: object) -> None:  # noqa: ANN401 - Popen's own type
    pickle.dump(message, stream)
    stream.flush()


def _read(stream: BinaryIO | Any) -> Any:  # noqa: ANN401 - Popen's own type
    return pickle.load(stream)  # noqa: S301 - from this program's own process


def serve() -> None:
    """Answer the requests on stdin until it ends; text printed by libraries goes to stderr."""
    import os
    from contextlib import suppress

    from resume_cli import memory
    from resume_cli.exporters.pdf.setup import load as load_weasyprint
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
            # The alarm ends this process even if its parent no longer exists.
            alarm(2 * int(_SECONDS))
            _write(answers, renderer.answer(request))
            alarm(0)
    # As in `main`, without shutting down the interpreter, which nobody waits for.
    os._exit(0)
