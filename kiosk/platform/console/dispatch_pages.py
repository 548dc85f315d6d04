"""Giving out requests (派单): what lies at a front desk and is nobody's yet, longest waiting first.

The route of an item names whom its requests are usually given to; how many of its cases each of them has had stands
beside it. What is done here is what the case's page does too: the same acts, under the same rules, once.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from litestar import Request, get, post
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from kiosk.core.clock import china_date
from kiosk.platform.access import AtReception
from kiosk.platform.console.actions import action_of
from kiosk.platform.console.case_pages import why_refused
from kiosk.platform.console.doors import FOR, ROOT, ByVisitor
from kiosk.platform.console.forms import Form, read_form
from kiosk.platform.console.offers import offers_of
from kiosk.platform.console.rendering import page, words
from kiosk.platform.console.shown import facts_of, papers_of
from kiosk.platform.desk import Call, act, etag, same_matter
from kiosk.platform.dispatch import Given, Waiting, given_today, had_by_desk, waiting_at
from kiosk.platform.ledger import Held, find_case
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.people.visits import Visit
from kiosk.platform.problems import Refusal, settled
from kiosk.platform.reception import Reception
from kiosk.platform.roles import StaffRole
from kiosk.platform.route import Desk
from kiosk.platform.staff_api import CaseIdPath
from kiosk.platform.views import case_view

AnyRequest = Request[Any, Any, Any]
GIVES_OUT = frozenset({StaffRole.COMMUNITY, StaffRole.STREET})


@dataclass(frozen=True, slots=True)
class _Choice:
    """A desk to give it to, and how many of this item's cases it has had."""

    desk: Desk
    had_count: int


@get("/dispatch", opt={FOR: GIVES_OUT})
async def get_dispatch(
    request: AnyRequest,
    reception: AtReception,
    visit: ByVisitor,
    done: Annotated[str, QueryParameter(max_length=40)] = "",
) -> Template:
    """What is nobody's yet."""
    return page(request, "dispatch", {**await _list(reception, visit), "view": None, "done": _done(done)})


@get("/dispatch/{case_id:str}", opt={FOR: GIVES_OUT})
async def get_one(request: AnyRequest, case_id: CaseIdPath, reception: AtReception, visit: ByVisitor) -> Template:
    """One of them, with whom it can be given to; that it was opened is written down."""
    shown = await _one(request, reception, visit, case_id)
    writing = Writing(reception.settings.division_code, reception.clock.now())
    async with reception.database.write() as db:
        await write_down(db, writing, visit.person.person_id, Act.CASE_OPENED, case_id=case_id)
    return shown


@post("/dispatch/{case_id:str}", status_code=303, opt={FOR: GIVES_OUT})
async def post_one(
    request: AnyRequest, case_id: CaseIdPath, reception: AtReception, visit: ByVisitor
) -> Redirect | Template:
    """Give it out, keep it, refuse it, or merge it: once, to the version that was looked at."""
    form = await read_form(request)
    action = action_of(form)
    if action is None:
        return await _one(request, reception, visit, case_id, ("refused.incomplete", form, 422))
    key = form["key"] if len(form["key"]) == 32 else secrets.token_hex(16)
    version = int(form["version"]) if form["version"].isascii() and form["version"].isdigit() else 0
    said = await act(reception, visit.person.clerk, Call(case_id, key, etag(version)), action)
    if isinstance(said, Refusal):
        return await _one(request, reception, visit, case_id, (why_refused(said), form, said.problem.status))
    return Redirect(f"{ROOT}/dispatch?done={form['action']}", status_code=303)


async def _one(
    request: AnyRequest, reception: Reception, visit: Visit, case_id: str,
    wrong: tuple[str, Form, int] | None = None,
) -> Template:  # fmt: skip
    clerk, today = visit.person.clerk, china_date(reception.clock.now())
    view = settled(await case_view(reception, clerk, case_id))
    async with reception.database.read() as db:
        held = await find_case(db, case_id)
        assert held is not None
        same = await same_matter(db, clerk, held)
        had = await had_by_desk(db, held.case.plan.item_id)
    offers = offers_of(clerk, held, today, reception.calendar, has_same=bool(same))
    problem, form, status = wrong or (None, Form({}), 200)
    values = {
        **await _list(reception, visit),
        "view": view,
        "task": offers.transfer[0] if offers.transfer else None,
        "offers": offers,
        "usual": _usual(reception, held, had),
        "others": _others(reception, held, had),
        "facts": facts_of(view, reception.catalogue, words(), reception.texts, full=False, today=today),
        "papers": papers_of(view, reception.catalogue),
        "same": same,
        "key": secrets.token_hex(16),
        "form": form,
        "problem": problem,
        "done": None,
    }
    return page(request, "dispatch", values, status=status)


async def _list(reception: Reception, visit: Visit) -> dict[str, Any]:
    now = reception.clock.now()
    lying: Sequence[Waiting] = await waiting_at(reception, visit.person.clerk)
    given: Given = await given_today(reception, visit.person.clerk)
    within = reception.routing.dispatch_minutes
    return {"lying": [(each, _minutes(each.since, now)) for each in lying], "given": given, "within_minutes": within}


def _usual(reception: Reception, held: Held, had: dict[str, int]) -> list[_Choice]:
    """Whom the route names, the nearest of each."""
    data = reception.routing.routes.get(held.case.plan.item_id)
    named = [reception.routing.desk_for(function, held.division_code) for function in data.dispatch] if data else []
    lies = {desk.desk_id for desk in held.case.desks}
    desks = {desk.desk_id: desk for desk in named if desk.desk_id not in lies}
    return [_Choice(desk, had.get(desk.desk_id, 0)) for desk in desks.values()]


def _others(reception: Reception, held: Held, had: dict[str, int]) -> list[_Choice]:
    known = {each.desk.desk_id for each in _usual(reception, held, had)} | {desk.desk_id for desk in held.case.desks}
    rest = [Desk(desk_id=desk.id, name=desk.name) for desk in reception.routing.desks if desk.id not in known]
    return [_Choice(desk, had.get(desk.desk_id, 0)) for desk in rest]


def _minutes(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() // 60))


def _done(key: str) -> str | None:
    return f"done.{key}" if f"done.{key}" in words() else None


HANDLERS = [get_dispatch, get_one, post_one]
"""What those do who give out requests."""
