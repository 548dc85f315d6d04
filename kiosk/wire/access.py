"""What a terminal and its platform say about staff's ways in.

terminal ──PUT /v1/access (AccessEscrow, sealed) ─► kept for staff who read out a PIN or answer a code
         ──heartbeat: ways in that are dead ──────►
         ◄─ HeartbeatAnswer.revivals ────────────── those that the platform revives, each order once
"""

from typing import Annotated

import msgspec

from kiosk.wire.parties import Wire
from kiosk.wire.terminals import Ordinal

ACCESS_SCHEMA = "access/1"
ACCESS_KIND = "access"


class AccessBody(Wire, frozen=True):
    """What one generation of a terminal's ways in is; the platform alone reads it."""

    generation: Ordinal
    answer_key: str
    """Base64url."""
    pin_clerk: str
    pin_technician: str


class AccessEscrow(Wire, frozen=True):
    """One generation, sealed as an envelope is; a newer one takes the place of an older."""

    generation: Ordinal
    alg: str
    body: Annotated[str, msgspec.Meta(max_length=4096)]


class AccessTaken(Wire, frozen=True):
    """The generation that the platform holds now."""

    generation: Ordinal
