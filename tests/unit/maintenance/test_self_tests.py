"""Self-tests: what the machine sees passes by itself, the rest an eye or an ear says, and nothing passes untried."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.card_reader import CardMedia
from devices.contracts.keypad import Key
from kiosk.maintenance import self_tests as me
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.self_tests import (
    ASKED,
    BY_BUTTON,
    SHIFT_MOST_MM,
    WANTED,
    Colour,
    Keep,
    SelfTests,
    Trial,
    Trouble,
    Try,
    advance,
    looked,
    trials_for,
)
from tests.helpers.machine_facts import WELL, facts
from tests.helpers.menu_scenes import FITTED, TRIED


def plugged(is_in: bool | None) -> Facts:
    assert FITTED.headphones is not None
    return facts(replace(FITTED, headphones=replace(FITTED.headphones, plugged=is_in)))


def begun(trial: Trial, seen: Facts = TRIED) -> SelfTests:
    return advance(SelfTests(), me.TrialChosen(trial), seen)[0]


def after(tests: SelfTests, *events: me.Event, seen: Facts = TRIED) -> tuple[SelfTests, list[me.Wish]]:
    wishes: list[me.Wish] = []
    for event in events:
        tests, more = advance(tests, event, seen)
        wishes += more
    return tests, wishes


def touched(right_mm: float, down_mm: float, but: int = 0) -> list[me.Event]:
    cells = WANTED[Trial.TOUCH]
    return [me.Felt(cell, (right_mm, down_mm)) for cell in cells[: len(cells) - but]]


def test_only_what_the_machine_has_can_be_tried() -> None:
    assert trials_for(TRIED) == tuple(Trial)
    assert Trial.HEADPHONES not in trials_for(facts())
    assert begun(Trial.CAMERA, facts()) == SelfTests()


@pytest.mark.parametrize("trial", list(Trial))
def test_nothing_is_good_because_somebody_says_so_before_it_was_tried(trial: Trial) -> None:
    tests, wishes = after(begun(trial), me.Judged(is_good=True))
    assert (tests.outcome, wishes) == (None, [])


@pytest.mark.parametrize("trial", list(Trial))
def test_that_something_does_not_work_can_be_said_of_everything_and_is_kept(trial: Trial) -> None:
    tests, wishes = after(begun(trial), me.Judged(is_good=False))
    assert (tests.outcome, wishes) == (False, [Keep(trial, False, None)])


@pytest.mark.parametrize("trial", sorted(BY_BUTTON - {Trial.HEADPHONES}))
def test_a_sound_or_a_picture_waits_for_the_hand_and_then_for_an_eye_or_an_ear(trial: Trial) -> None:
    trying, wishes = after(begun(trial), me.TrialTried(), me.TrialTried())
    assert wishes == [Try(trial, trying.serial, trying.code)]
    asked, _ = after(trying, me.TrialSeen(trying.serial))
    assert asked.stage == "ask"
    assert after(asked, me.Judged(is_good=True)) == (
        replace(asked, outcome=True),
        [Keep(trial, True, None)],
    )


def test_a_sound_that_did_not_come_is_told_and_cannot_be_called_heard() -> None:
    trying, _ = after(begun(Trial.BEEP), me.TrialTried())
    failed, _ = after(trying, me.TrialSeen(trying.serial, Trouble.NO_SOUND), me.Judged(is_good=True))
    assert (failed.trouble, failed.outcome, failed.is_busy) == (Trouble.NO_SOUND, None, False)


def test_the_end_of_an_earlier_try_says_nothing_of_this_one() -> None:
    trying, _ = after(begun(Trial.BEEP), me.TrialTried())
    assert after(trying, me.TrialSeen(trying.serial - 1))[0] == trying


@pytest.mark.parametrize(
    ("is_in", "trouble"), [(None, Trouble.NOT_PLUGGED), (False, Trouble.NOT_PLUGGED), (True, None)]
)
def test_headphones_sound_only_where_the_machine_sees_them(is_in: bool | None, trouble: Trouble | None) -> None:
    seen = plugged(is_in)
    tests, wishes = after(begun(Trial.HEADPHONES, seen), me.TrialTried(), seen=seen)
    assert (tests.trouble, len(wishes)) == (trouble, 1 if is_in else 0)


def test_every_cell_touched_in_its_middle_passes_and_one_that_is_dead_never_does() -> None:
    almost, wishes = after(begun(Trial.TOUCH), *touched(1.0, -1.0, but=1))
    assert (almost.outcome, wishes) == (None, [])
    whole, wishes = after(begun(Trial.TOUCH), *touched(1.0, -1.0))
    assert (whole.outcome, wishes) == (True, [Keep(Trial.TOUCH, True, 1.4)])


def test_a_glass_that_is_off_everywhere_fails_and_single_fingers_that_miss_do_not() -> None:
    off, _ = after(begun(Trial.TOUCH), *touched(SHIFT_MOST_MM, 1.0))
    assert (off.outcome, off.shift_mm) == (False, 5.1)
    around = [me.Felt(cell, (6.0 if int(cell) % 2 else -6.0, 0.0)) for cell in WANTED[Trial.TOUCH]]
    assert after(begun(Trial.TOUCH), *around)[0].outcome is True


def test_every_key_of_the_keypad_is_felt_before_it_passes() -> None:
    *most, last = (me.Felt(key) for key in Key)
    pressed, _ = after(begun(Trial.KEYPAD), *most, me.Felt("enter"))
    assert pressed.outcome is None
    assert after(pressed, last)[0].outcome is True


def test_the_eye_is_asked_about_colours_once_all_of_them_were_shown() -> None:
    shown, wishes = after(begun(Trial.COLOURS), *(me.Felt(colour) for colour in Colour))
    assert (shown.stage, wishes) == ("ask", [])
    assert after(shown, me.Judged(is_good=True))[0].outcome is True


def test_a_card_that_lies_there_is_seen_and_kept_once() -> None:
    assert WELL.id_card is not None
    lying = facts(replace(FITTED, id_card=replace(WELL.id_card, media=CardMedia.PRESENT)))
    waiting = begun(Trial.ID_CARD)
    assert looked(waiting, TRIED) == (waiting, ())
    seen, wishes = looked(waiting, lying)
    assert wishes == (Keep(Trial.ID_CARD, True, None),)
    assert looked(seen, lying) == (seen, ())


def test_the_code_is_another_one_with_every_beginning_and_passes_when_it_was_read() -> None:
    first = begun(Trial.SCANNER)
    again, wishes = after(first, me.TrialChosen(Trial.SCANNER))
    assert first.code != again.code
    assert wishes == [Try(Trial.SCANNER, again.serial, again.code)]
    assert after(again, me.TrialSeen(again.serial, passed=True))[0].outcome is True


def test_who_thinks_better_of_it_is_believed_and_both_are_kept() -> None:
    heard, _ = after(begun(Trial.BEEP), me.TrialTried())
    _, wishes = after(heard, me.TrialSeen(heard.serial), me.Judged(True), me.Judged(False), me.Judged(False))
    assert wishes == [Keep(Trial.BEEP, True, None), Keep(Trial.BEEP, False, None)]


EVENTS: st.SearchStrategy[me.Event] = st.one_of(
    st.builds(me.TrialChosen, st.sampled_from(Trial)),
    st.just(me.TrialTried()),
    st.builds(me.TrialSeen, st.integers(0, 4), st.none() | st.sampled_from(Trouble), st.booleans()),
    st.builds(me.Felt, st.sampled_from([*Key, *Colour, "0", "23", "24"])),
    st.builds(me.Judged, st.booleans()),
)


@given(st.lists(EVENTS, max_size=20))
def test_whatever_is_done_what_is_asked_of_an_eye_passes_by_an_eye_alone(events: list[me.Event]) -> None:
    tests = SelfTests()
    for event in events:
        before = tests
        tests, wishes = advance(tests, event, TRIED)
        kept = [wish for wish in wishes if isinstance(wish, Keep)]
        if kept and kept[0].is_good and kept[0].trial in ASKED:
            assert before.came
            assert isinstance(event, me.Judged)
