"""What the page of a case says: no more than its slip and its four ticks, nobody's full name, no answer's words.

Of a confidential case (of a child, say) not even what it is about or who has it: its number and the ticks alone.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.cases import CaseProgress, CaseState, Tick
from kiosk.core.case_pages import TOKEN_LENGTH
from kiosk.core.clock import china_date
from kiosk.core.person import mask_name
from kiosk.platform.bridge import progress
from kiosk.platform.keyring import open_body, opening_keys
from kiosk.platform.ledger import Held, find_case
from kiosk.platform.problems import Refusal
from kiosk.platform.reception import Reception
from kiosk.platform.standing import ended_on
from kiosk.platform.tables import cases, messages, terminals
from kiosk.platform.views import envelope_of
from kiosk.texts import Texts
from kiosk.texts.format import show_date, show_moment
from kiosk.wire import CaseBody, decode

SHOWN_AFTER_END = timedelta(days=90)
"""So long after its end a case still has a page (ours, U): who keeps the slip longer asks at a machine."""


@dataclass(frozen=True, slots=True)
class TickLine:
    """One tick: `state` is done, current (the first that is waited for) or todo."""

    title: str
    line: str
    state: str
    mark: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that the page shows, in one language."""

    place: str
    title: str
    due: str
    number: str
    filed: str
    ticks: tuple[TickLine, ...]
    phone: str


async def find_page(reception: Reception, token: str, texts: Texts) -> CasePage | None:
    """The page of that token; None for one that is none, that was, or that is not yet: nobody learns which."""
    now = reception.clock.now()
    sought = token.upper() if token.isascii() else ""
    async with reception.database.read() as db:
        query = select(cases.c.case_id).where(cases.c.page_token == sought[: TOKEN_LENGTH + 1]).limit(1)
        case_id = (await db.execute(query)).scalar_one_or_none()
        held = None if case_id is None else await find_case(db, case_id)
        if held is None or _is_over(held, china_date(now)):
            return None
        filed_with = await _filed_with(db, held)
        name = "" if held.case.route.is_confidential else await _masked_name(db, filed_with)
    told = progress(held.case_id, held.case, china_date(now), reception.calendar, reception.texts)
    page = _page(told, _what(reception, held, texts), name, filed_with.place or "", texts)
    return replace(page, phone="") if held.case.route.is_confidential else page


def _is_over(held: Held, today: date) -> bool:
    ended = ended_on(held.case)
    return ended is not None and today - ended > SHOWN_AFTER_END


async def _filed_with(db: AsyncConnection, held: Held) -> Row[Any]:
    """The message that the case came in, and where its machine stands."""
    its_own = (messages.c.division_code == held.division_code) & (messages.c.message_id == held.case_id)
    its_terminal = terminals.c.terminal_id == messages.c.terminal_id
    query = select(messages, terminals.c.place).outerjoin(terminals, its_terminal).where(its_own)
    return (await db.execute(query)).one()


async def _masked_name(db: AsyncConnection, row: Row[Any]) -> str:
    """Whose case it is, opened for this look; nothing where the key is gone, or nobody said."""
    body = open_body(await opening_keys(db), envelope_of(row))
    who = None if isinstance(body, Refusal) else decode(body, CaseBody).applicant
    return "" if who is None else mask_name(who.name)


def _what(reception: Reception, held: Held, texts: Texts) -> str:
    item_id = held.case.plan.item_id
    if held.case.route.is_confidential:
        return texts("page.some_case")
    if not reception.catalogue.has(item_id):
        return held.case.plan.item_name
    return reception.catalogue.item(item_id).short_title.text(texts.locale)


def _page(told: CaseProgress, what: str, name: str, place: str, texts: Texts) -> CasePage:
    filed = show_moment(told.filed_at, texts)
    is_going = told.state in (CaseState.RECEIVED, CaseState.ACCEPTED)
    return CasePage(
        place=place,
        title=texts(f"page.title.{told.state}", item=what),
        due=texts("page.due", date=show_date(told.answer_due_on, texts)) if is_going else "",
        number=told.number,
        filed=texts("page.filed_by", name=name, moment=filed) if name else texts("page.filed", moment=filed),
        ticks=_ticks(told, texts),
        phone=told.contact_phone,
    )


def _ticks(told: CaseProgress, texts: Texts) -> tuple[TickLine, ...]:
    ahead = [tick for tick, _, is_reached in told.ticks if not is_reached] if told.answer is None else []
    return tuple(
        TickLine(
            texts(f"case.tick.{tick}"),
            _line(tick, at, is_reached, texts),
            "done" if is_reached else "current" if tick in ahead[:1] else "todo",
            str(number),
        )
        for number, (tick, at, is_reached) in enumerate(told.ticks, start=1)
    )


def _line(tick: Tick, at: datetime | None, is_reached: bool, texts: Texts) -> str:
    """When; of an answer not which: that is told to the card."""
    if not is_reached:
        return texts("case.tick.todo")
    moment = show_moment(at, texts) if at else texts("case.tick.done")
    return texts("page.answered", moment=moment) if tick is Tick.ANSWERED else moment
