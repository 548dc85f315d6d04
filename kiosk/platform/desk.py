"""What staff do to a case: one action, once, on the version they looked at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.clock import china_date
from kiosk.platform.case_events import STAFF, Absorbed, CaseEvent
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.ledger import Held, Said, append, find_case
from kiosk.platform.once import Told, answered, asked, keep
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.staff_wire import Action, ActionDone, Merge
from kiosk.platform.standing import Case
from kiosk.platform.tables import cases
from kiosk.platform.timers import ring
from kiosk.platform.wishes import merge_of, wish_of
from kiosk.wire import encode

_WHY_NOT = {
    "wrong-state": "The case is in a state that does not allow this.",
    "correction-already-asked": "Everything missing is told once, and it has been told.",
    "which-task": "Several desks must accept: name the task.",
    "unknown-task": "No such task lies at a desk now.",
    "same-desk": "It lies at this desk.",
    "return-too-late": "The days within which it may be returned are over.",
    "clock-stands": "The clock stands: end what it stands for first.",
    "tasks-left": "What is granted has been through all its desks.",
    "already-extended": "It can be extended once, and has been.",
    "limit-over": "Its limit has passed.",
}
_NEVER = {
    "due-in-the-past": "The day by which it is due has passed.",
    "unknown-procedure": "This item knows no such procedure.",
    "too-long": "This item cannot be extended by so many days.",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the actions' address."""

    case_id: str
    key: str
    if_match: str | None


def etag(version: int) -> str:
    """The entity tag of a case's version."""
    return f'"{version}"'


def matches(header: str, tag: str) -> bool:
    """Whether an If-Match or If-None-Match header names the tag; weak prefixes are ignored."""
    offered = {part.strip().removeprefix("W/") for part in header.split(",")}
    return "*" in offered or tag in offered


async def act(reception: Reception, call: Call, action: Action) -> Told | Refusal:
    """Carry out one action; a refusal has changed nothing, but what the clock had to say is said."""
    if not call.if_match:
        return refusal(428, "precondition-required", "If-Match must name the version that was looked at.")
    request = asked(call.key, f"{call.case_id} {call.if_match}", action)
    now = reception.clock.now()
    async with reception.database.write() as db:
        before = await answered(db, request)
        if before is not None:
            return before
        held = await find_case(db, call.case_id)
        if held is None:
            return refusal(404, "not-found", "There is no such case.")
        held = await ring(db, held, now, reception.calendar)
        if not matches(call.if_match, etag(held.case.version)):
            return refusal(412, "changed-meanwhile", "The case has changed since it was read.")
        said = Said(now, STAFF + reception.settings.staff_name)
        case = await _carry_out(reception, db, held, action, said)
        if isinstance(case, Refusal):
            return case
        return await keep(db, held.division_code, request, _told(call.case_id, case), now)


async def _carry_out(
    reception: Reception, db: AsyncConnection, held: Held, action: Action, said: Said
) -> Case | Refusal:
    if isinstance(action, Merge):
        return await _merge(reception, db, held, action, said)
    plan = held.case.plan
    item = reception.catalogue.item(plan.item_id) if reception.catalogue.has(plan.item_id) else None
    event = _fitting(reception, held, wish_of(action, held.case.route, reception.routing, item, said.at), said.at)
    if isinstance(event, Refusal):
        return event
    return (await append(db, held, event, said, reception.calendar)).case


async def _merge(reception: Reception, db: AsyncConnection, held: Held, action: Merge, said: Said) -> Case | Refusal:
    other = await find_case(db, action.into_case_id)
    if other is None:
        return refusal(422, "unknown-case", "There is no such case to merge into.")
    other = await ring(db, other, said.at, reception.calendar)
    same_person = await _is_one_person(db, held.case_id, other.case_id)
    event = _fitting(reception, held, merge_of(action, held, other, same_person), said.at)
    if isinstance(event, Refusal):
        return event
    absorbed = Absorbed(case_id=held.case_id, number=held.case.number)
    await append(db, other, absorbed, said, reception.calendar)
    return (await append(db, held, event, said, reception.calendar)).case


async def _is_one_person(db: AsyncConnection, one: str, other: str) -> bool:
    persons = select(cases.c.person_key, cases.c.name_key).where(cases.c.case_id.in_((one, other))).distinct()
    return (await db.execute(select(func.count()).select_from(persons.subquery()))).scalar_one() == 1


def _told(case_id: str, case: Case) -> Told:
    done = ActionDone(case_id=case_id, state=case.state.value, version=case.version)
    return Told(200, encode(done).decode(), etag(case.version))


def _fitting(reception: Reception, held: Held, wish: CaseEvent | Refusal, now: datetime) -> CaseEvent | Refusal:
    if isinstance(wish, Refusal):
        return wish
    event = decide(held.case, wish, china_date(now), reception.calendar)
    if not isinstance(event, NotNow):
        return event
    if event.reason in _NEVER:
        return refusal(422, event.reason, _NEVER[event.reason])
    return refusal(409, event.reason, _WHY_NOT[event.reason], state=event.state.value)
