"""What staff see: pages of cases, and one case with everything about it."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.cases import CaseState
from kiosk.catalogue import Item
from kiosk.catalogue.kinds import FieldKind
from kiosk.core.clock import china_date
from kiosk.platform import case_events
from kiosk.platform.blobs import blob_sizes, get_blob
from kiosk.platform.bridge import progress
from kiosk.platform.case_events import Received, Recorded, Supplied
from kiosk.platform.cursors import by_arrival, write_cursor
from kiosk.platform.desk_cases import visible_to
from kiosk.platform.inbox import clock_views, task_views
from kiosk.platform.keyring import open_body, opening_keys
from kiosk.platform.ledger import Held, find_case
from kiosk.platform.notes import notes_of, others_of_number
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.retention_data import ERASED
from kiosk.platform.roles import Clerk, may_rectify, may_see
from kiosk.platform.staff_wire import (
    BlobLink,
    CasePage,
    CaseSummary,
    CaseView,
    EventView,
    MaterialView,
    NoteView,
    WordView,
)
from kiosk.platform.standing import RECTIFICATION
from kiosk.platform.tables import cases, messages
from kiosk.platform.words import act_of
from kiosk.wire import CaseBody, Envelope, OpeningKeys, WordBody, decode

PAGE_COUNT = 50


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a case's view shows beside its events."""

    materials: list[MaterialView]
    notes: list[NoteView]
    same_number: list[str]
    words: list[WordView]


async def list_cases(
    reception: Reception, clerk: Clerk, state: CaseState | None, cursor: str | None
) -> CasePage | Refusal:
    """One page of the cases that this clerk may see, latest arrival first."""
    query = (
        select(cases)
        .where(*visible_to(clerk))
        .order_by(cases.c.received_at.desc(), cases.c.case_id.desc())
        .limit(PAGE_COUNT + 1)
    )
    if state is not None:
        query = query.where(cases.c.state == state.value)
    if cursor is not None:
        after = by_arrival(cursor)
        if isinstance(after, Refusal):
            return after
        query = query.where(tuple_(cases.c.received_at, cases.c.case_id) < after)
    async with reception.database.read() as db:
        rows = (await db.execute(query)).all()
    page = rows[:PAGE_COUNT]
    more = write_cursor(page[-1].received_at.isoformat(), page[-1].case_id) if len(rows) > PAGE_COUNT else None
    return CasePage(cases=[_summary(row) for row in page], next_cursor=more)


async def case_view(reception: Reception, clerk: Clerk, case_id: str) -> CaseView | Refusal:
    """Everything of one case; one that this clerk may not see is not there."""
    async with reception.database.read() as db:
        held = await find_case(db, case_id)
        if held is None or not may_see(clerk, held.case, held.division_code):
            return refusal(404, "not-found", "There is no such case.")
        mine = (messages.c.division_code == held.division_code) & (messages.c.message_id == case_id)
        row = (await db.execute(select(messages).where(mine))).one()
        keys = await opening_keys(db)
        body = open_body(keys, envelope_of(row))
        beside = _Beside(
            await _materials(db, held),
            await notes_of(db, held),
            await others_of_number(db, held.division_code, held.case.number, case_id),
            await _words(db, held, keys),
        )
    if row.body == ERASED:
        return refusal(404, "erased", "What this case held was kept long enough, and is erased.")
    if isinstance(body, Refusal):  # it could be opened when it came: its key is gone since
        return refusal(500, "cannot-be-opened", "The key this case is sealed to is not here any more.")
    view = _view(reception, held, decode(body, CaseBody), row.terminal_id, beside)
    return view if may_rectify(clerk, held.case) else _without_rating(view)


async def _words(db: AsyncConnection, held: Held, keys: OpeningKeys) -> list[WordView]:
    """What the owner said of the case, in the order it came."""
    mine = (messages.c.division_code == held.division_code) & (messages.c.case_id == held.case_id)
    query = select(messages).where(mine & (messages.c.kind == "word")).order_by(messages.c.received_at)
    opened = [(row.received_at, open_body(keys, envelope_of(row))) for row in await db.execute(query)]
    bodies = [(at, decode(body, WordBody).word) for at, body in opened if not isinstance(body, Refusal)]
    return [
        WordView(at=at, act=act_of(word).value, text=getattr(word, "text", ""), phone=getattr(word, "phone", ""))
        for at, word in bodies
    ]


