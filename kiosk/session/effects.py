"""What a session wants done, as a closed union of plain values; `runner` does it and answers with events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from devices.contracts.voice import Priority
from kiosk.cases import CaseProgress, ResidentAct
from kiosk.core.ids import CaseId
from kiosk.core.person import Person
from kiosk.session.acting import Acting, Helper
from kiosk.session.drafts import Draft, KeptDraft
from kiosk.session.hearing import Telling
from kiosk.session.screens import ScannedPage
from kiosk.session.states import Mode

if TYPE_CHECKING:  # the first frame does without the catalogue's models, the wire and its cryptography
    from kiosk.catalogue import Words
    from kiosk.wire import HelpMatter


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Wait for a card and read it. Answered by `CardReadEnded`."""

    read_serial: int


@dataclass(frozen=True, slots=True)
class ReadSocialCard:
    """Read a social-security card put in from now on; one lying there may be somebody else's and is waited out.
    Answered by `SocialCardReadEnded`, or never where there is no reader for it."""

    read_serial: int


@dataclass(frozen=True, slots=True)
class StopReading:
    """Cancel the read under way, if any."""


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Seal a form whose resident was called away. Answered by `DraftKept`, at once."""

    draft: Draft = field(repr=False)
    person: Person = field(repr=False)
    until_s: float


@dataclass(frozen=True, slots=True)
class LookForKept:
    """Whether one of these is this person's. Answered by `KeptLooked`, at once."""

    read_serial: int
    person: Person = field(repr=False)
    kept: tuple[KeptDraft, ...]


@dataclass(frozen=True, slots=True)
class DropKept:
    """Let go of what is kept for this person. Answered by `KeptDropped`, at once."""

    person: Person = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileCase:
    """Commit the case to the outbox. Answered by `CaseFiled` or `CaseNotFiled`."""

    draft: Draft = field(repr=False)
    person: Person = field(repr=False)
    mode: Mode
    acting: Acting | None = None
    helper: Helper | None = None


@dataclass(frozen=True, slots=True)
class SignSlip:
    """Sign the number of a case filed before, for a copy of its slip. Answered by `SlipSigned`."""

    case_id: CaseId
    number: str
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """Print the case's slip, for the `copy_count`th time. Answered by `PrintWaits` and one `PrintEnded`."""

    case_id: CaseId
    person: Person = field(repr=False)
    item_id: str
    number: str
    filed_at: datetime
    code: str
    mode: Mode
    delivered: bool
    copy_count: int
    progress: CaseProgress | None = field(default=None, repr=False)
    """What the platform knows of one filed before: its slip is the list of what is missing, or a copy, and says so."""
    acting: Acting | None = None
    helper: Helper | None = None


@dataclass(frozen=True, slots=True)
class PrintGuide:
    """Print an entry's guide; nobody waits for a hand to bring paper for it. Answered by `GuidePrintEnded`."""

    session_serial: int
    entry_id: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class StopPrinting:
    """Give up waiting for paper; what was printed stays printed."""


@dataclass(frozen=True, slots=True)
class FileRating:
    """Commit the rating to the outbox. Answered by `RatingFiled`."""

    case_id: CaseId
    level: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindCases:
    """Ask the platform for the person's cases. Answered by `CasesFound` or `CasesUnavailable`."""

    session_serial: int
    person: Person = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallHelp:
    """Call somebody to this machine until `WithdrawHelp`. Answered by `HelpHeard`, again and again."""

    serial: int
    matter: HelpMatter


@dataclass(frozen=True, slots=True)
class WithdrawHelp:
    """Nobody need come any more."""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """Wait for a code at the scanner until `StopReading`. Answered by `CodeScanned`, once."""

    session_serial: int


@dataclass(frozen=True, slots=True)
class CapturePage:
    """Take a picture of the page under the camera. Answered by `PageCaptured` or `CaptureFailed`."""

    session_serial: int


