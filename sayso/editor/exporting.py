"""Lists to take away: the same filter as on the page, as a file, for whoever is signed in."""

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from sayso.editor.desk import Desk
from sayso.editor.pages.runs_choice import Choice
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.exports import KINDS, runs_as_file
from sayso.runtime.operations.sessions import Session


async def runs_file(desk: Desk, request: Request, format: str) -> Response:
    """The runs of the filter in the address."""
    session: Session | None = request.scope["state"].get("session")
    if session is None:
        return PlainTextResponse("Sign in first.", 401)
    if format not in KINDS:
        return PlainTextResponse(f"Runs can be taken away as {' or '.join(KINDS)}.", 404)
    zone = desk.door.premises(session.workspace).zone
    which = Choice.read(request.query_params).filter(desk.door.now(), zone)
    try:
        rows = await runs_as_file(desk.door, session.workspace, which, format)
    except Refused as problem:
        return PlainTextResponse(problem.sentence, 400)
    headers = {"Content-Disposition": f'attachment; filename="runs.{format}"', "Cache-Control": "no-store"}
    return StreamingResponse(rows, media_type=KINDS[format], headers=headers)
