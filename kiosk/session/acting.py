"""Who does something for another, and who helps: values of a session, dropped with it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.cases import Doers
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.person import Person, mask_name


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody stands here in the place of the session's person."""

    agent: Person = field(repr=False)
    relation: Relation
    ground: Ground
    agreed_at: datetime | None = None
    """When the person said so themselves; None where they are not here."""

    def agreed(self, at: datetime) -> "Acting":
        """The person is here, was asked alone, and said yes."""
        return replace(self, agreed_at=at)


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of the staff, a volunteer or a grid worker who signed in to help (帮办)."""

    person_id: str
    name_masked: str
    """Empty where only the platform knows it."""
    way: str


def doers_of(acting: Acting | None, helper: Helper | None, unnamed: str) -> Doers | None:
    """As they stand on paper and screen; `unnamed` is the word for a helper whom only the platform knows by name."""
    if acting is None and helper is None:
        return None
    return Doers(
        agent_masked=mask_name(acting.agent.name) if acting else "",
        relation=acting.relation.value if acting else "",
        ground=acting.ground.value if acting else "",
        helper_masked=(helper.name_masked or unnamed) if helper else "",
    )
