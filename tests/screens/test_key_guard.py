"""A scan that is typed into the window lands in no field and presses no control; what a person types does."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.contracts.scanner import Scanned, ScanUnusable
from devices.scanners.framing import Framer
from ui.bridge.key_guard import GAP_MS, LEAST_CHARACTERS, MOST_HELD_COUNT, SCANNERS_PACE_MS, KeyGuard

SCENE = b"""
import QtQuick
Item {
    width: 100; height: 100
    property alias first: first
    property alias second: second
    property alias pressed: button.pressed
    TextInput { id: first; objectName: "first"; focus: true }
    TextInput { id: second; objectName: "second" }
    Item { id: button; objectName: "button"; property int pressed: 0
           Keys.onReturnPressed: pressed += 1
           Keys.onSpacePressed: pressed += 1 }
}
"""
SLIP = "BMQ1:HSL3-260421-00373:2604210941:5F3A9C01:MFRGGZDFmztwq2lk"
HAND_MS = 70


@dataclass
class Desk:
    """A window with two fields and a button, a keyboard and a scanner on it."""

    view: QQuickView
    qtbot: QtBot
    typed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.guard = KeyGuard(self.view, self.typed.append)

    def item(self, name: str) -> QQuickItem:
        found = self.view.rootObject().findChild(QQuickItem, name)
        assert found is not None
        return found

    def text(self, name: str = "first") -> str:
        return str(self.item(name).property("text"))

    def focus(self, name: str) -> None:
        self.item(name).forceActiveFocus()

    def stroke(self, character: str, pause_ms: int = 0) -> None:
        """A key down and up."""
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key.Key_unknown
        modifiers = Qt.KeyboardModifier.NoModifier
        if character.isascii() and character not in "\r":
            key = Qt.Key(ord(character.upper()))
            modifiers = Qt.KeyboardModifier.ShiftModifier if character.isupper() else modifiers
        QTest.sendKeyEvent(QTest.KeyAction.Press, self.view, key, character, modifiers)
        QTest.sendKeyEvent(QTest.KeyAction.Release, self.view, key, character, modifiers)
        if pause_ms:
            self.qtbot.wait(pause_ms)
            self._until_over(pause_ms)

    def scan(self, code: str, end: str = "\r") -> None:
        for character in code + end:
            self.stroke(character)

    def type(self, text: str, pause_ms: int = HAND_MS) -> None:
        for character in text:
            self.stroke(character, pause_ms)

    def rest(self) -> None:
        """Longer than a gap."""
        self.qtbot.wait(GAP_MS * 2)
        self._until_over(GAP_MS * 2)

    def _until_over(self, waited_ms: int) -> None:
        """On a busy machine the wait and the gap can end in the same turn of the loop."""
        if waited_ms > GAP_MS:
            self.qtbot.waitUntil(lambda: not self.guard._held and not self.guard._is_scan)

    @property
    def codes(self) -> list[object]:
        """What the scanner's driver makes of it."""
        framer = Framer()
        return [*framer.feed("".join(self.typed).encode()), *framer.silence()]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    scene = tmp_path_factory.mktemp("scene") / "Scene.qml"
    scene.write_bytes(SCENE)
    view = QQuickView()
    view.setSource(QUrl.fromLocalFile(str(scene)))
    view.show()
    view.requestActivate()
    qtbot.waitUntil(lambda: view.isActive())
    yield Desk(view, qtbot)
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("code", [SLIP, "ZW20251123000017", "槐树里社区·张桂兰-Zhang 3", "a1B2c3D4"])
def test_a_scan_while_a_field_has_the_focus_leaves_it_empty_and_is_a_code(desk: Desk, code: str) -> None:
    desk.scan(code)
    desk.rest()
    assert (desk.text(), desk.codes) == ("", [Scanned(code)])


def test_a_scan_whose_keys_come_a_few_milliseconds_apart_is_one_code(desk: Desk) -> None:
    for character in "HSL3-260421-00373\r":
        desk.stroke(character, pause_ms=8)
    desk.rest()
    assert (desk.text(), desk.codes) == ("", [Scanned("HSL3-260421-00373")])


def test_a_scan_presses_no_control_that_has_the_focus(desk: Desk) -> None:
    desk.focus("button")
    desk.scan("CODE WITH SPACES", end="\r\r")
    desk.rest()
    assert (desk.view.rootObject().property("pressed"), desk.codes) == (0, [Scanned("CODE WITH SPACES")])


def test_what_a_fast_typist_types_is_in_the_field_letter_by_letter(desk: Desk) -> None:
    desk.type("Zhang Gui lan")
    desk.rest()
    assert (desk.text(), desk.typed) == ("Zhang Gui lan", [])


def test_keys_that_run_together_under_a_fast_hand_are_still_a_persons(desk: Desk) -> None:
    for run in ("the", "n", "quic", "k"):
        desk.type(run, pause_ms=4)
        desk.rest()
    assert (desk.text(), desk.typed) == ("thenquick", [])


def test_a_persons_enter_presses_the_control_once(desk: Desk) -> None:
    desk.focus("button")
    desk.stroke("\r")
    desk.rest()
    assert (desk.view.rootObject().property("pressed"), desk.typed) == (1, [])


def test_the_screen_changes_in_mid_scan_and_neither_screens_field_gets_any_of_it(desk: Desk) -> None:
    desk.scan(SLIP[:20], end="")
    desk.focus("second")
    desk.scan(SLIP[20:])
    desk.rest()
    assert (desk.text("first"), desk.text("second"), desk.codes) == ("", "", [Scanned(SLIP)])


