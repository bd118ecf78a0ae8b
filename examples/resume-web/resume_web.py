"""A web back end: `POST /pdf` with a profile as its body answers with a PDF.

    uvicorn resume_web:app
    curl --data-binary @profile.yaml http://127.0.0.1:8000/pdf?language=en -o resume.pdf

Profiles come from strangers, so each is exported in a separate process with `--untrusted`, which limits time, memory
and pages, uses only built-in themes and reads no other file. Errors in a profile are returned as JSON.
"""

import asyncio
import json
import sys
import tempfile

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

LARGEST_PROFILE = 1 << 20
AT_ONCE = 2
CHOICES = {"language": "--language", "theme": "--theme"}
STATUS = {65: 422, 2: 422, 75: 413, 77: 422, 78: 422}
places = asyncio.Semaphore(AT_ONCE)


async def pdf(request: Request) -> Response:
    profile = bytearray()
    async for part in request.stream():
        profile += part
        if len(profile) > LARGEST_PROFILE:
            return JSONResponse({"error": "the profile is larger than 1 MB"}, 413)
    given = {name: request.query_params[name] for name in CHOICES if name in request.query_params}
    # Each option is one argument, so that no value is taken for another option.
    options = [f"{CHOICES[name]}={value}" for name, value in given.items()]
    async with places:
        return await exported(bytes(profile), options)


async def exported(profile: bytes, options: list[str]) -> Response:
    command = [sys.executable, "-P", "-m", "resume_cli", "export", "pdf", "-", "--untrusted", "-o", "-", *options]
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=folder,
        )
        content, messages = await process.communicate(profile)
    if process.returncode == 0 or content:
        return Response(content, media_type="application/pdf", headers={"Content-Disposition": "attachment"})
    error = {"error": messages.decode("utf-8", "replace"), "exit_code": process.returncode}
    return Response(json.dumps(error), STATUS.get(process.returncode or 0, 500), media_type="application/json")


app = Starlette(routes=[Route("/pdf", pdf, methods=["POST"])])
