"""Taking envelopes, each exactly once for ever: the effect and the key are one transaction.

same key, same envelope   ─► the first acknowledgement again
same key, another one     ─► 422
same key, at this moment  ─► 409 with Retry-After
a blob is not here        ─► 409 with the list, nothing written
its case is not here      ─► 409 with Retry-After, nothing written
a word of another person  ─► 422
another prefix's number    ─► 422
a number of no known block ─► taken, and noted for staff: this database is an older copy (decisions/0015)
a number held by a case   ─► taken, and noted for staff: losing a case would be worse

What is kept of a message is the envelope as it came, sealed; a body is opened to be judged and when staff look at it
(decisions/0017). The terminal that brought it is the one that signed the request, whatever the body says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.clock import china_date
from kiosk.platform.blobs import missing_blobs
from kiosk.platform.bodies import Body, check_case, check_correction, check_word, open_envelope, plan_of
from kiosk.platform.case_events import TERMINAL, Pages, Received, RectificationBegun, Supplied
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.doers import doers_of, done_by_the_rule
from kiosk.platform.keyring import opening_keys
from kiosk.platform.leases import LeaseKnown, check_number
from kiosk.platform.ledger import Held, NewCase, Said, append, find_case, open_case
from kiosk.platform.notes import Note, note_down, others_of_number
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.residents import applicant_keys, is_owner
from kiosk.platform.tables import messages, ratings
from kiosk.platform.terminals import Caller
from kiosk.platform.timers import ring
from kiosk.platform.words import say
from kiosk.wire import Acknowledgement, CaseBody, CorrectionBody, Envelope, RatingBody, SuppliedMaterial, WordBody

BAD_LEVEL = 2
"""不满意 and 非常不满意 are 差评 (GB/T 39735-2020)."""
BUSY_RETRY_S = 1
CASE_RETRY_S = 30


@dataclass(frozen=True, slots=True)
class Taken:
    """It is on disk and has taken effect. `first`: by this very request."""

    acknowledgement: Acknowledgement
    first: bool


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One envelope being taken."""

    caller: Caller
    message_id: str
    envelope: Envelope
    at: datetime

    @property
    def said(self) -> Said:
        """By the terminal, now."""
        return Said(self.at, TERMINAL + self.caller.terminal_id)


async def take(reception: Reception, caller: Caller, message_id: str, envelope: Envelope) -> Taken | Refusal:
    """Take one envelope, or say why not; a refusal has changed nothing."""
    arrival = _Arrival(caller, message_id, envelope, reception.clock.now())
    async with reception.database.read() as db:
        keys = await opening_keys(db)
    body = open_envelope(message_id, envelope, caller.division_code, keys)
    if isinstance(body, Refusal):
        return body
    with reception.in_flight.claim(message_id) as ours:
        if not ours:
            title = "This very message is being taken at this moment."
            return refusal(409, "in-progress", title, retry_after_s=BUSY_RETRY_S)
        async with reception.database.write() as db:
            return await _known(db, arrival) or await _take_new(reception, db, arrival, body)


async def _known(db: AsyncConnection, arrival: _Arrival) -> Taken | Refusal | None:
    row = (await db.execute(select(messages).where(messages.c.message_id == arrival.message_id))).one_or_none()
    if row is None:
        return None
    sent = arrival.envelope
    first = (row.digest, row.kind, row.case_id, row.sent_from, row.schema, row.alg)
    if first != (sent.digest, sent.kind, sent.case_id, sent.division_code, sent.schema, sent.alg):
        return refusal(422, "key-reused", "This Idempotency-Key belongs to another message.")
    if row.terminal_id == arrival.caller.terminal_id and (row.enrolment or 0) < arrival.caller.enrolment:
        await db.execute(
            update(messages).where(messages.c.message_id == row.message_id).values(**_place(arrival.caller))
        )
    return Taken(_acknowledgement(arrival, row.received_at, row.number), first=False)


async def _take_new(reception: Reception, db: AsyncConnection, arrival: _Arrival, body: Body) -> Taken | Refusal:
    match body:
        case CaseBody():
            return await _take_case(reception, db, arrival, body)
        case CorrectionBody() | RatingBody() | WordBody():
            held = await find_case(db, body.case_id)
            if held is None:
                title = "The case this belongs to has not arrived yet."
                return refusal(409, "case-not-here", title, retry_after_s=CASE_RETRY_S)
            if isinstance(body, RatingBody):
                return await _take_rating(reception, db, arrival, body, held)
            if isinstance(body, WordBody):
                return await _take_word(reception, db, arrival, body, held)
            return await _take_correction(reception, db, arrival, body, held)
        case _:
            assert_never(body)


