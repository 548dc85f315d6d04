"""Cases and ratings under the national field names, for whoever has to report them (domain 3.5, 3.6). Pure rows.

    up_pro_accept              the case: who applied for what, when it came and was accepted, until when it was promised
    up_pro_process             each thing that was done to it
    up_pro_special_procedure   特别程序: when the clock stood, and why
    up_pro_result              how it ended
    up_pro_material            what was handed in
    evaluation                 好差评 (GB/T 39735-2020)

What this platform does not know is empty, never invented: an item without `task_code` has none here. The number of a
person's card leaves in `up_pro_accept` alone, because that table is about it; the rating's `certKey` is a hash.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from kiosk.catalogue import Item
from kiosk.core.clock import CHINA, china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import (
    Alarmed,
    Received,
    Recorded,
    Supplied,
    TaskDone,
    TaskReturned,
    TaskTransferred,
    kind_of,
)
from kiosk.platform.clocks import answer_limit, due_on
from kiosk.platform.ledger import Held
from kiosk.platform.settings import ASSETS
from kiosk.wire import CaseBody

ID_CARD = "10"
"""居民身份证."""
PERSON, TERMINAL_CHANNEL = "1", "5"
WORDS_FILE = ASSETS / "exchange" / "national.toml"
Row = dict[str, str]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


def accept_row(held: Held, body: CaseBody, item: Item | None, calendar: WorkingDays) -> Row:
    """办件受理信息."""
    case = held.case
    promised = due_on(case, answer_limit(case), china_date(case.received_at), calendar)
    name, number = (body.applicant.name, body.applicant.id_number) if body.applicant else ("", "")
    agent = body.others.acting.agent if body.others and body.others.acting else None
    return {
        "project_no": case.number,
        "task_code": _task_code(item),
        "project_name": case.plan.item_name,
        "applyer_type": PERSON,
        "applyer_name": name,
        "applyer_page_type": ID_CARD,
        "applyer_page_code": number,
        "contact_name": name if agent is None else agent.name,
        "contact_page_type": "" if agent is None else ID_CARD,
        "contact_page_code": "" if agent is None else agent.id_number,
        "contact_mobile": body.answers.get("phone", ""),
        "apply_date": stamp(case.filed_at),
        "receive_date": stamp(case.received_at),
        "accept_date": "" if case.accepted_at is None else stamp(case.accepted_at),
        "promise_date": promised.isoformat(),
        "org_code": _dept_code(item),
        "org_name": case.plan.department,
        "area_code": held.division_code,
        "apply_type": TERMINAL_CHANNEL,
    }


def process_rows(held: Held) -> Iterator[Row]:
    """办件过程信息: one row for each thing that was done; a clock's warnings are none."""
    before = held.case.filed_at
    for recorded in held.history:
        if isinstance(recorded.event, Alarmed):
            continue
        yield {
            "project_no": held.case.number,
            "sn": str(recorded.seq),
            "process_name": _span(recorded, held),
            "event_name": kind_of(recorded.event),
            "event_start_time": stamp(before),
            "event_end_time": stamp(recorded.at),
            "handle_user": recorded.actor.partition(":")[2],
            "handle_explain": _explained(recorded),
        }
        before = recorded.at


def special_rows(held: Held) -> Iterator[Row]:
    """特别程序, and 补正, which stops the clock too."""
    for number, pause in enumerate(held.case.pauses, start=1):
        yield {
            "project_no": held.case.number,
            "sn": str(number),
            "procedure_name": pause.name or _words()["pause"],
            "start_date": stamp(pause.since),
            "reason": pause.reason,
            "limit_date": pause.until_on.isoformat(),
            "end_date": "" if pause.over_at is None else stamp(pause.over_at),
        }


def result_row(held: Held, level: int | None) -> Row | None:
    """办结信息; None while it lives."""
    decision = held.case.decision
    if decision is None:
        return None
    return {
        "project_no": held.case.number,
        "result_type": _words()["results"][decision.result.value],
        "result_date": stamp(decision.at),
        "result_explain": decision.text,
        "result_cetr_no": "",
        "is_delivery_results": "",
        "satisfaction": "" if level is None else str(level),
    }


def material_rows(held: Held, item: Item | None) -> Iterator[Row]:
    """办件材料信息: what came with it, and what was supplied later."""
    names = {each.id: each.name.zh for each in item.materials} if item else {}
    for recorded in held.history:
        if not isinstance(recorded.event, Received | Supplied):
            continue
        for pages in recorded.event.materials:
            yield {
                "project_no": held.case.number,
                "material_code": pages.material_id,
                "material_name": names.get(pages.material_id, pages.material_id),
                "get_type": _words()["electronic"],
                "get_num": str(len(pages.blobs)),
                "get_time": stamp(recorded.at),
            }


def evaluation_row(
    held: Held, body: CaseBody, item: Item | None, rating: tuple[int, Sequence[str], int, datetime], number: int
) -> Row:
    """评价信息; `rating`: level, reasons, channel, moment; `number`: which of this case's it is."""
    case, (level, reasons, channel, rated_at) = held.case, rating
    accepted = case.accepted_at
    return {
        "projectNo": case.number,
        "pf": str(channel),
        "deptCode": _dept_code(item),
        "taskCode": _task_code(item),
        "taskName": case.plan.item_name,
        "proStatus": "3" if case.decision is not None else "2" if accepted is not None else "1",
        "proDepart": case.plan.department,
        "certKey": hashlib.sha256((body.applicant.id_number if body.applicant else "").encode()).hexdigest(),
        "userProp": PERSON,
        "userPageType": ID_CARD,
        "satisfaction": str(level),
        "evalDetail": ",".join(reasons),
        "assessTime": stamp(rated_at),
        "assessNumber": str(number),
        "promisetime": "2" if case.plan.committed_working_days else "1",
        "acceptDate": "" if accepted is None else stamp(accepted),
    }


def stamp(at: datetime) -> str:
    """As these tables write a moment: China's wall clock."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def _task_code(item: Item | None) -> str:
    return "" if item is None else item.codes.task_code or ""


def _dept_code(item: Item | None) -> str:
    return "" if item is None else item.codes.dept_code or _task_code(item)[:18]


def _span(recorded: Recorded, held: Held) -> str:
    event = recorded.event
    if isinstance(event, TaskDone | TaskTransferred | TaskReturned):
        task = held.case.task(event.task_id)
        return "" if task is None else task.plan.name
    spans: dict[str, str] = _words()["spans"]
    return spans.get(kind_of(event), spans["other"])


def _explained(recorded: Recorded) -> str:
    event = recorded.event
    if isinstance(event, Received) and event.doers is not None:
        done_by: dict[str, str] = _words()["done_by"]
        told = ((event.doers.agent_masked, "agent"), (event.doers.helper_masked, "helper"))
        return str(_words()["between"]).join(f"{done_by[key]}{name}" for name, key in told if name)
    return str(getattr(event, "reason", "") or getattr(event, "text", "") or getattr(event, "note", ""))
