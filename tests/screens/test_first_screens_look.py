"""Idle to card on panels that the gate's campaign `accessibility` does not look at: nothing cut off, no warning."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.session.states import SessionState
from tests.helpers.first_screens import BULLETINS, IDLE, IN_SESSION
from tests.helpers.stage import Stage, picture_name


@pytest.mark.parametrize(
    ("size", "panel_short_mm"), [((768, 1366), 230.3), ((1280, 1024), 301.5)], ids=["18.5 inch", "19 inch, 5:4"]
)
def test_on_a_small_panel_the_screens_reflow_and_nothing_is_cut_off(
    qtbot: QtBot, size: tuple[int, int], panel_short_mm: float
) -> None:
    stage = Stage(SessionState(online=True), size)
    stage.window.setProperty("panelShortMm", panel_short_mm)
    stage.session.show(replace(stage.session.snapshot, bulletins=BULLETINS))
    spilt = {}
    for name, state in {**IDLE, **IN_SESSION}.items():
        stage.show_state(state)
        stage.grab(picture_name(name, state, size))
        if stage.spilt():
            spilt[name] = stage.spilt()
    stage.close()
    assert stage.warnings == []
    assert spilt == {}


def test_a_list_whose_screen_is_thrown_away_no_longer_asks_where_the_focus_is(qtbot: QtBot) -> None:
    """Seen once in many runs: "QML RevealFocus: Cannot find member data", from a list that was on its way out."""
    warnings = []
    for _ in range(4):
        stage = Stage(SessionState(online=True), (768, 1366))
        for state in IN_SESSION.values():
            stage.show_state(state)
            stage.window.grabWindow()
        stage.close()
        warnings += stage.warnings
    assert warnings == []
