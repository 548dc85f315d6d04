"""The code on a slip: anybody can check that this machine gave out this number, also for a slip of an outage.

    BMQ1:HSL3-260421-00379:2604210941:<key id>:<signature>

Ed25519 over the text before the last colon, with the terminal's key, which the platform publishes
(`GET /v1/slip-keys`). The number says nothing about the person, and neither does the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.core.clock import CHINA
from kiosk.wire.keys import Signer, from_text, is_signed, thumbprint, to_text

MARK = "BMQ1"
MINUTE = "%y%m%d%H%M"


@dataclass(frozen=True, slots=True)
class SlipClaim:
    """What a slip says and who vouches for it."""

    number: str
    filed_at: datetime
    """To the minute, China's civil time."""
    key_id: str


def slip_code(number: str, filed_at: datetime, signer: Signer) -> str:
    """The text of a slip's QR code, at most 140 ASCII characters."""
    said = f"{MARK}:{number}:{filed_at.astimezone(CHINA).strftime(MINUTE)}:{thumbprint(signer.public_key)}"
    return f"{said}:{to_text(signer.sign(said.encode()))}"


def check_slip(code: str, public_keys: Mapping[str, bytes]) -> SlipClaim | None:
    """What the code truly claims; None if nobody in `public_keys` (by key id) signed exactly this."""
    said, _, signature = code.strip().rpartition(":")
    parts = said.split(":")
    if len(parts) != 4 or parts[0] != MARK or parts[3] not in public_keys:
        return None
    try:
        at = datetime.strptime(parts[2], MINUTE).replace(tzinfo=CHINA)
        signed = is_signed(public_keys[parts[3]], said.encode(), from_text(signature))
    except ValueError:
        return None
    return SlipClaim(parts[1], at, parts[3]) if signed else None