async def _take_case(reception: Reception, db: AsyncConnection, arrival: _Arrival, body: CaseBody) -> Taken | Refusal:
    item = check_case(body, reception.catalogue)
    if isinstance(item, Refusal):
        return item
    pages = _pages(body.materials)
    if (lacking := await _lacking(db, pages)) is not None:
        return lacking
    lease = await check_number(db, arrival.caller, body.number, arrival.envelope.alg, arrival.at)
    if isinstance(lease, Refusal):
        return lease
    keys = applicant_keys(reception.database.secret, body.applicant, body.case_id)
    division = arrival.envelope.division_code
    new = NewCase(body.case_id, division, item.id, keys.person_key, keys.name_key)
    plan = plan_of(item, reception.routing.route(item, division))
    received = Received(
        number=body.number, filed_at=body.filed_at, plan=plan, materials=pages, doers=doers_of(body, reception.texts)
    )
    await open_case(db, new, received, arrival.said, reception.calendar)
    if lease is LeaseKnown.LEARNT:
        await note_down(db, arrival.caller, division, body.case_id, Note.LEASE_UNKNOWN, arrival.at)
    if not done_by_the_rule(body, item):
        await note_down(db, arrival.caller, division, body.case_id, Note.NOT_BY_THE_RULE, arrival.at)
    if await others_of_number(db, division, body.number, body.case_id):
        await note_down(db, arrival.caller, division, body.case_id, Note.NUMBER_DOUBLED, arrival.at)
    return await _keep(db, arrival, division, body.number)


async def _take_correction(
    reception: Reception, db: AsyncConnection, arrival: _Arrival, body: CorrectionBody, held: Held
) -> Taken | Refusal:
    item_id = held.case.plan.item_id
    refused = check_correction(body, reception.catalogue.item(item_id) if reception.catalogue.has(item_id) else None)
    if refused is not None:
        return refused
    pages = _pages(body.materials)
    wish = Supplied(correction_id=body.correction_id, message_id=arrival.message_id, materials=pages)
    event = decide(held.case, wish, china_date(arrival.at), reception.calendar)
    if isinstance(event, NotNow) or not _asked_for(held, wish):
        return refusal(422, "unknown-correction", "Nobody asked for these materials.")
    if (lacking := await _lacking(db, pages)) is not None:
        return lacking
    await append(db, await ring(db, held, arrival.at, reception.calendar), event, arrival.said, reception.calendar)
    return await _keep(db, arrival, held.division_code, None)


def _pages(materials: Sequence[SuppliedMaterial]) -> tuple[Pages, ...]:
    return tuple(Pages(material_id=each.material_id, blobs=tuple(each.blobs)) for each in materials)


async def _lacking(db: AsyncConnection, materials: tuple[Pages, ...]) -> Refusal | None:
    """Which pages have not arrived; None if all have."""
    missing = await missing_blobs(db, [digest for each in materials for digest in each.blobs])
    return refusal(409, "missing-blobs", "Pages of this message have not arrived.", blobs=missing) if missing else None


async def _take_rating(
    reception: Reception, db: AsyncConnection, arrival: _Arrival, body: RatingBody, held: Held
) -> Taken:
    taken = await _keep(db, arrival, held.division_code, None)
    await db.execute(
        insert(ratings).values(
            division_code=held.division_code,
            message_id=arrival.message_id,
            case_id=held.case_id,
            level=body.level,
            reasons=msgspec.json.encode(body.reasons).decode(),
            channel=body.channel,
            rated_at=body.rated_at,
        )
    )
    if body.level <= BAD_LEVEL:
        begun = RectificationBegun(level=body.level, message_id=arrival.message_id)
        if not isinstance(decide(held.case, begun, china_date(arrival.at), reception.calendar), NotNow):
            await append(db, held, begun, arrival.said, reception.calendar)
    return taken


async def _take_word(
    reception: Reception, db: AsyncConnection, arrival: _Arrival, body: WordBody, held: Held
) -> Taken | Refusal:
    item_id = held.case.plan.item_id
    refused = check_word(body, reception.catalogue.item(item_id) if reception.catalogue.has(item_id) else None)
    if refused is not None:
        return refused
    if not await is_owner(db, reception.database.secret, body, held):
        return refusal(422, "not-its-owner", "Only the person a case is for says something of it.")
    taken = await _keep(db, arrival, held.division_code, None)
    await say(reception, db, held, body.word, arrival.message_id, arrival.said)
    return taken


async def _keep(db: AsyncConnection, arrival: _Arrival, division_code: str, number: str | None) -> Taken:
    sent = arrival.envelope
    await db.execute(
        insert(messages).values(
            division_code=division_code,
            message_id=arrival.message_id,
            case_id=sent.case_id,
            kind=sent.kind,
            sent_from=sent.division_code,
            schema=sent.schema,
            alg=sent.alg,
            digest=sent.digest,
            body=sent.body,
            received_at=arrival.at,
            number=number,
            terminal_id=arrival.caller.terminal_id,
            **_place(arrival.caller),
        )
    )
    return Taken(_acknowledgement(arrival, arrival.at, number), first=True)


def _place(caller: Caller) -> dict[str, Any]:
    """After all that was acknowledged to this machine: its watermark counts what it has acknowledgements for."""
    its = (messages.c.terminal_id == caller.terminal_id) & (messages.c.enrolment == caller.enrolment)
    following = select(func.coalesce(func.max(messages.c.terminal_seq), 0) + 1).where(its)
    return {"enrolment": caller.enrolment, "terminal_seq": following.scalar_subquery()}


def _asked_for(held: Held, wish: Supplied) -> bool:
    asked = held.case.correction.asked if held.case.correction else ()
    return {pages.material_id for pages in wish.materials} <= {material.material_id for material in asked}


def _acknowledgement(arrival: _Arrival, received_at: datetime, number: str | None) -> Acknowledgement:
    return Acknowledgement(
        message_id=arrival.message_id,
        case_id=arrival.envelope.case_id,
        digest=arrival.envelope.digest,
        received_at=received_at,
        number=number,
    )
