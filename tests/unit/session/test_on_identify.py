"""Notice before card, whose card it is, what a card is refused for, and who may type instead."""

from dataclasses import replace
from datetime import date

import pytest

from devices.contracts.card_reader import (
    CardMedia,
    CardPulled,
    CardRead,
    CardUnreadable,
    IdCard,
    NoCardInTime,
)
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead
from kiosk import forms
from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_identify import person_of
from kiosk.session.screens import (
    CaseList,
    Form,
    Home,
    Identify,
    Idle,
    Information,
    NotEligible,
    Notice,
    Purpose,
    TypeIdentity,
)
from kiosk.session.states import Mode
from kiosk.session.troubles import ReadTrouble, SocialTrouble
from tests.helpers.session_world import GUILAN_CARD, ITEM_ID, YOUNG_CARD, Journey
from tests.unit.session import screens
from tests.unit.session.test_on_browse import catalogue_with, item_filed_with

NUMBER = GUILAN_CARD.id_number


def identify(journey: Journey) -> Identify:
    assert isinstance(journey.screen, Identify)
    return journey.screen


def read_count(journey: Journey) -> int:
    return len(journey.done_for(do.ReadCard))


# ── the notice ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_card_is_read_before_the_notice_was_understood() -> None:
    journey = Journey().at_notice().hand(ev.CardSeen(CardMedia.PRESENT), ev.CardSeen(CardMedia.NOT_PRESENT))
    assert read_count(journey) == 0
    assert journey.state.person is None

    journey.hand(ev.NoticeUnderstood())

    assert journey.done_for(do.ReadCard) == [do.ReadCard(1)]
    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, reading=True)


def test_the_moment_of_understanding_goes_into_the_case() -> None:
    journey = Journey().at_notice()
    understood_at = journey.now

    journey.hand(ev.NoticeUnderstood()).wait(30).put_card()

    assert journey.state.draft is not None
    assert journey.state.draft.understood_at == understood_at


def test_back_from_the_notice_is_the_guide() -> None:
    assert Journey().at_notice().hand(ev.BackPressed()).screen == Information(ITEM_ID)


def test_back_from_the_notice_of_the_progress_is_home() -> None:
    assert Journey().hand(ev.ProgressPressed(), ev.BackPressed()).screen == Home()


# ── a good card ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_card_fills_in_what_it_knows() -> None:
    journey = Journey().at_identify().forget_effects().put_card()

    assert journey.screen == Form()
    person, draft = journey.state.person, journey.state.draft
    assert person is not None
    assert draft is not None
    assert (person.name, person.id_number, person.level) == ("张桂兰", NUMBER, IdentityLevel.CARD_READ)
    assert draft.answers["household_address"] == GUILAN_CARD.address
    assert journey.said == ["card_read"]


def test_a_card_on_the_reader_stops_the_countdown() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).tick(300)

    assert journey.countdown.paused
    assert identify(journey).reading


def test_the_day_of_the_80th_birthday_is_early_enough() -> None:
    card = replace(GUILAN_CARD, birth_date=date(1946, 4, 21), id_number="130102194604211227")

    assert Journey().at_identify().put_card(card).screen == Form()


@pytest.mark.parametrize(
    "card", [YOUNG_CARD, replace(GUILAN_CARD, birth_date=date(1946, 4, 22), id_number="130102194604221222")]
)
def test_who_is_too_young_is_told_and_nothing_is_begun(card: IdCard) -> None:
    journey = Journey().at_identify().put_card(card)

    assert journey.screen == NotEligible(ITEM_ID, "too_young")
    assert journey.state.draft is None


@pytest.mark.parametrize("hand", [ev.BackPressed(), ev.FinishPressed()])
def test_who_is_too_young_goes_home_unknown(hand: ev.Event) -> None:
    journey = Journey().at_identify().put_card(YOUNG_CARD).hand(hand)

    assert journey.screen == Home()
    assert journey.state.person is None


def test_a_rare_name_is_taken_as_the_card_has_it() -> None:
    for name in ("王㙓", "李𠮷", "阿卜杜热西提·阿卜杜热合曼江"):
        journey = Journey().at_identify().put_card(replace(GUILAN_CARD, name=name))
        assert journey.state.person is not None
        assert journey.state.person.name == name


def test_a_card_for_the_progress_asks_the_platform_for_its_owner() -> None:
    journey = Journey().at_cases()

    assert journey.screen == CaseList()
    assert journey.state.person is not None
    assert journey.done_for(do.FindCases) == [do.FindCases(journey.state.session_serial, journey.state.person)]


# ── a card that is not taken ───────────────────────────────────────────────────────────────────────────────────────

