"""How this machine comes to belong to a platform, changes its key, and takes its leave (decisions/0014).

    code ─► key made here ─► handed in with the code signed by it ─► Enrolled pinned ─► people compare the fingerprint
    next key on disk ─► PUT, signed by the present one ─► taken ─► the present one destroyed

Both may be cut short anywhere and begun again: the key that was handed in is on disk before anybody hears of it.
"""

import re
from pathlib import Path
from typing import Protocol

from kiosk.core.clock import Clock
from kiosk.sync.answers import NewFeed, TryLater, Unavailable
from kiosk.sync.client import AS_JSON, PlatformClient
from kiosk.sync.exchange import NO_SIGNATURE, Exchange
from kiosk.sync.identity import (
    ForeignKeysError,
    Identity,
    Standing,
    candidate_signer,
    forget_candidate,
    keep_enrolment,
)
from kiosk.sync.judge import NOT_KNOWN, Request, cause_of, read, slug_of
from kiosk.sync.key_store import FILES, KeyStore, signed
from kiosk.telemetry import emit
from kiosk.wire import Enrolled, EnrolmentRequest, KeyChange, Signer, SigningError, encode, to_text

POLL_S = 2.0
CONFIRMED_WITHIN_S = 1800.0
"""Twice the life of a code. The same code may be typed again, and the waiting goes on."""
KEY_IN_USE = "key-in-use"
_ALIKE = str.maketrans("OIL", "011")
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")


class KeyKeeper(Protocol):
    """What a change of keys needs of `PlatformClient`."""

    async def change_key(self, change: KeyChange, signer: Signer | None = None) -> Unavailable | None: ...


def read_code(typed: str) -> str | None:
    """A one-time code as somebody typed it: any case, any dashes, O for 0, I and L for 1; None if it is none."""
    code = re.sub(r"[\s-]", "", typed).upper().translate(_ALIKE)
    return code if _CODE.fullmatch(code) else None


async def enrol(
    exchange: Exchange, folder: Path, terminal_id: str, prefix: str, code: str, keys: KeyStore = FILES
) -> Identity | Unavailable:
    """Hand in this machine's key with the code, and pin what the platform says; again, after an answer was lost.

    A key that cannot sign is forgotten: nobody belongs to it yet, and the next attempt may choose another store.
    """
    try:
        signer = candidate_signer(folder, keys)
        proof = to_text(await signed(signer, code.encode()))
    except SigningError as error:
        forget_candidate(folder)
        return _cannot_sign(error)
    asked = EnrolmentRequest(terminal_id=terminal_id, code=code, public_key=to_text(signer.public_key), proof=proof)
    answer = await exchange.ask(Request("POST", "/v1/enrolments", encode(asked), AS_JSON))
    if isinstance(answer, TryLater):
        return Unavailable(answer.cause)
    enrolled = read(answer, Enrolled)
    if enrolled is None:
        if slug_of(answer) == KEY_IN_USE:
            forget_candidate(folder)
        return Unavailable(slug_of(answer) or cause_of(answer))
    if (enrolled.terminal_id, enrolled.lease.prefix) != (terminal_id, prefix):
        return Unavailable("another_terminal")
    try:
        return keep_enrolment(folder, signer, enrolled, keys)
    except ForeignKeysError:
        return Unavailable("foreign_keys")


async def until_confirmed(platform: PlatformClient, identity: Identity, clock: Clock) -> Unavailable | None:
    """Ask again and again whether this machine may file; None when somebody has confirmed its fingerprint.

    Ends without, when the key is known no more, since another code was given out, and when nobody comes.
    """
    end_s = clock.monotonic_s() + CONFIRMED_WITHIN_S
    while clock.monotonic_s() < end_s:
        told = await platform.feed(identity.enrolled.division_code, None)
        if isinstance(told, NewFeed):
            identity.confirm()
            return None
        if isinstance(told, Unavailable) and told.cause == NOT_KNOWN:
            return told
        if identity.standing is Standing.REVOKED:
            return Unavailable("revoked")
        await clock.sleep(POLL_S)
    return Unavailable("not-confirmed")


async def change_key(platform: KeyKeeper, identity: Identity) -> Unavailable | None:
    """Put another key in the place of the present one; None when it is in use.

    An attempt that was cut short is gone on with, by the same key, also by the heartbeat: the platform may have taken
    it, and then the present one holds for seven days only. After those, the following one signs for itself.
    """
    was_begun = identity.is_changing_key
    try:
        following = identity.next_signer()
        proof = to_text(await signed(following, following.public_key))
    except SigningError as error:
        return _cannot_sign(error)
    change = KeyChange(public_key=to_text(following.public_key), proof=proof)
    refused = await platform.change_key(change)
    if was_begun and refused is not None and refused.cause == NOT_KNOWN:
        refused = await platform.change_key(change, following)
    if refused is None:
        identity.adopt(following)
    elif refused.cause == KEY_IN_USE:
        identity.forget_next_signer()
    return refused


def _cannot_sign(error: SigningError) -> Unavailable:
    emit("not_signed", cause=str(error))
    return Unavailable(NO_SIGNATURE)
