"""Calls for help: which machines call now, for how long, and "I come" for whoever can go."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import PathParameter, QueryParameter
from litestar.response import Redirect, Template

from kiosk.core.ids import ID_PATTERN
from kiosk.platform.access import AtReception
from kiosk.platform.console.doors import BY_ITSELF, EVERYBODY, FOR, ROOT, ByVisitor
from kiosk.platform.console.rendering import page
from kiosk.platform.help_calls import answer_call, open_calls
from kiosk.platform.people.visits import Visit
from kiosk.platform.problems import Refusal, settled
from kiosk.platform.reception import Reception
from kiosk.platform.roles import CALLED_FOR_HELP

AnyRequest = Request[Any, Any, Any]
CALLED = CALLED_FOR_HELP & EVERYBODY
REFRESH_S = 15
"""A call reaches its screen within this; the page can be told to stand still (WCAG 2.2.2)."""


@get("/help", opt={FOR: CALLED})
async def get_help(
    request: AnyRequest,
    reception: AtReception,
    visit: ByVisitor,
    still: Annotated[bool, QueryParameter()] = False,
) -> Template:
    """The calls that this person can answer, the longest waiting first."""
    return await _help_page(request, reception, visit, still)


@post("/help/{call_id:str}", status_code=303, opt={FOR: CALLED})
async def post_help(
    request: AnyRequest,
    call_id: Annotated[str, PathParameter(pattern=ID_PATTERN)],
    reception: AtReception,
    visit: ByVisitor,
) -> Redirect | Template:
    """Say that one comes; the resident reads it within seconds. Who was later is told so."""
    said = await answer_call(reception, visit.person.clerk, call_id)
    if isinstance(said, Refusal) and said.problem.status == 404:
        settled(said)
    if isinstance(said, Refusal):
        key = f"help.{said.problem.type.rpartition(':')[2].replace('-', '_')}"
        return await _help_page(request, reception, visit, still=True, problem=key)
    return Redirect(f"{ROOT}/help", status_code=303)


async def _help_page(
    request: AnyRequest, reception: Reception, visit: Visit, still: bool, problem: str | None = None
) -> Template:
    told = await open_calls(reception, visit.person.clerk)
    now = reception.clock.now()
    calls = [
        (call, int((now - call.called_at).total_seconds() // 60), reception.texts(f"help.matter.{call.matter}"))
        for call in told.calls
    ]
    values = {"calls": calls, "still": still, "problem": problem, "refresh_s": REFRESH_S}
    headers = {} if still else {"Refresh": f"{REFRESH_S}; url={ROOT}/help?{BY_ITSELF}=true"}
    return page(request, "help", values, status=409 if problem else 200, headers=headers)


HANDLERS = [get_help, post_help]
"""What those do who can go to a machine."""
