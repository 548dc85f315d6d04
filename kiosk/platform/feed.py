"""The one feed from platform to terminals: entries for an area and everything in it, with a start and an end.

Every change takes the next number of one sequence as its entry's version; an area's feed has the highest number that
concerns it, withdrawn entries too, so the version only grows. An entry never moves to another area.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.divisions import covers, significant, with_parents
from kiosk.platform.once import Asked, Told, answered, keep
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.staff_wire import FeedDraft
from kiosk.platform.tables import feed_entries
from kiosk.wire import Feed, FeedEntry, decode, encode, is_plausible_moment


@dataclass(frozen=True, slots=True)
class CurrentFeed:
    """What is valid now for an area; the tag also changes when an entry begins or ends."""

    feed: Feed
    etag: str


async def current_feed(reception: Reception, division_code: str) -> CurrentFeed:
    """The feed of an area: its own entries and those of the areas round it."""
    now = reception.clock.now()
    async with reception.database.read() as db:
        rows = (
            await db.execute(select(feed_entries).where(feed_entries.c.area.in_(with_parents(division_code))))
        ).all()
    version = max((row.version for row in rows), default=0)
    valid = [row for row in rows if not row.withdrawn and row.starts_at <= now < row.expires_at]
    entries = [decode(row.data, FeedEntry) for row in sorted(valid, key=lambda row: -row.version)]
    held = ",".join(f"{entry.entry_id}:{entry.version}" for entry in entries)
    tag = f'"{version}-{hashlib.sha256(held.encode()).hexdigest()[:12]}"'
    return CurrentFeed(Feed(version=version, entries=entries), tag)


async def put_entry(reception: Reception, request: Asked, draft: FeedDraft) -> Told | Refusal:
    """Add an entry (201) or put it in the place of the one with its id (200)."""
    own = reception.settings.division_code
    if not (is_plausible_moment(draft.starts_at) and is_plausible_moment(draft.expires_at)):
        return refusal(422, "implausible-time", "The entry's times are not of this age.")
    if draft.starts_at >= draft.expires_at:
        return refusal(422, "expires-before-start", "The entry would end before it begins.")
    if not (covers(own, draft.division_code) or covers(draft.division_code, own)):
        return refusal(422, "wrong-area", "This platform does not serve that division.")
    async with reception.database.write() as db:
        before = await answered(db, request)
        if before is not None:
            return before
        known = (await db.execute(select(feed_entries).where(feed_entries.c.entry_id == draft.entry_id))).one_or_none()
        if known is not None and known.area != significant(draft.division_code):
            return refusal(409, "entry-elsewhere", "An entry of this id belongs to another area.")
        entry = _entry(draft, await _next_version(db))
        await _save(db, entry, is_new=known is None)
        told = Told(201 if known is None or known.withdrawn else 200, encode(entry).decode())
        return await keep(db, entry.division_code, request, told, reception.clock.now())


async def withdraw_entry(reception: Reception, entry_id: str) -> Refusal | None:
    """Take an entry out of the feed; its row stays, so that the version grows."""
    async with reception.database.write() as db:
        there = (feed_entries.c.entry_id == entry_id) & (feed_entries.c.withdrawn == 0)
        version = await _next_version(db)
        done = await db.execute(update(feed_entries).where(there).values(withdrawn=1, version=version))
    return None if done.rowcount else refusal(404, "not-found", "There is no such entry.")


def _entry(draft: FeedDraft, version: int) -> FeedEntry:
    return FeedEntry(
        entry_id=draft.entry_id,
        kind=draft.kind,
        version=version,
        division_code=draft.division_code,
        starts_at=draft.starts_at,
        expires_at=draft.expires_at,
        title=draft.title,
        text=draft.text,
        icon=draft.icon,
    )


async def _next_version(db: AsyncConnection) -> int:
    return int((await db.execute(select(func.coalesce(func.max(feed_entries.c.version), 0)))).scalar_one()) + 1


async def _save(db: AsyncConnection, entry: FeedEntry, is_new: bool) -> None:
    values = {
        "area": significant(entry.division_code),
        "version": entry.version,
        "starts_at": entry.starts_at,
        "expires_at": entry.expires_at,
        "withdrawn": 0,
        "data": encode(entry).decode(),
    }
    if is_new:
        await db.execute(
            insert(feed_entries).values(division_code=entry.division_code, entry_id=entry.entry_id, **values)
        )
    else:
        await db.execute(update(feed_entries).where(feed_entries.c.entry_id == entry.entry_id).values(**values))
