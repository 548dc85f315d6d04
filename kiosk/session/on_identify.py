"""Notice, card, typed identity: from nobody to a known person, and from there to the form or to their cases."""

from dataclasses import replace

from devices.contracts.card_reader import (
    CardMedia,
    CardPulled,
    CardRead,
    CardUnreadable,
    IdCard,
    NoCardInTime,
)
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCardRead
from kiosk import forms
from kiosk.core.person import UNNAMED, IdentityLevel, Person
from kiosk.core.resident_id import IdNumberProblem, parse_resident_id
from kiosk.session import begin, moves, on_acting, on_time
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.availability import may_be_typed, may_stay_unnamed
from kiosk.session.events import Event
from kiosk.session.kept import living
from kiosk.session.moves import Step
from kiosk.session.on_browse import before_form
from kiosk.session.screens import (
    ActFor,
    Category,
    Danger,
    Home,
    Identify,
    Idle,
    Information,
    NotEligible,
    Notice,
    Purpose,
    TypeIdentity,
)
from kiosk.session.states import SessionState
from kiosk.session.troubles import CARD_REFUSED, NOT_READ, ReadTrouble, SocialTrouble
from kiosk.session.world import World

WAIT_FOR_LIFT = CARD_REFUSED | {ReadTrouble.LEFT_LYING}
"""While this card lies there, 再放一次 reads nothing: it is somebody else's, or it would be refused again."""

BEFORE_A_CARD = (Idle, Home, Category, Information, Danger, Notice)
"""Screens on which nobody is known and nobody is asked for a card."""


def hand(
    state: SessionState, screen: Notice | Identify | TypeIdentity | NotEligible, event: Event, world: World
) -> Step:
    """A hand on one of the identifying screens."""
    match screen:
        case Notice():
            return _notice(state, screen, event, world)
        case Identify():
            return _identify(state, screen, event, world)
        case TypeIdentity():
            return _typing(state, screen, event, world)
        case NotEligible():
            return moves.go_home(state) if isinstance(event, ev.BackPressed | ev.FinishPressed) else moves.stay(state)


def filing_changed(state: SessionState, world: World) -> Step:
    """Who has begun a form may finish it; who only wanted to begin one goes back to its guide, where the reason is."""
    match state.screen:
        case (
            Danger(item_id=item_id)
            | Notice(item_id=str(item_id))
            | Identify(item_id=str(item_id))
            | TypeIdentity(item_id=item_id)
            | ActFor(item_id=item_id)
        ) if state.filing_off is not None:
            back = replace(state, understood_at=None, touched_s=world.now_s)
            return moves.show(back, Information(item_id), do.StopReading())
        case _:
            return moves.stay(state)


def card_seen(state: SessionState, media: CardMedia, world: World) -> Step:
    """A card came or went; lifting a forgotten one frees the reader for the next person.

    One that was first seen lying there, with nobody asked for it, may be anybody's: it counts as forgotten. One that a
    hand puts there before it is asked for gets an answer, and is read when it is.
    """
    lifted = media is CardMedia.NOT_PRESENT
    found_lying = media is CardMedia.PRESENT and _lay_unseen(state)
    must_be_lifted = (state.card_must_be_lifted or found_lying) and not lifted
    comes_early = isinstance(state.screen, BEFORE_A_CARD) and _put_there(state, media)
    early = (state.card_put_early or comes_early) and media is CardMedia.PRESENT
    seen = replace(state, card=media, card_must_be_lifted=must_be_lifted, card_put_early=early)
    if {state.card, media} == {CardMedia.PRESENT, CardMedia.NOT_PRESENT}:  # a hand did that
        seen = on_time.kept(replace(seen, touched_s=world.now_s))
    screen = seen.screen
    if comes_early:
        key = "card_early_notice" if isinstance(screen, Notice) else "card_early"
        return seen, (do.at_once(key),)
    if not isinstance(screen, Reads) or screen.reading or not _wants_card(screen):
        return moves.stay(seen)
    if found_lying:
        return _left_lying(seen, screen)
    reader_is_back = screen.trouble is ReadTrouble.READER_GONE and media is CardMedia.PRESENT and not must_be_lifted
    return _listen(seen, screen) if lifted or reader_is_back else moves.stay(seen)


Reads = Identify | ActFor


def _wants_card(screen: Identify | ActFor) -> bool:
    """There is a card to come."""
    return isinstance(screen, Identify) or screen.absent is None


def _put_there(state: SessionState, media: CardMedia) -> bool:
    return state.card is CardMedia.NOT_PRESENT and media is CardMedia.PRESENT