def test_half_a_scan_lands_nowhere(desk: Desk) -> None:
    desk.scan(SLIP)
    desk.rest()
    desk.scan(SLIP[:10], end="")
    desk.rest()
    assert (desk.text(), desk.codes) == ("", [Scanned(SLIP), ScanUnusable("cut_short")])


def test_two_scans_with_a_persons_letter_between_are_kept_apart(desk: Desk) -> None:
    desk.scan("FIRST-CODE")
    desk.rest()
    desk.type("x")
    desk.scan("SECOND-CODE")
    desk.rest()
    assert (desk.text(), desk.codes) == ("x", [Scanned("FIRST-CODE"), Scanned("SECOND-CODE")])


def test_a_held_key_repeats_in_the_field_and_is_no_scan(desk: Desk) -> None:
    QTest.sendKeyEvent(QTest.KeyAction.Press, desk.view, Qt.Key.Key_A, "a", Qt.KeyboardModifier.NoModifier)
    for _ in range(20):
        repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
        QCoreApplication.sendEvent(desk.view, repeat)
    desk.rest()
    assert (desk.text(), desk.typed) == ("a" * 21, [])


def test_keys_that_waited_while_the_program_was_busy_are_taken_before_the_gap_counts(desk: Desk) -> None:
    """The gap's timer and the keys behind it become due together; the timer comes first."""
    begun, rest = "SLOW", "-PROGRAM\r"

    def keys_come_late() -> None:
        for character in rest:
            key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character))
            press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.postEvent(desk.view, press)

    desk.guard._gap.timeout.connect(keys_come_late, Qt.ConnectionType.SingleShotConnection)
    desk.scan(begun, end="")
    time.sleep(GAP_MS * 2 / 1000)
    desk.rest()
    assert (desk.text(), desk.codes) == ("", [Scanned("SLOW-PROGRAM")])


def test_keys_that_type_nothing_are_not_held_without_end(desk: Desk) -> None:
    for _ in range(MOST_HELD_COUNT * 3):
        QTest.sendKeyEvent(QTest.KeyAction.Press, desk.view, Qt.Key.Key_Shift, "", Qt.KeyboardModifier.ShiftModifier)
        assert len(desk.guard._held) < MOST_HELD_COUNT


def test_one_character_fewer_than_a_scan_is_typed(desk: Desk) -> None:
    desk.scan("abcdefgh"[: LEAST_CHARACTERS - 1], end="")
    desk.rest()
    assert (desk.text(), desk.typed) == ("abcde", [])


# ── recorded keys: (moment in ms, key) as the window system stamps them, however late the program gets them ──────────


def replay(desk: Desk, keys: list[tuple[int, str]], start_ms: int = 1000) -> None:
    """All at once, as a program gets them that was busy; what counts is when they happened."""
    for at_ms, character in keys:
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(start_ms + at_ms)
            QCoreApplication.sendEvent(desk.view, event)


def at_pace(text: str, pace_ms: int) -> list[tuple[int, str]]:
    return [(n * pace_ms, character) for n, character in enumerate(text)]


@pytest.mark.parametrize("pace_ms", [0, 2, 8, 16, SCANNERS_PACE_MS])
@pytest.mark.parametrize("code", ["12", "A7Z", "0042", "HSL31"])
def test_a_short_code_that_a_scanner_ends_with_enter_lands_nowhere(desk: Desk, code: str, pace_ms: int) -> None:
    """A code of fewer than six characters was typed into the field that had the focus."""
    replay(desk, at_pace(code + "\r", pace_ms))
    desk.rest()
    assert (desk.text(), desk.codes) == ("", [Scanned(code)])


@pytest.mark.parametrize("pace_ms", [SCANNERS_PACE_MS + 1, GAP_MS, 60, 120])
def test_a_short_word_and_enter_by_the_fastest_hand_are_its_own(desk: Desk, pace_ms: int) -> None:
    replay(desk, at_pace("wang\r", pace_ms))
    desk.rest()
    assert (desk.text(), desk.typed) == ("wang", [])


@pytest.mark.parametrize(
    "keys",
    [
        [(0, "o"), (9, "k"), (95, "\r")],  # two keys rolled into one another, and Enter
        [(0, "l"), (70, "i"), (82, "\r")],  # Enter rolled into the last key
        [(0, "a"), (12, "\r")],  # one key and Enter struck together
    ],
)
def test_keys_that_roll_into_each_other_or_into_enter_are_a_hands(desk: Desk, keys: list[tuple[int, str]]) -> None:
    replay(desk, keys)
    desk.rest()
    assert (desk.text(), desk.typed) == ("".join(key for _, key in keys if key != "\r"), [])


def test_what_a_hand_typed_while_the_program_was_busy_is_no_scan(desk: Desk) -> None:
    """Ten keys, 70 ms apart, came to the program at once when it had time again: they were taken for a code."""
    replay(desk, at_pace("zhangguila", 70))
    desk.rest()
    assert (desk.text(), desk.typed) == ("zhangguila", [])


def test_a_short_code_without_enter_is_typed_for_nobody_can_know(desk: Desk) -> None:
    replay(desk, at_pace("A7Z", 2))
    desk.rest()
    assert (desk.text(), desk.typed) == ("A7Z", [])
