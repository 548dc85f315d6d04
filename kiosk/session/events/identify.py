"""Of notice, card and typed identity, and of the form that was kept for this card."""

from dataclasses import dataclass, field

from devices.contracts.card_reader import CardMedia, CardPulled, CardUnreadable, ReadResult
from devices.contracts.social_card import NotASocialCard, SocialCardRead
from kiosk.core.person import Person
from kiosk.session.drafts import FoundDraft, KeptDraft


@dataclass(frozen=True, slots=True)
class NoticeUnderstood:
    """我看明白了."""


@dataclass(frozen=True, slots=True)
class StayUnnamedPressed:
    """不留名字."""


@dataclass(frozen=True, slots=True)
class RetryPressed:
    """再放一次, 再试一次."""


@dataclass(frozen=True, slots=True)
class TypeInsteadPressed:
    """手动输入."""


@dataclass(frozen=True, slots=True)
class ResumePressed:
    """接着上次办."""


@dataclass(frozen=True, slots=True)
class BeginAnewPressed:
    """重新填: what was kept is destroyed."""


@dataclass(frozen=True, slots=True)
class IdentityTyped:
    """Name or number changed on the typed-identity page."""

    name: str
    id_number: str


@dataclass(frozen=True, slots=True)
class CardSeen:
    """The reader says whether a card lies on it."""

    media: CardMedia


@dataclass(frozen=True, slots=True)
class CardReadEnded:
    read_serial: int
    result: ReadResult = field(repr=False)


@dataclass(frozen=True, slots=True)
class SocialCardReadEnded:
    read_serial: int
    result: SocialCardRead | NotASocialCard | CardPulled | CardUnreadable = field(repr=False)


@dataclass(frozen=True, slots=True)
class DraftKept:
    """The form of a session that is over was sealed."""

    kept: KeptDraft


@dataclass(frozen=True, slots=True)
class KeptLooked:
    """Whether a form is kept for the person of this read."""

    read_serial: int
    person: Person = field(repr=False)
    found: FoundDraft | None


@dataclass(frozen=True, slots=True)
class KeptDropped:
    """Whatever is kept under this name has to go."""

    name: bytes = field(repr=False)


IdentifyEvent = (
    NoticeUnderstood | RetryPressed | TypeInsteadPressed | StayUnnamedPressed | ResumePressed | BeginAnewPressed
    | IdentityTyped | CardSeen | CardReadEnded | SocialCardReadEnded | DraftKept | KeptLooked | KeptDropped
)  # fmt: skip
