"""Talking with a staff card: commands of PIV (NIST SP 800-73-4 part 2), answers as values.

    SELECT PIV ─► certificate 9E ─► chain, dates ─► challenge signed by 9E ─► whose card this is
    SELECT PIV ─► VERIFY PIN ─► certificate 9A: the same person ─► challenge signed by 9A ─► that they know its PIN

A PIN goes to the card and nowhere else; it is never kept, logged or compared here.
"""

from dataclasses import dataclass
from datetime import datetime

from devices.contracts.results import TimedOut
from devices.contracts.smart_card import Answered, CardLost, Conversation
from kiosk.maintenance.visit import Problem
from kiosk.wire.staff_cards import CardDoubt, CardHolder, CardRoots, is_answered, new_challenge

SELECT_PIV = bytes.fromhex("00A4040009A00000030800001000") + b"\x00"
CERTIFICATE_9A, CERTIFICATE_9E = bytes.fromhex("5FC105"), bytes.fromhex("5FC101")
KEY_9A, KEY_9E, P256 = 0x9A, 0x9E, 0x11
OK, NO_FILE, BLOCKED, NOT_ALLOWED = 0x9000, 0x6A82, 0x6983, 0x6982
_WRONG_PIN, _WRONG_PIN_MASK = 0x63C0, 0xFFF0
_PIN_BYTES = 8


@dataclass(frozen=True, slots=True)
class WrongPin:
    """And how often the card lets it be tried yet."""

    tries_left: int


def get_data(object_id: bytes) -> bytes:
    """GET DATA of one object; the longest answer, which comes in pieces."""
    wanted = b"\x5c" + bytes((len(object_id),)) + object_id
    return b"\x00\xcb\x3f\xff" + bytes((len(wanted),)) + wanted + b"\x00"


def verify(pin: str) -> bytes:
    """VERIFY of the PIV PIN, padded with FF."""
    return b"\x00\x20\x00\x80" + bytes((_PIN_BYTES,)) + pin.encode("ascii").ljust(_PIN_BYTES, b"\xff")


def sign(key: int, digest: bytes) -> bytes:
    """GENERAL AUTHENTICATE: the card's ECDSA signature over a digest."""
    template = b"\x82\x00\x81" + bytes((len(digest),)) + digest
    wrapped = b"\x7c" + bytes((len(template),)) + template
    return bytes((0x00, 0x87, P256, key, len(wrapped))) + wrapped + b"\x00"


def value_of(data: bytes, *tags: int) -> bytes | None:
    """What lies under these tags, one within the other (BER-TLV with tags of one byte); None if it is not there."""
    for tag in tags:
        found = _find(data, tag)
        if found is None:
            return None
        data = found
    return data


async def whose(card: Conversation, roots: CardRoots, terminal_id: str, now: datetime) -> CardHolder | Problem:
    """Find out, before any PIN, whether this is a card of ours and whose."""
    selected = await _ask(card, SELECT_PIV)
    if isinstance(selected, Problem):
        return selected
    return await _proved(card, roots, terminal_id, now, CERTIFICATE_9E, KEY_9E)


async def knows_pin(
    card: Conversation, roots: CardRoots, terminal_id: str, now: datetime, pin: str
) -> CardHolder | WrongPin | Problem:
    """Whether whoever typed this knows the card's PIN, and whose card it is."""
    selected = await _ask(card, SELECT_PIV)
    if isinstance(selected, Problem):
        return selected
    told = await card.ask(verify(pin))
    if not isinstance(told, Answered):
        return _lost(told)
    if told.status_word & _WRONG_PIN_MASK == _WRONG_PIN and told.status_word & 0xF:
        return WrongPin(told.status_word & 0xF)
    if told.status_word != OK:
        return Problem.CARD_BLOCKED
    return await _proved(card, roots, terminal_id, now, CERTIFICATE_9A, KEY_9A)


async def _proved(
    card: Conversation, roots: CardRoots, terminal_id: str, now: datetime, object_id: bytes, key: int
) -> CardHolder | Problem:
    """A certificate that is believed, and a fresh challenge that its key signed."""
    held = await _ask(card, get_data(object_id))
    if isinstance(held, Problem):
        return held
    der = value_of(held, 0x53, 0x70)
    holder = CardDoubt.NO_STAFF_CARD if der is None else roots.judge(der, now)
    if isinstance(holder, CardDoubt):
        return Problem(holder.value)
    challenge = new_challenge(terminal_id)
    signed = await _ask(card, sign(key, challenge.digest))
    if isinstance(signed, Problem):
        return Problem.NOT_GENUINE if signed is Problem.NO_STAFF_CARD else signed
    signature = value_of(signed, 0x7C, 0x82)
    if signature is None or not is_answered(holder, challenge, signature):
        return Problem.NOT_GENUINE
    return holder


async def _ask(card: Conversation, command: bytes) -> bytes | Problem:
    """The data of an answer that is well."""
    told = await card.ask(command)
    if not isinstance(told, Answered):
        return _lost(told)
    return told.data if told.status_word == OK else Problem.NO_STAFF_CARD


def _lost(told: CardLost | TimedOut) -> Problem:
    return Problem.PULLED if isinstance(told, CardLost) else Problem.NO_ANSWER


def _find(data: bytes, wanted: int) -> bytes | None:
    at = 0
    while at + 2 <= len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length > 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > len(data):
            return None
        if tag == wanted:
            return data[at : at + length]
        at += length
    return None
