"""Slips, checked by anybody: whether one of our terminals truly gave out this number. Nothing is said of a person."""

from sqlalchemy import select

from kiosk.platform.fleet_wire import SlipAnswer, SlipKey, SlipKeys
from kiosk.platform.reception import Reception
from kiosk.platform.tables import terminal_keys, terminals
from kiosk.platform.terminals import KeyState
from kiosk.wire import check_slip, from_text, to_text


async def slip_keys(reception: Reception) -> SlipKeys:
    """The public keys of all terminals that were ever confirmed."""
    joined = select(terminal_keys, terminals.c.number_prefix).join(terminals)
    confirmed = joined.where(terminal_keys.c.state != KeyState.OFFERED.value).order_by(terminal_keys.c.key_id)
    async with reception.database.read() as db:
        rows = (await db.execute(confirmed)).all()
    return SlipKeys(
        keys={
            row.key_id: SlipKey(
                public_key=to_text(row.public_key),
                number_prefix=row.number_prefix,
                revoked_at=row.holds_until if row.state == KeyState.REVOKED.value else None,
            )
            for row in rows
        }
    )


async def judge_slip(reception: Reception, code: str) -> SlipAnswer:
    """Whether the slip is true, and which number it is for.

    What a revoked key signed later is not true. Its owner may lie about the minute, so `revoked_at` is told as well.
    """
    known = (await slip_keys(reception)).keys
    claim = check_slip(code, {key_id: from_text(key.public_key) for key_id, key in known.items()})
    if claim is None:
        return SlipAnswer(is_true=False)
    key = known[claim.key_id]
    is_late = key.revoked_at is not None and claim.filed_at >= key.revoked_at
    if is_late or not claim.number.startswith(f"{key.number_prefix}-"):
        return SlipAnswer(is_true=False)
    return SlipAnswer(is_true=True, number=claim.number, filed_at=claim.filed_at, revoked_at=key.revoked_at)