def _lay_unseen(state: SessionState) -> bool:
    """A card that shows up now was not put there before the reader's eyes."""
    screen = state.screen
    if not isinstance(screen, Reads):
        return state.card is CardMedia.UNKNOWN
    was_away = screen.trouble is ReadTrouble.READER_GONE and state.card is CardMedia.PRESENT
    return not screen.reading and (was_away or state.card is CardMedia.UNKNOWN)


def _listen(state: SessionState, screen: Identify | ActFor) -> Step:
    """The reader waits for a card again; what stood in its way is told no more."""
    if screen.trouble is ReadTrouble.READER_GONE:
        listening, effects = moves.read_again(state, replace(screen, trouble=None))
        return listening, (do.StopSpeaking(), *effects, do.SpeakScreen())
    if screen.trouble is ReadTrouble.LEFT_LYING:
        screen = replace(screen, trouble=None)
    listening, effects = moves.read_again(state, screen)
    return listening, (*effects, do.SpeakScreen()) if isinstance(screen, ActFor) else effects


def read_ended(state: SessionState, event: ev.CardReadEnded, world: World) -> Step:
    """The newest read is over: a person, or why not."""
    screen = state.screen
    if not isinstance(screen, Reads) or event.read_serial != state.read_serial:
        return moves.stay(state)
    match event.result:
        case CardRead(card=card):
            person = person_of(card, world)
            if isinstance(person, ReadTrouble):
                return _troubled(state, screen, person, world)
            if isinstance(screen, ActFor):
                return on_acting.card_read(state, screen, person, world)
            kept = living(state.kept, world.now_s)
            if kept and screen.purpose is Purpose.APPLY:
                return replace(state, kept=kept), (do.LookForKept(event.read_serial, person, kept),)
            return known(state, screen.purpose, screen.item_id, person, world, do.Speak("card_read"))
        case CardPulled():
            return _troubled(state, screen, ReadTrouble.PULLED, world)
        case CardUnreadable():
            return _troubled(state, screen, ReadTrouble.UNREADABLE, world)
        case DeviceGone():
            return _troubled(state, screen, ReadTrouble.READER_GONE, world)
        case NoCardInTime() if state.card is CardMedia.PRESENT:  # the reader waits for another than the one lying there
            return _troubled(state, screen, screen.trouble or ReadTrouble.UNREADABLE, world)
        case NoCardInTime():
            return moves.read_again(state, screen)
        case Cancelled():
            return moves.stay(state)


def person_of(card: IdCard, world: World) -> Person | ReadTrouble:
    """Whom a card names, if it is a resident's, still valid, and its number is sound."""
    if card.card_type != "resident":
        return ReadTrouble.NOT_RESIDENT_CARD
    parsed = parse_resident_id(card.id_number, world.today)
    if isinstance(parsed, IdNumberProblem) or parsed.birth_date != card.birth_date:
        return ReadTrouble.NUMBER
    if card.valid_until is not None and card.valid_until < world.today:
        return ReadTrouble.EXPIRED
    return Person(
        name=card.name, id_number=parsed.number, birth_date=parsed.birth_date, sex_code=card.sex_code,
        level=IdentityLevel.CARD_READ, nation_code=card.nation_code, household_address=card.address,
        card_valid_until=card.valid_until,
    )  # fmt: skip


def _troubled(state: SessionState, screen: Identify | ActFor, trouble: ReadTrouble, world: World) -> Step:
    told = replace(screen, reading=False, trouble=trouble, trouble_count=screen.trouble_count + (trouble in NOT_READ))
    acted = trouble is not ReadTrouble.READER_GONE
    shown = replace(state, screen=told, touched_s=world.now_s if acted else state.touched_s)
    speak = (do.at_once(f"read_{trouble.value}"),)
    if trouble is ReadTrouble.PULLED:
        listening, effects = moves.read_again(shown, told)
        return listening, (*speak, *effects)
    return shown, speak


def known(
    state: SessionState, purpose: Purpose, item_id: str | None, person: Person, world: World, *more: do.Effect
) -> Step:
    """On to what this person came for."""
    if state.helper is not None and person.level is IdentityLevel.CARD_READ:
        person = replace(person, level=IdentityLevel.WITNESSED)  # by whoever is signed in and looks at both
    with_person = replace(state, person=person, touched_s=world.now_s)
    if purpose is Purpose.PROGRESS:
        return moves.find_cases(with_person, *more)
    assert item_id is not None
    return begin.begun(with_person, item_id, person, world, *more)


