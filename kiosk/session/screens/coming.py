"""Where a session can be before the form: looking for a matter, saying who one is."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.session.deliveries import PrintState
from kiosk.session.drafts import FoundDraft
from kiosk.session.troubles import ReadTrouble, SocialTrouble


class Purpose(StrEnum):
    """Why the resident identifies themselves."""

    APPLY = "apply"
    PROGRESS = "progress"
    ACT_FOR = "act_for"
    """For another, who is not here or stands beside."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody is here. Shows clock and notices; holds nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Home:
    """今天办什么事?"""


@dataclass(frozen=True, slots=True)
class Category:
    """The entries of one category."""

    category_id: str


@dataclass(frozen=True, slots=True)
class Search:
    """找一找: everything there is, or what was typed for."""

    query: str = field(default="", repr=False)
    """Whatever somebody typed: never logged."""


@dataclass(frozen=True, slots=True)
class Information:
    """One entry's guide: who, where, when, phone; for an item also the way in."""

    entry_id: str
    from_category: str | None = None
    from_search: str | None = None
    """What was typed there; the way back leads to it."""
    printing: PrintState | None = None
    """Of the guide on paper; None until it is asked for."""


@dataclass(frozen=True, slots=True)
class Danger:
    """Is somebody in danger? Whom to telephone, before anything is asked (domain notes 4.1)."""

    item_id: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Which data, to whom, how long, on which basis: before any card is read (个人信息保护法 17)."""

    purpose: Purpose
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class Identify:
    """The reader is waiting for a card, or says why the last one was not taken."""

    purpose: Purpose
    item_id: str | None = None
    reading: bool = False
    trouble: ReadTrouble | None = None
    trouble_count: int = 0
    """How often nothing could be read; a card that was read and refused does not count."""


@dataclass(frozen=True, slots=True)
class TypeIdentity:
    """Name and number by hand, or from a social-security card: the lowest identity level either way, for what such a
    card gives to everybody proves nothing about the card (devices/chipcards/social_files)."""

    purpose: Purpose
    item_id: str
    name: str = ""
    id_number: str = ""
    problems: tuple[str, ...] = ()
    """Fields with a problem, shown after the first try to go on."""
    social_trouble: SocialTrouble | None = None


@dataclass(frozen=True, slots=True)
class NotEligible:
    """This person cannot have this item now: why, and where to ask."""

    item_id: str
    reason: str
    """Key of the words under `not_eligible.*`."""


@dataclass(frozen=True, slots=True)
class Resume:
    """A form of this person's was kept when their time ran out: 接着上次办, or anew?"""

    item_id: str
    """What they have come for now; perhaps something else."""
    found: FoundDraft
