"""The code on a slip: anybody can check that this machine gave out this number, also for a slip of an outage.

    BMQ1:HSL3-260421-00373:2604210941:<8 digits of the key id>:<signature>

Signed is the text before the last colon, with the terminal's key of either kind, which the platform publishes
(`GET /v1/slip-keys`). The number says nothing about the person, and neither does the code.

Only characters of a QR code's alphanumeric mode (ISO/IEC 18004 §7.4.4), the signature in base 32 (RFC 4648 §6,
unpadded): at most 150 characters, which is version 5 (37 modules) at level L and version 6 (41 modules) at level M.
Base64 would need 49 modules, too fine for 80 mm paper.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.core.clock import CHINA
from kiosk.core.numbers import has_number_shape, is_case_number
from kiosk.wire.keys import Signer, from_text, is_signed, thumbprint
from kiosk.wire.parties import Wire
from kiosk.wire.terminals_words import SigningKeyText

MARK = "BMQ1"
MINUTE = "%y%m%d%H%M"
KEY_DIGITS = 8


@dataclass(frozen=True, slots=True)
class SlipClaim:
    """What a slip says and who vouches for it."""

    number: str
    filed_at: datetime
    """To the minute, China's civil time."""
    key_id: str


def slip_code(number: str, filed_at: datetime, signer: Signer) -> str:
    """The text of a slip's QR code. Raises `SigningError`."""
    key = thumbprint(signer.public_key)[:KEY_DIGITS].upper()
    said = f"{MARK}:{number}:{filed_at.astimezone(CHINA).strftime(MINUTE)}:{key}"
    return f"{said}:{base64.b32encode(signer.sign(said.encode())).rstrip(b'=').decode()}"


def check_slip(code: str, public_keys: Mapping[str, bytes]) -> SlipClaim | None:
    """What the code truly claims; None if nobody in `public_keys` (by key id) signed exactly this."""
    said, _, signature = code.strip().rpartition(":")
    parts = said.split(":")
    if len(parts) != 4 or parts[0] != MARK or len(parts[3]) != KEY_DIGITS:
        return None
    try:
        at = datetime.strptime(parts[2], MINUTE).replace(tzinfo=CHINA)
        signed = base64.b32decode(signature + "=" * (-len(signature) % 8))
    except ValueError:
        return None
    for key_id, public_key in public_keys.items():
        if key_id.startswith(parts[3].lower()) and is_signed(public_key, said.encode(), signed):
            return SlipClaim(parts[1], at, key_id)
    return None


def number_on(code: str) -> str:
    """The case number that a slip's code carries, signed or bare, and whether or not it is true; else empty."""
    text = code.strip()
    said = text.split(":")[1] if text.startswith(f"{MARK}:") else text
    return said if has_number_shape(said) else ""


class SlipKey(Wire, frozen=True):
    """A terminal's public key and its own numbers' prefix; it signs nothing true for a time after its end."""

    public_key: SigningKeyText
    number_prefix: str
    revoked_at: datetime | None = None
    """Its end, by staff's word; what it signed for earlier is in doubt as well."""
    holds_until: datetime | None = None
    """Its end, because another key has followed it or another machine its machine."""

    def is_over(self, at: datetime) -> bool:
        """Whether the key was no longer good at that moment."""
        return any(end is not None and at >= end for end in (self.revoked_at, self.holds_until))


class SlipKeys(Wire, frozen=True):
    """The answer of `GET /v1/slip-keys`, by key id."""

    keys: dict[str, SlipKey]


class SlipDoubt(StrEnum):
    """Why a slip is not proven true; each has its words under `verify.*`."""

    NO_CODE = "no_code"
    BARE_NUMBER = "bare_number"
    BAD_NUMBER = "bad_number"
    NOT_SIGNED = "not_signed"
    OTHER_PREFIX = "other_prefix"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class TrueSlip:
    """A machine of ours vouches that this number was given out at this time."""

    claim: SlipClaim
    key: SlipKey
    copied_at: str | None = None
    """Set for a copy (补打件): the prefix of the machine that made it, which is not the one the number is of."""


def judge_slip(code: str, published: SlipKeys) -> TrueSlip | SlipDoubt:
    """Whether a slip is true by the published keys.

    Any machine may make a copy of any other's slip, so a copy says no more than that its machine was told of the case;
    the platform knows whether the case is there. The holder of a key revoked since could have signed for an earlier
    time, so `TrueSlip` brings the key along.
    Raises ValueError if a key is malformed.
    """
    text = code.strip()
    if not text.startswith(f"{MARK}:"):
        return _without_signature(text)
    claim = check_slip(text, {key_id: from_text(key.public_key) for key_id, key in published.keys.items()})
    if claim is None:
        return SlipDoubt.NOT_SIGNED
    key = published.keys[claim.key_id]
    prefix = claim.number.partition("-")[0]
    if all(prefix != known.number_prefix for known in published.keys.values()):
        return SlipDoubt.OTHER_PREFIX
    if key.is_over(claim.filed_at):
        return SlipDoubt.TOO_LATE
    return TrueSlip(claim, key, copied_at=None if prefix == key.number_prefix else key.number_prefix)


def _without_signature(text: str) -> SlipDoubt:
    if is_case_number(text):
        return SlipDoubt.BARE_NUMBER
    return SlipDoubt.BAD_NUMBER if has_number_shape(text) else SlipDoubt.NO_CODE