@dataclass(frozen=True, slots=True)
class FileSupplement:
    """Commit pictures and correction to the outbox. Answered by `SupplementFiled` or `SupplementNotFiled`."""

    session_serial: int
    case_id: str
    correction_id: str
    person: Person = field(repr=False)
    pages: tuple[ScannedPage, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileWord:
    """Commit what was said of a case to the outbox. Answered by `WordFiled` or `WordNotFiled`."""

    session_serial: int
    case_id: str
    act: ResidentAct
    text: str = field(repr=False)
    person: Person = field(repr=False)


@dataclass(frozen=True, slots=True)
class Speak:
    """Say what belongs to a moment, by its key in the speech catalogue."""

    key: str
    params: dict[str, str | Words] = field(default_factory=dict)
    priority: Priority = Priority.QUEUE


def at_once(key: str, params: dict[str, str | Words] | None = None) -> Speak:
    """Say it now, and nothing more of what was being said."""
    return Speak(key, params or {}, Priority.INTERRUPT)


def while_true(key: str) -> Speak:
    """Say it in its turn, unless it is no longer true or no longer soon then."""
    return Speak(key, priority=Priority.DROP_IF_STALE)


@dataclass(frozen=True, slots=True)
class SpeakScreen:
    """Say the screen shown: title, then the one thing to do; where the mode speaks by itself, or on request."""

    requested: bool = False


@dataclass(frozen=True, slots=True)
class ReadOut:
    """Read all that is handed in, in full words; `ReadOutEnded` follows if it was heard to its end."""

    session_serial: int


@dataclass(frozen=True, slots=True)
class ReadValue:
    """Read one answer that is held open, or all of them, in full words: to one person."""

    field_id: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Say what is asked for, from what the screen shows: for who hears it only."""

    what: Telling


@dataclass(frozen=True, slots=True)
class Hush:
    """Silence at once: a hand is on the machine. If it means nothing (`SoundMissed`), what was cut is said again."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Say this little at once, and go on with what it cuts into."""

    key: str
    params: dict[str, str | Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StopSpeaking:
    """Silence at once."""


@dataclass(frozen=True, slots=True)
class Listen:
    """Open the microphone for one utterance. Answered by `SpeechHeard`, unless it was stopped."""

    listen_serial: int


@dataclass(frozen=True, slots=True)
class EndListening:
    """They have said it: understand what was heard until now."""


@dataclass(frozen=True, slots=True)
class StopListening:
    """Close the microphone and forget what it heard."""


@dataclass(frozen=True, slots=True)
class SoundMissed:
    """The short tones of a touch that came to nothing."""


@dataclass(frozen=True, slots=True)
class LogSessionEnded:
    """Count the session, without identity (decisions/0010)."""

    item_id: str | None
    mode: Mode
    outcome: str
    seconds_s: float
    over_60: bool | None


@dataclass(frozen=True, slots=True)
class Record:
    """Record what is said until `EndRecording`, at most a minute. Answered by `VoiceLevel`s and one
    `VoiceRecorded`."""

    session_serial: int


@dataclass(frozen=True, slots=True)
class EndRecording:
    """They have spoken."""


@dataclass(frozen=True, slots=True)
class StopRecording:
    """Close the microphone, and forget what it heard."""


@dataclass(frozen=True, slots=True)
class LogReveal:
    """A masked value was shown; the field's name only."""

    field_id: str


@dataclass(frozen=True, slots=True)
class LogOwnAloud:
    """Somebody chose that their own is said to the room, or took it back; nothing of what is said."""

    on: bool


@dataclass(frozen=True, slots=True)
class Forget:
    """The session is over: whoever holds anything of it (input engine, pictures, spool) drops it now."""


class Staffed(StrEnum):
    """What the session tells whoever keeps the visit of staff."""

    OPENED = "opened"
    """The resident's session is closed and wiped."""
    BACK = "back"
    HOME = "home"
    LEFT = "left"
    """They left, or time is up."""


@dataclass(frozen=True, slots=True)
class Maintain:
    """Hand it to whoever keeps the visit. Answered by `MaintenanceShown` and `MaintenanceOver`."""

    act: object
    """`Staffed`, or what a hand did on a screen of theirs."""


Effect = (
    ReadCard | ReadSocialCard | StopReading | KeepDraft | LookForKept | DropKept | FileCase | SignSlip | PrintReceipt
    | PrintGuide | StopPrinting | FileRating | FindCases | CallHelp | WithdrawHelp | ReadCode
    | CapturePage | FileSupplement | FileWord | Speak | SpeakScreen | Tell | ReadOut | ReadValue | StopSpeaking | Hush
    | Aside | SoundMissed | LogSessionEnded | LogReveal | LogOwnAloud | Forget | Listen | EndListening | StopListening
    | Record | EndRecording | StopRecording
    | Maintain
)  # fmt: skip