def _with_phone(answers: dict[str, str], item: Item | None, words: list[WordView]) -> dict[str, str]:
    """The answers, with the telephone that the owner corrected last."""
    phone = next((word.phone for word in reversed(words) if word.phone), "")
    asked = {field.id for field in item.fields if field.kind is FieldKind.PHONE} if item and phone else set()
    return {name: phone if name in asked else value for name, value in answers.items()}


def _without_rating(view: CaseView) -> CaseView:
    """The case as those read it who may have been rated: no bad rating, no clock of it."""
    about = frozenset({"rectification_begun", "rectified"})
    return msgspec.structs.replace(
        view,
        clocks=[clock for clock in view.clocks if clock.name != RECTIFICATION],
        history=[e for e in view.history if e.kind not in about and e.data.get("clock") != RECTIFICATION],
        progress=replace(view.progress, rectification=None),
    )


async def page_of(reception: Reception, clerk: Clerk, case_id: str, sha256: str) -> bytes | Refusal:
    """One page that came with this case, to somebody who may see the case."""
    async with reception.database.read() as db:
        held = await find_case(db, case_id)
    events = [each.event for each in held.history] if held else []
    supplied = [pages for event in events if isinstance(event, Received | Supplied) for pages in event.materials]
    is_its = any(sha256 in pages.blobs for pages in supplied)
    if held is None or not is_its or not may_see(clerk, held.case, held.division_code):
        return refusal(404, "not-found", "There is no such page.")
    return await get_blob(reception, sha256)


def envelope_of(row: Any) -> Envelope:
    """A stored message, as it came."""
    return Envelope(
        case_id=row.case_id,
        kind=row.kind,
        division_code=row.sent_from,
        schema=row.schema,
        alg=row.alg,
        digest=row.digest,
        body=row.body,
    )


def _view(reception: Reception, held: Held, body: CaseBody, terminal_id: str | None, beside: _Beside) -> CaseView:
    case, today = held.case, china_date(reception.clock.now())
    item = reception.catalogue.item(body.item_id) if reception.catalogue.has(body.item_id) else None
    return CaseView(
        case_id=held.case_id,
        number=case.number,
        division_code=held.division_code,
        item_id=case.plan.item_id,
        item_version=body.item_version,
        item_name=case.plan.item_name,
        terminal_id=terminal_id or body.terminal_id,
        state=case.state.value,
        version=case.version,
        filed_at=case.filed_at,
        received_at=case.received_at,
        identity_level=body.identity.level,
        applicant=body.applicant,
        answers=_with_phone(body.answers, item, beside.words),
        understood=body.understood,
        consents=body.consents,
        signature=body.signature,
        materials=beside.materials,
        notes=beside.notes,
        same_number=beside.same_number,
        words=beside.words,
        tasks=task_views(case, today, reception.calendar),
        clocks=clock_views(case, today, reception.calendar),
        merged_into=case.merged_into,
        history=[_event(recorded) for recorded in held.history],
        progress=progress(held.case_id, case, today, reception.calendar, reception.texts),
        others=body.others,
    )


async def _materials(db: AsyncConnection, held: Held) -> list[MaterialView]:
    case_id, history = held.case_id, held.history
    supplied = [
        (each.at, pages)
        for each in history
        if isinstance(each.event, Received | Supplied)
        for pages in each.event.materials
    ]
    sizes = await blob_sizes(db, [digest for _, pages in supplied for digest in pages.blobs])
    return [
        MaterialView(
            material_id=pages.material_id,
            supplied_at=at,
            pages=[
                BlobLink(sha256=digest, size_bytes=sizes[digest], href=f"/v1/cases/{case_id}/pages/{digest}")
                for digest in pages.blobs
            ],
        )
        for at, pages in supplied
    ]


def _event(recorded: Recorded) -> EventView:
    return EventView(
        seq=recorded.seq,
        kind=case_events.kind_of(recorded.event),
        at=recorded.at,
        actor=recorded.actor,
        data=msgspec.to_builtins(recorded.event),
    )


def _summary(row: Any) -> CaseSummary:
    return CaseSummary(
        case_id=row.case_id,
        number=row.number,
        division_code=row.division_code,
        item_id=row.item_id,
        state=row.state,
        version=row.version,
        filed_at=row.filed_at,
        received_at=row.received_at,
    )
