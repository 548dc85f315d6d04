"""From what a clerk asks for to the event that would say it. Pure: whether it fits is decided elsewhere."""

from datetime import datetime
from typing import assert_never

from kiosk.catalogue import Item
from kiosk.core.ids import new_id
from kiosk.platform.case_events import (
    Accepted,
    CaseEvent,
    Closed,
    CorrectionAsked,
    Extended,
    Merged,
    NotAccepted,
    Rectified,
    Responded,
    SpecialBegun,
    SpecialEnded,
    Supervised,
    TaskDone,
    TaskReturned,
    TaskTransferred,
    Wanted,
)
from kiosk.platform.ledger import Held
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.route import Route
from kiosk.platform.routing_data import Routing
from kiosk.platform.settings import LOCALE
from kiosk.platform.staff_wire import (
    Accept,
    Action,
    AskCorrection,
    BeginSpecial,
    Close,
    EndSpecial,
    Extend,
    FinishTask,
    Merge,
    Rectify,
    Refuse,
    Respond,
    ReturnTask,
    Supervise,
    TransferTask,
    WantedMaterial,
)


def wish_of(action: Action, route: Route, routing: Routing, item: Item | None, now: datetime) -> CaseEvent | Refusal:
    """The event; a refusal for what names something that is not there. Not for a merge, which needs the other case."""
    match action:
        case AskCorrection():
            return _correction(action, item, now)
        case Accept(task_id=task_id):
            return Accepted(task_id=task_id)
        case Refuse(reason=reason):
            return NotAccepted(reason=reason)
        case FinishTask(task_id=task_id, note=note):
            return TaskDone(task_id=task_id, note=note)
        case TransferTask(task_id=task_id, desk_id=desk_id, reason=reason):
            desk = routing.desk(desk_id)
            if desk is None:
                return refusal(422, "unknown-desk", "There is no such desk.")
            return TaskTransferred(task_id=task_id, desk=desk, reason=reason)
        case ReturnTask(task_id=task_id, reason=reason):
            return TaskReturned(task_id=task_id, reason=reason)
        case BeginSpecial(kind=kind, reason=reason, until_on=until_on):
            name = next((special.name for special in route.specials if special.kind == kind), "")
            return SpecialBegun(kind=kind, name=name, reason=reason, until_on=until_on)
        case EndSpecial():
            return SpecialEnded()
        case Extend(working_days=days, reason=reason):
            return Extended(working_days=days, reason=reason)
        case Supervise(text=text):
            return Supervised(text=text)
        case Rectify(text=text):
            return Rectified(text=text)
        case Respond(text=text):
            return Responded(text=text)
        case Merge():
            return refusal(422, "unknown-case", "There is no such case to merge into.")
        case Close(result=result, text=text):
            return Closed(result=result, text=text)
        case _:
            assert_never(action)


def merge_of(action: Merge, held: Held, other: Held, same_person: bool) -> Merged | Refusal:
    """The merge with a case of the same person and item that still goes on."""
    same_matter = same_person and other.case.plan.item_id == held.case.plan.item_id
    if other.case_id == held.case_id or not same_matter or other.case.decision is not None:
        return refusal(422, "not-the-same-matter", "Only two living cases of one person and item are one matter.")
    return Merged(into_case_id=other.case_id, into_number=other.case.number, text=action.text)


def _correction(action: AskCorrection, item: Item | None, now: datetime) -> CorrectionAsked | Refusal:
    wanted = tuple(_wanted(item, material, n) for n, material in enumerate(action.materials, start=1))
    named = tuple(material for material in wanted if material is not None)
    if len({material.material_id for material in named}) < len(wanted):
        return refusal(422, "unknown-material", "Every material needs a name or a known id, and only once.")
    return CorrectionAsked(correction_id=new_id(now), due_on=action.due_on, materials=named)


def _wanted(item: Item | None, material: WantedMaterial, number: int) -> Wanted | None:
    """The item's own material by id or by name; anything else needs a name and gets an id of its own."""
    known = {each.id: each.name.text(LOCALE) for each in item.materials} if item else {}
    by_name = {name: material_id for material_id, name in known.items()}
    material_id = material.material_id or by_name.get(material.name or "", f"extra_{number}")
    name = material.name or known.get(material_id)
    if name is None or (material.material_id is not None and material.material_id not in known):
        return None
    return Wanted(material_id=material_id, name=name, reason=material.reason)
