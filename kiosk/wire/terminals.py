"""What terminal and platform say about the terminal itself: enrolment, keys, number leases, heartbeats.

staff ──POST /v1/terminals ─────────────► one-time code, 8 characters, 15 minutes, 5 tries
terminal ──POST /v1/enrolments (code) ──► Enrolled, awaiting confirmation of its fingerprint
staff ──POST /v1/terminals/{id}/confirmation (fingerprint) ─► the terminal may file
terminal ──POST /v1/leases ─────────────► Lease          a block of serials, never given twice
         ──POST /v1/heartbeats ─────────► HeartbeatAnswer  server time, watermark, newest keys
         ──PUT /v1/terminal-key ────────► the new key, signed by the old one; both hold for 7 days
         ◄─GET /v1/keys ────────────────── PlatformKeys    signed by the platform's own key
"""

from datetime import datetime
from typing import Annotated

import msgspec

from kiosk.wire.commands import MOST_COMMANDS, Command, CommandsBeat
from kiosk.wire.messages import DivisionCode, Id, Sha256
from kiosk.wire.parties import Wire
from kiosk.wire.plausible import GREATEST
from kiosk.wire.terminals_words import CredentialName, KeyText, SignatureText, SigningKeyText, StateWord

TerminalId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{3,40}$")]
NumberPrefix = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{2,8}$")]
EnrolmentCode = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{8}$")]
"""Crockford's base 32: 40 bits."""
LEASE_SIZE = 500
Count = Annotated[int, msgspec.Meta(ge=0, le=GREATEST)]
Ordinal = Annotated[int, msgspec.Meta(ge=1, le=GREATEST)]


class Lease(Wire, frozen=True):
    """Serials `first` … `last`, both included, of one prefix: this machine's alone, for ever."""

    prefix: NumberPrefix
    first: Ordinal
    last: Ordinal


class LeaseWish(Wire, frozen=True):
    """More numbers, please. Asked again with the same `after`, the same block is the answer."""

    after: Count
    """The last serial this machine holds; 0 if none."""


class SealingKeyText(Wire, frozen=True):
    """One key to seal to."""

    public_key: KeyText
    not_after: datetime
    """Do not seal to it afterwards; it can be opened for long after that."""


class PlatformKeys(Wire, frozen=True):
    """What to seal to, newest first; `signature` by the platform's own key over `signed_bytes()`."""

    version: Ordinal
    sealing: list[SealingKeyText]
    signature: SignatureText

    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return b"bianmin keys/1\0" + msgspec.json.encode((self.version, self.sealing))


class EnrolmentRequest(Wire, frozen=True):
    """Who is there. `proof`: the code signed by the new key, so that a code on the wire is no use to another."""

    terminal_id: TerminalId
    code: EnrolmentCode
    public_key: SigningKeyText
    proof: SignatureText


class Enrolled(Wire, frozen=True):
    """What the terminal must remember: whom it belongs to."""

    terminal_id: TerminalId
    division_code: DivisionCode
    platform_key: KeyText
    """The platform's own Ed25519 key; pinned from now on."""
    keys: PlatformKeys
    lease: Lease


class KeyChange(Wire, frozen=True):
    """A terminal's next key; the request is signed by the present one, `proof` (over the key's bytes) by the next."""

    public_key: SigningKeyText
    proof: SignatureText


class DeadLetterReport(Wire, frozen=True):
    """One message that needs a person; says nothing of its content."""

    message_id: Id
    case_id: Id
    kind: str
    cause: str
    is_held: bool
    is_waiting: bool = False
    """It is tried again and again all the same; a day of that was not enough."""


class QueueReport(Wire, frozen=True):
    """The queue, counted from the store at this moment."""

    waiting_count: Count
    refused_count: Count
    """The platform will never take them as they are; a person must look."""
    oldest_waiting_s: Annotated[float, msgspec.Meta(ge=0, le=GREATEST)] | None
    acknowledged_count: Count
    """Messages (pages not counted) that the platform acknowledged to this terminal, under whichever enrolment, out of
    the queue in use."""
    last_acknowledged_at: datetime | None
    dead_letters: list[DeadLetterReport]
    """The oldest 20."""
    set_aside_count: Count = 0
    """Queues of this machine that were corrupt, gone or another terminal's at a start; a person must look at them."""
    held_count: Count = 0
    """Kept back by a technician, for a person to let go on."""
    overdue_count: Count = 0
    """Of those that wait: tried for a day and more, and not arrived; a person must look at them."""


