"""Scanned pages as they came, sealed, addressed by their content: putting one twice changes nothing."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.keyring import open_page, opening_keys
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import blobs
from kiosk.wire import MAX_BLOB_BYTES


async def put_blob(reception: Reception, sha256: str, content: bytes) -> bool | Refusal:
    """Keep the bytes; True if they were not here before."""
    if len(content) > MAX_BLOB_BYTES:
        return refusal(413, "too-large", f"A blob has at most {MAX_BLOB_BYTES} bytes.")
    if hashlib.sha256(content).hexdigest() != sha256:
        return refusal(422, "digest-mismatch", "The bytes are not those the address names.")
    async with reception.database.write() as db:
        return await keep_blob(reception, db, sha256, content)


async def keep_blob(reception: Reception, db: AsyncConnection, sha256: str, content: bytes) -> bool | Refusal:
    """Write bytes that are those of the address, as they came; True if they were not here before.

    A page that cannot be opened is refused while its terminal still has it, not found out by a clerk weeks later.
    """
    if not await missing_blobs(db, [sha256]):
        return False
    page = open_page(await opening_keys(db), content)
    if isinstance(page, Refusal):
        return page
    await db.execute(
        insert(blobs).values(
            division_code=reception.settings.division_code,
            sha256=sha256,
            size_bytes=len(page),
            received_at=reception.clock.now(),
            content=content,
        )
    )
    return True


async def get_blob(reception: Reception, sha256: str) -> bytes | Refusal:
    """The page of that address, opened."""
    async with reception.database.read() as db:
        found = (await db.execute(select(blobs.c.content).where(blobs.c.sha256 == sha256))).scalar()
        keys = await opening_keys(db)
    return refusal(404, "not-found", "There is no such blob.") if found is None else open_page(keys, bytes(found))


async def missing_blobs(db: AsyncConnection, digests: Sequence[str]) -> tuple[str, ...]:
    """Those of the digests whose bytes are not here."""
    if not digests:
        return ()
    rows = await db.execute(select(blobs.c.sha256).where(blobs.c.sha256.in_(digests)))
    here = set(rows.scalars())
    return tuple(sorted(set(digests) - here))


async def blob_sizes(db: AsyncConnection, digests: Sequence[str]) -> dict[str, int]:
    """The size in bytes of each page that is here, opened."""
    rows = await db.execute(select(blobs.c.sha256, blobs.c.size_bytes).where(blobs.c.sha256.in_(digests)))
    return {row.sha256: row.size_bytes for row in rows}
