"""The second factor: six digits of an authenticator application (TOTP, RFC 6238), each good once.

    a secret is shown, as a QR code and to be typed ─► the digits that it makes are given back ─► it counts from now on

SHA-1, 30 s and six digits are what every application knows; HMAC does not rest on what SHA-1 lost (RFC 6238, 1.2). The
step before and the one after are taken too: a telephone's clock may be half a minute off. A step is taken once, so that
digits that were seen over a shoulder are worth nothing.
"""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.people.tables import people

SECRET_BYTES = 20
STEP_S = 30
DIGITS_COUNT = 6
AROUND = (0, -1, 1)


def new_secret() -> bytes:
    """160 bits (RFC 4226, 4 R6)."""
    return secrets.token_bytes(SECRET_BYTES)


def digits(secret: bytes, step: int) -> str:
    """The six digits of a step (RFC 4226, 5.3)."""
    whole = hmac.new(secret, step.to_bytes(8, "big"), "sha1").digest()
    start = whole[-1] & 0x0F
    number = int.from_bytes(whole[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS_COUNT:0{DIGITS_COUNT}}"


def fitting_step(secret: bytes, code: str, now: datetime, used: int) -> int | None:
    """The step that the digits are of, if it is about now and later than the last one that was used."""
    given, here = "".join(code.split()), int(now.timestamp()) // STEP_S
    found = [
        here + away for away in AROUND if hmac.compare_digest(digits(secret, here + away).encode(), given.encode())
    ]
    return next((step for step in found if step > used), None)


def shown(secret: bytes) -> str:
    """To be typed into an application, in fours."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address(secret: bytes, person_id: str, house: str) -> str:
    """What its QR code says (Key URI Format)."""
    query = urlencode({"secret": base64.b32encode(secret).decode().rstrip("="), "issuer": house}, quote_via=quote)
    return f"otpauth://totp/{quote(house)}:{quote(person_id)}?{query}"


async def second_of(db: AsyncConnection, person_id: str) -> tuple[bytes, int] | None:
    """A person's secret and the last step that was used; None for somebody without a second factor."""
    columns = (people.c.second_secret, people.c.second_step)
    row = (await db.execute(select(*columns).where(people.c.person_id == person_id))).one_or_none()
    return None if row is None or row.second_secret is None else (bytes(row.second_secret), int(row.second_step or 0))


async def keep_second(db: AsyncConnection, person_id: str, secret: bytes | None, step: int = 0) -> None:
    """Let it count from now on, or no more."""
    values = {"second_secret": secret, "second_step": step}
    await db.execute(update(people).where(people.c.person_id == person_id).values(**values))


async def use_step(db: AsyncConnection, person_id: str, step: int) -> bool:
    """Take a step, once: False for one that was taken meanwhile."""
    mine = (people.c.person_id == person_id) & (people.c.second_step < step)
    return (await db.execute(update(people).where(mine).values(second_step=step))).rowcount == 1
