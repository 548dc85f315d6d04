"""The code on a terminal's screen and the answer to it: how staff without a card sign in, also where no network is.

    code    12 characters of Crockford's base 32 (60 bits):  level 2 | nonce 32 | first person 16 | check 10
    answer  8 digits:  HMAC-SHA256(the terminal's answer key, "bianmin answer/1" 0 terminal 0 code) mod 10^8

The key is the terminal's own, made by it and escrowed sealed to the platform, so an answer is good for one terminal,
one level and one code; the terminal takes it once and not for long. `check` is an HMAC too: a code of another terminal,
or one that was misread, is told from a good one before anybody answers it. `first person` names who is signed in
already where a second one is wanted, so that the platform can refuse an answer to the same person.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: without I, L, O and U."""
CODE_LENGTH, ANSWER_DIGITS = 12, 8
ANSWER_KEY_BYTES = 32
_LEVEL_BITS, _NONCE_BITS, _PERSON_BITS, _CHECK_BITS = 2, 32, 16, 10
_ALIKE = str.maketrans("ILOU", "110V")


@dataclass(frozen=True, slots=True)
class StaffCode:
    """What a code says."""

    level: int
    nonce: int
    first_tag: int
    """Of who is signed in already (`person_tag`); 0 where nobody is."""
    text: str


def new_answer_key() -> bytes:
    """A terminal's key; it never leaves it but sealed."""
    return secrets.token_bytes(ANSWER_KEY_BYTES)


def new_code(key: bytes, terminal_id: str, level: int, first_tag: int = 0) -> StaffCode:
    """A fresh one."""
    return _code(key, terminal_id, level, secrets.randbits(_NONCE_BITS), first_tag)


def read_code(key: bytes, terminal_id: str, text: str) -> StaffCode | None:
    """What somebody read off the screen; None if it is no code of this terminal."""
    clean = "".join(text.split()).replace("-", "").upper().translate(_ALIKE)
    if len(clean) != CODE_LENGTH or any(letter not in ALPHABET for letter in clean):
        return None
    number = 0
    for letter in clean:
        number = number << 5 | ALPHABET.index(letter)
    head = number >> _CHECK_BITS
    first_tag = head & (1 << _PERSON_BITS) - 1
    nonce = head >> _PERSON_BITS & (1 << _NONCE_BITS) - 1
    found = _code(key, terminal_id, head >> _PERSON_BITS + _NONCE_BITS, nonce, first_tag)
    return found if hmac.compare_digest(found.text, clean) else None


def answer_to(key: bytes, terminal_id: str, code: StaffCode) -> str:
    """The one answer."""
    number = int.from_bytes(_mac(key, b"bianmin answer/1", terminal_id, code.text)[:16], "big")
    return f"{number % 10**ANSWER_DIGITS:0{ANSWER_DIGITS}d}"


def is_answer(key: bytes, terminal_id: str, code: StaffCode, typed: str) -> bool:
    """Whether it is the one answer; takes as long for any."""
    return hmac.compare_digest(answer_to(key, terminal_id, code), typed)


def person_tag(person_id: str) -> int:
    """Names somebody in 16 bits that are not 0."""
    return int.from_bytes(hashlib.sha256(b"bianmin person/1\0" + person_id.encode()).digest()[:2], "big") or 1


def _code(key: bytes, terminal_id: str, level: int, nonce: int, first_tag: int) -> StaffCode:
    head = (level << _NONCE_BITS | nonce) << _PERSON_BITS | first_tag
    check = int.from_bytes(_mac(key, b"bianmin code/1", terminal_id, str(head))[:2], "big") >> 16 - _CHECK_BITS
    number = head << _CHECK_BITS | check
    text = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))
    return StaffCode(level, nonce, first_tag, text)


def _mac(key: bytes, about: bytes, terminal_id: str, text: str) -> bytes:
    return hmac.digest(key, b"\0".join((about, terminal_id.encode(), text.encode())), "sha256")
