"""What is said while somebody acts for another, and while a person is asked themselves. Pure.

Of the matter itself nothing goes to the room: whoever is asked reads it, has it read to them, or hears it alone.
"""

from kiosk import speech
from kiosk.catalogue import Catalogue
from kiosk.session.acting_words import WISHES, ground_text, matter_text, relation_text
from kiosk.session.screens import ActFor, NotToday, OwnWish
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import ReadTrouble
from kiosk.speech import Phrase, phrases_of, utterances_for
from kiosk.texts import Texts


def phrases_of_acting(
    state: SessionState, screen: ActFor | OwnWish | NotToday, catalogue: Catalogue, texts: Texts, reader_place: str,
    requested: bool,
) -> tuple[Phrase, ...]:  # fmt: skip
    """One of the three."""
    match screen:
        case NotToday():
            return utterances_for("not_today", {"button": texts("not_today.finish")}, texts)
        case OwnWish():
            return _wish(state, screen, catalogue, texts, requested)
        case ActFor():
            return _act_for(state, screen, texts, reader_place)


def _act_for(state: SessionState, screen: ActFor, texts: Texts, reader_place: str) -> tuple[Phrase, ...]:
    numbered = state.mode is Mode.ELDER or state.hearing.by_ear
    if screen.wrong is not None:
        return utterances_for(f"acting_{screen.wrong.value}", {}, texts)
    if screen.absent is None:
        return _cards(screen, texts, reader_place)
    if screen.relation is None:
        labels = [relation_text(one, texts) for one in screen.relations] if numbered else []
        return speech.say_choices("acting_relation", labels, texts)
    labels = [ground_text(one, texts) for one in screen.grounds] if numbered else []
    said = speech.say_choices("acting_ground", labels, texts)
    return utterances_for("acting_next", {"button": texts("acting.next")}, texts) if screen.is_whole else said


def _cards(screen: ActFor, texts: Texts, reader_place: str) -> tuple[Phrase, ...]:
    if screen.trouble is ReadTrouble.LEFT_LYING and screen.agent is not None:
        return utterances_for("acting_lift", {}, texts)
    if screen.trouble is not None:
        return utterances_for(f"read_{screen.trouble.value}", {}, texts)
    which = "acting_own_card" if screen.agent is None else "acting_their_card"
    return utterances_for(which, {}, texts) + speech.say_identify(reader_place, texts)


def _wish(
    state: SessionState, screen: OwnWish, catalogue: Catalogue, texts: Texts, requested: bool
) -> tuple[Phrase, ...]:
    said = utterances_for("wish_step_back", {}, texts)
    if state.hears_own or requested:
        said += phrases_of(matter_text(screen, catalogue, texts), texts)
    answers = [texts(f"wish.{wish}") for wish in WISHES]
    return said + speech.say_choices("wish_question", answers, texts)
