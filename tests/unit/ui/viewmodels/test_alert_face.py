"""The warning: its level in words, what to do for this hazard, where to go."""

from dataclasses import replace

from kiosk.session.overlays import AlertShown
from kiosk.session.states import SessionState
from tests.helpers.fake_session import snapshot_of
from tests.helpers.first_screens import RAINSTORM
from tests.helpers.view_context import ROOT, view_context
from ui.viewmodels.alert_face import AlertFace, alert_face


def face(alert: object = RAINSTORM) -> AlertFace:
    return alert_face(snapshot_of(SessionState(overlay=AlertShown(), alert=alert)), view_context())  # type: ignore[arg-type] # None too


def test_a_colour_is_told_in_words() -> None:
    assert face().level == "最高级　4 级里的第 1 级"
    assert face(replace(RAINSTORM, title="大风蓝色预警")).level == "4 级里的第 4 级"
    assert face(replace(RAINSTORM, title="停水通知")).level == "请留意"


def test_what_to_do_is_about_this_hazard() -> None:
    assert [act.title for act in face().acts] == ["待在屋里", "别过积水", "进水前断电"]
    assert face(replace(RAINSTORM, icon="gas")).acts[0].title == "待在安全处"


def test_the_place_to_go_is_the_sites_and_nothing_is_shown_of_an_alert_that_is_over() -> None:
    assert face().refuge_name == "槐树里小学体育馆"
    assert face(None) == AlertFace()


def test_what_was_drawn_for_a_hazard_is_shown_and_another_one_keeps_its_icons() -> None:
    drawn = [act.drawing for act in face().acts]
    assert drawn == ["alert-stay", "alert-water", "alert-power"]
    assert all((ROOT / f"assets/illustrations/{name}.{palette}.svg").is_file()
               for name in drawn for palette in ("light", "high-contrast"))  # fmt: skip
    assert [act.drawing for act in face(replace(RAINSTORM, icon="gas")).acts] == ["", "", ""]
