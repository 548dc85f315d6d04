"""The page of a call for help: it says what is true, and what to do instead."""

from dataclasses import replace

import pytest

from kiosk.session.states import HelpState, SessionState
from tests.helpers.fake_session import snapshot_of
from tests.helpers.first_screens import helped
from tests.helpers.view_context import PLACE, real_texts, view_context
from ui.viewmodels.help_face import HelpFace, help_face
from ui.viewmodels.shell_face import shell_face


def face(state: SessionState) -> HelpFace:
    return help_face(snapshot_of(state), view_context())


def test_nothing_is_shown_of_no_call() -> None:
    assert face(SessionState()) == HelpFace()


def test_who_comes_is_named_where_the_platform_names_them() -> None:
    assert "周*" in face(helped(HelpState.COMING, 48, "周*")).text
    assert face(helped(HelpState.COMING, 48)).text == real_texts()("help.coming.text_nameless")


def test_without_a_network_it_says_why_and_nobody_is_waited_for() -> None:
    offline = face(helped(HelpState.CANNOT, 5, online=False))
    assert "网络断了" in offline.text
    assert (offline.waited, offline.phone, offline.phone_first) == ("", PLACE.help_phone, True)
    assert "网络断了" not in face(helped(HelpState.CANNOT, 5)).text


@pytest.mark.parametrize("state", HelpState)
def test_that_it_does_not_time_out_is_said_only_while_it_does_not(state: HelpState) -> None:
    held = state in (HelpState.CALLING, HelpState.WAITING, HelpState.COMING)
    assert ("不会超时" in face(helped(state, 5)).safe_text) is held


def test_the_ladder_shows_what_was_done_and_what_comes() -> None:
    assert [row.state for row in face(helped(HelpState.CALLING, 1)).ladder] == ["current", "todo", "todo"]
    assert [row.state for row in face(helped(HelpState.WAITING, 60)).ladder] == ["done", "todo", "todo"]
    assert [row.state for row in face(helped(HelpState.WAITING, 107)).ladder] == ["done", "done", "todo"]
    assert [row.state for row in face(helped(HelpState.COMING, 107)).ladder] == ["done", "todo", "todo"]


def test_what_the_staff_see_names_the_machine_and_not_the_person() -> None:
    seen = face(helped(HelpState.WAITING, 1)).seen
    assert PLACE.machine_line in seen
    assert "张" not in seen


def test_who_has_gone_on_reads_that_somebody_comes() -> None:
    gone_on = replace(helped(HelpState.COMING, 48, "周*"), overlay=None)
    assert shell_face(snapshot_of(gone_on), view_context()).toast_text == real_texts()("help.toast")
