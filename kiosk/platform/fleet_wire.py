"""What travels about terminals between staff, anybody with a slip, and platform. Shapes only."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.platform.paper import PaperForecast
from kiosk.platform.staff_wire import Name
from kiosk.wire import DivisionCode, Heartbeat, Wire
from kiosk.wire.messages import Id, Sha256
from kiosk.wire.terminals import EnrolmentCode, NumberPrefix, TerminalId

Fingerprint = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}( ?[0-9]{4}){5}$")]


class TerminalDraft(Wire, frozen=True):
    """A place for a terminal. Asked for again, the same terminal gets another code: its machine is set up anew."""

    terminal_id: TerminalId
    division_code: DivisionCode
    number_prefix: NumberPrefix
    place: Name


class CodeGiven(Wire, frozen=True):
    """The one-time code, shown this once."""

    terminal_id: str
    code: EnrolmentCode
    expires_at: datetime
    tries_count: int


class Confirmation(Wire, frozen=True):
    """What the technician reads from the terminal's screen."""

    fingerprint: Fingerprint


class TerminalAct(StrEnum):
    """What a terminal can be told to do."""

    RESTART = "restart"
    """Another process, once nobody is being served."""
    SELF_TEST = "self_test"
    PRINT_TEST = "print_test"
    LOCK = "lock"
    """It takes no new case; what was begun is finished."""
    UNLOCK = "unlock"


class CommandDraft(Wire, frozen=True):
    """What a terminal is to do."""

    act: TerminalAct


class CommandView(Wire, frozen=True):
    """One command; `done_at` is None until the terminal has said what came of it, or nobody did within a day."""

    command_id: str
    act: str
    given_at: datetime
    given_by: str
    asked_at: datetime | None
    done_at: datetime | None
    outcome: str | None
    detail: str


class CommandList(Wire, frozen=True):
    """The newest first."""

    commands: list[CommandView]


class ExportedMessage(Wire, frozen=True):
    """One message out of a terminal's export, by an operator's hand; the fields are its manifest's."""

    message_id: Id
    kind: Annotated[str, msgspec.Meta(max_length=24)]
    digest: Sha256
    sealed_here: bool
    """The terminal sealed the file on its way out, as a page is sealed."""
    data: bytes
    """The file, as it lies in the export."""


class HandedIn(Wire, frozen=True):
    """It is here; `is_new`: by this very request."""

    is_new: bool


class DeviceView(Wire, frozen=True):
    """One device as its terminal last told of it."""

    role: str
    state: str
    """`ok`, or what it lacks."""
    since: datetime | None
    """By the platform's clock; None where nobody saw it begin."""


class BeatView(Wire, frozen=True):
    """The last heartbeat and what it says against what is here."""

    received_at: datetime
    heartbeat: Heartbeat
    held_count: int
    """Messages that were here at that moment of those acknowledged to this machine, or to its disk before."""
    missing_count: int
    """Messages the machine had acknowledgements for that were not here at that moment: a loss at the platform."""
    missing_at: datetime | None
    """When there was last such a loss, also if all is here again."""
    repeated_count: int
    """Beats that had been here before: a copy of this machine is at work."""
    repeated_at: datetime | None
    audit_doubt_count: int
    """Beats whose audit was shorter than before or ended otherwise: it was written anew, or a copy is at work."""
    audit_doubt_at: datetime | None
    devices: list[DeviceView] = msgspec.field(default_factory=list)
    paper: PaperForecast | None = None


class TerminalView(Wire, frozen=True):
    """All that staff need of one terminal."""

    terminal_id: str
    division_code: str
    number_prefix: str
    place: str
    state: str
    created_at: datetime
    created_by: str
    confirmed_at: datetime | None
    confirmed_by: str | None
    revoked_at: datetime | None
    revoked_by: str | None
    message_count: int
    """Of all machines that ever stood there."""
    last_message_id: str | None
    leased_to: int
    """The highest serial ever given to it."""
    doubled_number_count: int
    """Its cases whose number another case held already: a copy of a machine has filed."""
    unknown_lease_count: int
    """Its cases with a number this platform does not remember leasing: it was restored from an older copy."""
    last_beat: BeatView | None


class TerminalPage(Wire, frozen=True):
    """Terminals by their id; `next_cursor` asks for what follows."""

    terminals: list[TerminalView]
    next_cursor: str | None = None


class SlipAnswer(Wire, frozen=True):
    """Whether the slip is true, and which number it is for. What is no true slip is told nothing more."""

    is_true: bool
    number: str | None = None
    filed_at: datetime | None = None
    revoked_at: datetime | None = None
    """Its terminal's key is no longer good since then: who holds it could have signed for an earlier time."""
    copied_at: str | None = None
    """A copy (补打件), and the prefix of the machine that made it."""
    has_arrived: bool | None = None
    """Whether a case of this number is here; one that was filed in an outage comes later."""
