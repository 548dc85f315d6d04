"""The platform's keys: what terminals seal to, renewed in time, and its own key, which signs what they may trust.

    newest older than `rotate_keys_after` ─► another one        asked by a terminal ─► all that may still be sealed to
    not_after = made_at + 180 days, a promise to stop sealing to it; a private key is never deleted

So a terminal that was off for months still seals to something that opens, and what it sealed long ago opens too.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import sealing_keys
from kiosk.wire import (
    ALG_HPKE,
    ALG_NONE,
    Envelope,
    OpeningKeys,
    PlatformKeys,
    Revoked,
    SealedError,
    SealingKeyText,
    UnknownKeyError,
    new_sealing_key,
    sealing_public_key,
    to_text,
)

KEY_LIFE = timedelta(days=180)
_NEWEST_FIRST = select(sealing_keys).order_by(sealing_keys.c.version.desc())
_log = logging.getLogger(__name__)


async def opening_keys(db: AsyncConnection) -> OpeningKeys:
    """All private keys there ever were."""
    return OpeningKeys(tuple((await db.execute(select(sealing_keys.c.private_key))).scalars()))


async def current_keys(reception: Reception, db: AsyncConnection, now: datetime) -> PlatformKeys:
    """What to seal to, renewed first when it is time. `db` must be a write."""
    rows = await _newest_first(db)
    if _is_due(reception, rows, now):
        await _make(reception, db, rows[0].version + 1 if rows else 1, now)
        rows = await _newest_first(db)
    return _signed(reception, rows, now)


async def current_version(reception: Reception, db: AsyncConnection, now: datetime) -> int:
    """The version of what is to be sealed to, renewed first when it is time. `db` must be a write."""
    newest = (await db.execute(_NEWEST_FIRST.limit(1))).one_or_none()
    if newest is None or _is_due(reception, [newest], now):
        return (await current_keys(reception, db, now)).version
    return int(newest.version)


async def published_keys(reception: Reception) -> PlatformKeys:
    """What to seal to; writes only when it is time for another key."""
    now = reception.clock.now()
    async with reception.database.read() as db:
        rows = await _newest_first(db)
    if not _is_due(reception, rows, now):
        return _signed(reception, rows, now)
    async with reception.database.write() as db:
        return await current_keys(reception, db, now)


def open_body(keys: OpeningKeys, envelope: Envelope) -> bytes | Refusal:
    """The body's JSON, or why this envelope can never be read here."""
    if envelope.alg not in (ALG_NONE, ALG_HPKE):
        return refusal(422, "unknown-alg", "This platform cannot open this wrapping.")
    try:
        return keys.open_body(envelope)
    except SealedError as error:
        return _not_opened(error)


def open_page(keys: OpeningKeys, content: bytes) -> bytes | Refusal:
    """The page as it was scanned, or why it can never be read here."""
    try:
        return keys.open_page(content)
    except SealedError as error:
        return _not_opened(error)


def revoked_word(reception: Reception, terminal_id: str, key_id: str, at: datetime) -> Revoked:
    """The platform's signed word that a terminal's key is no longer good."""
    said = Revoked(terminal_id=terminal_id, key_id=key_id, at=at, signature="")
    signature = reception.database.signer.sign(said.signed_bytes())
    return msgspec.structs.replace(said, signature=to_text(signature))


def _not_opened(error: SealedError) -> Refusal:
    if isinstance(error, UnknownKeyError):
        return refusal(422, "sealed-to-unknown-key", "It is sealed to a key that is not this platform's.")
    return refusal(422, "cannot-be-opened", "It is damaged, or was put under another head.")


async def _newest_first(db: AsyncConnection) -> list[Row[Any]]:
    return list((await db.execute(_NEWEST_FIRST)).all())


def _is_due(reception: Reception, rows: list[Row[Any]], now: datetime) -> bool:
    return not rows or now - rows[0].made_at >= reception.settings.rotate_keys_after


async def _make(reception: Reception, db: AsyncConnection, version: int, now: datetime) -> None:
    private_key = new_sealing_key()
    await db.execute(
        insert(sealing_keys).values(
            division_code=reception.settings.division_code,
            version=version,
            private_key=private_key,
            public_key=sealing_public_key(private_key),
            made_at=now,
            not_after=now + KEY_LIFE,
        )
    )
    _log.info("sealing_key_made", extra={"fields": {"version": version}})


def _signed(reception: Reception, rows: list[Row[Any]], now: datetime) -> PlatformKeys:
    """The newest always, so that a clock that is wrong here leaves no terminal without a key."""
    usable = [row for row in rows if now < row.not_after] or rows[:1]
    sealing = [SealingKeyText(public_key=to_text(row.public_key), not_after=row.not_after) for row in usable]
    said = PlatformKeys(version=rows[0].version, sealing=sealing, signature="")
    signature = reception.database.signer.sign(said.signed_bytes())
    return PlatformKeys(version=said.version, sealing=sealing, signature=to_text(signature))
