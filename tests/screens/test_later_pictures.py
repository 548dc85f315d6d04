"""Form to rating and coming back, in both modes and orientations: drawn without a warning, nothing cut off.

Apart from the tests that touch: those keep one window open, and a second one would take its view-models away.
"""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.session.states import Mode, SessionState
from tests.helpers.big_number import assert_as_large_as_it_fits
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.later_states import COMING_BACK, FILING, FILING_ELDER
from tests.helpers.stage import LANDSCAPE, PORTRAIT, Stage, picture_name


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "lying"])
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("states", [FILING, COMING_BACK], ids=["filing", "coming back"])
def test_every_screen_is_drawn_without_a_warning_and_nothing_is_cut_off(
    qtbot: QtBot, states: dict[str, SessionState], mode: Mode, size: tuple[int, int]
) -> None:
    stage = Stage(SessionState(online=True), size)
    stage.session.show(replace(stage.session.snapshot, machines=ALL_WELL))
    more = FILING_ELDER if states is FILING and mode is Mode.ELDER else {}
    spilt = {}
    for name, state in {**states, **more}.items():
        stage.show_state(SessionState())
        stage.show_state(replace(state, mode=mode))
        stage.grab(picture_name(name, replace(state, mode=mode), size))
        if stage.spilt():
            spilt[name] = stage.spilt()
    stage.close()
    assert stage.warnings == []
    assert spilt == {}


@pytest.mark.parametrize("size", [LANDSCAPE, (768, 1366), (1366, 768)])
def test_on_every_panel_the_number_is_as_large_as_its_card_holds_it(qtbot: QtBot, size: tuple[int, int]) -> None:
    stage = Stage(SessionState(online=True), size)
    for mode in Mode:
        stage.show_state(replace(FILING["not-printed"], mode=mode))
        assert_as_large_as_it_fits(stage)
    stage.close()
