"""Pages that come in parts, so that a line that breaks costs one part and not the page.

    HEAD ─► how much is here      PATCH ─► one part more, on disk before it is answered      last ─► the digest decides

Parts belong to the terminal that sent them and become a blob in one transaction. Those nobody went on with are dropped,
with the next part or heartbeat of anybody; of one terminal's unfinished pages the oldest, where they are too much.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.blobs import keep_blob
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import blob_parts, blobs
from kiosk.platform.terminals import Caller
from kiosk.wire import MAX_BLOB_BYTES

MAX_PART_BYTES = 1024 * 1024
PARTS_LIFE = timedelta(days=7)
MOST_BEGUN_BYTES = 32 * 1024 * 1024
"""Of one terminal; it sends one page after the other, so that more is nothing it would go on with."""
PART_COST_BYTES = 4096
"""What a part costs beside its content, so that the smallest parts are bounded as well."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page."""

    sha256: str
    start_byte: int
    length_bytes: int
    """Of the whole page."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """How much of a page is here. `is_new`: it became whole by this very part."""

    offset_bytes: int
    is_complete: bool
    is_new: bool = False


async def find_upload(reception: Reception, caller: Caller, sha256: str) -> Upload | Refusal:
    """How much of a page is here; 404 for nothing."""
    async with reception.database.read() as db:
        size = await _stored_bytes(db, sha256)
        if size is not None:
            return Upload(size, is_complete=True)
        offset, _ = await _so_far(db, caller, sha256, reception.clock.now())
    return Upload(offset, is_complete=False) if offset else refusal(404, "not-found", "Nothing of it is here.")


async def take_part(reception: Reception, caller: Caller, part: Part) -> Upload | Refusal:
    """Keep one part; with the last one the page, if it is the page its address names."""
    if part.length_bytes > MAX_BLOB_BYTES:
        return refusal(413, "too-large", f"A blob has at most {MAX_BLOB_BYTES} bytes.")
    now = reception.clock.now()
    async with reception.database.write() as db:
        size = await _stored_bytes(db, part.sha256)
        if size is not None:
            return Upload(size, is_complete=True)
        await drop_stale(db, now)
        offset, length = await _so_far(db, caller, part.sha256, now)
        refused = _misfit(part, offset, length)
        if refused is not None:
            return refused
        if not await _make_room(db, caller, part):
            return refusal(413, "too-large", "The page comes in too many parts.")
        await _add(db, caller, part, now)
        end = part.start_byte + len(part.content)
        if end < part.length_bytes:
            return Upload(end, is_complete=False)
        content = await _joined(db, caller, part.sha256)
        await db.execute(delete(blob_parts).where(_mine(caller, part.sha256)))
        if hashlib.sha256(content).hexdigest() != part.sha256:
            return refusal(422, "digest-mismatch", "The bytes are not those the address names.")
        kept = await keep_blob(reception, db, part.sha256, content)
        return kept if isinstance(kept, Refusal) else Upload(end, is_complete=True, is_new=True)


def _misfit(part: Part, offset: int, length: int | None) -> Refusal | None:
    if part.start_byte != offset:
        refused = refusal(409, "wrong-offset", "Another byte is to follow here.")
        refused.headers["Upload-Offset"] = str(offset)
        return refused
    if length is not None and part.length_bytes != length:
        return refusal(422, "length-changed", "The page had another length when it was begun.")
    if not part.content or offset + len(part.content) > part.length_bytes:
        return refusal(422, "part-misfits", "A part has at least one byte and ends within its page.")
    return None


async def _stored_bytes(db: AsyncConnection, sha256: str) -> int | None:
    """The length of what is stored, as it travelled."""
    found = select(func.length(blobs.c.content)).where(blobs.c.sha256 == sha256)
    return (await db.execute(found)).scalar()


async def _so_far(db: AsyncConnection, caller: Caller, sha256: str, now: datetime) -> tuple[int, int | None]:
    """Where the next part begins, and the page's length once it is known."""
    held = select(
        func.coalesce(func.max(blob_parts.c.end_byte), 0).label("end"),
        func.max(blob_parts.c.length_bytes).label("length"),
        func.max(blob_parts.c.received_at).label("newest"),
    )
    row = (await db.execute(held.where(_mine(caller, sha256)))).one()
    return (0, None) if row.newest is None or row.newest < now - PARTS_LIFE else (row.end, row.length)


async def _add(db: AsyncConnection, caller: Caller, part: Part, now: datetime) -> None:
    await db.execute(
        insert(blob_parts).values(
            division_code=caller.division_code,
            terminal_id=caller.terminal_id,
            sha256=part.sha256,
            start_byte=part.start_byte,
            end_byte=part.start_byte + len(part.content),
            length_bytes=part.length_bytes,
            received_at=now,
            content=part.content,
        )
    )


async def _joined(db: AsyncConnection, caller: Caller, sha256: str) -> bytes:
    parts = select(blob_parts.c.content).where(_mine(caller, sha256)).order_by(blob_parts.c.start_byte)
    return b"".join((await db.execute(parts)).scalars())


async def drop_stale(db: AsyncConnection, now: datetime) -> None:
    """Forget the pages nobody went on with."""
    newer = blob_parts.alias()
    same = (newer.c.terminal_id == blob_parts.c.terminal_id) & (newer.c.sha256 == blob_parts.c.sha256)
    goes_on = exists().where(same & (newer.c.received_at >= now - PARTS_LIFE))
    stale = select(blob_parts.c.terminal_id, blob_parts.c.sha256).distinct()
    for terminal_id, sha256 in (
        await db.execute(stale.where((blob_parts.c.received_at < now - PARTS_LIFE) & ~goes_on))
    ).all():
        await _drop(db, terminal_id, sha256)


async def _make_room(db: AsyncConnection, caller: Caller, part: Part) -> bool:
    """Drop the pages longest untouched until this part fits; whether it does beside its own page."""
    content_bytes = func.sum(blob_parts.c.end_byte - blob_parts.c.start_byte)
    cost = (content_bytes + func.count() * PART_COST_BYTES).label("cost_bytes")
    begun = select(blob_parts.c.sha256, cost).where(blob_parts.c.terminal_id == caller.terminal_id)
    oldest_first = begun.group_by(blob_parts.c.sha256).order_by(func.max(blob_parts.c.received_at))
    pages: dict[str, int] = {row.sha256: row.cost_bytes for row in await db.execute(oldest_first)}
    wanted = sum(pages.values()) + len(part.content) + PART_COST_BYTES
    for sha256 in [each for each in pages if each != part.sha256]:
        if wanted <= MOST_BEGUN_BYTES:
            break
        wanted -= pages[sha256]
        await _drop(db, caller.terminal_id, sha256)
    return wanted <= MOST_BEGUN_BYTES


async def _drop(db: AsyncConnection, terminal_id: str, sha256: str) -> None:
    here = (blob_parts.c.terminal_id == terminal_id) & (blob_parts.c.sha256 == sha256)
    await db.execute(delete(blob_parts).where(here))


def _mine(caller: Caller, sha256: str) -> ColumnElement[bool]:
    return (blob_parts.c.terminal_id == caller.terminal_id) & (blob_parts.c.sha256 == sha256)
