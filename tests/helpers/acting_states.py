"""Acting for another and being asked oneself, in every state a resident can meet it."""

from dataclasses import replace

from kiosk.catalogue.kinds import Ground, Relation
from kiosk.core.person import IdentityLevel, Person
from kiosk.session.acting import Acting
from kiosk.session.screens import ActFor, Form, Notice, NotToday, OwnWish, Purpose, Review, WishAbout
from kiosk.session.states import SessionState
from kiosk.session.troubles import ActTrouble, ReadTrouble
from tests.helpers.fake_session import MORNING
from tests.helpers.later_states import SIGNED, filing
from tests.helpers.served import GUILAN, ITEM_ID, draft
from tests.helpers.session_world import YOUNG_CARD

AGENT = Person(
    YOUNG_CARD.name, YOUNG_CARD.id_number, YOUNG_CARD.birth_date, YOUNG_CARD.sex_code, IdentityLevel.CARD_READ
)
EVERY_GROUND = "quick-relief"
CARDS = ActFor(ITEM_ID, agent=AGENT, absent=GUILAN, relations=tuple(Relation))
ASKED = replace(CARDS, item_id=EVERY_GROUND, relation=Relation.GUARDIAN, grounds=tuple(Ground))
ACTING = Acting(AGENT, Relation.CHILD, Ground.PRESENT)


def acting(screen: ActFor | OwnWish | NotToday | Notice) -> SessionState:
    """Nobody else's form has begun."""
    return SessionState(screen=screen, online=True)


def acted(state: SessionState) -> SessionState:
    """The same while somebody stands here in the person's place."""
    return replace(state, acting=ACTING.agreed(MORNING))


ACTING_SCENES = {
    "notice-act-for": acting(Notice(Purpose.ACT_FOR, ITEM_ID)),
    "act-for": acting(ActFor(ITEM_ID, reading=True)),
    "act-for-lift": acting(ActFor(ITEM_ID, agent=AGENT, trouble=ReadTrouble.LEFT_LYING)),
    "act-for-second": acting(ActFor(ITEM_ID, reading=True, agent=AGENT)),
    "act-for-same": acting(ActFor(ITEM_ID, agent=AGENT, wrong=ActTrouble.SAME_PERSON)),
    "act-for-nobody": acting(ActFor(ITEM_ID, agent=AGENT, wrong=ActTrouble.NOT_FOR_THEM)),
    "act-for-expired": acting(ActFor(ITEM_ID, agent=AGENT, trouble=ReadTrouble.EXPIRED)),
    "act-for-relation": acting(CARDS),
    "act-for-ground": acting(ASKED),
    "act-for-whole": acting(replace(ASKED, ground=Ground.PRESENT)),
    "own-wish": replace(acting(OwnWish(ITEM_ID, WishAbout.ACTING)), person=GUILAN, acting=ACTING),
    "own-wish-matter": acted(filing(OwnWish(ITEM_ID, WishAbout.MATTER))),
    "not-today": acting(NotToday()),
    "form-acted": acted(filing(Form(), draft())),
    "review-acted": acted(filing(Review(), SIGNED)),
}
