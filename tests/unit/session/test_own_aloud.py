"""旁边有人能听到: what the room hears of a resident like nobody else, without the choice, with it, and of a secret."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from devices.contracts.card_reader import CardMedia, CardRead
from kiosk.catalogue import Catalogue, PrivacyClass
from kiosk.core.person import mask_id_number
from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.hearing import Hearing
from kiosk.session.read_out import held_open, read_out
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import Form, Home, Idle, Review
from kiosk.session.speaking import SpeakingDesk
from kiosk.session.states import Mode
from kiosk.speech import spoken
from tests.helpers.canary.strings import ACCOUNT, PERSON, PHONE
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.scenes import scene_called
from tests.helpers.session_world import GUILAN_CARD, ITEM_ID, Journey
from tests.helpers.view_context import real_catalogue, real_texts
from tests.unit.session.test_private_phrases import classed
from tests.unit.session.test_speaking import settled

pytestmark = pytest.mark.anyio

TEXTS = real_texts()
ADDRESS = PERSON.address
CANARY = replace(
    GUILAN_CARD, name=PERSON.name, id_number=PERSON.number, birth_date=PERSON.birth,
    address=ADDRESS,
)  # fmt: skip
ANSWERS = {
    "residence_address": "望月巷七十七号院后屋", "phone": PHONE, "payout_way": "social_card",
    "payout_account": ACCOUNT, "payout_account.again": ACCOUNT,
}  # fmt: skip
ALOUD, PRIVATE = ev.OwnAloudChosen(on=True), ev.OwnAloudChosen(on=False)
HELP, MORE, TAKE = (ev.EarKey(ev.Ear(key)) for key in ("help", "more", "take"))
SIGN = ev.SignByKeyPressed()


@dataclass
class Heard:
    """A resident at the machine, and every phrase that sounded."""

    journey: Journey
    desk: SpeakingDesk
    phrases: list[str] = field(default_factory=list)

    async def hand(self, *events: ev.Event) -> None:
        """What happens, and what is said of it."""
        for event in events:
            done = len(self.journey.effects)
            self.journey.hand(event)
            for effect in self.journey.effects[done:]:
                self._said(effect)
            for _ in range(20):
                await settled()

    def tells(self, what: str) -> bool:
        """It was said, as it is written or as its numbers are said."""
        heard = "".join(self.phrases).replace("，", "")
        return what in heard or spoken(what, TEXTS).replace("，", "") in heard

    @property
    def told_of_person(self) -> list[str]:
        typed = (value for name, value in ANSWERS.items() if name != "payout_way")
        own = [CANARY.name, CANARY.id_number, ADDRESS, *typed]
        return [text for text in own if self.tells(text)]

    def _said(self, effect: do.Effect) -> None:
        match effect:
            case do.Speak(key=key, params=params, priority=priority):
                self.desk.say(key, params, priority)
            case do.SpeakScreen(requested=requested):
                self.desk.say_screen(requested)
            case do.ReadOut(session_serial=serial):
                self.desk.read_out(serial)
            case do.ReadValue(field_id=field_id):
                self.desk.read_value(field_id)
            case _:
                pass


@contextmanager
def hall(supervisor: Supervisor, catalogue: Catalogue) -> Iterator[Heard]:
    journey = Journey(catalogue=catalogue)
    phrases: list[str] = []
    desk = SpeakingDesk(
        None, supervisor, lambda: journey.state,
        lambda asked: phrases_of_screen(journey.state, ALL_WELL, catalogue, TEXTS, "right", asked, "left"),
        catalogue, TEXTS, lambda event: None, lambda caption: None, phrases.append,
    )  # fmt: skip
    desk.handed_in = lambda: read_out(journey.state, catalogue, TEXTS)
    desk.held_open = lambda field_id: held_open(journey.state, catalogue, TEXTS, field_id)
    yield Heard(journey, desk, phrases)


async def to_review(here: Heard, mode: Mode, *first: ev.Event) -> None:
    """From the first touch, with the card, to what is to be looked over."""
    await here.hand(ev.Started(mode), *first)
    await here.hand(ev.EntryChosen(ITEM_ID), ev.ApplyPressed(ITEM_ID), ev.NoticeUnderstood())
    await here.hand(ev.CardSeen(CardMedia.PRESENT))
    await here.hand(ev.CardReadEnded(here.journey.state.read_serial, CardRead(CANARY)))
    await here.hand(ev.CardSeen(CardMedia.NOT_PRESENT))
    while isinstance(here.journey.screen, Form):
        await here.hand(*(ev.AnswerGiven(name, value) for name, value in ANSWERS.items()), ev.ReadAloudPressed())
        await here.hand(ev.NextPressed())
    assert isinstance(here.journey.screen, Review)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("by_ear", [False, True])
async def test_without_the_choice_the_room_hears_nothing_of_the_person(mode: Mode, by_ear: bool) -> None:
    async with Supervisor() as supervisor:
        with hall(supervisor, real_catalogue()) as here:
            await to_review(here, mode, *([HELP] if by_ear else []))
            await here.hand(SIGN, ev.Revealed("all"), ev.Revealed("phone"), ev.ReadAloudPressed())

            assert here.told_of_person == []
            assert here.phrases


async def test_an_elder_who_touched_the_choice_hears_their_own_as_the_screen_shows_it() -> None:
    async with Supervisor() as supervisor:
        with hall(supervisor, real_catalogue()) as here:
            await to_review(here, Mode.ELDER)
            assert here.told_of_person == []
            await here.hand(ev.ModeChooserOpened(), ALOUD)

            assert CANARY.name in here.told_of_person
            assert here.tells(mask_id_number(CANARY.id_number)), "the number as it is shown"
            await here.hand(ev.Revealed("phone"))
            assert PHONE in here.told_of_person


async def test_who_sees_nothing_and_has_no_headphones_chooses_by_keypad_and_signs_by_key() -> None:
    async with Supervisor() as supervisor:
        with hall(supervisor, real_catalogue()) as here:
            await to_review(here, Mode.STANDARD, HELP)
            await here.hand(SIGN)
            assert here.tells("没有耳机，就一直按下键，听到“也念出来”，按确定键")

            await here.hand(MORE, MORE, MORE)
            assert here.phrases[-1].endswith("按确定键。")
            assert here.tells("您自己的内容也念出来，旁边有人能听到")
            await here.hand(TAKE, SIGN)

            assert here.told_of_person == [CANARY.name, CANARY.id_number, *ANSWERS_READ]


ANSWERS_READ = [ADDRESS, ANSWERS["residence_address"], PHONE, ACCOUNT, ACCOUNT]


@pytest.mark.parametrize("chosen", [False, True])
async def test_a_secret_is_heard_by_nobody_whatever_was_chosen(chosen: bool) -> None:
    catalogue = classed(PrivacyClass.SECRET, "payout_account")
    async with Supervisor() as supervisor:
        with hall(supervisor, catalogue) as here:
            await to_review(here, Mode.STANDARD, HELP, *([ALOUD] if chosen else []))
            await here.hand(SIGN, ev.Revealed("payout_account"), ev.Revealed("all"), ev.ReadAloudPressed())

            assert not here.tells(ACCOUNT)
            assert here.tells(PHONE) is chosen


async def test_what_was_taken_back_is_not_heard_any_more() -> None:
    async with Supervisor() as supervisor:
        with hall(supervisor, real_catalogue()) as here:
            await to_review(here, Mode.ELDER)
            await here.hand(ALOUD, PRIVATE)
            here.phrases.clear()
            await here.hand(ev.ReadAloudPressed())

            assert here.told_of_person == []
            assert here.tells("您自己的内容没有念。想听，点“大字”，再点“念我自己的内容”")


@pytest.mark.parametrize(
    "event",
    [ev.ExitPressed(), ev.Crashed(), ev.HomePressed(), ev.HeadphonesChanged(plugged=True), PRIVATE],
)
def test_the_choice_ends_with_the_session_the_matter_the_headphones_or_by_itself(event: ev.Event) -> None:
    journey = Journey().hand(ev.Started(), ALOUD)
    assert hears_own(journey)

    journey.hand(event)
    journey.hand(ev.HeadphonesChanged(plugged=False))

    assert not hears_own(journey)
    assert isinstance(journey.screen, Home | Idle)


def hears_own(journey: Journey) -> bool:
    return journey.state.hears_own


def test_pulled_headphones_are_no_choice() -> None:
    journey = Journey().hand(ev.Started(), ALOUD, ev.HeadphonesChanged(plugged=True))
    journey.hand(ALOUD, ev.HeadphonesChanged(plugged=False))

    assert not hears_own(journey)


def test_with_headphones_in_nothing_is_offered_to_the_room() -> None:
    journey = Journey().hand(ev.HeadphonesChanged(plugged=True), HELP).forget_effects().hand(*[MORE] * 5)

    assert do.Speak("ear_aloud") not in journey.effects
    assert not journey.state.hearing.aloud


def test_it_is_logged_that_it_was_chosen_and_nothing_of_what_was_said() -> None:
    journey = Journey().at_review(Mode.ELDER).forget_effects().hand(ALOUD, ALOUD, PRIVATE)

    assert journey.done_for(do.LogOwnAloud) == [do.LogOwnAloud(on=True), do.LogOwnAloud(on=False)]


def test_what_departments_wrote_is_read_to_an_elder_who_chose_it() -> None:
    shown = replace(scene_called("case-correction").snapshot(Mode.ELDER).state, in_private=False)
    heard = [
        "".join(
            phrase.text
            for phrase in phrases_of_screen(state, ALL_WELL, real_catalogue(), TEXTS, "right", requested=True)
        )
        for state in (shown, replace(shown, hearing=Hearing(aloud=True)))
    ]

    assert "要补：" not in heard[0]
    assert "您自己的内容没有念。" in heard[0]
    assert "要补：" in heard[1]
    assert "没有念" not in heard[1]
