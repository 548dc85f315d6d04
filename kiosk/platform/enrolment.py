"""How a terminal becomes one of ours, and stops being it (decisions/0014).

staff: a place ─► one-time code ─► terminal: code + key, signed by the key ─► staff: the fingerprint is right ─► active

A code is good for one key, 15 minutes, 5 tries; a try is counted on disk before it is judged, so that no crash gives it
back. For that one key it stays good until another code is given out: a lost answer strands nobody.
"""

import hashlib
import hmac
import secrets as randomness
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.divisions import covers
from kiosk.platform.fleet_wire import CodeGiven, Confirmation, TerminalDraft
from kiosk.platform.heartbeats import forget_beats
from kiosk.platform.keyring import current_keys
from kiosk.platform.leases import give_lease, leases_of
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import terminal_keys, terminals
from kiosk.platform.terminals import Caller, KeyState, TerminalState
from kiosk.wire import Enrolled, EnrolmentRequest, fingerprint, from_text, is_signed, thumbprint, to_text

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that is mistaken for something else when it is read out."""
CODE_LENGTH = 8
CODE_LIFE = timedelta(minutes=15)
TRIES_COUNT = 5


async def give_code(reception: Reception, draft: TerminalDraft) -> tuple[CodeGiven, bool] | Refusal:
    """A code for a terminal, and whether the terminal is new here; a code given before is void."""
    if not covers(reception.settings.division_code, draft.division_code):
        return refusal(422, "wrong-area", "This platform does not serve that division.")
    now = reception.clock.now()
    code = "".join(randomness.choice(ALPHABET) for _ in range(CODE_LENGTH))
    values = {
        "place": draft.place,
        "code_digest": _digest(reception, draft.terminal_id, code),
        "code_expires_at": now + CODE_LIFE,
        "tries_left_count": TRIES_COUNT,
    }
    async with reception.database.write() as db:
        row = await find_terminal(db, draft.terminal_id)
        refused = await _cannot_have_code(db, row, draft)
        if refused is not None:
            return refused
        if row is None:
            await _add(reception, db, draft, values, now)
        else:
            await _begin_anew(db, row, values)
    return CodeGiven(
        terminal_id=draft.terminal_id, code=code, expires_at=now + CODE_LIFE, tries_count=TRIES_COUNT
    ), row is None


async def enrol(reception: Reception, request: EnrolmentRequest) -> Enrolled | Refusal:
    """Bind a key to the terminal whose code it signed; again with the same two, the same answer."""
    refused = await _count_try(reception, request.terminal_id)
    if refused is not None:
        return refused
    now = reception.clock.now()
    public_key = from_text(request.public_key)
    async with reception.database.write() as db:
        row = await find_terminal(db, request.terminal_id)
        offered = _digest(reception, request.terminal_id, request.code)
        if row is None or not hmac.compare_digest(row.code_digest, offered):
            return refusal(403, "code-wrong", "This code is not the one that was given out for this terminal.")
        if not is_signed(public_key, request.code.encode(), from_text(request.proof)):
            return refusal(422, "proof-wrong", "The code is not signed by this key.")
        owner = Caller(row.terminal_id, row.division_code, row.number_prefix, thumbprint(public_key), row.enrolment)
        refused = await _bind(db, row, owner, public_key, now)
        if refused is not None:
            return refused
        await _update(db, row, tries_left_count=row.tries_left_count + 1)
        held = await leases_of(db, owner)
        return Enrolled(
            terminal_id=owner.terminal_id,
            division_code=owner.division_code,
            platform_key=to_text(reception.database.signer.public_key),
            keys=await current_keys(reception, db, now),
            lease=held[0] if held else await give_lease(db, owner, now),
        )


async def confirm(reception: Reception, terminal_id: str, told: Confirmation) -> Refusal | None:
    """Let a terminal file: the fingerprint on its screen is the one of the key that came with the code.

    Every other key of this terminal stops holding: one machine stands in one place.
    """
    now = reception.clock.now()
    async with reception.database.write() as db:
        row = await find_terminal(db, terminal_id)
        if row is None:
            return _no_terminal()
        mine = (terminal_keys.c.terminal_id == terminal_id) & (terminal_keys.c.enrolment == row.enrolment)
        keys = (await db.execute(select(terminal_keys).where(mine))).all()
        named = next((key for key in keys if _is_named(key, told.fingerprint)), None)
        if named is None or named.state == KeyState.REVOKED.value:
            if any(key.state == KeyState.OFFERED.value for key in keys):
                return refusal(409, "fingerprint-differs", "This is not the fingerprint of the key that was handed in.")
            return refusal(409, "nothing-to-confirm", "No key waits for being confirmed.")
        if named.state == KeyState.OFFERED.value:
            await _activate(reception, db, row, named, now)
    return None


async def revoke(reception: Reception, terminal_id: str) -> Refusal | None:
    """Take a terminal out of service for good; every key it ever had is told so when it is used."""
    now = reception.clock.now()
    async with reception.database.write() as db:
        row = await find_terminal(db, terminal_id)
        if row is None:
            return _no_terminal()
        if row.state == TerminalState.REVOKED.value:
            return None
        await _drop_offered(db, terminal_id)
        await _end_keys(db, terminal_id, now, state=KeyState.REVOKED.value)
        who = {"revoked_at": now, "revoked_by": reception.settings.staff_name}
        await _update(db, row, state=TerminalState.REVOKED.value, tries_left_count=0, **who)
    return None


async def find_terminal(db: AsyncConnection, terminal_id: str) -> Row[Any] | None:
    """A terminal's row."""
    return (await db.execute(select(terminals).where(terminals.c.terminal_id == terminal_id))).one_or_none()


