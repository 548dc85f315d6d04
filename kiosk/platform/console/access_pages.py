"""Letting staff into a terminal: the answer to its code, its PIN, a way in that is dead. For the fleet's people."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import QueryParameter
from litestar.response import Template

from kiosk.platform.access import AtReception
from kiosk.platform.console.doors import FOR, ByVisitor
from kiosk.platform.console.forms import read_form
from kiosk.platform.console.rendering import page
from kiosk.platform.fleet import list_terminals
from kiosk.platform.reception import Reception
from kiosk.platform.roles import StaffRole
from kiosk.platform.ways_in import Answered, NoAnswer, answer_code, dead_ways, read_pin, revive

AnyRequest = Request[Any, Any, Any]
LETS_IN = frozenset({StaffRole.FLEET, StaffRole.ADMINISTRATOR})
LEVELS = ("clerk", "technician", "second")
"""As a code names them, by their number."""


NOT_ANSWERED = {
    NoAnswer.NOTHING: "access.nothing",
    NoAnswer.NO_CODE: "access.no_code",
    NoAnswer.SAME_PERSON: "access.same_person",
    NoAnswer.ANSWERED: "access.answered",
}


@get("/access", opt={FOR: LETS_IN})
async def get_access(
    request: AnyRequest,
    reception: AtReception,
    terminal: Annotated[str, QueryParameter(max_length=40)] = "",
    code: Annotated[str, QueryParameter(max_length=20)] = "",
) -> Template:
    """Which terminal, and what is wanted there; a telephone's camera brings both."""
    return await _access_page(request, reception, terminal, {"code": code})


@post("/access/answer", status_code=200, opt={FOR: LETS_IN})
async def post_answer(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Template:
    """Give the answer to a code."""
    form = await read_form(request)
    told = await answer_code(reception, visit.person.person_id, form["terminal"], form["code"])
    if isinstance(told, Answered):
        given = {"given": told.answer, "given_for": f"access.answer.{LEVELS[min(told.level, 2)]}"}
        return await _access_page(request, reception, form["terminal"], given)
    return await _access_page(
        request, reception, form["terminal"], {"problem": NOT_ANSWERED[told], "code": form["code"]}
    )


@post("/access/pin", status_code=200, opt={FOR: LETS_IN})
async def post_pin(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Template:
    """Read out a terminal's own PIN; the next one takes its place once it was used."""
    form = await read_form(request)
    level = "clerk" if form["level"] == "clerk" else "technician"
    pin = await read_pin(reception, visit.person.person_id, form["terminal"], level)
    told = {"problem": "access.nothing"} if pin is None else {"given": pin, "given_for": f"access.pin.{level}"}
    return await _access_page(request, reception, form["terminal"], told)


@post("/access/revival", status_code=200, opt={FOR: LETS_IN})
async def post_revival(request: AnyRequest, reception: AtReception, visit: ByVisitor) -> Template:
    """Let a dead way in be tried again; the terminal hears it with its next beat."""
    form = await read_form(request)
    done = await revive(reception, visit.person.person_id, form["terminal"], form["credential"])
    told = {"done": "access.revived"} if done else {"problem": "access.not_dead"}
    return await _access_page(request, reception, form["terminal"], told)


async def _access_page(request: AnyRequest, reception: Reception, terminal_id: str, more: dict[str, str]) -> Template:
    known = (await list_terminals(reception, None)).terminals
    async with reception.database.read() as db:
        dead = await dead_ways(db, terminal_id)
    values = {
        "terminals": known, "chosen": terminal_id, "dead": dead, "code": "", "problem": None, "given": "",
        "given_for": "", "done": "", **more,
    }  # fmt: skip
    return page(request, "access", values, status=422 if more.get("problem") else 200)


HANDLERS = [get_access, post_answer, post_pin, post_revival]
"""What those do who let others in."""
