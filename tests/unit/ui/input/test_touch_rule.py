"""What a hand meant: slips, long presses, second strikes, second fingers and palms."""

from dataclasses import dataclass, field

import pytest

from ui.input.touch_rule import Activated, Answer, Kind, Missed, Place, Spot, TouchLimits, TouchRule

APPLY, BACK = Spot("apply", Kind.BUTTON), Spot("back", Kind.BUTTON)
ONE, TWO = Spot("1", Kind.KEY), Spot("2", Kind.KEY)
ANYWHERE, PAD = Spot("anywhere", Kind.BACKDROP), Spot("pad", Kind.OWN)
HERE, FAR = Place(100, 100), Place(200, 300)


@dataclass
class Hand:
    """Fingers on one panel, and the time it takes them."""

    rule: TouchRule = field(default_factory=TouchRule)
    now_s: float = 10.0

    def down(self, spot: Spot | None, place: Place = HERE, finger: int = 0, wide_mm: float = 0.0) -> None:
        self.rule.pressed(finger, place, spot, self.now_s, wide_mm)

    def up(self, spot: Spot | None, place: Place = HERE, finger: int = 0, after_s: float = 0.08) -> Answer:
        self.now_s += after_s
        return self.rule.released(finger, place, spot, self.now_s)

    def tap(self, spot: Spot | None, place: Place = HERE, pause_s: float = 0.0) -> Answer:
        self.now_s += pause_s
        self.down(spot, place)
        return self.up(spot, place)


@pytest.fixture
def hand() -> Hand:
    return Hand()


def test_a_touch_activates_the_target_it_began_and_ended_in_however_far_it_went(hand: Hand) -> None:
    hand.down(APPLY, Place(10, 100))
    assert hand.up(APPLY, Place(150, 100)) == Activated("apply")


@pytest.mark.parametrize(("slip_mm", "answer"), [(9.9, Activated("apply")), (10.1, Missed())])
def test_a_touch_may_end_ten_millimetres_from_where_it_began(hand: Hand, slip_mm: float, answer: Answer) -> None:
    hand.down(APPLY)
    assert hand.up(None, Place(100 + slip_mm, 100)) == answer


def test_a_touch_that_ends_in_another_target_activates_neither(hand: Hand) -> None:
    hand.down(APPLY)
    assert hand.up(BACK, Place(103, 100)) == Missed()


def test_what_lies_behind_everything_is_no_other_target(hand: Hand) -> None:
    hand.down(APPLY)
    assert hand.up(ANYWHERE, Place(103, 100)) == Activated("apply")


def test_a_touch_beside_every_target_is_answered_also_when_it_slips_into_one(hand: Hand) -> None:
    hand.down(None)
    assert hand.up(APPLY, Place(101, 100)) == Missed()


def test_a_long_press_counts(hand: Hand) -> None:
    hand.down(APPLY)
    assert hand.up(APPLY, after_s=20) == Activated("apply")


def test_what_follows_the_finger_itself_is_left_alone(hand: Hand) -> None:
    hand.down(PAD)
    assert hand.up(None, FAR) is None


def test_what_the_system_takes_away_is_no_touch(hand: Hand) -> None:
    hand.down(APPLY)
    hand.rule.cancelled(0)
    assert hand.up(APPLY) is None


@pytest.mark.parametrize(("pause_s", "answer"), [(0.05, None), (0.45, None), (0.51, Activated("apply"))])
def test_a_button_rests_half_a_second_after_a_strike(hand: Hand, pause_s: float, answer: Answer) -> None:
    hand.tap(APPLY)
    assert hand.tap(APPLY, pause_s=pause_s) == answer


def test_a_hand_that_goes_on_shaking_strikes_a_button_once(hand: Hand) -> None:
    assert hand.tap(APPLY) == Activated("apply")
    assert [hand.tap(APPLY, pause_s=0.2) for _ in range(9)] == [None] * 9


def test_also_a_strike_beside_the_button_keeps_it_at_rest(hand: Hand) -> None:
    hand.tap(APPLY)
    assert hand.tap(None, Place(112, 100), pause_s=0.3) is None
    assert hand.tap(APPLY, pause_s=0.3) is None


def test_a_second_strike_does_not_reach_what_came_to_lie_there_meanwhile(hand: Hand) -> None:
    hand.tap(APPLY)
    assert hand.tap(BACK, Place(110, 105), pause_s=0.2) is None
    assert hand.tap(ONE, Place(105, 100), pause_s=0.2) is None


