"""What staff do to a case: one action, once, on the version they looked at."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from kiosk.catalogue import Catalogue, Item
from kiosk.core.clock import china_date
from kiosk.core.ids import new_id
from kiosk.platform.bodies import LOCALE
from kiosk.platform.case_events import (
    STAFF,
    Accepted,
    CaseEvent,
    Closed,
    CorrectionAsked,
    NotAccepted,
    Wanted,
)
from kiosk.platform.ledger import Held, append, find_case
from kiosk.platform.once import Told, answered, asked, keep
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.routing import Case, NotNow, decide
from kiosk.platform.staff_wire import Accept, Action, ActionDone, AskCorrection, Close, Refuse, WantedMaterial
from kiosk.wire import encode

_WHY_NOT = {
    "wrong-state": "The case is in a state that does not allow this.",
    "correction-already-asked": "Everything missing is told once, and it has been told.",
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
    """Carry out one action; a refusal has changed nothing."""
    if not call.if_match:
        return refusal(428, "precondition-required", "If-Match must name the version that was looked at.")
    request = asked(call.key, f"{call.case_id} {call.if_match}", action)
    now = reception.clock.now()
    async with reception.database.write() as db:
        before = await answered(db, request)
        if before is not None:
            return before
        held = await find_case(db, call.case_id)
        event = _next_event(reception.catalogue, held, call, action, now)
        if isinstance(event, Refusal):
            return event
        assert held is not None
        case = await append(db, held, event, now, STAFF + reception.settings.staff_name)
        return await keep(db, held.division_code, request, _told(call.case_id, case), now)


def _told(case_id: str, case: Case) -> Told:
    done = ActionDone(case_id=case_id, state=case.state.value, version=case.version)
    return Told(200, encode(done).decode(), etag(case.version))


def _next_event(
    catalogue: Catalogue, held: Held | None, call: Call, action: Action, now: datetime
) -> CaseEvent | Refusal:
    if held is None:
        return refusal(404, "not-found", "There is no such case.")
    if not matches(call.if_match or "", etag(held.case.version)):
        return refusal(412, "changed-meanwhile", "The case has changed since it was read.")
    item = catalogue.item(held.case.plan.item_id) if catalogue.has(held.case.plan.item_id) else None
    wish = _wish(item, action, now)
    if isinstance(wish, Refusal):
        return wish
    event = decide(held.case, wish, china_date(now))
    if not isinstance(event, NotNow):
        return event
    if event.reason == "due-in-the-past":
        return refusal(422, event.reason, "The day by which it is due has passed.")
    return refusal(409, event.reason, _WHY_NOT[event.reason], state=event.state.value)


def _wish(item: Item | None, action: Action, now: datetime) -> CaseEvent | Refusal:
    match action:
        case AskCorrection():
            wanted = tuple(_wanted(item, material, n) for n, material in enumerate(action.materials, start=1))
            named = tuple(material for material in wanted if material is not None)
            if len({material.material_id for material in named}) < len(wanted):
                return refusal(422, "unknown-material", "Every material needs a name or a known id, and only once.")
            return CorrectionAsked(correction_id=new_id(now), due_on=action.due_on, materials=named)
        case Accept():
            return Accepted()
        case Refuse():
            return NotAccepted(reason=action.reason)
        case Close():
            return Closed(result=action.result, text=action.text)
        case _:
            assert_never(action)


def _wanted(item: Item | None, material: WantedMaterial, number: int) -> Wanted | None:
    """The item's own material by id or by name; anything else needs a name and gets an id of its own."""
    known = {each.id: each.name.text(LOCALE) for each in item.materials} if item else {}
    by_name = {name: material_id for material_id, name in known.items()}
    material_id = material.material_id or by_name.get(material.name or "", f"extra_{number}")
    name = material.name or known.get(material_id)
    if name is None or (material.material_id is not None and material.material_id not in known):
        return None
    return Wanted(material_id=material_id, name=name, reason=material.reason)
