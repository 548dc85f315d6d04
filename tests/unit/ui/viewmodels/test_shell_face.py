"""The window's words at the moments of a session."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from devices.contracts.card_reader import CardMedia
from kiosk.core.ids import CaseId
from kiosk.core.person import IdentityLevel, Person
from kiosk.session.drafts import Draft
from kiosk.session.overlays import Interruption, LeaveQuestion, ModeChooser, Overlay, TimeIsUp
from kiosk.session.screens import Category, Done, Form, Home, Identify, Idle, Notice, Purpose, Saving, Screen
from kiosk.session.snapshot import Caption, Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import Countdown
from tests.helpers.fake_session import snapshot_of
from tests.helpers.view_context import view_context
from ui.viewmodels.shell_face import ShellFace, shell_face

PERSON = Person("张桂兰", "130102193512120045", date(1935, 12, 12), "2", IdentityLevel.CARD_READ)
CASE_ID = CaseId("0199a0c0-0000-7000-8000-000000000001")
DRAFT = Draft(CASE_ID, "old-age-allowance", "1", datetime(2026, 4, 21, 1, 40, tzinfo=UTC))


def face_of(state: SessionState, countdown: Countdown | None = None, **rest: object) -> ShellFace:
    snapshot = snapshot_of(state) if countdown is None else snapshot_of(state, countdown=countdown)
    return shell_face(replace(snapshot, **rest), view_context())  # type: ignore[arg-type] # any field of the snapshot


def test_the_clock_and_the_date_are_those_of_china() -> None:
    face = face_of(SessionState())
    assert (face.clock_text, face.date_text, face.weekday_text) == ("09:41", "4月21日", "星期二")


def test_nobody_can_go_back_or_leave_on_the_idle_screen() -> None:
    face = face_of(SessionState(screen=Idle()))
    assert not face.in_session
    assert not face.can_exit


def test_a_known_person_is_shown_masked_and_can_leave() -> None:
    face = face_of(SessionState(screen=Form(), person=PERSON))
    assert face.person_masked == "张*"
    assert face.can_exit
    assert "桂兰" not in repr(face)


@pytest.mark.parametrize("screen", [Idle(), Saving()])
def test_back_is_off_where_there_is_nowhere_to_go_back_to(screen: Screen) -> None:
    assert not face_of(SessionState(screen=screen)).back_enabled
    assert face_of(SessionState(screen=Home())).back_enabled


def test_the_ring_counts_and_says_when_it_stands_still() -> None:
    running = face_of(SessionState(screen=Home()))
    paused = face_of(SessionState(screen=Home()), Countdown(120, 120, paused=True, warning=False))
    assert running.countdown_text == "1:52"
    assert paused.countdown_text == "暂停"
    assert paused.countdown_fraction == 1.0


def test_the_last_seconds_are_a_share_of_the_warning_not_of_the_whole() -> None:
    face = face_of(SessionState(screen=Home()), Countdown(20, 120, paused=False, warning=True))
    assert face.seconds_text == "20"
    assert face.seconds_fraction == pytest.approx(20 / 30)


def test_a_second_passing_changes_nothing_that_lasts() -> None:
    one = face_of(SessionState(screen=Home()), Countdown(112, 120, paused=False, warning=False))
    next_one = face_of(SessionState(screen=Home()), Countdown(111, 120, paused=False, warning=False))
    assert one != next_one
    assert one.lasting() == next_one.lasting()


def test_walking_on_is_deeper_and_walking_back_is_not() -> None:
    walk: list[Screen] = [
        Idle(),
        Home(),
        Category("elder-care"),
        Notice(Purpose.APPLY),
        Identify(Purpose.APPLY),
        Form(),
        Form(1),
    ]
    depths = [face_of(SessionState(screen=screen)).depth for screen in walk]
    assert depths == sorted(depths)
    assert len(set(depths)) == len(depths)


def test_another_page_of_the_form_is_another_step_of_the_same_screen() -> None:
    first, second = face_of(SessionState(screen=Form(0))), face_of(SessionState(screen=Form(1)))
    assert first.screen == second.screen == "Form"
    assert first.step != second.step


@pytest.mark.parametrize(
    ("overlay", "name"),
    [
        (TimeIsUp(), "TimeIsUp"), (ModeChooser(), "ModeChooser"),
        (LeaveQuestion(to_home=True), "LeaveQuestion"), (Interruption("alert"), "Interruption"), (None, ""),
    ],
)  # fmt: skip
def test_every_overlay_has_its_name_and_a_title(overlay: Overlay | None, name: str) -> None:
    face = face_of(SessionState(screen=Form(), person=PERSON, draft=DRAFT, overlay=overlay)).overlay
    assert face.name == name
    assert bool(face.title) is bool(name)


def test_filled_in_answers_are_said_to_be_kept_only_where_there_are_any() -> None:
    filled = face_of(SessionState(screen=Form(), person=PERSON, draft=DRAFT, overlay=TimeIsUp())).overlay
    browsing = face_of(SessionState(screen=Home(), overlay=TimeIsUp())).overlay
    filed = face_of(
        SessionState(screen=Done(CASE_ID, "HSL-0421-0037", "old-age-allowance", DRAFT.understood_at), person=PERSON,
                     draft=DRAFT, overlay=TimeIsUp())
    ).overlay  # fmt: skip
    assert "填好的内容都还在" in filled.text
    assert "填好的" not in browsing.text
    assert "已经存好" in filed.text


def test_who_was_known_by_their_card_is_told_how_their_answers_are_found_again() -> None:
    note = face_of(SessionState(screen=Form(), person=PERSON, draft=DRAFT, overlay=TimeIsUp())).overlay.note
    assert "加密存 30 分钟" in note


def test_who_typed_their_identity_is_not_promised_that_answers_survive_a_time_out() -> None:
    typed = replace(PERSON, level=IdentityLevel.TYPED)
    note = face_of(SessionState(screen=Form(), person=typed, draft=DRAFT, overlay=TimeIsUp())).overlay.note
    assert "清除" in note


def test_leaving_names_where_it_leads() -> None:
    home = face_of(SessionState(screen=Form(), draft=DRAFT, overlay=LeaveQuestion(to_home=True))).overlay
    away = face_of(SessionState(screen=Form(), draft=DRAFT, overlay=LeaveQuestion(to_home=False))).overlay
    assert home.leave_answer != away.leave_answer


def test_what_is_said_is_shown_with_the_sounding_part_lit() -> None:
    face = face_of(SessionState(), caption=Caption("请把身份证放在读卡区", 2, 3))
    assert face.caption_text[face.caption_lit_start : face.caption_lit_start + face.caption_lit_length] == "身份证"


def test_the_resident_is_told_to_keep_the_card_while_it_still_lies_there() -> None:
    lying = face_of(SessionState(screen=Form(), person=PERSON, card=CardMedia.PRESENT))
    taken = face_of(SessionState(screen=Form(), person=PERSON, card=CardMedia.NOT_PRESENT))
    assert lying.toast_text
    assert not taken.toast_text


def test_no_passing_sentence_repeats_what_the_caption_says() -> None:
    """Both were shown, one over the other."""
    read = SessionState(screen=Form(), person=PERSON, card=CardMedia.PRESENT)
    assert not face_of(read, caption=Caption("读好了，请把卡收好。", 0, 9)).toast_text
    assert not face_of(replace(read, mode=Mode.ELDER)).toast_text


def test_who_puts_the_card_there_too_early_is_told_what_comes_first() -> None:
    early = SessionState(screen=Home(), card=CardMedia.PRESENT, card_put_early=True)
    assert face_of(early).toast_text == "先点要办的事，再放卡"
    assert "我看明白了" in face_of(replace(early, screen=Notice(Purpose.PROGRESS))).toast_text


def test_every_mode_and_both_languages_have_their_words() -> None:
    for mode in Mode:
        for locale in ("zh_CN", "en"):
            snapshot: Snapshot = snapshot_of(SessionState(screen=Home(), mode=mode))
            assert shell_face(snapshot, view_context(locale=locale)).read_aloud_text
