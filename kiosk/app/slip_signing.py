"""The signature on a slip, from a key in a file or in a chip, without the screens waiting for it."""

import asyncio
from datetime import datetime

from kiosk.telemetry import emit
from kiosk.wire import Signer, SigningError, slip_code

SIGN_SLIP_S = 2.0
"""A resident waits no longer for it; a chip takes about a tenth of this."""


async def signed_number(signer: Signer | None, number: str, filed_at: datetime, limit_s: float = SIGN_SLIP_S) -> str:
    """A slip's code; the bare number if nothing signs it in time, since a resident is owed that whatever happens."""
    if signer is None:
        return number
    if not signer.is_slow:
        return slip_code(number, filed_at, signer)
    try:
        async with asyncio.timeout(limit_s):
            return await asyncio.to_thread(slip_code, number, filed_at, signer)
    except SigningError as error:
        emit("not_signed", cause=str(error))
    except TimeoutError:
        emit("not_signed", cause="late")
    return number