REFUSED = {
    "expired": (replace(GUILAN_CARD, valid_until=date(2026, 4, 20)), ReadTrouble.EXPIRED),
    "check digit": (replace(GUILAN_CARD, id_number="130102194103151221"), ReadTrouble.NUMBER),
    "another birth date": (replace(GUILAN_CARD, birth_date=date(1941, 3, 16)), ReadTrouble.NUMBER),
    "no birth date": (replace(GUILAN_CARD, birth_date=None), ReadTrouble.NUMBER),
    "foreigner": (replace(GUILAN_CARD, card_type="foreigner_2023"), ReadTrouble.NOT_RESIDENT_CARD),
    "hong kong": (replace(GUILAN_CARD, card_type="hmt"), ReadTrouble.NOT_RESIDENT_CARD),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_card_that_cannot_be_taken_leaves_nobody_known_and_says_why(name: str) -> None:
    card, trouble = REFUSED[name]

    journey = Journey().at_identify().put_card(card)

    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, trouble=trouble, trouble_count=0)
    assert (journey.state.person, journey.state.draft) == (None, None)
    assert journey.said == [f"read_{trouble.value}"]


def test_a_card_is_valid_on_its_last_day() -> None:
    assert Journey().at_identify().put_card(replace(GUILAN_CARD, valid_until=date(2026, 4, 21))).screen == Form()


def test_a_lower_case_x_is_the_same_number() -> None:
    person = person_of(replace(GUILAN_CARD, id_number=NUMBER.lower()), Journey().world)

    assert not isinstance(person, ReadTrouble)
    assert person.id_number == NUMBER


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refused_card_is_not_tried_again_while_it_lies_there(name: str) -> None:
    card, trouble = REFUSED[name]
    journey = Journey().at_identify().put_card(card).forget_effects()

    journey.hand(ev.RetryPressed())

    assert not identify(journey).reading
    assert journey.effects == [do.at_once(f"read_{trouble.value}")]
    assert not journey.countdown.paused


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_another_card_is_read_as_soon_as_the_refused_one_was_lifted(name: str) -> None:
    card, _ = REFUSED[name]
    journey = Journey().at_identify().put_card(card).take_card()
    assert identify(journey).reading

    assert journey.put_card().screen == Form()


# ── reading goes wrong ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_card_pulled_away_in_mid_read_is_listened_for_at_once() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).take_card().read_ends(CardPulled())

    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, True, ReadTrouble.PULLED, trouble_count=1)
    assert read_count(journey) == 2
    assert journey.put_card().screen == Form()


def test_an_unreadable_card_waits_to_be_lifted() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).read_ends(CardUnreadable("read_failed"))
    assert identify(journey).trouble is ReadTrouble.UNREADABLE
    assert not identify(journey).reading
    assert read_count(journey) == 1

    journey.take_card()

    assert read_count(journey) == 2
    assert identify(journey).trouble is ReadTrouble.UNREADABLE


def test_an_unreadable_card_is_tried_again_on_request() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).read_ends(CardUnreadable("read_failed"))

    journey.hand(ev.RetryPressed())

    assert read_count(journey) == 2
    assert journey.read_ends(CardRead(GUILAN_CARD)).screen == Form()


def test_one_retry_at_a_time() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).read_ends(CardUnreadable("read_failed"))

    journey.hand(ev.RetryPressed(), ev.RetryPressed())

    assert read_count(journey) == 2


def test_troubles_are_counted_so_that_somebody_can_be_offered() -> None:
    journey = Journey().at_identify()
    for _ in range(3):
        journey.read_ends(CardPulled())

    assert identify(journey).trouble_count == 3


def test_a_reader_that_comes_back_listens_by_itself() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.UNKNOWN)).read_ends(DeviceGone("unplugged"))
    assert identify(journey).trouble is ReadTrouble.READER_GONE
    assert not identify(journey).reading

    journey.hand(ev.CardSeen(CardMedia.NOT_PRESENT))

    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, reading=True, trouble_count=1)
    assert journey.put_card().screen == Form()


def test_a_reader_that_comes_back_is_said_to_wait_for_the_card() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.UNKNOWN)).read_ends(DeviceGone("unplugged"))
    journey.forget_effects().hand(ev.CardSeen(CardMedia.NOT_PRESENT))

    assert journey.effects == [do.StopSpeaking(), do.ReadCard(2), do.SpeakScreen()]


def test_the_words_of_a_gone_reader_go_when_it_comes_back_with_a_card_on_it() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.UNKNOWN)).read_ends(DeviceGone("unplugged"))
    journey.hand(ev.CardSeen(CardMedia.PRESENT))
    assert identify(journey).trouble is ReadTrouble.LEFT_LYING

    assert journey.take_card().put_card().screen == Form()


def test_a_card_put_on_a_reader_called_gone_is_read() -> None:
    journey = Journey().at_identify().read_ends(DeviceGone("device_fault")).hand(ev.CardSeen(CardMedia.PRESENT))

    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, reading=True, trouble_count=1)


