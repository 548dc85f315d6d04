"""The judge of the screens, on pictures made by hand: each rule says yes and no."""

from dataclasses import replace

import numpy as np
import pytest

from tests.helpers.accessibility import rules
from tests.helpers.accessibility.clauses import CLAUSES
from tests.helpers.accessibility.judge import judge
from tests.helpers.accessibility.pixels import contrast, luminance
from tests.helpers.accessibility.rules import ELDER, RULES, STANDARD, exemption_of
from tests.helpers.accessibility.view import Box, Mark, Node, Stop, Target, Text, View
from tests.helpers.panels import PANELS, UPRIGHT_27

INK = (0.1, 0.1, 0.1)
PER_MM = 4.0
BOX = Box(100, 100, 300, 200)
WORDS = Text(
    words="申请", box=Box(120, 120, 200, 166), px=32, cap_px=23.5, colour=INK, opacity=1, weight=400, line_count=1,
    cut="", target=7, parent=1, kind="AppText",
)  # fmt: skip
KEY = Target(
    name="apply", told="申请", role="Button", kind=("AppButton", "Pressable"), box=BOX, edge_px=6, parent=1,
    is_off=False, is_out_of_reach=False, fill=(1, 1, 1), border_px=2, signs=(), identity=7,
)  # fmt: skip
STOP = Stop(7, "apply", BOX, BOX)


def view(**changed: object) -> View:
    """A button with its word, drawn on white with a dark edge; nothing is wrong with it."""
    pixels = np.full((400, 400, 4), 255, np.uint8)
    pixels[200:206, 100:300, :3] = 40
    pixels[133:158, 124:196:3, :3] = 25
    pixels[133:158, 125:196:3, :3] = 25
    seen = View("standard", PER_MM, (400, 400), pixels, texts=[WORDS], targets=[KEY], stops=[STOP])
    seen.nodes = [Node("Button", ("申请",), BOX)]
    for name, value in changed.items():
        setattr(seen, name, value)
    return seen


def broken(seen: View) -> set[str]:
    return {finding.rule for finding in judge(seen)}


def test_a_good_button_is_left_alone() -> None:
    assert judge(view()) == []


def test_text_is_measured_in_millimetres_of_its_panel_and_mode() -> None:
    assert broken(view(px_per_mm=5.0)) == {rules.TEXT_HEIGHT}
    assert rules.TEXT_HEIGHT in broken(view(mode="elder"))


def test_grey_text_and_text_that_is_not_drawn_are_told_apart() -> None:
    grey = view(texts=[replace(WORDS, colour=(0.6, 0.6, 0.6))])
    assert {rules.TEXT_CONTRAST, rules.CLIPPED} <= broken(grey)
    assert contrast(luminance((1, 1, 1)), luminance((0, 0, 0))) == pytest.approx(21)


def test_half_of_a_character_is_clipped() -> None:
    seen = view()
    seen.pixels[145:170, 100:300, :3] = 255
    assert rules.CLIPPED in broken(seen)


def test_a_target_is_large_enough_in_both_directions() -> None:
    narrow = replace(KEY, box=BOX._replace(right=100 + 12 * PER_MM))
    assert rules.TARGET_SIZE in broken(view(targets=[narrow]))


def test_a_gap_counts_from_the_edge_below() -> None:
    below = replace(KEY, identity=8, box=Box(100, 212, 300, 300))
    assert rules.TARGET_GAP in broken(view(targets=[KEY, below]))
    lower = replace(below, box=Box(100, 217, 300, 300))
    assert rules.TARGET_GAP not in broken(view(targets=[KEY, lower]))


def test_the_focus_goes_down_and_to_the_right() -> None:
    lower = replace(STOP, identity=8, box=Box(100, 300, 300, 390), frame=Box(100, 300, 300, 390))
    third = replace(STOP, identity=9, box=Box(100, 220, 300, 290), frame=Box(100, 220, 300, 290))
    assert rules.FOCUS_ORDER not in broken(view(stops=[STOP, third, lower]))
    assert rules.FOCUS_ORDER in broken(view(stops=[STOP, lower, third]))


def test_a_round_may_begin_anywhere() -> None:
    lower = replace(STOP, identity=8, box=Box(100, 300, 300, 390), frame=Box(100, 300, 300, 390))
    assert rules.FOCUS_ORDER not in broken(view(stops=[lower, STOP]))


def test_what_the_keypad_does_not_reach_and_what_nobody_is_told() -> None:
    assert broken(view(stops=[], nodes=[])) == {rules.FIVE_KEYS, rules.NAME}


def test_two_controls_of_one_name_cannot_be_told_apart_by_ear() -> None:
    other = replace(KEY, identity=8, box=Box(100, 220, 300, 320))
    nodes = [Node("Button", ("申请", "改一改"), BOX._replace(bottom=320))]
    assert rules.NAME in broken(view(targets=[KEY, other], nodes=nodes))
    assert rules.NAME not in broken(view(targets=[KEY, replace(other, told="改一改")], nodes=nodes))


def test_a_ring_that_does_not_show_is_none() -> None:
    assert broken(view(stops=[replace(STOP, ring_contrast=1.4)])) == {rules.FOCUS_SEEN}


def test_an_icon_far_from_every_word_says_nothing() -> None:
    assert broken(view(marks=[Mark("eye", Box(300, 330, 340, 370), None)])) == {rules.ICON_WORD}
    assert broken(view(marks=[Mark("eye", Box(300, 125, 340, 165), None)])) == set()


def test_neighbours_that_differ_by_hue_alone() -> None:
    green, red = replace(KEY, fill=(0.05, 0.29, 0.22)), replace(KEY, identity=8, fill=(0.55, 0.11, 0.09))
    assert rules.COLOUR_ALONE in broken(view(targets=[green, red]))
    assert rules.COLOUR_ALONE not in broken(view(targets=[green, replace(red, signs=("warning",))]))


def test_letter_keys_are_exempt_down_to_fifteen_millimetres_and_no_further() -> None:
    letter = replace(KEY, kind=("Key", "PadKey", "Pressable", "LetterKeys"))
    exemption = exemption_of(letter)
    assert exemption is not None
    assert STANDARD.target_mm < exemption.least_mm < ELDER.target_mm
    assert exemption_of(KEY) is None


def test_every_rule_stands_in_a_clause_or_belongs_to_the_touch() -> None:
    assert set(RULES) - {rule for clause in CLAUSES for rule in clause.judged_by} == {rules.STRAY_TOUCH}


def test_a_clause_that_no_rule_judges_says_who_does() -> None:
    assert [clause for clause in CLAUSES if not clause.judged_by and not clause.said] == []


def test_a_panel_follows_from_its_diagonal() -> None:
    assert UPRIGHT_27.short_mm == pytest.approx(336, abs=0.5)
    assert len({panel.name for panel in PANELS}) == 7
