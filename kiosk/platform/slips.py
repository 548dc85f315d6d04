"""Slips, checked by anybody: whether one of our terminals truly gave out this number. Nothing is said of a person."""

from sqlalchemy import select

from kiosk import wire
from kiosk.platform.fleet_wire import SlipAnswer
from kiosk.platform.reception import Reception
from kiosk.platform.tables import cases, terminal_keys, terminals
from kiosk.platform.terminals import KeyState
from kiosk.wire import SlipDoubt, SlipKey, SlipKeys, to_text


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
                holds_until=row.holds_until,
            )
            for row in rows
        }
    )


async def judge_slip(reception: Reception, code: str) -> SlipAnswer:
    """Whether the slip is true, which number it is for, and whether its case is here."""
    verdict = wire.judge_slip(code, await slip_keys(reception))
    if isinstance(verdict, SlipDoubt):
        return SlipAnswer(is_true=False)
    claim = verdict.claim
    async with reception.database.read() as db:
        found = await db.execute(select(cases.c.case_id).where(cases.c.number == claim.number).limit(1))
    return SlipAnswer(
        is_true=True,
        number=claim.number,
        filed_at=claim.filed_at,
        revoked_at=verdict.key.revoked_at,
        copied_at=verdict.copied_at,
        has_arrived=found.first() is not None,
    )