def test_a_card_that_was_read_and_refused_is_no_failure_to_read() -> None:
    journey = Journey().at_identify()
    for name in ("expired", "check digit", "foreigner"):
        journey.put_card(REFUSED[name][0]).take_card()

    assert identify(journey).trouble_count == 0


def test_a_reader_that_is_not_there_is_asked_again_on_request_only() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.UNKNOWN)).read_ends(DeviceGone("unplugged"))
    assert read_count(journey) == 1

    journey.hand(ev.RetryPressed())

    assert read_count(journey) == 2


def test_nobody_in_time_is_no_trouble() -> None:
    journey = Journey().at_identify().read_ends(NoCardInTime())

    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, reading=True)
    assert read_count(journey) == 2


def test_a_reader_that_reads_no_more_is_not_kept_alive_by_its_own_patience() -> None:
    journey = Journey().at_identify()
    for _ in range(4):
        journey.tick(30).read_ends(NoCardInTime())

    assert journey.tick(1).screen == Idle()


def test_a_card_the_reader_will_not_read_is_asked_to_be_lifted() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).read_ends(CardUnreadable("layout_name"))
    journey.hand(ev.RetryPressed()).read_ends(NoCardInTime())

    assert not identify(journey).reading
    assert identify(journey).trouble is ReadTrouble.UNREADABLE
    assert not journey.countdown.paused


def test_a_card_that_lay_there_all_the_time_is_unreadable() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.PRESENT)).read_ends(NoCardInTime())

    assert identify(journey).trouble is ReadTrouble.UNREADABLE


def test_a_cancelled_read_says_nothing() -> None:
    journey = Journey().at_identify()
    before = journey.state

    assert journey.read_ends(Cancelled()).state == before


def test_only_the_newest_read_counts() -> None:
    journey = Journey().at_identify().hand(ev.BackPressed(), ev.NoticeUnderstood())
    assert [effect.read_serial for effect in journey.done_for(do.ReadCard)] == [1, 2]

    journey.hand(ev.CardReadEnded(1, CardRead(GUILAN_CARD)))
    assert journey.state.person is None

    assert journey.hand(ev.CardReadEnded(2, CardRead(GUILAN_CARD))).screen == Form()


def test_a_read_that_ends_after_the_resident_went_back_is_dropped() -> None:
    journey = Journey().at_identify().hand(ev.BackPressed())
    assert do.StopReading() in journey.effects

    journey.read_ends(CardRead(GUILAN_CARD))

    assert journey.screen == Notice(Purpose.APPLY, ITEM_ID)
    assert journey.state.person is None


@pytest.mark.parametrize("trouble", [CardPulled(), CardUnreadable("x"), CardRead(REFUSED["expired"][0])])
def test_who_tries_a_card_is_there(trouble: CardPulled | CardUnreadable | CardRead) -> None:
    journey = Journey().at_identify().tick(80).read_ends(trouble)

    assert journey.countdown.remaining_s == 120


def test_a_card_put_there_answers_whether_anybody_is() -> None:
    journey = Journey().at_identify().tick(95)
    assert journey.state.overlay is not None

    journey.hand(ev.CardSeen(CardMedia.PRESENT))

    assert journey.state.overlay is None


def test_a_reader_that_goes_and_comes_is_nobody() -> None:
    journey = Journey().at_identify().tick(80)

    journey.hand(ev.CardSeen(CardMedia.UNKNOWN), ev.CardSeen(CardMedia.NOT_PRESENT))

    assert journey.countdown.remaining_s == 40


# ── by hand ────────────────────────────────────────────────────────────────────────────────────────────────────────


def typing(mode: Mode = Mode.STANDARD) -> Journey:
    return Journey().at_identify(mode).hand(ev.TypeInsteadPressed())


def test_typing_stops_the_reader() -> None:
    journey = typing()

    assert journey.screen == TypeIdentity(Purpose.APPLY, ITEM_ID)
    assert do.StopReading() in journey.effects


def test_a_typed_identity_is_the_lowest_and_is_asked_nothing_about_money() -> None:
    journey = typing().hand(ev.IdentityTyped(" 张桂兰 ", NUMBER.lower()), ev.NextPressed())

    assert journey.screen == Form()
    person, draft = journey.state.person, journey.state.draft
    assert person is not None
    assert draft is not None
    assert (person.name, person.id_number, person.level) == ("张桂兰", NUMBER, IdentityLevel.TYPED)
    assert person.household_address is None
    item = journey.catalogue.item(ITEM_ID)
    asked = {field.id for field in forms.visible_fields(item, draft.answers, person.level)}
    assert asked == {"household_address", "residence_address", "phone"}


