"""`resume preview [PROFILE]`: a live page in the browser that follows the file."""

from __future__ import annotations

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from resume_cli.cli import Stopped, parameters
from resume_cli.cli.console import Console, write_text
from resume_cli.cli.examples import command
from resume_cli.cli.guarded import in_environment
from resume_cli.cli.profiles import find_profile
from resume_cli.cli.values import load_suffixes, split_list, split_options
from resume_cli.errors import ExitStatus, InputError, MissingPartError, OutputError, RefusedError, UsageError
from resume_cli.output.report import printable
from resume_cli.profile.source import STDIN
from resume_cli.suggestions import install_extra
from resume_cli.untrusted import VARIABLE

if TYPE_CHECKING:
    from socket import socket

    import uvicorn

    from resume_cli.preview.server import Guard, Preview

_Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine. Default: a free one.")]
_NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Open no browser; only print the address.")]
_LIBRARIES = ("starlette", "uvicorn", "watchfiles")
_HOST = "127.0.0.1"
#: The arguments for a line in editors with their own window. Other editors get only the file.
_LINES = {
    "--goto {file}:{line}": {"code", "code-insiders", "codium", "cursor"},
    "{file}:{line}": {"subl", "zed"},
    "--line {line} {file}": {"idea", "pycharm", "webstorm", "kate", "mate"},
    "+{line} {file}": {"gvim", "mvim", "emacs", "emacsclient", "gedit", "gnome-text-editor", "xed", "geany"},
}
#: Editors that need the terminal, where the preview runs.
_OF_TERMINALS = frozenset("vi vim nvim nano pico micro kak hx helix ed ne joe jed mg mcedit tilde".split())


@command(
    "resume preview",
    "resume preview profile.yaml --port 8000 --no-browser",
)
def preview(
    profile: parameters.Profile = None,
    port: _Port = 0,
    no_browser: _NoBrowser = False,
    language: parameters.Language = None,
    variant: parameters.Variant = None,
    theme: parameters.Theme = None,
    options: parameters.Options = None,
    quiet: parameters.Quiet = False,
    verbose: parameters.Verbose = False,
    json: parameters.Json = False,
) -> int:
    """Show a live page in the browser that follows the file."""
    if in_environment():
        raise RefusedError(f"preview is for your own files, and {VARIABLE} is set")
    name = find_profile(profile)
    choices = _choices(language, variant, theme, options)
    missing = [each for each in _LIBRARIES if find_spec(each) is None]
    if missing:
        verb = "are" if len(missing) > 1 else "is"
        message = f"preview needs {', '.join(missing)}, which {verb} not installed"
        raise MissingPartError(message, hint=install_extra("preview"))
    if name == STDIN:
        raise UsageError("preview needs a file, not stdin", hint="name the file")
    if not Path(name).is_file():
        raise InputError(f"{name}: no such file or directory")
    return _serve(Path(name), port, choices, Console(quiet, verbose, json), browser=not no_browser)


def _choices(language: str | None, variant: str | None, theme: str | None, options: list[str] | None) -> str:
    """Return the query for the page's first view, with two languages or two variants side by side."""
    given, tokens = split_options(options)
    load_suffixes(("pdf", "html", "docx", "terminal", "text"), given)
    pairs = [("theme", theme)] if theme else []
    beside = []
    for name, asked in (("language", language), ("variant", variant)):
        first, *others = (each for each in (*split_list(asked, name), "") if each != "all")
        pairs += [(name, first)] if first else []
        beside += [("beside", f"{name}:{each}") for each in others if each]
    pairs += beside[:1]
    pairs += [(f"option.{name}", value) for name, value in given.items()]
    pairs += [(f"token.{name}", value) for name, value in tokens.items()]
    return f"?{urlencode(pairs)}" if pairs else ""


def _serve(profile: Path, port: int, choices: str, console: Console, *, browser: bool) -> int:
    """Serve until interrupted and return the exit code; the address is the first line of stdout."""
    import asyncio
    from socket import SO_REUSEADDR, SOL_SOCKET, socket

    from resume_cli.preview.server import Guard, Preview
    from resume_cli.preview.worker import Worker

    with socket() as listening:
        listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            listening.bind((_HOST, port))
            listening.listen()
        except OSError as error:
            raise OutputError(f"port {port} cannot be used: {error.strerror}", hint="leave --port out") from error
        host = f"{_HOST}:{listening.getsockname()[1]}"
        worker = Worker()
        try:
            shown = Preview(profile, worker, open_in_editor, console.step)
            _announce(profile, f"http://{host}/{shown.secret}/{choices}", console, browser=browser)
            asyncio.run(_run(shown, Guard(shown.application, host), listening))
        finally:
            worker.close()
    return ExitStatus.INTERRUPTED


def _announce(profile: Path, address: str, console: Console, *, browser: bool) -> None:
    """Print the address, and open it in the browser if wanted."""
    if console.json:
        console.record({"name": str(profile), "address": address})
    else:
        console.data(address)
    sys.stdout.flush()
    console.tell("only this machine can open it; press Ctrl-C to stop")
    if browser:
        import threading
        import webbrowser

        # Some browsers block until they end.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


async def _run(shown: Preview, guard: Guard, listening: socket) -> None:
    import asyncio

    import uvicorn

    settings = uvicorn.Config(
        guard, log_config=None, lifespan="off", access_log=False, server_header=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(settings)
    shown.stopping = lambda: server.should_exit
    tasks = asyncio.create_task(shown.follow()), asyncio.create_task(_stop_if_asked(server))
    try:
        await server.serve(sockets=[listening])
    finally:
        for task in tasks:
            task.cancel()
        shown.close()


async def _stop_if_asked(server: uvicorn.Server) -> None:
    """Stop the server after a signal that arrived before it was listening, and whose exception a library discarded."""
    import asyncio

    while not Stopped.is_set():  # noqa: ASYNC110 - the signal may come before there is a loop with events
        await asyncio.sleep(0.1)
    server.should_exit = True


def open_in_editor(file: str, line: int) -> bool:
    """Open a file at a line in $VISUAL or $EDITOR if it has its own window; return whether it was started."""
    import subprocess
    from shutil import which

    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        command = []
    program = Path(command[0]).stem if command else ""
    in_terminal = program in _OF_TERMINALS or bool({"-nw", "-t", "-tty", "--tty"} & set(command))
    if not command or in_terminal or which(command[0]) is None:
        write_text(sys.stderr, f"{printable(file)}:{line}")
        return False
    form = next((form for form, programs in _LINES.items() if program in programs), "{file}")
    command += [each.format(file=Path(file).absolute(), line=line) for each in form.split()]
    # Output of the editor would mix with that of this command.
    quiet = subprocess.DEVNULL
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 - the user's editor
    return True
