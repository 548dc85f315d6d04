"""A terminal's next key, brought in by the one it has; for a week both hold."""

from datetime import timedelta

from sqlalchemy import insert, update

from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import terminal_keys
from kiosk.platform.terminals import Caller, KeyState, find_key
from kiosk.wire import KeyChange, from_text, is_signed, thumbprint

OVERLAP = timedelta(days=7)


async def change_key(reception: Reception, caller: Caller, change: KeyChange) -> Refusal | None:
    """Let the next key hold from now on and the present one for a week more; again with the same key, nothing changes.

    A key that another one has followed brings in no third one: who copied it last week cannot take the terminal over.
    """
    public_key = from_text(change.public_key)
    if not is_signed(public_key, public_key, from_text(change.proof)):
        return refusal(422, "proof-wrong", "The key is not signed by itself.")
    now = reception.clock.now()
    key_id = thumbprint(public_key)
    async with reception.database.write() as db:
        known = await find_key(db, key_id)
        if known is not None:
            ours = known.owner.terminal_id == caller.terminal_id and known.state is KeyState.ACTIVE
            return None if ours and known.holds(now) else refusal(409, "key-in-use", "This key has been in use before.")
        present = await find_key(db, caller.key_id)
        if present is None or present.state is not KeyState.ACTIVE or present.holds_until is not None:
            return refusal(409, "key-followed", "Another key has followed the one that signed this.")
        await db.execute(
            insert(terminal_keys).values(
                division_code=caller.division_code,
                key_id=key_id,
                terminal_id=caller.terminal_id,
                enrolment=caller.enrolment,
                public_key=public_key,
                state=KeyState.ACTIVE.value,
                valid_from=now,
                holds_until=None,
            )
        )
        here = terminal_keys.c.key_id == caller.key_id
        await db.execute(update(terminal_keys).where(here).values(holds_until=now + OVERLAP))
    return None
