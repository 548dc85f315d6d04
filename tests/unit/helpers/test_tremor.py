"""The shaking hands shake as they say they do."""

import math
import random
from itertools import pairwise

import pytest

from tests.helpers.tremor import GLASS, HANDS, STEP_S, Aim, Contact, Hand, touch, twice

AIM = Aim(168, 300, (336, 597))
LONG = {hand.name: Hand(hand.name, hand.frequency_hz, hand.free_amplitude_mm, 0.0, (3, 3), 0.0) for hand in HANDS}


def first_contact(hand: Hand, seed: int) -> Contact:
    return touch(hand, AIM, random.Random(seed)).contacts[0]


@pytest.mark.parametrize("hand", LONG.values(), ids=LONG)
def test_a_hand_shakes_at_its_frequency_and_amplitude(hand: Hand) -> None:
    medians = []
    for seed in range(40):
        xs = [sample.x_mm - AIM.x_mm for sample in first_contact(hand, seed).samples]
        crossings = sum(1 for a, b in pairwise(xs) if a < 0 <= b)
        assert hand.frequency_hz[0] - 0.5 <= crossings / 3 <= hand.frequency_hz[1] + 0.5
        medians.append(max(map(abs, xs)))
    assert sorted(medians)[20] == pytest.approx(hand.free_amplitude_mm * GLASS, rel=0.35)


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.name)
def test_what_is_said_to_happen_happens_as_often(hand: Hand) -> None:
    traces = [touch(hand, AIM, random.Random(seed)) for seed in range(1000)]
    palms = sum(any(contact.finger == 2 for contact in trace.contacts) for trace in traces)
    seconds = sum(sum(contact.finger == 0 for contact in trace.contacts) > 1 for trace in traces)
    assert palms / 1000 == pytest.approx(hand.palm, abs=0.06)
    assert seconds / 1000 == pytest.approx(hand.second_strike, abs=0.06)


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.name)
def test_a_finger_is_down_before_it_lifts_and_time_goes_on(hand: Hand) -> None:
    for seed in range(200):
        down: set[int] = set()
        before = -math.inf
        for at_s, what, finger, _ in touch(hand, AIM, random.Random(seed)).events():
            assert at_s >= before
            assert (what == "press") is (finger not in down)
            (down.discard if what == "release" else down.add)(finger)
            before = at_s
        assert not down


def test_who_types_a_digit_twice_lifts_in_between() -> None:
    first, second = twice(AIM, random.Random(1)).contacts
    assert first.samples[-1].at_s + STEP_S < second.samples[0].at_s
