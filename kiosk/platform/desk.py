"""What staff do to a case: one action, once, on the version they looked at."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.clock import china_date
from kiosk.platform.case_events import STAFF, Absorbed, CaseEvent
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.ledger import Held, Said, append, find_case, find_cases
from kiosk.platform.once import Told, answered, asked, keep
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk, StaffRole, may_say, may_see
from kiosk.platform.staff_wire import Action, ActionDone, Merge
from kiosk.platform.standing import ENDED, Case
from kiosk.platform.tables import cases
from kiosk.platform.timers import ring
from kiosk.platform.wishes import merge_of, wish_of
from kiosk.wire import encode

MOST_SAME_COUNT = 10
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
    "reopen-too-late": "It was answered too long ago.",
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


async def act(reception: Reception, clerk: Clerk, call: Call, action: Action) -> Told | Refusal:
    """Carry out one action; a refusal has changed nothing, but what the clock had to say is said."""
    if not call.if_match:
        return refusal(428, "precondition-required", "If-Match must name the version that was looked at.")
    request = asked(call.key, f"{call.case_id} {call.if_match}{_by(clerk)}", action)
    now = reception.clock.now()
    async with reception.database.write() as db:
        before = await answered(db, request)
        if before is not None:
            return before
        held = await find_case(db, call.case_id)
        if held is None or not may_see(clerk, held.case, held.division_code):
            return refusal(404, "not-found", "There is no such case.")
        held = await ring(db, held, now, reception.calendar)
        if not matches(call.if_match, etag(held.case.version)):
            return refusal(412, "changed-meanwhile", "The case has changed since it was read.")
        case = await _carry_out(_Doing(reception, db, clerk, Said(now, STAFF + clerk.name)), held, action)
        if isinstance(case, Refusal):
            return case
        return await keep(db, held.division_code, request, _told(call.case_id, case), now)


@dataclass(frozen=True, slots=True)
class _Doing:
    """One action under way."""

    reception: Reception
    db: AsyncConnection
    clerk: Clerk
    said: Said


async def _carry_out(doing: _Doing, held: Held, action: Action) -> Case | Refusal:
    if isinstance(action, Merge):
        return await _merge(doing, held, action)
    plan, catalogue = held.case.plan, doing.reception.catalogue
    item = catalogue.item(plan.item_id) if catalogue.has(plan.item_id) else None
    wish = wish_of(action, held.case.route, doing.reception.routing, item, doing.said.at)
    event = _fitting(doing, held, wish)
    if isinstance(event, Refusal):
        return event
    return (await append(doing.db, held, event, doing.said, doing.reception.calendar)).case


async def _merge(doing: _Doing, held: Held, action: Merge) -> Case | Refusal:
    db, calendar = doing.db, doing.reception.calendar
    other = await find_case(db, action.into_case_id)
    if other is None or not may_see(doing.clerk, other.case, other.division_code):
        return refusal(422, "unknown-case", "There is no such case to merge into.")
    other = await ring(db, other, doing.said.at, calendar)
    same_person = await _is_one_person(db, held.case_id, other.case_id)
    event = _fitting(doing, held, merge_of(action, held, other, same_person))
    if isinstance(event, Refusal):
        return event
    await append(db, other, Absorbed(case_id=held.case_id, number=held.case.number), doing.said, calendar)
    return (await append(db, held, event, doing.said, calendar)).case


async def same_matter(db: AsyncConnection, clerk: Clerk, held: Held) -> list[Held]:
    """Living cases of the same person and item that this clerk may see: one of them may be this one, filed again."""
    own = select(cases.c.person_key, cases.c.name_key, cases.c.item_id).where(cases.c.case_id == held.case_id)
    row = (await db.execute(own)).one()
    same = (cases.c.person_key == row.person_key) & (cases.c.name_key == row.name_key)
    others = (cases.c.item_id == row.item_id) & (cases.c.case_id != held.case_id)
    living = cases.c.state.not_in([state.value for state in ENDED])
    query = select(cases.c.case_id).where(same & others & living).order_by(cases.c.received_at).limit(MOST_SAME_COUNT)
    found = await find_cases(db, list((await db.execute(query)).scalars()))
    return [other for other in found.values() if may_see(clerk, other.case, other.division_code)]


async def _is_one_person(db: AsyncConnection, one: str, other: str) -> bool:
    persons = select(cases.c.person_key, cases.c.name_key).where(cases.c.case_id.in_((one, other))).distinct()
    return (await db.execute(select(func.count()).select_from(persons.subquery()))).scalar_one() == 1


def _told(case_id: str, case: Case) -> Told:
    done = ActionDone(case_id=case_id, state=case.state.value, version=case.version)
    return Told(200, encode(done).decode(), etag(case.version))


def _by(clerk: Clerk) -> str:
    """Tells the keys of two people apart; the house's are as they were before there were others."""
    return "" if clerk.role is StaffRole.HOUSE else f" {clerk.name}"


def _fitting(doing: _Doing, held: Held, wish: CaseEvent | Refusal) -> CaseEvent | Refusal:
    if isinstance(wish, Refusal):
        return wish
    if not may_say(doing.clerk, held.case, held.division_code, wish):
        return refusal(403, "not-allowed", "This is for somebody else to do.")
    event = decide(held.case, wish, china_date(doing.said.at), doing.reception.calendar)
    if not isinstance(event, NotNow):
        return event
    if event.reason in _NEVER:
        return refusal(422, event.reason, _NEVER[event.reason])
    return refusal(409, event.reason, _WHY_NOT[event.reason], state=event.state.value)
