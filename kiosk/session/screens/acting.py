"""Where a session can be while somebody begins something for another, and while a person is asked themselves."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.person import Person
from kiosk.session.troubles import ActTrouble, ReadTrouble


@dataclass(frozen=True, slots=True)
class ActFor:
    """替家里人办: both cards, one after the other, what one is to the other, and on what (48)."""

    item_id: str
    reading: bool = False
    trouble: ReadTrouble | None = None
    trouble_count: int = 0
    agent: Person | None = field(default=None, repr=False)
    absent: Person | None = field(default=None, repr=False)
    relations: tuple[Relation, ...] = ()
    """What can be chosen for the person whose card was read."""
    relation: Relation | None = None
    grounds: tuple[Ground, ...] = ()
    """On what somebody of that relation may act for them."""
    ground: Ground | None = None
    wrong: ActTrouble | None = None
    """Why the second card cannot be the one."""

    @property
    def is_whole(self) -> bool:
        """Nothing is left to answer."""
        return self.absent is not None and self.relation is not None and self.ground is not None


class WishAbout(StrEnum):
    """What a person is asked themselves; each has its words under `wish.*`."""

    ACTING = "acting"
    """That this other person does it for them."""
    MATTER = "matter"
    """The serious matter itself, when all is filled in."""


@dataclass(frozen=True, slots=True)
class OwnWish:
    """是您自己的意思吗: asked alone; whatever they choose, nobody beside them is told (49)."""

    item_id: str
    about: WishAbout


@dataclass(frozen=True, slots=True)
class NotToday:
    """It ends here, and nothing of it is left. Says no word of why."""
