"""One terminal: how it is, what it was told to do and what came of it, and what it can be told."""

import secrets
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from kiosk.platform.access import AtReception
from kiosk.platform.commands import commands_of, give
from kiosk.platform.console.doors import FOR, ROOT, ByVisitor
from kiosk.platform.console.fleet_pages import standing_of
from kiosk.platform.console.forms import read_form
from kiosk.platform.console.rendering import page, words
from kiosk.platform.fleet import terminal_view
from kiosk.platform.fleet_api import TerminalIdPath
from kiosk.platform.fleet_wire import TerminalAct
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.problems import Refusal, RefusedError, refusal, settled
from kiosk.platform.reception import Reception
from kiosk.platform.roles import StaffRole
from kiosk.platform.terminals import TerminalState

AnyRequest = Request[Any, Any, Any]
KEEPS_RUNNING = frozenset({StaffRole.FLEET})


@get("/fleet/{terminal_id:str}", opt={FOR: KEEPS_RUNNING})
async def get_terminal(
    request: AnyRequest,
    terminal_id: TerminalIdPath,
    reception: AtReception,
    done: Annotated[str, QueryParameter(max_length=40)] = "",
) -> Template:
    """Everything about one terminal."""
    return await _terminal_page(request, reception, terminal_id, done)


@post("/fleet/{terminal_id:str}/commands", status_code=303, opt={FOR: KEEPS_RUNNING})
async def post_command(
    request: AnyRequest, terminal_id: TerminalIdPath, reception: AtReception, visit: ByVisitor
) -> Redirect | Template:
    """Tell it to do something, once for each look at the page; who said so is written down."""
    form = await read_form(request)
    if form["act"] not in list(TerminalAct):
        raise RefusedError(refusal(422, "unprocessable", "There is no such command."))
    key = form["key"] if len(form["key"]) == 32 else secrets.token_hex(16)
    said = await give(reception, terminal_id, key, TerminalAct(form["act"]), visit.person.clerk.name)
    if isinstance(said, Refusal):
        settled(said) if said.problem.status == 404 else None
        return await _terminal_page(request, reception, terminal_id, "", said.problem.status)
    writing = Writing(reception.settings.division_code, reception.clock.now())
    async with reception.database.write() as db:
        about = f"{terminal_id} {form['act']}"
        await write_down(db, writing, visit.person.person_id, Act.TERMINAL_TOLD, about=about)
    return Redirect(f"{ROOT}/fleet/{terminal_id}?done={form['act']}", status_code=303)


async def _terminal_page(
    request: AnyRequest, reception: Reception, terminal_id: str, done: str, status: int = 200
) -> Template:
    view, now = settled(await terminal_view(reception, terminal_id)), reception.clock.now()
    async with reception.database.read() as db:
        given = await commands_of(db, terminal_id)
    beat = view.last_beat
    hears = None if beat is None else beat.heartbeat.commands
    values = {
        "each": standing_of(view, now),
        "view": view,
        "given": [(each, _word(each.outcome, each.is_over(now))) for each in given],
        "acts": list(TerminalAct) if view.state == TerminalState.ACTIVE else [],
        "hears": hears is not None,
        "is_locked": hears is not None and hears.is_locked,
        "key": secrets.token_hex(16),
        "done": done if f"command.act.{done}" in words() else None,
        "problem": None if status == 200 else "command.not_given",
        "texts": reception.texts,
    }
    return page(request, "terminal", values, status=status)


def _word(outcome: str | None, is_over: bool) -> str:
    """What came of a command; a word of a later terminal is shown as it is."""
    if outcome is None:
        return words()("command.over" if is_over else "command.waits")
    return words()(f"command.outcome.{outcome}") if f"command.outcome.{outcome}" in words() else outcome


HANDLERS = [get_terminal, post_command]
"""What those see and say who keep terminals running."""
