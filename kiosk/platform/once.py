"""Staff's requests, each carried out once: the answer is kept under its Idempotency-Key with the effect, for ever."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.tables import requests
from kiosk.wire import Wire, encode


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it was given the first time."""

    status: int
    answer: str
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of staff: its key, and what tells it from another under the same key."""

    key: str
    fingerprint: str


def asked(key: str, target: str, message: Wire) -> Asked:
    """The request `message` to `target` under `key`."""
    return Asked(key, hashlib.sha256(f"{target}\0".encode() + encode(message)).hexdigest())


async def answered(db: AsyncConnection, request: Asked) -> Told | Refusal | None:
    """The first answer to this request, a refusal for another request under its key, None for a new one."""
    row = (await db.execute(select(requests).where(requests.c.request_key == request.key))).one_or_none()
    if row is None:
        return None
    if row.fingerprint != request.fingerprint:
        return refusal(422, "key-reused", "This Idempotency-Key belongs to another request.")
    return Told(row.status, row.answer, row.etag)


async def keep(db: AsyncConnection, division_code: str, request: Asked, told: Told, at: datetime) -> Told:
    """Keep an answer beside its effect."""
    await db.execute(
        insert(requests).values(
            division_code=division_code,
            request_key=request.key,
            fingerprint=request.fingerprint,
            status=told.status,
            etag=told.etag,
            answer=told.answer,
            at=at,
        )
    )
    return told
