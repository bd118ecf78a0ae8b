"""`resume preview [PROFILE]`: a live page in the browser that follows the file."""

from __future__ import annotations

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resume_cli.cli import parameters
from resume_cli.cli.console import Console, write_text
from resume_cli.cli.profiles import find_profiles
from resume_cli.cli.watch import EXTRA
from resume_cli.errors import ExitStatus, InputError, MissingPartError, OutputError, UsageError
from resume_cli.profile.source import STDIN

if TYPE_CHECKING:
    from socket import socket

    from resume_cli.preview.server import Guard, Preview

_EXAMPLES = """\
\b
examples:
  resume preview
  resume preview profile.yaml --port 8000 --no-browser
"""
_Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on this machine. Default: a free one.")]
_NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Open no browser; only print the address.")]
_LIBRARIES = ("starlette", "uvicorn", "watchfiles")
_HOST = "127.0.0.1"
#: How editors are told a line, by the name of their program; others get the file alone.
_LINES = {"code": "--goto {file}:{line}", "codium": "--goto {file}:{line}", "subl": "{file}:{line}"}
_PLUS = ("vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "micro", "kak", "gedit")
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog=_EXAMPLES)
def preview(
    profile: parameters.Profile = None,
    port: _Port = 0,
    no_browser: _NoBrowser = False,
    quiet: parameters.Quiet = False,
    debug: parameters.Debug = False,
) -> int:
    """Show a live page in the browser that follows the file."""
    (name,) = find_profiles([profile] if profile else [])
    missing = [each for each in _LIBRARIES if find_spec(each) is None]
    if missing:
        raise MissingPartError(f"preview needs {', '.join(missing)}, which is not installed", hint=EXTRA)
    if name == STDIN:
        raise UsageError("preview follows a file, and stdin is none", hint="name the file")
    if not Path(name).is_file():
        raise InputError(f"{name}: no such file or directory")
    return _serve(Path(name), port, Console(quiet), browser=not no_browser)


def _serve(profile: Path, port: int, console: Console, *, browser: bool) -> int:
    """Serve until interrupted; the address is the first line of stdout."""
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
        shown = Preview(profile, worker, open_in_editor)
        address = f"http://{host}/{shown.secret}/"
        console.data(address)
        sys.stdout.flush()
        console.tell("only this machine can open it; Ctrl-C ends")
        if browser:
            import webbrowser

            webbrowser.open(address)
        try:
            asyncio.run(_run(shown, Guard(shown.application, host), listening))
        finally:
            worker.close()
            shown.close()
    return ExitStatus.INTERRUPTED


async def _run(shown: Preview, guard: Guard, listening: socket) -> None:
    import asyncio

    import uvicorn

    settings = uvicorn.Config(
        guard, log_config=None, lifespan="off", access_log=False, server_header=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(settings)
    shown.stopping = lambda: server.should_exit
    following = asyncio.create_task(shown.follow())
    try:
        await server.serve(sockets=[listening])
    finally:
        following.cancel()


def open_in_editor(file: str, line: int) -> bool:
    """Open a file at a line in $VISUAL or $EDITOR, if that has a window of its own; say whether it was tried."""
    import subprocess
    from shutil import which

    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command or which(command[0]) is None:
        write_text(sys.stderr, f"{file}:{line} (set VISUAL or EDITOR to open it from the page)")
        return False
    program = Path(command[0]).name
    if program in _LINES:
        command += [each.format(file=file, line=line) for each in _LINES[program].split()]
    else:
        command += [f"+{line}", file] if program in _PLUS else [file]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - the user's own editor
    return True
