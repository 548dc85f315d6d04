"""The number on every panel.

Apart from the tests that touch: those keep one window open, and a second one would take its view-models away.
"""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.session.states import Mode, SessionState
from tests.helpers.big_number import assert_as_large_as_it_fits
from tests.helpers.later_states import FILING
from tests.helpers.stage import LANDSCAPE, Stage


@pytest.mark.parametrize("size", [LANDSCAPE, (768, 1366), (1366, 768)])
def test_on_every_panel_the_number_is_as_large_as_its_card_holds_it(qtbot: QtBot, size: tuple[int, int]) -> None:
    stage = Stage(SessionState(online=True), size)
    for mode in Mode:
        stage.show_state(replace(FILING["not-printed"], mode=mode))
        assert_as_large_as_it_fits(stage)
    stage.close()
