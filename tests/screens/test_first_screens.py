"""Idle to card, in the real window: every touch says what it should."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from kiosk.session import events as ev
from kiosk.session.overlays import TimeIsUp
from kiosk.session.screens import Form, Home, Idle, Notice, Purpose
from kiosk.session.snapshot import Caption
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import Countdown
from tests.helpers.fake_session import snapshot_of
from tests.helpers.first_screens import BULLETINS, DRAFT, IDLE, IN_SESSION, ITEM, PERSON, TYPING
from tests.helpers.stage import PORTRAIT, Stage


@pytest.fixture(scope="module")
def upright(qapp: object) -> Iterator[Stage]:
    stage = Stage(SessionState(screen=Home(), online=True), PORTRAIT)
    yield stage
    stage.close()


@pytest.fixture
def stage(upright: Stage, qtbot: QtBot) -> Stage:
    """The upright window, rested, with nothing sent yet."""
    upright.show_state(SessionState(screen=Home(), online=True))
    upright.session.sent.clear()
    return upright


def test_a_tap_meets_the_new_screen_at_once(stage: Stage) -> None:
    stage.session.show_screen(Notice(Purpose.APPLY, ITEM))
    assert stage.has("understood")
    assert not stage.has("progress")


# ── what a touch says ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("state", "name", "event"),
    [
        (IDLE["idle"], "start", ev.Started()),
        (IDLE["idle"], "start-elder", ev.Started(Mode.ELDER)),
        (IDLE["idle"], "start-contrast", ev.Started(Mode.HIGH_CONTRAST)),
        (IDLE["idle"], "start-low-reach", ev.Started(low_reach=True)),
        (IDLE["idle"], "bottom-progress", ev.ProgressPressed()),
        (IDLE["idle"], "bottom-read", ev.ReadAloudPressed()),
        (IN_SESSION["home"], "progress", ev.ProgressPressed()),
        (IN_SESSION["home"], "search", ev.SearchOpened()),
        (IN_SESSION["search-letters"], f"hit-{ITEM}", ev.EntryChosen(ITEM)),
        (IN_SESSION["search-letters"], "key-backspace", ev.Searched("glj")),
        (IN_SESSION["home"], "category-elder-care", ev.CategoryChosen("elder-care")),
        (IN_SESSION["home"], "modes", ev.ModeChooserOpened()),
        (IN_SESSION["home"], "bottom-back", ev.ExitPressed()),
        (IN_SESSION["home"], "bottom-read", ev.ReadAloudPressed()),
        (IN_SESSION["home"], "bottom-help", ev.HelpPressed()),
        (IN_SESSION["category"], f"entry-{ITEM}", ev.EntryChosen(ITEM)),
        (IN_SESSION["category"], "search", ev.SearchOpened()),
        (IN_SESSION["category"], "bottom-back", ev.BackPressed()),
        (IN_SESSION["category"], "bottom-home", ev.HomePressed()),
        (IN_SESSION["information"], "apply", ev.ApplyPressed(ITEM)),
        (IN_SESSION["information-off"], "apply", None),
        (IN_SESSION["category-off"], f"entry-{ITEM}", None),
        (IDLE["idle-resting"], "bottom-progress", ev.ProgressPressed()),
        (IDLE["idle-resting"], "start-elder", ev.Started(Mode.ELDER)),
        (IN_SESSION["notice"], "understood", ev.NoticeUnderstood()),
        (IN_SESSION["notice"], "refuse", ev.BackPressed()),
        (IN_SESSION["identify"], "type-instead", ev.TypeInsteadPressed()),
        (IN_SESSION["identify"], "person", ev.HelpPressed()),
        (IN_SESSION["identify-trouble"], "retry", ev.RetryPressed()),
        (IN_SESSION["type-identity"], "key-close", None),
        (IN_SESSION["resume"], "go-on", ev.ResumePressed()),
        (IN_SESSION["resume"], "begin-anew", ev.BeginAnewPressed()),
        (IN_SESSION["not-eligible"], "finish", ev.FinishPressed()),
        (IN_SESSION["not-eligible"], "exit", ev.ExitPressed()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_touch_says_that_somebody_is_here_and_what_they_want(
    stage: Stage, state: SessionState, name: str, event: ev.Event | None
) -> None:
    stage.show_state(state)
    stage.touch(name)
    assert stage.session.sent == [ev.Touched(), *([event] if event else [])]


def test_anywhere_on_the_idle_screen_begins(stage: Stage) -> None:
    stage.show_state(IDLE["idle"])
    stage.rest()
    stage.touch_at(QPoint(900, 300))
    assert stage.session.sent == [ev.Touched(), ev.Started()]


def test_a_resting_machine_leads_straight_to_what_it_can_still_do(stage: Stage) -> None:
    stage.show_state(IDLE["idle-resting"])
    stage.touch("still-warnings")
    assert stage.session.sent == [ev.Touched(), ev.Started(), ev.CategoryChosen("warnings")]


def test_help_is_one_touch_from_the_idle_screen(stage: Stage) -> None:
    stage.show_state(IDLE["idle"])
    stage.touch("bottom-help")
    assert stage.session.sent == [ev.Touched(), ev.HelpPressed()]


def test_the_elder_choices_lead_where_the_catalogue_says(stage: Stage) -> None:
    stage.show_state(SessionState(screen=Home(), mode=Mode.ELDER, online=True))
    stage.touch("lead-3")
    stage.touch("lead-6")
    assert [event for event in stage.session.sent if event != ev.Touched()] == [
        ev.CategoryChosen("elder-care"),
        ev.ProgressPressed(),
    ]


def test_the_way_back_to_the_standard_screens_is_on_every_elder_screen(stage: Stage) -> None:
    stage.show_state(SessionState(screen=Home(), mode=Mode.ELDER, online=True))
    stage.touch("standard-mode")
    assert stage.session.sent[-1] == ev.ModeChosen(Mode.STANDARD)


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("mode-high-contrast", ev.ModeChosen(Mode.HIGH_CONTRAST)),
        ("mode-low-reach", ev.LowReachChosen(on=True)),
        ("mode-reduced-motion", ev.ReducedMotionChosen(on=True)),
    ],
)
def test_the_sheet_changes_one_thing_with_one_touch(stage: Stage, name: str, event: ev.Event) -> None:
    stage.show_state(IN_SESSION["overlay-modes"])
    stage.touch(name)
    assert stage.session.sent[-1] == event


def test_who_is_known_can_still_change_how_the_screen_looks(stage: Stage) -> None:
    stage.show_state(IN_SESSION["not-eligible"])
    stage.touch("modes")
    assert stage.session.sent[-1] == ev.ModeChooserOpened()


def test_in_low_reach_what_is_above_the_middle_is_brought_down_before_it_is_pressed(stage: Stage) -> None:
    stage.show_state(replace(IN_SESSION["category"], low_reach=True))
    entry = f"entry-{ITEM}"
    assert stage.middle(entry).y() < 960
    stage.touch(entry)
    assert stage.session.sent == [ev.Touched()], "a touch up there only brings it nearer"
    stage.touch("bring-down")
    assert stage.middle(entry).y() > 960
    stage.touch(entry)
    assert stage.session.sent[-1] == ev.EntryChosen(ITEM)


def test_what_is_off_says_why_and_does_nothing(stage: Stage) -> None:
    stage.show_state(IN_SESSION["identify-progress"])
    stage.touch("type-instead")
    assert set(stage.session.sent) == {ev.Touched()}


def test_a_forgotten_card_has_no_button_that_gets_round_it(stage: Stage) -> None:
    stage.show_state(IN_SESSION["identify-left"])
    assert not stage.has("retry")


def test_typing_goes_into_the_field_that_has_the_caret(stage: Stage) -> None:
    stage.show_state(IN_SESSION["type-identity"])
    stage.input.committed.emit("芳")
    stage.input.erased.emit()
    stage.touch("field-id-number")
    stage.touch("key-2")
    stage.input.cleared.emit()
    typed = [event for event in stage.session.sent if isinstance(event, ev.IdentityTyped)]
    assert typed == [
        ev.IdentityTyped("张桂兰芳", "1301"),
        ev.IdentityTyped("张桂", "1301"),
        ev.IdentityTyped("张桂兰", "13012"),
        ev.IdentityTyped("张桂兰", ""),
    ]


def test_only_the_field_that_is_being_typed_shows_what_stands_in_it(stage: Stage) -> None:
    typed = replace(TYPING, name="张桂兰", id_number="13010219410315122X")
    stage.show_state(replace(IN_SESSION["type-identity"], screen=typed))
    shown = {name: stage.item(f"field-{name}").property("value") for name in ("name", "id-number")}
    assert shown == {"name": "张桂兰", "id-number": "1301**********122X"}
    stage.touch("field-id-number")
    shown = {name: stage.item(f"field-{name}").property("value") for name in ("name", "id-number")}
    assert shown == {"name": "张*", "id-number": "13010219410315122X"}


def test_a_character_beyond_the_basic_plane_is_erased_as_one(stage: Stage) -> None:
    stage.show_state(replace(IN_SESSION["type-identity"], screen=replace(TYPING, name="王𠮷")))
    stage.input.erased.emit()
    assert stage.session.sent[-1] == ev.IdentityTyped("王", "1301")


def test_done_leads_from_the_name_to_the_number_to_the_way_on(stage: Stage) -> None:
    stage.show_state(IN_SESSION["type-identity"])
    assert not stage.has("next")
    stage.touch("key-done")
    stage.touch("key-done")
    stage.touch("next")
    assert stage.session.sent[-1] == ev.NextPressed()


# ── what lies over a screen ────────────────────────────────────────────────────────────────────────────────────────


def time_is_up(stage: Stage) -> None:
    warning = Countdown(20, 120, paused=False, warning=True)
    state = SessionState(screen=Form(), person=PERSON, draft=DRAFT, overlay=TimeIsUp(), online=True)
    stage.session.show(replace(stage.session.snapshot, state=state, countdown=warning))
    stage.settle()


def test_the_huge_answer_keeps_the_session(stage: Stage) -> None:
    time_is_up(stage)
    stage.touch("dialog-safe")
    assert stage.session.sent == [ev.OverlayDismissed()]


def test_leaving_is_not_taken_for_staying(stage: Stage) -> None:
    time_is_up(stage)
    stage.touch("dialog-other")
    assert stage.session.sent == [ev.LeaveConfirmed()]


def test_a_touch_beside_the_answers_keeps_the_session_too(stage: Stage) -> None:
    time_is_up(stage)
    stage.touch_at(QPoint(540, 150))
    assert stage.session.sent == [ev.OverlayDismissed()]


def test_bars_stay_in_reach_above_a_dialog(stage: Stage) -> None:
    time_is_up(stage)
    stage.touch("bottom-help")
    assert stage.session.sent == [ev.HelpPressed()]


@pytest.mark.parametrize(
    ("state", "name", "event"),
    [
        (IN_SESSION["overlay-leave"], "dialog-safe", ev.OverlayDismissed()),
        (IN_SESSION["overlay-leave"], "dialog-other", ev.LeaveConfirmed()),
        (IN_SESSION["help-waiting"], "help-go-on", ev.OverlayDismissed()),
        (IN_SESSION["help-waiting"], "help-withdraw", ev.HelpWithdrawn()),
        (IN_SESSION["overlay-modes"], "dialog-other", ev.OverlayDismissed()),
        (IN_SESSION["overlay-modes"], "mode-elder", ev.ModeChosen(Mode.ELDER)),
    ],
    ids=["stay", "leave", "help waited for", "help withdrawn", "no other mode", "elder mode"],
)
def test_every_answer_of_an_overlay_says_one_thing(
    stage: Stage, state: SessionState, name: str, event: ev.Event
) -> None:
    stage.show_state(state)
    stage.touch(name)
    assert stage.session.sent == [ev.Touched(), event]


def test_the_screen_under_an_overlay_cannot_be_touched(stage: Stage) -> None:
    stage.show_state(IN_SESSION["home"])
    below = stage.middle("category-medical")
    stage.show_state(IN_SESSION["help-waiting"])
    stage.rest()
    stage.touch_at(below)
    assert not any(isinstance(event, ev.CategoryChosen) for event in stage.session.sent)


# ── what is said and what is shown ─────────────────────────────────────────────────────────────────────────────────


def test_what_is_said_is_shown_while_it_sounds(stage: Stage) -> None:
    caption = Caption("请把身份证放在屏幕右下方亮灯的地方", 1, 4)
    stage.session.show(replace(stage.session.snapshot, state=IN_SESSION["identify"], caption=caption))
    stage.settle()
    assert stage.has("spoken-line")
    stage.session.show(replace(stage.session.snapshot, caption=None))
    stage.settle()
    assert not stage.has("spoken-line")


@pytest.mark.parametrize("name", ["home", "category", "identify", "information", "notice", "type-identity"])
@pytest.mark.parametrize("said", ["您好", "请把身份证放在屏幕右下方亮灯的地方，放平就行"])
def test_nothing_moves_under_an_elder_s_finger_when_a_sentence_ends(stage: Stage, name: str, said: str) -> None:
    elder = replace(IN_SESSION[name], mode=Mode.ELDER)
    stage.session.show(replace(stage.session.snapshot, state=elder, caption=Caption(said, 0, 2)))
    stage.settle()
    during = stage.targets()
    stage.session.show(replace(stage.session.snapshot, caption=None))
    stage.settle()
    assert during
    assert stage.targets() == during


@pytest.mark.parametrize("name", ["idle-card-left", "idle-notices"])
def test_the_hand_on_the_sun_is_whole_whatever_stands_below_it(stage: Stage, name: str) -> None:
    """Its cuff was cut off by the card of a forgotten card and by the notices."""
    stage.session.show(replace(snapshot_of(IDLE.get(name, IDLE["idle"])), bulletins=BULLETINS))
    stage.settle()
    hand = stage.item("start-hand")
    cuff = [hand.mapToScene(QPointF(hand.width() * part, hand.height())).y() for part in (0.3, 0.8)]
    desk = stage.item("card-left" if name == "idle-card-left" else "bulletins")
    assert max(cuff) < desk.mapToScene(QPointF()).y()
    stage.session.show(snapshot_of(SessionState(online=True)))


def test_the_idle_screen_knows_nobody_and_has_no_way_back(stage: Stage) -> None:
    stage.show_state(replace(IDLE["idle"], screen=Idle()))
    assert not stage.has("bottom-back")
    assert not stage.has("countdown")
    assert not stage.has("exit")