def _notice(state: SessionState, screen: Notice, event: Event, world: World) -> Step:
    match event:
        case ev.NoticeUnderstood():
            return moves.begin_reading(replace(state, understood_at=world.now), screen.purpose, screen.item_id)
        case ev.BackPressed() if screen.item_id is not None:
            before = before_form(screen.item_id, world)
            return moves.show(state, before if isinstance(before, Danger) else Information(screen.item_id))
        case ev.BackPressed():
            return moves.go_home(state)
        case _:
            return moves.stay(state)


def _identify(state: SessionState, screen: Identify, event: Event, world: World) -> Step:
    match event:
        case ev.RetryPressed() if not screen.reading:
            return retried(state, screen)
        case ev.TypeInsteadPressed() if typing_allowed(screen, world):
            assert screen.item_id is not None
            serial = state.read_serial + 1
            typing = TypeIdentity(screen.purpose, screen.item_id)
            return moves.show(replace(state, read_serial=serial), typing, do.StopReading(), do.ReadSocialCard(serial))
        case ev.StayUnnamedPressed() if screen.item_id and may_stay_unnamed(world.catalogue.item(screen.item_id)):
            return known(state, screen.purpose, screen.item_id, UNNAMED, world, do.StopReading())
        case ev.BackPressed():
            return moves.show(state, Notice(screen.purpose, screen.item_id), do.StopReading())
        case _:
            return moves.stay(state)


def retried(state: SessionState, screen: Identify | ActFor) -> Step:
    """再放一次."""
    if state.card_must_be_lifted:
        return _left_lying(state, screen)
    if screen.trouble in WAIT_FOR_LIFT and state.card is not CardMedia.NOT_PRESENT:
        return state, (do.at_once(f"read_{screen.trouble}"),)
    return moves.read_again(state, screen)


def _left_lying(state: SessionState, screen: Identify | ActFor) -> Step:
    told = replace(screen, trouble=ReadTrouble.LEFT_LYING)
    return replace(state, screen=told), (do.at_once(f"read_{ReadTrouble.LEFT_LYING}"),)


def typing_allowed(screen: Identify, world: World) -> bool:
    """Typed identity is enough to file this item; it never shows stored data or progress."""
    is_filing = screen.purpose is Purpose.APPLY and screen.item_id is not None
    return is_filing and may_be_typed(world.catalogue.item(str(screen.item_id)))


def _typing(state: SessionState, screen: TypeIdentity, event: Event, world: World) -> Step:
    match event:
        case ev.IdentityTyped(name=name, id_number=id_number):
            return moves.stay(replace(state, screen=replace(screen, name=name, id_number=id_number)))
        case ev.NextPressed():
            return _typed(state, screen, world)
        case ev.BackPressed():
            return moves.begin_reading(state, screen.purpose, screen.item_id)
        case _:
            return moves.stay(state)


def social_read_ended(state: SessionState, event: ev.SocialCardReadEnded, world: World) -> Step:
    """A social-security card fills in what would be typed, to be looked at; another one says why not."""
    screen = state.screen
    if not isinstance(screen, TypeIdentity) or event.read_serial != state.read_serial:
        return moves.stay(state)
    touched = replace(state, touched_s=world.now_s)
    if isinstance(event.result, SocialCardRead):
        card = event.result.card
        filled = replace(
            screen, name=card.name, id_number=card.social_security_number, problems=(), social_trouble=None
        )
        return replace(touched, screen=filled), (do.at_once("social_card_read"),)
    trouble = _SOCIAL_TROUBLES[type(event.result)]
    serial = state.read_serial + 1
    told = replace(touched, read_serial=serial, screen=replace(screen, social_trouble=trouble))
    return told, (do.at_once(f"social_{trouble.value}"), do.ReadSocialCard(serial))


_SOCIAL_TROUBLES = {
    NotASocialCard: SocialTrouble.OTHER_CARD,
    CardPulled: SocialTrouble.PULLED,
    CardUnreadable: SocialTrouble.UNREADABLE,
}


def _typed(state: SessionState, screen: TypeIdentity, world: World) -> Step:
    parsed = parse_resident_id(screen.id_number, world.today)
    name = screen.name.strip()
    problems: tuple[str, ...] = () if forms.name_is_plausible(name) else ("name",)
    if isinstance(parsed, IdNumberProblem):
        problems = (*problems, "id_number")
    if isinstance(parsed, IdNumberProblem) or problems:
        return replace(state, screen=replace(screen, problems=problems)), moves.told_wrong(state)
    person = Person(name, parsed.number, parsed.birth_date, parsed.sex_code, IdentityLevel.TYPED)
    return known(state, screen.purpose, screen.item_id, person, world, do.StopReading())