def test_an_answer_about_money_from_a_typed_identity_is_not_taken() -> None:
    journey = typing().hand(ev.IdentityTyped("张桂兰", NUMBER), ev.NextPressed())

    journey.hand(ev.AnswerGiven("payout_way", "social_card"))

    assert journey.state.draft is not None
    assert "payout_way" not in journey.state.draft.answers


@pytest.mark.parametrize(
    ("name", "number", "problems"),
    [
        ("", "", ("name", "id_number")),
        ("张桂兰", "13010219410315122", ("id_number",)),
        ("张桂兰", "130102194103151221", ("id_number",)),
        ("3", NUMBER, ("name",)),
    ],
)
def test_what_was_typed_wrong_is_marked_and_kept(name: str, number: str, problems: tuple[str, ...]) -> None:
    journey = typing().hand(ev.IdentityTyped(name, number), ev.NextPressed())

    assert journey.screen == TypeIdentity(Purpose.APPLY, ITEM_ID, name, number, problems)
    assert journey.said == ["form_problem"]
    assert journey.state.person is None


def test_who_typed_and_is_too_young_is_told_too() -> None:
    journey = typing().hand(ev.IdentityTyped("李小燕", YOUNG_CARD.id_number), ev.NextPressed())

    assert isinstance(journey.screen, NotEligible)


def inserted(journey: Journey, result: SocialCardRead | NotASocialCard | CardPulled | CardUnreadable) -> Journey:
    return journey.hand(ev.SocialCardReadEnded(journey.state.read_serial, result))


def test_a_social_security_card_saves_the_typing_and_proves_no_more() -> None:
    journey = typing().hand(ev.IdentityTyped("张", ""), ev.NextPressed())
    assert len(journey.done_for(do.ReadSocialCard)) == 1

    inserted(journey, SocialCardRead(SocialCard(NUMBER, "张桂兰")))

    assert journey.screen == TypeIdentity(Purpose.APPLY, ITEM_ID, "张桂兰", NUMBER)
    assert journey.said == ["form_problem", "social_card_read"]
    gone_on = journey.hand(ev.NextPressed())
    assert gone_on.screen == Form()
    assert gone_on.state.person is not None
    assert gone_on.state.person.level is IdentityLevel.TYPED
    assert gone_on.effects[-2:] == [do.StopReading(), do.SpeakScreen()]


@pytest.mark.parametrize(
    ("result", "trouble"),
    [
        (NotASocialCard(), SocialTrouble.OTHER_CARD),
        (CardPulled(), SocialTrouble.PULLED),
        (CardUnreadable("needs_authentication"), SocialTrouble.UNREADABLE),
    ],
)
def test_a_card_that_does_not_fill_in_says_why_and_the_next_one_may(
    result: NotASocialCard | CardPulled | CardUnreadable, trouble: SocialTrouble
) -> None:
    journey = inserted(typing().hand(ev.IdentityTyped("张", "")), result)

    assert journey.screen == TypeIdentity(Purpose.APPLY, ITEM_ID, "张", "", social_trouble=trouble)
    assert journey.said == [f"social_{trouble.value}"]
    inserted(journey, SocialCardRead(SocialCard(NUMBER, "张桂兰")))
    assert journey.screen == TypeIdentity(Purpose.APPLY, ITEM_ID, "张桂兰", NUMBER)


def test_a_social_security_card_read_for_a_page_that_is_gone_fills_in_nothing() -> None:
    journey = typing()
    late = ev.SocialCardReadEnded(journey.state.read_serial, SocialCardRead(SocialCard(NUMBER, "张桂兰")))
    journey.hand(ev.BackPressed(), late, ev.TypeInsteadPressed(), late)

    assert journey.screen == TypeIdentity(Purpose.APPLY, ITEM_ID)


def test_back_from_typing_listens_for_a_card_again() -> None:
    journey = typing().hand(ev.BackPressed())

    assert identify(journey).reading
    assert read_count(journey) == 2


def test_progress_is_never_shown_to_a_typed_identity() -> None:
    journey = Journey().hand(ev.ProgressPressed(), ev.NoticeUnderstood(), ev.TypeInsteadPressed())

    assert identify(journey).purpose is Purpose.PROGRESS


def test_an_item_that_asks_for_a_card_takes_nothing_typed() -> None:
    journey = Journey(catalogue=catalogue_with(item_filed_with(IdentityLevel.CARD_READ))).at_identify()

    assert isinstance(journey.hand(ev.TypeInsteadPressed()).screen, Identify)


@pytest.mark.parametrize("name", ["Notice", "Identify", "TypeIdentity", "NotEligible"])
def test_a_button_of_a_later_screen_does_nothing(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]()
    screen = journey.screen

    assert journey.hand(ev.SubmitPressed(), ev.CapturePressed()).screen == screen
