"""Of acting for another, of being asked oneself, and of a helper who signed in."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.catalogue.kinds import Ground, Relation
from kiosk.session.acting import Helper


@dataclass(frozen=True, slots=True)
class ActForPressed:
    """替家里人办."""

    item_id: str


@dataclass(frozen=True, slots=True)
class RelationChosen:
    relation: Relation


@dataclass(frozen=True, slots=True)
class GroundChosen:
    ground: Ground


class Wish(StrEnum):
    """What a person answers for themselves."""

    YES = "yes"
    NO = "no"
    """Or not yet: it is the same to the machine."""
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class WishSaid:
    wish: Wish


@dataclass(frozen=True, slots=True)
class HelperCame:
    """Somebody of the staff is signed in and helps whoever comes now."""

    helper: Helper


ActingEvent = ActForPressed | RelationChosen | GroundChosen | WishSaid | HelperCame