def test_a_strike_beside_the_button_where_a_drifting_hand_lifted_keeps_it_at_rest(hand: Hand) -> None:
    """Seen with one hand in 41 620: it lifted 11 mm lower, struck 13 mm below that, and came back to the button."""
    hand.down(APPLY, Place(100, 100))
    assert hand.up(APPLY, Place(100, 111)) == Activated("apply")
    hand.tap(None, Place(100, 124), pause_s=0.25)
    assert hand.tap(APPLY, Place(100, 105), pause_s=0.25) is None


def test_another_button_elsewhere_need_not_wait(hand: Hand) -> None:
    hand.tap(APPLY)
    assert hand.tap(BACK, FAR, pause_s=0.05) == Activated("back")


def test_each_target_has_its_own_last_strike(hand: Hand) -> None:
    hand.tap(APPLY)
    hand.tap(BACK, FAR, pause_s=0.1)
    assert hand.tap(APPLY, pause_s=0.1) is None


@pytest.mark.parametrize(("pause_s", "answer"), [(0.03, None), (0.05, Activated("1"))])
def test_eleven_can_be_typed_but_not_by_a_bouncing_finger(hand: Hand, pause_s: float, answer: Answer) -> None:
    hand.tap(ONE)
    assert hand.tap(ONE, pause_s=pause_s) == answer


def test_another_key_is_never_a_second_strike(hand: Hand) -> None:
    hand.tap(ONE)
    assert hand.tap(TWO, Place(103, 100), pause_s=0.01) == Activated("2")


def test_a_site_may_let_a_key_rest_longer(hand: Hand) -> None:
    hand.rule = TouchRule(TouchLimits(key_guard_s=0.4))
    hand.tap(ONE)
    assert hand.tap(ONE, pause_s=0.3) is None


def test_a_clock_that_begins_anew_holds_nothing_back(hand: Hand) -> None:
    hand.tap(APPLY)
    hand.now_s = 0.0
    assert hand.tap(APPLY) == Activated("apply")


def test_a_second_finger_on_the_same_button_is_the_same_touch(hand: Hand) -> None:
    hand.down(APPLY)
    hand.down(APPLY, Place(103, 100), finger=1)
    assert [hand.up(APPLY), hand.up(APPLY, Place(103, 100), finger=1)] == [Activated("apply"), None]


def test_of_two_fingers_on_two_buttons_at_once_neither_is_guessed(hand: Hand) -> None:
    hand.down(APPLY)
    hand.down(BACK, FAR, finger=1)
    assert [hand.up(APPLY), hand.up(BACK, FAR, finger=1)] == [Missed(), None]


def test_a_hand_that_rests_on_a_button_neither_acts_nor_keeps_a_finger_from_acting(hand: Hand) -> None:
    hand.down(BACK, FAR, finger=1)
    hand.now_s += 1
    assert hand.tap(APPLY) == Activated("apply")
    assert hand.up(BACK, FAR, finger=1) is None


def test_a_palm_that_rests_on_the_pad_keeps_no_finger_from_pressing(hand: Hand) -> None:
    hand.down(PAD, FAR, finger=1)
    hand.now_s += 1
    hand.rule.moved(1, Place(202, 300))
    assert hand.tap(APPLY) == Activated("apply")


def test_a_hand_that_rests_does_not_act_when_it_lifts_after_a_finger_has_missed(hand: Hand) -> None:
    hand.down(TWO, FAR, finger=1)
    hand.now_s += 1
    assert hand.tap(None) == Missed()
    assert hand.up(TWO, FAR, finger=1) is None


def test_two_thumbs_type_by_turns(hand: Hand) -> None:
    hand.down(ONE, finger=0)
    hand.now_s += 0.1
    hand.down(TWO, FAR, finger=1)
    assert [hand.up(ONE, finger=0), hand.up(TWO, FAR, finger=1)] == [Activated("1"), Activated("2")]


@pytest.mark.parametrize("first", [1, 2])
def test_who_signs_with_the_hand_on_a_button_presses_nothing(hand: Hand, first: int) -> None:
    for finger in (first, 3 - first):
        hand.down(PAD if finger == 1 else APPLY, finger=finger)
    hand.rule.moved(1, Place(105, 100))
    hand.down(BACK, FAR, finger=3)
    assert hand.up(BACK, FAR, finger=3) is None
    assert [hand.up(PAD, FAR, finger=1), hand.up(APPLY, finger=2)] == [None, None]


def test_a_palm_is_no_touch_and_is_not_answered(hand: Hand) -> None:
    hand.down(APPLY, wide_mm=45)
    assert hand.up(APPLY) is None


def test_a_fingertip_that_grows_into_a_palm_is_none_either(hand: Hand) -> None:
    hand.down(APPLY, wide_mm=12)
    hand.rule.moved(0, HERE, 40)
    assert hand.up(APPLY) is None