class DeviceBeat(Wire, frozen=True):
    """One device of the terminal at the moment of the beat. Words, not enumerations: a platform that is older than its
    terminal shows a word it does not know as unknown, and refuses no beat for it."""

    role: StateWord
    state: StateWord
    """`ok`; what it lacks for its service (devices.contracts.readiness.Lack); what it will lack soon (`paper_low`)."""
    lasts_s: Annotated[float, msgspec.Meta(ge=0, le=GREATEST)] | None
    """For how long it has been so; None where nobody saw it begin. No moment: a terminal's clock may be wrong."""


class PaperBeat(Wire, frozen=True):
    """The paper of the receipt printer, by the length that its driver saw move."""

    printed_mm: Count
    """Of all rolls, since this machine counts."""
    slip_count: Count
    left_mm: Count | None
    """On the roll in use; None where nobody knows when it was put in."""


class AuditMark(Wire, frozen=True):
    """The audit's last hash when it had so many entries."""

    entry_count: Ordinal
    hash: Sha256


class Heartbeat(Wire, frozen=True):
    """One beat."""

    beat: Ordinal
    """Grows by one for ever; a number seen before is a copied disk."""
    at: datetime
    program_version: str
    queue: QueueReport
    audit_count: Count
    audit_head: Sha256 | None
    free_bytes: Count
    numbers_left_count: Count
    devices: Annotated[list[DeviceBeat], msgspec.Meta(max_length=32)] = msgspec.field(default_factory=list)
    """Those this terminal has."""
    paper: PaperBeat | None = None
    """None where there is no receipt printer, or nothing was counted yet."""
    audit_before: AuditMark | None = None
    """The mark that the last answer asked for; None where none did since the program began, or where there is none."""
    locked: Annotated[list[CredentialName], msgspec.Meta(max_length=32)] = msgspec.field(default_factory=list)
    """Ways in that are dead until somebody revives them."""
    commands: CommandsBeat | None = None
    """None of a terminal that hears none."""


class Revival(Wire, frozen=True):
    """One credential may be used again. `order` grows by one for each of a terminal's, and is followed once."""

    order: Ordinal
    credential: CredentialName


class Watermark(Wire, frozen=True):
    """What the platform holds of this terminal: fewer than the terminal has acknowledgements for is a loss there."""

    message_count: Count
    last_message_id: Id | None
    """For people: a terminal compares the count."""


class HeartbeatAnswer(Wire, frozen=True, omit_defaults=True):
    """The platform's side of one beat; what has its default does not travel, so that terminals of before read it."""

    received_at: datetime
    watermark: Watermark
    keys_version: int
    audit_known_count: Count = 0
    """How many entries of the audit the platform is sure of: the next beat tells the hash there."""
    revivals: Annotated[list[Revival], msgspec.Meta(max_length=32)] = msgspec.field(default_factory=list)
    """Told until the credential is not among `locked` any more."""
    commands: Annotated[list[Command], msgspec.Meta(max_length=MOST_COMMANDS)] = msgspec.field(default_factory=list)
    """Oldest first; only for a terminal that hears them."""


class BundleOffer(Wire, frozen=True):
    """A newer version of the program lies at the platform; whose it is, its own signature shows (decisions/0044)."""

    serial: Ordinal
    length: Ordinal
    """Of the whole bundle, in bytes."""


class Revoked(Wire, frozen=True):
    """The platform's signed word, in a 403 problem's extension `revoked`: this key of this terminal is no longer good.

    It names the key, so that an old word says nothing to a machine that was enrolled again.
    """

    terminal_id: TerminalId
    key_id: str
    at: datetime
    signature: SignatureText

    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return b"bianmin revoked/1\0" + msgspec.json.encode((self.terminal_id, self.key_id, self.at))
