"""Of the form, its review, and the commit that makes a case of it."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.core.ids import CaseId


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    field_id: str
    value: str


@dataclass(frozen=True, slots=True)
class PlacesOpened:
    """选地方: an address is pointed at, not written."""

    answer_id: str


@dataclass(frozen=True, slots=True)
class PlaceChosen:
    """An area by its code, or the place of this community that stands there, counted from 0; or in none of them."""

    code: str = ""
    spot: int | None = None


@dataclass(frozen=True, slots=True)
class InitialChosen:
    """Only names that begin so; the same again: all of them."""

    letter: str


@dataclass(frozen=True, slots=True)
class MaterialChosen:
    """A page of it is photographed now."""

    material_id: str


@dataclass(frozen=True, slots=True)
class PagesDropped:
    """What was photographed of it does not go with the case."""

    material_id: str


@dataclass(frozen=True, slots=True)
class RecordOpened:
    """说一段话: this answer is said, not written."""

    answer_id: str


@dataclass(frozen=True, slots=True)
class VoiceLevel:
    """How loud it is."""

    session_serial: int
    level: float


@dataclass(frozen=True, slots=True)
class VoiceRecorded:
    """What was said, as a WAV file; empty where the microphone gave nothing."""

    session_serial: int
    wav: bytes = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class NextPressed:
    """下一步 of the page shown."""


@dataclass(frozen=True, slots=True)
class EditPressed:
    """改一改 on the review."""

    field_id: str


@dataclass(frozen=True, slots=True)
class ConsentDecided:
    consent_id: str
    given: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """The pad's strokes so far; empty after 重新签."""

    strokes: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class SubmitPressed:
    """确认提交."""


@dataclass(frozen=True, slots=True)
class CaseFiled:
    """The commit returned: from now on the case exists."""

    case_id: CaseId
    number: str
    filed_at: datetime
    code: str
    """Of its slip: number and moment as this machine signs them."""


@dataclass(frozen=True, slots=True)
class CaseNotFiled:
    case_id: CaseId
    reason: str


FormEvent = (
    AnswerGiven | PlacesOpened | PlaceChosen | InitialChosen | NextPressed | EditPressed | ConsentDecided
    | MaterialChosen | PagesDropped | RecordOpened
    | VoiceLevel | VoiceRecorded | Signed | SubmitPressed | CaseFiled | CaseNotFiled
)  # fmt: skip