def _digest(reception: Reception, terminal_id: str, code: str) -> bytes:
    said = f"enrolment\0{terminal_id}\0{code}".encode()
    return hmac.new(reception.database.secret, said, hashlib.sha256).digest()


async def _cannot_have_code(db: AsyncConnection, row: Row[Any] | None, draft: TerminalDraft) -> Refusal | None:
    if row is not None:
        same = (row.division_code, row.number_prefix) == (draft.division_code, draft.number_prefix)
        return None if same else refusal(409, "terminal-elsewhere", "A terminal of this id has another place.")
    prefixes = select(terminals.c.terminal_id).where(terminals.c.number_prefix == draft.number_prefix)
    if (await db.execute(prefixes)).first() is not None:
        return refusal(409, "prefix-taken", "Another terminal gives out numbers of this prefix.")
    return None


async def _add(
    reception: Reception, db: AsyncConnection, draft: TerminalDraft, values: dict[str, Any], now: datetime
) -> None:
    await db.execute(
        insert(terminals).values(
            division_code=draft.division_code,
            terminal_id=draft.terminal_id,
            number_prefix=draft.number_prefix,
            state=TerminalState.AWAITING_ENROLMENT.value,
            enrolment=1,
            created_at=now,
            created_by=reception.settings.staff_name,
            **values,
        )
    )


async def _begin_anew(db: AsyncConnection, row: Row[Any], values: dict[str, Any]) -> None:
    """The machine that stands there files on until another one is confirmed."""
    await _drop_offered(db, row.terminal_id)
    active = row.state == TerminalState.ACTIVE.value
    state = row.state if active else TerminalState.AWAITING_ENROLMENT.value
    await _update(db, row, state=state, enrolment=row.enrolment + 1, **values)


async def _count_try(reception: Reception, terminal_id: str) -> Refusal | None:
    async with reception.database.write() as db:
        row = await find_terminal(db, terminal_id)
        if row is None:
            return refusal(403, "code-wrong", "This code is not the one that was given out for this terminal.")
        if row.tries_left_count <= 0:
            return _code_over()
        await _update(db, row, tries_left_count=row.tries_left_count - 1)
    return None


async def _bind(db: AsyncConnection, row: Row[Any], owner: Caller, public_key: bytes, now: datetime) -> Refusal | None:
    """Write the key down under this enrolment, unless it is there; None when it is."""
    known = (await db.execute(select(terminal_keys).where(terminal_keys.c.key_id == owner.key_id))).one_or_none()
    if known is not None:
        if known.terminal_id != owner.terminal_id or known.state == KeyState.REVOKED.value:
            return refusal(409, "key-in-use", "This key has belonged to a terminal before; a new one is needed.")
        if known.enrolment == owner.enrolment:
            return None
    mine = (terminal_keys.c.terminal_id == owner.terminal_id) & (terminal_keys.c.enrolment == owner.enrolment)
    if now >= row.code_expires_at or (await db.execute(select(terminal_keys.c.key_id).where(mine))).first():
        return _code_over()
    values = {"state": KeyState.OFFERED.value, "enrolment": owner.enrolment, "valid_from": now, "holds_until": None}
    whose = {"division_code": owner.division_code, "terminal_id": owner.terminal_id}
    if known is not None:  # the same machine, with another code
        await db.execute(update(terminal_keys).where(terminal_keys.c.key_id == owner.key_id).values(**values))
    else:
        new = insert(terminal_keys).values(key_id=owner.key_id, public_key=public_key, **whose, **values)
        await db.execute(new)
    if row.state == TerminalState.AWAITING_ENROLMENT.value:
        await _update(db, row, state=TerminalState.AWAITING_CONFIRMATION.value)
    return None


async def _activate(reception: Reception, db: AsyncConnection, row: Row[Any], key: Row[Any], now: datetime) -> None:
    await _end_keys(db, row.terminal_id, now)
    this = terminal_keys.c.key_id == key.key_id
    active = {"state": KeyState.ACTIVE.value, "valid_from": now, "holds_until": None}
    await db.execute(update(terminal_keys).where(this).values(**active))
    who = {"confirmed_at": now, "confirmed_by": reception.settings.staff_name}
    await _update(db, row, state=TerminalState.ACTIVE.value, **who)
    await forget_beats(db, row.terminal_id)


async def _end_keys(db: AsyncConnection, terminal_id: str, now: datetime, **values: Any) -> None:
    """Every key stops holding now, unless it did before."""
    mine = terminal_keys.c.terminal_id == terminal_id
    if values:
        await db.execute(update(terminal_keys).where(mine).values(**values))
    holding = mine & ((terminal_keys.c.holds_until.is_(None)) | (terminal_keys.c.holds_until > now))
    await db.execute(update(terminal_keys).where(holding).values(holds_until=now))


async def _drop_offered(db: AsyncConnection, terminal_id: str) -> None:
    offered = terminal_keys.c.state == KeyState.OFFERED.value
    await db.execute(delete(terminal_keys).where((terminal_keys.c.terminal_id == terminal_id) & offered))


async def _update(db: AsyncConnection, row: Row[Any], **values: Any) -> None:
    here = (terminals.c.division_code == row.division_code) & (terminals.c.terminal_id == row.terminal_id)
    await db.execute(update(terminals).where(here).values(**values))


def _is_named(key: Row[Any], told: str) -> bool:
    return fingerprint(key.public_key).replace(" ", "") == told.replace(" ", "")


def _code_over() -> Refusal:
    return refusal(403, "code-over", "This code is used up or its time is over; staff can give out another one.")


def _no_terminal() -> Refusal:
    return refusal(404, "not-found", "There is no such terminal.")
