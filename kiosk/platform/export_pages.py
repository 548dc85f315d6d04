"""The national tables page by page, over the API, for the house token alone: they name people in full.

Each page is a number of cases by their ids with all their rows, so that what was read twice is the same, and nothing is
between two pages.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import select

from kiosk.platform import exports
from kiosk.platform.keyring import open_body, opening_keys
from kiosk.platform.ledger import Held, find_cases
from kiosk.platform.problems import Refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import cases, messages, ratings
from kiosk.platform.views import envelope_of
from kiosk.wire import CaseBody, Wire, decode

PAGE_COUNT = 100
Rated = tuple[int, list[str], int, datetime]


class ExportTable(StrEnum):
    """Which table; the national names."""

    ACCEPT = "up_pro_accept"
    PROCESS = "up_pro_process"
    SPECIAL_PROCEDURE = "up_pro_special_procedure"
    RESULT = "up_pro_result"
    MATERIAL = "up_pro_material"
    EVALUATION = "evaluation"


class ExportPage(Wire, frozen=True):
    """Rows of so many cases; `next_cursor` asks for what follows."""

    table: ExportTable
    rows: list[dict[str, str]]
    next_cursor: str | None = None


async def export_page(reception: Reception, table: ExportTable, cursor: str | None) -> ExportPage:
    """One page, of the cases after `cursor`."""
    query = select(cases.c.case_id).where(cases.c.case_id > (cursor or "")).order_by(cases.c.case_id)
    async with reception.database.read() as db:
        ids = [str(each) for each in (await db.execute(query.limit(PAGE_COUNT + 1))).scalars()]
        page = ids[:PAGE_COUNT]
        held = await find_cases(db, page)
        keys = await opening_keys(db)
        filed = (await db.execute(select(messages).where(messages.c.message_id.in_(page)))).all()
        order = (ratings.c.case_id, ratings.c.rated_at, ratings.c.message_id)
        rated = (await db.execute(select(ratings).where(ratings.c.case_id.in_(page)).order_by(*order))).all()
    opened = {row.message_id: open_body(keys, envelope_of(row)) for row in filed}
    bodies = {case_id: decode(body, CaseBody) for case_id, body in opened.items() if not isinstance(body, Refusal)}
    levels: dict[str, list[Rated]] = {}
    for row in rated:
        told = (row.level, msgspec.json.decode(row.reasons, type=list[str]), row.channel, row.rated_at)
        levels.setdefault(row.case_id, []).append(told)
    rows = [row for each in page for row in _rows(reception, table, held[each], bodies.get(each), levels.get(each, []))]
    return ExportPage(table=table, rows=rows, next_cursor=page[-1] if len(ids) > PAGE_COUNT else None)


def _rows(
    reception: Reception, table: ExportTable, held: Held, body: CaseBody | None, rated: list[Rated]
) -> Iterator[dict[str, str]]:
    """Of one case. What cannot be opened any more, or was deleted, has no row that would name its person."""
    item_id = held.case.plan.item_id
    item: Any = reception.catalogue.item(item_id) if reception.catalogue.has(item_id) else None
    match table:
        case ExportTable.ACCEPT if body is not None:
            yield exports.accept_row(held, body, item, reception.calendar)
        case ExportTable.PROCESS:
            yield from exports.process_rows(held)
        case ExportTable.SPECIAL_PROCEDURE:
            yield from exports.special_rows(held)
        case ExportTable.RESULT:
            row = exports.result_row(held, rated[-1][0] if rated else None)
            yield from () if row is None else (row,)
        case ExportTable.MATERIAL:
            yield from exports.material_rows(held, item)
        case ExportTable.EVALUATION if body is not None:
            for number, each in enumerate(rated, start=1):
                yield exports.evaluation_row(held, body, item, each, number)
        case _:
            return
